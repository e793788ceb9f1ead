"""Consents inside the PDF: two companies sign one file in their boxes, and nobody signs in one that holds more."""

import http.server
import os
import shutil
import subprocess
import sys
import threading
from datetime import date
from io import BytesIO

import pikepdf
import pytest
import yaml
from pens import FOLDER, PASSPHRASE, clock, pen, tampered
from stories import ID, story

from charter.acts.consenting import give
from charter.acts.penning import Request
from charter.acts.signed_file import boxes
from charter.check.checking import record_objections
from charter.check.recording import read_record
from charter.errors import RefusedError
from charter.lifecycle.replay import replay
from charter.rendering.pdf import pdf as rendered
from charter.rendering.terms import terms
from charter.signatures.pades import read_signed
from charter.values import Role

DAY = date(2025, 12, 15)
PARTIES = {"northwind": "jana", "contoso": "luca"}


@pytest.fixture(scope="module")
def passphrase(tmp_path_factory):
    file = tmp_path_factory.mktemp("secret") / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return str(file)


def repository(root, *before, least="pdf"):
    """A charter that is proposed, whose sponsors have keys with certificates."""
    edits = [{"pens": PARTIES}, {"edit": "charter.yaml", "old": "least: attested", "new": f"least: {least}"}, *before]
    folder = story("proposed", edits).write(root)
    (root / "program.yaml").write_text("program: 1\n")
    return folder


@pytest.fixture(scope="module")
def proposed(tmp_path_factory):
    return repository(tmp_path_factory.mktemp("proposed"))


@pytest.fixture(scope="module")
def half(tmp_path_factory, proposed, passphrase):
    """Northwind has signed."""
    folder = copied(proposed, tmp_path_factory.mktemp("half"))
    sign(folder, "northwind", passphrase)
    return folder


@pytest.fixture
def copy(tmp_path):
    return lambda folder: copied(folder, tmp_path)


def copied(folder, root):
    shutil.copytree(folder.parents[1], root / "repo")
    return root / "repo" / "charters" / ID


def sign(folder, party, passphrase, key="", day=DAY, **more):
    path = str(FOLDER / f"{key or PARTIES[party]}.p12")
    asked = {"subject": "r1", "says": "", "role": Role(party, "sponsor"), "method": "pdf", "key": path}
    return give(read_record(folder), Request(**asked, today=day, passphrase=passphrase, **more))


def against(folder, day=DAY):
    record = read_record(folder)
    return [f"{one.rule}: {one.message}" for one in record_objections(record, replay(record.facts, day), day)]


def refused(*arguments, **more):
    with pytest.raises(RefusedError) as caught:
        sign(*arguments, **more)
    return f"{caught.value}", caught.value.help


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def installed(name):
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"no {name} here")
    return path


@pytest.fixture(scope="module")
def both(tmp_path_factory, half, passphrase):
    folder = copied(half, tmp_path_factory.mktemp("both"))
    sign(folder, "contoso", passphrase)
    return folder


def test_two_parties_sign_one_file_and_each_signature_leaves_the_one_before_as_it_was(half, both):
    first, second = ((folder / "signed" / "r1.pdf").read_bytes() for folder in (half, both))
    assert second.startswith(first)
    found = read_signed(second)
    assert [one.field for one in found.signatures] == ["signature-northwind-sponsor", "signature-contoso-sponsor"]
    assert [one.key for one in found.signatures] == [pen("jana").key, pen("luca").key]
    assert (both / "signed" / "r1.json").exists()
    assert against(both) == []
    said = yaml.load((both / "consents" / "r1-northwind.yaml").read_text(), yaml.BaseLoader)
    assert (said["method"], said["key"]) == ("pdf", pen("jana").key.fingerprint)
    assert (said["signature"]["file"], said["signature"]["size"]) == ("r1.pdf", str(len(first)))
    assert found.signatures[0].reason.startswith("Jana Brandt, sponsor of northwind, signs revision 1 of Northwind × ")


