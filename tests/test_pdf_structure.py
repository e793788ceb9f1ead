"""What PDF/A-3a and PDF/UA-1 ask of the document's structure, as far as it can be checked without a validator.

The same holds before and after both sides have signed inside the file. Clauses are those of ISO 19005-3 (PDF/A-3),
ISO 14289-1 (PDF/UA-1) and ISO 32000-1 (PDF 1.7).
"""

import hashlib
import io
import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdf
import pytest
from test_pdf import below, example

from charter.rendering.pdf import pdf, repeated

FONT = Path(__file__).parents[1] / "templates" / "pdf" / "fonts" / "SourceSerif4_400Regular.ttf"
FORBIDDEN = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/NeedAppearances", "/Encrypt", "/EmbeddedFDFs", "/OPI", "/Ref", "/Alternates",
}  # fmt: skip
"""Names that no dictionary has: what runs, leads out of the file, or depends on the reader."""
ACTIONS = {
    "/JavaScript", "/URI", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ResetForm", "/ImportData", "/Movie",
    "/Sound", "/Rendition", "/Trans", "/SetOCGState", "/Hide", "/Named",
}  # fmt: skip


def signed(made: bytes) -> bytes:
    """The file with a stamped signature in both of its fields, the second on top of the first."""
    pens = pytest.importorskip("pens")
    from charter.signatures.pades.stamp import Line
    from charter.signatures.pades.writing import Said, sign

    lines = (Line("Jana Brandt", 12, (FONT.read_bytes(),)), Line("Signed Łódź, Ωμέγα", 8, (FONT.read_bytes(),), 0.3))
    fields = list(pypdf.PdfReader(io.BytesIO(made)).get_fields() or {})
    for field, name in zip(fields, ("jana", "luca"), strict=True):
        said = Said("Jana Brandt", "I agree", datetime(2026, 12, 15, 16, 3, tzinfo=UTC), lines)
        made = sign(made, field, pens.pen(name), said)
    return made


@pytest.fixture(scope="module", params=["tier 1", "three parties on letter paper", "signed by both"])
def made(request: pytest.FixtureRequest) -> bytes:
    if request.param == "tier 1":
        return pdf(example("acme-globex"))
    if request.param == "three parties on letter paper":
        return pdf(example("ordered-infusions"), paper="letter", mark="signed")
    return signed(pdf(example("northwind-contoso"), mark="proposed"))


