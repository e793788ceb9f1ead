"""What is read in a signed PDF: every signature with its key and its bytes, and everything else that lies in it."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from cryptography.hazmat.primitives.serialization import pkcs12
from pens import appended, attach, note, overlay, pen, put, tampered
from stories import story

from charter.rendering.pdf import pdf
from charter.rendering.terms import terms
from charter.resources import resource
from charter.signatures.pades import LARGEST, UnreadablePdfError, read_signed
from charter.signatures.pades.pen import UnopenedError, opened
from charter.signatures.pades.stamp import Line
from charter.signatures.pades.writing import Said, sign

NORTHWIND, CONTOSO = "signature-northwind-sponsor", "signature-contoso-sponsor"


@pytest.fixture(scope="module")
def plain():
    told = story("proposed")
    people = {local: raw for local, raw in told.files.items() if local.startswith("people/")}
    return pdf(terms("charter.yaml", told.files["charter.yaml"], people), mark="proposed")


@pytest.fixture(scope="module")
def first(plain):
    return put(plain, NORTHWIND, "jana")


@pytest.fixture(scope="module")
def both(first):
    return put(first, CONTOSO, "luca", person="Luca Meier")


def test_a_pdf_before_it_is_signed_has_its_boxes_its_terms_and_nothing_that_acts(plain):
    found = read_signed(plain)
    assert (found.signatures, found.unsigned, found.fields, found.active) == ((), (NORTHWIND, CONTOSO), (), ())
    assert [one.name for one in found.attachments] == ["charter.json"]
    assert found.behind == len(plain)


def test_each_signature_says_who_when_why_with_which_key_and_how_far_it_reaches(first, both):
    found = read_signed(both)
    one, two = found.signatures
    assert (one.field, one.end, one.key, one.name) == (NORTHWIND, len(first), pen("jana").key, "Jana Brandt")
    assert (two.field, two.end, two.key, two.name) == (CONTOSO, len(both), pen("luca").key, "Luca Meier")
    assert (one.problem, one.later, two.problem, two.later) == ("", "", "", "")
    assert (one.certifies, two.certifies) == (2, None)
    assert one.reason == "I agree"
    assert one.claimed == datetime(2025, 12, 15, 16, 3, tzinfo=UTC)
    assert (one.first.year, one.last.year) == (2020, 2099)
    assert (found.behind, found.unsigned, found.active, found.beside) == (0, (), (), "")
    assert both.startswith(first)


def test_they_may_sign_in_either_order(plain):
    found = read_signed(put(put(plain, CONTOSO, "luca"), NORTHWIND, "ed"))
    assert [(one.field, one.problem, one.later) for one in found.signatures] == [(CONTOSO, "", ""), (NORTHWIND, "", "")]


@pytest.mark.parametrize("change", [overlay, note, attach])
def test_whatever_is_added_after_a_signature_is_seen(both, change):
    found = read_signed(appended(both, change))
    assert [one.problem for one in found.signatures] == ["", ""]
    assert [one.later for one in found.signatures] == ["something other than a signature was added after it"] * 2
    assert found.behind > 0
    assert len(found.attachments) == (2 if change is attach else 1)


def test_what_is_added_between_two_signatures_is_seen_after_the_first(first):
    found = read_signed(put(appended(first, overlay), CONTOSO, "luca"))
    assert [one.later for one in found.signatures] == ["something other than a signature was added after it", ""]


def test_a_changed_byte_is_seen(both, first):
    at = both.index(b"obj", 5000)
    changed = both[: at - 2] + bytes([both[at - 2] ^ 1]) + both[at - 1 :]
    try:
        problems = [one.problem for one in read_signed(changed).signatures]
    except UnreadablePdfError:
        return
    assert problems == ["the file is not as it was when it was signed"] * 2


def test_what_hides_behind_the_signature_in_its_own_place_is_seen(first):
    hole = max(re.findall(rb"<[0-9a-fA-F]{4000,}>", first), key=len)
    hidden = hole[:-9] + b"deadBEEF>"
    found = read_signed(first.replace(hole, hidden))
    assert [one.problem for one in found.signatures] == ["something lies behind it in its own place"]


def test_bytes_behind_the_last_signature_are_counted(both):
    assert read_signed(both + b"% nothing\n").behind == 10


@pytest.mark.parametrize(
    ("root", "word"),
    [
        ({"/OpenAction": {"/S": "/JavaScript", "/JS": "app.alert(1)"}}, "a script"),
        ({"/OpenAction": {"/S": "/URI", "/URI": "https://example.org"}}, "a link to the web"),
        ({"/AA": {}}, "an action that something starts"),
        ({"/Elsewhere": {"/S": "/Launch"}}, "an action that starts a program"),
        ({"/OCProperties": {}}, "layers that can be hidden"),
    ],
)
def test_what_could_act_or_hide_is_named_wherever_it_lies(plain, root, word):
    with pikepdf.open(BytesIO(plain)) as document:
        for key, value in root.items():
            inner = {name: pikepdf.Name(text) if text.startswith("/") else text for name, text in value.items()}
            document.Root[key] = document.make_indirect(pikepdf.Dictionary(inner))
        out = BytesIO()
        document.save(out)
    assert word in read_signed(out.getvalue()).active


def test_a_file_that_hangs_on_a_note_or_on_nothing_is_found(plain):
    with pikepdf.open(BytesIO(plain)) as document:
        spec = pikepdf.AttachedFileSpec(document, b"other", filename="charter.json")
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=spec.obj)
        note.Rect = [0, 0, 1, 1]
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
        document.Root.Nowhere = document.make_stream(b"lost", Type=pikepdf.Name.EmbeddedFile)
        out = BytesIO()
        document.save(out)
    found = read_signed(out.getvalue())
    assert [(one.name, one.content) for one in found.attachments if one.content in (b"other", b"lost")] == [
        ("", b"lost"),
        ("charter.json", b"other"),
    ]
    assert "a note with a file" in found.active


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"%PDF-1.7\nstartxref\n9\n%%EOF\n", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused_with_words(raw):
    with pytest.raises(UnreadablePdfError, match="PDF"):
        read_signed(raw)


def test_a_pdf_cut_short_is_refused_and_one_without_the_second_signature_is_whole(both, first):
    with pytest.raises(UnreadablePdfError):
        read_signed(both[: len(both) - 700])
    assert len(read_signed(both[: len(first)]).signatures) == 1


def test_an_encrypted_pdf_is_refused(plain):
    with pikepdf.open(BytesIO(plain)) as document:
        out = BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(UnreadablePdfError, match="it is encrypted"):
        read_signed(out.getvalue())


def test_a_field_that_is_not_there_is_not_made(plain):
    with pytest.raises(UnreadablePdfError, match="signature-nobody cannot be signed"):
        put(plain, "signature-nobody", "jana")


def test_a_field_is_signed_only_once(first):
    with pytest.raises(UnreadablePdfError, match=f"{NORTHWIND} cannot be signed"):
        put(first, NORTHWIND, "jana")


def test_a_key_that_does_not_open_or_does_not_count_says_why():
    from pens import FOLDER

    for raw, passphrase, message in (
        ((FOLDER / "jana.p12").read_bytes(), b"wrong", "its passphrase is another one"),
        ((FOLDER / "jana.p12").read_bytes(), None, "it asks for a passphrase"),
        (b"nothing", b"", "it is no PKCS#12 file"),
        ((FOLDER / "weak.p12").read_bytes(), b"correct horse", "an RSA key of 2048 bits is too weak or too long"),
    ):
        with pytest.raises(UnopenedError, match=message):
            opened(raw, passphrase)


def test_what_was_added_before_the_first_signature_is_seen(plain):
    found = read_signed(put(appended(plain, overlay), NORTHWIND, "jana"))
    assert [one.later for one in found.signatures] == [""]
    assert found.beside == "it was changed twice, and signed once"
    assert read_signed(plain).beside == ""


def test_a_signature_that_brings_something_else_along_is_seen(plain, monkeypatch):
    from charter.signatures.pades import writing

    class Bringing(writing.IncrementalPdfFileWriter):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            overlay(self)

    monkeypatch.setattr(writing, "IncrementalPdfFileWriter", Bringing)
    found = read_signed(put(plain, NORTHWIND, "jana"))
    assert [(one.problem, one.later) for one in found.signatures] == [("", "")]
    assert found.beside == "something other than a signature was added to it"


def test_a_second_document_behind_the_first_is_not_the_first(plain, both):
    assert read_signed(both).base < len(plain)
    assert read_signed(tampered(plain, "other document")).base > len(plain)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Dr. Maximiliane-Friederike von Hohenstein-Łukasiewicz, MBA", True),
        ("דנה לוי", True),
        ("ليلى حداد", True),
        ("דנה לוי (Dana Levi)", False),
        ("高橋 美咲", False),
        ("Jana 🦊", False),
        ("", False),
    ],
)
def test_a_name_is_drawn_in_letters_that_are_here_or_not_at_all(plain, text, drawn):
    folder = resource("templates", "pdf", "fonts")
    names = ("SourceSerif4_400Regular.ttf", "NotoSerifHebrew_400Regular.ttf", "Amiri_400Regular.ttf")
    lines = (Line(text, 15, tuple((folder / name).read_bytes() for name in names)),)
    signed = sign(plain, NORTHWIND, pen("luca"), Said(text, "I agree", datetime(2025, 12, 15, 16, tzinfo=UTC), lines))
    [one] = read_signed(signed).signatures
    assert (one.problem, read_signed(signed).beside, one.name) == ("", "", text)
    with pikepdf.open(BytesIO(signed)) as document:
        [field] = [field for field in document.Root.AcroForm.Fields if "/V" in field]
        assert ("/Font" in field.AP.N.Resources) == drawn
        assert (b" Tf " in field.AP.N.read_bytes()) == drawn


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(UnreadablePdfError, match="at most 8388608 are read"):
        read_signed(b"%PDF-1.7" + b" " * LARGEST)


def test_few_bytes_that_stand_for_many_are_not_unpacked(plain):
    def bomb(writer):
        from pyhanko.pdf_utils import embed

        made = embed.EmbeddedFileObject.from_file_data(writer, data=b"0" * (64 << 20), mime_type="application/json")
        made.compress()
        spec = embed.FileSpec(file_spec_string="charter.json", file_name="charter.json", embedded_data=made)
        embed.embed_file(writer, spec)

    made = appended(plain, bomb)
    assert len(made) < 1 << 20
    with pytest.raises(UnreadablePdfError, match="it is broken, or no PDF that is read here"):
        read_signed(made)


def packed(key):
    """A PKCS#12 file without a passphrase, with a certificate that nobody else signed."""
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "Jana Brandt")])
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(7).not_valid_before(datetime(2025, 1, 1)).not_valid_after(datetime(2026, 1, 1))
    plain_key = isinstance(key, ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey)
    made = built.sign(key, None if plain_key else hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"me", key, made, None, serialization.NoEncryption())


