"""What the README shows is what happens."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml

from charter.engine import lint_text
from charter.rules import every_rule

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
DRAFT = next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("charter: 1"))


def test_the_draft_is_the_worked_example_and_clean():
    example = (ROOT / "charters" / "acme-globex" / "charter.yaml").read_text(encoding="utf-8")
    assert yaml.load(DRAFT, yaml.BaseLoader) == yaml.load(example, yaml.BaseLoader)
    assert lint_text(DRAFT, today=date(2026, 11, 20)).findings == ()


def test_the_output_shown_is_printed(charter, tmp_path):
    shown = next(text for kind, text in BLOCKS if kind == "console" and "error goal-not-measurable" in text)
    done = charter("lint", "acme-globex", "--stage", "proposed", "--format", "text", "--root", ROOT, cwd=tmp_path)
    printed = done.stdout.replace(f"{ROOT.as_posix()}/", "")
    assert shown.partition("\n")[2].removesuffix("…\n") in printed


@pytest.mark.parametrize("command", ["gate northwind-contoso", "advance litware-tailwind", "rehearse acme-globex"])
def test_what_a_phase_takes_is_printed_as_shown(charter, tmp_path, command):
    (shown,) = (text for kind, text in BLOCKS if kind == "console" and text.startswith(f"$ charter {command}"))
    first, _, output = shown.partition("\n")
    arguments = first.removeprefix("$ charter ").split()
    done = charter(*arguments, "--root", ROOT, "--today", "2026-11-21", cwd=tmp_path, COLUMNS="100")
    printed = done.stdout + done.stderr
    assert printed.startswith(output.removesuffix("…\n"))
    assert output.endswith("…\n") or printed == output


def test_the_life_shown_was_lived():
    (shown,) = (text for kind, text in BLOCKS if kind == "console" and "evidence attest" in text)
    lived = (ROOT / "tests" / "transcripts" / "northwind-contoso-life.txt").read_text(encoding="utf-8")
    for line in shown.splitlines():
        assert f"\n{line.partition('#')[0].rstrip().removesuffix(' …')}" in lived


def test_every_hook_is_in_the_table_and_how_hooks_are_installed_is_said():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert set(re.findall(r"^\| `(charter-[a-z-]+)` \|", README, re.MULTILINE)) == {hook["id"] for hook in hooks}
    (shown,) = (text for kind, text in BLOCKS if kind == "yaml" and text.startswith("# .pre-commit-config.yaml"))
    written = (ROOT / "templates" / "repository" / "pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall("id: (.*)", shown) == re.findall("id: (.*)", written)
    assert "`pre-commit install`" in README


def test_the_workflow_that_comments_waits_for_the_one_that_reviews():
    shown = [yaml.load(text, yaml.BaseLoader) for kind, text in BLOCKS if kind == "yaml" and "\njobs:" in text]
    first, second = shown[:2]
    assert second["on"]["workflow_run"]["workflows"] == [first["name"]]
    assert "`.github/workflows/NAME.yml`" in README


def test_every_worked_example_is_named():
    named = set(re.findall(r"^\| \[`([a-z-]+)`\]\(charters/", README, re.MULTILINE))
    assert named == {path.parent.name for path in (ROOT / "charters").glob("*/charter.yaml")}


def test_every_module_has_a_floor_that_contributors_can_read():
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| floor |")[2].partition("Three laws")[0]
    named = set(re.findall(r"`charter/(\w+)(?:\.py|/)`", told))
    here = {
        path.stem for path in (ROOT / "charter").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert here - {"__init__"} <= named


def test_every_verb_shown_exists(charter, tmp_path):
    listed = set(re.findall(r"^\| `charter (\w+)", README, re.MULTILINE))
    overview = charter("--help", cwd=tmp_path).stdout
    assert listed == set(re.findall(r"^  (\w+)  +\S", overview.partition("verbs:")[2], re.MULTILINE))


def test_settings_and_comments_shown_work(charter, tmp_path):
    settings = next(text for kind, text in BLOCKS if kind == "toml")
    assert set(tomllib.loads(settings)["severity"]) | set(tomllib.loads(settings)["ignore"]) <= set(every_rule())
    folder = tmp_path / "charters" / "acme-globex"
    folder.mkdir(parents=True)
    (tmp_path / "charter.toml").write_text(settings, encoding="utf-8")
    (folder / "charter.yaml").write_text(DRAFT, encoding="utf-8")
    assert charter("lint", cwd=tmp_path).returncode == 0
