"""The one door to git: what commits hold, read from its objects and never checked out."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from charter.errors import UnreadablePathError, UsageError

_REVISION: Final = re.compile(r"[A-Za-z0-9_@^~{}./+-]{1,200}")
_OBJECT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SECONDS: Final = 60
_NOWHERE: Final = f"{os.devnull}-of-charter"
"""A file that is not there: neither grafts nor an index have a say."""


class Entry(NamedTuple):
    """What a commit holds under one path.

    Attributes:
        mode: ``100644`` a file, ``100755`` an executable one, ``120000`` a link, ``160000`` another repository.
        size: In bytes; 0 for another repository.
        path: From the top of the repository, as git has it; bytes that are no UTF-8 are kept as surrogates.
    """

    mode: str
    blob: str
    size: int
    path: str


def file_at(folder: Path, name: str, revision: str, most: int) -> bytes:
    """The bytes of a file of a folder as they were in a commit; at most `most`.

    Args:
        revision: A commit, tag or branch, such as ``origin/main`` or ``HEAD~2``.

    Raises:
        UsageError: It is no name of a revision, or git knows no such revision or no such file in it.
        UnreadablePathError: git is not there, or did not answer.
    """
    done = _git(folder, "cat-file", "blob", f"{commit_of(folder, revision)}:./{name}")
    if done.returncode != 0:
        said = f"git has no {name} at {revision}: {_words(done)}"
        raise UsageError(said, f"git log -- {folder / name} shows its commits")
    return done.stdout[:most]


def commit_of(folder: Path, revision: str) -> str:
    """The id of the commit that a name stands for.

    Raises:
        UsageError: It is no name of a revision, or of several, or git knows no such commit here.
        UnreadablePathError: git is not there, or did not answer.
    """
    _named(revision)
    _unmistakable(folder, revision)
    done = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = done.stdout.decode("ascii", "replace").strip()
    if done.returncode != 0 or not _OBJECT.fullmatch(found):
        if _git(folder, "rev-parse", "--git-dir").returncode != 0:
            raise UsageError(f"{folder} is not in a git repository", "run it in a clone, or name one: --root DIR")
        raise UsageError(f'git knows no commit "{revision}" here', _fetching(folder, revision))
    return found


def merge_base(folder: Path, one: str, other: str) -> str:
    """The id of the commit from which two went apart.

    Raises:
        UsageError: They have no commit in common here, as in a clone that is cut off too early.
    """
    done = _git(folder, "merge-base", one, other)
    found = done.stdout.decode("ascii", "replace").strip()
    if done.returncode != 0 or not _OBJECT.fullmatch(found):
        said = f"{one[:12]} and {other[:12]} have no commit in common here"
        raise UsageError(said, _fetching(folder, one))
    return found


def merged(folder: Path, one: str, other: str) -> str:
    """The id of the tree that a merge of two commits gives; nothing is checked out, and no branch moves.

    Raises:
        UsageError: They cannot be merged without somebody's hand, or git is too old to say.
    """
    inside = Path(os.fsdecode(_git(folder, "rev-parse", "--absolute-git-dir").stdout).rstrip("\n"))
    # asked from inside, as what lies in the work tree has no say in how lines are merged
    done = _git(inside, "merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", one, other)
    rows = [os.fsdecode(row) for row in done.stdout.split(b"\0") if row]
    if done.returncode == 0 and rows and _OBJECT.fullmatch(rows[0]):
        return rows[0]
    if done.returncode == 1 and len(rows) > 1:
        said = f"{other[:12]} cannot be merged into {one[:12]} as it is: both change {rows[1]}"
        raise UsageError(said, "merge or rebase, and review again")
    said = f"{one[:12]} has gone on since this change began, and this git cannot merge them on trial: {_words(done)}"
    raise UsageError(said, "take git 2.38 or newer, or merge the base in first")


def files_with(folder: Path, tree: str, line: str, below: str) -> tuple[str, ...]:
    """The paths of a tree that hold a line, from the top of the repository.

    Args:
        line: An extended regular expression of our own; of others' words only letters, digits and dashes stand in it.
        below: A folder, from `folder`.
    """
    plain = ("-z", "-l", "-E", "--full-name", "--no-color", "--no-recurse-submodules")
    done = _git(folder, "grep", *plain, "-e", line, tree, "--", below)
    return tuple(os.fsdecode(row).partition(":")[2] for row in done.stdout.split(b"\0") if row)


def _fetching(folder: Path, revision: str) -> str:
    """What brings a missing commit."""
    shallow = _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    if shallow:
        return "this clone is shallow: git fetch --unshallow, or fetch-depth: 0 where CI checks out"
    name = revision.removeprefix("origin/")
    return f"git fetch origin {name}" if not _OBJECT.fullmatch(revision) else "git fetch origin"


def prefix_of(folder: Path) -> str:
    """Where a folder lies in its repository: empty or a path with its slash; of a bare repository, the top."""
    return os.fsdecode(_git(folder, "rev-parse", "--show-prefix").stdout).rstrip("\n")


def entries(folder: Path, commit: str, paths: Iterable[str]) -> tuple[Entry, ...]:
    """Every file that a commit holds at or below some paths from the top of the repository.

    Args:
        commit: Its id.
    """
    done = _git(folder, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *paths)
    if done.returncode != 0:
        raise UnreadablePathError(f"git cannot list {commit[:12]}: {_words(done)}", _fetching(folder, commit))
    return tuple(_entry(row) for row in done.stdout.split(b"\0") if row)


def _entry(row: bytes) -> Entry:
    about, _, path = row.partition(b"\t")
    mode, _, blob, size = about.decode("ascii").split()
    return Entry(mode, blob, int(size) if size.isdigit() else 0, os.fsdecode(path))


def changed_paths(folder: Path, old: str, new: str) -> tuple[str, ...]:
    """The paths, from the top of the repository, that two commits hold differently; a rename is both its paths."""
    done = _git(folder, "diff-tree", "-r", "-z", "--no-renames", "--name-only", "--no-ext-diff", old, new)
    if done.returncode != 0:
        raise UnreadablePathError(
            f"git cannot compare {old[:12]} and {new[:12]}: {_words(done)}", _fetching(folder, old)
        )
    return tuple(os.fsdecode(path) for path in done.stdout.split(b"\0") if path)


def uncommitted(folder: Path, below: str) -> int:
    """How many files at or below a path of a folder no commit has as they are; 0 where there is no work tree."""
    asked = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    done = _git(folder, "-c", "core.fsmonitor=false", *asked, "--", below, index=True)
    return done.stdout.count(b"\0") if done.returncode == 0 else 0


def contents(folder: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The bytes of objects by their ids, all by one process.

    Raises:
        UnreadablePathError: One of them is not here, as in a clone that leaves out contents.
    """
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    said = _git(folder, "cat-file", "--batch", input="".join(f"{blob}\n" for blob in wanted).encode()).stdout
    found, at = {}, 0
    for blob in wanted:
        end = said.find(b"\n", at)
        head = said[at:end].split() if end >= 0 else []
        if len(head) != 3:
            raise UnreadablePathError(f"git does not have the object {blob[:12]} here", "git fetch --refetch origin")
        at = end + 1 + int(head[2])
        found[blob] = said[end + 1 : at]
        at += 1
    return found


