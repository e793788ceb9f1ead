"""Scripts beside Latin in the PDF: what is copied out of it, from which side it runs, and which fonts draw it."""

import io
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from charter.rendering.pdf import NotRepeatable, UnshownTextError, pdf, repeated
from charter.rendering.pdf.typefaces import at_hand
from charter.rendering.terms import ShapeError, Terms, terms

JAPANESE = "pylopdf_fonts_jp"
FONTS = Path(__file__).parents[1] / "templates" / "pdf" / "fonts"
needs_japanese = pytest.mark.skipif(find_spec(JAPANESE) is None, reason="no Japanese fonts here: the extra cjk")


def charter_of(people: dict[str, str] | None = None, **more: Any) -> Terms:
    parties = {"levi": {"name": "דנה לוי"}, "acme": {"name": "Acme Ltd"}}
    data = {"charter": "1", "id": "scripts", "revision": "1", "title": "Scripts", "parties": parties}
    files = {
        f"people/{party}.yaml": written(
            {
                "people": "1",
                "party": party,
                "signatories": ["sponsor"],
                "roles": {"sponsor": [{"name": name, "title": "CEO"}]},
            }
        )
        for party, name in (people or {}).items()
    }
    return terms("charter.yaml", written(data | more), files)


def written(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def goals(*texts: str) -> list[dict[str, str]]:
    return [{"id": f"g{n}", "for": "acme", "outcome": text} for n, text in enumerate(texts)]


def copied(made: bytes) -> str:
    """All text as a reader that knows both directions copies it."""
    with pypdfium2.PdfDocument(made) as file:
        return "\n".join(page.get_textpage().get_text_range() for page in file)


def embedded(made: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(made)) as file:
        names = {
            str(each.BaseFont) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }
    return {name.partition("+")[2].partition("-")[0] for name in names}


@pytest.fixture(scope="module")
def world() -> bytes:
    if find_spec(JAPANESE) is None:
        pytest.skip("no Japanese fonts here: the extra cjk")
    said = goals(
        "返品を月に300件まで減らす。", "Ένα δύο τρία", "Їжак і ґанок", "🚀 ✅ 👍🏽 ❤", "تسليم 450 وحدة (Contoso)"
    )
    people = {"levi": "דנה לוי", "acme": "田中 一郎"}
    return pdf(charter_of(people, title="ミライ × Βόλος × שיר × ميراي 🚀", goals=said))


def test_five_scripts_and_emoji_are_copied_as_they_were_written(world: bytes) -> None:
    text = "".join(copied(world).split())
    said = [
        "返品を月に300件まで減らす。",
        "Ένα",
        "δύο",
        "τρία",
        "Їжак",
        "ґанок",
        "🚀",
        "✅",
        "👍🏽",
        "❤",
        "田中",
        "一郎",
        "450",
        "وحدة",
        "ميراي",
    ]
    assert [word for word in said if word not in text] == []
    assert embedded(world) >= {"SourceSerif4", "NotoSerifHebrew", "Amiri", "NotoEmoji", "NotoSerifJP"}


@pytest.mark.parametrize("emoji", ["🇩🇪", "👍🏽"])
def test_emoji_of_two_letters_are_shown_and_copied(emoji: str) -> None:
    assert emoji in copied(pdf(charter_of(goals=goals(f"Go {emoji} now"))))


@pytest.mark.parametrize("emoji", ["👩\u200d🚀", "❤\ufe0f", "1\ufe0f\u20e3"])
def test_emoji_made_with_letters_that_nobody_sees_are_refused(emoji: str) -> None:
    with pytest.raises(ShapeError, match="a character nobody can see stands here"):
        charter_of(goals=goals(f"Go {emoji} now"))


def test_no_glyph_is_missing(world: bytes) -> None:
    with pdfplumber.open(io.BytesIO(world)) as file:
        assert [letter["text"] for page in file.pages for letter in page.chars if "\ufffd" in letter["text"]] == []


def test_a_file_with_japanese_is_made_again_with_the_same_font(world: bytes) -> None:
    assert repeated(world) == world
    with pikepdf.open(io.BytesIO(world)) as file:
        said = json.loads(file.Root.PieceInfo.Charter.Private.read_bytes())
    assert [face["family"] for face in said["fonts"]] == ["Noto Serif JP"]


@needs_japanese
def test_without_japanese_the_fonts_for_it_change_nothing() -> None:
    made = pdf(charter_of(goals=goals("Plain.")))
    assert b"Noto Serif JP" not in made
    assert at_hand((), "Plain, déjà vu, Ωμέγα, שלום, 🚀", "ja").families == ()


@needs_japanese
@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("漢字", "ja", "JP"),
        ("漢字", "zh", "SC"),
        ("漢字", "zh-TW", "TC"),
        ("漢字", "ko", "KR"),
        ("漢字", "en", "SC"),
        ("漢字とかな", "", "JP"),
        ("漢字 한국", "", "KR"),
    ],
)
def test_the_language_decides_who_draws_the_letters_that_are_shared(text: str, language: str, first: str) -> None:
    known = [face.family for face in at_hand((), text, language).families]
    if f"Noto Serif {first}" not in known:
        pytest.skip(f"no font for {first} here: the extra cjk")
    assert known[0] == f"Noto Serif {first}"


