"""The diagram says what the step table says, and of one charter what its terms allow."""

import re
from pathlib import Path

import pytest

from charter.lifecycle.steps import STATES, TABLE
from charter.outlook.diagram import diagram, diagram_of
from charter.rendering import terms

REPOSITORY = Path(__file__).parents[1]
CHARTERS = sorted((REPOSITORY / "charters").glob("*/charter.yaml"))
REAL = sorted(path for path in (REPOSITORY / "tests/reconstructions").glob("*.yaml") if path.stem != "expected")
EDGE = re.compile(r"^  (\w+) --> (\w+): (.*)$", re.MULTILINE)


def edges(text: str) -> set[tuple[str, str, str]]:
    plain = re.sub(r" \([^)]*\)", "", text)
    return {
        (step, source.replace("_", "-"), target.replace("_", "-"))
        for source, target, steps in EDGE.findall(plain)
        for step in steps.split(", ")
    } - {("all have signed", "proposed", "signed")}


def of(text: str) -> str:
    return diagram_of(terms("charter.yaml", text.encode(), {}).charter)


def test_the_whole_diagram_is_the_step_table() -> None:
    assert edges(diagram()) == {(row.step, row.source, row.target) for row in TABLE}
    assert re.findall(r'state "([^"]+)" as', diagram()) == list(STATES)


@pytest.mark.parametrize("path", [*CHARTERS, *REAL], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_charter_allows_no_step_that_the_table_has_not(path: Path) -> None:
    shown = of(path.read_text(encoding="utf-8"))
    assert edges(shown) <= edges(diagram())
    named = set(re.findall(r"^  (\w+) -->|--> (\w+)", shown, re.MULTILINE))
    assert {name for pair in named for name in pair if name} <= set(re.findall(r" as (\w+)$", shown, re.MULTILINE))


def test_the_terms_decide_what_is_left() -> None:
    text = (REPOSITORY / "charters/northwind-contoso/charter.yaml").read_text(encoding="utf-8")
    shown = of(text)
    assert "walk --> crawl: restart (2 crawls at most)" in shown
    assert "crawl --> crawl: extend (4 weeks, once), amend, continue" in shown
    assert '"crawl<br>2026-01-12 – 2026-03-06<br>decide by 2026-03-20" as crawl' in shown
    assert ("go", "crawl", "run") not in edges(shown) and ("start", "signed", "walk") not in edges(shown)
    assert ("restart", "crawl", "crawl") not in edges(shown)
    ended = edges(of(text.replace("no_go: restart-crawl", "no_go: end").replace("attempts", "attempts")))
    assert edges(shown) - ended == {("restart", "walk", "crawl")}
    once = edges(of(text.replace("no_go: restart-crawl", "no_go: restart-crawl\n      attempts: 1")))
    assert once == ended


def test_a_charter_without_phases_ends_where_it_is_signed() -> None:
    shown = edges(of("charter: 1\nid: a-b\nrevision: 1\ntitle: T\nparties: {a: {name: A}, b: {name: B}}\n"))
    assert {source for _, source, _ in shown} == {"draft", "proposed", "signed", "winding-down"}


def test_the_command(charter, tmp_path: Path) -> None:
    assert charter("graph", cwd=tmp_path).stdout == diagram()
    done = charter("graph", "acme-globex", "--root", REPOSITORY, cwd=tmp_path)
    assert done.returncode == 0 and "walk" not in done.stdout
    assert charter("graph", "nobody", "--root", REPOSITORY, cwd=tmp_path).returncode == 2
