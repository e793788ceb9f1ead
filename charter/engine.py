"""The lint engine: runs the rules over one charter, stamps id, severity and place, applies suppressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from typing import TYPE_CHECKING, get_args

from charter.document import Document, comments
from charter.finding import Edit, Finding, Fix, Path, Position, Related, Report, Severity, Span, in_order, pointer
from charter.folder import File, Folder, Source, id_of, read_program, read_source, rosters, signed_on, stage_of
from charter.guess import Guess, guess
from charter.layout import Said, scalar
from charter.model import KINDS, Charter
from charter.model.place import place_at
from charter.model.reading import Reading
from charter.notation import IDENTIFIER
from charter.rules import Case, Remark, Rule, Stage, every_rule, speaking
from charter.suppression import Suppression, may_suppress, suppressions

if TYPE_CHECKING:
    from charter.model import Program


@dataclass(frozen=True)
class Question:
    """How to lint: the day, the stage, and which rules with which severity.

    Attributes:
        stage: None takes it from the charter's decisions, else draft.
        select: Only these rules; None for all.
        ignore: Not these.
        usual_tier: The tier of a charter that names none; 0 leaves it to the stage.
        severities: Remapped severities, ``off`` silences: (path pattern, rule) -> severity; the last match wins.
    """

    today: date
    stage: Stage | None = None
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    severities: tuple[tuple[str, str, Severity | str], ...] = ()
    usual_tier: int = 0

    def asks(self, rule: str) -> bool:
        """Whether findings of this rule are wanted."""
        return rule not in self.ignore and (self.select is None or rule in self.select)


@dataclass
class _Findings:
    """Collects findings of one folder; every finding passes through `add`."""

    question: Question
    stage: Stage
    tier: int
    charter: str
    signed: date | None = None
    rules: Mapping[str, Rule] = field(default_factory=every_rule)
    found: list[Finding] = field(default_factory=list)

    def add(self, rule: str, document: Document, span: Span, said: Remark, related: Iterable[Related] = ()) -> None:
        """Take a finding about the document's own path `said.path`."""
        severity = self.rules[rule].severity(self.stage, self.tier)
        if severity is None or not (self.question.asks(rule) or document.data is None):
            return  # whatever was selected, a file that cannot be read is no clean file
        severity = _milder(severity, said.at_most)
        entered = self.rules[rule].entered
        if entered is not None and self.signed is not None and self.signed < entered:
            severity = _milder(severity, "warning")  # what all have signed is not made wrong by a newer release
        for pattern, name, remapped in self.question.severities:
            if name == rule and fnmatch(document.path, pattern):
                severity = remapped  # type: ignore[assignment]  # settings let only severities and off through
        if severity == "off":  # type: ignore[comparison-overlap]
            return
        help = self.rules[rule].help if said.help is None else said.help
        self.found.append(
            Finding(
                rule,
                severity,
                document.path,
                span,
                said.message,
                help,
                self.charter,
                pointer(said.path),
                tuple(related),
                said.fix or _replacing(document, span, said),
            )
        )


def _replacing(document: Document, span: Span, said: Remark) -> Fix | None:
    """The fix that writes what was most likely meant, where something else stands and nothing is in the way."""
    if said.instead is None or said.path in document.unreadable:
        return None
    taken = document.exists((*said.path[:-1], said.instead))
    stands = document.at(said.path)
    possible = stands is not None and not taken if said.on_key else isinstance(stands, str) and stands
    return Fix(False, (Edit(span, scalar(said.instead)),)) if possible else None


def _milder(one: Severity, other: Severity) -> Severity:
    order = get_args(Severity)
    return max(one, other, key=order.index)


def lint_text(
    text: str,
    *,
    today: date,
    path: str = "charter.yaml",
    people: Mapping[str, str] | None = None,
    stage: Stage | None = None,
    select: Collection[str] | None = None,
    usual_tier: int = 0,
    program: str | None = None,
) -> Report:
    """Lint one charter given as text, with its people files by party.

    Args:
        path: What findings show; of ``charters/<id>/charter.yaml`` the id is compared, too.
        program: The text of `program.yaml`, where there is one.
    """
    sources = [Source(path, text.encode())]
    sources += [Source(f"people/{party}.yaml", roster.encode()) for party, roster in (people or {}).items()]
    question = Question(today, stage, None if select is None else frozenset(select), usual_tier=usual_tier)
    parents = path.split("/")[:-1]
    folder = Folder(sources, parents[-1] if parents[:-1] == ["charters"] else "")
    policy = None if program is None else Source("program.yaml", program.encode())
    return lint_folder(folder, question, lambda: None if policy is None else read_program(policy))


