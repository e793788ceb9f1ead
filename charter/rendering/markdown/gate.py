"""The one-page gate review for a pull request, as Markdown: what a gate comes to, who decides, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.outlook.hearing import Hearing
from charter.outlook.telling import (
    actually,
    arrived,
    clock,
    days,
    deciders,
    guarded,
    verdict,
    waiting,
    waivers,
)
from charter.rendering.markdown.escaping import code, escape, table
from charter.values import given

if TYPE_CHECKING:
    from charter.gates.verdict import Judged
    from charter.outlook.prompts import Prompt


def pack(hearing: Hearing) -> str:
    """The page; everything that a charter says leaves here as text that stays text."""
    blocks = [
        f"# {escape(f'{hearing.title}: {hearing.phase} gate')}",
        f"**{escape(verdict(hearing))}**",
        *_tried(hearing),
        _facts(hearing),
        *criteria(hearing),
        *_section("Raw cases", list(_cases(hearing))),
        *_section("What it waits for", [escape(text) for text in _waits(hearing)]),
        *_section("Evidence that arrived late, not counted", [escape(arrived(late)) for late in hearing.late]),
        *_section("Limits of run", [escape(text) for text, _ in guarded(hearing)]),
        *_section("Waived, a debt for ever", list(_waived(hearing))),
        *_changes(hearing),
        *_section("Next", [_prompted(one) for one in hearing.prompts]),
    ]
    return "\n\n".join(str(block) for block in blocks if block) + "\n"


def _tried(hearing: Hearing) -> Iterator[str]:
    if hearing.tried:
        said = ", ".join(f"{name} = {value}" for name, value in hearing.tried.items())
        yield f"> **Tried, not recorded.** {escape(said)}"


def _facts(hearing: Hearing) -> str:
    attempt = hearing.standing.attempt
    rows = [
        ("Charter", hearing.charter),
        ("Attempt", str(attempt) if attempt else ""),
        ("Planned", days(hearing.planned)),
        ("Actual", actually(hearing)),
        ("Clock", clock(hearing)),
        ("Decides", deciders(hearing) if hearing.questions else ""),
        ("Customers", ", ".join(hearing.customers)),
        ("Judged", _judged_by(hearing)),
    ]
    return str(table({"head": ("", ""), "rows": [row for row in rows if row[1]]}))


def _judged_by(hearing: Hearing) -> str:
    if hearing.decision is None:
        return f"as of {hearing.today}"
    part = hearing.decision.part
    return f"by decision {part.seq} ({part.step}), written by {given(part.by)} on {given(part.date)}"


def criteria(hearing: Hearing) -> Iterator[str]:
    """A row a criterion: as it was judged, or as it will ask."""
    if hearing.review is not None and hearing.review.criteria:
        rows = [_row(judged) for judged in hearing.review.criteria]
        yield str(table({"head": ("Criterion", "Verdict", "Needed, and what is there", "Problem"), "rows": rows}))
    elif hearing.questions:
        asked = [(one.id, one.what, one.needed, one.fails) for one in hearing.questions]
        yield str(table({"head": ("Criterion", "Asks", "Needed", "Stops at"), "rows": asked}))


def _row(judged: Judged) -> tuple[str, str, list[str], str]:
    have = judged.have or (f"{judged.needed} needed, nothing is there" if judged.needed else "nothing is there")
    return judged.id, judged.verdict, [have, *([judged.sample] if judged.sample else [])], judged.problem


def _cases(hearing: Hearing) -> Iterator[str]:
    from charter.gates.cases import cases_of

    for judged in hearing.review.criteria if hearing.review is not None else ():
        for digest in judged.evidence:
            if (fact := hearing.evidence.get(digest)) is not None:
                said = ", ".join(f"{case.name} {case.text}".strip() for case in cases_of(fact.part))
                how = given(fact.part.collected)
                by = f", collected by {given(how.by)} on {given(how.date)}" if how is not None else ""
                yield f"{escape(judged.id)}: {escape(said + by)} ({code(fact.local)})"


def _waits(hearing: Hearing) -> Iterator[str]:
    if hearing.review is not None and hearing.kind != "decided":
        yield from (waiting(awaited, hearing.today) for awaited in dict.fromkeys(hearing.review.awaits))


def _waived(hearing: Hearing) -> Iterator[str]:
    for said, one in zip(waivers(hearing), hearing.waived, strict=True):
        granting, refusing = given(one.waiver.risk_of_granting), given(one.waiver.risk_of_refusing)
        yield escape(f"{said}; risk of granting: {granting}; risk of refusing: {refusing}")


def _changes(hearing: Hearing) -> Iterator[str]:
    if hearing.changes:
        yield "## The criteria were changed and not signed"
        signed = f"Revision {hearing.standing.revision}, which all signed, counts"
        yield escape(f"{signed}; what charter.yaml says does not.")
        rows = [(one.id, one.signed or "not there", one.draft or "not there") for one in hearing.changes]
        yield str(table({"head": ("Criterion", "Signed, counts", "charter.yaml, does not count"), "rows": rows}))


_COMMAND = re.compile(r"[\w .…=-]+")


def _prompted(prompt: Prompt) -> str:
    why = escape(prompt.why)
    return f"{why}: {_command(prompt.command)}" if prompt.command else str(why)


def _command(text: str) -> str:
    """A command as one code span; anything that is none by its signs is shown word by word."""
    return f"`{text}`" if _COMMAND.fullmatch(text) else str(code(text))


def _section(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"## {title}"
        yield "\n".join(f"- {item}" for item in items)
