"""The formats of findings that other programs and hosts read: the same findings in each, and none lost."""

import json
import re
from xml.etree import ElementTree

import cmarkgfm
import pytest

TERMS = """\
charter: 1
id: a
revision: 1
title: "</failure> <img src=x> @all | `x` [a](http://x.example)"
tier: 1
pattern: technology
nmae: 1
"""


@pytest.fixture(scope="module")
def found(charter, tmp_path_factory):
    """What `charter lint` prints of one bad charter, by format."""
    place = tmp_path_factory.mktemp("formats")
    folder = place / "charters" / "a"
    folder.mkdir(parents=True)
    (folder / "charter.yaml").write_text(TERMS, encoding="utf-8")
    forms = ("json", "jsonl", "gitlab", "junit", "markdown")
    how = ("--stage", "signing", "--today", "2026-11-20", "--exit-zero")
    answers = {form: charter("lint", "--format", form, *how, cwd=place) for form in forms}
    assert {done.returncode for done in answers.values()} == {0}
    return {form: done.stdout for form, done in answers.items()}


@pytest.fixture(scope="module")
def findings(found):
    listed = json.loads(found["json"])["findings"]
    assert len(listed) > 10
    return listed


def test_jsonl_is_the_findings_a_line_each_and_the_summary(found, findings):
    *rows, last = map(json.loads, found["jsonl"].splitlines())
    assert rows == findings
    assert last == {"version": 1, "summary": json.loads(found["json"])["summary"]}


def test_gitlab_gets_a_code_quality_report(found, findings):
    issues = json.loads(found["gitlab"])
    places = [(issue["check_name"], issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues]
    assert places == [(one["rule"], one["path"], one["start"]["line"]) for one in findings]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major"}
    assert all(issue["description"].startswith(one["message"]) for issue, one in zip(issues, findings, strict=True))


def test_junit_counts_every_finding_as_a_test(found, findings):
    suite = ElementTree.fromstring(found["junit"]).find("testsuite")
    cases = suite.findall("testcase")
    assert [case.get("name").partition(" at ")[0] for case in cases] == [one["rule"] for one in findings]
    failed = [case for case in cases if case.find("failure") is not None]
    assert int(suite.get("failures")) == len(failed) == sum(one["severity"] != "info" for one in findings)
    assert (
        failed[0].find("failure").get("message")
        == next(one for one in findings if one["severity"] != "info")["message"]
    )


def test_junit_of_a_clean_run_is_one_test_that_passes(charter, tmp_path):
    (tmp_path / "program.yaml").write_text("program: 1\nname: P\n", encoding="utf-8")
    done = charter("lint", "program.yaml", "--format", "junit", "--select", "no-pattern", cwd=tmp_path)
    suite = ElementTree.fromstring(done.stdout).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), len(suite.findall("testcase"))) == ("1", "0", 1)


def test_markdown_shows_every_finding_and_lets_none_act(found, findings):
    page = cmarkgfm.github_flavored_markdown_to_html(found["markdown"])
    assert page.count("<tr>") == len(findings) + 1
    outside = re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL)
    assert "<img" not in page
    assert "<a " not in page
    assert "@all" not in outside