def test_fonts_of_your_own_are_recorded_and_asked_for_again(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "SourceSerif4_400Regular.ttf") as font:  # ours, drawing a Thai letter under another name
        for table in font["cmap"].tables:
            table.cmap[ord("ก")] = table.cmap[ord("n")]
        for record in font["name"].names:
            record.string = record.toUnicode().replace("Source Serif 4", "Own Thai").replace("SourceSerif4", "OwnThai")
        font.save(tmp_path / "own.ttf")
    known = charter_of(goals=goals("กกก"))
    with pytest.raises(UnshownTextError, match=r"goals, item 1\.outcome in charter\.yaml"):
        pdf(known)
    made = pdf(known, fonts=[tmp_path])
    assert "OwnThai" in embedded(made)
    assert repeated(made, fonts=[tmp_path]) == made
    assert repeated(made) == NotRepeatable("the file was made with fonts that are not here: Own Thai")
    assert pdf(charter_of(), fonts=[tmp_path]) == pdf(charter_of())


def lefts(made: bytes, page: int) -> dict[str, float]:
    with pdfplumber.open(io.BytesIO(made)) as file:
        return {word["text"]: word["x0"] for word in file.pages[page].extract_words()}


def test_a_number_behind_a_name_stays_behind_it() -> None:
    promises = [{"id": f"p{n}", "from": "levi", "kind": "engineering", "what": "Work on it."} for n in range(3)]
    phases = {
        "crawl": {"start": "2027-01-01", "end": "2027-03-01", "gate": {"decide_by": "2027-03-10", "no_go": "end"}}
    }
    made = pdf(charter_of(commitments=promises, phases=phases))
    with pdfplumber.open(io.BytesIO(made)) as file:
        lines = [line["text"] for page in file.pages for line in page.extract_text_lines()]
    given = [line for line in lines if "unpriced" in line]
    assert given
    assert all("יול הנד: 3 unpriced" in line.replace("\u200e", "") for line in given)


def test_a_name_with_a_title_is_a_sentence_of_ours() -> None:
    made = pdf(charter_of({"levi": "דנה לוי"}))
    with pdfplumber.open(io.BytesIO(made)) as file:
        lines = [line["text"] for page in file.pages for line in page.extract_text_lines()]
    assert any(line.endswith("sponsor יול הנד, CEO") for line in lines)


def test_the_lead_ends_with_one_full_stop() -> None:
    made = pdf(charter_of(parties={"a": {"name": "Alfa"}, "b": {"name": "Βόλος Α.Ε."}}))
    assert "Alfa and Βόλος Α.Ε.\r" in copied(made) + "\r"
    assert "Α.Ε.." not in copied(made)
