"""Fixes: what every rule's fixture shows of them, and what holds for all of them."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from charter.digest import digest
from charter.document import read
from charter.edits.mending import mended
from charter.engine import lint_text
from charter.finding import Finding

FIXTURES = sorted((Path(__file__).parent / "rules").glob("*.yaml"))


def _cases():
    for file in FIXTURES:
        fixture = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        for case in fixture["cases"]:
            if "story" not in case and "proposed" not in case:
                yield pytest.param(fixture["rule"], case, id=f"{fixture['rule']}: {case['case']}")


class Files:
    """The files of a case by the path that findings show, linted as the case says."""

    def __init__(self, case: dict) -> None:
        self.terms = case.get("path", "charter.yaml")
        self.raws = {self.terms: case["text"].encode()}
        self.raws |= {f"people/{party}.yaml": text.encode() for party, text in case.get("people", {}).items()}
        self.case = case

    def findings(self) -> tuple[Finding, ...]:
        people = {path[7:-5]: raw.decode() for path, raw in self.raws.items() if path != self.terms}
        return lint_text(
            self.raws[self.terms].decode(),
            path=self.terms,
            people=people,
            program=self.case.get("program"),
            stage=self.case.get("stage", "draft"),
            today=date.fromisoformat(self.case.get("today", "2026-11-20")),
            usual_tier=2,
        ).findings

    def fixable(self, rule: str) -> list[Finding]:
        return [finding for finding in self.findings() if finding.rule == rule and finding.fix]

    def fix(self, findings) -> int:
        before = dict(self.raws)
        for path in self.raws:
            self.raws[path] = mended(self.raws[path], [one for one in findings if one.path == path]).raw
        return self.raws != before

    def data(self) -> dict:
        return {path: read(raw, path).data for path, raw in self.raws.items()}


def _said(findings) -> Counter:
    return Counter((finding.path, finding.rule, finding.pointer, finding.message) for finding in findings)


@pytest.mark.parametrize(("rule", "case"), list(_cases()))
def test_what_the_fixture_shows_is_what_fixing_gives(rule, case):
    files = Files(case)
    shown = {files.terms: case["fixed"]} if isinstance(case.get("fixed"), str) else case.get("fixed", {})
    for _ in range(20):
        if not files.fix(files.fixable(rule)):
            break
    else:
        pytest.fail("fixing goes on and on")
    changed = {path: raw.decode() for path, raw in files.raws.items() if raw != Files(case).raws[path]}
    assert changed == shown  # and the last of these runs changed nothing


@pytest.mark.parametrize(("rule", "case"), [param for param in _cases() if "fixed" in param.values[1]])
def test_every_fix_settles_its_finding_and_brings_no_other(rule, case):
    fixable = Files(case).fixable(rule)
    assert fixable
    for finding in fixable:
        files = Files(case)
        before, data = _said(files.findings()), files.data()
        if not files.fix([finding]):
            continue  # it only holds together with another one
        after = _said(files.findings())
        settled = _said([finding])
        assert (before - after) >= settled, finding
        if finding.fix.safe:
            assert not after - before
            assert files.data() == data
            assert [digest(one) for one in files.data().values()] == [digest(one) for one in data.values()]
