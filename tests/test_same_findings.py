"""One change, and the same findings on the laptop, in pre-commit, in the action and in the GitLab job, to the byte."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from gitlab import TEMPLATE, pipeline
from repositories import ROOT, git

SCRIPTS = Path(sys.executable).parent
IGNORED = "/.gitlab-ci-local/\n/charter-*/\n/.cache-of-the-test/\n"
EDITS = {
    "charters/größe/acme-globex/charter.yaml": (
        ("tier: 1\n", "tier: 1\nteir: 1\n"),
        ("end: 2027-03-19", "end: 2027-01-19"),
        ("No booking is typed twice.", '"Niemand tippt 予約 «doppelt» 🚀, %0A::error::x ##[x]."'),
    ),
    "charters/ordered-infusions/charter.yaml": (
        ("result_owner: lamna.product", "result_owner: xlamna.product"),
        ("tier: 3\n", "größe: 3\ntier: 3\n"),
    ),
}
"""What the change brings, with names and words that not every locale can write."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Three charters, one in a folder of its own, and a branch that breaks two of them."""
    folder = tmp_path_factory.mktemp("same") / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for name, place in (("acme-globex", "größe/"), ("ordered-infusions", ""), ("northwind-contoso", "")):
        shutil.copytree(ROOT / "charters" / name, folder / "charters" / f"{place}{name}")
    shutil.copy(ROOT / "program.yaml", folder)
    (folder / ".gitignore").write_text(IGNORED)
    (folder / ".gitlab-ci.yml").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks()}]}))
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "base")
    git(folder, "checkout", "--quiet", "-b", "change")
    for path, edits in EDITS.items():
        text = (folder / path).read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text, f"{old} is not in {path} any more"
            text = text.replace(old, new, 1)
        (folder / path).write_text(text, encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "change")
    return folder


def hooks():
    """Our hooks as they are published, but for what is installed: that is here already."""
    published = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return [
        {**hook, "language": "system", "args": [*hook.get("args", []), "--format", "json"], "verbose": True}
        for hook in published
        if hook["id"] in ("charter-lint", "charter-check")
    ]


def quiet(**more):
    """An environment as a build server has it: another locale, nothing of git's or ours."""
    dropped = ("GIT_", "CHARTER_", "GITHUB_", "PYTHON", "LC_", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return kept | {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C"} | more


def brought(review):
    """What a review says is new, in the order of the places."""
    told = json.loads(review.read_text(encoding="utf-8"))
    assert told["verdict"] == "stopped"
    assert not any(one["findings"]["old"] or one["findings"]["fixed"] for one in told["charters"])
    return written([finding for one in told["charters"] for finding in one["findings"]["new"]])


def written(findings):
    """The array, to the byte: order of findings and of their keys included."""
    return json.dumps(findings, indent=2)


@pytest.fixture(scope="module")
def laptop(charter, repository):
    """What `charter lint` finds."""
    done = charter("lint", "--format", "json", cwd=repository)
    assert done.returncode == 1, done.stderr
    return written(json.loads(done.stdout)["findings"])


def test_the_change_is_one_worth_comparing(laptop):
    found = json.loads(laptop)
    assert {finding["path"] for finding in found} == set(EDITS)
    assert len({finding["rule"] for finding in found}) >= 3
    assert any(finding.get("related") for finding in found)
    assert "größe" in "".join(finding["message"] for finding in found)


def test_every_verb_of_the_laptop_finds_the_same(charter, repository, laptop, tmp_path):
    check = charter("check", "--format", "json", cwd=repository)
    assert written(json.loads(check.stdout)["findings"]) == laptop
    since = charter("lint", "--base", "main", "--format", "json", cwd=repository)
    assert written(json.loads(since.stdout)["findings"]) == laptop
    charter("review", "--base", "main", "--write", f"json={tmp_path / 'review.json'}", cwd=repository)
    assert brought(tmp_path / "review.json") == laptop


@pytest.mark.parametrize("hook", ["charter-lint", "charter-check"])
def test_pre_commit_finds_the_same(repository, laptop, tmp_path, hook):
    command = shutil.which("pre-commit", path=str(SCRIPTS)) or shutil.which("pre-commit")
    if command is None:
        pytest.skip("pre-commit is not installed")
    environment = quiet(PRE_COMMIT_HOME=str(tmp_path), PRE_COMMIT_COLOR="never", PYTHONUTF8="1")
    done = subprocess.run(
        [command, "run", hook, "--from-ref", "main", "--to-ref", "change"],
        cwd=repository,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    told, _ = json.JSONDecoder().raw_decode(done.stdout, done.stdout.index("{\n"))
    assert written(told["findings"]) == laptop


def test_the_action_finds_the_same(repository, laptop, tmp_path):
    step = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"][-1]
    given = {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "RUNNER_TEMP": str(tmp_path),
        "CHARTER_PYTHON": sys.executable,
        "CHARTER_DIRECTORY": ".",
        "CHARTER_BASE": "main",
        "CHARTER_HEAD": "change",
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(command, cwd=repository, env=quiet(**given), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert brought(tmp_path / "charter-review" / "review.json") == laptop
    assert done.stdout.count("\n::") + done.stdout.startswith("::") == len(json.loads(laptop))


def test_the_gitlab_job_finds_the_same(repository, laptop, tmp_path):
    base = git(repository, "rev-parse", "main")
    given = {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    done = pipeline(repository, tmp_path, **given, LC_ALL="C")
    assert done.returncode == 1, done.stdout
    assert brought(repository / "charter-review" / "review.json") == laptop
    quality = json.loads((repository / "charter-review" / "code-quality.json").read_text())
    told = [(issue["check_name"], issue["location"]["path"]) for issue in quality]
    assert told == [(finding["rule"], finding["path"]) for finding in json.loads(laptop)]
