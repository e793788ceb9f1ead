"""Who signs an amendment: where only who does what on one side changes, the relationship owners may."""

import pytest
from stories import ID, story

from charter.lifecycle.differences import differences
from charter.lifecycle.running import only_running

HANDOVER = ("owner: contoso.delivery, due: 2026", "owner: contoso.support, due: 2026")


def second_revision(folder, *edits):
    told = story("crawl")
    told.edit("charter.yaml", "revision: 1 ", "revision: 2 ")
    for old, new in edits:
        told.edit("charter.yaml", old, new)
    return told.write(folder)


def test_the_relationship_owners_sign_it_and_it_comes_into_force(charter, tmp_path):
    second_revision(tmp_path, HANDOVER)
    day = ("--today", "2026-02-11")
    told = charter("diff", ID, *day, cwd=tmp_path, COLUMNS="200")
    assert "to be signed by the relationship owner or a signatory of Northwind and Contoso" in told.stdout
    first = charter("sign", ID, "r2", "--as", "northwind.relationship", *day, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert f"charter sign {ID} r2 --as contoso.relationship" in first.stdout
    second = charter("sign", ID, "r2", "--as", "contoso.relationship", *day, cwd=tmp_path)
    assert second.returncode == 0, second.stderr
    amended = charter("advance", ID, "amend", "--as", "northwind.relationship", *day, cwd=tmp_path)
    assert amended.returncode == 0, amended.stderr
    assert charter("check", *day, cwd=tmp_path).returncode == 0


def test_one_more_word_takes_the_signatories(charter, tmp_path):
    second_revision(tmp_path, HANDOVER, ("hours: 24x7", "hours: 8 to 18"))
    day = ("--today", "2026-02-11")
    assert (
        "to be signed by a signatory of Northwind and Contoso"
        in charter("diff", ID, *day, cwd=tmp_path, COLUMNS="200").stdout
    )
    done = charter("sign", ID, "r2", "--as", "contoso.relationship", *day, cwd=tmp_path)
    assert done.returncode == 1
    assert "the role relationship cannot give this consent for contoso: it takes sponsor" in done.stderr
    assert not (tmp_path / "charters" / ID / "consents" / "r2-contoso.yaml").exists()


@pytest.mark.parametrize(
    ("before", "after", "running"),
    [
        ({"delivery": {"a": "a.x"}}, {"delivery": {"a": "a.y"}}, True),
        ({"delivery": {"a": "a.x"}}, {"delivery": {"a": "b.x"}}, False),
        ({"delivery": {"a": "a.x"}}, {"delivery": {"a": "a.x"}, "support": {"a": "a.x"}}, False),
        ({"delivery": {"a": "a.x"}, "support": {"a": "a.x"}}, {"delivery": {"a": "a.x"}}, False),
        ({"delivery": {"a": "a.x"}}, {"delivery": {"a": {"none": "nobody"}}}, False),
        ({"relationship": {"a": "a.x"}}, {"relationship": {"a": "a.y"}}, False),
    ],
)
def test_only_another_person_of_the_same_party_for_the_same_duty_is_running(before, after, running):
    terms = {"revision": "1", "governance": {"owners": before}}, {"revision": "2", "governance": {"owners": after}}
    assert only_running(*terms) is running


@pytest.mark.parametrize("other", ["a", {"0": "a"}, ["a", "a"], [], None])
def test_a_list_and_what_is_no_list_of_its_length_differ_as_a_whole(other):
    assert list(differences({"x": ["a"]}, {"x": other})) == [(("x",), ["a"], other)]
    assert list(differences({"x": other}, {"x": ["a"]})) == [(("x",), other, ["a"])]
