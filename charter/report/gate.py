"""A gate as a page: its days, a row a criterion, what it waits for, the verdict, and what to type next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from charter.outlook.hearing import Hearing
from charter.outlook.prompts import Prompt
from charter.outlook.telling import (
    actually,
    arrived,
    clock,
    days,
    deciders,
    guarded,
    shown,
    verdict,
    waiting,
    waivers,
)
from charter.report.sheet import BLANK, Block, Cell, Line, Piece, Sheet, Table, Tone, cell, line

_TONES: Final[dict[str, Tone]] = {
    "met": "good",
    "failed": "bad",
    "grey": "open",
    "missing": "open",
    "disputed": "bad",
    "error": "bad",
    "go": "good",
    "no-go": "bad",
    "undecided": "open",
}


def page(hearing: Hearing) -> Sheet:
    """The whole page."""
    return (
        *_head(hearing),
        *_table(hearing),
        *_listed("waits for", _waits(hearing)),
        *_listed("late evidence, shown and not counted", [Piece(arrived(late)) for late in hearing.late]),
        *_listed("limits of run", [Piece(text, "" if holds else "bad") for text, holds in guarded(hearing)]),
        *_listed("waived, a debt for ever", [Piece(text, "open") for text in waivers(hearing)]),
        *_changes(hearing),
        BLANK,
        Line((Piece(verdict(hearing), _tone(hearing)),)),
        *commands(hearing.prompts),
    )


def _head(hearing: Hearing) -> Iterator[Block]:
    standing = hearing.standing
    attempt = f", attempt {standing.attempt}" if hearing.kind in ("open", "pending") and standing.attempt else ""
    yield Line((Piece(hearing.title, "title"), Piece(f" ({hearing.charter})", "dim")))
    yield line(f"{hearing.phase} gate{attempt}, {_as_of(hearing)}")
    if hearing.tried:
        said = ", ".join(f"{name} = {value}" for name, value in hearing.tried.items())
        yield line(f"TRIED, NOT RECORDED: {said}", "open")
    yield BLANK
    late = clock(hearing)
    alarm: Tone = "bad" if late.startswith("overdue") else "open" if late.startswith(("today", "paused")) else "strong"
    yield _fact("planned", Piece(days(hearing.planned)))
    if actual := actually(hearing):
        yield _fact("actual", Piece(actual))
    if late:
        yield _fact("clock", Piece(late, alarm))
    if hearing.questions:
        yield _fact("decides", Piece(deciders(hearing)))
    if hearing.customers:
        yield _fact("customers", Piece(", ".join(hearing.customers)))
    yield BLANK


def _as_of(hearing: Hearing) -> str:
    match hearing.kind:
        case "decided":
            return f"as decision {hearing.decision.part.seq if hearing.decision else '?'} judged it"
        case "pending":
            return f"as pending decision {hearing.decision.part.seq if hearing.decision else '?'} judged it"
        case "ahead":
            return "not begun yet"
    return f"as of {hearing.today}"


def _fact(name: str, piece: Piece) -> Line:
    return Line((Piece(f"{name:<11}", "dim"), piece), 0, 11)


def _table(hearing: Hearing) -> Iterator[Block]:
    if hearing.review is not None and hearing.review.criteria:
        rows = tuple(
            (
                cell(judged.id, tone="strong"),
                cell(judged.verdict, tone=_TONES[judged.verdict]),
                (*cell(*shown(judged)), *cell(judged.problem, tone="" if judged.verdict == "met" else "open")),
            )
            for judged in hearing.review.criteria
        )
        yield Table(("criterion", "verdict", "needed, and what is there"), rows, frozenset({0, 1}))
    elif hearing.questions:
        asked: tuple[tuple[Cell, ...], ...] = tuple(
            (cell(one.id, tone="strong"), cell(one.what), cell(one.needed), cell(one.fails))
            for one in hearing.questions
        )
        stops = any(one.fails for one in hearing.questions)
        head = ("criterion", "asks", "needed", *(("stops at",) if stops else ()))
        yield Table(head, tuple(row[: len(head)] for row in asked), frozenset({0}))


def _waits(hearing: Hearing) -> list[Piece]:
    if hearing.review is None or hearing.kind == "decided":
        return []
    return [
        Piece(waiting(awaited, hearing.today), "" if awaited.since is None else "open")
        for awaited in dict.fromkeys(hearing.review.awaits)
    ]


def _listed(title: str, pieces: list[Piece]) -> Iterator[Block]:
    if pieces:
        yield BLANK
        yield line(title, "strong")
        yield from (Line((piece,), 2, 2) for piece in pieces)


def _changes(hearing: Hearing) -> Iterator[Block]:
    if not hearing.changes:
        return
    yield BLANK
    signed = f"revision {hearing.standing.revision}, which all signed"
    yield line(f"charter.yaml asks something else than {signed}; the signed one counts", "bad")
    rows = tuple(
        (cell(one.id, tone="strong"), cell(one.signed or "not there"), cell(one.draft or "not there", tone="open"))
        for one in hearing.changes
    )
    yield Table(("criterion", "signed, counts", "charter.yaml, does not count"), rows, frozenset({0}))
    number = hearing.standing.revision + 1
    yield line(f"put it back, or raise revision to {number}, have all sign it, and amend", "dim")


def _tone(hearing: Hearing) -> Tone:
    if hearing.unproven:
        return "bad"
    if hearing.review is not None and hearing.review.criteria:
        return _TONES[hearing.review.verdict]
    return "good" if hearing.opens else "open"


def commands(prompts: tuple[Prompt, ...]) -> Iterator[Block]:
    """What to type next."""
    for place, prompt in enumerate(prompts):
        if not place:
            yield BLANK
            yield line("next", "strong")
        if prompt.command:
            yield Line((Piece(prompt.command, "command"),), 2, whole=True)
        yield line(prompt.why, "dim", indent=4 if prompt.command else 2)
