"""Lint results that are still true: kept per user, outside every repository, so that no pull request can plant one.

Safe to delete at any time and safe under concurrent runs. A defect of the store is never an error: the answer is then
computed again.
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

_SETTLED_AFTER_NS = 2_000_000_000
"""A file changed so shortly before it was read may change again within its timestamp's grain."""


class Entry(NamedTuple):
    """What is remembered of one unit.

    Attributes:
        stamp: Names, sizes and times of its files; empty where they were too fresh to be trusted.
        digest: SHA-256 over its files' bytes.
        answer: The result, as it was put in.
    """

    stamp: str
    digest: str
    answer: str


class Cache:
    """The results of one repository for one way of asking."""

    def __init__(self, root: Path, key: str) -> None:
        self._key = key
        self._fresh: list[tuple[str, str, Entry]] = []
        self._store = _open(root)

    def known(self, units: Iterable[str]) -> Mapping[str, Entry]:
        """What is remembered of these units."""
        if self._store is None:
            return {}
        names = list(units)
        try:
            if len(names) > 200:
                rows = self._store.execute("SELECT unit, stamp, digest, answer FROM lint WHERE key = ?", (self._key,))
                return {unit: Entry(*rest) for unit, *rest in rows}
            query = "SELECT stamp, digest, answer FROM lint WHERE key = ? AND unit = ?"
            found = {name: self._store.execute(query, (self._key, name)).fetchone() for name in names}
        except (sqlite3.Error, UnicodeError):  # the name of a file may be no text
            return {}
        return {name: Entry(*row) for name, row in found.items() if row is not None}

    def remember(self, unit: str, entry: Entry) -> None:
        """Note a result; `close` stores it."""
        self._fresh.append((self._key, unit, entry))

    def _forget_old(self) -> None:
        assert self._store is not None
        ways = "SELECT key FROM lint GROUP BY key ORDER BY max(rowid) DESC LIMIT ?"
        self._store.execute(f"DELETE FROM lint WHERE key NOT IN ({ways})", (_MOST_WAYS,))  # noqa: S608  # no input in it

    def close(self) -> None:
        """Store what was remembered; the longest unused ways of asking are dropped."""
        if self._store is None:
            return
        try:
            with self._store:
                if self._fresh:
                    self._forget_old()
                self._store.executemany(
                    "INSERT OR REPLACE INTO lint (key, unit, stamp, digest, answer) VALUES (?, ?, ?, ?, ?)",
                    ((key, unit, *entry) for key, unit, entry in self._fresh),
                )
            self._store.close()
        except (sqlite3.Error, UnicodeError):
            return


_SCHEMA = """CREATE TABLE IF NOT EXISTS lint (
    key TEXT, unit TEXT, stamp TEXT, digest TEXT, answer TEXT, PRIMARY KEY (key, unit)
)"""

_MOST_WAYS = 8
"""How many ways of asking (days, versions, stages, options) are remembered beside each other."""


def _open(root: Path) -> sqlite3.Connection | None:
    try:
        folder = _folder()
        os.makedirs(folder, mode=0o700, exist_ok=True)
        name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:24]
        store = sqlite3.connect(os.path.join(folder, f"{name}.sqlite3"), timeout=2)
        store.execute(_SCHEMA)
    except (OSError, sqlite3.Error):
        return None
    return store


def _folder() -> str:
    """Where caches belong on this system: the XDG base directory, macOS's and Windows' own."""
    if chosen := os.environ.get("CHARTER_CACHE_DIR"):
        return chosen
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA", home), "charter", "cache")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "charter")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "charter")


def stamp(files: Iterable[str], now_ns: int) -> str:
    """Sizes and times of files as one text; empty where one of them changed too shortly before `now_ns`.

    Raises:
        OSError: A file is not there.
    """
    parts = []
    for file in files:
        status = os.stat(file)
        if now_ns - max(status.st_mtime_ns, status.st_ctime_ns) < _SETTLED_AFTER_NS:
            return ""
        parts.append(f"{file}\t{status.st_size}\t{status.st_mtime_ns}\t{status.st_ctime_ns}")
    return "\n".join(parts)