def lint_folder(
    folder: Folder, question: Question, find_program: Callable[[], Program | None] = lambda: None
) -> Report:
    """Everything there is to say about the files of one charter.

    Args:
        folder: The files.
        question: How to lint.
        find_program: Gives the program's policy, from `program.yaml`.

    Returns:
        The findings in output order, suppressed ones counted.
    """
    return lint_files(
        [read_source(source, source.path.removeprefix(folder.prefix)) for source in folder.sources],
        folder.name,
        question,
        find_program,
    )


def lint_files(
    reads: Sequence[File], name: str, question: Question, find_program: Callable[[], Program | None]
) -> Report:
    """Everything there is to say about the files of one charter that were read already.

    Args:
        name: The folder's name under ``charters/``; empty elsewhere.
    """
    terms = next((item for item in reads if item.kind == "charter"), None)
    charter = terms.reading.part if terms else None
    stage = question.stage or stage_of(reads)
    case = _case(charter, reads, stage, question, find_program) if terms and isinstance(charter, Charter) else None
    signed = signed_on(reads, case.charter) if case else None
    findings = _Findings(question, stage, case.tier if case else 2, id_of(terms), signed)
    for item in reads:
        _shape(item, findings)
    if terms and case:
        _folder_name(name, terms, findings)
        _examples(terms.document, findings)
        _rules(terms, reads, case, findings)
    return _settled(reads, findings, question)


def _case(
    charter: Charter,
    reads: Sequence[File],
    stage: Stage,
    question: Question,
    find_program: Callable[[], Program | None],
) -> Case:
    people = rosters(reads)
    absent = next(item.reading.absent_items for item in reads if item.reading.part is charter)
    return Case(
        charter,
        stage,
        question.today,
        people,
        find_program,
        unread_people=len(people) < sum(item.kind == "people" for item in reads),
        absent_items=absent,
        usual_tier=question.usual_tier,
    )


def _shape(item: File, findings: _Findings) -> None:
    """What the reader and the model have to say about one file."""
    document = item.document
    for finding in document.findings:
        said = Remark(_steps(finding.pointer), finding.message, finding.help or None, fix=finding.fix)
        findings.add(finding.rule, document, finding.span, said, finding.related)
    for violation in item.reading.violations:
        said = Remark(
            violation.path, violation.message, violation.help, on_key=violation.on_key, instead=violation.instead
        )
        findings.add(violation.rule, document, document.span(violation.path, violation.on_key), said)
    model = KINDS[item.kind]
    for path, misread in document.plain.items():
        place = place_at(model, path)
        if place is not None and place.is_text and not _inside(path, item.reading):
            span = document.span(path)
            fix = Fix(True, (Edit(span, scalar(Said(document.at(path)))),))
            words = f"other readers take this for {misread}, not for a text"
            findings.add("ambiguous-scalar", document, span, Remark(path, words, "put it in quotes", fix=fix))


def _inside(path: Path, reading: Reading) -> bool:
    """Whether a violation already speaks of this value or of one around it."""
    return any(path[: len(violation.path)] == violation.path for violation in reading.violations)


def _steps(text: str) -> Path:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])


def _folder_name(name: str, terms: File, findings: _Findings) -> None:
    if name and findings.charter and findings.charter != name:
        instead = name if _IDENTIFIER.fullmatch(name) else None
        said = Remark(("id",), f'the id is "{findings.charter}", the folder is called "{name}"', instead=instead)
        findings.add("id-differs-from-folder", terms.document, terms.document.span(("id",)), said)


_IDENTIFIER = re.compile(IDENTIFIER)
_REMARK = re.compile(r"#\s*replace\b", re.IGNORECASE)


