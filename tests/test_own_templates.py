"""The page about templates of one's own says what there is: its example works, and it names everything."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from charter.rendering.child import MEMORY, SECONDS
from charter.rendering.engine import LARGEST, _environment
from charter.rendering.sandbox import _WALL
from charter.rendering.templates import _LARGEST, _MOST
from charter.rendering.view import Cover, View

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["acme-globex", "northwind-contoso", "ordered-infusions"])
def test_the_example_works(charter, tmp_path, name):
    (source,) = re.findall(r"```jinja\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "cover.md.j2").write_text(source, encoding="utf-8")
    done = charter("render", name, "--view", "cover", "--template", tmp_path, "--root", ROOT, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    title, *_ = done.stdout.splitlines()
    assert re.fullmatch(r"# .+ \(revision \d+\)", title)
    assert done.stdout.count("\n## What ") >= 2
    assert "\n> " in done.stdout


def test_every_variable_is_named_and_no_other():
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", PAGE, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(field.name for field in fields(View))


def test_what_the_variables_hold_is_named():
    for part in fields(View):
        row = next(line for line in PAGE.splitlines() if re.match(rf"\| .*`{part.name}`.* \|", line))
        for inner in getattr(part.type, "__dataclass_fields__", {}):
            assert inner in ("head", "rows", "said") or f"`{inner}`" in row or inner in ("facts",), (part.name, inner)
    cover = next(line for line in PAGE.splitlines() if line.startswith("| `cover`"))
    assert all(f"`{part.name}`" in cover for part in fields(Cover))


def test_every_filter_and_function_is_named_and_no_other():
    environment = _environment(())
    _, _, section = PAGE.partition("## Filters\n")
    section = section.partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", section))
    assert named == {*environment.filters, *environment.globals}


def test_the_limits_are_the_real_ones():
    section = " ".join(PAGE.partition("## Limits\n")[2].split())
    for said in (
        f"{SECONDS} seconds of computing",
        f"{_WALL} seconds in all",
        f"{MEMORY >> 20} MB of memory",
        f"{LARGEST >> 20} million characters",
        f"at most {_MOST} templates",
        f"{_LARGEST >> 20} MiB",
    ):
        assert said in section


def test_help_and_readme_lead_to_the_page(charter, tmp_path):
    assert "templates/README.md" in charter("render", "--help", cwd=tmp_path).stdout
    assert "(templates/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
