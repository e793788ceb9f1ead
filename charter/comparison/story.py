"""A comparison as it is told: every change in words, with its place, what it does to whom, and what it takes."""

from __future__ import annotations

from typing import NamedTuple

from charter.comparison.changes import Kind
from charter.comparison.compare import Class
from charter.comparison.effect import Verdict


class Said(NamedTuple):
    """One change in words.

    Attributes:
        pointer: RFC 6901, into the new version; of something removed, into the old one.
        line: Of the new file, from 1; None where it has no lines.
        place: What it is about: ``walk gate, adopted``.
        old: What stood there; empty where nothing did.
        new: What stands there; empty where nothing does.
        how: The direction in words: ``easier to pass``; empty where there is none.
        better: Names of those for whom it is better, and `worse`, for whom it is worse.
        why: What it does, in words.
    """

    pointer: str
    line: int | None
    kind: Kind
    group: Class
    place: str
    old: str
    new: str
    verdict: Verdict
    how: str
    better: tuple[str, ...]
    worse: tuple[str, ...]
    why: str


class Story(NamedTuple):
    """A whole comparison.

    Attributes:
        file: The new file, as it is shown; empty where it has no lines.
        old: What the old version is called, and `new`, what the new one is.
        parties: The names of all parties.
        process: What it means for signing, in sentences.
        digests: Of the old and of the new terms.
    """

    charter: str
    title: str
    file: str
    old: str
    new: str
    parties: tuple[str, ...]
    changes: tuple[Said, ...]
    process: tuple[str, ...]
    digests: tuple[str, str]
