"""`charter render ID --to docx`: what Word, LibreOffice and python-docx find in the file."""

import hashlib
import io
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path

import docx as python_docx
import pypdf
import pytest
from test_pdf import NAMES, SECTIONS, example, texts_of
from test_pdf_hostile import LONG, MARKUP, PARTIES, stress
from test_render_hostile import whole
from tracked import STORIES, W, parts, story, words
from wordprocessingml import out_of_order

from charter.rendering.docx import docx, redline
from charter.rendering.manuscript import manuscript
from charter.rendering.page import set_text
from charter.rendering.redline.comparing import redlined
from charter.rendering.view import view

REPOSITORY = Path(__file__).parents[1]


def opened(made: bytes):
    return python_docx.Document(io.BytesIO(made))


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@lru_cache
def of(name: str) -> bytes:
    return docx(example(name), mark="proposed")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(made: bytes) -> str:
    return squeezed("".join(words(story(made, name)) for name in STORIES))


def test_the_headings_are_headings_in_their_order(name: str) -> None:
    found = [one for one in opened(of(name)).paragraphs if one.style.name.startswith("Heading")]
    sections = [one.text for one in found if one.style.name == "Heading 1"]
    assert sections == [title for title in SECTIONS if title in sections]
    assert sections == SECTIONS or name == "acme-globex"
    levels = [int(one.style.name[-1]) for one in found]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    (title,) = (one.text for one in opened(of(name)).paragraphs if one.style.name == "Title")
    assert title == str(example(name).charter.title)


def test_everything_that_the_markdown_says_is_said_here(name: str) -> None:
    plain = view(example(name), date(2026, 12, 1)).plain()
    del plain["cover"]["next"], plain["plan"]["chart"]  # a day of today, and what only a drawing adds: nothing
    del (
        plain["cover"]["gates"],
        plain["cover"]["ways_out"],
        plain["cover"]["owners"],
    )  # short forms of what is told in full
    said = [set_text(text) for text in texts_of(plain)]
    text = text_of(of(name))
    assert [one for one in said if squeezed(one) not in text] == []


def test_every_text_of_a_charter_and_its_people_is_there() -> None:
    count = iter(range(1, 10_000))
    known = whole(lambda: f"Zq{next(count)}x", 0)
    said = set(re.findall(r"Zq\d+x", repr(view(known, date.min))))
    assert len(said) > 120
    assert said - set(re.findall(r"Zq\d+x", text_of(docx(known)))) == set()


def test_tables_repeat_their_heads_and_keep_their_rows_whole(name: str) -> None:
    root = story(of(name))
    tables = list(root.iter(f"{W}tbl"))
    assert len(tables) > 8
    for table in tables:
        rows = table.findall(f"{W}tr")
        headed = table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "CharterGrid"
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [headed, *[False] * (len(rows) - 1)]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == 11906 - 2 * 1417
        for row in rows:
            assert [int(one.get(f"{W}w")) for one in row.iter(f"{W}tcW")] == widths
            assert all(cell[-1].tag == f"{W}p" for cell in row.iter(f"{W}tc"))


@pytest.mark.parametrize("example_name", ["northwind-contoso", "acme-globex"])
def test_no_word_is_divided_that_has_room(example_name: str) -> None:
    for table in story(of(example_name)).iter(f"{W}tbl"):
        for cell in table.iter(f"{W}tc"):
            room = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) - 170
            for word in re.split(r"[ \n]", "\n".join(words(one) for one in cell.iter(f"{W}p"))):
                assert len(word) * 105 < room or word.startswith(("sha256:", "SHA256:")), word


def test_every_style_that_is_named_is_there(name: str) -> None:
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table", "basedOn": None, "next": "paragraph"}
    styles = story(of(name), "word/styles.xml")
    there = {one.get(f"{W}styleId"): one.get(f"{W}type") for one in styles.iter(f"{W}style")}
    for part in (*STORIES, "word/styles.xml", "word/numbering.xml"):
        for tag, kind in kinds.items():
            for one in story(of(name), part).iter(f"{W}{tag}"):
                assert there[one.get(f"{W}val")] == (kind or one.getparent().get(f"{W}type")), (part, tag)


def test_every_page_says_what_it_belongs_to_and_its_number(name: str) -> None:
    known = example(name)
    for part in ("word/footer1.xml", "word/footer2.xml"):
        footer = story(of(name), part)
        assert (
            f"{known.charter.id} · revision {known.charter.revision} · terms {known.digest[:19]} · For signature"
            in words(footer)
        )
        assert [one.get(f"{W}instr") for one in footer.iter(f"{W}fldSimple")] == [" PAGE ", " NUMPAGES "]
    assert str(known.charter.title) in "".join(words(story(of(name), f"word/header{n}.xml")) for n in (1, 2))


def test_says_that_it_is_not_what_is_signed(name: str) -> None:
    last = [one.text for one in opened(of(name)).paragraphs][-1]
    assert last.startswith("This Word file is a courtesy copy")
    assert example(name).digest in last


