"""What a change does to what is checked: settings, guards, and the places that know the names of charters."""

import json
import subprocess

import pytest
import yaml
from repositories import ROOT, Repository, git
from stories import story

TODAY = "2026-06-30"
BROKEN = 'ignore = ["nope"\n'


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    made = Repository(tmp_path_factory.mktemp("policy") / "repository")
    git(made.folder, "branch", "start", "main")
    return made


@pytest.fixture
def review(charter, repository):
    """`review({path: text}, …)`: a change of these files; of several, each upon the one before, the last one."""

    def run(*changes, form="text", told=None):
        tips = ["start", *(f"step{number}" for number in range(len(changes)))]
        for since, tip, files in zip(tips, tips[1:], changes, strict=False):
            repository.commit(tip, told if told and tip == tips[-1] else story("walk"), since=since, **files)
        asked = ("--base", tips[-2], "--head", tips[-1], "--today", TODAY, "--format", form)
        return charter("review", *asked, cwd=repository.folder, COLUMNS="200")

    return run


@pytest.mark.parametrize(
    ("path", "text", "said", "place", "rule"),
    [
        ("charter.toml", BROKEN, "charter.toml is not TOML: Unclosed array", (1, 1), "schema-violation"),
        ("charter.toml", "a = 1\nb = = 2\n", "charter.toml is not TOML: Invalid value", (2, 5), "schema-violation"),
        ("charter.toml", '[severity]\nfoo = "bar"\n', "the severity of foo is 'bar'", (2, 1), "schema-violation"),
        ("charter.toml", 'fail-on = "none"\n', "fail-on is 'none'", (1, 1), "schema-violation"),
        ("charter.toml", "# x\nignroe = []\n", '"ignroe" is not a setting', (2, 1), "unknown-key"),
        ("charter.toml", "a = " + "[" * 9000, "charter.toml is nested too deeply", (1, 1), "schema-violation"),
        ("charter.toml", "a = " + "1" * 9000, "charter.toml is not TOML", (1, 1), "schema-violation"),
        ("pyproject.toml", "[tool.charter]\nignore = 3\n", "ignore is not a list", (2, 1), "schema-violation"),
        ("pyproject.toml", "tool = 3\n", "tool is not a table", (1, 1), "schema-violation"),
    ],
)
def test_settings_that_cannot_be_used_stop_the_change_that_brings_them(review, path, text, said, place, rule):
    done = review({path: text}, form="json")
    assert (done.returncode, done.stderr) == (1, "")
    (found,) = json.loads(done.stdout)["program"]["new"]
    assert said in found["message"]
    assert found["help"]
    assert (found["path"], found["rule"], found["severity"]) == (path, rule, "error")
    assert tuple(found["start"].values()) == place
    assert "/tmp" not in done.stdout


