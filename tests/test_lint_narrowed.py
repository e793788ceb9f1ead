"""`charter lint --base` and `--baseline`: only what is new, in real repositories, and a baseline that never grows."""

import json
import subprocess

import pytest

GOOD = """\
charter: 1
id: {id}
revision: 1
title: Calendar sync
tier: 1
nmae: 1
"""
SECOND = "zzz: 1\n"


def git(folder, *arguments):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-C", folder, *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def place(tmp_path):
    for name in "ab":
        folder = tmp_path / "charters" / name
        folder.mkdir(parents=True)
        (folder / "charter.yaml").write_text(GOOD.format(id=name), encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    return tmp_path


@pytest.fixture
def lint(charter, place):
    def run(*arguments, cwd=None):
        return charter("lint", "--select", "unknown-key", *arguments, cwd=cwd or place)

    return run


def test_only_what_a_branch_brings_is_told(lint, place):
    git(place, "checkout", "--quiet", "-b", "work")
    file = place / "charters" / "a" / "charter.yaml"
    file.write_text("# moved down by a remark\n" + GOOD.format(id="a") + SECOND, encoding="utf-8")
    done = lint("--base", "main")
    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == ["charters/a/charter.yaml:8:1"]
    assert done.stderr.splitlines()[0] == "1 error, 0 warnings in 2 files (2 there before)"
    assert [line.partition(": ")[0] for line in lint("--base", "main", cwd=place / "charters").stdout.splitlines()] == [
        "a/charter.yaml:8:1"
    ]


def test_what_was_there_before_does_not_fail(lint, place):
    assert lint().returncode == 1
    assert lint("--base", "HEAD").returncode == 0
    found = json.loads(lint("--base", "HEAD", "--format", "json").stdout)
    assert (found["findings"], found["summary"]["known"]) == ([], 2)


def test_a_new_charter_is_all_new(lint, place):
    folder = place / "charters" / "c"
    folder.mkdir()
    (folder / "charter.yaml").write_text(GOOD.format(id="c"), encoding="utf-8")
    assert [line.partition(":")[0] for line in lint("--base", "HEAD").stdout.splitlines()] == [
        "charters/c/charter.yaml"
    ]


def test_a_base_that_is_not_there_says_what_to_fetch(lint):
    done = lint("--base", "origin/main")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git fetch origin main" in done.stderr


def test_a_baseline_is_written_once_then_only_made_shorter(charter, place):
    def run(*arguments):
        return charter("lint", "--baseline", "known.json", *arguments, cwd=place)

    first = run("--new-baseline")
    assert first.returncode == 0
    count = len(json.loads((place / "known.json").read_text())["findings"])
    assert f"wrote the baseline known.json: {count} held" in first.stderr
    assert run().returncode == 0

    file = place / "charters" / "a" / "charter.yaml"
    file.write_text(GOOD.format(id="a") + SECOND, encoding="utf-8")
    more = run("--format", "concise")
    assert more.returncode == 1
    assert "zzz" in more.stdout
    assert len(json.loads((place / "known.json").read_text())["findings"]) == count

    file.write_text(GOOD.format(id="a").replace("nmae: 1\n", ""), encoding="utf-8")
    assert run("--select", "unknown-key").returncode == 0
    assert len(json.loads((place / "known.json").read_text())["findings"]) == count  # half a question settles nothing
    less = run()
    assert "wrote the baseline known.json: 1 settled" in less.stderr
    assert len(json.loads((place / "known.json").read_text())["findings"]) == count - 1


def test_a_baseline_that_is_not_there_accepts_nothing(lint, place):
    before = sorted(place.iterdir())
    done = lint("--baseline", "nowhere/known.json")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "charter: there is no baseline nowhere/known.json\n"
        "  correct the path, or begin one: charter lint --baseline nowhere/known.json --new-baseline\n",
    )
    assert sorted(place.iterdir()) == before


def test_a_baseline_that_is_there_is_not_begun_anew(lint, place):
    assert lint("--baseline", "known.json", "--new-baseline").returncode == 0
    written = (place / "known.json").read_bytes()
    done = lint("--baseline", "known.json", "--new-baseline")
    assert (done.returncode, "there is a baseline known.json already" in done.stderr) == (2, True)
    assert (place / "known.json").read_bytes() == written
    assert lint("--new-baseline").returncode == 2


@pytest.mark.parametrize(
    "content", ["[]", "{", '{"version": 2, "findings": {}}', '{"version": 1, "findings": {"a": 1}}']
)
def test_what_is_no_baseline_is_refused_and_kept(lint, place, content):
    (place / "known.json").write_text(content)
    done = lint("--baseline", "known.json")
    assert done.returncode == 2
    assert "known.json is no baseline" in done.stderr
    assert (place / "known.json").read_text() == content
