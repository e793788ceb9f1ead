"""The actions for GitHub, run as a runner runs them: their own steps, in bash, against real repositories and a host.

The runner here is small: it evaluates no expression, so every test says what the environment of a step would be.
"""

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import cmarkgfm
import pytest
import yaml
from repositories import PATH, ROOT, Repository, git
from stories import fixture_story, story

ACTIONS = {
    "review": ROOT / "action.yml",
    **{name: ROOT / f".github/action/{name}/action.yml" for name in ("comment", "gate", "remind")},
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    made = Repository(tmp_path_factory.mktemp("action") / "repository")
    made.commit("measured", story("walk measured"))
    evil = story("walk").copy()
    evil.delete("decisions/0003.yaml")
    evil.edit("charter.yaml", "title: Northwind × Contoso", "title: '::error::x ##[add-mask]y @all' #")
    shadow = "raise SystemExit('the repository ran its own code')\n"
    made.commit(
        "hostile", evil, **dict.fromkeys(("charter/__init__.py", "json.py", "charter.py", "venv.py", "pip.py"), shadow)
    )
    git(made.folder, "checkout", "--quiet", "main")
    return made


@pytest.fixture
def run(tmp_path, repository):
    """`run(action, step, cwd, VARIABLE=…)`: one step of an action; what it printed, its outputs and its summary."""

    def step(action, cwd=None, **environment):
        steps = yaml.safe_load(ACTIONS[action].read_text(encoding="utf-8"))["runs"]["steps"]
        files = {name: tmp_path / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        quiet = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "CHARTER_", "GITHUB_", "PYTHON"))
        }
        given = {
            "GITHUB_ACTION_PATH": str(ACTIONS[action].parent),
            "RUNNER_TEMP": str(tmp_path),
            "CHARTER_PYTHON": sys.executable,
            "CHARTER_DIRECTORY": ".",
            **{name: str(file) for name, file in files.items()},
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", steps[-1]["run"]]
        done = subprocess.run(
            command,
            cwd=cwd or repository.folder,
            env=quiet | given | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        outputs = dict(line.partition("=")[::2] for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        return done, outputs, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")

    return step


@pytest.mark.parametrize("path", ACTIONS.values(), ids=ACTIONS)
def test_no_expression_stands_in_a_script_and_nothing_of_others_is_used(path):
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["runs"]["steps"]
    assert all("${{" not in step["run"] and "uses" not in step for step in steps)


def test_what_is_installed_is_named_by_its_digest():
    text = (ROOT / ".github/action/requirements.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9-]+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    wanted = set(
        re.findall(
            r'^    "([a-z0-9-]+)(?:\[[a-z,]+\])?[>=]',
            (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("cjk =")[0],
            re.MULTILINE | re.IGNORECASE,
        )
    )
    assert len(packages) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    assert {name.lower() for name in wanted} - {"hatchling"} <= {name for name, _ in packages}


def test_evidence_passes_and_the_documents_are_made(run, repository):
    done, outputs, summary = run("review", CHARTER_BASE="main", CHARTER_HEAD="measured", CHARTER_DOCUMENTS="true")
    assert done.returncode == 0, done.stderr
    assert outputs.keys() == {"verdict", "folder", "documents"}
    assert outputs["verdict"] == "free"
    assert outputs["documents"] == outputs["folder"] + "/documents"
    assert summary.startswith("# ✅ ")
    folder = Path(outputs["folder"])
    assert json.loads((folder / "review.json").read_text())["verdict"] == "free"
    assert (folder / "documents" / "northwind-contoso.pdf").read_bytes().startswith(b"%PDF-")
    assert (
        (folder / "documents" / "northwind-contoso.html")
        .read_text(encoding="utf-8")
        .lower()
        .startswith("<!doctype html")
    )


def test_a_hostile_change_is_stopped_runs_nothing_and_commands_nothing(run, repository):
    git(repository.folder, "checkout", "--quiet", "hostile")
    done, outputs, summary = run("review", CHARTER_BASE="main", CHARTER_HEAD="hostile", CHARTER_DOCUMENTS="true")
    git(repository.folder, "checkout", "--quiet", "main")
    assert (done.returncode, outputs["verdict"]) == (1, "stopped")
    assert "its own code" not in done.stdout + done.stderr
    assert summary.startswith("# ❌ ")
    commands = [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
    assert all(re.match(r"::(error|warning|notice) (file=charters/|title=charter::)", line) for line in commands)
    assert "##[" not in done.stdout
    for level in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{level} ") for line in commands) <= 10


def test_documents_are_made_of_plain_files_alone(run, repository):
    git(repository.folder, "checkout", "--quiet", "-B", "linked", "main")
    secret = repository.folder.parent / "secret.yaml"
    shutil.copy(repository.folder / PATH / "charter.yaml", secret)
    told = repository.folder / PATH / "charter.yaml"
    told.unlink()
    told.symlink_to(secret)
    git(repository.folder, "commit", "--quiet", "--all", "--message", "linked")
    done, outputs, _ = run("review", CHARTER_BASE="main", CHARTER_HEAD="linked", CHARTER_DOCUMENTS="true")
    git(repository.folder, "checkout", "--quiet", "main")
    assert (done.returncode, outputs["verdict"]) == (1, "stopped")
    assert not list(Path(outputs["folder"]).rglob("*.pdf"))


def test_the_report_for_code_scanning_is_named_where_it_can_be_uploaded(run, repository):
    asked = {"CHARTER_BASE": "main", "CHARTER_HEAD": "measured", "CHARTER_SARIF": "true"}
    done, outputs, _ = run("review", **asked, CHARTER_FORK="false")
    assert done.returncode == 0
    assert json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    fork, outputs, summary = run("review", **asked, CHARTER_FORK="true")
    assert fork.returncode == 0
    assert "sarif" not in outputs
    assert "::notice title=charter::the SARIF report of a change from a fork cannot be uploaded" in fork.stdout
    assert summary.startswith("# ✅ ")


def test_installing_takes_no_module_of_the_repository(repository, tmp_path):
    git(repository.folder, "checkout", "--quiet", "hostile")
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    environment = quiet | {"RUNNER_TEMP": str(tmp_path), "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    command = ["bash", str(ROOT / ".github/action/install")]
    done = subprocess.run(command, cwd=repository.folder, env=environment, capture_output=True, text=True, check=False)
    git(repository.folder, "checkout", "--quiet", "main")
    assert (tmp_path / "charter" / "bin" / "python").exists()
    assert "its own code" not in done.stdout + done.stderr
    assert "No matching distribution" in done.stdout + done.stderr  # there is no index here: it came as far as that


def test_a_directory_that_is_a_link_is_refused(run, repository, tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "sub").symlink_to(repository.folder)
    done, _, _ = run("review", tmp_path / "work", CHARTER_BASE="main", CHARTER_HEAD="main", CHARTER_DIRECTORY="sub")
    assert done.returncode == 2
    assert "the directory is a link" in done.stdout


@pytest.mark.parametrize("base", ["", "0" * 40])
def test_without_a_base_everything_is_checked(run, base):
    done, outputs, summary = run("review", CHARTER_BASE=base, CHARTER_HEAD="HEAD", CHARTER_SARIF="true")
    assert Path(outputs["sarif"]).is_file()
    assert "no base to hold this against: everything is checked" in done.stdout
    assert outputs["verdict"] in ("free", "stopped")
    assert summary.startswith("# charter lint")


def test_a_base_that_is_not_there_fails_and_says_what_to_fetch(run):
    done, outputs, summary = run("review", CHARTER_BASE="1" * 40, CHARTER_HEAD="HEAD")
    assert (done.returncode, outputs["verdict"]) == (2, "failed")
    assert summary.startswith("# ❌ The review of this change could not be made")
    assert "git fetch" in done.stderr


# the host


class Host(http.server.BaseHTTPRequestHandler):
    """The few addresses of GitHub's API that the actions use; every write is kept in `server.sent`."""

    def do_GET(self):
        path, _, query = self.path.removeprefix("/repos/us/them/").partition("?")
        found = self.server.known.get(path, [])
        if path.endswith("/pulls"):
            found = []  # so it is on the host for a commit of a fork
        if "page=2" in query or len(found) < 2:
            self._answer(found[-1:] if "page=2" in query else found)
        else:
            self._answer(found[:-1], Link=f'<{self.server.url}/repos/us/them/{path}?page=2>; rel="next"')

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"] == "Bearer secret"
        self.server.sent.append((self.command, self.path.removeprefix("/repos/us/them/"), body))
        self._answer({})

    do_PATCH = do_POST

    def _answer(self, data, **headers):
        raw = json.dumps(data).encode()
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def host():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.url, server.known, server.sent = f"http://127.0.0.1:{server.server_port}", {}, []
    server.environment = {
        "GITHUB_API_URL": server.url,
        "GITHUB_SERVER_URL": server.url,
        "GITHUB_REPOSITORY": "us/them",
        "GITHUB_TOKEN": "secret",
    }
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_comment_is_written_once_then_renewed_and_a_forged_mark_is_not_ours(run, host, repository, tmp_path):
    trusted = tmp_path / "trusted"
    git(tmp_path, "clone", "--quiet", "--branch=main", "--single-branch", f"file://{repository.folder}", trusted)
    head, base = (git(repository.folder, "rev-parse", name) for name in ("measured", "main"))
    git(repository.folder, "update-ref", "refs/pull/7/head", head)
    host.known["pulls"] = [  # as the host lists them, wherever their commits lie: one page each here
        {"number": 6, "state": "open", "head": {"sha": base}, "base": {"sha": base, "ref": "main"}},
        {"number": 7, "state": "open", "head": {"sha": head}, "base": {"sha": base, "ref": "main"}},
    ]
    gone = {"id": 0, "user": None, "body": "<!-- charter review -->"}
    forged = {"id": 1, "user": {"login": "eve"}, "body": "<!-- charter review -->\nall is well"}
    host.known["issues/7/comments"] = [gone, forged]
    done, _, _ = run("comment", trusted, CHARTER_HEAD=head, **host.environment)
    assert done.returncode == 0, done.stderr
    ((method, path, body),) = host.sent
    assert (method, path) == ("POST", "issues/7/comments")
    assert body["body"].startswith("<!-- charter review -->\n# ✅ Nothing stands against this change")

    ours = {"id": 2, "user": {"login": "github-actions[bot]"}, "body": body["body"]}
    host.known["issues/7/comments"] = [forged, ours]
    run("comment", trusted, CHARTER_HEAD=head, **host.environment)
    assert [(method, path) for method, path, _ in host.sent[1:]] == [("PATCH", "issues/comments/2")]
    assert "secret" not in done.stdout + done.stderr


@pytest.fixture
def late(tmp_path):
    """A charter with two deliverables that are late, one of them in words that would bite."""
    words = "what: '@all ![x](http://x.example) <!-- '"
    edit = {"edit": "charter.yaml", "old": "what: Joint installation runbook", "new": words}
    fixture_story({"story": "crawl", "before": [edit]}).write(tmp_path)
    return tmp_path


def issues(host, first=1, login="github-actions[bot]"):
    """What the host has after the issues that it was sent."""
    sent = [body for method, path, body in host.sent if (method, path) == ("POST", "issues")]
    return [{"number": n, "state": "open", "user": {"login": login}, **body} for n, body in enumerate(sent, first)]


def test_an_issue_is_opened_once_and_its_words_stay_words(run, host, late):
    done, _, _ = run("remind", late, **host.environment, CHARTER_DAYS="7")
    assert done.returncode == 0, done.stderr
    titles = [body["title"] for _, _, body in host.sent]
    assert "northwind-contoso: deliverable late, 2026-02-06" in titles
    assert len(set(titles)) == len(titles)
    assert all(re.fullmatch(r"northwind-contoso: [a-z-]+ (late|due)(, \d{4}-\d\d-\d\d)?", title) for title in titles)
    told = "".join(cmarkgfm.github_flavored_markdown_to_html(body["body"]) for _, _, body in host.sent)
    assert "<img" not in told
    assert "<a " not in told
    assert "<code>@all</code>" in told

    count = len(host.sent)
    host.known["issues"] = issues(host, login="eve")  # whoever else writes our mark keeps nothing from being opened
    forged, _, _ = run("remind", late, **host.environment, CHARTER_DAYS="7")
    assert forged.stdout == f"opened {count} issues, renewed 0, closed 0\n"
    del host.sent[count:]
    host.known["issues"] = issues(host)
    again, _, _ = run("remind", late, **host.environment, CHARTER_DAYS="7")
    assert again.stdout == "opened 0 issues, renewed 0, closed 0\n"
    assert len(host.sent) == count


def test_an_issue_is_renewed_and_closed_when_it_is_done(run, host, late):
    run("remind", late, **host.environment, CHARTER_DAYS="7")
    held, *rest = issues(host)
    held["title"] = held["title"].replace(" late", " due")
    digests = rest[0]["body"].split()[3:5]
    over = rest[0] | {"number": 50, "body": rest[0]["body"].replace(digests[1], "0" * 16)}
    by_hand = {**over, "number": 51, "state": "closed", "body": over["body"].replace("0" * 16, "1" * 16)}
    pull = {**over, "number": 52, "pull_request": {}, "body": over["body"].replace("0" * 16, "2" * 16)}
    rest[0]["state"] = "closed"  # by a person: it stays so
    host.known["issues"] = [held, *rest, over, by_hand, pull]
    host.sent.clear()
    done, _, _ = run("remind", late, **host.environment, CHARTER_DAYS="7")
    assert done.stdout == "opened 0 issues, renewed 1, closed 1\n"
    assert [(method, path) for method, path, _ in host.sent] == [
        ("PATCH", f"issues/{held['number']}"),
        ("POST", "issues/50/comments"),
        ("PATCH", "issues/50"),
    ]
    assert " late" in host.sent[0][2]["title"]
    assert host.sent[2][2] == {"state": "closed", "state_reason": "completed"}


def test_a_record_that_does_not_hold_closes_nothing_and_is_red(run, host, late):
    run("remind", late, **host.environment)
    host.known["issues"] = issues(host)
    host.sent.clear()
    (late / PATH / "decisions" / "0001.yaml").unlink()
    done, _, _ = run("remind", late, **host.environment)
    assert done.returncode == 1
    assert "::error title=charter::the records of 1 charters do not hold" in done.stdout
    assert host.sent == []


# the gate


def test_the_gate_review_is_the_summary_and_no_red_job(run, repository):
    git(repository.folder, "checkout", "--quiet", "measured")
    done, outputs, summary = run("gate")
    one, again, same = run("gate", CHARTER_ID="northwind-contoso", CHARTER_PHASE="crawl")
    git(repository.folder, "checkout", "--quiet", "main")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "northwind-contoso: not go\n"
    assert outputs["opens"] == "false"
    assert summary.startswith("# Northwind × Contoso warehouse onboarding: walk gate\n")
    assert (Path(outputs["folder"]) / "northwind-contoso.md").is_file()
    assert (one.returncode, again["opens"]) == (0, "true")
    assert ": crawl gate\n" in same


@pytest.mark.parametrize(("name", "code"), [("--help", 2), ("../x", 2), ("x; id", 2), ("acme-globex", 2)])
def test_a_question_about_no_charter_fails(run, name, code):
    done, _, _ = run("gate", CHARTER_ID=name)
    assert done.returncode == code


# the workflow that init writes


@pytest.mark.parametrize(("branch", "code", "mark"), [("measured", 0, "✅"), ("hostile", 1, "❌")])
def test_the_workflow_that_init_writes_reviews_the_change(repository, tmp_path, branch, code, mark):
    workflow = yaml.safe_load((ROOT / "templates/repository/github-workflow.yml").read_text(encoding="utf-8"))
    (step,) = [step for step in workflow["jobs"]["review"]["steps"] if step.get("name") == "Review"]
    summary = tmp_path / "summary"
    scripts = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {"BASE": "main", "RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(summary), "PATH": scripts}
    git(repository.folder, "checkout", "--quiet", branch)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(
        command, cwd=repository.folder, env=os.environ | given, capture_output=True, text=True, check=False
    )
    git(repository.folder, "checkout", "--quiet", "main")
    assert done.returncode == code, done.stderr
    assert summary.read_text(encoding="utf-8").startswith(f"# {mark} ")
