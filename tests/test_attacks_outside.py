"""Attacks from outside of a charter's files: the clock, sheer size, and texts that are slow to read."""

import contextlib
import importlib.util
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from publishing import Stream, below
from repositories import git
from stories import ID, _measured, story

from charter.cli import main

ROOT = Path(__file__).parent.parent
HOME = f"charters/{ID}"


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Runs a verb in a folder: exit code and what is printed."""
    monkeypatch.setenv("CHARTER_CACHE_DIR", str(tmp_path / "cache"))

    def asked(folder, *arguments):
        monkeypatch.chdir(folder)
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = main([*map(str, arguments)])
        return code, out.getvalue()

    return asked


@pytest.fixture
def repository(tmp_path):
    """A repository without a work tree's files, grown by streams."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=none")

    def grown(*commits):
        stream = Stream()
        for branch, files, before, parents in commits:
            stream.commit(branch, files, before, parents)
        done = subprocess.run(
            ["git", "-C", folder, "fast-import", "--quiet"], input=stream.bytes(), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return folder

    return grown


# the clock


def test_a_day_is_the_same_for_a_company_in_kiritimati_and_a_server_in_pago_pago(charter, tmp_path):
    """Their calendars are never on the same day: what one writes today would come from the other's tomorrow."""
    story("walk").write(tmp_path)

    def day(zone):
        return json.loads(charter("verify", ID, "--format", "json", cwd=tmp_path, TZ=zone).stdout)["today"]

    said = {zone: day(zone) for zone in ("EAST-14", "UTC", "WEST+11")}
    again = {zone: day(zone) for zone in said}  # a midnight may lie between two of them, not between all
    assert len({*said.values()}) == 1 or len({*again.values()}) == 1


WORDS = (
    ("check", "--no-cache", "--jobs", "1"),
    ("status",),
    ("status", ID),
    ("gate", ID),
    ("gate", ID, "--pack"),
    ("rehearse", ID),
    ("verify", ID),
    ("evidence", "list", ID),
    ("render", ID),
    ("advance", ID, "pause", "--as", "northwind.relationship", "--reason", "A strike."),
    ("sign", ID, "--as", "contoso.sponsor"),
)
DAYS = ("0001-01-01", "1969-12-31", "1970-01-01", "2026-03-29", "2038-01-19", "2038-01-20", "2100-02-28", "9999-12-31")


@pytest.mark.parametrize("point", ["crawl measured", "walk"])
@pytest.mark.parametrize("day", DAYS)
def test_no_day_is_too_early_or_too_late_to_ask_on(day, point, ask, tmp_path):
    told = story(point)
    told.write(tmp_path / "place")
    for words in WORDS:
        code, said = ask(tmp_path / "place", *words, "--today", day)
        assert code in (0, 1, 2), (words, said)
    code, said = ask(tmp_path / "place", "check", "--today", day)
    assert (code == 1) == (day < str(told.today)), said
    assert ("decision-from-the-future" in said) == (day < "2026"), said


def test_the_times_of_commits_say_nothing(repository, ask):
    """Anybody can write them: a decision of yesterday in a commit of 1970 is one of yesterday."""
    before, after = story("crawl asked"), story("walk")
    folder = repository(("main", below(before), None, ()), ("change", below(after), below(before), ("main",)))
    for when in ("1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z"):
        tree = git(folder, "rev-parse", "change^{tree}")
        who = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        times = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        command = ["git", "-C", folder, "commit-tree", "-m", "when", "-p", "main", tree]
        made = subprocess.run(command, env=os.environ | who | times, capture_output=True, text=True, check=True).stdout
        assert ask(folder, "review", "--base", "main", "--head", made.strip(), "--today", after.today)[0] == 0
        early = ask(folder, "review", "--base", "main", "--head", made.strip(), "--today", "2026-03-19")
        assert early[0] == 1
        assert "consent-from-the-future" in early[1]


# sheer size


def test_a_file_or_a_charter_that_is_too_large_is_told_and_not_read(repository, ask):
    base, large = below(story("crawl")), b"x" * ((64 << 20) + 1)
    folder = repository(
        ("main", base, None, ()),
        ("large", {**base, f"{HOME}/evidence/data/raw.csv": large}, base, ("main",)),
    )
    code, said = ask(folder, "review", "--base", "main", "--head", "large", "--today", "2026-02-01")
    assert code == 1
    assert f"record-astray {HOME}/evidence/data/raw.csv" in said
    assert "it is larger than 64 MiB" in said
    most = {f"{HOME}/evidence/data/{number}.csv": large[:-1] for number in range(8)}
    git(folder, "config", "core.bigFileThreshold", "1m")
    repository(("many", {**base, **most}, base, ("main^0",)))
    code, said = ask(folder, "review", "--base", "main", "--head", "many", "--today", "2026-02-01")
    assert code == 2
    assert "larger than 512 MiB together" in said


def test_a_charter_of_more_files_than_anybody_has_is_not_begun(repository, ask):
    base = below(story("crawl"))
    many = {f"{HOME}/evidence/data/{number}.csv": b"x\n" for number in range(20_001)}
    folder = repository(("main", base, None, ()), ("many", base | many, base, ("main",)))
    code, said = ask(folder, "review", "--base", "main", "--head", "many", "--today", "2026-02-01")
    assert code == 2
    assert f"hold {len(base) + 20_001} files together, more than 20000" in said


def test_of_many_charters_only_those_that_change_are_looked_at(repository, ask):
    """Every other one would be refused at once."""
    base = below(story("crawl"))
    broken = {f"charters/c{number}/charter.yaml": b"a: [\n" for number in range(3000)}
    measured = below(story("crawl measured"))
    folder = repository(
        ("main", base | broken, None, ()),
        ("change", measured | broken, base | broken, ("main",)),
    )
    told = ask(folder, "review", "--base", "main", "--head", "change", "--today", "2026-03-18", "--format", "json")
    assert told[0] == 0
    assert [one["charter"] for one in json.loads(told[1])["charters"]] == [ID]


# texts that are slow to read


def test_a_condition_of_blanks_is_read_in_no_time(ask, tmp_path):
    told = story("crawl")
    rows = b"site,customer,hours\n1,Helio 3PL,29\n3,Brandt Lager,31\n"
    _measured(told, rows=rows)
    told.set(told.names["hours"], "/source/where", " " * 60_000 + "x")
    told.write(tmp_path / "place")
    code, said = ask(tmp_path / "place", "check", "--today", "2026-03-18", "--format", "concise")
    assert code == 1
    assert "is not a condition" in said


@pytest.mark.skipif(importlib.util.find_spec("regexploit") is None, reason="no regexploit here")
def test_no_pattern_of_ours_can_be_made_slow(tmp_path):
    """Patterns in time that grows with the cube or faster; the control is found."""
    control = tmp_path / "control.py"
    control.write_text('import re\nre.compile(r"(a+)+$")\n', encoding="utf-8")
    files = [*(ROOT / "charter").rglob("*.py"), *(ROOT / ".github").rglob("*.py"), control]
    command = [sys.executable, "-m", "regexploit.bin.regexploit_python_ast", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [line for line in done.stdout.splitlines() if line.startswith("Vulnerable regex in ")]
    assert [line.partition(str(tmp_path))[1] for line in found] == [str(tmp_path)], done.stdout
