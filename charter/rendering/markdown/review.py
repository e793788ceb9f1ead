"""A review as the comment on a pull request: Markdown that shows texts of charters and lets none of them act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from charter.comparison.telling import effect, values
from charter.finding import Finding
from charter.outlook.telling import verdict
from charter.rendering.markdown.escaping import code, escape, table
from charter.rendering.markdown.gate import criteria
from charter.review.review import CharterReview, Review
from charter.review.telling import COURTESY, about, answered, asked, courteous, elsewhere, headline, rest
from charter.wording import counted

MOST: Final = 60_000
"""The most characters of a comment; hosts refuse one of 65,536."""

_FINDINGS: Final = 40
"""How many findings are told one by one; the rest are counted aloud."""


def comment(review: Review, most: int = MOST) -> str:
    """The comment, at most so many characters long; what has no room is counted, never left out silently."""
    head = [f"# {_mark(review)} {escape(_capital(headline(review)))}"]
    tail = ["---", "\n".join(f"- {escape(text)}" for text in elsewhere(review))]
    parts = [_charter(one) for one in review.charters]
    if review.findings.new:
        parts.append(["## The program's policy", *_findings(review.findings.new)])
    return "\n\n".join([*head, *_fitting(parts, most - sum(map(len, (*head, *tail))) - 400), *tail]) + "\n"


def _fitting(parts: Sequence[list[str]], room: int) -> Iterator[str]:
    """As many blocks as there is room for."""
    left = sum(map(len, parts))
    for block in (block for part in parts for block in part):
        if len(block) + 2 > room:
            yield f"**This comment has no room for {counted(left, 'more block')}.** `charter review` shows everything."
            return
        room, left = room - len(block) - 2, left - 1
        yield block


def _mark(review: Review) -> str:
    return "❌" if review.against else "✅"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _charter(one: CharterReview) -> list[str]:
    blocks = [f"## {escape(one.title)}", f"{escape(_capital(about(one)))}. ({code(one.folder)})"]
    blocks += [f"> {escape(text)}" for text in one.opening[1:]]
    stops = [finding for finding in one.findings.new if finding.severity == "error"]
    if stops:
        blocks += ["### What stops it", *_findings(stops)]
    if one.void:
        blocks += ["### Consents that become void", "\n".join(f"- {code(local)}" for local in one.void)]
    blocks += _changes(one)
    blocks += _gate(one)
    if one.asks:
        rows = [(ask.what, asked(ask), answered(ask)) for ask in one.asks]
        blocks += ["### Whose word it takes", str(table({"head": ("For", "From", "Said"), "rows": rows}))]
    if one.courtesies:
        blocks += [f"### {_capital(COURTESY)}", "\n".join(f"- {escape(text)}" for text in courteous(one))]
    milder = [finding for finding in one.findings.new if finding.severity != "error"]
    if milder:
        blocks += ["### New remarks", *_findings(milder)]
    blocks += ["\n".join(f"- {escape(text)}" for text in rest(one))]
    return [block for block in blocks if block]


def _changes(one: CharterReview) -> Iterator[str]:
    if one.story is None:
        return
    yield "### What changes"
    rows = [(said.place, values(said), [said.how, effect(said)]) for said in one.story.changes]
    yield str(table({"head": ("What", "Change", "Effect"), "rows": rows}))
    if one.story.process:
        yield "### To sign"
        yield "\n".join(f"- {escape(text)}" for text in one.story.process)


def _gate(one: CharterReview) -> Iterator[str]:
    if one.hearing is not None:
        yield f"### {escape(_capital(one.hearing.phase))} gate"
        yield f"**{escape(_capital(verdict(one.hearing)))}**"
        yield from criteria(one.hearing)


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    shown = findings[:_FINDINGS]
    rows = [(one.rule, f"{one.path}:{one.span.start.line}", [one.message, one.help]) for one in shown]
    yield str(table({"head": ("Rule", "Where", "Why, and what to do"), "rows": rows}))
    if len(findings) > len(shown):
        yield f"{len(findings) - len(shown)} more are not shown here."