def test_lines_for_ink_and_the_fingerprints_of_keys() -> None:
    document = opened(of("northwind-contoso"))
    blocks = [table for table in document.tables if table.style.name == "Charter Signature"]
    assert [[row.cells[0].text for row in table.rows] for table in blocks] == [
        ["Signature", "Name", "Title", "Role", "Place", "Date", "Key"]
    ] * 2
    assert [[row.cells[1].text for row in table.rows][1] for table in blocks] == ["Jana Brandt", "Luca Meier"]
    assert all(table.rows[-1].cells[1].text.startswith("SHA256:") for table in blocks)


def test_the_properties_name_no_machine_and_no_library(name: str) -> None:
    found, known = opened(of(name)).core_properties, example(name)
    assert (found.title, found.last_modified_by, found.comments) == (str(known.charter.title), "", "")
    assert found.author == ", ".join(block.party for block in view(known, date.min).signing.blocks)
    assert found.keywords == f"{known.charter.id} {known.digest}"
    first = known.charter.phases.crawl.start.first
    assert found.created.date() == found.modified.date() == first
    assert not re.search(rb"python-docx|2013-12|Macintosh|Normal\.dotm|thumbnail", b"".join(parts(of(name)).values()))


def test_nothing_in_the_file_leads_out_of_it_or_runs(name: str) -> None:
    found = parts(of(name))
    assert sorted(found) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/header1.xml", "word/header2.xml",
        "word/numbering.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    whole_file = b"".join(found.values())
    assert b"External" not in whole_file
    assert not re.search(rb"<w:(instrText|hyperlink|object|altChunk|attachedTemplate|fldChar)", whole_file)


def test_its_bytes_are_always_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "charter", "render", "northwind-contoso", "--to", "docx", "--today", "2026-12-01"]
    made = []
    for seed in ("0", "1"):
        elsewhere = {
            "PYTHONHASHSEED": seed,
            "TZ": "Asia/Tokyo" if seed == "1" else "UTC",
            "HOME": str(tmp_path),
            "PATH": "",
        }
        done = subprocess.run(command, cwd=REPOSITORY, env=elsewhere, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        made.append(hashlib.sha256(done.stdout).hexdigest())
    assert made[0] == made[1] == hashlib.sha256(docx(example("northwind-contoso"), mark="signed")).hexdigest()
    with zipfile.ZipFile(io.BytesIO(of("northwind-contoso"))) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_letter_paper() -> None:
    made = docx(example("acme-globex"), paper="letter")
    (section,) = opened(made).sections
    assert (section.page_width.twips, section.page_height.twips) == (12240, 15840)
    assert opened(made).core_properties.language == "en"


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("en", ("en-GB", "ja-JP", "he-IL")),
        ("en-US", ("en-US", "ja-JP", "he-IL")),
        ("de", ("de-DE", "ja-JP", "he-IL")),
        ("zh", ("en-GB", "zh-CN", "he-IL")),
        ("ar-EG", ("en-GB", "ja-JP", "ar-EG")),
        ("", ("en-GB", "ja-JP", "he-IL")),
        ('"><w:x/>', ("en-GB", "ja-JP", "he-IL")),
    ],
)
def test_word_is_told_the_language_with_its_region(named: str, told: tuple[str, ...]) -> None:
    known = example("acme-globex")
    charter = known.charter.model_copy(update={"language": named})
    (said,) = story(docx(known._replace(charter=charter)), "word/styles.xml").iter(f"{W}lang")
    assert tuple(said.get(f"{W}{name}") for name in ("val", "eastAsia", "bidi")) == told


# hostile and strange texts


@pytest.mark.parametrize(
    "text", [*MARKUP, '{ PAGE } { DDEAUTO c:\\\\x "y" }', "<w:p/></w:t>&amp;&#x1;]]>", "=HYPERLINK(1)"]
)
def test_markup_stays_text_in_every_field_at_once(text: str) -> None:
    made = docx(whole(lambda: text)._replace(canonical=b"{}"))
    assert text_of(made).count(squeezed(text)) > 60
    assert b"DDEAUTO" not in b"".join(re.findall(rb'w:instr="[^"]*"', b"".join(parts(made).values())))


def test_what_no_xml_holds_is_shown_as_unknown_and_never_breaks_the_file() -> None:
    made = docx(whole(lambda: "a\x00\x01\x1b\ufffeb\tc")._replace(canonical=b"{}"))
    assert "\ufffd\ufffd" in text_of(made)


def paragraphs_with(made: bytes, text: str):
    return [one for one in story(made).iter(f"{W}p") if text in words(one)]


