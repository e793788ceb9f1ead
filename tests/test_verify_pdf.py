"""`charter verify FILE.pdf`: the file alone, in an empty folder, with the words that a reader sees."""

import json
import os
import subprocess
import sys
import zlib
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pens import PASSPHRASE, pen, tampered
from test_pades import repository, sign
from test_tamper import TODAY, both, failing, made, one, put, rewritten, told, two

import charter
from charter.check.pdf_files import Asking, is_pdf, verified_file, verified_pdf
from charter.cli import main
from charter.errors import CharterError
from charter.rendering.pdf import pdf
from charter.rendering.terms import terms
from charter.report.verification import document, text
from charter.signatures.pades import LARGEST

EVE, LUCA, JANA = (pen(name).key.fingerprint for name in ("eve", "luca", "jana"))


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """The command in this process: loading what reads PDFs takes longer than all that is asked here."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, today="2026-01-02"):
        code = main(["verify", *arguments, "--today", today])
        return code, *capsys.readouterr()

    return run


def test_every_step_is_told_and_what_is_left_to_the_reader(run, tmp_path):
    (tmp_path / "from the mail.PDF").write_bytes(two())
    digest, (first, last) = told().digest, (len(one()), len(two()))
    assert run("from the mail.PDF") == (
        0,
        "acme-globex r1, in from the mail.PDF, on 2026-01-02, from nothing but that file\n"
        f"   1 ✓ it is a whole PDF of {last} bytes, and nothing in it acts, hides or leads elsewhere\n"
        '   2 ✓ its one attachment, charter.json, holds the terms of acme-globex revision 1, "Acme and Globex calendar '
        f'sync", between acme and globex: {digest}\n'
        "   3 ✓ signature 1 stands in signature-acme-sponsor, the box of Jana Brandt, sponsor of acme\n"
        "   4 ✓ signature 1, Jana Brandt of acme: Jana Brandt may speak for acme as sponsor\n"
        "   5 ✓ signature 1, Jana Brandt of acme: it was given on 2025-12-15\n"
        f"   6 ✓ signature 1, Jana Brandt of acme: it is intact, and covers the file from its first byte to byte {first}\n"
        "   7 ✓ signature 1, Jana Brandt of acme: that key is pinned for Jana Brandt, sponsor of acme, on 2025-12-15\n"
        f"   8 ✓ signature 1, Jana Brandt of acme: no other party pins {EVE}\n"
        "   9 ✓ signature 1, Jana Brandt of acme: it names the digest of just this: charter, revision, terms, party, "
        "role, person, day and key\n"
        "  10 ✓ signature 1, Jana Brandt of acme: its certificate was valid when it was signed\n"
        "  11 ✓ signature 2 stands in signature-globex-sponsor, the box of Luca Meier, sponsor of globex\n"
        "  12 ✓ signature 2, Luca Meier of globex: Luca Meier may speak for globex as sponsor\n"
        "  13 ✓ signature 2, Luca Meier of globex: it was given on 2025-12-15\n"
        f"  14 ✓ signature 2, Luca Meier of globex: it is intact, and covers the file from its first byte to byte {last}\n"
        "  15 ✓ signature 2, Luca Meier of globex: that key is pinned for Luca Meier, sponsor of globex, on 2025-12-15\n"
        f"  16 ✓ signature 2, Luca Meier of globex: no other party pins {LUCA}\n"
        "  17 ✓ signature 2, Luca Meier of globex: it names the digest of just this: charter, revision, terms, party, "
        "role, person, day and key\n"
        "  18 ✓ signature 2, Luca Meier of globex: its certificate was valid when it was signed\n"
        "  19 ✓ every party has signed in a box of its own: acme and globex\n"
        "  20 ✓ nothing but signatures was added to the file since it was made\n"
        f"  21 ✓ the last signature covers the file to its last byte, {last}\n"
        "  22 ✓ its pages are those that the attached terms make, byte for byte\n"
        "22 of 22 steps hold\n"
        "left to you: compare these keys by voice\n"
        f"  {EVE}  Jana Brandt, sponsor of acme\n"
        f"  {LUCA}  Luca Meier, sponsor of globex\n"
        "left to you: look into each signature's box: what is drawn there is its signer's own, and nothing that was "
        "agreed\n",
        "",
    )


def test_a_file_that_nobody_signed_says_whose_boxes_are_empty(run, tmp_path):
    (tmp_path / "draft.pdf").write_bytes(made())
    code, out, _ = run("draft.pdf", "--quiet")
    assert code == 1
    assert out.splitlines()[1:] == [
        "   3 ✗ every party has signed in a box of its own: acme and globex",
        "       acme has not signed: signature-acme-sponsor (Jana Brandt, sponsor of acme) is empty",
        "       globex has not signed: signature-globex-sponsor (Luca Meier, sponsor of globex) is empty",
        "4 of 5 steps hold",
    ]


def test_who_has_only_the_file_is_not_sent_to_git(run, tmp_path):
    later = tampered(two(), "note")
    (tmp_path / "two.pdf").write_bytes(later)
    code, out, _ = run("two.pdf")
    assert code == 1
    assert "(pdf-changed-after-signing)\n       help: ask the parties for the file they signed\n" in out
    assert "git" not in out


def test_a_program_reads_it_as_json(run, tmp_path):
    (tmp_path / "one.pdf").write_bytes(one())
    code, out, _ = run("one.pdf", "--format", "json", "--without-pages")
    data = json.loads(out)
    assert (code, data["holds"], data["charter"], data["subject"]) == (1, False, "acme-globex", "r1")
    assert (data["file"], data["digest"], data["unseen"]) == ("one.pdf", told().digest, True)
    assert data["keys"] == [{"party": "acme", "person": "Jana Brandt", "role": "sponsor", "fingerprint": EVE}]
    assert [step["number"] for step in data["steps"] if not step["holds"]] == [11]


def test_it_is_known_by_what_it_begins_with_too(run, tmp_path):
    (tmp_path / "download").write_bytes(two())
    assert run("download", "--quiet", "--expect", f"globex={LUCA}", "--expect", f"acme={EVE}")[0] == 0
    code, out, _ = run("download", "--quiet", "--expect", f"globex={JANA}")
    assert code == 1
    assert out.splitlines()[1:3] == [
        f"  22 ✗ globex signed with {JANA}",
        f"       Luca Meier signed with {LUCA}",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.pdf"], "none.pdf cannot be opened: no such file or directory"),
        (["folder.pdf"], "folder.pdf cannot be read: it is a folder"),
        (["two.pdf", "r1"], "a PDF is proved as a whole: it takes no r1"),
        (["two.pdf", "--export", "there"], "a PDF is proved as a whole: it takes no --export"),
        (["two.pdf", "--witness", "memory"], "a PDF is proved as a whole: it takes no --witness"),
        (["two.pdf", "--expect", "globex"], '--expect "globex" names no key'),
        (["acme-globex", "--font-dir", "fonts"], "--font-dir is for a PDF"),
    ],
)
def test_what_cannot_be_asked_is_told(run, tmp_path, arguments, words):
    (tmp_path / "two.pdf").write_bytes(b"%PDF-")
    (tmp_path / "folder.pdf").mkdir()
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"charter: {words}")


def test_a_pipe_and_a_file_without_end_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    os.mkfifo(tmp_path / "pipe")
    assert not is_pdf(str(tmp_path / "pipe"))
    with pytest.raises(CharterError, match="not a regular file"):
        verified_file(tmp_path / "pipe.pdf", Asking(TODAY))
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(1 << 40)
    proved = verified_file(tmp_path / "huge.pdf", Asking(TODAY))
    assert [problem.message for step in proved.steps for problem in step.problems] == [
        f"it has {LARGEST + 1} bytes, and at most {LARGEST} are read"
    ]


# what stands in it was written by somebody else

FOUL = "Jana\x1b[2J\u202e\x07\n::error::"


def test_nothing_in_it_reaches_the_terminal_as_it_is():
    foul = both(made(), name=FOUL)
    proved = verified_pdf(foul, Asking(TODAY, pages=False), f"{FOUL}.pdf")
    for said in (text(proved, TODAY), document(proved, TODAY)):
        assert not {"\x1b", "\u202e", "\x07"} & set(said)
        assert "\n::error::" not in said
    assert not proved.holds


def changed(name, raw):
    """A file whose attachment, or whose word on its making, is another."""

    def change(document):
        if name == "charter.json":
            document.attachments["charter.json"].obj.EF.F.write(raw)
        else:
            document.Root.PieceInfo.Charter.Private.write(raw)

    return rewritten(made(), change)


@pytest.mark.parametrize("name", ["charter.json", "making"])
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"charter": 1}',
        b"{" * 50_000,
        b'{"charter": "1", "id": "\\u001b[2J", "revision": "1"}',
        b"&a [*a]",
        b'{"a": "' + b"x" * 2_000_000 + b'"}',
    ],
    ids=range(10),
)
def test_terms_and_people_that_cannot_be_read_are_told(name, raw):
    proved = verified_pdf(changed(name, raw), Asking(TODAY), "signed.pdf")
    assert not proved.holds
    assert "\x1b" not in text(proved, TODAY)


def test_a_file_that_unpacks_to_far_more_is_refused():
    bomb = zlib.compress(b"\0" * (40 << 20), 9)

    def change(document):
        document.attachments["charter.json"].obj.EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)

    assert failing(rewritten(made(), change)) != []


def test_a_draft_without_names_of_people_has_boxes_and_nobody_in_them():
    bare = terms("charter.yaml", told().canonical, {})
    raw = put(pdf(bare), "acme", known=bare, field="signature-acme")
    said = text(verified_pdf(raw, Asking(TODAY, pages=False), "x.pdf"), TODAY)
    assert "the file names nobody for that box" in said
    assert "globex has not signed: signature-globex (somebody of globex) is empty" in said


def test_terms_without_a_revision_cannot_be_signed():
    later = told().canonical.replace(
        b'"revision":"1"', b'"revision":{"tbd":{"owner":"acme.sponsor","by":"2027-01-15"}}'
    )
    said = text(verified_pdf(pdf(terms("charter.yaml", later, {})), Asking(TODAY), "x.pdf"), TODAY)
    assert "they have no revision yet, so nobody can sign them" in said


@pytest.mark.parametrize("package", ["pikepdf", "pyhanko", "typst"])
def test_a_package_that_is_missing_is_named(tmp_path, package):
    (tmp_path / "two.pdf").write_bytes(two())
    program = f"import sys; sys.modules['{package}'] = None; from charter.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "verify", tmp_path / "two.pdf", "--today", "2026-01-02", "--quiet"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{package}, which is not installed\n  pip install 'partnership-charter[p" in done.stderr
    if package == "typst":
        done = subprocess.run([*command, "--without-pages"], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0


# with what charter sign makes


def test_what_charter_sign_made_holds_alone_and_beside_its_consents(tmp_path):
    folder, passphrase = repository(tmp_path / "repo"), tmp_path / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\n")
    sign(folder, "contoso", str(passphrase))
    sign(folder, "northwind", str(passphrase), day=date(2025, 12, 17))
    raw, day = (folder / "signed" / "r1.pdf").read_bytes(), date(2025, 12, 18)
    (tmp_path / "alone.pdf").write_bytes(raw)
    alone = charter.verify_file(tmp_path / "alone.pdf", today=day)
    assert alone.holds, text(alone, day)
    beside = charter.verify_file(folder / "signed" / "r1.pdf", today=day)
    assert beside.holds, text(beside, day)
    assert len(beside.steps) == len(alone.steps) + 1
    assert charter.verify("northwind-contoso", root=tmp_path / "repo", today=day).holds

    (folder / "consents" / "r1-contoso.yaml").unlink()
    text_of = (folder / "charter.yaml").read_text()
    (folder / "charter.yaml").write_text(text_of.replace("hours: 24x7", "hours: 8 to 18"))
    (folder / "signed" / "r1.json").unlink()
    last = charter.verify_file(folder / "signed" / "r1.pdf", today=day).steps[-1]
    assert [problem.message.partition(" sha256:")[0] for problem in last.problems] == [
        "there r1 is",
        f"no consent there says that contoso signed with {LUCA}",
    ]
    assert charter.verify_file(tmp_path / "alone.pdf", today=day).holds


def test_fonts_and_paper_travel_in_the_file():
    letter = both(pdf(told(), paper="letter", mark="proposed"))
    assert failing(letter) == []


def test_another_version_of_the_program_is_no_proof_and_no_forgery():
    raw = made()
    with pikepdf.open(BytesIO(raw)) as document:
        said = document.Root.PieceInfo.Charter.Private.read_bytes()
        document.Root.PieceInfo.Charter.Private.write(said.replace(b'"typst":"0.', b'"typst":"9.'))
        out = BytesIO()
        document.save(out, deterministic_id=True)
    proved = verified_pdf(both(out.getvalue()), Asking(TODAY), "signed.pdf")
    (failed,) = (step for step in proved.steps if not step.holds)
    assert failed.shown == "its pages are those that the attached terms make, byte for byte"
    assert failed.problems[0].message.startswith("they cannot be made again here: the file was made with charter ")
    assert "--without-pages" in failed.problems[0].help
    assert failing(both(out.getvalue()), pages=False) == []
