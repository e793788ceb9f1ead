"""`charter evidence`: recorded once, named by its digest, refused where it would not hold, and proved step by step."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from stories import INVITED, story

ROOT = Path(__file__).parent.parent
NAME = "northwind-contoso"
TODAY = "2026-03-16"
HOURS = ("onboarding_hours", "--from", "2026-01-12", "--to", "2026-03-06", "--as", "northwind.delivery")
HELIO, BRANDT = ("--case", "Helio 3PL=29"), ("--case", "Brandt Lager=31")
TABLE = "customer,hours,state\nHelio 3PL,20,done\nHelio 3PL,9,done\nBrandt Lager,31,done\nBrandt Lager,5,open\n"
COLUMNS = ("--column", "hours", "--by", "customer", "--where", "state == done")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def running(charter: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose charter crawls since 2026-01-12, with two frozen customers and a typed name enough to sign."""
    folder = tmp_path_factory.mktemp("running")
    example, copy = ROOT / "charters" / NAME, folder / "charters" / NAME
    shutil.copytree(example / "people", copy / "people")
    terms = (example / "charter.yaml").read_text(encoding="utf-8").replace("least: external}", "least: attested}")
    (copy / "charter.yaml").write_text(terms, encoding="utf-8")

    def do(*arguments: str) -> None:
        done = charter(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr

    do("advance", NAME, "propose", "--as", "northwind.relationship", "--today", "2025-12-11")
    for party in ("northwind", "contoso"):
        do("sign", NAME, "--as", f"{party}.sponsor", "--today", "2025-12-15")
    do("advance", NAME, "start", "--as", "northwind.relationship", "--today", "2026-01-12")
    for party in ("northwind", "contoso"):
        do("sign", NAME, "--as", f"{party}.sponsor", "--today", "2026-01-12")
    return folder


@pytest.fixture
def evidence(charter: Run, running: Path, tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """`evidence(action, arguments…)` in a copy of the running charter's repository."""
    shutil.copytree(running / "charters", tmp_path / "charters")

    def run(action: str, *arguments: str, today: str = TODAY) -> tuple[int, str, str]:
        done = charter("evidence", action, NAME, *arguments, "--today", today, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    return run


def files(folder: Path) -> dict[str, bytes]:
    here = folder / "charters" / NAME
    return {path.relative_to(here).as_posix(): path.read_bytes() for path in here.rglob("*") if path.is_file()}


def only(folder: Path, start: str = "evidence/onboarding-hours-") -> str:
    found = [local for local in files(folder) if local.startswith(start)]
    assert len(found) == 1, found
    return found[0]


def name_of(folder: Path, start: str = "evidence/onboarding-hours-") -> str:
    return "e-" + only(folder, start).removesuffix(".yaml")[-8:]


# add


def test_it_says_what_it_wrote_what_it_serves_and_who_must_attest_it(evidence, tmp_path):
    code, out, err = evidence("add", *HOURS, *HELIO, *BRANDT)
    local, name = only(tmp_path), name_of(tmp_path)
    assert (code, err) == (0, "")
    assert out == (
        f"wrote charters/{NAME}/{local}\n"
        f"  {name}: onboarding_hours in crawl, 2026-01-12 to 2026-03-06: Brandt Lager 31, Helio 3PL 29"
        " (by northwind.delivery on 2026-03-16)\n"
        "it serves faster of the crawl gate, which is missing now (>= 20% needed, 27.5% and 22.5%)\n"
        "it counts in full once contoso has attested it:\n"
        f"  charter evidence attest {NAME} {name} --as contoso.delivery\n"
        "the crawl gate waits for:\n"
        "  the answer of Helio 3PL to recommend, since 2026-03-06\n"
        "  the answer of Brandt Lager to recommend, since 2026-03-06\n"
        "  the answer of contoso to scalable (from contoso), since 2026-03-06\n"
        "  the answer of northwind to scalable (from northwind), since 2026-03-06\n"
        f"the crawl gate comes to undecided now: charter gate {NAME}\n"
    )
    assert files(tmp_path)[local].decode() == (
        "evidence: 1\nmetric: onboarding_hours\nphase: crawl\nperiod: {from: 2026-01-12, to: 2026-03-06}\n\n"
        "cases:\n  - {customer: Brandt Lager, value: 31}\n  - {customer: Helio 3PL, value: 29}\n\n"
        "collected: {date: 2026-03-16, by: northwind.delivery}\n"
    )


def test_the_criterion_may_be_named_for_its_metric(evidence, tmp_path):
    assert evidence("add", "faster", *HOURS[1:], *HELIO, *BRANDT)[0] == 0
    assert b"metric: onboarding_hours\n" in files(tmp_path)[only(tmp_path)]


def test_any_order_of_typing_gives_the_same_file_and_the_second_time_nothing_is_written(evidence, tmp_path):
    assert evidence("add", *HOURS, *HELIO, *BRANDT)[0] == 0
    before = files(tmp_path)
    local = only(tmp_path)
    for cases in permutations([HELIO, BRANDT]):
        code, out, _ = evidence("add", *HOURS, *cases[0], *cases[1])
        assert code == 0
        said = f"already recorded: charters/{NAME}/{local} ({name_of(tmp_path)}); nothing was written\n"
        assert out.startswith(said)
    assert evidence("add", *HOURS, *HELIO, *BRANDT, today="2026-03-17")[1].startswith("already recorded: ")
    assert files(tmp_path) == before


def test_other_numbers_are_another_file_and_no_file_is_touched(evidence, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    before = files(tmp_path)
    assert evidence("add", *HOURS, *HELIO, "--case", "Brandt Lager=32")[0] == 0
    after = files(tmp_path)
    assert {local: after[local] for local in before} == before
    assert len(after) == len(before) + 1


def test_an_answer_asked_again_on_another_day_is_another_answer(evidence, tmp_path):
    answers = ("recommend", "--case", "Helio 3PL=yes", "--case", "Brandt Lager=yes", "--as", "northwind.delivery")
    assert evidence("add", *answers)[1].splitlines()[2] == (
        "it serves recommend of the crawl gate, which is met now (2 of 2 needed, 2 said yes)"
    )
    assert evidence("add", *answers, today="2026-03-17")[1].startswith("wrote ")


def test_a_partners_answer_that_the_other_side_wrote_down_needs_its_word(evidence, tmp_path):
    both = ("--case", "contoso=yes", "--case", "northwind=yes")
    _, out, _ = evidence("add", "scalable", *both, "--as", "northwind.delivery")
    name = name_of(tmp_path, "evidence/scalable-")
    assert "it serves scalable of the crawl gate, which is missing now (2 of 2 needed, 1 said yes)\n" in out
    assert f"  charter evidence attest {NAME} {name} --as contoso.delivery\n" in out
    code, out, _ = evidence("attest", name, "--as", "contoso.relationship")
    assert code == 0
    assert "scalable of the crawl gate is met now (2 of 2 needed, 2 said yes)\n" in out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(
            [], 2,
            "charter: say what was measured or asked\n"
            f"  type: charter evidence add {NAME} onboarding_hours --from 2026-01-12 --to 2026-03-06"
            ' --case "Helio 3PL=VALUE" --case "Brandt Lager=VALUE" --as northwind.delivery\n', id="nothing said",
        ),
        pytest.param(
            ["scalable"], 2,
            "charter: say who collected it\n"
            f'  type: charter evidence add {NAME} scalable --case "contoso=yes" --case "northwind=yes" --as PARTY.ROLE\n',
            id="nobody named",
        ),
        pytest.param(
            ["onboarding_hours", "--as", "northwind.delivery", *HELIO], 2,
            "charter: onboarding_hours is measured over days, and these are not given\n"
            f"  add --from DATE --to DATE; type: charter evidence add {NAME} onboarding_hours --from 2026-01-12"
            ' --to 2026-03-06 --case "Helio 3PL=VALUE" --case "Brandt Lager=VALUE" --as northwind.delivery\n',
            id="no days",
        ),
        pytest.param(
            ["onbording_hours", "--as", "northwind.delivery", *HELIO], 1,
            'charter: the terms know no metric and no question "onbording_hours"\n  did you mean onboarding_hours?\n',
            id="unknown metric",
        ),
        pytest.param(
            [*HOURS, "--case", "Helio 3PL=29%", *BRANDT], 1,
            "charter: this is no evidence of onboarding_hours\n"
            "  evidence-wrong-unit: 29% of Helio 3PL is no value of onboarding_hours, which is measured in hours\n"
            "    help: record the value in the metric's own unit, as new evidence\n", id="wrong unit",
        ),
        pytest.param(
            [*HOURS, "--case", "Helio=29"], 1,
            "charter: this is no evidence of onboarding_hours\n"
            "  evidence-of-a-stranger: Helio is not on the list of customers that was frozen\n"
            "    help: the customers are Brandt Lager and Helio 3PL\n", id="unknown customer",
        ),
        pytest.param(
            [*HOURS, *HELIO, *HELIO], 2,
            'charter: "Helio 3PL" is named twice\n  one case a name; add them up first\n', id="named twice",
        ),
        pytest.param(
            [*HOURS, "--case", "Helio 3PL=about 29"], 2,
            'charter: --case "Helio 3PL=about 29": "about 29" is not a number such as 40, a percentage such as 5% or an'
            " amount such as EUR 12\n  onboarding_hours is counted in hours, and the unit is not typed;"
            ' write a name and its value, such as "Helio 3PL=29", "contoso=yes", "contoso=EUR 60000", "6 of 9"\n',
            id="no number",
        ),
        pytest.param(
            ["recommend", "--as", "northwind.delivery", "--case", "Helio 3PL=ja"], 2,
            'charter: --case "Helio 3PL=ja": "ja" is no answer\n  answer yes or no; type: '
            f'charter evidence add {NAME} recommend --case "Helio 3PL=yes" --case "Brandt Lager=yes" --as PARTY.ROLE\n',
            id="neither yes nor no",
        ),
        pytest.param(
            ["rework_rate", *HOURS[1:], "--case", "0 of 0"], 1,
            "charter: this is no evidence of rework_rate\n"
            "  evidence-without-cases: 0 of 0 is no share: nothing was counted\n"
            "    help: record every case with its value or answer, as new evidence\n", id="n is 0",
        ),
        pytest.param(
            ["rework_rate", *HOURS[1:], "--case", "7 of 6"], 1,
            "charter: this is no evidence of rework_rate\n"
            "  evidence-wrong-unit: 7 of 6 counts more than there are\n"
            "    help: record the value in the metric's own unit, as new evidence\n", id="more than there are",
        ),
        pytest.param(
            ["recommend", "--as", "northwind.delivery", "--case", "Helio 3PL=9"], 1,
            "charter: this is no evidence of recommend\n"
            "  evidence-wrong-unit: 9 of Helio 3PL is no answer: write answer: yes or no\n"
            "    help: record the value in the metric's own unit, as new evidence\n", id="no answer",
        ),
        pytest.param(
            ["onboarding_hours", "--from", "2026-01-12", "--to", "2026-03-21", "--as", "northwind.delivery", *HELIO], 1,
            "charter: this is no evidence of onboarding_hours\n"
            "  evidence-before-its-period-ends: it was collected on 2026-03-16, before its period ended on 2026-03-21\n"
            "    help: wait until the period is over and the numbers are final, then record it again\n",
            id="period not over",
        ),
        pytest.param(
            [*HOURS[:5], "--as", "northwind.magic", *HELIO], 1,
            "charter: this is no evidence of onboarding_hours\n"
            "  evidence-collector-unknown: nobody held northwind.magic on 2026-03-16\n"
            "    help: collect it again by a role that somebody holds, or complete people/northwind.yaml\n",
            id="nobody's role",
        ),
        pytest.param(
            [*HOURS, *HELIO, "--column", "hours"], 2,
            "charter: --column belongs to a file\n  name it: --file evidence/data/crawl-hours.csv\n", id="no file",
        ),
        pytest.param(
            [*HOURS, *HELIO, "--attachment", "Brandt Lager=letter.pdf"], 2,
            'charter: "Brandt Lager" is attached to no case\n  the cases are Helio 3PL\n', id="attached to nobody",
        ),
    ],
)  # fmt: skip
def test_what_would_not_hold_is_refused_and_writes_nothing(evidence, tmp_path, arguments, code, words):
    before = files(tmp_path)
    assert evidence("add", *arguments) == (code, "", words)
    assert files(tmp_path) == before


def test_evidence_of_another_phase_is_recorded_and_said_to_open_nothing(evidence, tmp_path):
    code, out, _ = evidence("add", "adoption", "--phase", "walk", *HOURS[1:], "--case", "1 of 2")
    assert code == 0
    assert "note: this is evidence of walk, and crawl runs: its gate does not look at it\n" in out
    assert "gate comes to" not in out


def test_days_before_the_phase_are_recorded_and_said_not_to_count(evidence, tmp_path):
    days = ("--from", "2026-01-01", "--to", "2026-03-06", "--as", "northwind.delivery")
    code, out, _ = evidence("add", "onboarding_hours", *days, *HELIO, *BRANDT)
    assert code == 0
    assert "covers 2026-01-01, before crawl began on 2026-01-12" in out
    assert "it serves faster of the crawl gate, which is missing now" in out


def test_two_processes_with_the_same_evidence_write_one_file(evidence, tmp_path):
    command = [sys.executable, "-m", "charter", "evidence", "add", NAME, *HOURS, *HELIO, *BRANDT, "--today", TODAY]
    running = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outs = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    assert sorted(out.partition(" ")[0] for out in outs) == ["already", "already", "already", "wrote"]
    only(tmp_path)


# files


def test_cases_are_read_off_a_table_that_is_copied_in(evidence, tmp_path):
    (tmp_path / "export.csv").write_text(TABLE, encoding="utf-8")
    code, out, err = evidence("add", *HOURS, "--file", "export.csv", *COLUMNS)
    assert (code, err) == (0, "")
    assert out.startswith(f"wrote charters/{NAME}/evidence/data/export.csv\nwrote charters/{NAME}/evidence/onboarding-")
    data = yaml.load(files(tmp_path)[only(tmp_path)], yaml.BaseLoader)
    assert data["cases"] == [{"customer": "Brandt Lager", "value": "31"}, {"customer": "Helio 3PL", "value": "29"}]
    assert data["source"] == {
        "file": "evidence/data/export.csv",
        "sha256": hashlib.sha256(TABLE.encode()).hexdigest(),
        "column": "hours",
        "by": "customer",
        "where": "state == done",
    }
    before = files(tmp_path)
    assert evidence("add", *HOURS, "--file", "export.csv", *COLUMNS)[1].startswith("already recorded: ")
    here = f"charters/{NAME}/evidence/data/export.csv"
    for again in ("evidence/data/export.csv", here, str(tmp_path / here), f"./charters/../{here}"):
        assert evidence("add", *HOURS, "--file", again, *COLUMNS)[1].startswith("already recorded: "), again
    assert files(tmp_path) == before
    code, out, _ = evidence("verify")
    assert code == 0
    assert "   4 ✓ its file still yields its cases, column hours\n" in out


def test_a_mean_without_end_holds_when_it_is_proved(evidence, tmp_path):
    (tmp_path / "export.csv").write_text("customer,hours\nHelio 3PL,10\nHelio 3PL,10\nHelio 3PL,9\n", encoding="utf-8")
    read = ("--file", "export.csv", "--column", "hours", "--by", "customer", "--take", "mean")
    assert evidence("add", *HOURS, *read)[0] == 0
    assert b"value: 9.666666667}" in files(tmp_path)[only(tmp_path)]
    assert evidence("verify")[0] == 0


def test_a_name_that_is_taken_gets_a_piece_of_the_digest(evidence, tmp_path):
    (tmp_path / "export.csv").write_text(TABLE, encoding="utf-8")
    evidence("add", *HOURS, "--file", "export.csv", *COLUMNS)
    other = TABLE.replace("31", "33")
    (tmp_path / "export.csv").write_text(other, encoding="utf-8")
    assert evidence("add", *HOURS, "--file", "export.csv", *COLUMNS)[0] == 0
    found = files(tmp_path)
    assert found["evidence/data/export.csv"] == TABLE.encode()
    assert found[f"evidence/data/export-{hashlib.sha256(other.encode()).hexdigest()[:8]}.csv"] == other.encode()


def test_numbers_that_the_table_does_not_yield_are_refused(evidence, tmp_path):
    (tmp_path / "export.csv").write_text(TABLE, encoding="utf-8")
    before = files(tmp_path)
    code, _, err = evidence("add", *HOURS, *HELIO, "--case", "Brandt Lager=30", "--file", "export.csv", *COLUMNS)
    assert (code, err) == (
        1,
        "charter: this is no evidence of onboarding_hours\n"
        "  evidence-not-reproduced: evidence/data/export.csv yields 31 for Brandt Lager, recorded is 30\n"
        "    help: record what the file yields as new evidence, or correct which rows count\n",
    )
    code, _, err = evidence("add", *HOURS, "--file", "export.csv", "--column", "hour")
    assert (code, err) == (
        2,
        'charter: evidence/data/export.csv: there is no column "hour"\n'
        '  the columns are "customer", "hours" and "state"\n',
    )
    assert files(tmp_path) == before


def test_a_formula_in_a_table_is_a_text_and_no_customer(evidence, tmp_path):
    (tmp_path / "export.csv").write_text(TABLE + "\"=cmd|'/c calc'!A1\",1,done\n", encoding="utf-8")
    code, _, err = evidence("add", *HOURS, "--file", "export.csv", *COLUMNS)
    assert code == 1
    assert "=cmd|'/c calc'!A1 is not on the list of customers that was frozen\n" in err
    (tmp_path / "export.csv").write_text(TABLE.replace("31", '"=15+16"'), encoding="utf-8")
    code, _, err = evidence("add", *HOURS, "--file", "export.csv", *COLUMNS)
    assert code == 2
    assert '"=15+16" in "hours" is not a number\n' in err


@pytest.mark.parametrize("inside", [True, False])
def test_no_link_is_followed(evidence, tmp_path, inside):
    (tmp_path / "private.csv").write_text(TABLE, encoding="utf-8")
    place = tmp_path / "charters" / NAME / "evidence" / "data" if inside else tmp_path / "exports"
    place.mkdir(parents=True)
    (place / "hours.csv").symlink_to(tmp_path / "private.csv")
    (place / "deep").symlink_to(tmp_path)
    before = files(tmp_path)
    for named in ("hours.csv", "deep/private.csv"):
        code, _, err = evidence("add", *HOURS, "--file", str((place / named).relative_to(tmp_path)), *COLUMNS)
        assert code == 1, named
        assert "link" in err
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("nowhere.csv", "nowhere.csv cannot be opened: no such file or directory"),
        ("charters", "charters cannot be opened: is a directory"),
        ("/dev/zero", "/dev/zero is no regular file"),
        (f"../{'x' * 300}.csv", "is no name for a file that others are to open"),
        ("evidence/../../../export.csv", "cannot be opened: no such file or directory"),
        ("-rf", '"-rf" is no name for a file that others are to open'),
        ("a\x1b[31m.csv", '"a\\u{1b}[31m.csv" is no name for a file that others are to open'),
    ],
)
def test_a_path_that_leads_to_no_file_writes_nothing(evidence, tmp_path, named, words):
    before = files(tmp_path)
    code, out, err = evidence("add", *HOURS, *HELIO, f"--file={named}")
    assert code in (1, 2)
    assert out == ""
    assert words in err
    assert "\x1b" not in err
    assert files(tmp_path) == before


