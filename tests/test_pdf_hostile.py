"""Whatever a charter says stands on the pages of its PDF as text, whole, inside the margins, and over nothing else."""

import io
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest
from test_render_hostile import whole

from charter.rendering.page import set_text
from charter.rendering.pdf import PAPERS, Paper, pdf
from charter.rendering.pdf.making import pruned
from charter.rendering.plan import Bar, Lane
from charter.rendering.terms import Terms, terms
from charter.rendering.timeline import WIDTH, timeline

RTL = re.compile("[\u0590-\u08ff]")
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
MARKUP = [
    '#read("/etc/passwd") #{panic("x")} #sys.inputs',
    "= Heading\n== Heading",
    "$ x^2 $ *bold* _it_ `raw` ```typ #1 ```",
    "@label <label> [content] // line /* block */ \\u{41} \\",
    "- item\n+ item\n/ term: text",
    '"quoted" \' ~ -- --- ... %s {nb} {{ view }}',
    "https://example.com/a?b=c#d",
]
PARTIES = {
    "athina": "Αθηναϊκή Εφοδιαστική Α.Ε.",
    "kyiv": "ТОВ «Київські склади»",
    "levi": "שירה לוי לוגיסטיקה בע״מ (Levi Ltd)",
    "mira": "شركة ميراي للصناعات المحدودة",
}
WHATS = [
    "Promise {} #panic() and more.",
    "Short {}.",
    "Promise {} " + LONG,
    "שירות {} (full service) עם Contoso",
    "Ένα {} δύο",
]


