"""Keys with certificates in PKCS#12 files, made once and kept beside this, and PDFs that are signed with them.

The people and the authority are made up. All but `ed` open with the same passphrase; `old` was valid until 2025-12-10,
`weak` is too short to count, `clock` is a time-stamping authority's, `eve` belongs to none of the parties.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "pens"
PASSPHRASE = "correct horse"

pyhanko = pytest.importorskip("pyhanko", reason="pyhanko is not installed")

from charter.signatures.pades.pen import opened  # noqa: E402
from charter.signatures.pades.writing import Said, sign  # noqa: E402


@lru_cache
def pen(name):
    """An opened key."""
    return opened((FOLDER / f"{name}.p12").read_bytes(), None if name == "ed" else PASSPHRASE.encode())


def pinned(name):
    """The public half, as a people file pins it."""
    return pen(name).key.line


def put(
    raw, field, name, reason="I agree", person="Jana Brandt", at=datetime(2025, 12, 15, 16, 3, tzinfo=UTC), ask=None
):
    """The PDF with one more signature, whose box stays blank."""
    return sign(raw, field, pen(name), Said(person, reason, at, ()), ask)


@lru_cache
def clock(day):
    """A time-stamping authority whose clock is stopped at noon of a day: what asks it."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import DummyTimeStamper

    signer, noon = pen("clock").signer, datetime.fromisoformat(f"{day}T12:00:00+00:00")
    stopped = DummyTimeStamper(signer.signing_cert, signer.signing_key, fixed_dt=noon)
    return lambda asked: stopped.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()


def appended(raw, change):
    """The PDF with a change behind it that touches no byte before."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(raw))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def overlay(writer):
    from pyhanko.pdf_utils.generic import StreamObject

    drawn = StreamObject(stream_data=b"q 0 g 100 500 300 40 re f Q")
    writer.add_stream_to_page(0, writer.add_object(drawn))


def note(writer):
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, pdf_name, pdf_string

    page = writer.find_page_for_modification(0)[0].get_object()
    words = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/FreeText"), "/Contents": pdf_string("EUR 1")}
    words["/Rect"] = ArrayObject(map(NumberObject, (100, 500, 300, 540)))
    made = writer.add_object(DictionaryObject({pdf_name(key): value for key, value in words.items()}))
    page["/Annots"] = ArrayObject([*page.get("/Annots", ()), made])
    writer.update_container(page)


def attach(writer):
    from pyhanko.pdf_utils import embed

    made = embed.EmbeddedFileObject.from_file_data(writer, data=b"{}", mime_type="application/json")
    spec = embed.FileSpec(file_spec_string="charter.json", file_name="charter.json", embedded_data=made)
    embed.embed_file(writer, spec)


def field(writer):
    """A field that anybody can fill."""
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name, pdf_string

    made = DictionaryObject({pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): pdf_string("discount")})
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(made))
    writer.update_container(form["/Fields"])


def script(writer):
    """Something that opening the file starts."""
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name, pdf_string

    made = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = writer.add_object(DictionaryObject(made))
    writer.update_root()


TAMPERINGS = {"attach": attach, "field": field, "note": note, "overlay": overlay, "script": script}
"""What somebody may append to a PDF, by name."""


def _saved(raw, change):
    """The PDF written anew with a change in it, in one state."""
    import pikepdf

    with pikepdf.open(BytesIO(raw)) as document:
        change(document)
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def other_pages(raw):
    """Another drawing on a page, and nothing else."""

    def change(document):
        page = document.pages[0]
        page.contents_add(b"q 0 g 100 500 300 40 re f Q")

    return _saved(raw, change)


def unmade(raw):
    """Nothing in it says how it was made."""

    def change(document):
        del document.Root.PieceInfo

    return _saved(raw, change)


def other_document(raw):
    """The true bytes, and behind them a whole document with other pages, which is what programs show."""
    second = other_pages(raw)
    table = second.rindex(b"\nxref\n") + 1
    moved = re.sub(
        rb"(?m)^(\d{10}) (\d{5}) n", lambda found: b"%010d %s n" % (int(found[1]) + len(raw), found[2]), second[table:]
    )
    moved = re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + len(raw)), moved)
    return raw + second[:table] + moved


REMAKINGS = {"other pages": other_pages, "other document": other_document, "unmade": unmade}
"""What somebody may make of a PDF before anybody signs it, by name."""


@lru_cache(maxsize=64)
def tampered(raw, how):
    """The PDF with something done to it; `cut` takes its last 700 bytes, `more` adds eleven."""
    if how in REMAKINGS:
        return REMAKINGS[how](raw)
    if how == "cut":
        return raw[:-700]
    return raw + b"% a remark\n" if how == "more" else appended(raw, TAMPERINGS[how])
