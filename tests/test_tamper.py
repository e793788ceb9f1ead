"""Every way of changing a signed PDF that we know, made on a real file, and refused by the step that is there for it.

`tests/signatures/tamper.txt` is the whole table, also with what pdfsig says; `pytest --accept` writes it anew.
"""

import random
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from pens import pen, pinned
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
    pdf_name,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from test_pades_reading import attach, note, overlay

from charter.check.pdf_files import Asking, verified_pdf
from charter.rendering.pdf import pdf
from charter.rendering.terms import terms
from charter.report.verification import text
from charter.signatures.pades.writing import Said, sign
from charter.signed_pdf import reason

TABLE = Path(__file__).parent / "signatures" / "tamper.txt"
TODAY = date(2026, 1, 2)
PERSON = {"acme": "Jana Brandt", "globex": "Luca Meier"}
PEN = {"acme": "eve", "globex": "luca"}
CHARTER = Path(__file__).parents[1] / "charters" / "acme-globex" / "charter.yaml"
PEOPLE = """people: 1
party: {party}
signatories: [sponsor]
roles:
  sponsor: [{{name: {person}, from: 2025-11-01, key: "{key}"}}]
  delivery: [{{name: {person}, from: 2025-11-01}}]
"""
STEPS = {
    "it is a whole PDF": "whole",
    "it carries the terms": "terms",
    "its one attachment": "terms",
    " stands in ": "box",
    ": it is intact": "intact",
    " may speak ": "authority",
    " it was given on ": "day",
    " that key is pinned ": "key",
    " no other party pins ": "own key",
    " it names the digest ": "words",
    " certificate was valid ": "certificate",
    " nothing but signatures was added to the file after it": "after",
    "the file holds": "nothing else",
    "every party has signed": "all",
    "nothing but signatures was added to the file since": "only signatures",
    "the last signature covers": "to its end",
    "its pages are those": "pages",
    " signed with SHA256:": "expected",
}
"""How the table calls each step, by words of it."""


# the honest file


@lru_cache
def told(notice="30 days", **keys):
    """Terms and people as they are rendered."""
    text = CHARTER.read_text(encoding="utf-8").replace("notice: 30 days", f"notice: {notice}")
    files = {
        f"people/{party}.yaml": PEOPLE.format(party=party, person=person, key=pinned(keys.get(party, PEN[party])))
        for party, person in PERSON.items()
    }
    return terms("charter.yaml", text.encode(), {name: raw.encode() for name, raw in files.items()})


@lru_cache
def made(**how):
    return pdf(told(**how), mark="proposed")


def put(raw, party, key="", known=None, day="2025-12-15", field="", words=None, name="", **other):
    """A signature as `charter sign` makes it, without its look; whatever is given is another than it would be."""
    known, key = known or told(), key or PEN[party]
    data = {
        "consent": "1",
        "charter": str(known.charter.id),
        "subject": "r1",
        "digest": known.digest,
        "says": "sign",
        "party": party,
        "role": "sponsor",
        "person": PERSON[party],
        "date": day,
        "method": "pdf",
        "key": pen(key).key.fingerprint,
        **other,
    }
    moment = datetime.fromisoformat(f"{day}T16:03:00").replace(tzinfo=UTC)
    said = Said(name or PERSON[party], reason("I sign", data) if words is None else words, moment, ())
    return sign(raw, field or f"signature-{party}-sponsor", pen(key), said)


def both(raw, **how):
    return put(put(raw, "acme", **how), "globex", **how)


@lru_cache
def one():
    return put(made(), "acme")


@lru_cache
def two():
    return put(one(), "globex")


# the tools of a forger


def rewritten(raw, change=lambda document: None):
    """The file written anew with a change, as any editor does it."""
    with pikepdf.open(BytesIO(raw)) as document:
        change(document)
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def appended(raw, change):
    """The file with a change behind it that touches no byte before."""
    writer = IncrementalPdfFileWriter(BytesIO(raw))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def at_root(key, value):
    def change(document):
        document.Root[key] = document.make_indirect(value)

    return change


