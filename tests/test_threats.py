"""Every row of the table of threats has tests, and every test that it names is there; nothing is run a second time."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
TOLD = yaml.safe_load((HERE / "threats.yaml").read_text(encoding="utf-8"))
ROWS = {one["row"]: one for one in TOLD["threats"]}
PAGE = HERE / "conformance" / "THREATS.md"
CASES = sorted(place.name for place in (HERE / "conformance" / "cases").iterdir())


def test_the_rows_are_all_there_in_order():
    assert [one["row"] for one in TOLD["threats"]] == list(range(1, 39))
    assert all(set(one) <= {"row", "threat", "by", "defence", "tests", "left"} for one in TOLD["threats"])
    assert all(set(one["by"]) <= set(TOLD["actors"]) for one in TOLD["threats"])


@cache
def functions(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@cache
def told(path):
    """The names of the attacks or cases in a file of data."""
    found = yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)
    return {one.get("attack") or one.get("case") for one in found.get("attacks") or found.get("cases")}


def there(named):
    """Whether a test of this name exists."""
    if named.startswith("cases/"):
        return any(name.startswith(named.removeprefix("cases/")) for name in CASES)
    path, _, name = named.partition("::")
    if not (ROOT / path).is_file():
        return False
    if path == ".ci/run":
        return name in (ROOT / path).read_text(encoding="utf-8")
    known = functions(path) if path.endswith(".py") else told(path)
    return name in known or (name == "*" and bool(known))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_tests_and_they_exist(row):
    assert ROWS[row]["tests"]
    assert [named for named in ROWS[row]["tests"] if not there(named)] == []


def test_what_is_not_there_would_be_seen():
    assert not there("tests/test_threats.py::test_that_nobody_wrote")
    assert not there("tests/test_nothing.py::test_a")
    assert not there("tests/attacks/terms.yaml::be honest")
    assert not there("cases/no-such")
    assert not there(".ci/run::no such words")


def test_every_area_of_the_conformance_cases_is_named():
    named = [one.removeprefix("cases/") for row in ROWS.values() for one in row["tests"] if one.startswith("cases/")]
    areas = {name.partition("-")[0] for name in CASES} - {"honest", "evidence"}
    assert areas <= {one.partition("-")[0] for one in named}


def page():
    """The table as people read it."""
    rows = []
    for one in TOLD["threats"]:
        left = f" *What is left:* {one['left']}" if "left" in one else ""
        tests = "<br>".join(f"`{name}`" for name in one["tests"])
        rows.append(
            f"| {one['row']} | {one['threat']} ({', '.join(one['by'])}) | {one['defence'].strip()}{left} | {tests} |"
        )
    return "\n".join((
        "# Threats",
        "",
        "Two companies that do not fully trust each other share a repository. Who may attack, how, what `charter` does",
        "about it, and the tests that prove it. Written from [`threats.yaml`](../threats.yaml); a test fails if one of these",
        "tests is not there. `cases/…` are [conformance cases](README.md) whose names begin so.",
        "",
        *(f"- **{name}**: {who}" for name, who in TOLD["actors"].items()),
        "",
        "Out of scope:",
        "",
        *(f"- {one}" for one in TOLD["out_of_scope"]),
        "",
        "| | threat | what charter does | tests |",
        "| --- | --- | --- | --- |",
        *rows,
        "",
    ))  # fmt: skip


def test_the_page_says_what_the_table_says(request):
    if request.config.getoption("--accept"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "pytest tests/test_threats.py --accept writes it anew"


def test_the_readme_leads_to_it():
    assert re.search(r"\]\(tests/conformance/THREATS\.md\)", (ROOT / "README.md").read_text(encoding="utf-8"))
