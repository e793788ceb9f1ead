"""The PDF that both sides sign: what readers other than its maker find in it."""

import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdf
import pytest
from stories import story

from charter.rendering.page import MARKS
from charter.rendering.pdf import Paper, pdf
from charter.rendering.terms import Terms, terms
from charter.rendering.view import view

REPOSITORY = Path(__file__).parents[1]
CHARTERS = REPOSITORY / "charters"
NAMES = ("acme-globex", "northwind-contoso", "ordered-infusions")
MILLIMETRE = 72 / 25.4


def example(name: str) -> Terms:
    folder = CHARTERS / name
    people = {str(path): path.read_bytes() for path in sorted((folder / "people").glob("*.yaml"))}
    return terms(name, (folder / "charter.yaml").read_bytes(), people)


@pytest.fixture(scope="module", params=zip(NAMES, ("a4", "letter", "a4"), strict=True), ids="-".join)
def whole(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    name, paper = request.param
    return name, pdf(example(name), paper=paper, mark="proposed")


@pytest.fixture
def name(whole: tuple[str, bytes]) -> str:
    return whole[0]


@pytest.fixture
def made(whole: tuple[str, bytes]) -> bytes:
    return whole[1]


def pages_of(made: bytes) -> list[str]:
    """The text of every page, with single blanks."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def test_carries_its_terms_once_under_the_digest_it_prints(made: bytes, name: str) -> None:
    known = example(name)
    ((file_name, contents),) = pypdf.PdfReader(io.BytesIO(made)).attachments.items()
    assert (file_name, contents) == ("charter.json", [known.canonical])
    digest = hashlib.sha256(contents[0]).hexdigest()
    first, *_, last = pages_of(made)
    assert f"sha256:{digest}" in first
    assert f"signs revision 1 of these terms, whose digest is sha256:{digest}" in " ".join(pages_of(made)[-2:])
    assert last
    with pikepdf.open(io.BytesIO(made)) as file:
        assert [str(each.AFRelationship) for each in file.Root.AF] == ["/Source"]


def test_every_page_says_what_it_belongs_to(made: bytes, name: str) -> None:
    pages, known = pages_of(made), example(name)
    for number, text in enumerate(pages, 1):
        foot = f"{known.charter.id} · revision {known.charter.revision} · terms {known.digest[:19]}"
        assert f"{foot} {MARKS['proposed']}" in text
        assert f"Page {number} / {len(pages)}" in text


def test_the_cover_is_one_page(made: bytes) -> None:
    first, second, *_ = pages_of(made)
    assert "PARTNERSHIP CHARTER" in first
    assert "Digest of these terms sha256:" in first
    assert "1 Why this partnership" in second


SECTIONS = [
    "Why this partnership", "Who we are", "What we want to reach", "What each side gives", "The plan",
    "Who answers, who decides", "Why our people want it", "How we work, and what we depend on",
    "The contracts beside this charter", "How we part", "Every way this can end", "People", "Signatures",
]  # fmt: skip


def test_sections_are_read_in_their_order(made: bytes, name: str) -> None:
    outline = [item for item in pypdf.PdfReader(io.BytesIO(made)).outline if isinstance(item, dict)]
    titles = [re.sub(r"^\d+\s+", "", str(item["/Title"])) for item in outline]
    assert titles == [title for title in SECTIONS if title in titles]
    assert titles == SECTIONS or name == "acme-globex"
    text = " ".join(pages_of(made)[1:])
    found = [text.index(f"{number} {title}") for number, title in enumerate(titles, 1)]
    assert found == sorted(found)


def test_everything_that_the_markdown_says_is_said_here(made: bytes, name: str) -> None:
    known = example(name)
    plain = view(known, date(2026, 12, 1)).plain()
    del plain["cover"]["next"], plain["plan"]["chart"]  # a day of today, and what is drawn
    del plain["cover"]["gates"], plain["cover"]["ways_out"]  # the short forms of what is told in full
    told = re.escape(f"{known.charter.title}Partnershipcharter".replace(" ", ""))
    foot = re.escape(f"{known.charter.id}·revision1·terms{known.digest[:19]}Forsignature")
    text = re.sub(rf"{told}|{foot}Page\d+/\d+", "", re.sub(r"[\s\u200b]", "", "".join(pages_of(made))))
    assert [said for said in texts_of(plain) if re.sub(r"\s", "", said) not in text] == []


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a view; where a table names a column that is empty in all rows, its head is left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and value.keys() == {"head", "rows", "said"}:
        yield from (text for row in value["rows"] for text in texts_of(row))
        yield value["said"]
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in texts_of(item))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in texts_of(item))


def test_nothing_stands_in_the_margins(made: bytes) -> None:
    with pdfplumber.open(io.BytesIO(made)) as file:
        for page in file.pages:
            least, most = 25 * MILLIMETRE - 1, float(page.width) - 25 * MILLIMETRE + 1
            for word in page.extract_words():
                assert least <= word["x0"] < word["x1"] <= most, word["text"]
                assert 12 * MILLIMETRE < word["top"] < word["bottom"] < float(page.height) - 10 * MILLIMETRE


def fields_of(file: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    for number, page in enumerate(file.pages):
        yield from ((number, note) for note in page.obj.get("/Annots", []) if note.Subtype == "/Widget")


def test_a_signature_field_lies_exactly_in_every_box(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as file, pdfplumber.open(io.BytesIO(made)) as drawn:
        fields = list(fields_of(file))
        assert fields
        assert len(fields) == len(file.Root.AcroForm.Fields) == len({str(field.T) for _, field in fields})
        for number, field in fields:
            left, lower, right, upper = (float(side) for side in field.Rect)
            page = drawn.pages[number]
            boxes = [rect for rect in page.rects if abs(rect["width"] - 238.11) < 0.1]
            assert any(
                abs(box["x0"] - left) < 0.1 and abs(box["x1"] - right) < 0.1
                and abs(float(page.height) - box["bottom"] - lower) < 0.1
                and abs(float(page.height) - box["top"] - upper) < 0.1
                for box in boxes
            )  # fmt: skip
            inside = (left, float(page.height) - upper, right, float(page.height) - lower)
            assert page.crop(inside).extract_words() == []


def below(part: Any) -> Iterator[Any]:
    """Every element of the structure tree below another."""
    kids = part.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_makes_the_same_bytes(seed: str, tmp_path: Path) -> None:
    command = ("-m", "charter", "render", "northwind-contoso", "--to", "pdf", "--today", "2026-12-01")
    elsewhere = {
        "PYTHONHASHSEED": seed,
        "TZ": "Asia/Tokyo" if seed == "1" else "UTC",
        "HOME": str(tmp_path),
        "PATH": "",
    }
    done = subprocess.run([sys.executable, *command], cwd=REPOSITORY, env=elsewhere, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == pdf(example("northwind-contoso"), mark="signed")


@pytest.mark.parametrize("mark", ["draft", "proposed", "signed"])
def test_the_mark_is_on_every_page_and_changes_nothing_signed(mark: Any) -> None:
    made = pdf(example("acme-globex"), mark=mark)
    assert all(MARKS[mark] in text for text in pages_of(made))
    assert pypdf.PdfReader(io.BytesIO(made)).attachments["charter.json"] == [example("acme-globex").canonical]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_key_below_a_box_is_no_wider_than_the_box(paper: Paper) -> None:
    told = story("draft")
    told.keys({"northwind": "jana", "contoso": "luca"})
    people = {local: raw for local, raw in told.files.items() if local.startswith("people/")}
    made = pdf(terms("charter.yaml", told.files["charter.yaml"], people), mark="proposed", paper=paper)
    boxes = [field for page in pypdf.PdfReader(io.BytesIO(made)).pages for field in page.get("/Annots", ())]
    left, right = (float(boxes[0].get_object()["/Rect"][at]) for at in (0, 2))
    with pdfplumber.open(io.BytesIO(made)) as document:
        words = [word for page in document.pages for word in page.extract_words()]
    keys = [word for word in words if word["text"].startswith("SHA256:")]
    assert len(keys) == len(boxes) == 2
    assert all(left - 1 < word["x0"] < word["x1"] < right for word in keys)
