"""What can be done to a file: fixes, all safe ones at once, silence with a reason, and its canonical form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final, NamedTuple

from charter.cursor.names import Sheet
from charter.edits.form import formed
from charter.edits.mending import mended
from charter.edits.splice import cuts
from charter.finding import Finding
from charter.lsp.bench import Item
from charter.rules import every_rule

_SILENT_FOR: Final = timedelta(days=91)
"""How long a finding is silenced unless its author writes another day."""

_RECORDED: Final = frozenset({"decision", "evidence", "consent"})
"""What was recorded is not rewritten; only fixes that change nothing of what it says are offered."""


class Action(NamedTuple):
    """One thing that can be done.

    Attributes:
        findings: What it settles.
        preferred: Whether it is safe, so that an editor may choose it by itself.
        changes: Stretches of the text to replace, as offsets for the editor.
    """

    title: str
    findings: tuple[Finding, ...]
    preferred: bool
    changes: tuple[tuple[int, int, str], ...]


def fixes(item: Item, findings: Sequence[Finding]) -> list[Action]:
    """The fixes of findings, none that would damage the file."""
    found = []
    for finding in findings:
        if finding.fix is None or not (finding.fix.safe or item.file.kind not in _RECORDED):
            continue
        if mended(_raw(item), [finding]).applied:
            changes = tuple(_shifted(item, cuts(item.file.document, finding.fix.edits)))
            found.append(Action(_title(finding), (finding,), finding.fix.safe, changes))
    return found


def _raw(item: Item) -> bytes:
    return item.text.encode()


def _shifted(item: Item, changes: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Offsets of the reader as offsets of the editor, which counts a byte order mark."""
    shift = item.text.startswith("\ufeff")
    return [(start + shift, end + shift, text) for start, end, text in changes]


def _title(finding: Finding) -> str:
    assert finding.fix is not None
    texts = [edit.text.strip() for edit in finding.fix.edits]
    words = f"write {texts[0]}" if len(texts) == 1 and texts[0] and len(texts[0]) <= 60 else finding.help
    said = f"fix {finding.rule}: {words or finding.message}"
    return said if finding.fix.safe else f"{said} (may change what it means)"


def everything(item: Item, findings: Sequence[Finding]) -> Action | None:
    """All safe fixes of a file that do not meet each other."""
    result = mended(_raw(item), [finding for finding in findings if finding.fix and finding.fix.safe])
    if not result.applied:
        return None
    changes = _differences(item.text, result.raw.decode())
    return Action("fix everything that is certain", result.applied, True, changes)


def form(item: Item) -> tuple[tuple[int, int, str], ...]:
    """What brings a file into its canonical form; nothing where it has none, as while it cannot be read."""
    return _differences(item.text, formed(_raw(item), item.file.kind).raw.decode("utf-8", "replace"))


def _differences(before: str, after: str) -> tuple[tuple[int, int, str], ...]:
    """What was replaced, in whole lines."""
    old, new = (re.split(r"(?<=\n)", text) for text in (before, after))
    starts = [0, *accumulate(map(len, old))]
    changes = SequenceMatcher(None, old, new).get_opcodes()
    return tuple(
        (starts[first], starts[last], "".join(new[begin:end]))
        for sign, first, last, begin, end in changes
        if sign != "equal"
    )


def silences(item: Item, own: Sheet, findings: Sequence[Finding], today: date) -> list[Action]:
    """Comments that silence findings, until a day and with a reason that is still to be written."""
    found: dict[tuple[str, int], Action] = {}
    for finding in findings:
        rule = every_rule().get(finding.rule)
        place = _above(item, own, finding)
        if rule is None or rule.firm or "suppression" in rule.id or place is None:
            continue  # nor is a comment silenced by another
        until = today + _SILENT_FOR
        start, indent = place
        line_end = "\r\n" if "\r\n" in item.text else "\n"
        comment = f"{indent}# charter: ignore[{finding.rule}] until={until} {line_end}"
        title = f"silence {finding.rule} here until {until}: the reason is yours to write"
        found[finding.rule, start] = Action(title, (finding,), False, ((start, start, comment),))
    return list(found.values())


def _above(item: Item, own: Sheet, finding: Finding) -> tuple[int, str] | None:
    """Where a comment above a finding goes, and its indentation; None inside of a text of several lines."""
    lines = item.text.split("\n")
    number = finding.span.start.line
    if number > len(lines):
        return None
    start = sum(len(line) + 1 for line in lines[: number - 1])
    if any(token.start < start < token.end for token in own.tokens):
        return None
    blanks = re.match(r"\ufeff?([ ]*)", lines[number - 1])
    assert blanks is not None  # it may be empty
    return start + (number == 1 and item.text.startswith("\ufeff")), blanks[1]
