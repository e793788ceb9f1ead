"""Every rule against its fixture, and every page against its own examples."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from stories import change_of, fixture_story, play

from charter.check.checking import record_findings
from charter.engine import lint_text
from charter.finding import Finding, Related, in_order, pointer
from charter.review.refusals import refusals
from charter.rules import every_rule

FIXTURES = sorted((Path(__file__).parent / "rules").glob("*.yaml"))


def _cases(*, told=False):
    for file in FIXTURES:
        fixture = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        for case in fixture["cases"]:
            if ("story" in case) == told and "proposed" not in case:
                yield pytest.param(fixture["rule"], case, id=f"{fixture['rule']}: {case['case']}")


def _at(span) -> str:
    return f"{span.start.line}:{span.start.column}-{span.end.line}:{span.end.column}"


def _shown(finding: Finding, expected: dict) -> dict:
    """The finding as the fixture writes it; help, related and path only where the fixture asks for them."""
    shown = {
        "at": _at(finding.span),
        "severity": finding.severity,
        "pointer": finding.pointer,
        "message": finding.message,
    }
    if "help" in expected:
        shown["help"] = finding.help
    if "path" in expected or finding.path != "charter.yaml":
        shown["path"] = finding.path
    if "related" in expected or finding.related:
        shown["related"] = [_related(related) for related in finding.related]
    return shown


def _related(related: Related) -> dict:
    shown = {"at": _at(related.span), "message": related.message}
    return shown if related.path == "charter.yaml" else shown | {"path": related.path}


def _found(rule: str, text: str, **how) -> list[Finding]:
    # what is said about suppressions depends on the rules that they silence, so those must be asked, too
    select = [rule] if every_rule()[rule].check else None
    return [finding for finding in lint_text(text, select=select, usual_tier=2, **how).findings if finding.rule == rule]


@pytest.mark.parametrize(("rule", "case"), list(_cases()))
def test_rule_says_exactly_this(rule, case):
    findings = _found(
        rule,
        case["text"],
        path=case.get("path", "charter.yaml"),
        people=case.get("people"),
        program=case.get("program"),
        stage=case.get("stage", "draft"),
        today=date.fromisoformat(case.get("today", "2026-11-20")),
    )
    expected = case.get("finds", [])
    padded = [*expected, *[{}] * len(findings)]
    assert [_shown(finding, want) for finding, want in zip(findings, padded, strict=False)] == expected


@pytest.mark.parametrize(("rule", "case"), list(_cases(told=True)))
def test_record_is_refused_for_exactly_this(rule, case, tmp_path):
    """A life told by `tests/stories.py`, edited; `also` lists the other rules that object to it."""
    told = fixture_story(case)
    record = told.on_disk(tmp_path)
    today = date.fromisoformat(case["today"]) if "today" in case else told.today
    findings = list(record_findings(record, today))
    expected = [{"severity": "error", **told.resolved(want)} for want in case.get("finds", [])]
    found = in_order(finding for finding in findings if finding.rule == rule)
    padded = [*expected, *[{}] * len(found)]
    shown = [_told(finding, want, record.prefix) for finding, want in zip(found, padded, strict=False)]
    assert shown == expected
    assert sorted({finding.rule for finding in findings} - {rule}) == case.get("also", [])


def _told(finding: Finding, expected: dict, prefix: str) -> dict:
    shown = {
        "path": finding.path.removeprefix(prefix),
        "pointer": finding.pointer,
        "severity": finding.severity,
        "message": finding.message,
    }
    if "at" in expected:
        shown["at"] = _at(finding.span)
    if "help" in expected:
        shown["help"] = finding.help
    if "related" in expected:
        shown["related"] = [
            {"path": related.path.removeprefix(prefix), "message": related.message} for related in finding.related
        ]
    return shown


def test_every_rule_has_its_fixture_and_every_fixture_its_rule():
    assert {file.stem for file in FIXTURES} == set(every_rule())


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_fixture_is_named_after_its_rule_and_starts_with_silent_cases(file):
    fixture = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    speaking = ["finds" in case for case in fixture["cases"]]
    assert fixture["rule"] == file.stem
    assert speaking == sorted(speaking)
    assert True in speaking
    assert False in speaking


def _proposals():
    for file in FIXTURES:
        fixture = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        for case in fixture["cases"]:
            if "proposed" in case:
                yield pytest.param(fixture["rule"], case, id=f"{fixture['rule']}: {case['case']}")


@pytest.mark.parametrize(("rule", "case"), list(_proposals()))
def test_change_is_refused_for_exactly_this(rule, case):
    """A life as the base has it, and under `proposed` what a change does to it; `gone` takes the charter away."""
    proposed, outside = change_of(case)
    found = list(refusals(proposed, outside))
    told = fixture_story(case)
    for edit in case["proposed"] if case["proposed"] != "gone" else ():
        play(told, edit)
    shown = [
        {"path": one.local, "pointer": pointer(one.path), "message": one.message} for one in found if one.rule == rule
    ]
    assert shown == [told.resolved(want) for want in case.get("finds", [])]
    assert sorted({one.rule for one in found} - {rule}) == case.get("also", [])


TOLD = {param.values[0] for param in (*_cases(told=True), *_proposals())}
"""Rules about a whole record: their snippets show single files, which prove nothing alone."""

SECTIONS = ["What it checks", "Why it matters", "Bad", "Good", "How to settle it with the partner"]


@pytest.mark.parametrize("rule", list(every_rule().values()), ids=lambda rule: rule.id)
def test_page_has_every_section_and_its_examples_do_what_they_say(rule):
    assert re.findall(r"^## (.*)$", rule.page, re.MULTILINE) == SECTIONS
    assert rule.summary
    for heading, fires in (("Bad", True), ("Good", False)):
        section = rule.page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
        snippets = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
        assert snippets, f"{heading} has no example"
        for snippet in snippets:
            if rule.id in TOLD:
                yaml.load(snippet, yaml.BaseLoader)
                continue
            where = {"path": "charters/northwind-contoso/charter.yaml", "today": date(2026, 11, 20)}
            text, people = _files(snippet)
            text, _, program = text.partition("# program.yaml\n")
            where["program"] = program or None
            findings = _found(rule.id, text, people=people, stage=list(rule.since)[-1], **where)
            assert bool(findings) == fires, (heading, snippet, findings)


def _files(snippet: str) -> tuple[str, dict[str, str]]:
    """The terms of a page's example, and the people files below them, each under a comment with its path."""
    text, *rest = re.split(r"^# people/([a-z-]+)\.yaml\n", snippet, flags=re.MULTILINE)
    return text, dict(zip(rest[::2], rest[1::2], strict=True))


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("handshake", "at_risk"),
        ("missing-party-goal", "goals"),
        ("no-customer-friction", "purpose.friction"),
        ("no-decision-owner", "governance.decisions"),
        ("no-economic-commitment", "commitments"),
        ("no-escalation-path", "governance.escalation"),
        ("no-exit-criteria", "exit.triggers"),
        ("no-go-no-go", "gate"),
        ("no-leverage", "leverage"),
        ("no-outcome-metric", "metrics"),
        ("no-partnership-job", "purpose.job"),
        ("no-pattern", "pattern:"),
        ("no-value-path", "purpose.value_path"),
        ("no-wind-down-plan", "exit.wind_down"),
        ("phase-missing", "phases"),
        ("strategic-without-change", "strategic_change"),
        ("support-handoff-missing", "operations.support"),
        ("tier-missing", "tier:"),
        ("why-missing-or-soft", "purpose.why"),
    ],
)
def test_who_misses_a_section_learns_its_key(rule, key):
    assert key in every_rule()[rule].help
