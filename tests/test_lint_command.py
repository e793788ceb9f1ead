"""`charter lint` as people and pipelines run it: exit codes, selection, settings, suppressions, cache, hostile files."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from charter.check.presenting import FORMATS

DRAFT = """\
charter: 1
id: {id}
revision: 1
title: Calendar sync
tier: 1
pattern: technology
purpose:
  job: product-utility
  why: |
    Our users retype Globex bookings by hand. We do this to end that, and nothing else.
parties:
  acme: {{name: Acme Ltd, country: GB}}
  globex: {{name: Globex BV, country: NL}}
goals:
  - {{id: no-retyping, for: customers, outcome: No booking is typed twice.}}
  - {{id: keep-users, for: acme, outcome: Fewer users leave over missing sync.}}
  - {{id: be-found, for: globex, outcome: Listed where Acme users look.}}
commitments:
  - {{id: sync, from: globex, kind: engineering, what: Build and run the sync app., serves: [no-retyping]}}
  - {{id: api, from: acme, kind: support, what: API access and office hours., serves: [no-retyping, be-found, keep-users]}}
phases:
  crawl:
    start: 2027-02-01
    end: 2027-03-19
    gate:
      decide_by: 2027-03-31
      decided_by: [acme.sponsor, globex.sponsor]
      criteria:
        - {{id: saved, ask: "Did each pilot stop retyping?", of: customers, needs: all}}
      no_go: end
