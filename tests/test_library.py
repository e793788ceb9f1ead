"""`import charter`: the same as the command line, as functions."""

from datetime import date
from pathlib import Path

import pytest
from stories import story

import charter
from charter.errors import UnreadablePathError
from charter.rendering import ShapeError

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 20)


def test_load_gives_typed_terms_by_id_and_by_path():
    by_id = charter.load("northwind-contoso", root=ROOT)
    assert by_id == charter.load(ROOT / "charters" / "northwind-contoso" / "charter.yaml")
    assert [goal.id for goal in by_id.goals] == ["faster-start", "more-sites", "service-line"]


def test_lint_gives_findings():
    assert charter.lint("northwind-contoso", root=ROOT, today=TODAY, stage="signing").findings == ()
    report = charter.lint(
        ROOT / "charters" / "acme-globex", root=ROOT, today=TODAY, stage="proposed", select=["no-leverage"]
    )
    assert [(finding.rule, finding.pointer) for finding in report.findings] == [("no-leverage", "/leverage")]


def test_render_gives_the_command_lines_bytes():
    cover = charter.render("acme-globex", root=ROOT, today=TODAY, view="cover")
    assert cover == (ROOT / "tests" / "renders" / "acme-globex-cover.md").read_text(encoding="utf-8")


def test_replay_gives_the_state_of_any_day_and_evaluate_its_gate(tmp_path):
    folder = story("crawl measured").write(tmp_path)
    assert charter.replay(folder, as_of=date(2025, 12, 2)).standing.agreement == "proposed"
    assert charter.replay(folder, as_of=date(2026, 2, 1)).standing.phase == "crawl"
    review = charter.evaluate(folder, today=date(2026, 3, 18))
    assert review is not None
    assert (review.phase, review.verdict) == ("crawl", "go")
    assert charter.evaluate("acme-globex", root=ROOT, today=TODAY) is None


def test_verify_proves_a_charter_or_one_subject(tmp_path):
    folder = story("half signed").write(tmp_path)
    whole = charter.verify(folder, today=date(2025, 12, 20))
    assert [problem.message for step in whole.steps for problem in step.problems] == [
        "contoso has not signed revision 1"
    ]
    assert not charter.verify(folder, today=date(2025, 12, 20), subject="r1").holds
    expected = {"northwind": frozenset({"SHA256:" + "A" * 43})}
    assert not charter.verify(story("walk").write(tmp_path / "walk"), today=date(2026, 3, 21), expected=expected).holds


def test_what_cannot_be_answered_is_raised(tmp_path):
    with pytest.raises(UnreadablePathError):
        charter.load("nobody", root=ROOT)
    (tmp_path / "charter.yaml").write_text("charter: 1\n", encoding="utf-8")
    with pytest.raises(ShapeError):
        charter.load(tmp_path, root=ROOT)


def test_only_what_is_promised_is_there():
    assert {"evaluate", "lint", "load", "render", "replay", "verify"} <= set(charter.__all__)
    with pytest.raises(AttributeError):
        charter.sign  # noqa: B018
