"""`charter check`: everything at once, and what stands in a charter's folder that has no business there."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from stories import ID, Story, story

from charter.cli import main

ROOT = Path(__file__).parents[1]
OTHERS = ("acme-globex", "litware-tailwind", "proseware-trey")
CLEAN = "replayed 1 charter, 2 decisions, 0 evidence files, 4 consents; 0 errors, 0 warnings in 9 files\n"
DAY = "2026-02-01"
Check = Callable[..., tuple[int, str, str]]
Damage = Callable[[Path], object]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """`check(arguments…)` as the console script runs it, in a repository of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTER_CACHE_DIR", str(tmp_path / ".cache-of-the-test"))

    def run(*arguments: str, today: str = DAY) -> tuple[int, str, str]:
        code = main(["check", *arguments, "--today", today])
        said = capsys.readouterr()
        return code, said.out, said.err.replace(str(tmp_path), "…")

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A charter that crawls, with two decisions and four consents."""
    return story("crawl").write(tmp_path)


def several(root: Path, told: Story) -> Path:
    """The told charter between examples that hold."""
    for name in OTHERS:
        shutil.copytree(ROOT / "charters" / name, root / "charters" / name)
    shutil.copy(ROOT / "program.yaml", root / "program.yaml")
    return told.write(root)


# what is asked


@pytest.mark.parametrize(
    "paths",
    [[], [ID], [f"charters/{ID}"], ["charters"], ["."], [f"charters/{ID}/charter.yaml"], [ID, f"charters/{ID}"]],
)
def test_a_charter_is_named_by_id_folder_or_file(check, folder, paths):
    assert check(*paths) == (0, "", CLEAN)


def test_any_file_of_a_charter_stands_for_all_of_it(check, folder):
    for local in ("decisions/0001.yaml", "consents/r1-contoso.yaml", "people/contoso.yaml"):
        assert check(f"charters/{ID}/{local}") == (0, "", CLEAN)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "charter: nowhere does not exist\n  give a file, a folder or the id of a charter\n"),
        ([f"charters/{ID}/decisions"], f"charter: charters/{ID}/decisions holds no charter\n"),
        ([ID, "nowhere"], "charter: nowhere does not exist\n"),
        (["--format", "xml"], "charter: argument --format: invalid choice"),
        (["--root", "nowhere"], "charter: --root nowhere is not a folder\n"),
        (["--today", "soon"], "charter: argument --today: 'soon' is not a day such as 2027-03-05\n"),
    ],
)
def test_what_cannot_be_asked_exits_2(check, folder, monkeypatch, capsys, arguments, words):
    code = main(["check", *arguments])
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err.startswith(words)


@pytest.mark.parametrize("made", [[], ["charters"], ["charters/acme-globex"], ["charters/acme-globex/people"]])
def test_a_folder_without_charters_is_no_clean_bill(check, tmp_path, made):
    for place in made:
        (tmp_path / place).mkdir(parents=True)
    code, out, err = check()
    assert (code, out) == (2, "")
    assert "no charter" in err


# what is answered


def test_a_broken_record_is_found_among_good_ones_and_only_there(check, tmp_path):
    folder = several(tmp_path, story("crawl"))
    code, out, err = check(today="2028-04-30")
    assert (code, out) == (0, "")
    assert err.startswith("replayed 4 charters, ")
    (folder / "decisions/0001.yaml").unlink()
    code, out, err = check(today="2028-04-30")
    assert code == 1
    assert out.startswith(
        f"charters/{ID}/decisions/0002.yaml:2:6: error decision-missing decision 1 is missing: after the beginning comes 2\n"
    )
    assert all(line.startswith(f"charters/{ID}/") for line in out.splitlines())
    places = [
        (path, int(line), int(column)) for path, line, column, _ in (row.split(":", 3) for row in out.splitlines())
    ]
    assert places == sorted(places)
    assert check(*OTHERS, today="2028-04-30")[:2] == (0, "")
    assert check(ID, today="2028-04-30")[:2] == (1, out)
    for paths in ([ID, *OTHERS], [*OTHERS, ID], ["--jobs", "2"], ["--no-cache"]):
        assert check(*paths, today="2028-04-30")[:2] == (code, out)


def test_the_day_decides(check, folder):
    code, out, _ = check(today="2026-01-11")
    assert code == 1
    assert out.splitlines() == [
        f"charters/{ID}/consents/d0002-{party}.yaml:9:7: error consent-from-the-future"
        " it is dated 2026-01-12, which is after 2026-01-11"
        for party in ("contoso", "northwind")
    ]
    assert check(today="2026-01-12")[0] == 0


MISSING = f"charters/{ID}/signed/r1.json"
SAID = "every party signed revision 1, and signed/r1.json is not there"


def test_every_format_says_the_same(check, folder, tmp_path):
    (folder / "signed/r1.json").unlink()
    answers = {form: check("--format", form) for form in ("concise", "text", "json", "sarif", "github")}
    assert {code for code, _, _ in answers.values()} == {1}
    assert answers["concise"][1] == f"{MISSING}:1:1: error signed-terms-missing {SAID}\n"
    assert MISSING in answers["text"][1]
    assert SAID in answers["text"][1]
    (found,) = json.loads(answers["json"][1])["findings"]
    assert (found["rule"], found["path"], found["message"], found["charter"]) == (
        "signed-terms-missing",
        MISSING,
        SAID,
        ID,
    )
    (result,) = json.loads(answers["sarif"][1])["runs"][0]["results"]
    assert (result["ruleId"], result["message"]["text"]) == (
        "signed-terms-missing",
        f"{SAID}. two signatures that meet in a merge leave it out: charter sign {ID} r1 --as contoso.sponsor writes it",
    )
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == MISSING
    assert answers["github"][1].startswith(f"::error file={MISSING},line=1,")
    assert check("--format", "json", "--output", "found.json")[:2] == (1, "")
    assert (tmp_path / "found.json").read_text() == answers["json"][1]
    assert check("--quiet")[2] == ""


def test_a_defect_that_is_shown_with_its_source_line(check, folder):
    text = (folder / "decisions/0002.yaml").read_text()
    (folder / "decisions/0002.yaml").write_text(text.replace("date: 2026-01-09", "date: 2026-01-10"))
    code, out, _ = check("--format", "text")
    assert code == 1
    assert "consent-to-other-words" in out
    assert "^" in out


# what stands in the folder


def _copy(name: str, source: str = "decisions/0001.yaml", folder_of: str = "decisions") -> Damage:
    def damage(folder: Path) -> None:
        target = folder / folder_of / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((folder / source).read_bytes())

    return damage


@pytest.mark.parametrize(
    "name", ["0001.yaml~", ".0003.yaml.0123456789abcdef.tmp", "#0001.yaml#", "0001.yaml.orig", "README.md"]
)
def test_what_editors_and_crashes_leave_behind_is_not_read(check, folder, name):
    _copy(name)(folder)
    assert check() == (0, "", CLEAN)


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("1.yaml", "0001", "decisions/1.yaml:2:6: error decision-misnumbered this file is called 1.yaml, and says that it is decision 1"),
        ("0001 (1).yaml", "0001", "decisions/0001 (1).yaml:2:6: error decision-misnumbered this file is called 0001 (1).yaml,"),
        (".0002.yaml", "0001", "decisions/.0002.yaml:2:6: error decision-misnumbered this file is called .0002.yaml,"),
        ("0001.yml", "0001", "decisions/0001.yml:2:6: error decision-forked there are two decisions 1: decisions/0001.yaml and"),
        ("0002b.yaml", "0002", "decisions/0002b.yaml:2:6: error decision-forked there are two decisions 2: decisions/0002.yaml and"
         " decisions/0002b.yaml"),
        ("0003.yaml", "0002", "decisions/0003.yaml:2:6: error decision-forked there are two decisions 2: decisions/0002.yaml and"
         " decisions/0003.yaml"),
        ("0003.YAML", "0002", "decisions/0003.YAML:1:1: error record-astray"),
        ("old/0003.yaml", "0002", "decisions/old/0003.yaml:1:1: error record-astray"),
    ],
)  # fmt: skip
def test_a_second_decision_under_any_name_is_told_at_its_place(check, folder, name, source, found):
    _copy(name, f"decisions/{source}.yaml")(folder)
    code, out, _ = check()
    assert code == 1
    assert any(line.startswith(f"charters/{ID}/{found}") for line in out.splitlines()), out


def _bytes(change: Callable[[bytes], bytes], pattern: str = "*/*.yaml") -> Damage:
    def damage(folder: Path) -> None:
        for path in (*folder.glob(pattern), *folder.glob("charter.yaml")):
            path.write_bytes(change(path.read_bytes()))

    return damage


def test_line_ends_of_another_system_change_nothing(check, folder):
    _bytes(lambda raw: raw.replace(b"\n", b"\r\n"))(folder)
    assert check() == (0, "", CLEAN)


def test_a_byte_order_mark_is_told_in_every_file(check, folder):
    _bytes(lambda raw: b"\xef\xbb\xbf" + raw)(folder)
    code, out, _ = check()
    marks = [line for line in out.splitlines() if "hidden-character the file begins with U+FEFF" in line]
    assert (code, len(marks)) == (1, 9)


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw + b"\r\n",
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw[:-1],
        lambda raw: b"",
        lambda raw: b"[]",
        lambda raw: b'"x"',
        lambda raw: b"1e999",
        lambda raw: raw[:9] + b"\xff" + raw[9:],
    ],
)
def test_signed_terms_are_canonical_to_the_byte(check, folder, change):
    path = folder / "signed/r1.json"
    path.write_bytes(change(path.read_bytes()))
    code, out, _ = check()
    words = "error record-unreadable signed/r1.json cannot be understood, so nothing may be built on it"
    assert (code, out) == (1, f"{MISSING}:1:1: {words}\n")


def _gone(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _folder(path: Path) -> None:
    _gone(path)
    path.mkdir()


def _pipe(path: Path) -> None:
    _gone(path)
    os.mkfifo(path)


def _loop(path: Path) -> None:
    _gone(path)
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    _gone(path)
    path.symlink_to("nothing")


FILES = ("charter.yaml", "people/contoso.yaml", "decisions/0002.yaml", "consents/d0002-contoso.yaml", "signed/r1.json")
REPLACED = {
    _folder: "cannot be read: it is a folder",
    _pipe: "cannot be read: it is not a regular file",
    _loop: "cannot be opened: too many levels of symbolic links",
    _dangling: "cannot be opened: no such file or directory",
}


@pytest.mark.skipif(os.name == "nt", reason="pipes and links")
@pytest.mark.parametrize("local", FILES)
@pytest.mark.parametrize("damage", REPLACED, ids=lambda damage: damage.__name__.strip("_"))
def test_what_is_no_file_cannot_be_asked(check, folder, tmp_path, local, damage):
    damage(folder / local)
    assert check() == (2, "", f"charter: …/charters/{ID}/{local} {REPLACED[damage]}\n")


@pytest.mark.skipif(os.name == "nt", reason="links")
@pytest.mark.parametrize("name", ["people", "decisions", "consents", "evidence"])
def test_a_folder_of_the_record_is_a_folder(check, folder, name):
    place = folder / name
    shutil.rmtree(place, ignore_errors=True)
    place.write_bytes(b"")
    assert check() == (2, "", f"charter: …/charters/{ID}/{name} cannot be opened: it is a file, not a folder\n")
    place.unlink()
    place.symlink_to(place.name)
    assert check() == (2, "", f"charter: …/charters/{ID}/{name} cannot be opened: too many levels of symbolic links\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("local", [*FILES, "decisions", "people"])
def test_what_may_not_be_read_cannot_be_asked(check, folder, local):
    (folder / local).chmod(0)
    code, _, err = check()
    (folder / local).chmod(0o755)
    assert (code, "permission denied" in err.lower()) == (2, True)


def test_a_consent_that_is_gone_is_awaited_again_and_a_decision_that_is_gone_is_missed(check, folder):
    (folder / "consents/d0002-contoso.yaml").unlink()
    assert check()[:2] == (0, "")
    (folder / "decisions/0002.yaml").unlink()
    code, out, _ = check()
    assert (code, out) == (
        1,
        f"charters/{ID}/consents/d0002-northwind.yaml:3:10: error consent-to-nothing it speaks of d0002, and there is no d0002\n",
    )


def test_a_folder_without_its_terms_is_told(check, folder):
    (folder / "charter.yaml").unlink()
    code, out, err = check()
    assert (code, out) == (2, "")
    assert err.startswith(f"charter: …/charters/{ID} holds ")
    assert " and no charter.yaml\n" in err
