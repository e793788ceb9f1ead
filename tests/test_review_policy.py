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
