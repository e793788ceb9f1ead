"""The template for GitLab, its jobs run by a real runner in real repositories."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from gitlab import ROOT, TEMPLATE, needed, pipeline
from repositories import Repository, git
from stories import story

from charter import __version__

MERGE_REQUEST = {"CI_PIPELINE_SOURCE": "merge_request_event"}
OWN = 'variables: {CHARTER_DOCUMENTS: "true"}\n'
"""What a company says differently in its own file."""
SHADOW = "raise SystemExit('the repository ran its own code')\n"


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """The main branch with the pipeline, a branch with evidence, and one that takes a decision back."""
    needed()
    made = Repository(tmp_path_factory.mktemp("gitlab") / "repository")
    files = {
        ".gitlab-ci.yml": (ROOT / "templates/repository/gitlab-ci.yml").read_text() + OWN,
        ".gitlab/charter.gitlab-ci.yml": TEMPLATE.read_text(encoding="utf-8").replace("@version@", __version__),
        ".gitignore": "/.gitlab-ci-local/\n/charter-*/\n/charter-status.json\n/public/\n",
    }
    made.commit("main", story("walk"), **files)
    made.commit("measured", story("walk measured"))
    evil = story("walk").copy()
    evil.delete("decisions/0003.yaml")
    evil.edit("charter.yaml", "title: Northwind × Contoso", "title: '\\e[0Ksection_start:1:x ##[x] @all' #")
    made.commit("hostile", evil, **dict.fromkeys(("json.py", "charter.py", "venv.py", "pip.py"), SHADOW))
    git(made.folder, "checkout", "--quiet", "main")
    return made


@pytest.fixture
def run(repository, tmp_path):
    """`run(branch, **variables)`: its pipeline, and then the main branch again."""

    def started(branch, **variables):
        git(repository.folder, "checkout", "--quiet", branch)
        try:
            return pipeline(repository.folder, tmp_path, **variables)
        finally:
            git(repository.folder, "checkout", "--quiet", "main")

    yield started
    for left in ("charter-review", "charter-check", "public"):
        shutil.rmtree(repository.folder / left, ignore_errors=True)


def base(repository):
    return git(repository.folder, "rev-parse", "main")


def jobs(done):
    return set(re.findall(r"^(charter \w+|pages) +starting shell", done.stdout + done.stderr, re.MULTILINE))


def test_the_template_is_one_that_gitlab_accepts():
    checker = shutil.which("check-jsonschema", path=str(Path(sys.executable).parent)) or "check-jsonschema"
    command = [checker, "--builtin-schema", "vendor.gitlab-ci", TEMPLATE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_merge_request_that_nothing_stops_passes_and_has_its_documents(run, repository):
    tip = {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": base(repository), "CI_MERGE_REQUEST_DIFF_BASE_SHA": "1" * 40}
    done = run("measured", **MERGE_REQUEST, **tip)
    assert done.returncode == 0, done.stdout
    assert jobs(done) == {"charter review"}
    assert "nothing stands against this change" in done.stdout
    out = repository.folder / "charter-review"
    assert json.loads((out / "review.json").read_text())["verdict"] == "free"
    assert (out / "review.md").read_text(encoding="utf-8").startswith("# ✅ ")
    assert (out / "northwind-contoso.pdf").read_bytes().startswith(b"%PDF-")
    assert (out / "northwind-contoso.html").read_text(encoding="utf-8").lower().startswith("<!doctype html")
    assert ElementTree.parse(out / "junit.xml").getroot().get("failures") == "0"


def test_a_hostile_merge_request_is_red_and_its_reports_are_gitlabs(run, repository):
    done = run("hostile", **MERGE_REQUEST, CI_MERGE_REQUEST_DIFF_BASE_SHA=base(repository))
    assert done.returncode == 1
    assert "its own code" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout
    assert "history-rewritten" in done.stdout
    out = repository.folder / "charter-review"
    quality = json.loads((out / "code-quality.json").read_text())
    assert quality
    assert len({issue["fingerprint"] for issue in quality}) == len(quality)
    for issue in quality:  # the fields of GitLab's documentation of the report
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= issue.keys()
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert re.fullmatch(r"[0-9a-f]{32,64}", issue["fingerprint"])
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert isinstance(issue["location"]["lines"]["begin"], int)
    suite = ElementTree.parse(out / "junit.xml").getroot()
    failed = [case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None]
    brought = [
        found
        for one in json.loads((out / "review.json").read_text())["charters"]
        for found in one["findings"]["new"]
        if found["severity"] != "info"
    ]
    assert len(failed) == len(brought) > 0


def test_a_base_that_is_not_there_is_red_and_says_what_to_fetch(run):
    done = run("measured", **MERGE_REQUEST, CI_MERGE_REQUEST_DIFF_BASE_SHA="1" * 40)
    assert done.returncode == 1
    assert "FAIL 2" in done.stdout + done.stderr
    assert "git fetch" in done.stdout


def test_the_default_branch_is_checked_and_what_a_push_took_back_is_red(run, repository):
    before = git(repository.folder, "rev-parse", "measured")
    done = run("main", CI_PIPELINE_SOURCE="push", CI_COMMIT_BEFORE_SHA=before, CHARTER_PAGES="true")
    assert done.returncode == 1
    assert "history-rewritten" in done.stdout
    assert json.loads((repository.folder / "charter-check" / "code-quality.json").read_text()) == []

    new = run("main", CI_PIPELINE_SOURCE="push", CI_COMMIT_BEFORE_SHA="0" * 40, CHARTER_PAGES="true")
    assert new.returncode == 0, new.stdout
    assert jobs(new) == {"charter check", "pages"}
    pages = repository.folder / "public"
    assert '<a href="northwind-contoso.html">northwind-contoso</a>' in (pages / "index.html").read_text()
    assert (pages / "northwind-contoso.pdf").read_bytes().startswith(b"%PDF-")


def test_a_schedule_is_red_while_something_is_late(run):
    done = run("hostile", CI_PIPELINE_SOURCE="schedule")  # its record does not hold
    assert done.returncode == 1
    assert jobs(done) == {"charter reminders"}
    assert "northwind-contoso: its record does not hold" in done.stdout
    late = run("measured", CI_PIPELINE_SOURCE="schedule")
    assert late.returncode == 1
    assert re.search(r"northwind-contoso: late 2026-\d\d-\d\d ", late.stdout)


def test_installing_takes_no_module_of_the_repository(run, monkeypatch, repository):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    done = run("hostile", **MERGE_REQUEST, CI_MERGE_REQUEST_DIFF_BASE_SHA=base(repository), charter="no-such-thing==1")
    assert done.returncode == 1
    assert "its own code" not in done.stdout + done.stderr
    assert "No matching distribution" in done.stdout + done.stderr  # there is no index here: it came as far as that