def action(kind, **more):
    parts = {"S": pikepdf.Name(f"/{kind}"), **more}
    return pikepdf.Dictionary(**parts)


def crop(document):
    document.pages[1].obj.CropBox = pikepdf.Array([0, 400, 595, 842])


def hidden_layer(document):
    group = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="fees"))
    off = pikepdf.Dictionary(OFF=pikepdf.Array([group]))
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=off)


def cover(document):
    """A white sheet over a part of a page, to be taken away later."""
    sheet = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Square,
        Rect=pikepdf.Array([50, 500, 500, 700]),
        IC=pikepdf.Array([1, 1, 1]),
        F=4,
    )
    page = document.pages[0].obj
    page.Annots = pikepdf.Array([*(page.Annots if "/Annots" in page else ()), document.make_indirect(sheet)])


def uncover(writer):
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Annots"] = ArrayObject()
    writer.update_container(page)


def stash(document):
    """Another content of a page lies in the file and is shown nowhere yet."""
    document.Root.PieceInfo.Later = document.make_stream(b"q 0 g 100 500 300 40 re f Q")


def unstash(writer):
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = writer.root["/PieceInfo"].raw_get("/Later")
    writer.update_container(page)


def text_field(document):
    field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="fee", V="30"))
    document.Root.AcroForm.Fields.append(field)


def refill(writer):
    fields = writer.root["/AcroForm"]["/Fields"]
    field = next(one.get_object() for one in fields if one.get_object()["/T"] == "fee")
    field[NameObject("/V")] = NumberObject(60)
    writer.update_container(field)


def other_signature(writer):
    """The field of the first holds the signature of the second."""
    fields = [one.get_object() for one in writer.root["/AcroForm"]["/Fields"]]
    by_name = {str(field["/T"]): field for field in fields}
    by_name["signature-acme-sponsor"][NameObject("/V")] = by_name["signature-globex-sponsor"].raw_get("/V")
    writer.update_container(by_name["signature-acme-sponsor"])


def emptied(writer):
    field = next(one.get_object() for one in writer.root["/AcroForm"]["/Fields"] if "/V" in one.get_object())
    del field["/V"]
    writer.update_container(field)


def wider(writer):
    """The box is made as large as the page, so that what is drawn into it can hide all."""
    field = next(one.get_object() for one in writer.root["/AcroForm"]["/Fields"])
    field[NameObject("/Rect")] = ArrayObject(map(NumberObject, (0, 0, 595, 842)))
    writer.update_container(field)


def new_field(writer):
    kids = {"/FT": pdf_name("/Sig"), "/T": "signature-globex-other", "/Type": pdf_name("/Annot")}
    kids |= {"/Subtype": pdf_name("/Widget"), "/Rect": ArrayObject(map(NumberObject, (0, 0, 0, 0)))}
    kids["/T"] = TextStringObject(kids["/T"])
    field = writer.add_object(DictionaryObject({pdf_name(key): value for key, value in kids.items()}))
    writer.root["/AcroForm"]["/Fields"].append(field)
    writer.update_container(writer.root["/AcroForm"]["/Fields"])


def script_later(writer):
    script = {"/S": pdf_name("/JavaScript"), "/JS": StreamObject(stream_data=b"app.alert(1)")}
    script["/JS"] = writer.add_object(script["/JS"])
    made = writer.add_object(DictionaryObject({pdf_name(key): value for key, value in script.items()}))
    writer.root[pdf_name("/OpenAction")] = made
    writer.update_root()


def new_people(writer):
    """What the file says of its people is what another file says; the pages stay."""
    with pikepdf.open(BytesIO(made(acme="jana"))) as other:
        said = other.Root.PieceInfo.Charter.Private.read_bytes()
    piece = writer.root["/PieceInfo"]["/Charter"]
    piece[NameObject("/Private")] = writer.add_object(StreamObject(stream_data=said))
    writer.update_container(piece)


