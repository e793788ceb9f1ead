"""Where charters stand as a page: all of them as a table, or one with its whole story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from charter.lifecycle.calendar import Box
from charter.outlook.account import Account, Event, Ran
from charter.outlook.agenda import Item
from charter.report.gate import commands
from charter.report.sheet import BLANK, Block, Cell, Line, Piece, Sheet, Table, Tone, cell, line
from charter.wording import listed

_TABLE: Final = 100
"""From how many columns on a table is easier to read than a few lines for each charter."""

_WIDE: Final = 150
"""From how many columns on agreement, phase and day have columns of their own."""

_LATE_SHOWN: Final = 2
"""How many late items a row tells one by one."""

_TONES: Final[dict[str, Tone]] = {"go": "good", "no-go": "bad", "undecided": "open"}


# all of them


def overview(accounts: Sequence[Account], today: date, width: int) -> Sheet:
    """Every charter in a row, or below `_TABLE` columns in a few lines, and the counts."""
    body = [_table(accounts, width)] if width >= _TABLE else [block for one in accounts for block in _lines(one)]
    return (*body, *([BLANK] if width >= _TABLE else []), line(_counts(accounts, today), "strong"))


def _table(accounts: Sequence[Account], width: int) -> Table:
    wide = width >= _WIDE
    head = ("charter", *(("agreement", "phase", "since") if wide else ("stands",)), "next", "late")
    rows = tuple(
        (
            cell(one.charter, tone="strong"),
            *(_apart(one) if wide else (_stands(one),)),
            _next(one),
            _late(one),
        )
        for one in accounts
    )
    short = max(len(one.charter) for one in accounts) <= width // 4
    return Table(head, rows, frozenset({*((0,) if short else ()), *((3,) if wide else ())}))


def _lines(one: Account) -> Iterator[Block]:
    """One charter in a few lines."""
    stands = [Piece(f"{piece.text}  ", piece.tone) for piece in _stands(one)]
    yield Line((Piece(one.charter, "strong"), Piece("  "), *stands), 0, 2)
    for name, pieces in (("next", _next(one)), ("late", _late(one))):
        for place, piece in enumerate(pieces):
            yield Line((Piece(f"{'' if place else name:<6}", "dim"), piece), 2, 6)
    yield BLANK


def _apart(one: Account) -> tuple[Cell, ...]:
    """Agreement, phase and day, each in a cell."""
    tone: Tone = "" if one.proven else "bad"
    since = str(one.since or "") if one.proven else ""
    return cell(_agreement(one), tone=tone), (*cell(_phase(one)), *_remarks(one)), cell(since)


def _stands(one: Account) -> Cell:
    """The same in one cell: the phase, where there is one, says that the agreement is signed."""
    since = f"since {one.since}" if one.since is not None and one.proven else ""
    where = cell(_phase(one) or _agreement(one), tone="" if one.proven else "bad")
    return (*where, *cell(since, tone="dim"), *_remarks(one))


def _remarks(one: Account) -> Cell:
    waived = cell(*(f"{debt.phase} gate waived" for debt in one.waived), tone="open")
    return (*waived, *(cell("files say otherwise", tone="bad") if one.drifted else ()))


def _agreement(one: Account) -> str:
    if one.unreadable:
        return "cannot be understood"
    if one.unproven is not None:
        return f"unproven after decision {one.unproven}" if one.unproven else "unproven from the first decision on"
    return one.agreement


def _phase(one: Account) -> str:
    if not one.proven or one.phase == "none":
        return ""
    if one.phase == "paused":
        return f"paused in {one.paused_from}"
    return f"{one.phase} (attempt {one.attempt})" if one.attempt > 1 and one.phase != "winding-down" else one.phase


def _next(one: Account) -> Cell:
    if one.unreadable:
        return cell(f"charter lint {one.charter} says why", tone="bad")
    if not one.proven:
        return cell(f"charter check {one.charter} says why", tone="bad")
    found = cell(_lacks(one.lacks)) if one.lacks is not None else ()
    if one.phase == "paused":
        found = (*found, *cell(f"resume {one.paused_from}"))
    ahead = one.ahead[:1]
    if not ahead and not found:
        return cell(*[prompt.command for prompt in one.prompts if prompt.command][:1], tone="command")
    return (
        *found,
        *(Piece(_brief(item)) for item in ahead),
        *(Piece(item.who, "dim") for item in ahead if item.who and item.who not in item.what),
    )


def _lacks(lacks: int) -> str:
    if not lacks:
        return "ready to be proposed"
    return f"{lacks} {'finding' if lacks == 1 else 'findings'} before it can be proposed"


def _late(one: Account) -> Cell:
    rest = len(one.late) - _LATE_SHOWN
    more = cell(f"and {rest} more", tone="dim") if rest > 0 else ()
    return (*(Piece(_brief(item), "bad") for item in one.late[:_LATE_SHOWN]), *more)


def _brief(item: Item) -> str:
    """An item with its day, unless its words say it."""
    return f"{item.day} {item.what}" if item.day is not None and "since" not in item.what else item.what


def _told(item: Item) -> str:
    """The same, and whose turn it is."""
    return f"{_brief(item)} ({item.who})" if item.who and item.who not in item.what else _brief(item)


def _counts(accounts: Sequence[Account], today: date) -> str:
    total, late = len(accounts), sum(bool(one.late) for one in accounts)
    unproven = sum(not one.proven for one in accounts)
    counts = [f"{total} charter{'' if total == 1 else 's'} as of {today}"]
    counts += [f"{late} with something late"] if late else ["nothing is late"]
    counts += [f"{unproven} not proven"] if unproven else []
    return ", ".join(counts)


# one of them


def story(one: Account) -> Sheet:
    """One charter from its draft to today, and what comes next."""
    return (
        *_head(one),
        *_days(one),
        *_events(one),
        *_section("late", [Piece(_told(item), "bad") for item in one.late]),
        *_section("coming", [Piece(_told(item)) for item in one.ahead]),
        *_section("limits of run", list(_limits(one))),
        *_section("late evidence, shown and not counted", list(_late_files(one))),
        *_section("waived, a debt for ever", list(_debts(one))),
        *_section("what both sides take along", [Piece(f"{name}: {text}") for name, text in one.retrospective]),
        *commands(one.prompts),
    )


def _head(one: Account) -> Iterator[Block]:
    if one.title:
        yield Line((Piece(one.title, "title"), Piece(f" ({one.charter})", "dim")))
    else:
        yield line(one.charter, "title")
    if not one.proven:
        yield line(f"{_agreement(one)}, as of {one.today}", "bad")
        return
    revision = f"revision {one.revision}" if one.revision else ""
    since = f"since {one.since}" if one.since is not None else ""
    yield line(", ".join(filter(None, (one.agreement, revision, _phase(one), since))) + f"; as of {one.today}")
    if one.drifted:
        places = "1 place" if one.drifted == 1 else f"{one.drifted} places"
        yield line(f"its files say otherwise than what is in force, in {places}; charter check says where", "bad")
    if one.lacks is not None:
        yield line(_lacks(one.lacks), "open" if one.lacks else "good")


def _days(one: Account) -> Iterator[Block]:
    if not one.days:
        return
    yield BLANK
    several = max(ran.attempt for ran in one.days) > 1
    rows = tuple(
        (
            cell(f"{ran.phase} (attempt {ran.attempt})" if several and ran.attempt else ran.phase, tone="strong"),
            cell(_span(ran.planned)),
            cell(_actual(ran), tone="" if ran.attempt else "dim"),
        )
        for ran in one.days
    )
    yield Table(("phase", "planned", "actual"), rows, frozenset({0}))
    for phase, names in one.customers:
        yield Line((Piece(f"customers of {phase}: ", "dim"), Piece(", ".join(names))), 0, 2)
    for phase, times in one.extended:
        often = {1: "once", 2: "twice"}.get(times, f"{times} times")
        yield Line((Piece(f"extended: {phase}, {often}", "open"),))


def _span(box: Box) -> str:
    if box == Box():
        return ""
    days = f"{box.start or '…'} to {box.end or '…'}"
    return f"{days}, gate by {box.decide_by}" if box.decide_by is not None and box.decide_by != box.end else days


def _actual(ran: Ran) -> str:
    return f"{ran.actual.start} to {ran.actual.end}, over" if ran.over else _span(ran.actual)


def _events(one: Account) -> Iterator[Block]:
    if one.events:
        yield BLANK
        rows = tuple((cell(str(event.day or "")), _what(event), _who(event)) for event in one.events)
        yield Table(("day", "what", "who"), rows, frozenset({0}))


def _what(event: Event) -> Cell:
    if not event.seq:
        return cell(event.step, tone="strong")
    way = f"{event.source} to {event.target}" if event.source != event.target else f"in {event.source}"
    gate = f"gate {event.gate}: " if event.gate else ""
    verdicts = ", ".join(f"{name} {verdict}" for name, verdict in event.criteria)
    judged = f" on {event.judged} evidence file{'' if event.judged == 1 else 's'}" if event.criteria else ""
    return (
        Piece(f"{event.seq} {event.step}, {way}", "strong"),
        *cell(f"{gate}{verdicts}{judged}", tone=_TONES.get(event.gate, "")),
        *cell(event.reason and f"because: {event.reason}"),
    )


def _who(event: Event) -> Cell:
    written = cell(f"written by {event.by}" if event.by else "")
    given = tuple(Piece(f"{word.party}: {word.person}, {word.role}, {word.day}") for word in event.words)
    if event.declined:
        return (*written, *given, Piece(f"declined by {listed(list(event.declined))}", "bad"))
    if event.waits_for:
        return (*written, *given, Piece(f"waits for {listed(list(event.waits_for))}", "open"))
    return (*written, *given, *cell(f"in force {event.since}" if event.seq else "", tone="dim"))


def _limits(one: Account) -> Iterator[Piece]:
    for guard in one.limits:
        said = f"{guard.metric} {guard.limit}"
        if guard.breaches:
            yield Piece(f"{said}: broken on {listed([str(breach.since) for breach in guard.breaches])}", "bad")
        else:
            yield Piece(f"{said}: {f'holds, {guard.measured} on {guard.seen}' if guard.seen else 'not measured yet'}")


def _late_files(one: Account) -> Iterator[Piece]:
    for file in one.late_files:
        when = f", collected {file.collected}" if file.collected is not None else ""
        yield Piece(f"{file.local}{when}: arrived after decision {file.seq}")


def _debts(one: Account) -> Iterator[Piece]:
    for debt in one.waived:
        over = ", which is over" if debt.over else ""
        yield Piece(f"the {debt.phase} gate, by decision {debt.seq}, until {debt.until}{over}", "open")
        yield Piece(f"risk of granting: {debt.risk_of_granting}; risk of refusing: {debt.risk_of_refusing}")


def _section(title: str, pieces: list[Piece]) -> Iterator[Block]:
    if pieces:
        yield BLANK
        yield line(title, "strong")
        yield from (Line((piece,), 2, 2) for piece in pieces)
