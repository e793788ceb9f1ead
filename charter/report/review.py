"""A review as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from charter.comparison.story import Said
from charter.comparison.telling import effect, values
from charter.finding import Finding
from charter.outlook.telling import shown, verdict
from charter.report.sheet import BLANK, Block, Line, Piece, Sheet, Tone, line
from charter.review.altered import advised
from charter.review.heading import Verdict, headline
from charter.review.heading import verdict as at_first
from charter.review.noes import counts
from charter.review.people import PEOPLE, compare, personal
from charter.review.review import CharterReview, Review
from charter.review.silences import TITLE, Silencing, silenced, whose
from charter.review.telling import (
    COURTESY,
    UNCOUNTED,
    about,
    answered,
    command,
    courteous,
    due,
    elsewhere,
    for_whom,
    meaning,
    rest,
    subject,
    voided,
)

_TONES: Final[dict[str, Tone]] = {"error": "bad", "warning": "open", "info": "dim"}
_VERDICTS: Final[dict[Verdict, Tone]] = {
    "stopped": "bad",
    "voices": "open",
    "refused": "bad",
    "altered": "open",
    "awaited": "open",
    "free": "good",
}


def page(review: Review) -> Sheet:
    """The whole page."""
    return (
        line(headline(review), _VERDICTS[at_first(review)], hang=2),
        *(line(text, "open", indent=2, hang=2) for text in advised(review.altered)),
        *(block for one in review.charters for block in _charter(one)),
        *_findings("the program's policy", review.findings.new),
        BLANK,
        *(line(text, "dim", hang=2) for text in elsewhere(review)),
    )


def _charter(one: CharterReview) -> Iterator[Block]:
    yield BLANK
    yield Line((Piece(one.title, "title"), Piece(f" ({one.folder})", "dim")))
    yield line(about(one), indent=2, hang=2)
    yield from (line(text, indent=2, hang=2) for text in [meaning(one)] if text)
    yield from (line(text, "dim", indent=2, hang=2) for text in one.opening[1:])
    people = [line(text, indent=4, hang=2) for text in map(personal, one.people)]
    yield from _section(PEOPLE, [*people, *(line(text, "open", indent=4, hang=2) for text in compare(one.people))])
    yield from _section(TITLE, [block for said in one.silences for block in _silence(said)])
    if one.story is not None:
        balance = [line(text, indent=4, hang=2) for text in for_whom(one.story)]
        yield from _section("what changes", [*balance, *(_change(said) for said in one.story.changes)])
        ahead = one.story.process if not one.against else ()
        yield from _section("to sign", [Line((Piece(text),), 4, 2) for text in ahead])
    yield from _findings("new findings", one.findings.new)
    yield from _section("consents that become void", [line(voided(text), "bad", indent=4, hang=2) for text in one.void])
    if one.hearing is not None:
        gate = [Line((Piece(text),), 4, 2) for text in _gate(one)]
        yield from _section(f"{one.hearing.phase} gate", gate)
    yield from _section("whose word it takes", [block for index in range(len(one.asks)) for block in _ask(one, index)])
    yield from _section(COURTESY, [line(text, "dim", indent=4) for text in courteous(one)])
    yield from (line(text, "dim", indent=2) for text in rest(one))


def _silence(said: Silencing) -> Iterator[Line]:
    yield line(silenced(said), "dim" if said.how == "removed" else "open", indent=4, hang=2)
    yield line(whose(said), "dim", indent=6)


def _gate(one: CharterReview) -> Iterator[str]:
    assert one.hearing is not None
    yield verdict(one.hearing)
    if when := due(one.hearing):
        yield when
    for judged in one.hearing.review.criteria if one.hearing.review and not one.hearing.unproven else ():
        yield f"{judged.id} {judged.verdict}: {'; '.join(shown(judged))}"


def _change(said: Said) -> Line:
    how, more = f" ({said.how})" if said.how else "", effect(said)
    tone: Tone = "bad" if said.worse else "dim"
    told = (Piece(f"{said.place}: ", "strong"), Piece(f"{values(said)}{how}"), Piece(f"; {more}" if more else "", tone))
    return Line(tuple(piece for piece in told if piece.text), 4, 2)


def _ask(one: CharterReview, index: int) -> Iterator[Line]:
    ask = one.asks[index]
    good = counts(one, ask)
    tone: Tone = "bad" if ask.against or not good else "good" if ask.given else "open"
    said = answered(ask) if good else f"{answered(ask)}; {UNCOUNTED}"
    yield Line((Piece(f"{subject(ask)} ({ask.subject}): "), Piece(said, tone)), 4, 2)
    if how := command(ask, one.charter):
        yield Line((Piece(how, "command"),), 6, whole=True)


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[Block]:
    blocks = [block for finding in findings for block in _finding(finding)]
    return _section(title, blocks)


def _finding(one: Finding) -> Iterator[Line]:
    place = f"{one.path}:{one.span.start.line}:{one.span.start.column}"
    yield Line((Piece(one.severity, _TONES[one.severity]), Piece(f" {one.rule} "), Piece(place, "dim")), 4, 2)
    yield line(one.message, indent=6, hang=2)
    if one.help:
        yield line(f"help: {one.help}", "dim", indent=6, hang=2)


def _section(title: str, blocks: Sequence[Block]) -> Iterator[Block]:
    if blocks:
        yield line(title, "strong", indent=2)
        yield from blocks