def test_other_programs_find_both_signatures_valid_and_the_file_whole(both):
    file = both / "signed" / "r1.pdf"
    told = subprocess.run([installed("pdfsig"), "-nocert", file], capture_output=True, text=True).stdout
    assert told.count("Signature is Valid.") == 2
    assert "Total document signed" in told
    checked = subprocess.run([installed("qpdf"), "--check", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_it_stays_what_it_claims_to_be_pdf_a_and_pdf_ua(both):
    with pikepdf.open(both / "signed" / "r1.pdf") as document:
        meta = str(document.open_metadata())
        assert 'pdfaid:part="3"' in meta or "<pdfaid:part>3<" in meta
        assert "pdfuaid:part" in meta
        for field in document.Root.AcroForm.Fields:
            assert "/StructParent" in field
            fonts = field.AP.N.Resources.Font
            for name in fonts:
                [descendant] = fonts[name].DescendantFonts
                assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
                assert "/ToUnicode" in fonts[name]


def test_each_box_says_who_signed_as_what_when_and_with_which_key(both):
    told = subprocess.run(
        [installed("pdftotext"), "-layout", both / "signed" / "r1.pdf", "-"], capture_output=True, text=True
    ).stdout
    for text in ("Sponsor of Northwind, 15 December 2025", pen("jana").key.fingerprint, pen("luca").key.fingerprint):
        assert text in told


def test_they_may_sign_in_the_other_order(proposed, copy, passphrase):
    folder = copy(proposed)
    sign(folder, "contoso", passphrase)
    given = sign(folder, "northwind", passphrase, day=date(2025, 12, 16))
    assert (given.completes, against(folder, date(2025, 12, 16))) == (1, [])


def test_one_may_sign_inside_the_pdf_and_the_other_with_a_key_beside_it(tmp_path, passphrase):
    more = {"pin": "contoso", "key": "luca", "at": "/roles/sponsor/0/key"}
    told = story(
        "proposed", [{"pens": PARTIES}, {"edit": "charter.yaml", "old": "least: attested", "new": "least: ssh"}, more]
    )
    told.consent("r1", "contoso", "2025-12-15", says="sign", **{"with": "luca"})
    folder = told.write(tmp_path)
    (tmp_path / "program.yaml").write_text("program: 1\n")
    assert sign(folder, "northwind", passphrase).completes == 1
    assert against(folder) == []


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            "eve",
            "/northwind-contoso/people/contoso.yaml pins {luca} for Luca Meier",
        ),
        ("jana", "jana.p12 is the key {jana} of Jana Brandt of northwind"),
        ("weak", "weak.p12 cannot be used: its key cannot be used: an RSA key of 2048 bits is too weak or too long"),
        ("nobody", "there is no key "),
    ],
)
def test_only_the_key_that_is_pinned_signs(half, copy, passphrase, key, message):
    folder, names = copy(half), {name: pen(name).key.fingerprint for name in ("eve", "luca", "jana")}
    before = files(folder)
    assert message.format(**names) in refused(folder, "contoso", passphrase, key=key)[0]
    assert files(folder) == before


def test_a_passphrase_that_does_not_open_it_is_told(half, copy, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("battery staple\n")
    message, _ = refused(copy(half), "contoso", str(wrong))
    assert message.endswith("luca.p12 cannot be used: its passphrase is another one")


def test_without_a_terminal_and_without_a_file_it_says_how_to_give_the_passphrase(half, copy, monkeypatch):
    monkeypatch.setattr("sys.stdin", BytesIO())
    message, help = refused(copy(half), "contoso", "")
    assert message.endswith("luca.p12 cannot be used: it asks for a passphrase")
    assert help == "name a file with the passphrase in its first line: --passphrase-file FILE"


def test_before_the_proposal_it_tells_the_line_to_pin_too(tmp_path, passphrase):
    unpinned = {"name": "Jana Brandt", "from": "2025-11-01"}
    edits = [
        {"edit": "charter.yaml", "old": "least: attested", "new": "least: pdf"},
        {"set": "people/northwind.yaml", "at": "/roles/sponsor/0", "to": unpinned},
    ]
    folder = story("draft", edits).write(tmp_path)
    with pytest.raises(RefusedError) as caught:
        sign(folder, "northwind", passphrase)
    assert f"{caught.value}".endswith(" is not proposed yet")
    ((about, why, help),) = caught.value.reasons
    assert about == "the key"
    assert why.endswith("northwind.yaml pins no key of Jana Brandt as sponsor on 2025-12-15")
    assert help == f'put key: "{pen("jana").key.line}" to "Jana Brandt" under sponsor'


def test_whoever_ends_the_question_for_the_passphrase_signs_nothing(half, copy):
    folder = copy(half)
    before, key = files(folder), str(FOLDER / "luca.p12")
    asked = ["sign", ID, "r1", "--as", "contoso.sponsor", "--method", "pdf", "--key", key, "--today", f"{DAY}"]
    code, told = on_a_terminal(folder.parents[1], asked, f"passphrase of {key}: ", b"\x04")
    assert code == 2
    assert f"charter: no passphrase of {key} was typed\r\n  name a file with the" in told
    assert files(folder) == before


def on_a_terminal(folder, arguments, question, answer):
    """What the command says on a terminal that is its own, and its exit code; it gets one answer to one question."""
    pty = pytest.importorskip("pty")
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(TERM="dumb", COLUMNS="400")
        os.execv(sys.executable, [sys.executable, "-m", "charter", *arguments])
    told, answered = "", False
    while piece := shown(master):
        told += piece
        if question in told and not answered:
            answered = bool(os.write(master, answer))
    os.close(master)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), told