def _named(revision: str) -> None:
    if not _REVISION.fullmatch(revision) or revision.startswith("-"):
        raise UsageError(f'"{revision}" is no name of a commit', "such as origin/main, HEAD~1 or v1.0")


def _unmistakable(folder: Path, revision: str) -> None:
    """Refuse a name of a branch that is the name of a tag, too: git takes the tag, which anybody may have pushed."""
    name = re.split(r"[~^]|@\{", revision, maxsplit=1)[0]
    if _OBJECT.fullmatch(name) or name in ("", "HEAD", "@"):
        return
    meant = [f"refs/{kind}{name}" for kind in ("", "tags/", "heads/", "remotes/")]
    listed = _git(folder, "for-each-ref", "--format=%(refname)", *meant).stdout.decode(errors="replace").split()
    found = [full for full in meant if full in listed]
    if len(found) > 1:
        said = f'"{name}" names {found[0]} and {found[1]} here'
        raise UsageError(said, f"write the one you mean in full, such as {found[-1]}")


def _git(
    folder: Path, *arguments: str, input: bytes | None = None, index: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run git; `index` lets it see what is staged, which nothing else here may depend on."""
    command = ["git", "--no-replace-objects", "-C", str(folder), *arguments]
    environment = _environment()
    if index:
        del environment["GIT_INDEX_FILE"]
    try:
        return subprocess.run(  # noqa: S603  # no shell, and no revision is an option
            command, capture_output=True, check=False, timeout=_SECONDS, env=environment, input=input or b""
        )
    except FileNotFoundError as error:
        raise UnreadablePathError("git is not installed", "compare two files instead") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadablePathError(f"git did not answer: {error}") from error


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    return next(iter(done.stderr.decode(errors="replace").strip().splitlines()), "no reason given")


def _environment() -> dict[str, str]:
    """The environment without what would lead git to another repository or history, to a pager or to a question."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_GRAFT_FILE": _NOWHERE,
        "GIT_INDEX_FILE": _NOWHERE,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
        "LC_ALL": "C",
    }