@pytest.fixture(scope="module")
def file(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def numbers(tree: Any) -> dict[int, Any]:
    """The pairs of a number tree that is one leaf or has kids."""
    found = dict(pair for kid in tree.get("/Kids", []) for pair in numbers(kid).items())
    leaf = list(tree.get("/Nums", []))
    return found | {int(key): value for key, value in zip(leaf[::2], leaf[1::2], strict=True)}


def dictionaries(file: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary in the file, also those inside others; those of streams, too."""
    for each in file.objects:
        yield from inside(each)


def inside(found: Any) -> Iterator[Any]:
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        for item in found.values():
            if not getattr(item, "is_indirect", False):
                yield from inside(item)
    elif isinstance(found, pikepdf.Array):
        for item in found:
            if not getattr(item, "is_indirect", False):
                yield from inside(item)


def test_begins_and_ends_as_the_archive_asks(made: bytes) -> None:
    header, remark, _ = made.split(b"\n", 2)
    assert header == b"%PDF-1.7"  # PDF/A-3, 6.1.2
    assert remark[:1] == b"%"
    assert min(remark[1:5]) > 127
    assert re.search(rb"startxref\n\d+\n%%EOF\n\Z", made)
    assert all(made[match.end() : match.end() + 1] == b"\n" for match in re.finditer(rb"%%EOF", made))


def test_says_which_standards_it_keeps(file: pikepdf.Pdf) -> None:
    with file.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("3", "A", "1")
        assert said["dc:title"] == str(file.docinfo.Title)
        assert (
            said["xmp:CreateDate"][:10]
            == f"{str(file.docinfo.CreationDate)[2:6]}-{str(file.docinfo.CreationDate)[6:8]}-{str(file.docinfo.CreationDate)[8:10]}"
        )
    root = file.Root
    assert root.Metadata.get("/Filter") is None  # PDF/A-3, 6.6.2.1
    assert root.MarkInfo.Marked is True
    assert not root.MarkInfo.get("/Suspects", False)  # PDF/UA-1, 7.1
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", str(root.Lang))
    assert root.ViewerPreferences.DisplayDocTitle is True


def test_says_what_its_colours_are(file: pikepdf.Pdf) -> None:
    (intent,) = file.Root.OutputIntents
    assert (intent.S, bool(str(intent.OutputConditionIdentifier))) == ("/GTS_PDFA1", True)
    profile = intent.DestOutputProfile.read_bytes()
    assert profile[36:40] == b"acsp"
    assert (int(intent.DestOutputProfile.N), profile[16:20]) == (3, b"RGB ")


def test_holds_its_terms_once_under_the_digest_that_every_page_shows(made: bytes, file: pikepdf.Pdf) -> None:
    (source,) = file.Root.AF
    assert (source.AFRelationship, str(source.UF), source.EF.F.Subtype) == (
        "/Source",
        "charter.json",
        "/application/json",
    )
    assert [name for name, _ in file.attachments.items()] == ["charter.json"]
    assert sum(each.get("/Type") == "/EmbeddedFile" for each in dictionaries(file)) == 1
    digest = hashlib.sha256(source.EF.F.read_bytes()).hexdigest()
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert all(f"terms sha256:{digest[:12]}" in page for page in pages)
    assert f"sha256:{digest}" in pages[0]


def test_every_font_is_inside_and_says_what_its_glyphs_mean(file: pikepdf.Pdf) -> None:
    fonts = {
        each.objgen: each
        for each in file.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
    }
    whole = [font for font in fonts.values() if not str(font.Subtype).startswith("/CIDFont")]
    assert whole
    for font in whole:
        assert "/ToUnicode" in font
        described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        assert {"/FontFile2", "/FontFile3"} & set(described.FontDescriptor.keys())
        assert re.match(r"/[A-Z]{6}\+", str(described.BaseFont)), "a part of a font says so"


def test_nothing_runs_and_nothing_leads_out(file: pikepdf.Pdf) -> None:
    for each in dictionaries(file):
        assert not FORBIDDEN & set(each.keys())
        assert "/S" not in each or str(each.S) not in ACTIONS
        if isinstance(each, pikepdf.Stream):
            assert "/F" not in each or each.get("/Type") == "/EmbeddedFile"
            assert each.get("/Filter", "/FlateDecode") in ("/FlateDecode", "/DCTDecode")
            assert each.get("/Subtype") != "/PS"
    assert file.trailer.get("/Encrypt") is None
    assert "/JavaScript" not in file.Root.get("/Names", {})


def test_every_annotation_is_a_signature_field_that_is_read_aloud(file: pikepdf.Pdf) -> None:
    parents = numbers(file.Root.StructTreeRoot.ParentTree)
    fields = [(page, note) for page in file.pages for note in page.obj.get("/Annots", [])]
    assert len(fields) == len(file.Root.AcroForm.Fields)
    for page, field in fields:
        assert (field.Subtype, field.FT, int(field.F) & 0b11110) == ("/Widget", "/Sig", 4)  # PDF/A-3, 6.3.2
        assert page.obj.Tabs == "/S"  # PDF/UA-1, 7.18.3
        assert re.match(r"Signature for \w", str(field.TU))
        assert "/N" in field.AP  # PDF/A-3, 6.3.3
        element = parents[int(field.StructParent)]
        assert element.S == "/Form"  # PDF/UA-1, 7.18.4
        assert (element.K.Type, element.K.Obj.objgen, element.Pg.objgen) == ("/OBJR", field.objgen, page.obj.objgen)


def test_a_field_is_read_where_its_box_stands(file: pikepdf.Pdf) -> None:
    order = [part for part in below(file.Root.StructTreeRoot) if str(part.S) in ("/Form", "/H2", "/H1")]
    forms = [index for index, part in enumerate(order) if part.S == "/Form"]
    assert forms
    assert str(order[forms[0] - 1].S) == "/H2", "the name of the party"
    signing = next(
        index for index, part in enumerate(order) if part.S == "/H1" and "Signatures" in str(part.get("/T", ""))
    )
    assert signing < forms[0]
    parties = [str(part.T) for part in order[signing + 1 :] if part.S == "/H2"]
    assert len(parties) == len(example_parties(file))


def example_parties(file: pikepdf.Pdf) -> set[str]:
    return {str(field.T).split("-")[1] for field in file.Root.AcroForm.Fields}


def test_marks_and_elements_know_each_other(file: pikepdf.Pdf) -> None:
    tree = file.Root.StructTreeRoot
    parents = numbers(tree.ParentTree)
    assert max(parents) < int(tree.ParentTreeNextKey)
    known: dict[tuple[int, int], set[int]] = {}
    for element in below(tree):
        for kid in kids_of(element):
            if isinstance(kid, pikepdf.Dictionary):
                if "/S" in kid:
                    assert kid.P.objgen == element.objgen
                elif kid.get("/Type") == "/MCR":
                    known.setdefault(kid.get("/Pg", element.get("/Pg")).objgen, set()).add(int(kid.MCID))
            else:
                known.setdefault(element.Pg.objgen, set()).add(int(kid))
    for page in file.pages:
        elements = parents[int(page.obj.StructParents)]
        assert known[page.obj.objgen] == set(range(len(elements)))


def kids_of(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def test_nothing_is_drawn_outside_of_the_tree(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        marks: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                marks.append(str(operands[0]))
            elif name == "EMC":
                marks.pop()
            elif name in ("Tj", "TJ", "'", '"', "Do", "S", "s", "f", "f*", "B", "B*", "b", "b*", "sh"):
                assert marks, f"{name} stands outside of any mark"
        assert marks == []


def test_headings_go_down_one_step_at_a_time(file: pikepdf.Pdf) -> None:
    kinds = [str(part.S) for part in below(file.Root.StructTreeRoot)]
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert kinds.count("/Title") == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_cell_knows_its_heads(file: pikepdf.Pdf) -> None:
    tables = [part for part in below(file.Root.StructTreeRoot) if part.S == "/Table"]
    assert tables
    for table in tables:
        cells = list(below(table))
        heads = {bytes(part.ID) for part in cells if part.S == "/TH"}
        assert heads
        for cell in cells:
            said = {str(key): value for owner in cell.get("/A", []) for key, value in owner.items()}
            if cell.S == "/TH":
                assert said["/Scope"] in ("/Column", "/Row", "/Both")
            elif cell.S == "/TD":
                assert {bytes(name) for name in said.get("/Headers", [])} <= heads
                assert "/Headers" in said or not kids_of(cell)


def test_every_figure_is_told_in_words(file: pikepdf.Pdf) -> None:
    figures = [part for part in below(file.Root.StructTreeRoot) if part.S in ("/Figure", "/Formula")]
    assert all(str(figure.Alt).startswith("Timeline. Crawl: ") for figure in figures)
    assert figures


def test_text_stands_out_from_the_paper(made: bytes) -> None:
    with pdfplumber.open(io.BytesIO(made)) as opened:
        colours = {letter["non_stroking_color"] for page in opened.pages for letter in page.chars}
    assert len(colours) > 2
    tint = (0xF7 / 255, 0xF4 / 255, 0xEF / 255)
    assert [
        colour for colour in colours if (light(tint) + 0.05) / (light(colour) + 0.05) < 4.5
    ] == []  # WCAG 2.1, 1.4.3


def light(colour: Any) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    shades = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    red, green, blue = shades if len(shades) == 3 else shades * 3
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def test_qpdf_finds_nothing_wrong(made: bytes, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        pytest.skip("no qpdf here to check with")
    (tmp_path / "a.pdf").write_bytes(made)
    done = subprocess.run([qpdf, "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_is_the_beginning_of_what_was_signed(made: bytes) -> None:
    again = repeated(made)
    assert isinstance(again, bytes)
    assert made.startswith(again)
    with pikepdf.open(io.BytesIO(again)) as file, pikepdf.open(io.BytesIO(made)) as whole:
        assert bytes(file.trailer.ID[0]) == bytes(whole.trailer.ID[0])
        assert len(bytes(file.trailer.ID[1])) == 16


UNKNOWN = re.compile(
    r"interactive forms|permissions \(/Perms\)|unrecognized key\(s\) /PieceInfo|embedded files|xmpMM:History"
    r"|pdfaid:conformance is 'A', expected 'B'"
    r"|XMP (namespace|property) \S*(pdfaExtension|pdfaSchema|pdfaProperty|pdfuaid|xmpTPg|NPages|/t/pg/|/ns/schema#|/ns/property#)"
    r"|/Version: '/2.0'"  # which pyHanko says of what it appends
)
"""What this validator says that it does not check: forms, attachments, and metadata that the file itself declares."""


def test_a_validator_finds_nothing_that_it_knows_to_be_wrong(made: bytes) -> None:
    validator = pytest.importorskip(
        "pikepdf.pdfa", reason="the validator's own packages are not here", exc_type=ImportError
    )
    found = validator.validate_written(io.BytesIO(made), "3b").findings
    assert [str(each) for each in found if not UNKNOWN.search(str(each))] == []
    assert any("PieceInfo" in str(each) for each in found), "it has looked"