def shown(master):
    """The next piece that appears; empty at the end."""
    try:
        return os.read(master, 4096).decode()
    except OSError:
        return ""


def test_a_certificate_that_is_not_valid_that_day_does_not_sign(tmp_path, passphrase):
    folder = repository(tmp_path, {"pens": {"northwind": "old"}})
    message, help = refused(folder, "northwind", passphrase, key="old")
    assert message.endswith("old.p12 is valid from 2020-01-01 to 2025-12-10, not on 2025-12-15")
    assert help == "sign with a certificate that is valid that day"
    assert not (folder / "signed").exists()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("overlay", "it was changed twice, and signed once"),
        ("note", "it was changed twice, and signed once"),
        ("attach", "the file holds 2 attached files, not the terms alone"),
        ("field", "the file holds a field that anybody can fill, "),
        ("script", "the file holds a script"),
        ("more", "11 bytes follow the last signature, and nobody signed them"),
        ("cut", "it is broken, or no PDF that is read here"),
        ("unmade", "it was written anew after it was signed"),
    ],
)
def test_nobody_signs_in_a_file_to_which_something_was_done(half, copy, passphrase, how, message):
    folder = copy(half)
    file = folder / "signed" / "r1.pdf"
    file.write_bytes(tampered(file.read_bytes(), how))
    before = files(folder)
    told, help = refused(folder, "contoso", passphrase)
    assert f"charters/northwind-contoso/signed/r1.pdf is not to be signed: {message}" in told
    assert help.startswith("put it back from git; or delete ")
    assert files(folder) == before


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("overlay", "is not to be signed: it was changed once, and never signed"),
        ("other pages", "is not to be signed: its pages are not those that its terms make"),
        ("other document", "is not to be signed: its pages are not those that its terms make"),
        (
            "unmade",
            "cannot be made again here, so nobody can tell whether its pages say these terms: the file does not",
        ),
    ],
)
def test_nobody_signs_first_in_a_file_that_is_not_fresh(proposed, copy, passphrase, how, message):
    folder = copy(proposed)
    (folder / "signed").mkdir()
    (folder / "signed" / "r1.pdf").write_bytes(tampered(fresh(folder), how))
    told, _ = refused(folder, "northwind", passphrase)
    assert message in told


def fresh(folder, **more):
    people = {f"people/{party}.yaml": (folder / "people" / f"{party}.yaml").read_bytes() for party in PARTIES}
    return rendered(
        terms("charter.yaml", (folder / "charter.yaml").read_bytes(), people), **{"mark": "proposed", **more}
    )


def test_a_file_that_was_rendered_before_on_other_paper_is_signed_as_it_is(proposed, copy, passphrase):
    folder = copy(proposed)
    (folder / "signed").mkdir()
    letter = fresh(folder, paper="letter")
    (folder / "signed" / "r1.pdf").write_bytes(letter)
    sign(folder, "northwind", passphrase)
    assert (folder / "signed" / "r1.pdf").read_bytes().startswith(letter)
    assert against(folder) == []


def test_a_draft_is_not_signed(proposed, copy, passphrase):
    folder = copy(proposed)
    (folder / "signed").mkdir()
    (folder / "signed" / "r1.pdf").write_bytes(fresh(folder, mark="draft"))
    told, _ = refused(folder, "northwind", passphrase)
    assert told.endswith("made with other people files than there are now, or is not marked for signature")


