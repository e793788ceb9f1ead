"""A review as the comment on a pull request: Markdown that shows texts of charters and lets none of them act.

It is read by people who decide, not by those who wrote the change: the verdict first, then what stops it, what changes
and for whom, what is asked of whom; how it was looked at comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from charter.comparison.telling import effect, values
from charter.finding import Finding
from charter.outlook.telling import verdict
from charter.rendering.markdown.escaping import code, escape, table
from charter.rendering.markdown.gate import criteria
from charter.review.altered import advised
from charter.review.asks import Ask
from charter.review.heading import Verdict, headline
from charter.review.heading import verdict as at_first
from charter.review.noes import counts
from charter.review.people import PEOPLE, compare, personal
from charter.review.review import CharterReview, Review
from charter.review.silences import TITLE, silenced, whose
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
    place,
    rest,
    subject,
    voided,
)
from charter.wording import counted

MOST: Final = 60_000
"""The most characters of a comment; hosts refuse one of 65,536."""

_FINDINGS: Final = 40
"""How many findings are told one by one; the rest are counted aloud."""

_MARKS: Final[dict[Verdict, str]] = {
    "stopped": "❌",
    "voices": "⚠",
    "refused": "✋",
    "altered": "⚠",
    "awaited": "⏳",
    "free": "✅",
}
_OPEN: Final = "open-point"
_DIGEST: Final = re.compile(r"(sha256:[0-9a-f]{12})[0-9a-f]{52}")


def comment(review: Review, most: int = MOST) -> str:
    """The comment, at most so many characters long; what has no room is counted, never left out silently."""
    head = [f"# {_MARKS[at_first(review)]} {escape(_capital(headline(review)))}"]
    head += filter(None, [_listed(map(_capital, advised(review.altered)))])
    tail = ["---", _listed(map(_capital, elsewhere(review)))]
    parts = [_charter(one) for one in review.charters]
    if review.findings.new:
        parts.append(["## The program's policy", *_problems(None, review.findings.new)])
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


def _capital(text: str) -> str:
    """The text as a sentence begins; a name of a file or field stays as it is."""
    first = text.partition(" ")[0]
    return text if "." in first or "_" in first else text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return f"{_capital(text)}."


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {escape(text)}" for text in texts)


def _charter(one: CharterReview) -> list[str]:
    stops, opens, milder = _sorted(one.findings.new)
    blocks = [
        f"## {escape(one.title)}",
        f"{escape(' '.join(_sentence(text) for text in (about(one), meaning(one)) if text))} ({code(one.folder)})",
        *(f"> {escape(text)}" for text in one.opening[1:]),
        *_told("What stops it", _problems(one, stops)),
        *_told("Consents that become void", [_listed(map(voided, one.void))]),
        *_told(_capital(PEOPLE), [_people(one)]),
        *_told(_capital(TITLE), [_listed(_capital(f"{silenced(said)} ({whose(said)})") for said in one.silences)]),
        *_changes(one),
        *_gate(one),
        *_told("Whose word it takes", [_words(one)]),
        *_told("Still open", [_listed(f"{finding.message} ({place(one, finding)})" for finding in opens)]),
        *_told("Remarks, which stop nothing", _problems(one, milder)),
        *_told(_capital(COURTESY), [_listed(courteous(one))]),
        _listed(map(_capital, rest(one))),
    ]
    return [block for block in blocks if block]


def _people(one: CharterReview) -> str:
    return "\n".join(
        [*(f"- {escape(_capital(personal(said)))}" for said in one.people), *map(_compare, compare(one.people))]
    )


def _compare(text: str) -> str:
    return f"- ⚠ {escape(_capital(text))}"


def _sorted(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """What stops a change, the points it says are open, and the rest."""
    found: tuple[list[Finding], ...] = ([], [], [])
    for one in findings:
        found[0 if one.severity == "error" else 1 if one.rule == _OPEN else 2].append(one)
    return found[0], found[1], found[2]


def _told(title: str, blocks: Iterable[str]) -> Iterator[str]:
    """A section; nothing where there is nothing in it."""
    kept = [block for block in blocks if block]
    if kept:
        yield f"### {title}"
        yield from kept


def _changes(one: CharterReview) -> Iterator[str]:
    if one.story is None:
        return
    rows = [(said.place, values(said), _joined(said.how, effect(said))) for said in one.story.changes]
    told = str(table({"head": ("What", "Change", "What it does"), "rows": rows}))
    yield from _told("What changes", [_listed(map(_capital, for_whom(one.story))), told])


def _joined(*texts: str) -> str:
    """One line of several: some hosts take the line breaks out of a table."""
    return "; ".join(text for text in texts if text)


def _gate(one: CharterReview) -> Iterator[str]:
    if one.hearing is None:
        return
    told = [f"**{escape(_capital(verdict(one.hearing)))}**", escape(_capital(due(one.hearing)))]
    told += () if one.hearing.unproven else criteria(one.hearing)
    yield from _told(f"The {escape(one.hearing.phase)} gate", told)


def _words(one: CharterReview) -> str:
    ahead = one.story.process if one.story and not one.against else ()
    process = [_listed(map(_capital, ahead))] if ahead else []
    return "\n".join([*process, *(_ask(ask, one) for ask in one.asks)])


def _ask(ask: Ask, one: CharterReview) -> str:
    good = counts(one, ask)
    mark = "❌" if not good else "✋" if ask.against else "✅" if ask.given else "⏳"
    how = command(ask, one.charter)
    twins = sum((other.what, other.party) == (ask.what, ask.party) for other in one.asks) > 1
    name = f" ({ask.subject})" if twins else ""
    said = escape(f"{_capital(subject(ask))}{name}: {answered(ask)}" + ("" if good else f"; {UNCOUNTED}"))
    return f"- {mark} {said}" + (f": `{how}`" if how else "")  # plain letters, as they are to be typed


def _problems(one: CharterReview | None, findings: Sequence[Finding]) -> Iterator[str]:
    """A table of findings; of one charter, with places inside its folder."""
    shown = findings[:_FINDINGS]
    rows = [(_short(found.message), _short(found.help), f"{place(one, found)}, {found.rule}") for found in shown]
    if rows:
        yield str(table({"head": ("What was found", "What to do", "Where, and by which rule"), "rows": rows}))
    if len(findings) > _FINDINGS:
        yield f"{len(findings) - _FINDINGS} more are not shown here."


def _short(text: str) -> str:
    """A text with its digests cut: whoever compares them has the files."""
    return _DIGEST.sub(r"\1…", text)
