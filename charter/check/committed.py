"""The charters of a commit: where they lie, and their files laid out in a folder of our own; nothing is checked out.

Only plain files with plain names are laid out. Links, other repositories and names that lead elsewhere never are: they
are told, and what they lead to is never read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from charter.errors import UnreadablePathError
from charter.git import Entry, contents

LARGEST: Final = 64 << 20
"""The most bytes of one file that is laid out."""
_MOST: Final = 512 << 20
_MISNAMED: Final = re.compile(r"charter\.ya?ml(?:\.txt)?|charter\.txt", re.IGNORECASE)
_MOST_FILES: Final = 20_000
_STEP: Final = re.compile(r"(?!-)[^\\\0:*?\"<>|]{1,200}")
_PROGRAM: Final = "git keeps it as a program; git update-index --chmod=-x makes it a plain file"


class Odd(NamedTuple):
    """Something in a commit that is not what it looks like, or is not laid out, and why."""

    path: str
    why: str


class Laid(NamedTuple):
    """Charters of a commit on the disk, by their paths from the top of the repository.

    Attributes:
        root: The folder in there that holds `charters/`.
        blobs: What tells the contents of its files apart, by their paths.
        odd: What was not laid out, or is not what it looks like.
    """

    place: Path
    root: Path
    blobs: Mapping[str, str]
    odd: tuple[Odd, ...]


def homes(listed: Iterable[Entry]) -> set[str]:
    """The folders of charters; in a charter's folder nothing looks for another one."""
    found = {str(PurePosixPath(entry.path).parent) for entry in listed if entry.path.endswith("/charter.yaml")}
    return {home for home in found if not any(str(above) in found for above in PurePosixPath(home).parents)}


def home_of(path: str, known: Collection[str]) -> str | None:
    """The charter's folder that a path lies in, the outermost one."""
    above = [str(parent) for parent in PurePosixPath(path).parents if str(parent) in known]
    return above[-1] if above else None


def lay_out(repository: Path, listed: Sequence[Entry], into: Path) -> tuple[Odd, ...]:
    """Write the files of a commit below a folder, by their paths from the top of the repository.

    Returns:
        What was not written, and programs, which nothing here is.

    Raises:
        UnreadablePathError: git does not have their contents here, or they are more than can be looked at.
    """
    odd = {entry: why for entry in listed if (why := _problem(entry))}
    plain = [entry for entry in listed if entry not in odd]
    if sum(entry.size for entry in plain) > _MOST:
        raise UnreadablePathError("the charters that change are larger than 512 MiB together", "review fewer at once")
    if len(plain) > _MOST_FILES:
        said = f"the charters that change hold {len(plain)} files together, more than {_MOST_FILES}"
        raise UnreadablePathError(said, "review fewer at once")
    known = contents(repository, (entry.blob for entry in plain))
    for entry in plain:
        path = into.joinpath(*entry.path.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(known[entry.blob])
    programs = [Odd(entry.path, _PROGRAM) for entry in plain if entry.mode == "100755"]
    return (*(Odd(entry.path, why) for entry, why in odd.items()), *programs)


def _problem(entry: Entry) -> str:
    if entry.mode == "120000":
        return "it is a link, and what it leads to may be another file elsewhere"
    if entry.mode == "160000":
        return "it is another repository inside this one, whose files nobody here sees"
    if entry.mode not in ("100644", "100755"):
        return f"git keeps it as {entry.mode}, which is no plain file"
    if entry.size > LARGEST:
        return "it is larger than 64 MiB"
    return "" if all(map(_is_plain, entry.path.split("/"))) else "its name is none that means the same everywhere"


def _is_plain(step: str) -> bool:
    """Whether a file or folder of this name lies where its path says, on every machine."""
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") for sign in step)
    return (
        bool(_STEP.fullmatch(step))
        and not hidden
        and step.casefold() not in (".", "..", ".git", "git~1")
        and step[-1] not in " ."
    )


def astray(entry: Entry) -> str:
    """Why something below `charters/` and in no charter may not lie there; empty where it may."""
    *above, name = entry.path.split("/")
    if entry.mode == "120000":
        return "it is a link, and links are not followed"
    if entry.mode == "160000":
        return "it is another repository inside this one, whose files nobody here sees"
    if _MISNAMED.fullmatch(name):
        return "it is not read under this name: a charter is called charter.yaml"
    return "no charter.yaml lies beside this record" if {"decisions", "signed"} & set(above) else ""


def nested(listed: Iterable[Entry], folders: Iterable[str]) -> tuple[Odd, ...]:
    """What looks like a charter inside another one, where nobody looks for one."""
    known = {f"{folder}/charter.yaml" for folder in folders}
    names = (entry.path for entry in listed)
    inside = [path for path in names if path.rpartition("/")[2].casefold() == "charter.yaml" and path not in known]
    return tuple(Odd(path, "it lies inside another charter, where nothing looks for one") for path in inside)


def twins(listed: Iterable[Entry]) -> tuple[Odd, ...]:
    """Paths that some machines take for one and the same."""
    seen: dict[str, str] = {}
    found = []
    for entry in listed:
        same = alike(entry.path)
        if same in seen:
            found.append(Odd(entry.path, f"some machines take it for {seen[same]}"))
        seen.setdefault(same, entry.path)
    return tuple(found)


def alike(path: str) -> str:
    """What a path has in common with those that some machines take for the same one."""
    return "/".join(step.rstrip(" .") for step in unicodedata.normalize("NFKC", path).casefold().split("/"))