def _examples(document: Document, findings: _Findings) -> None:
    """What a first draft left to be replaced, said once."""
    if not _REMARK.search(document.text):
        return
    left = [(line, column, remark) for line, column, remark in comments(document) if _REMARK.match(remark)]
    if left:
        line, column, remark = left[0]
        many = f"{len(left)} remarks still say replace: examples stand where your facts belong"
        one = "1 remark still says replace: an example stands where your fact belongs"
        span = Span(Position(line, column), Position(line, column + len(remark)))
        findings.add("example-left", document, span, Remark((), one if len(left) == 1 else many))


def _rules(terms: File, reads: Sequence[File], case: Case, findings: _Findings) -> None:
    people = [(item.data.get("party"), item) for item in reads if item.kind == "people"]
    by_party = {party: item for party, item in people if isinstance(party, str)}
    for rule, check in speaking(case.stage, case.tier):
        if not findings.question.asks(rule.id):
            continue
        for remark in check(case):
            item = by_party[remark.party] if remark.party is not None else terms
            path = item.reading.original(remark.path)
            related = []
            for also in remark.also:
                other = by_party[also.party] if also.party is not None else terms
                place = other.document.span(other.reading.original(also.path))
                related.append(Related(other.document.path, place, also.message))
            findings.add(
                rule.id, item.document, item.document.span(path, remark.on_key), remark._replace(path=path), related
            )


def _settled(reads: Sequence[File], findings: _Findings, question: Question) -> Report:
    """The findings that no comment silences, and what is to be said about the comments themselves."""
    silenced: set[Finding] = set()
    found = list(findings.found)
    for item in reads:
        if not may_suppress(item.document.text):
            continue
        mine = [finding for finding in found if finding.path == item.document.path]
        for number, suppression in enumerate(suppressions(item.document.text, comments(item.document))):
            hit = {finding for finding in mine if suppression.covers(finding.rule, finding.span.start.line)}
            hit = {finding for finding in hit if not findings.rules[finding.rule].firm}
            if suppression.holds(question.today):
                silenced |= hit
            _about(suppression, item.document, hit, findings, guessing=number < _MOST_GUESSES)
    kept = in_order(finding for finding in findings.found if finding not in silenced)
    return Report(kept, files=len(reads), suppressed=len(silenced))


_MOST_GUESSES = 40
"""How many suppressions of a file get a guess at the rule that was meant; a file full of them would take seconds."""


def _about(
    suppression: Suppression, document: Document, hit: Collection[Finding], findings: _Findings, *, guessing: bool
) -> None:
    """Findings about a suppression: without reason, unknown, expired, unused."""

    def say(rule: str, message: str, help: str | None = None, fix: Fix | None = None) -> None:
        findings.add(rule, document, suppression.span, Remark((), message, help, fix=fix))

    if not suppression.rules:
        say("unknown-suppression", "this comment names no rule", "write # charter: ignore[rule-name] and the reason")
    for name in suppression.rules:
        if name not in findings.rules or findings.rules[name].firm:
            say("unknown-suppression", *_unknown(name, suppression, findings.rules, guessing=guessing))
        elif _unused(findings.rules[name], hit, findings):
            fix = Fix(True, (suppression.without(name),))
            say("unused-suppression", f'nothing here breaks "{name}"', fix=fix)
    if not suppression.reason:
        say("suppression-without-reason", "this comment silences a rule and does not say why")
    elif not suppression.holds(findings.question.today):
        over = isinstance(suppression.until, date)
        say("expired-suppression", _expiry(suppression), fix=Fix(False, (suppression.gone(),)) if over else None)


def _unknown(
    name: str, suppression: Suppression, rules: Mapping[str, Rule], *, guessing: bool
) -> tuple[str, str | None, Fix | None]:
    if name in rules:
        return f'"{name}" cannot be silenced', "put right what it names and delete the comment", None
    near, sure = guess(name, rules) if guessing else Guess(None, None)
    fix = Fix(False, (suppression.naming(name, sure),)) if sure else None
    return f'there is no rule "{name}"', f'did you mean "{near}"?' if near else None, fix


def _unused(rule: Rule, hit: Collection[Finding], findings: _Findings) -> bool:
    speaks = findings.question.asks(rule.id) and rule.severity(findings.stage, findings.tier) is not None
    return speaks and all(finding.rule != rule.id for finding in hit)


def _expiry(suppression: Suppression) -> str:
    if isinstance(suppression.until, date):
        return f"this comment silenced a rule until {suppression.until}, which has passed"
    return f'"{suppression.until}" is not a day such as 2027-06-30'