def test_what_is_written_from_right_to_left_is_marked_so() -> None:
    made = docx(stress())
    for party in ("levi", "mira"):
        found = paragraphs_with(made, PARTIES[party])
        alone = [one for one in found if words(one) == PARTIES[party]]
        assert alone
        assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in alone)
    (run, *_) = (one for one in story(made).iter(f"{W}r") if words(one).startswith("שירה"))
    assert run.find(f"{W}rPr/{W}rtl") is not None
    assert words(run) == "שירה לוי לוגיסטיקה בע״מ"
    mixed = [one for one in paragraphs_with(made, "Αθήνα") if one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Title"]
    assert [one.find(f"{W}pPr/{W}bidi") for one in mixed] == [None]
    assert [words(one) for one in mixed[0].iter(f"{W}r") if one.find(f"{W}rPr/{W}rtl") is not None] == [
        "שירותים × ميراي"
    ]


def test_east_asian_text_asks_for_an_east_asian_font() -> None:
    made = docx(whole(lambda: "Contoso 株式会社ミライ 2026")._replace(canonical=b"{}"))
    runs = [one for one in story(made).iter(f"{W}rFonts") if one.get(f"{W}hint") == "eastAsia"]
    assert {words(one.getparent().getparent()) for one in runs} == {"株式会社ミライ"}


def changed_everywhere() -> bytes:
    """A redline between two charters that have next to nothing in common, and one between two that have."""
    old, new = example("northwind-contoso"), stress()
    return redline(redlined(manuscript(old, "signed"), manuscript(new, "draft")), new, "r1 → r2")


def test_elements_stand_in_the_order_that_word_wants() -> None:
    goals = example("northwind-contoso")
    assert goals.charter.goals is not None
    wider = (goals.charter.goals[0].model_copy(update={"done_when": "Nobody waits."}), *goals.charter.goals[1:])
    new = goals._replace(charter=goals.charter.model_copy(update={"goals": wider}))
    both = redline(redlined(manuscript(goals, "signed"), manuscript(new, "draft")), new, "r1 → r2")
    assert b"cellIns" in parts(both)["word/document.xml"]
    for made in (of("northwind-contoso"), docx(stress()), changed_everywhere(), both):
        found = parts(made)
        names = [name for name in found if name.startswith("word/") and name.endswith(".xml")]
        assert len(names) == 8
        assert [(name, wrong) for name in names for wrong in out_of_order(story(made, name))] == []


def test_every_change_has_a_number_of_its_own() -> None:
    made = changed_everywhere()
    numbers = [one.get(f"{W}id") for name in STORIES for one in story(made, name).iter(f"{W}ins", f"{W}del")]
    assert len(numbers) > 500
    assert len(numbers) == len(set(numbers))


# in LibreOffice


@pytest.fixture(scope="module")
def in_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of every page of what LibreOffice makes of each file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    made = {"plain": of("northwind-contoso"), "stress": docx(stress()), "redline": changed_everywhere()}
    for name, content in made.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    files = [f"{name}.docx" for name in made]
    subprocess.run([*command, *files], cwd=folder, capture_output=True, check=True, timeout=120)
    return {name: [page.extract_text() for page in pypdf.PdfReader(folder / f"{name}.pdf").pages] for name in made}


def test_libreoffice_opens_it_with_a_cover_and_numbered_pages(in_libreoffice: dict[str, list[str]]) -> None:
    pages = [" ".join(page.split()) for page in in_libreoffice["plain"]]
    assert 8 < len(pages) < 20
    assert "Digest of these terms sha256:" in pages[0]
    assert "Why this partnership" in pages[1]
    assert all(f"Page {number} / {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert squeezed("13 Signatures") in squeezed(pages[-1])


def test_libreoffice_keeps_sixty_rows_in_order_and_long_texts_whole(in_libreoffice: dict[str, list[str]]) -> None:
    pages = in_libreoffice["stress"]
    numbers = [int(number) for number in re.findall(r"(?<![a-z])n(\d+)", "\n".join(pages))]
    assert numbers == list(range(60))
    with_rows = [squeezed(page) for page in pages if re.search(r"(?<![a-z])n\d+", page)]
    assert len(with_rows) > 1
    assert all(page.count("PromiseKindWorth") == 1 for page in with_rows)
    text = squeezed("".join(pages))
    assert [int(number) for number in re.findall(r"word(\d+)", text)] == list(range(900))
    assert LONG in text


def test_libreoffice_shows_both_sides_of_a_redline(in_libreoffice: dict[str, list[str]]) -> None:
    text = squeezed("".join(in_libreoffice["redline"]))
    assert squeezed("Mid-size warehouses lose six weeks") in text
    assert squeezed(PARTIES["athina"]) in text


# without its package


def test_without_python_docx_it_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['docx'] = None; from charter.cli import main; sys.exit(main())"
    command = [
        sys.executable,
        "-c",
        program,
        "render",
        "acme-globex",
        "--to",
        "docx",
        "--output",
        str(tmp_path / "a.docx"),
    ]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "charter: making a file of Word takes python-docx, and docx is not installed\n"
        "  pip install 'partnership-charter[docx]'\n"
    )