def test_a_file_of_the_same_name_one_level_up_cannot_overwrite_a_record(evidence, tmp_path):
    (tmp_path / "charter.yaml").write_text(TABLE, encoding="utf-8")
    before = files(tmp_path)
    assert evidence("add", *HOURS, "--file", "charter.yaml", *COLUMNS)[0] == 0
    after = files(tmp_path)
    assert {local: after[local] for local in before} == before
    assert after["evidence/data/charter.yaml"] == TABLE.encode()


def test_an_attachment_is_copied_in_with_its_digest(evidence, tmp_path):
    (tmp_path / "letter.pdf").write_bytes(b"%PDF yes, we would")
    answers = ("--case", "Helio 3PL=yes", "--case", "Brandt Lager=no", "--attachment", "Helio 3PL=letter.pdf")
    assert evidence("add", "recommend", *answers, "--as", "northwind.delivery")[0] == 0
    data = yaml.safe_load(files(tmp_path)[only(tmp_path, "evidence/recommend-")])
    assert data["cases"] == [
        {"customer": "Brandt Lager", "answer": "no"},
        {
            "customer": "Helio 3PL",
            "answer": "yes",
            "attachment": "evidence/data/letter.pdf",
            "sha256": hashlib.sha256(b"%PDF yes, we would").hexdigest(),
        },
    ]
    (tmp_path / "charters" / NAME / "evidence" / "data" / "letter.pdf").write_bytes(b"%PDF no")
    code, out, _ = evidence("verify")
    assert code == 1
    assert "   3 ✗ the files behind it are there and unchanged: evidence/data/letter.pdf\n" in out


