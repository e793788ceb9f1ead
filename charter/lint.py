"""The lint engine: reads the files of one charter, runs the rules, stamps id, severity and place, applies suppressions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatch
from typing import NamedTuple, get_args

from charter.document import Document, comments, read
from charter.finding import Finding, Path, Related, Report, Severity, Span, in_order, pointer
from charter.model import KINDS, Charter, Kind, People, Program
from charter.model.place import place_at
from charter.model.reading import Reading, understand
from charter.rules import STAGES, Case, Remark, Rule, Stage, every_rule
from charter.suppression import Suppression, suppressions


class Source(NamedTuple):
    """One file: its path as it is to be shown, and its bytes."""

    path: str
    raw: bytes


@dataclass(frozen=True)
class Question:
    """How to lint: the day, the stage, and which rules with which severity.

    Attributes:
        stage: None takes it from the charter's decisions, else draft.
        select: Only these rules; None for all.
        ignore: Not these.
        severities: Remapped severities, ``off`` silences: (path pattern, rule) -> severity; the last match wins.
    """

    today: date
    stage: Stage | None = None
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    severities: tuple[tuple[str, str, Severity | str], ...] = ()

    def asks(self, rule: str) -> bool:
        """Whether findings of this rule are wanted."""
        return rule not in self.ignore and (self.select is None or rule in self.select)


@dataclass(frozen=True)
class Folder:
    """The files of one charter, or loose files of one kind.

    Attributes:
        sources: The files, in any order.
        name: The folder's name under ``charters/``; empty elsewhere, where an id may differ from it.
        prefix: What every shown path starts with, with its slash; kinds are told by what follows.
    """

    sources: Sequence[Source]
    name: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class _Read:
    document: Document
    kind: Kind
    reading: Reading
    local: str

    @property
    def data(self) -> dict[str, object]:
        return self.document.data if isinstance(self.document.data, dict) else {}


@dataclass
class _Findings:
    """Collects findings of one folder; every finding passes through `add`."""

    question: Question
    stage: Stage
    tier: int
    charter: str
    rules: Mapping[str, Rule] = field(default_factory=every_rule)
    found: list[Finding] = field(default_factory=list)

    def add(
        self, rule: str, document: Document, span: Span, path: Path, said: Remark, related: Iterable[Related] = ()
    ) -> None:
        severity = self.rules[rule].severity(self.stage, self.tier)
        if severity is None or not self.question.asks(rule):
            return
        severity = _milder(severity, said.at_most)
        for pattern, name, remapped in self.question.severities:
            if name == rule and fnmatch(document.path, pattern):
                severity = remapped  # type: ignore[assignment]  # settings let only severities and off through
        if severity == "off":  # type: ignore[comparison-overlap]
            return
        help = self.rules[rule].help if said.help is None else said.help
        self.found.append(
            Finding(
                rule, severity, document.path, span, said.message, help, self.charter, pointer(path), tuple(related)
            )
        )


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
) -> Report:
    """Lint one charter given as text, with its people files by party."""
    sources = [Source(path, text.encode())]
    sources += [Source(f"people/{party}.yaml", roster.encode()) for party, roster in (people or {}).items()]
    question = Question(today, stage, None if select is None else frozenset(select))
    return lint_folder(Folder(sources), question)


def lint_folder(folder: Folder, question: Question, program: Program | None = None) -> Report:
    """Everything there is to say about the files of one charter.

    Args:
        folder: The files.
        question: How to lint.
        program: The program's policy, from `program.yaml`.

    Returns:
        The findings in output order, suppressed ones counted.
    """
    reads = [_read(source, folder.prefix) for source in folder.sources]
    terms = next((item for item in reads if item.kind == "charter"), None)
    charter = terms.reading.part if terms else None
    stage = question.stage or _stage_of(reads)
    tier = charter.tier if isinstance(charter, Charter) and isinstance(charter.tier, int) else 2
    findings = _Findings(question, stage, tier, _id_of(terms))
    for item in reads:
        _shape(item, findings)
    if terms and isinstance(charter, Charter):
        _folder_name(folder, terms, findings)
        _rules(terms, reads, Case(charter, stage, question.today, _people(reads), program), findings)
    return _settled(reads, findings, question)


def read_program(source: Source) -> Program | None:
    """The program's policy, as far as it can be understood."""
    document = read(source.raw, source.path)
    if document.data is None:
        return None
    part = understand(Program, document.data, document.unreadable).part
    return part if isinstance(part, Program) else None


def _read(source: Source, prefix: str) -> _Read:
    document = read(source.raw, source.path)
    local = source.path.removeprefix(prefix)
    kind = _kind(local, document)
    if document.data is None:
        return _Read(document, kind, Reading(None, ()), local)
    return _Read(document, kind, understand(KINDS[kind], document.data, document.unreadable), local)


_FOLDERS: Mapping[str, Kind] = {
    "people": "people",
    "record": "record",
    "evidence": "evidence",
    "decisions": "decision",
    "consents": "consent",
}


def _kind(local: str, document: Document) -> Kind:
    """A file's kind: by its folder, else by its first key that names a kind, else a charter."""
    parent, _, name = local.rpartition("/")
    if (by_folder := _FOLDERS.get(parent.rpartition("/")[2])) is not None:
        return by_folder
    if name == "program.yaml":
        return "program"
    if name != "charter.yaml" and isinstance(document.data, dict):
        return next((kind for kind in KINDS if kind in document.data), "charter")
    return "charter"


def _id_of(terms: _Read | None) -> str:
    found = terms.data.get("id") if terms else None
    return found if isinstance(found, str) else ""


