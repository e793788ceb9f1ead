"""A dishonest partner manager with the whole folder in hand, and what `charter check` on the other side says.

`tests/attacks/*.yaml` tells each attack as a life and its edits (see `stories.py`), and the refusal: rule, place and
words. `accepted` instead of that says why nothing in the files can tell: these are the limits that the other side must
know. What cannot be told as edits of files, such as links, settings and sheer size, stands below.
"""

import contextlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from stories import ID, _measured, fixture_story, story

from charter.check.checking import check_paths
from charter.check.linting import Asked
from charter.cli import main
from charter.errors import CharterError

FILES = sorted((Path(__file__).parent / "attacks").glob("*.yaml"))


def attacks():
    for file in FILES:
        for case in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["attacks"]:
            yield pytest.param(case, id=f"{file.stem}: {case['attack']}")


def checked(root, today, *paths):
    """The errors of `charter check` as (rule, path inside the charter, pointer, message)."""
    report = check_paths(root, paths, Asked(today), jobs=1, cached=False).report
    prefix = f"charters/{ID}/"
    return [
        {"rule": one.rule, "path": one.path.rpartition(prefix)[2], "pointer": one.pointer, "message": one.message}
        for one in report.findings
        if one.severity == "error"
    ]


@pytest.mark.parametrize("case", list(attacks()))
def test_attack(case, tmp_path):
    told = fixture_story(case)
    told.write(tmp_path)
    today = date.fromisoformat(case["today"]) if "today" in case else told.today
    found = checked(tmp_path, today)
    if "accepted" in case:
        assert found == []
    else:
        assert case["refused"] in found


def test_there_are_many_attacks_and_no_two_of_one_name():
    names = [param.id for param in attacks()]
    assert len(names) == len(set(names)) > 200


# what is no edit of a file


@pytest.mark.parametrize(
    ("local", "said"),
    [
        ("decisions/0003.yaml", "it is a link, and what it leads to may be another file elsewhere"),
        ("consents/d0003-contoso.yaml", "it is a link, and what it leads to may be another file elsewhere"),
        ("people/contoso.yaml", "it is a link, and what it leads to may be another file elsewhere"),
        ("signed/r1.json", "it is a link, and what it leads to may be another file elsewhere"),
        ("charter.yaml", "it is a link, and what it leads to may be another file elsewhere"),
        ("decisions", "it is a link, and what it leads to may be another file elsewhere"),
    ],
)
def test_a_link_in_place_of_a_part_of_the_record(local, said, tmp_path):
    """Each side could be shown another file behind it."""
    told = story("walk")
    place = told.write(tmp_path) / local
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    assert {"rule": "record-astray", "path": local, "pointer": "", "message": said} in checked(tmp_path, told.today)


@pytest.mark.parametrize("inside", ["evidence/data/crawl-hours.csv", "evidence/data"])
def test_a_link_in_place_of_the_data(inside, tmp_path):
    told = story("crawl measured")
    place = told.write(tmp_path) / inside
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    refused = {
        "rule": "evidence-file-missing",
        "path": "evidence/onboarding-hours-6a662cea.yaml",
        "pointer": "/source/file",
        "message": "there is no file evidence/data/crawl-hours.csv",
    }
    assert refused in checked(tmp_path, told.today)


def test_a_folder_in_place_of_the_data(tmp_path):
    told = story("crawl measured")
    place = told.write(tmp_path) / "evidence/data/crawl-hours.csv"
    place.unlink()
    place.mkdir()
    assert "evidence-file-missing" in {one["rule"] for one in checked(tmp_path, told.today)}


def test_the_terms_are_deleted_and_the_record_is_left(tmp_path):
    """With another charter beside it this one would just not be looked at any more."""
    told = story("walk")
    told.write(tmp_path).joinpath("charter.yaml").unlink()
    (tmp_path / "charters" / "other").mkdir()
    (tmp_path / "charters" / "other" / "charter.yaml").write_text("charter: 1\nid: other\n")
    with pytest.raises(CharterError, match=r"northwind-contoso holds (decisions|signed)/ and no charter.yaml"):
        checked(tmp_path, told.today)


def test_a_charter_may_be_called_decisions(tmp_path):
    told = story("draft")
    told.edit("charter.yaml", f"id: {ID} ", "id: decisions ")
    told.write(tmp_path).rename(tmp_path / "charters" / "decisions")
    assert checked(tmp_path, told.today) == []


def test_the_whole_charter_is_deleted(tmp_path):
    """Nothing in a folder can tell what is no longer in it: git does, and a company's own memory of the digests."""
    told = story("walk")
    told.write(tmp_path).rename(tmp_path / "gone")
    other = story("draft")
    other.edit("charter.yaml", f"id: {ID} ", "id: other ")
    other.write(tmp_path).rename(tmp_path / "charters" / "other")
    assert checked(tmp_path, told.today) == []