"""
EXIT = """\
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days}
"""
BAD = DRAFT.replace("      no_go: end\n", "      no_go: restart-crawl\n")
LINE = "charters/b/charter.yaml:1:1: error no-exit-criteria nothing says what ends this partnership\n"


@pytest.fixture
def place(tmp_path):
    """A repository with a good charter `a` and a bad one `b`."""
    for name, text in (("a", good("a")), ("b", BAD.format(id="b"))):
        write(tmp_path, f"charters/{name}/charter.yaml", text)
    return tmp_path


def good(name):
    return DRAFT.format(id=name) + EXIT


def write(root: Path, path: str, text: str | bytes) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    return target


def test_clean_repository_exits_0_and_says_what_was_looked_at(charter, place):
    done = charter("lint", "charters/a", cwd=place)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 errors, 0 warnings in 1 file\n")


def test_findings_exit_1_with_one_line_each(charter, place):
    done = charter("lint", cwd=place)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        LINE,
        "1 error, 0 warnings in 2 files\ncharter lint --format text says what to do\n",
    )


@pytest.mark.parametrize(
    "paths", [["b"], ["charters/b"], ["charters/b/charter.yaml"], ["charters"], ["."], ["b", "charters/b"]]
)
def test_a_path_may_be_an_id_a_folder_or_a_file(charter, place, paths):
    assert charter("lint", *paths, cwd=place).stdout == LINE


def test_root_is_found_from_below_and_paths_are_relative_to_where_one_stands(charter, place):
    assert charter("lint", cwd=place / "charters" / "b").stdout == LINE.replace("charters/b/", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lint", "nowhere"], "charter: nowhere does not exist\n"),
        (
            ["lint", "--select", "no-exit-criterion"],
            'charter: there is no rule "no-exit-criterion"\n  did you mean no-exit-criteria?\n',
        ),
        (["lint", "--stage", "later"], 'charter: there is no stage "later"\n'),
        (["lint", "--format", "xml"], "charter: argument --format: invalid choice"),
        (["lint", "--jobs", "0"], "charter: argument --jobs: '0' is not a number of processes from 1 to 256\n"),
        (["lint", "--today", "soon"], "charter: argument --today: 'soon' is not a day such as 2027-03-05\n"),
        (["lint", "--root", "nowhere"], "charter: --root nowhere is not a folder\n"),
        (["lnt"], 'charter: there is no verb "lnt"\n  did you mean lint?\n'),
        ([], "charter: say what to do\n"),
    ],
)
def test_a_question_that_cannot_be_asked_exits_2_and_says_why(charter, place, arguments, words):
    done = charter(*arguments, cwd=place)
    assert done.returncode == 2
    assert done.stderr.startswith(words)
    assert done.stdout == ""


def test_an_empty_folder_is_no_clean_bill(charter, tmp_path):
    done = charter("lint", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no charter in" in done.stderr


def test_json_has_the_promised_shape(charter, place):
    done = charter("lint", "--format", "json", cwd=place)
    assert json.loads(done.stdout) == {
        "version": 1,
        "findings": [
            {
                "rule": "no-exit-criteria",
                "severity": "error",
                "path": "charters/b/charter.yaml",
                "start": {"line": 1, "column": 1},
                "end": {"line": 1, "column": 8},
                "message": "nothing says what ends this partnership",
                "help": "add to exit.triggers at least one: what is observed, who may invoke it, and how many days of notice",
                "charter": "b",
                "pointer": "/exit/triggers",
            }
        ],
        "summary": {"files": 2, "error": 1, "warning": 0, "info": 0, "suppressed": 0},
    }


def test_text_shows_the_source_line_with_a_caret_and_the_help(charter, place):
    write(place, "charters/b/charter.yaml", BAD.format(id="b") + "exit: {}\n")
    done = charter("lint", "b", "--format", "text", cwd=place)
    assert done.stdout == (
        "charters/b/charter.yaml:31:1 error no-exit-criteria\n"
        "  nothing says what ends this partnership\n"
        "   31 | exit: {}\n"
        "      | ^^^^\n"
        "  help: add to exit.triggers at least one: what is observed, who may invoke it, and how many days of notice\n"
        "\n"
        "1 error, 0 warnings in 1 file\n"
    )


def test_github_annotations_name_the_place_and_count_what_the_host_would_drop(charter, place):
    done = charter("lint", "b", "--format", "github", cwd=place)
    assert done.stdout.splitlines()[0] == (
        "::error file=charters/b/charter.yaml,line=1,col=1,endLine=1,endColumn=8,title=no-exit-criteria::"
        "nothing says what ends this partnership%0A"
        "add to exit.triggers at least one: what is observed, who may invoke it, and how many days of notice"
    )
    for number in range(12):
        write(place, f"charters/c{number}/charter.yaml", BAD.format(id=f"c{number}"))
    lines = charter("lint", "--format", "github", cwd=place).stdout.splitlines()
    assert sum(line.startswith("::error file=") for line in lines) == 9
    assert lines[9] == "::error title=charter::4 more of this level, see the log of charter lint"


def test_output_goes_to_a_file_and_statistics_count(charter, place):
    done = charter("lint", "--format", "concise", "--output", "report.txt", cwd=place)
    assert (done.returncode, done.stdout, (place / "report.txt").read_text()) == (1, "", LINE)
    assert charter("lint", "--statistics", cwd=place).stdout == "     1  error    no-exit-criteria\n"


def test_select_ignore_fail_on_and_exit_zero(charter, place):
    assert charter("lint", "--ignore", "no-exit-criteria", cwd=place).returncode == 0
    assert charter("lint", "--select", "handshake,no-pattern", cwd=place).returncode == 0
    assert charter("lint", "--exit-zero", cwd=place).returncode == 0
    write(place, "charter.toml", '[severity]\nno-exit-criteria = "warning"\n')
    assert charter("lint", cwd=place).returncode == 0
    assert charter("lint", "--fail-on", "warning", cwd=place).returncode == 1


def test_severities_are_remapped_by_path_and_the_last_match_wins(charter, place):
    write(
        place,
        "charter.toml",
        '[severity]\nno-exit-criteria = "off"\n[per-path."charters/b/*"]\nno-exit-criteria = "info"\n',
    )
    write(place, "charters/c/charter.yaml", BAD.format(id="c"))
    assert charter("lint", cwd=place).stdout == LINE.replace("error", "info")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("colour = 1\n", '"colour" is not a setting'),
        ("[severity]\nno-exit-criteria = 3\n", "the severity of no-exit-criteria is 3"),
        ('fail-on = "never"\n', "fail-on is 'never'"),
        ("select = 1\n", "select is not a list of rule names"),
        ("a = [\n", "is not TOML"),
        ('ignore = ["no-exit"]\n', 'there is no rule "no-exit"'),
    ],
)
def test_settings_that_cannot_be_used_exit_2(charter, place, settings, words):
    write(place, "charter.toml", settings)
    done = charter("lint", cwd=place)
    assert done.returncode == 2
    assert words in done.stderr


def test_stage_comes_from_the_highest_numbered_decision(charter, place):
    write(place, "charters/a/decisions/0002.yaml", "decision: 1\nphase: {from: signed, to: crawl}\n")
    write(place, "charters/a/decisions/0001.yaml", "decision: 1\nphase: {from: draft, to: proposed}\n")
    by_decisions = charter("lint", "a", "--format", "json", cwd=place).stdout
    asked = charter("lint", "a", "--format", "json", "--stage", "crawl", cwd=place).stdout
    draft = charter("lint", "a", "--format", "json", "--stage", "draft", cwd=place).stdout
    assert by_decisions == asked != draft


def test_id_must_be_the_name_of_its_folder(charter, place):
    write(place, "charters/a/charter.yaml", good("other"))
    assert charter("lint", "a", cwd=place).stdout == (
        'charters/a/charter.yaml:2:5: error id-differs-from-folder the id is "other", the folder is called "a"\n'
    )


COMMENT = "# charter: ignore[no-exit-criteria]"


@pytest.mark.parametrize(
    ("comment", "lines"),
    [
        (f"{COMMENT} pilot under the old agreement", []),
        (f"{COMMENT} until=2027-06-30 pilot under the old agreement", []),
        (COMMENT, ["1:1: error suppression-without-reason", "2:1: error no-exit-criteria"]),
        (f"{COMMENT} until=2026-01-31 pilot", ["1:1: error expired-suppression", "2:1: error no-exit-criteria"]),
        (f"{COMMENT} until=soon pilot", ["1:1: error expired-suppression", "2:1: error no-exit-criteria"]),
        ("# charter: ignore[no-exits] pilot", ["1:1: error unknown-suppression", "2:1: error no-exit-criteria"]),
        ("# charter: ignore[no-pattern, no-exit-criteria] pilot", ["1:1: warning unused-suppression"]),
        ("# charter: ignore[schema-violation] x", ["1:1: error unknown-suppression", "2:1: error no-exit-criteria"]),
        (
            "# charter: ignore pilot",
            ["1:1: error suppression-without-reason", "1:1: error unknown-suppression", "2:1: error no-exit-criteria"],
        ),
        ("# charters: ignore[no-exit-criteria] pilot", ["2:1: error no-exit-criteria"]),
    ],
)
def test_suppression_needs_a_known_rule_a_reason_and_a_day_to_come(charter, place, comment, lines):
    write(place, "charters/b/charter.yaml", f"{comment}\n{BAD.format(id='b')}")
    done = charter("lint", "b", "--today", "2026-11-20", cwd=place)
    assert [line.split(":", 1)[1].rsplit(" ", len(line.split()) - 3)[0] for line in done.stdout.splitlines()] == lines


def test_a_suppressed_finding_is_counted_aloud(charter, place):
    write(place, "charters/b/charter.yaml", f"{COMMENT} pilot\n{BAD.format(id='b')}")
    assert charter("lint", "b", cwd=place).stderr == "0 errors, 0 warnings in 1 file (1 suppressed)\n"


def test_a_file_wide_suppression_stands_above_all_content(charter, place):
    title = "title: Calendar sync\n"
    shouting = BAD.format(id="b").replace(title, title + "# charter: file-ignore[no-exit-criteria] too late\n")
    write(place, "charters/b/charter.yaml", shouting)
    assert "no-exit-criteria nothing says" in charter("lint", "b", cwd=place).stdout
    write(
        place,
        "charters/b/charter.yaml",
        "# a note\n# charter: file-ignore[no-exit-criteria] pilot\n" + BAD.format(id="b"),
    )
    assert charter("lint", "b", cwd=place).stdout == ""


def test_internal_notes_are_never_read(charter, place):
    write(place, "charters/a/internal-acme.yaml", "\tnot even YAML {")
    assert charter("lint", cwd=place).stdout == LINE


def many(root: Path, count: int) -> None:
    for number in range(count):
        name = f"c{number:03}"
        write(root, f"charters/{name}/charter.yaml", BAD.format(id=name) if number % 3 else good(name))


def test_output_is_the_same_for_any_number_of_jobs_and_with_or_without_cache(charter, tmp_path):
    many(tmp_path, 60)
    outputs = {
        charter("lint", *extra, cwd=tmp_path).stdout
        for extra in (["--no-cache", "--jobs", "1"], ["--no-cache", "--jobs", "3"], [], [], ["--jobs", "4"])
    }
    assert len(outputs) == 1
    assert outputs.pop().count("no-exit-criteria") == 40


def test_cache_answers_only_what_did_not_change(charter, place):
    first = charter("lint", cwd=place)
    assert charter("lint", cwd=place).stdout == first.stdout
    write(place, "charters/b/charter.yaml", good("b"))
    assert charter("lint", cwd=place).stdout == ""
    write(place, "charters/b/people/acme.yaml", "people: 1\nparty: acme\nroless: {}\n")
    assert "unknown-key" in charter("lint", cwd=place).stdout


def test_cache_sees_a_change_that_keeps_size_and_time(charter, place):
    file = place / "charters" / "a" / "charter.yaml"
    old = time.time() - 3600
    os.utime(file, (old, old))
    assert charter("lint", "a", cwd=place).returncode == 0
    file.write_text(file.read_text().replace("tier: 1", "tier: 7"))
    os.utime(file, (old, old))
    assert "schema-violation" in charter("lint", "a", cwd=place).stdout


def test_a_broken_or_forbidden_cache_is_no_error(charter, place):
    write(place, "cache-file", "")
    done = charter("lint", cwd=place, CHARTER_CACHE_DIR=str(place / "cache-file"))
    assert (done.returncode, done.stdout) == (1, LINE)
    charter("lint", cwd=place)
    for store in (place / ".cache-of-the-test").iterdir():
        store.write_bytes(b"not a database, but long enough to be taken for one" * 100)
    assert (charter("lint", cwd=place).returncode, charter("lint", cwd=place).stdout) == (1, LINE)


def test_two_runs_at_once_share_the_cache(tmp_path):
    many(tmp_path, 40)
    command = [sys.executable, "-m", "charter", "lint"]
    environment = os.environ | {"CHARTER_CACHE_DIR": str(tmp_path / "cache")}
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    outputs = {run.communicate() for run in runs}
    assert len(outputs) == 1
    assert {run.returncode for run in runs} == {1}


def _hostile(tmp_path, name):
    target = tmp_path / "x.yaml"
    match name:
        case "alias bomb":
            rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
            rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
            target.write_text("\n".join(rows))
        case "12 MB":
            target.write_bytes(b"title: x\n" + b"# filler\n" * 1_400_000)
        case "60,000 levels":
            target.write_text("charter: " + "[" * 60_000)
        case "60,000 block levels":
            target.write_text("".join(" " * n + "- \n" for n in range(1400)))
        case "binary":
            target.write_bytes(bytes(range(256)) * 400)
        case "utf-16":
            target.write_bytes("title: x\n".encode("utf-16"))
        case "empty":
            target.write_bytes(b"")
        case "long number":
            target.write_text("charter: " + "9" * 60_000 + "\n")
    return target


@pytest.mark.parametrize(
    "name", ["alias bomb", "12 MB", "60,000 levels", "60,000 block levels", "binary", "utf-16", "empty", "long number"]
)
def test_a_hostile_file_is_a_finding_within_seconds_and_200_MB(tmp_path, name):
    target = _hostile(tmp_path, name)
    # the system itself stops what takes more: 5 s of processor on a machine that may be slow, 200 MB of data
    command = f"ulimit -t 5 && ulimit -d 204800 && exec {sys.executable} -m charter lint {target.name} --no-cache"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "error" in done.stdout


def test_a_folder_a_missing_file_a_pipe_or_no_permission_exits_2(charter, tmp_path):
    (tmp_path / "charters/x/charter.yaml").mkdir(parents=True)
    (tmp_path / "dir").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    secret = write(tmp_path, "secret.yaml", good("a"))
    secret.chmod(0)
    cases = {
        "charters/x": "cannot be read: it is a folder",
        "dir": "dir holds no charter",
        "missing.yaml": "missing.yaml does not exist",
        "pipe.yaml": "pipe.yaml cannot be read: it is not a regular file",
    }
    if os.geteuid() != 0:
        cases["secret.yaml"] = "secret.yaml cannot be opened: permission denied"
    for path, words in cases.items():
        done = charter("lint", path, cwd=tmp_path)
        assert done.returncode == 2, (path, done)
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_hostile_text_reaches_no_terminal_and_no_runner(charter, tmp_path):
    evil = '"\\e[2J\\u202e ::error::x ##[add-mask]y %0A"'
    write(
        tmp_path,
        "x.yaml",
        f"charter: 1\nid: a\nrevision: 1\ntitle: t\nparties: {{}}\nbinding: {evil}\ntier: '##[group]::error::'\n",
    )
    for form in FORMATS:
        done = charter(
            "lint", "x.yaml", "--format", form, "--select", "schema-violation,hidden-character", cwd=tmp_path
        )
        assert "add-mask" in done.stdout or "group" in done.stdout
        shown = done.stdout + done.stderr
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        if form == "github":
            assert all(
                line.startswith(("::error file=", "::warning file=", "::notice file="))
                for line in done.stdout.splitlines()[:-1]
            )
            assert "##[" not in shown


def test_closed_pipe_is_quiet(place):
    done = subprocess.run(
        f"{sys.executable} -m charter rules | head -n 1",
        shell=True,
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_no_color_and_color(charter, place):
    assert "\x1b[" in charter("lint", "b", "--format", "text", "--color", "always", cwd=place).stdout
    assert "\x1b[" not in charter("lint", "b", "--format", "text", cwd=place).stdout
    assert "\x1b[" not in charter("lint", "b", "--format", "text", "--color", "never", cwd=place).stdout


def test_a_fix_survives_the_cache(charter, tmp_path):
    write(tmp_path, "charters/a/charter.yaml", good("a").replace("Calendar sync", "Cafe\u0301 sync"))
    runs = [
        charter("lint", "--format", "json", "--select", "hidden-character,invalid-yaml,ambiguous-scalar", cwd=tmp_path)
        for _ in range(2)
    ]
    fixes = [[finding.get("fix") for finding in json.loads(run.stdout)["findings"]] for run in runs]
    assert fixes[0] == fixes[1]
    assert fixes[0][0]["edits"][0]["text"] == "Caf\u00e9"


def test_a_country_that_editors_read_as_false(charter, tmp_path):
    write(tmp_path, "charters/a/charter.yaml", good("a").replace("country: NL", "country: NO"))
    done = charter("lint", cwd=tmp_path)
    assert "ambiguous-scalar other readers take this for true or false" in done.stdout


def test_what_was_not_understood_cannot_be_switched_off(charter, place):
    write(place, "charters/a/charter.yaml", "title: [\n")
    for arguments in (["--ignore", "invalid-yaml"], ["--ignore", "schema-violation,no-pattern"]):
        done = charter("lint", *arguments, cwd=place)
        assert (done.returncode, done.stdout) == (2, "")
        assert "cannot be silenced" in done.stderr
    assert "invalid-yaml" in charter("lint", "--select", "no-pattern", cwd=place).stdout
    write(place, "charter.toml", '[severity]\nhidden-character = "info"\n')
    assert charter("lint", cwd=place).returncode == 2


def test_output_never_replaces_what_people_write(charter, place):
    before = (place / "charters/a/charter.yaml").read_text()
    for verb in (["lint", "a"], ["render", "a"]):
        done = charter(*verb, "--output", "charters/a/charter.yaml", cwd=place)
        assert done.returncode == 2
        assert "is not overwritten" in done.stderr
    assert (place / "charters/a/charter.yaml").read_text() == before


def test_a_misnamed_charter_or_a_link_is_not_passed_over(charter, place):
    (place / "charters/c").mkdir()
    (place / "charters/c/charter.yml").write_text(good("c"))
    done = charter("lint", cwd=place)
    assert (done.returncode, "rename it to charter.yaml" in done.stderr) == (2, True)
    (place / "charters/c/charter.yml").unlink()
    (place / "charters/d").symlink_to(place / "charters/a")
    done = charter("lint", cwd=place)
    assert (done.returncode, "links are not followed" in done.stderr) == (2, True)


def test_an_answer_that_cannot_be_written_is_no_bug(charter, place):
    for redirection in (">/dev/full", ">&-"):
        command = f"{sys.executable} -m charter lint {redirection}"
        buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
        done = subprocess.run(command, shell=True, cwd=place, env=buffered, capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert "bug" not in done.stderr


def test_a_key_that_was_meant_is_not_missed_as_well(charter, place):
    write(
        place, "charters/a/charter.yaml", good("a").replace("commitments:", "comitments:").replace("tier: 1", "tier: 9")
    )
    lines = charter("lint", "a", cwd=place).stdout.splitlines()
    assert [line.split()[2] for line in lines] == ["schema-violation", "unknown-key"]


def test_an_absence_may_stand_for_one_item(charter, place):
    text = good("a").replace(
        "    end: 2027-03-19\n",
        "    end: 2027-03-19\n    cohort: [Helio, {tbd: {owner: acme.sponsor, by: 2026-12-01}}]\n",
    )
    write(place, "charters/a/charter.yaml", text)
    done = charter("lint", "a", "--today", "2026-11-20", cwd=place)
    assert (
        done.stdout
        == 'charters/a/charter.yaml:25:21: warning open-point "cohort" is open: acme.sponsor decides by 2026-12-01\n'
    )