def test_settings_of_the_base_that_cannot_be_used_leave_the_next_change_judged_without_them(review):
    done = review({"charter.toml": BROKEN}, {"notes.md": "x\n"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "charter.toml of the base cannot be used: it is not TOML: Unclosed array" in done.stdout
    assert "charter-review-" not in done.stdout
    hostile = story("walk").copy()
    hostile.edit("charter.yaml", "hours: 24x7", "hours: 9 to 5")
    stopped = review({"charter.toml": BROKEN}, {"notes.md": "x\n"}, told=hostile)
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert "signed-terms-changed" in stopped.stdout
    mended = review({"charter.toml": BROKEN}, {"charter.toml": "ignore = []\n"})
    assert mended.returncode == 0, mended.stdout + mended.stderr


def test_the_pages_of_the_pipeline_take_every_id_of_a_charter(tmp_path):
    job = yaml.safe_load((ROOT / "templates/gitlab/charter.gitlab-ci.yml").read_text())["pages"]["script"]
    for name in ("acme_globex", "acme-globex2", "Acme globex"):
        (tmp_path / "charters" / name).mkdir(parents=True)
    script = "charter() { :; }\n" + "\n".join(job)
    subprocess.run(
        ["sh", "-ec", script], cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "CHARTER_DIRECTORY": "."}, check=True
    )
    page = (tmp_path / "public" / "index.html").read_text()
    assert "acme_globex.html" in page
    assert "acme-globex2.html" in page
    assert "Acme" not in page


GUARD = ".github/workflows/charter.yml"
TRUSTED = "have somebody you trust look at it: from then on it decides what others are asked"


@pytest.mark.parametrize("path", [GUARD, ".pre-commit-config.yaml", ".gitattributes", "CODEOWNERS"])
def test_a_guard_that_is_replaced_is_the_first_thing_that_is_said(review, path):
    done = review({path: "x: 1\n"}, {path: 'run: "true"\n'}, form="markdown")
    assert (done.returncode, done.stderr) == (0, "")
    first, rest = done.stdout.split("\n\n")[:2]
    assert first.replace("\\", "") == f"# ⚠ This change alters what is checked: {path}"
    assert rest == f"- {TRUSTED.capitalize()}"
    assert review({path: "x: 1\n"}, {path: 'run: "true"\n'}).stdout.splitlines()[:2] == [
        f"this change alters what is checked: {path}",
        f"  {TRUSTED}",
    ]


def test_a_guard_that_is_deleted_is_said_too(review, repository, charter):
    review({GUARD: "on: push\n"})
    asked = ("--base", "HEAD", "--head", "start", "--as-is", "--today", TODAY)
    done = charter("review", *asked, cwd=repository.folder, COLUMNS="200")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == f"this change alters what is checked: {GUARD}"


def test_a_guard_that_changes_with_a_draft_is_said_in_the_first_line(review, repository, charter):
    repository.commit("beside", story("draft"), since="start")
    repository.commit("drafted", story("draft"), since="beside", **{GUARD: "on: push\n"})
    told = story("draft").copy()
    told.edit("charter.yaml", "hours: 24x7", "hours: 9 to 17")
    repository.commit("both", told, since="beside", **{GUARD: "on: push\n"})
    asked = ("--base", "beside", "--head", "both", "--today", "2025-11-20", "--format", "markdown")
    done = charter("review", *asked, cwd=repository.folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == (
        f"# ⚠ Nothing stands against this change; it alters what is checked: {GUARD}"
    )


@pytest.mark.parametrize("path", [".github/ISSUE_TEMPLATE/bug.yml", ".github/FUNDING.yml", "docs/charter.toml.md"])
def test_what_decides_nothing_is_no_warning(review, path):
    said = review({path: "x: 1\n"}).stdout.splitlines()[0]
    assert said == "this change touches no charter: there is nothing to check"


def test_other_tools_parts_of_a_shared_file_do_not_count(review):
    text = '[tool.charter]\nfail-on = "warning"\n'
    same = review({"pyproject.toml": text}, {"pyproject.toml": f"{text}[tool.ruff]\nline-length = 9\n"})
    assert same.stdout.splitlines()[0] == "this change touches no charter: there is nothing to check"
    less = review({"pyproject.toml": text}, {"pyproject.toml": "[tool.ruff]\nline-length = 9\n"})
    assert less.stdout.splitlines()[0] == "this change alters what is checked: pyproject.toml"
    assert "weaker: fail-on: error instead of warning" in less.stdout


OLD = """\
ignore = ["no-baseline"]
fail-on = "warning"
[severity]
goal-not-measurable = "error"
open-point = "off"
[per-path."charters/legacy-*"]
no-customer-friction = "info"
"""
NEW = """\
ignore = ["unbalanced-exchange"]
fail-on = "error"
[severity]
roster-unapproved = "off"
goal-not-measurable = "warning"
[per-path."charters/legacy-*"]
no-customer-friction = "off"
[per-path."charters/new-*"]
open-point = "error"
"""


def test_settings_are_told_by_what_gets_weaker_and_what_stricter(review):
    done = review({"charter.toml": OLD}, {"charter.toml": NEW}, form="json")
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["sentence"] == "this change alters what is checked: charter.toml"
    assert said["altered"] == {
        "paths": ["charter.toml"],
        "weaker": [
            "fail-on: error instead of warning",
            "unbalanced-exchange will be ignored",
            "roster-unapproved will be off, which silences nothing that the replay of a record finds",
            "goal-not-measurable will be a warning instead of an error",
            "no-customer-friction will be off for charters/legacy-*",
        ],
        "stricter": [
            "no-baseline will not be ignored any more",
            "open-point will be an error instead of off for charters/new-*",
            "open-point will be an error instead of off",
        ],
    }
    page = review({"charter.toml": OLD}, {"charter.toml": NEW}, form="markdown").stdout.replace("\\", "")
    assert "- Weaker: unbalanced-exchange will be ignored\n" in page
    assert "- Stricter: no-baseline will not be ignored any more\n" in page
    back = json.loads(review({"charter.toml": NEW}, {"charter.toml": OLD}, form="json").stdout)["altered"]
    assert "fail-on: warning instead of error" in back["stricter"]
    assert "no-baseline will be ignored" in back["weaker"]


def test_what_a_selection_leaves_out_is_weaker(review):
    chosen = {"charter.toml": 'select = ["no-baseline", "open-point"]\n'}
    fewer = {"charter.toml": 'select = ["open-point"]\n'}
    assert "weaker: only what is selected will be asked: no-baseline, open-point" in review(chosen).stdout
    assert "weaker: no-baseline will not be selected any more" in review(chosen, fewer).stdout
    assert "stricter: every rule will be asked, whatever was selected" in review(fewer, {"charter.toml": "\n"}).stdout


def test_names_in_settings_let_nothing_act(review):
    evil = 'ignore = ["<img src=x>", "@all \\u001b[31m", "' + "x" * 5000 + '"]\n'
    done = review({"charter.toml": evil})
    assert "\x1b" not in done.stdout
    assert "x" * 200 not in done.stdout
    page = review({"charter.toml": evil}, form="markdown").stdout
    assert "<img" not in page
    assert "\x1b" not in page


def test_a_program_that_changes_is_said_in_the_first_line(review):
    text = (ROOT / "program.yaml").read_text(encoding="utf-8")
    done = review({"program.yaml": f"{text}# a remark\n"})
    assert done.stdout.splitlines()[0].endswith("this change alters what is checked: program.yaml")


def test_a_second_record_of_an_id_with_an_underscore_is_seen(charter, tmp_path):
    made = Repository(tmp_path / "repository")
    one = "charter: 1\nid: acme_globex\nrevision: 1\ntitle: T\nparties:\n  acme: {name: A}\n  globex: {name: G}\n"
    made.commit("first", story("walk"), **{"charters/acme_globex/charter.yaml": one})
    made.commit("second", story("walk"), since="first", **{"charters/other/charter.yaml": one})
    asked = ("--base", "first", "--head", "second", "--today", TODAY)
    said = charter("review", *asked, cwd=made.folder, COLUMNS="200").stdout
    assert "two records of one charter" in said
