"""Fixes applied to one file, none that would damage it.

A fixed text is read again before anything is done with it. A safe fix leaves the data exactly as it was, and with it
the digest; any other changes it at the place of its finding and nowhere else; and neither gives the reader something
new to say. A fix that does not keep this is left out.
"""

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from charter.document import Data, Document, read
from charter.edits.splice import Cut, cuts, disjoint, meets, spliced
from charter.finding import Finding

_MOST: Final = 100
"""How many fixes are tried one by one in one go; each costs one more reading of the file."""

_MARK: Final = b"\xef\xbb\xbf"


class Mended(NamedTuple):
    """A file after its fixes.

    Attributes:
        raw: Its bytes now; the same as before where nothing was applied.
        applied: The findings whose fixes were made.
        unsound: Those whose fixes would have damaged the file.
    """

    raw: bytes
    applied: tuple[Finding, ...] = ()
    unsound: tuple[Finding, ...] = ()


class _Fix(NamedTuple):
    finding: Finding
    cuts: tuple[Cut, ...]
    safe: bool


def mended(raw: bytes, findings: Sequence[Finding]) -> Mended:
    """A file with the fixes of these findings made, as far as they do not meet each other.

    What was left out because two fixes meet can be made by linting the result and asking again.

    Args:
        raw: The file, as it was linted.
        findings: Findings about it; those without a fix are passed over.
    """
    before = read(raw, "")
    if before.data is None:
        return Mended(raw)
    chosen = _apart(before, findings)
    safe = [fix for fix in chosen if fix.safe]
    together = {id(fix) for fix in safe if len(safe) > 1} if _keep(before, safe) else set()
    tried = [fix for fix in chosen if id(fix) not in together][:_MOST]
    sound = [fix for fix in chosen if id(fix) in together or (fix in tried and _keep(before, [fix]))]
    unsound = tuple(fix.finding for fix in tried if fix not in sound)
    if not _keep(before, sound):
        sound = sound[:1]  # each is sound alone; the others are asked for again
    if not sound:
        return Mended(raw, (), unsound)
    head = _MARK if raw.startswith(_MARK) else b""
    return Mended(head + _text(before, sound).encode(), tuple(fix.finding for fix in sound), unsound)


def _apart(document: Document, findings: Sequence[Finding]) -> list[_Fix]:
    """The fixes in the order of the text, without those that meet an earlier one."""
    chosen: list[_Fix] = []
    taken: list[Cut] = []
    for finding in sorted(findings, key=lambda finding: finding.order):
        if finding.fix is None:
            continue
        mine = cuts(document, finding.fix.edits)
        if disjoint(mine) and not any(meets(cut, taken) for cut in mine):
            chosen.append(_Fix(finding, tuple(mine), finding.fix.safe))
            for cut in mine:
                insort(taken, cut)
    return chosen


def _text(before: Document, fixes: Sequence[_Fix]) -> str:
    return spliced(before.text, (cut for fix in fixes for cut in fix.cuts))


def _keep(before: Document, fixes: Sequence[_Fix]) -> bool:
    """Whether these fixes together do to the data what they are meant to do and nothing else."""
    after = read(_text(before, fixes).encode(), "")
    if before.data is None or after.data is None:
        return False
    said, now = (Counter(finding.rule for finding in one.findings) for one in (before, after))
    if not now <= said:
        return False
    meant = [path for fix in fixes if not fix.safe and (path := _steps(fix.finding.pointer, before))]
    return all(
        any(_explains(path, place, before, after) for path in meant)
        for place in _differences(before.data, after.data, ())
    )


_Steps = tuple[str | int, ...]


def _steps(pointer: str, document: Document) -> _Steps:
    """The path that a JSON Pointer names in a document."""
    found: Data | None = document.data
    path: _Steps = ()
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        path = (*path, int(name) if isinstance(found, list) and name.isdecimal() else name)
        found = document.at(path)
    return path


def _differences(one: Data, other: Data, path: _Steps) -> Iterator[_Steps]:
    """The paths where two documents' data differ, the deepest ones that say where."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            if key in one and key in other:
                yield from _differences(one[key], other[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from _differences(*pair, (*path, index))
    elif one != other:
        yield path


def _explains(meant: _Steps, place: _Steps, before: Document, after: Document) -> bool:
    """Whether a fix that is about `meant` explains a difference: another value there, or another name for its key."""
    if after.exists(meant):
        return place[: len(meant)] == meant
    renamed = place == meant or (place[:-1] == meant[:-1] and not before.exists(place))
    return renamed and before.at(meant) in (before.at(place), after.at(place))
