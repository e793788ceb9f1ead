"""A dishonest partner manager with the whole folder in hand, and what `charter check` on the other side says.

`tests/attacks/*.yaml` tells each attack as a life and its edits (see `stories.py`), and the refusal: rule, place and
words. `accepted` instead of that says why nothing in the files can tell: these are the limits that the other side must
know. What cannot be told as edits of files, such as links, settings and sheer size, stands below.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml
from stories import ID, fixture_story, story

from charter.check.checking import check_paths
from charter.check.linting import Asked
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
