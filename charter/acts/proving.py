"""What a recorded evidence file proves: numbered checks, who attested or disputed it, and whether it came too late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from charter.errors import RefusedError
from charter.facts import Fact, Facts, Objection, evidence_id
from charter.gates.attestation import collected, dispute_of
from charter.gates.cases import cases_of
from charter.gates.scrutiny import objections
from charter.gates.selection import period_of
from charter.lifecycle.replay import History
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model import Evidence


class Check(NamedTuple):
    """One numbered check.

    Attributes:
        shown: What it proves, in words.
        problems: Why it fails, each with what to do; empty where it holds.
    """

    shown: str
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it is proved."""
        return not self.problems


_CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("its name is the digest of what it says", ("evidence-misnamed",)),
    ("it is about {about}, which the terms know", ("evidence-of-nothing",)),
    (
        "the files behind it are there and unchanged{files}",
        ("evidence-path-outside", "evidence-file-missing", "evidence-digest-mismatch", "attachment-mismatch"),
    ),
    ("{recomputed}", ("evidence-not-reproduced",)),
    ("its cases are known and have a value: {cases}", ("evidence-without-cases", "evidence-of-a-stranger")),
    ("every value is in the unit of {about}", ("evidence-wrong-unit",)),
    ("its days were over: {days}", ("evidence-before-its-period-ends", "evidence-from-the-future")),
    ("it was collected by somebody who could: {by}", ("evidence-collector-unknown",)),
)
"""The checks in their order: what each shows, and the rules that object to it."""

_FILES = 2
"""The check of the files, on which recomputing them rests."""


def proved(facts: Facts, history: History, fact: Fact[Evidence], today: date) -> tuple[Check, ...]:
    """Every check of one evidence file; what no check knows is told by a last one."""
    terms = history.standing.terms
    against = list(objections(fact, facts, terms.part, today)) if terms else []
    words = _words(fact)
    checks = [Check(shown.format(**words), _problems(against, rules)) for shown, rules in _CHECKS]
    source = given(fact.part.source)
    if source is not None and given(source.column) is not None and not checks[_FILES].holds:
        why = "it was not recomputed: the file is not the one that was recorded"
        checks[_FILES + 1] = Check(checks[_FILES + 1].shown, ((why, ""),))
    checks += _said(facts, history, fact)
    known = {rule for _, rules in _CHECKS for rule in rules}
    rest = tuple((one.message, one.help) for one in against if one.rule not in known)
    return (*checks, *([Check("nothing else stands against it", rest)] if rest else []))


def _problems(against: list[Objection], rules: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    from charter.rules import every_rule

    known = every_rule()
    found = [one for one in against if one.rule in rules]
    return tuple((one.message, one.help or (known[one.rule].help if one.rule in known else "")) for one in found)


def _words(fact: Fact[Evidence]) -> dict[str, str]:
    part = fact.part
    source, period, how = given(part.source), given(part.period), collected(part)
    first, last = (given(period.from_), given(period.to)) if period is not None else (None, None)
    column = given(source.column) if source is not None else None
    named = [source.file] if source is not None else []
    named += [case.attachment for case in cases_of(part) if case.attachment]
    cases = [f"{case.name} {case.text}".strip() for case in cases_of(part)]
    return {
        "about": str(given(part.metric) or given(part.criterion) or "nothing"),
        "files": f": {listed([str(name) for name in named])}" if named else " (none is named)",
        "recomputed": f"its file still yields its cases, column {column}" if column else "nothing is to be recomputed",
        "cases": listed(cases) or "none",
        "days": f"{first} to {last}, on {how.day}" if first and last else f"on {how.day}",
        "by": str(how.by),
    }


def _said(facts: Facts, history: History, fact: Fact[Evidence]) -> Iterator[Check]:
    """What parties said of it; a consent that does not hold is no word."""
    name = evidence_id(fact.digest)
    consents = [one for one in facts.consents if one.part.subject == name]
    for consent in sorted(consents, key=lambda one: one.local):
        part = consent.part
        broken = [one for one in history.objections if one.local == consent.local]
        who = f"{part.party} ({part.person}, {given(part.date)})"
        if broken:
            yield Check(f"{who} says {part.says}", tuple((one.message, one.help) for one in broken))
        elif part.says == "dispute":
            shown = listed([f"{case.name} {case.text}".strip() for case in cases_of(fact.part)])
            help = "settle the number together, and record it as new evidence"
            yield Check(f"nobody disputes it: {who}", ((dispute_of(part, shown), help),))
        else:
            yield Check(f"{who} attests it")


def numbered(checks: tuple[Check, ...]) -> Iterator[str]:
    """The checks as lines, with every reason."""
    for number, check in enumerate(checks, 1):
        yield f"  {number:>2} {'✓' if check.holds else '✗'} {check.shown}"
        for problem, help in check.problems:
            yield f"       {problem}"
            if help:
                yield f"       help: {help}"


def line(fact: Fact[Evidence]) -> str:
    """One evidence file in one line."""
    part, period, how = fact.part, period_of(fact.part), collected(fact.part)
    days = f", {period[0]} to {period[1]}" if period else ""
    cases = ", ".join(f"{case.name} {case.text}".strip() for case in cases_of(part))
    about = given(part.metric) or given(part.criterion)
    return f"{about} in {part.phase}{days}: {cases} (by {how.by} on {how.day})"


def find(facts: Facts, named: str) -> Fact[Evidence]:
    """The one evidence file that is meant: by its file name, ``e-9f2c41aa``, or the beginning of its digest.

    Raises:
        RefusedError: There is none, or more than one.
    """
    name = named.rpartition("/")[2].removesuffix(".yaml")
    found = [fact for fact in facts.evidence if name in (fact.name, evidence_id(fact.digest))]
    if not found and re.fullmatch(r"(?:sha256:)?[0-9a-f]{4,64}", name):
        start = name.removeprefix("sha256:")
        found = [fact for fact in facts.evidence if fact.digest.removeprefix("sha256:").startswith(start)]
    if len(found) == 1:
        return found[0]
    if f"evidence/{name}.yaml" in facts.broken:
        help = f"charter lint {facts.id} says why"
        raise RefusedError(f"evidence/{name}.yaml cannot be understood", (), help)
    some = found or facts.evidence
    known = listed([f"{evidence_id(fact.digest)} ({fact.name})" for fact in some]) or "none yet"
    message = f"{quoted(named)} is the beginning of {len(found)} digests" if found else f"no evidence {quoted(named)}"
    raise RefusedError(message, (), f"the evidence here: {known}")