def dumped(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


@lru_cache
def stress() -> Terms:
    """Four parties in four scripts, sixty promises of one of them, words wider than a column and a cell of a page."""
    promises = [
        {"id": f"p-{n}", "from": "athina", "kind": "engineering", "what": WHATS[n % 5].format(f"n{n}"),
         "value": {"amount": f"EUR {n + 1}000", "basis": "in-kind"}}
        for n in range(60)
    ]  # fmt: skip
    charter = {
        "charter": "1",
        "id": "stress",
        "revision": "1",
        "title": "Αθήνα × Київ × שירותים × ميراي 🚀",
        "parties": {party: {"name": name} for party, name in PARTIES.items()},
        "goals": [{"id": "wide", "for": "athina", "outcome": LONG * 4}, {"id": "emoji", "for": "kyiv", "outcome": "😀 ✅ ⚠ ❤"}],
        "commitments": promises,
        "leverage": [
            {"over": "athina", "kind": "economic", "because": f"row{n} " * 250, "if_absent": "b " * 600, "source": LONG * 9}
            for n in range(3)
        ],
        "governance": {"escalation": [{"level": str(n), "roles": ["athina.sponsor"]} for n in range(1, 9)]},
        "exit": {"triggers": [
            {"id": "long", "when": {"event": " ".join(f"word{n}" for n in range(900))}, "invoked_by": "any"},
            {"id": "wide", "when": {"event": "A" * 500}, "invoked_by": "any"},
        ]},
    }  # fmt: skip
    people = {
        f"people/{party}.yaml": dumped(
            {
                "people": "1",
                "party": party,
                "signatories": ["sponsor", "legal"],
                "roles": {
                    "sponsor": [{"name": name, "email": f"{'a' * 60}@{'b' * 60}.example"}],
                    "legal": [{"name": LONG}],
                },
            }
        )
        for party, name in PARTIES.items()
    }
    return terms("charter.yaml", dumped(charter), people)


@lru_cache
def stressed(paper: Paper) -> bytes:
    return pdf(stress(), paper=paper)


@lru_cache
def drawn(paper: Paper) -> list[pdfplumber.page.Page]:
    """The same, read once: what stands on a page is remembered with it."""
    return pdfplumber.open(io.BytesIO(stressed(paper))).pages


def text_of(made: bytes) -> str:
    """The text of all pages without blanks, line ends and the places where an overlong word may break."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return re.sub(r"[\s\u200b]", "", "".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_stays_text_in_every_field_at_once(text: str) -> None:
    made = pdf(whole(lambda: text)._replace(canonical=b"{}"))
    assert text_of(made).count(squeezed(text)) > 60


@pytest.mark.parametrize("variant", [0, 1])
def test_every_text_of_a_charter_and_its_people_is_there(variant: int) -> None:
    count = iter(range(1, 10_000))
    made = whole(lambda: f"Zq{next(count)}x", variant)._replace(canonical=b"{}")
    made = made._replace(people={party: pruned(people) for party, people in made.people.items()})
    said = set(re.findall(r"Zq\d+x", repr(made)))
    assert len(said) > 120
    assert said - set(re.findall(r"Zq\d+x", text_of(pdf(made)))) == set()


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_overprints_or_leaves_the_page(paper: Paper) -> None:
    for page in drawn(paper):
        inside = (25 * 72 / 25.4 - 1, float(page.width) - 25 * 72 / 25.4 + 1)
        letters = [letter for letter in page.chars if letter["text"].strip()]
        for letter in letters:
            assert inside[0] <= letter["x0"] and letter["x1"] <= inside[1], letter["text"]
            assert 12 * 72 / 25.4 < letter["top"] < letter["bottom"] < float(page.height) - 10 * 72 / 25.4
        places = [(round(letter["x0"], 1), round(letter["bottom"], 1)) for letter in letters if letter["width"] > 1]
        assert len(places) == len(set(places))


def test_words_keep_clear_of_each_other() -> None:
    for page in drawn("a4"):
        words = [word for word in page.extract_words() if not RTL.search(word["text"])]
        for one, other in ((a, b) for a in words for b in words if a is not b and a["x0"] <= b["x0"]):
            height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            if height > 4:
                assert other["x0"] > one["x1"] - 0.7, (one["text"], other["text"])


def test_sixty_rows_keep_their_order_and_their_head() -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(stressed("a4"))).pages]
    numbers = [int(number) for number in re.findall(r"(?<![a-z])n(\d+)", "\n".join(pages))]
    assert numbers == list(range(60))
    with_rows = [page for page in pages if re.search(r"(?<![a-z])n\d+", page)]
    assert len(with_rows) > 2
    assert all(page.count("Promise Kind Worth") == 1 for page in with_rows)
    assert "EUR 1 830 000 in kind" in " ".join("\n".join(pages).split()).replace("\u00a0", " ")


@pytest.mark.parametrize("count", range(26, 34))
def test_the_last_row_of_a_table_never_stands_alone_on_a_page(count: int) -> None:
    promises = [{"id": f"p-{n}", "from": "a", "kind": "engineering", "what": f"row{n}."} for n in range(count)]
    parties = {"a": {"name": "A"}, "b": {"name": "B"}}
    data = {"charter": "1", "id": "rows", "revision": "1", "title": "T", "parties": parties, "commitments": promises}
    known = terms("charter.yaml", dumped(data), {})
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(known))).pages]
    assert [len(rows) for page in pages if (rows := re.findall(r"row\d+\.", page))][-1] > 1


def crowded(parties: int, length: int) -> Terms:
    """Parties with long names, and more to say about them than a page holds."""
    known = {f"p{n}": {"name": f"{'Beteiligungsgesellschaft ' * length}{n}"} for n in range(parties)}
    who = list(known)
    goals = [
        {
            "id": f"g{n}",
            "for": who[n % parties],
            "outcome": f"Outcome {n} is that nobody waits for papers any more. " * 3,
        }
        for n in range(20)
    ]
    data = {
        "charter": "1", "id": "crowded", "revision": "1", "title": "A title that is longer than any other title was " * 4,
        "parties": known, "purpose": {"job": "product-utility", "why": "Because of this. " * 30}, "goals": goals,
        "commitments": [{"id": f"c{n}", "from": who[n % parties], "kind": "engineering", "what": "Work. " * 20} for n in range(20)],
        "phases": {"crawl": {"start": "2027-01-01", "end": "2027-03-31"}},
    }  # fmt: skip
    return terms("charter.yaml", dumped(data), {})


@pytest.mark.parametrize(("parties", "length"), [(4, 1), (8, 3)])
def test_a_cover_is_one_page_and_says_what_had_no_room(parties: int, length: int) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(crowded(parties, length)))).pages]
    assert "Digest of these terms" in pages[0]
    assert "Why this partnership" in pages[1]
    cut = "(and 4 more)" in " ".join(pages[0].split())
    assert cut is (parties == 4)
    assert ("Too much for a cover and told inside: who gives and gets what" in " ".join(pages[0].split())) is not cut
    assert all(f"Outcome {n} is" in " ".join("".join(pages[1:]).split()) for n in range(20))


def test_thirty_people_sign_below_the_name_of_their_party() -> None:
    parties = {"a": {"name": "Alfa BV"}, "b": {"name": "Beta Ltd"}}
    people = {
        f"people/{party}.yaml": dumped(
            {"people": "1", "party": party, "signatories": [f"director-{n}" for n in range(15)],
             "roles": {f"director-{n}": [{"name": f"Person {n} of {party}", "title": "Director"}] for n in range(15)}}
        )
        for party in parties
    }  # fmt: skip
    data = {"charter": "1", "id": "thirty", "revision": "1", "title": "Thirty", "parties": parties}
    made = pdf(terms("charter.yaml", dumped(data), people))
    assert len(pypdf.PdfReader(io.BytesIO(made)).get_fields() or {}) == 30
    with pdfplumber.open(io.BytesIO(made)) as file:
        for page in file.pages:
            boxes = [rect for rect in page.rects if abs(rect["width"] - 238.11) < 0.1]
            text = page.extract_text()
            assert text.count("Name Person") == len(boxes)
            assert not boxes or text.count("For Alfa BV") + text.count("For Beta Ltd") + text.count(
                "\nAlfa BV"
            ) + text.count("\nBeta Ltd") >= len(boxes)
            assert all(box["bottom"] < float(page.height) - 27 * 72 / 25.4 for box in boxes)


@pytest.mark.parametrize("start", ["1999-06-01", "2000-01-01", "2089-12-31"])
def test_any_year_is_a_year(start: str) -> None:
    phases = {"crawl": {"start": start, "end": "2090-01-31"}}
    parties = {"a": {"name": "A"}, "b": {"name": "B"}}
    data = {"charter": "1", "id": "years", "revision": "1", "title": "T", "parties": parties, "phases": phases}
    made = pypdf.PdfReader(io.BytesIO(pdf(terms("charter.yaml", dumped(data), {}))))
    said = made.metadata.creation_date if made.metadata else None
    assert said is not None
    assert said.year == max(2000, int(start[:4]))


def test_long_texts_and_long_words_are_whole() -> None:
    text = text_of(stressed("a4"))
    assert [int(number) for number in re.findall(r"word(\d+)", text)] == list(range(900))
    assert LONG * 4 in text
    assert [text.count(f"row{n}") for n in range(3)] == [250] * 3
    assert "A" * 500 in text
    assert f"{'a' * 60}@{'b' * 60}.example" in text


def test_every_script_is_there() -> None:
    text = text_of(stressed("a4"))
    assert squeezed(PARTIES["athina"]) in text
    assert squeezed(PARTIES["kyiv"]) in text
    with pypdfium2.PdfDocument(stressed("a4")) as file:  # which reads what stands from right to left
        pages = [page.get_textpage().get_text_range() for page in file]
    assert any(PARTIES["mira"] in page and PARTIES["levi"].partition(" (")[0] in page for page in pages)
    assert all(sign in text for sign in "🚀😀✅⚠❤×")


@pytest.mark.parametrize(
    ("text", "from_the_right"),
    [
        ("נספק 300 יחידות (Contoso) עד סוף השנה", True),
        ("نقوم بتسليم الوحدات (Contoso) قبل نهاية السنة", True),
        ("Contoso נספק 300 יחידות עד סוף השנה", False),
        ("נספק יחידות together with Contoso before the end of next year", False),
    ],
)
def test_a_text_runs_from_the_side_where_its_script_begins(text: str, from_the_right: bool) -> None:
    goals = [{"id": "g", "for": "a", "outcome": text}]
    parties = {"a": {"name": "A"}, "b": {"name": "B"}}
    data = {"charter": "1", "id": "rtl", "revision": "1", "title": "T", "parties": parties, "goals": goals}
    with pdfplumber.open(io.BytesIO(pdf(terms("charter.yaml", dumped(data), {})))) as file:
        found = {word["text"]: word["x0"] for word in file.pages[1].extract_words()}
    first, last = (word[::-1] if RTL.search(word) else word for word in (text.split()[0], text.split()[-1]))
    assert (found[first] > found[last]) is from_the_right


def test_what_a_party_named_in_hebrew_has_given_runs_from_left_to_right() -> None:
    lines = [line["text"] for page in drawn("a4") for line in page.extract_text_lines()]
    assert any(re.search(r"[\u0590-\u05ff]+.*\(Levi Ltd\): nothing", line) for line in lines)


def test_a_heading_in_arabic_begins_where_all_headings_begin() -> None:
    letters = [
        letter for page in drawn("a4") for letter in page.chars if letter["size"] == 11 and RTL.match(letter["text"])
    ]
    assert letters
    assert min(letter["x0"] for letter in letters) < 72


def test_four_parties_have_a_box_for_every_signatory() -> None:
    fields = pypdf.PdfReader(io.BytesIO(stressed("a4"))).get_fields() or {}
    assert set(fields) == {f"signature-{party}-{role}" for party in PARTIES for role in ("sponsor", "legal")}
    assert fields["signature-levi-legal"]["/TU"] == f"Signature for {PARTIES['levi']} ({LONG}, legal)"


@pytest.mark.parametrize(
    "data",
    [
        {"charter": "1", "id": "bare", "revision": "1", "title": "T", "parties": {"none": "nobody yet"}},
        *(
            {"charter": "1", "id": "bare", "revision": "1", "parties": {"a": {"name": "A"}, "b": {"name": "B"}},
             **dict.fromkeys(("title", "tier", "purpose", "goals", "commitments", "phases", "governance", "exit", "language"), said)}
            for said in ({"tbd": {"owner": "a.sponsor", "by": "2027-01-15"}}, {"undisclosed": "a secret"})
        ),
    ],
)  # fmt: skip
def test_a_charter_that_says_next_to_nothing_is_a_document_too(data: Mapping[str, Any]) -> None:
    known = terms("charter.yaml", dumped(data), {})
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf(known))).pages]
    assert all("Draft, not signed" in page for page in pages)
    if "tbd" in repr(data):
        assert "points, listed near the end" in pages[0]
        assert "What is still open" in " ".join(pages)
        assert "to be decided by A sponsor until 15 January 2027" in " ".join(pages).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo", "one two"),
        ("one\n\ntwo\n", "one\n\ntwo"),
        ("a list:\n- one\n- two\n  goes on", "a list:\n- one\n- two goes on"),
        ("1. one\n2) two", "1. one\n2) two"),
        ("2027\nwas good", "2027 was good"),
        ("tab\there  and   there", "tab here and there"),
        ("EUR 1 200 000", "EUR\u00a01\u00a0200\u00a0000"),
        ("on 6 March 2026", "on 6\u00a0March 2026"),
        ("5 Sites 2026", "5 Sites 2026".replace("5 S", "5\u00a0S")),
        ("12 of 3000", "12 of 3000"),
        ("", ""),
    ],
)
def test_lines_are_set_as_they_were_meant(text: str, shown: str) -> None:
    assert set_text(text) == shown


@pytest.mark.parametrize(
    ("first", "last"), [("2026-01-01", "2026-01-31"), ("2026-01-12", "2028-06-30"), ("0001-01-01", "9999-12-31")]
)
def test_the_timeline_stays_in_its_frame(first: str, last: str) -> None:
    drawn = timeline((Lane("Crawl", (Bar("Crawl", first, last), Bar("Crawl gate", last, ""))),))
    marks = [mark for bar in drawn["lanes"][0]["bars"] for mark in (bar["first"], bar["last"]) if mark is not None]
    ticks = [tick["at"] for tick in drawn["ticks"]]
    assert all(0 <= mark <= WIDTH for mark in (*marks, *ticks))
    assert 1 <= len(ticks) <= 8
    assert ticks == sorted(set(ticks))
