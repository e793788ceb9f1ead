"""`charter lint --fix` and `charter fmt` on real files: what they write, what they refuse, what they say."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from charter.edits.mending import mended
from charter.errors import UnreadablePathError
from charter.finding import Edit, Finding, Fix, Position, Span
from charter.writing import replace_file

ROOT = Path(__file__).parents[1]
GOOD = (ROOT / "charters" / "acme-globex" / "charter.yaml").read_text(encoding="utf-8")
SAFE = GOOD.replace("country: GB", "country: NO")
RISKY = SAFE.replace("kind: engineering", "kind: enginering")


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "charters" / "acme-globex" / "charter.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RISKY, encoding="utf-8")
    return path


def said(done) -> tuple[int, str]:
    return done.returncode, done.stdout + done.stderr


def test_safe_fixes_are_made_and_the_rest_is_reported(charter, terms, tmp_path):
    done = charter("lint", "--fix", cwd=tmp_path)
    assert done.returncode == 1
    assert "schema-violation" in done.stdout
    assert done.stderr.splitlines()[0] == (
        "fixed 1 finding in 1 file; 1 more can be fixed with --unsafe-fixes, which may change the meaning"
    )
    assert terms.read_text(encoding="utf-8") == RISKY.replace("country: NO", 'country: "NO"')

    assert said(charter("lint", "--fix", "--unsafe-fixes", cwd=tmp_path)) == (
        0,
        "fixed 1 finding in 1 file\n0 errors, 0 warnings in 1 file\n",
    )
    assert terms.read_text(encoding="utf-8") == GOOD.replace("country: GB", 'country: "NO"')
    before = terms.stat().st_mtime_ns
    assert said(charter("lint", "--fix", "--unsafe-fixes", cwd=tmp_path))[1].startswith("fixed 0 findings\n")
    assert terms.stat().st_mtime_ns == before


def test_what_to_do_is_pointed_at_where_the_help_is_left_out(charter, terms, tmp_path):
    said = "charter {} --format text says what to do; charter lint --fix puts 1 of them right\n"
    for verb in ("lint", "check"):
        assert charter(verb, cwd=tmp_path).stderr.endswith(f"\n{said.format(verb)}")
        for arguments in (("--quiet",), ("--format", "text"), ("--output", "findings.txt")):
            assert "says what to do" not in charter(verb, *arguments, cwd=tmp_path).stderr
    terms.write_text(RISKY.replace("country: NO", "country: GB"), encoding="utf-8")
    assert charter("lint", cwd=tmp_path).stderr.endswith("\ncharter lint --format text says what to do\n")


def test_a_diff_writes_nothing_and_can_be_applied(charter, terms, tmp_path):
    done = charter("lint", "--diff", "--unsafe-fixes", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "would fix 2 findings in 1 file\n"
    assert terms.read_text(encoding="utf-8") == RISKY
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=done.stdout, text=True, check=True)
    assert terms.read_text(encoding="utf-8") == GOOD.replace("country: GB", 'country: "NO"')
    assert said(charter("lint", "--diff", cwd=tmp_path)) == (0, "would fix 0 findings\n")


def test_line_ends_a_mark_and_permissions_stay(charter, terms, tmp_path):
    raw = b"\xef\xbb\xbf" + SAFE.replace("\n", "\r\n").encode()
    terms.write_bytes(raw)
    terms.chmod(0o600)
    charter("lint", "--fix", cwd=tmp_path)
    assert terms.read_bytes() == raw.replace(b"NO}", b'"NO"}')
    if os.name != "nt":
        assert stat.S_IMODE(terms.stat().st_mode) == 0o600


def test_a_hostile_diff_moves_no_cursor(charter, terms, tmp_path):
    terms.write_text(SAFE.replace("title: ", "title: \x1b[2J\u202e"), encoding="utf-8")
    done = charter("lint", "--diff", "--unsafe-fixes", cwd=tmp_path)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "\\u{1b}[2J\\u{202e}" in done.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes alone does nothing"),
        (["--fix", "--base", "HEAD"], "--base and --baseline choose findings, and fixes are made for all"),
        (["--fix", "--diff"], "not allowed with argument"),
    ],
)
def test_what_makes_no_sense_is_not_done(charter, terms, tmp_path, options, words):
    code, text = said(charter("lint", *options, cwd=tmp_path))
    assert code == 2
    assert words in text
    assert terms.read_text(encoding="utf-8") == RISKY


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("verb", [["lint", "--fix"], ["fmt"]], ids=["lint", "fmt"])
def test_no_file_is_edited_through_a_link_or_outside_of_the_root(charter, terms, tmp_path, verb):
    mess = SAFE.replace("tier: 1\npattern: technology\n", "pattern: technology\ntier: 1\n")
    outside = tmp_path / "elsewhere" / "charter.yaml"
    outside.parent.mkdir()
    outside.write_text(mess, encoding="utf-8")
    terms.unlink()
    terms.symlink_to(outside)
    code, text = said(charter(*verb, cwd=tmp_path))
    assert (code, "is a link, and no file is edited through one" in text) == (2, True)
    code, text = said(charter(*verb, outside.parent, "--root", terms.parent, cwd=tmp_path))
    assert (code, "it lies outside of" in text) == (2, True)
    assert outside.read_text(encoding="utf-8") == mess


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path):
    path = tmp_path / "charter.yaml"
    path.write_bytes(b"somebody else")
    with pytest.raises(UnreadablePathError, match="was changed by somebody else in the meantime"):
        replace_file(path, b"before", b"after")
    assert path.read_bytes() == b"somebody else"
    assert [entry.name for entry in tmp_path.iterdir()] == ["charter.yaml"]


def test_signed_words_are_fixed_only_where_nothing_changes(charter, tmp_path):
    shutil.copytree(ROOT / "charters" / "northwind-contoso", tmp_path / "charters" / "northwind-contoso")
    terms = tmp_path / "charters" / "northwind-contoso" / "charter.yaml"
    digest = charter("digest", "northwind-contoso", cwd=tmp_path).stdout
    signed = terms.read_text(encoding="utf-8")
    safe = signed.replace("title: Northwind", "title: Northwind", 1).replace(
        "tier: 2 ", "tier: 2  # charter: ignore[no-leverage] x\n#", 1
    )
    risky = safe.replace("kind: engineering ", "kind: enginering ", 1)
    terms.write_text(safe, encoding="utf-8")
    assert charter("lint", "--fix", cwd=tmp_path).stderr.startswith("fixed 1 finding in 1 file\n")
    assert charter("digest", "northwind-contoso", cwd=tmp_path).stdout == digest

    terms.write_text(risky, encoding="utf-8")
    code, text = said(charter("lint", "--fix", "--unsafe-fixes", cwd=tmp_path))
    assert code == 1
    assert (
        "charters/northwind-contoso/charter.yaml: 1 fix that is not safe refused: all have signed these terms: raise "
        "the revision, and change them by an amendment\nfixed 1 finding in 1 file\n"
    ) in text
    assert "kind: enginering " in terms.read_text(encoding="utf-8")

    amended = risky.replace("revision: 1 ", "revision: 2 ", 1)
    terms.write_text(amended, encoding="utf-8")
    text = said(charter("lint", "--fix", "--unsafe-fixes", cwd=tmp_path))[1]
    assert "fixed 2 findings in 1 file\n" in text


def _finding(safe: bool, pointer: str, line: int, columns: tuple[int, int], text: str) -> Finding:
    span = Span(Position(line, columns[0]), Position(line, columns[1]))
    return Finding("x", "error", "", span, "", pointer=pointer, fix=Fix(safe, (Edit(span, text),)))


DAMAGE = {
    "a safe one that changes a value": (True, "/b", 2, (4, 5), "y"),
    "a safe one that takes a quote away": (True, "/a", 1, (4, 5), ""),
    "one that changes another value": (False, "/a", 2, (4, 5), "y"),
    "one that adds a key": (False, "/a", 1, (7, 7), "\nc: new"),
    "one that makes a key stand twice": (False, "/b", 2, (1, 2), "a"),
    "one that opens a bracket": (False, "/b", 2, (4, 4), "["),
    "one that hides the rest": (False, "/a", 1, (4, 7), '"'),
    "one about nothing that changes something": (False, "", 2, (4, 5), "y"),
}


@pytest.mark.parametrize("fix", DAMAGE.values(), ids=DAMAGE)
def test_a_fix_that_would_damage_the_file_is_left_out(fix):
    raw = b"a: 'x'\nb: x\n"
    done = mended(
        raw, [_finding(*fix), _finding(False, "/b", 2, (4, 5), "'good'")] if fix[2] != 2 else [_finding(*fix)]
    )
    assert len(done.unsound) == 1
    assert done.raw == (b"a: 'x'\nb: 'good'\n" if fix[2] != 2 else raw)


def test_of_two_fixes_that_meet_the_first_is_made():
    raw = b"a: abc\n"
    done = mended(raw, [_finding(False, "/a", 1, (4, 6), "x"), _finding(False, "/a", 1, (5, 7), "y")])
    assert (done.raw, len(done.applied), done.unsound) == (b"a: xc\n", 1, ())


def test_a_fix_of_several_edits_is_made_whole_or_not_at_all():
    edits = tuple(Edit(Span(Position(line, 4), Position(line, 5)), "y") for line in (1, 2))
    both = Finding("x", "error", "", edits[0].span, "", pointer="/a", fix=Fix(False, edits))
    assert mended(b"a: x\nb: x\n", [both]).raw == b"a: x\nb: x\n"
