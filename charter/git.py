"""The one door to git: what a file said in an earlier commit, read from its objects and never checked out."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Final

from charter.errors import UnreadablePathError, UsageError

_REVISION: Final = re.compile(r"[A-Za-z0-9_@^~{}./+-]{1,200}")
_SECONDS: Final = 60


def file_at(folder: Path, name: str, revision: str, most: int) -> bytes:
    """The bytes of a file of a folder as they were in a commit; at most `most`.

    Args:
        revision: A commit, tag or branch, such as ``origin/main`` or ``HEAD~2``.

    Raises:
        UsageError: It is no name of a revision, or git knows no such revision or no such file in it.
        UnreadablePathError: git is not there, or did not answer.
    """
    if not _REVISION.fullmatch(revision) or revision.startswith("-"):
        raise UsageError(f'"{revision}" is no name of a commit', "such as origin/main, HEAD~1 or v1.0")
    command = ["git", "-C", str(folder), "cat-file", "blob", f"{revision}:./{name}"]
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and the revision is no option
            command, capture_output=True, check=False, timeout=_SECONDS, stdin=subprocess.DEVNULL, env=_environment()
        )
    except FileNotFoundError as error:
        raise UnreadablePathError("git is not installed", "compare two files instead") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadablePathError(f"git did not answer: {error}") from error
    if done.returncode != 0:
        words = next(iter(done.stderr.decode(errors="replace").strip().splitlines()), "no reason given")
        raise UsageError(f"git has no {name} at {revision}: {words}", f"git log -- {folder / name} shows its commits")
    return done.stdout[:most]


def _environment() -> dict[str, str]:
    """The environment without what would lead git to another repository, to a pager or to a question."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