@pytest.mark.parametrize("curve", [ec.SECP256R1, ec.SECP384R1, ec.SECP521R1, None], ids=str)
def test_a_key_is_the_same_line_that_ssh_writes_and_what_it_signs_counts(plain, curve):
    key = ec.generate_private_key(curve()) if curve else ed25519.Ed25519PrivateKey.generate()
    mine = opened(packed(key), None)
    public = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    assert mine.key.line == public.decode()
    said = Said("Jana Brandt", "I agree", datetime(2025, 12, 15, 16, tzinfo=UTC), ())
    [one] = read_signed(sign(plain, NORTHWIND, mine, said)).signatures
    assert (one.key, one.problem) == (mine.key, "")


@pytest.mark.parametrize("make", [lambda: ec.generate_private_key(ec.SECP256K1()), ed448.Ed448PrivateKey.generate])
def test_a_key_of_another_kind_says_so(make):
    with pytest.raises(UnopenedError, match=r"its key cannot be used: .* is no kind of key that is used here"):
        opened(packed(make()), None)


def test_a_file_without_a_certificate_is_no_pen():
    key = ec.generate_private_key(ec.SECP256R1())
    raw = pkcs12.serialize_key_and_certificates(b"me", key, None, None, serialization.NoEncryption())
    with pytest.raises(UnopenedError, match="it does not hold one private key with its certificate"):
        opened(raw, None)