def new_terms(writer):
    spec = writer.root["/AF"][0]
    spec["/EF"][NameObject("/F")] = writer.add_object(StreamObject(stream_data=told("3 days").canonical))
    writer.update_container(spec["/EF"])


def new_title(writer):
    info = writer.trailer["/Info"]
    info[NameObject("/Title")] = TextStringObject("Draft, binds nobody")
    writer.update_container(info)


def new_packet(writer):
    packet = writer.root["/Metadata"]
    assert b"Acme and Globex calendar sync" in packet.data
    words = packet.data.replace(b"Acme and Globex calendar sync", b"Draft, binds nobody")
    other = StreamObject(stream_data=words, dict_data={NameObject("/Type"): NameObject("/Metadata")})
    other[NameObject("/Subtype")] = NameObject("/XML")
    writer.root[NameObject("/Metadata")] = writer.add_object(other)
    writer.update_root()


class Besides(IncrementalPdfFileWriter):
    """Changes something in the very step of a signature."""

    change = staticmethod(lambda writer: None)

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        type(self).change(self)


def in_one_step(monkeypatch, change):
    monkeypatch.setattr(Besides, "change", staticmethod(change))
    monkeypatch.setattr("charter.signatures.pades.writing.IncrementalPdfFileWriter", Besides)
    forged = put(made(), "acme")
    monkeypatch.undo()
    return put(forged, "globex")


def swap_terms(raw, known):
    def change(document):
        spec = document.attachments["charter.json"].obj
        spec.EF.F.write(known.canonical)

    return rewritten(raw, change)


def swap_people(raw, known):
    """What the file says of its people is what another file says; the pages stay."""
    with pikepdf.open(BytesIO(pdf(known, mark="proposed"))) as other:
        said = other.Root.PieceInfo.Charter.Private.read_bytes()
    return rewritten(raw, lambda document: document.Root.PieceInfo.Charter.Private.write(said))


def holes(raw):
    """Where the signatures themselves lie, in the order of the file."""
    return [found.span(1) for found in re.finditer(rb"/Contents\s*(<[0-9a-fA-F]{1000,}>)", raw)]


def moved_signature(raw, other):
    """The second signature of another file in the place of this one's."""
    (first, last), (start, end) = holes(raw)[-1], holes(other)[-1]
    taken = other[start + 1 : end - 1].rstrip(b"0").ljust(last - first - 2, b"0")
    assert len(taken) == last - first - 2
    return raw[:first] + b"<" + taken + b">" + raw[last:]


def wrapped(raw):
    """What the last signature covers lies further behind, and something of the forger's in between (SWA)."""
    last = holes(raw)[-1][1]
    found = list(re.finditer(rb"/ByteRange\s*\[([^\]]*)\]", raw))[-1]
    numbers = [int(number) for number in found[1].split()]
    between = b"1 0 obj << >> endobj" + b" " * 40
    ranged = b"/ByteRange [%d %d %d %d]" % (*numbers[:2], numbers[2] + len(between), numbers[3])
    ranged = ranged.ljust(len(found[0]))[: max(len(found[0]), len(ranged))]
    if len(ranged) != len(found[0]):
        ranged = ranged.replace(b"/ByteRange [", b"/ByteRange[")
    assert len(ranged) == len(found[0])
    return raw[: found.start()] + ranged + raw[found.end() : last] + between + raw[last:]


def unranged(raw, how):
    """What the last signature covers is not said, or said as nothing (USF)."""
    found = list(re.finditer(rb"/ByteRange\s*\[([^\]]*)\]", raw))[-1]
    return raw[: found.start()] + how.ljust(len(found[0])) + raw[found.end() :]


def in_other_box(raw):
    return put(raw, "globex", "luca", field="signature-acme-sponsor")


def by_qpdf(raw):
    if shutil.which("qpdf") is None:
        pytest.skip("no qpdf here")
    with TemporaryDirectory() as folder:
        Path(folder, "in.pdf").write_bytes(raw)
        subprocess.run(["qpdf", "in.pdf", "out.pdf"], cwd=folder, check=True)
        return Path(folder, "out.pdf").read_bytes()