def test_the_folder_is_renamed(tmp_path):
    told = story("walk")
    told.write(tmp_path).rename(tmp_path / "charters" / "northwind")
    found = checked(tmp_path, told.today)
    assert [(one["rule"], one["message"]) for one in found] == [
        ("id-differs-from-folder", 'the id is "northwind-contoso", the folder is called "northwind"')
    ]


def test_a_second_record_of_one_charter_is_kept_in_another_folder(tmp_path):
    told, other = story("walk"), story("no-go")
    told.write(tmp_path)
    other.write(tmp_path / "charters" / "archive")
    said = "it says that it is northwind-contoso, and so does {}: two records of one charter"
    found = [one for one in checked(tmp_path, told.today) if one["rule"] == "record-astray"]
    first = "charters/archive/charters/northwind-contoso/charter.yaml"
    assert [one["message"].endswith(said.format(first).rpartition("charters/")[2]) for one in found] == [True]


def test_a_copy_under_another_id_carries_no_record_along(tmp_path):
    told = story("walk")
    told.edit("charter.yaml", f"id: {ID} ", "id: tailwind-contoso ")
    told.write(tmp_path).rename(tmp_path / "charters" / "tailwind-contoso")
    assert {"decision-of-another-charter", "consent-of-another-charter"} <= {
        one["rule"] for one in checked(tmp_path, told.today)
    }


# settings


@pytest.mark.parametrize(
    "settings",
    [
        'ignore = ["advanced-without-pass"]',
        'select = ["no-baseline"]',
        '[severity]\nadvanced-without-pass = "off"',
        '[per-path."charters/*"]\nadvanced-without-pass = "off"',
    ],
)
def test_settings_of_the_repository_silence_nothing_about_the_record(charter, settings, tmp_path):
    told = story("failed")
    told.decide("go", "crawl", "walk", "2026-03-18")
    told.write(tmp_path)
    (tmp_path / "charter.toml").write_text(settings)
    done = charter("check", "--today", "2026-03-20", cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert "advanced-without-pass" in done.stdout + done.stderr


def test_policy_that_is_lowered_after_signing_changes_no_gate(tmp_path):
    told = story("failed")
    told.write(tmp_path)
    program = (Path(__file__).parents[1] / "program.yaml").read_text(encoding="utf-8")
    (tmp_path / "program.yaml").write_text(program.replace("improves: 20%", "improves: 1%"), encoding="utf-8")
    told.decide("go", "crawl", "walk", "2026-03-18")
    told.write(tmp_path)
    assert "advanced-without-pass" in {one["rule"] for one in checked(tmp_path, told.today)}


# tables behind evidence

HEAD = "site,customer,hours\n"
TABLES = {
    "the header names a column twice": (
        "site,customer,hours,hours\n1,Helio 3PL,29,1\n3,Brandt Lager,31,1\n",
        "the header names a column twice",
    ),
    "a formula": (f"{HEAD}1,Helio 3PL,=12+17\n3,Brandt Lager,31\n", 'line 2: what stands in "hours" is not a number'),
    "an exponent": (f"{HEAD}1,Helio 3PL,2.9e1\n3,Brandt Lager,31\n", 'line 2: what stands in "hours" is not a number'),
    "full-width digits": (f"{HEAD}1,Helio 3PL,２９\n", 'line 2: what stands in "hours" is not a number'),
    "thousands": (f'{HEAD}1,Helio 3PL,"1,000"\n', 'line 2: what stands in "hours" is not a number'),
    "no number": (f"{HEAD}1,Helio 3PL,29\n3,Brandt Lager,nan\n", 'line 3: what stands in "hours" is not a number'),
    "a quote that swallows the bad rows": (
        f'{HEAD}1,Helio 3PL,29\n3,Brandt Lager,31\n4,"Brandt Lager,90\n5,Brandt Lager,90\n',
        "line 5 is no CSV: unexpected end of data",
    ),
    "a short row": (f"{HEAD}1,Helio 3PL,29\n6,Brandt Lager\n", "line 3 has 2 cells, the header has 3"),
    "a long row": (f"{HEAD}1,Helio 3PL,29\n6,Brandt Lager,31,1\n", "line 3 has 4 cells, the header has 3"),
    "a null": (f"{HEAD}1,Helio 3PL,29\n\0", "the file holds a null character"),
    "nothing": ("", "the file is empty"),
    "a header alone": (HEAD, "the file has no rows below its header"),
    "a pointer to a file elsewhere": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        'there is no column "hours"',
    ),
    "more than is read": (
        HEAD + "1,Helio 3PL,1\n" * 80_000,
        "evidence/data/crawl-hours.csv is too large to be recomputed",
    ),
}
HIDDEN = {
    "a row under a twin of the name": f"{HEAD}1,Helio 3PL,29\n3,Brandt Lager,31\n5,Br\u0430ndt Lager,90\n",
    "a row under the name with a hidden sign": f"{HEAD}1,Helio 3PL,29\n3,Brandt Lager,31\n5,Brandt\u200b Lager,90\n",
    "a row behind a line end inside the name": f'{HEAD}1,Helio 3PL,29\n3,Brandt Lager,31\n5,"Brandt\nLager",90\n',
}


