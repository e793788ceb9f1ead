"""The files of charters as a commit has them, laid out in a folder of our own; nothing is checked out.

Only plain files with plain names are laid out. Links, other repositories and names that lead elsewhere never are: they
are told, and what they lead to is never read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from charter.errors import UnreadablePathError
from charter.git import Entry, contents

LARGEST: Final = 64 << 20
"""The most bytes of one file that is laid out."""
_MOST: Final = 512 << 20
_STEP: Final = re.compile(r"[^\\\0:*?\"<>|]{1,200}")


class Odd(NamedTuple):
    """Something in a commit that is not laid out, and why."""

    path: str
    why: str


def lay_out(repository: Path, listed: Sequence[Entry], into: Path) -> tuple[Odd, ...]:
    """Write the files of a commit below a folder, by their paths from the top of the repository.

    Returns:
        What was not written.

    Raises:
        UnreadablePathError: git does not have their contents here, or they are more than can be looked at.
    """
    odd = {entry: why for entry in listed if (why := _problem(entry))}
    plain = [entry for entry in listed if entry not in odd]
    if sum(entry.size for entry in plain) > _MOST:
        raise UnreadablePathError("the charters that change are larger than 512 MiB together", "review fewer at once")
    known = contents(repository, (entry.blob for entry in plain))
    for entry in plain:
        path = into.joinpath(*entry.path.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(known[entry.blob])
    return tuple(Odd(entry.path, why) for entry, why in odd.items())


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
        and step.casefold() not in (".", "..", ".git")
        and step[-1] not in " ."
    )


def nested(listed: Iterable[Entry], homes: Iterable[str]) -> tuple[Odd, ...]:
    """What looks like a charter inside another one, where nobody looks for one."""
    known = {f"{home}/charter.yaml" for home in homes}
    names = (entry.path for entry in listed)
    inside = [path for path in names if path.rpartition("/")[2].casefold() == "charter.yaml" and path not in known]
    return tuple(Odd(path, "it lies inside another charter, where nothing looks for one") for path in inside)


def twins(listed: Iterable[Entry]) -> tuple[Odd, ...]:
    """Paths that some machines take for one and the same."""
    seen: dict[str, str] = {}
    found = []
    for entry in listed:
        same = unicodedata.normalize("NFKC", entry.path).casefold()
        if same in seen:
            found.append(Odd(entry.path, f"some machines take it for {seen[same]}"))
        seen.setdefault(same, entry.path)
    return tuple(found)