HONEST = {
    "nothing, Acme signed first": two,
    "nothing, Globex signed first": lambda: put(put(made(), "globex"), "acme"),
    "nothing, on other days": lambda: put(put(made(), "globex", day="2025-12-16"), "acme", day="2026-01-02"),
}

ATTACKS = {
    # behind the signatures
    "drawn over a page, at the end": ("only signatures", lambda: appended(two(), overlay)),
    "a note put on a page, at the end": ("only signatures", lambda: appended(two(), note)),
    "a second charter.json attached, at the end": ("terms", lambda: appended(two(), attach)),
    "a script put in, at the end": ("whole", lambda: appended(two(), script_later)),
    "a line end behind the end": ("to its end", lambda: two() + b"\n"),
    "a remark behind the end": ("to its end", lambda: two() + b"% EUR 1\n"),
    "the unsigned file behind the end": ("all", lambda: two() + made()),
    "a signature taken out of its box": ("only signatures", lambda: appended(two(), emptied)),
    "a signature put into the other's box": ("only signatures", lambda: appended(two(), other_signature)),
    "a new box signed, at the end": (
        "box",
        lambda: put(appended(two(), new_field), "globex", field="signature-globex-other"),
    ),
    # between the signatures
    "drawn over a page, between the signatures": ("only signatures", lambda: put(appended(one(), overlay), "globex")),
    "a note put on a page, between the signatures": ("only signatures", lambda: put(appended(one(), note), "globex")),
    "a second charter.json attached, between": ("terms", lambda: put(appended(one(), attach), "globex")),
    # in front of the signatures
    "drawn over a page, and signed by both": ("only signatures", lambda: both(appended(made(), overlay))),
    "a note put on a page, and signed by both": ("only signatures", lambda: both(appended(made(), note))),
    "a box made as large as the page, and signed": ("only signatures", lambda: both(appended(made(), wider))),
    "other people put behind, and signed by both": (
        "only signatures",
        lambda: put(put(appended(made(), new_people), "acme", "jana"), "globex"),
    ),
    "other terms put behind, and signed by both": (
        "only signatures",
        lambda: both(appended(made(), new_terms), known=told("3 days")),
    ),
    "another file attached, and signed by both": ("terms", lambda: both(appended(made(), attach))),
    "drawn over, written anew, and signed by both": (
        "pages",
        lambda: both(rewritten(appended(made(), overlay))),
    ),
    "pages of 30 days, terms of 3, signed by both": (
        "pages",
        lambda: both(swap_terms(made(), told("3 days")), known=told("3 days")),
    ),
    "pages with one key, people with another": (
        "pages",
        lambda: put(put(swap_people(made(), told(acme="jana")), "acme", "jana"), "globex"),
    ),
    "a page cropped, and signed by both": ("pages", lambda: both(rewritten(made(), crop))),
    "a layer that can be hidden, and signed": ("whole", lambda: both(rewritten(made(), hidden_layer))),
    "a script at the opening, and signed": (
        "whole",
        lambda: both(rewritten(made(), at_root("/OpenAction", action("JavaScript", JS="app.alert(1)")))),
    ),
    "a link to the web, and signed": (
        "whole",
        lambda: both(rewritten(made(), at_root("/OpenAction", action("URI", URI="https://example.org")))),
    ),
    "a program to start, and signed": (
        "whole",
        lambda: both(rewritten(made(), at_root("/OpenAction", action("Launch", F="calc.exe")))),
    ),
    "a field to fill in, and signed": ("whole", lambda: both(rewritten(made(), text_field))),
    "a field filled in again, after both signed": (
        "whole",
        lambda: appended(both(rewritten(made(), text_field)), refill),
    ),
    "shadow: something hidden, then shown": (
        "pages",
        lambda: appended(both(rewritten(made(), cover)), uncover),
    ),
    "shadow: something hidden, still hidden": ("pages", lambda: both(rewritten(made(), cover))),
    "shadow: another page stored, then shown": (
        "pages",
        lambda: appended(both(rewritten(made(), stash)), unstash),
    ),
    "shadow: another page stored, not shown yet": ("pages", lambda: both(rewritten(made(), stash))),
    # the signatures themselves
    "the second signature cut off": ("all", one),
    "not signed at all": ("all", made),
    "written anew by qpdf": ("intact", lambda: by_qpdf(two())),
    "written anew by pikepdf": ("intact", lambda: rewritten(two())),
    "Acme's key in Globex's box": ("key", lambda: put(one(), "globex", "eve")),
    "a stranger's key in Globex's box": ("key", lambda: put(one(), "globex", "jana")),
    "Globex's signature in Acme's box": ("key", lambda: put(in_other_box(made()), "acme", field="signature-globex-sponsor")),
    "one key pinned for both": (
        "own key",
        lambda: put(
            put(made(globex="eve"), "acme", "eve", told(globex="eve")), "globex", "eve", told(globex="eve")
        ),
    ),
    "a certificate that had run out": (
        "certificate",
        lambda: put(
            put(made(acme="old"), "acme", "old", told(acme="old")), "globex", known=told(acme="old")
        ),
    ),
    "signed after today": ("day", lambda: put(one(), "globex", day="2026-01-03")),
    "signed for other terms": ("words", lambda: put(one(), "globex", digest="sha256:" + "0" * 64)),
    "signed for another revision": ("words", lambda: put(one(), "globex", subject="r2")),
    "signed for another charter": ("words", lambda: put(one(), "globex", charter="northwind-contoso")),
    "signed to say something else": ("words", lambda: put(one(), "globex", says="decline")),
    "signed in another role": ("words", lambda: put(one(), "globex", role="delivery")),
    "signed in another person's name": ("words", lambda: put(one(), "globex", name="Jana Brandt")),
    "signed without saying for what": ("words", lambda: put(one(), "globex", words="I have seen this")),
    "a signature moved here from another file": (
        "intact",
        lambda: moved_signature(two(), put(one(), "globex", day="2025-12-16")),
    ),
    "what a signature covers moved away (SWA)": ("whole", lambda: wrapped(two())),
    "what a signature covers left out (USF)": ("whole", lambda: unranged(two(), b"/ByteRang")),
    "what a signature covers said to be nothing": ("intact", lambda: unranged(two(), b"/ByteRange [0 0 0 0]")),
    # no such file at all
    "cut in the middle": ("whole", lambda: two()[: len(two()) // 2]),
    "an empty file": ("whole", lambda: b""),
    "a page of HTML": ("whole", lambda: b"<!doctype html><p>signed"),
    "HTML before a PDF": ("whole", lambda: b"<!doctype html>" + two()),
    "encrypted": ("whole", lambda: encrypted(two())),
    "a PDF of somebody else": ("terms", lambda: somebody_elses()),
}  # fmt: skip


def encrypted(raw):
    with pikepdf.open(BytesIO(raw)) as document:
        out = BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    return out.getvalue()


def somebody_elses():
    with pikepdf.new() as document:
        document.add_blank_page()
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


# what is proved


def failing(raw, pages=True, expected=None):
    proved = verified_pdf(raw, Asking(TODAY, expected or {}, pages), "signed.pdf")
    found = []
    for step in proved.steps:
        label = next(label for words, label in STEPS.items() if words in step.shown)
        if not step.holds and label not in found:
            found.append(label)
    assert proved.holds == (not found)
    assert text(proved, TODAY)
    return found


# what else is asked


def test_a_changed_bit_anywhere_is_seen():
    raw = two()
    chosen = random.Random(7).sample(range(len(raw)), 12)
    for at in (*chosen, *(start + 700 for start, _ in holes(raw))):
        bit = 1 << at % 7 if raw[at : at + 1].isalnum() else 1
        assert failing(raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :], pages=False), at


@pytest.mark.parametrize("at", [25, 34, 40, 402])
def test_the_envelope_of_the_last_signature_which_nothing_covers_has_one_form(at):
    """Its version, what it was hashed with, and the signer's version; hexadecimal digits are two a byte."""
    raw, start = two(), holes(two())[-1][0] + 2 + 2 * at
    digit = b"%x" % (int(raw[start : start + 1], 16) ^ 1)
    assert "intact" in failing(raw[:start] + digit + raw[start + 1 :], pages=False)


def test_only_the_keys_that_were_told_by_voice_show_a_file_that_was_made_up_whole():
    forged = put(put(made(globex="jana"), "acme", known=told(globex="jana")), "globex", "jana", told(globex="jana"))
    luca, jana = (frozenset({pen(name).key.fingerprint}) for name in ("luca", "jana"))
    assert failing(forged) == []
    assert failing(forged, expected={"globex": jana}) == []
    assert failing(forged, expected={"globex": luca}) == ["expected"]
    assert failing(forged, expected={"globex": luca | jana}) == []
    assert failing(forged, expected={"fabrikam": luca}) == ["expected"]
    assert failing(one(), expected={"globex": luca}) == ["all", "expected"]


def test_pages_that_were_not_made_again_are_left_to_the_reader():
    forged = both(swap_terms(made(), told("3 days")), known=told("3 days"))
    assert failing(forged, pages=False) == []
    said = text(verified_pdf(forged, Asking(TODAY, pages=False), "signed.pdf"), TODAY)
    digest = told("3 days").digest
    assert f"left to you: nobody made its pages again; read them, and compare the digest there: {digest}\n" in said


@pytest.mark.parametrize("change", [overlay, note, attach, wider, new_title, new_packet, new_people, script_later])
def test_what_the_first_signer_changes_in_the_step_of_signing_is_seen(change, monkeypatch):
    found = failing(in_one_step(monkeypatch, change), pages=False)
    assert found
    assert ("terms" if change is attach else "only signatures") in found


PINNED = dict(re.findall(r"^(\S.*?) {2,}\| (.*?) *\| .*$", TABLE.read_text(encoding="utf-8"), re.MULTILINE))
SEEN = {}


@pytest.mark.parametrize("how", HONEST)
def test_the_honest_file_holds(how):
    raw = HONEST[how]()
    assert failing(raw) == []
    SEEN[how] = ("holds", raw)


@pytest.mark.parametrize("how", ATTACKS)
def test_it_is_refused_by_the_step_that_is_there_for_it(how, request):
    step, forged = ATTACKS[how]
    raw = forged()
    found = failing(raw)
    assert step in found
    SEEN[how] = (", ".join([step, *(other for other in found if other != step)]), raw)
    if not request.config.getoption("--accept"):
        assert PINNED[how] == SEEN[how][0]


def test_the_table_names_every_way(request, tmp_path):
    if request.config.getoption("--accept"):
        assert SEEN.keys() == {*HONEST, *ATTACKS}, "run this file alone and whole, with -n0"
        rows = [(how, said, _pdfsig(raw, tmp_path)) for how, (said, raw) in SEEN.items()]
        head = [("what was done to the file", "the steps that refuse it", "what pdfsig says")]
        lines = (f"{how:<50} | {said:<67} | {other}".rstrip() for how, said, other in [*head, *rows])
        TABLE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    rows = [line.partition("  ")[0] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert rows == [*HONEST, *ATTACKS]


def _pdfsig(raw, folder):
    """What another program says of the signatures alone."""
    if shutil.which("pdfsig") is None:
        return "not asked"
    file = folder / "signed.pdf"
    file.write_bytes(raw)
    done = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, errors="replace", check=False)
    said = re.findall(r"Signature Validation: (?:Signature )?(?:is |has )?(.+)\.", done.stdout)
    if not said:
        return "no signatures" if "not contain any signatures" in done.stdout + done.stderr else "cannot be read"
    words = [f"{said.count(one)} × {one.lower()}" for one in dict.fromkeys(said)]
    return ", ".join(words) + ("" if "- Total document signed" in done.stdout else ", not total document signed")