_STAGES: Mapping[str, Stage] = {
    "signed": "signing",
    "withdrawn": "draft",
    "ended": "winding-down",
    **{stage: stage for stage in STAGES},
}


def _stage_of(reads: Iterable[_Read]) -> Stage:
    """The target of the highest-numbered decision; draft without decisions."""
    decisions = sorted((item for item in reads if item.kind == "decision"), key=lambda item: item.local)
    for item in reversed(decisions):
        move = item.data.get("phase")
        if isinstance(move, dict):
            target = move.get("from") if move.get("to") == "paused" else move.get("to")
            if target in _STAGES:
                return _STAGES[target]
    return "draft"


def _people(reads: Iterable[_Read]) -> dict[str, People]:
    parts = [item.reading.part for item in reads if item.kind == "people"]
    return {part.party: part for part in parts if isinstance(part, People) and isinstance(part.party, str)}


def _shape(item: _Read, findings: _Findings) -> None:
    """What the reader and the model have to say about one file."""
    document = item.document
    for finding in document.findings:
        findings.add(
            finding.rule,
            document,
            finding.span,
            _steps(finding.pointer),
            Remark((), finding.message, finding.help or None),
            finding.related,
        )
    for violation in item.reading.violations:
        said = Remark(violation.path, violation.message, violation.help)
        findings.add(violation.rule, document, document.span(violation.path, violation.on_key), violation.path, said)
    model = KINDS[item.kind]
    for path, misread in document.plain.items():
        place = place_at(model, path)
        if place is not None and place.is_text and not _inside(path, item.reading):
            said = Remark(path, f"other readers take this for {misread}, not for a text", "put it in quotes")
            findings.add("ambiguous-scalar", document, document.span(path), path, said)


def _inside(path: Path, reading: Reading) -> bool:
    """Whether a violation already speaks of this value or of one around it."""
    return any(path[: len(violation.path)] == violation.path for violation in reading.violations)


def _steps(text: str) -> Path:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])


def _folder_name(folder: Folder, terms: _Read, findings: _Findings) -> None:
    if folder.name and findings.charter and findings.charter != folder.name:
        said = Remark(("id",), f'the id is "{findings.charter}", the folder is called "{folder.name}"')
        findings.add("id-differs-from-folder", terms.document, terms.document.span(("id",)), ("id",), said)


def _rules(terms: _Read, reads: Sequence[_Read], case: Case, findings: _Findings) -> None:
    rosters = {item.data.get("party"): item for item in reads if item.kind == "people"}
    for name, rule in findings.rules.items():
        if rule.check is None or not findings.question.asks(name) or rule.severity(case.stage, case.tier) is None:
            continue
        for remark in rule.check(case):
            item = rosters[remark.party] if remark.party is not None else terms
            path = item.reading.original(remark.path)
            related = []
            for also in remark.also:
                other = rosters[also.party] if also.party is not None else terms
                place = other.document.span(other.reading.original(also.path))
                related.append(Related(other.document.path, place, also.message))
            findings.add(name, item.document, item.document.span(path, remark.on_key), path, remark, related)


def _settled(reads: Sequence[_Read], findings: _Findings, question: Question) -> Report:
    """The findings that no comment silences, and what is to be said about the comments themselves."""
    silenced: set[Finding] = set()
    found = list(findings.found)
    for item in reads:
        if "charter:" not in item.document.text:
            continue
        mine = [finding for finding in found if finding.path == item.document.path]
        for suppression in suppressions(item.document.text, comments(item.document)):
            hit = {finding for finding in mine if suppression.covers(finding.rule, finding.span.start.line)}
            hit = {finding for finding in hit if findings.rules[finding.rule].check is not None}
            if suppression.holds(question.today):
                silenced |= hit
            _about(suppression, item.document, hit, findings)
    kept = in_order(finding for finding in findings.found if finding not in silenced)
    return Report(kept, files=len(reads), suppressed=len(silenced))


def _about(suppression: Suppression, document: Document, hit: Collection[Finding], findings: _Findings) -> None:
    """Findings about a suppression: without reason, unknown, expired, unused."""

    def say(rule: str, message: str, help: str | None = None) -> None:
        findings.add(rule, document, suppression.span, (), Remark((), message, help))

    if not suppression.rules:
        say("unknown-suppression", "this comment names no rule", "write # charter: ignore[rule-name] and the reason")
    for name in suppression.rules:
        rule = findings.rules.get(name)
        if rule is None:
            near = get_close_matches(name, findings.rules, n=1)
            say("unknown-suppression", f'there is no rule "{name}"', f'did you mean "{near[0]}"?' if near else None)
        elif rule.check is None:
            say("unknown-suppression", f'"{name}" cannot be silenced', "put right what it names and delete the comment")
        elif _unused(rule, hit, findings):
            say("unused-suppression", f'nothing here breaks "{name}"')
    if not suppression.reason:
        say("suppression-without-reason", "this comment silences a rule and does not say why")
    elif not suppression.holds(findings.question.today):
        say("expired-suppression", _expiry(suppression))


def _unused(rule: Rule, hit: Collection[Finding], findings: _Findings) -> bool:
    speaks = findings.question.asks(rule.id) and rule.severity(findings.stage, findings.tier) is not None
    return speaks and all(finding.rule != rule.id for finding in hit)


def _expiry(suppression: Suppression) -> str:
    if isinstance(suppression.until, date):
        return f"this comment silenced a rule until {suppression.until}, which has passed"
    return f'"{suppression.until}" is not a day such as 2027-06-30'