def test_terms_that_changed_since_void_the_file_and_its_consents(half, copy, passphrase):
    folder = copy(half)
    words = (folder / "charter.yaml").read_text(encoding="utf-8")
    (folder / "charter.yaml").write_text(words.replace("hours: 24x7", "hours: weekdays 8 to 18"), encoding="utf-8")
    told, help = refused(folder, "contoso", passphrase)
    assert told.endswith("is not to be signed: the terms attached in the file say something else")
    assert help.endswith("signed/r1.pdf and consents/r1-northwind.yaml, which it voids, and have all sign a new one")


def test_a_signature_whose_consent_was_lost_is_found_again(half, copy, passphrase):
    folder = copy(half)
    consent = folder / "consents" / "r1-northwind.yaml"
    lost, file = consent.read_bytes(), (folder / "signed" / "r1.pdf").read_bytes()
    consent.unlink()
    told, _ = refused(folder, "contoso", passphrase)
    assert told.endswith(
        "somebody of northwind signed in signature-northwind-sponsor, and no consent that holds records it"
    )
    given = sign(folder, "northwind", passphrase, day=date(2025, 12, 18))
    assert given.paper is None
    assert consent.read_bytes() == lost
    assert (folder / "signed" / "r1.pdf").read_bytes() == file


def test_a_time_stamping_authority_confirms_the_moment(proposed, copy, passphrase):
    folder = copy(proposed)
    with authority(date(2025, 12, 15)) as url:
        sign(folder, "northwind", passphrase, timestamp=url)
    [one] = read_signed((folder / "signed" / "r1.pdf").read_bytes()).signatures
    assert (one.problem, one.stamped.problem, one.stamped.authority) == (
        "",
        "",
        "Common Name: Fictional Time Authority",
    )
    assert against(folder) == []


def test_a_time_stamp_of_another_day_gives_away_who_dates_back(proposed, copy, passphrase):
    folder = copy(proposed)
    with authority(date(2026, 5, 4)) as url, pytest.raises(RefusedError) as caught:
        sign(folder, "northwind", passphrase, timestamp=url)
    [(what, why, _)] = caught.value.reasons
    assert "consent-back-dated" in what
    assert "Fictional Time Authority" in why
    assert why.endswith("saw it on 2026-05-04")


def test_an_authority_that_does_not_answer_is_told(proposed, copy, passphrase):
    folder = copy(proposed)
    message, help = refused(folder, "northwind", passphrase, timestamp="http://127.0.0.1:9/")
    assert message.startswith("the time-stamping authority http://127.0.0.1:9/ did not answer: ")
    assert help == "try again, or leave out --timestamp"


class authority:
    """A time-stamping authority of this machine, whose clock is stopped at noon of a day."""

    def __init__(self, day):
        ask = clock(day.isoformat())

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                answer = ask(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def test_a_person_has_a_box_for_each_row_and_the_newest_row_comes_first():
    told = story(
        "draft",
        [
            {
                "set": "people/northwind.yaml",
                "at": "/roles/sponsor/1",
                "to": {"name": "Jana Brandt", "from": "2025-12-01"},
            }
        ],
    )
    people = told.facts().people["northwind"].part
    named = ("signature-northwind-sponsor-2", "signature-northwind-sponsor")
    assert boxes(Role("northwind", "sponsor"), "Jana Brandt", people) == named
    assert boxes(Role("northwind", "sponsor"), "Somebody Else", people) == ()


def test_one_consent_shows_its_pages_too_and_who_has_read_them_may_say_so(both, copy, charter):
    folder = copy(both)
    root = folder.parents[1]
    done = charter("verify", ID, "r1", "--today", "2025-12-15", cwd=root)
    shown = "consents/r1-contoso.yaml: the pages of signed/r1.pdf are, byte for byte, those that its terms make"
    assert (done.returncode, done.stdout.count(f"✓ {shown}\n")) == (0, 1)
    code = "import sys; sys.modules['typst'] = None; from charter.cli import main; sys.exit(main(sys.argv[1:]))"
    for arguments, expected in ((["r1"], 1), ([], 1), (["r1", "--without-pages"], 0), (["--without-pages"], 0)):
        command = [sys.executable, "-c", code, "verify", ID, *arguments, "--today", "2025-12-15"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == expected, done.stdout
        assert ("making a PDF takes typst, which is not installed (pdf-not-repeated)" in done.stdout) == (expected == 1)
        assert ("left to you: nobody made its pages again" in done.stdout) == (expected == 0)
