"""What the README shows is what happens."""

import re
import tomllib
from datetime import date
from pathlib import Path

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