# attest, dispute, verify


def test_attesting_opens_the_criterion_and_is_shown(evidence, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    name, local = name_of(tmp_path), only(tmp_path)
    before = files(tmp_path)[local]
    code, out, err = evidence("attest", local, "--as", "contoso.delivery")
    assert (code, err) == (0, "")
    assert f"wrote charters/{NAME}/consents/{name}-contoso.yaml\n" in out
    assert "Beat Graf, delivery of contoso, attests evidence of onboarding_hours in crawl" in out
    assert out.endswith(
        "faster of the crawl gate is met now (>= 20% needed, 27.5% and 22.5%)\n"
        f"the crawl gate comes to undecided now: charter gate {NAME}\n"
    )
    assert files(tmp_path)[local] == before
    assert evidence("verify")[1].endswith(
        "   9 ✓ contoso (Beat Graf, 2026-03-16) attests it\n1 of 1 evidence file holds\n"
    )


def test_a_dispute_names_the_other_number_and_the_reason(evidence, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    digits = name_of(tmp_path)[2:8]
    code, out, _ = evidence("dispute", digits, "--as", "contoso.support", "--value", "34", "--reason", "No travel.")
    assert code == 0
    assert "faster of the crawl gate is disputed now" in out
    code, out, _ = evidence("verify", digits)
    assert code == 1
    assert out.endswith(
        "   9 ✗ nobody disputes it: contoso (Timo Wirz, 2026-03-16)\n"
        "       contoso disputes it: it says 34, recorded is Brandt Lager 31 and Helio 3PL 29 (No travel.)\n"
        "       help: settle the number together, and record it as new evidence\n"
        "0 of 1 evidence file holds\n"
    )


@pytest.mark.parametrize(
    ("action", "arguments", "code", "words"),
    [
        ("attest", [], 2, "say which evidence: {name}\n  type: charter evidence attest " + NAME + " {name} --as PARTY.ROLE"),
        ("attest", ["{name}"], 2, "say who speaks of {name}\n  type: charter evidence attest " + NAME + " {name}"),
        (
            "attest", ["{name}", "--as", "northwind.relationship"], 1,
            "northwind collected {name} itself, and one's own word attests nothing\n  another party attests it\n",
        ),
        ("attest", ["e-00000000", "--as", "contoso.delivery"], 1, 'no evidence "e-00000000"\n  the evidence here: {name} ('),
        ("attest", ["{name}", "--as", "contoso.magic"], 1, "nobody holds the role magic of contoso on 2026-03-16\n"),
        ("dispute", ["{name}", "--as", "contoso.delivery"], 2, "a dispute gives its reason, and the other number"),
        (
            "dispute", ["{name}", "--as", "contoso.delivery", "--reason", "no", "--value", "31%"], 1,
            "31% is no value of onboarding_hours, which is measured in hours\n",
        ),
        (
            "dispute", ["{name}", "--as", "contoso.delivery", "--reason", "no", "--value", "many"], 2,
            '--value "many" is not a number such as 40',
        ),
    ],
)  # fmt: skip
def test_a_word_that_would_not_hold_is_refused(evidence, tmp_path, action, arguments, code, words):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    name, before = name_of(tmp_path), files(tmp_path)
    got, out, err = evidence(action, *(argument.replace("{name}", name) for argument in arguments))
    assert (got, out) == (code, "")
    assert err.startswith("charter: " + words.replace("{name}", name))
    assert files(tmp_path) == before


def test_whoever_disputed_does_not_attest_by_a_second_file(evidence, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    name = name_of(tmp_path)
    evidence("dispute", name, "--as", "contoso.support", "--reason", "No travel.")
    code, _, err = evidence("attest", name, "--as", "contoso.delivery")
    assert (code, err) == (
        1,
        f"charter: contoso has said dispute to {name} already: Timo Wirz on 2026-03-16\n"
        f"  to say attest now, delete consents/{name}-contoso.yaml with a commit that says why (git keeps it),"
        " and say it again\n",
    )


def test_an_edited_file_proves_nothing_and_is_not_attested(evidence, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    local = only(tmp_path)
    path = tmp_path / "charters" / NAME / local
    path.write_text(path.read_text(encoding="utf-8").replace("value: 31", "value: 21"), encoding="utf-8")
    code, out, _ = evidence("verify")
    assert code == 1
    assert "   1 ✗ its name is the digest of what it says\n       by what it says this file is onboarding-hours-" in out
    code, _, err = evidence("attest", local, "--as", "contoso.delivery")
    assert code == 1
    assert err.startswith(f"charter: {local} does not hold, so there is nothing to attest\n  evidence-misnamed: ")


def test_comments_and_layout_prove_the_same(evidence, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    path = tmp_path / "charters" / NAME / only(tmp_path)
    path.write_text("# from the log\n" + path.read_text(encoding="utf-8").replace("\n\n", "\n"), encoding="utf-8")
    assert evidence("verify")[0] == 0


def test_an_edited_table_is_neither_the_file_nor_recomputed(evidence, tmp_path):
    (tmp_path / "export.csv").write_text(TABLE, encoding="utf-8")
    evidence("add", *HOURS, "--file", "export.csv", *COLUMNS)
    (tmp_path / "charters" / NAME / "evidence" / "data" / "export.csv").write_text(TABLE.replace("31", "21"), "utf-8")
    code, out, _ = evidence("verify")
    assert code == 1
    lines = [line for line in out.splitlines() if "✗" in line]
    assert lines == [
        "   3 ✗ the files behind it are there and unchanged: evidence/data/export.csv",
        "   4 ✗ its file still yields its cases, column hours",
    ]
    assert "it was not recomputed: the file is not the one that was recorded\n" in out


def test_a_file_that_cannot_be_understood_fails_by_name(evidence, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    path = tmp_path / "charters" / NAME / only(tmp_path)
    path.write_text("evidence: 1\ncases: [", encoding="utf-8")
    code, out, _ = evidence("verify")
    assert (code, out.splitlines()[0], out.splitlines()[-1]) == (
        1,
        only(tmp_path),
        "0 of 1 evidence file holds",
    )


def test_numbers_that_are_not_final_are_not_recorded_and_the_day_is_said(evidence, tmp_path):
    before = files(tmp_path)
    said = "onboarding_hours up to 2026-03-06 is final on 2026-03-13, and today is 2026-03-12"
    assert evidence("add", *HOURS, *HELIO, *BRANDT, today="2026-03-12") == (
        1,
        "",
        f"charter: {said}: recorded now it would not count\n  record it from 2026-03-13 on\n",
    )
    assert files(tmp_path) == before
    assert evidence("add", *HOURS, *HELIO, *BRANDT, today="2026-03-13")[0] == 0


def test_the_same_numbers_collected_again_once_they_are_final_are_new_evidence(charter, tmp_path):
    told = story("crawl")
    cases = [{"customer": "Brandt Lager", "value": "31"}, {"customer": "Helio 3PL", "value": "29"}]
    told.evidence("hours", "onboarding_hours", "crawl", cases, "2026-03-10", period=("2026-01-12", "2026-03-06"))
    told.write(tmp_path)

    def said(*arguments: str, day: str) -> tuple[int, str]:
        done = charter("evidence", arguments[0], NAME, *arguments[1:], "--today", day, cwd=tmp_path)
        return done.returncode, done.stdout

    early = told.resolved("<hours@>")
    note = "collected too early to count, its numbers are final on 2026-03-13: record it from then on"
    assert said("list", day="2026-03-14")[1].endswith(f" on 2026-03-10); {note}\n")
    assert f"     it was {note}\n" in said("verify", day="2026-03-14")[1]
    assert said("add", *HOURS, *HELIO, *BRANDT, day="2026-03-10")[0] == 1
    code, out = said("add", *HOURS, *HELIO, *BRANDT, day="2026-03-14")
    assert (code, out[:6]) == (0, "wrote ")
    again = said("add", *HOURS, *HELIO, *BRANDT, day="2026-03-15")[1]
    assert again.startswith("already recorded: ")
    assert early not in again.splitlines()[0]
    assert [early in row for row in said("list", day="2026-03-15")[1].splitlines() if "too early" in row] == [True]


def test_what_came_after_the_decision_is_shown_as_late(evidence, charter, tmp_path):
    evidence("add", *HOURS, *HELIO, *BRANDT)
    evidence("attest", name_of(tmp_path), "--as", "contoso.delivery")
    evidence("add", "recommend", "--case", "Helio 3PL=no", "--case", "Brandt Lager=no", "--as", "northwind.delivery")
    done = charter("advance", NAME, "no-go", "--as", "northwind.relationship", "--today", TODAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    pending = charter("sign", NAME, "--as", "northwind.sponsor", "--today", TODAY, cwd=tmp_path)
    assert pending.returncode == 0, pending.stderr
    late = ("recommend", "--phase", "crawl", "--case", "Helio 3PL=yes", "--as", "northwind.delivery")
    assert evidence("add", *late, today="2026-03-19")[0] == 0
    rows = evidence("list", today="2026-03-19")[1].splitlines()
    assert [row.rpartition("; ")[2] for row in rows if "; " in row] == ["arrived after decision 3"]
    assert "     it arrived after decision 3, which did not judge it\n" in evidence("verify", today="2026-03-19")[1]


def test_before_any_phase_the_phase_is_asked_for(charter, tmp_path):
    shutil.copytree(ROOT / "charters" / "acme-globex", tmp_path / "charters" / "acme-globex")
    said = ("evidence", "add", "acme-globex", "saved", "--case", "Pilot One=yes", "--as", "acme.sponsor")
    done = charter(*said, "--today", TODAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "charter: no phase runs: it stands at draft\n  say which one it is for: --phase crawl; type: charter evidence"
        ' add acme-globex saved --phase crawl --case "NAME=yes" --as PARTY.ROLE\n',
    )
    done = charter(*said, "--phase", "crawl", "--today", TODAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "note: no phase runs (it stands at draft), so no gate looks at it yet\n" in done.stdout


def test_what_stands_before_the_action_holds_behind_it(charter, running, tmp_path):
    for arguments in (["list", NAME, "--root", str(running)], ["--root", str(running), "list", NAME]):
        done = charter("evidence", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, f"{NAME} has no evidence yet\n")
    done = charter("evidence", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "charter: say what to do: add, attest, dispute, verify, list\n"
        "  charter evidence --help shows an example of each\n",
    )


ADOPTED = ("add", NAME, "adoption", "--as", "northwind.relationship", "--from", "2026-03-23")
NAMED = tuple(word for name in INVITED[:3] for word in ("--case", f"{name}=yes"))


def test_a_count_is_not_added_to_names_and_both_answers_say_so(charter, tmp_path):
    story("walk").write(tmp_path)

    def said(*arguments: str, day: str) -> str:
        done = charter(*arguments, "--today", day, cwd=tmp_path)
        assert done.stderr == ""
        return " ".join(done.stdout.split())

    assert "note: " not in said("evidence", *ADOPTED, "--to", "2026-05-01", "--case", "7 of 8", day="2026-05-05")
    count = only(tmp_path, "evidence/adoption-")
    names = said("evidence", *ADOPTED, "--to", "2026-06-01", *NAMED, day="2026-06-04")
    note = f"{count} (7 of 8) is not added to the names in evidence/adoption-"
    cure = "only the latest record of a metric counts, so record every customer by name, or one count of all"
    assert f"note: {note}" in names
    assert cure in names
    gate = said("gate", NAME, day="2026-06-06")
    assert note in gate
    assert cure in gate
    late = said("evidence", *ADOPTED, "--to", "2026-05-20", "--case", "8 of 8", day="2026-06-05")
    assert "note: this does not count: evidence/adoption-" in late
    assert "covers later days or is newer, and only the latest record does" in late
    whole = said("evidence", *ADOPTED, "--to", "2026-06-02", "--case", "8 of 8", day="2026-06-06")
    assert "note: " not in whole
    assert "is not added to" not in said("gate", NAME, day="2026-06-07")
