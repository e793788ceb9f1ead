"""Real partnerships, rebuilt from public reports: what the linter says about each, and where silence is right."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from charter.engine import lint_text
from charter.finding import Report
from charter.rules import every_rule

HERE = Path(__file__).parent / "reconstructions"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))


@cache
def report(name: str) -> Report:
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    return lint_text(text, stage=EXPECTED[name]["stage"], today=date(2026, 11, 20))


def said(name: str, kind: str) -> list[tuple[str, str]]:
    """The (reconstruction, rule) pairs of one kind of row, as test parameters."""
    return [(name, rule) for rule in EXPECTED[name].get(kind, {})]


def rows(kind: str) -> list[tuple[str, str]]:
    return [row for name in EXPECTED for row in said(name, kind)]


def test_every_reconstruction_has_its_expectations() -> None:
    assert {path.stem for path in HERE.glob("*.yaml")} - {"expected"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_says_that_it_is_nobody_s_own_document(name: str) -> None:
    banner, *rest = (HERE / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert banner.startswith("# Reconstruction from public reports, not the parties' document.")
    assert rest[0] == "# Sources:"
    assert rest[1].startswith("#   http")


@pytest.mark.parametrize("name", EXPECTED)
def test_the_complete_findings_are_the_pinned_ones(name: str, request: pytest.FixtureRequest) -> None:
    pinned = HERE / f"{name}.findings.txt"
    lines = sorted(f"{finding.severity} {finding.rule} {finding.pointer}" for finding in report(name).findings)
    now = "".join(f"{line}\n" for line in lines)
    if request.config.getoption("--accept"):
        pinned.write_text(now, encoding="utf-8")
    assert now == pinned.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "rule"), rows("must"))
def test_must_say(name: str, rule: str) -> None:
    pointer = EXPECTED[name]["must"][rule]
    assert (rule, pointer) in {(finding.rule, finding.pointer) for finding in report(name).findings}


@pytest.mark.parametrize(("name", "rule"), rows("must_not"))
def test_must_not_say(name: str, rule: str) -> None:
    reason = EXPECTED[name]["must_not"][rule]
    assert [finding for finding in report(name).findings if finding.rule == rule] == [], reason


@pytest.mark.parametrize(("name", "rule"), rows("awaits"))
def test_awaits_a_rule_that_does_not_exist_yet(name: str, rule: str) -> None:
    assert rule not in every_rule(), f"the rule exists: move its row of {name} to must"


@pytest.mark.parametrize("name", EXPECTED)
def test_no_shape_of_the_format_is_missed(name: str) -> None:
    shapes = {"schema-violation", "unknown-key", "dangling-reference", "duplicate-id", "invalid-yaml"}
    assert [finding for finding in report(name).findings if finding.rule in shapes] == []


def test_a_success_can_have_exactly_one_error() -> None:
    errors = [finding.rule for finding in report("kohls-sephora").findings if finding.severity == "error"]
    assert errors == ["no-exit-criteria"]


@pytest.mark.parametrize(("name", "rule"), rows("must") + rows("must_not"))
def test_names_rules_that_exist(name: str, rule: str) -> None:
    assert rule in every_rule(), name