def measured(rows):
    told = story("crawl")
    _measured(told, rows=rows.encode())
    return told


@pytest.mark.parametrize("trick", TABLES)
def test_a_table_that_cannot_be_read_is_not_guessed_at(trick, tmp_path):
    rows, said = TABLES[trick]
    told = measured(rows)
    told.write(tmp_path)
    assert [(one["rule"], one["message"]) for one in checked(tmp_path, told.today)] == [
        ("evidence-not-reproduced", f"evidence/data/crawl-hours.csv: {said}")
    ]


@pytest.mark.parametrize("trick", HIDDEN)
def test_a_row_that_nobody_is_to_see_is_seen(trick, tmp_path):
    told = measured(HIDDEN[trick])
    told.write(tmp_path)
    (found,) = checked(tmp_path, told.today)
    assert (found["rule"], found["pointer"]) == ("evidence-not-reproduced", "/cases")
    assert found["message"] == "evidence/data/crawl-hours.csv yields 1 case that no case here records"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_change_no_number(ending, tmp_path):
    told = measured("\ufeff" + f"{HEAD}1,Helio 3PL,29\n3,Brandt Lager,31\n".replace("\n", ending))
    told.write(tmp_path)
    assert checked(tmp_path, told.today) == []


# what is printed

LIVE = "Helio\n::error::pwned\n##[command]pwned"
COMMANDS = (
    ("check", "--no-cache", "--jobs", "1"),
    ("check", "--no-cache", "--jobs", "1", "--format", "text"),
    ("check", "--no-cache", "--jobs", "1", "--format", "github"),
    ("gate", ID),
    ("gate", ID, "--pack"),
    ("status",),
    ("status", ID),
    ("evidence", "verify", ID),
    ("evidence", "list", ID),
    ("rehearse", ID),
    ("graph", ID),
    ("advance", ID, "go", "--as", "northwind.relationship"),
    ("advance", ID, "pause", "--as", "northwind.relationship", "--reason", LIVE),
    ("sign", ID, "--as", "contoso.relationship"),
)
EVERYWHERE = [
    ("charter.yaml", "title: Northwind × Contoso warehouse onboarding", "title: {}"),
    ("charter.yaml", 'ask: "Would each pilot customer recommend this to a peer?"', "ask: {}"),
    ("charter.yaml", 'event: "Either party gives notice"', "event: {}"),
    ("charter.yaml", 'plan: "Northwind takes over open installations."', "plan: {}"),
    ("charter.yaml", "what: Joint installation runbook", "what: {}"),
    ("charter.yaml", "unit: hours\n", "unit: {}\n"),
    ("charter.yaml", "name: Contoso Field Services AG", "name: {}"),
    ("people/contoso.yaml", "name: Nora Keller", "name: {}"),
    ("people/contoso.yaml", "name: Timo Wirz", "name: {}"),
]


@pytest.mark.parametrize("point", ["crawl measured", "crawl asked", "walk", "exit"])
def test_nothing_that_a_partner_wrote_comes_alive_in_what_is_printed(point, tmp_path, monkeypatch, capsys):
    """Line ends that begin a command of a build, in every text; escapes and reordering in the names of files."""
    quoted = json.dumps(LIVE)
    told = story(point, [{"edit": file, "old": old, "new": new.format(quoted)} for file, old, new in EVERYWHERE])
    told.consent(f"d{told.seq:04d}", "contoso", str(told.today), says="decline", reason=LIVE, person=LIVE)
    told.evidence("x", "?scalable", "crawl", [{"customer": LIVE, "answer": "yes"}], str(told.today), note=LIVE)
    folder = told.write(tmp_path)
    for place in ("decisions/{}.yaml", "evidence/{}.YAML", "signed/{}.json", "consents/{}.yaml"):
        (folder / place.format("\x1b[2J\u202e\n::error::pwned")).write_text("a: b", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for arguments in COMMANDS:
        with contextlib.suppress(SystemExit):
            assert main([*arguments, "--today", str(told.today)]) in (0, 1, 2), arguments
        printed = "".join(capsys.readouterr())
        assert not set(printed) & {"\x1b", "\u202e", "\r"}, arguments
        assert not re.findall(r"^\s*(?:::error::pwned|##\[).*", printed, re.MULTILINE), (arguments, printed)
