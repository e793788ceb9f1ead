"""`charter verify FILE.html`: a page proved from its bytes alone, without running anything in it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from stories import KEYS, Story, story
from test_html import page_of, signed
from test_pdf_hostile import stress

from charter import library
from charter.check.html_files import verified_page
from charter.rendering.html import html
from charter.rendering.html.carrying import CarriedError, carried
from charter.rendering.html.embedding import resealed
from charter.rendering.terms import ShapeError
from charter.signatures.keys import read_key

REPOSITORY = Path(__file__).parents[1]
TODAY = date(2026, 3, 1)


@pytest.fixture
def proved(tmp_path):
    """What is proved of a page, and all that is not."""

    def prove(page: str, expected=None):
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8", newline="")
        found = verified_page(file, TODAY, expected or {})
        return found, [problem.message for step in found.steps for problem in step.problems]

    return prove


def swapped(page: str, old: str, new: str) -> str:
    assert old in page
    return page.replace(old, new)


def test_a_page_proves_its_signatures_alone(proved):
    found, against = proved(signed())
    assert against == []
    assert found.holds
    assert (found.charter, found.subject, found.typed) == ("northwind-contoso", "r1", 0)
    assert [one.fingerprint for one in found.signers] == [
        read_key(KEYS[key].line).fingerprint for key in ("luca", "jana")
    ]
    assert (
        found.steps[0].shown
        == "everything on the page follows from the terms, people and signatures in it, byte for byte"
    )
    assert found.steps[-1].shown == "every party has signed: northwind and contoso"


ANEW = "it is not the page that they make: it may say something else, or its script may"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<bdi>300 sites live", "<bdi>900 sites live"),
        ('<p class="saying">', '<p class="saying" hidden="">'),
        ("good: [\"Signed by all parties", "bad: [\"Signed by all parties"),
        ("--ink: #16202e", "--ink: #ffffff"),
        ("script-src", "script-src https://evil.example"),
        ("</html>\n", "</html>"),
        ("</html>\n", "</html>\n "),
        ('"signed", "paper"', '"proposed", "paper"'),
        ('"paper": "a4"', '"paper": "letter"'),
        ('"page": 1,', '"page": 1, "page": 1,'),
        ('"charter": {"charter": "1"', '"charter": {"charter": "1", "charter": "1"'),
        ('"party": "contoso", "signatories"', '"party": "contoso", "x": 1, "signatories"'),
    ],
)  # fmt: skip
def test_one_change_anywhere_is_found_out_though_the_page_itself_finds_nothing(proved, old, new):
    found, against = proved(resealed(swapped(signed(), old, new)))
    assert not found.holds
    assert against[0] == ANEW or found.steps[0].shown == "it carries the terms of a charter"


def rewritten(change) -> str:
    """The page that a forger makes with our own program, of what is inside after a change."""
    data = json.loads(signed().partition('id="charter-data">')[2].partition("</script>")[0])
    change(data)
    page = signed()
    at = page.index('id="charter-data">') + len('id="charter-data">')
    text = json.dumps(data, ensure_ascii=False).translate({ord(one): f"\\u{ord(one):04x}" for one in "<>&"})
    return carried(page[:at] + text + page[page.index("</script>", at) :]).again()


def of_terms(data) -> None:
    data["charter"]["title"] = "Another title"
    data["terms"] = json.dumps(data["charter"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def of_a_key(data) -> None:
    data["people"]["northwind"]["roles"]["sponsor"][0]["key"] = KEYS["eve"].line


def of_a_day(data) -> None:
    data["consents"][0]["statement"] = data["consents"][0]["statement"].replace("2025-12-16", "2025-12-17")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (of_terms, "it was given to other words than r1 has now"),
        (of_a_key, "people/northwind.yaml pins SHA256:o6N6Ux+BfgTzILOssKzwuefKh6Uwgf39zGvJrLf03Zo for Jana Brandt"),
        (of_a_day, "its signature does not fit: this is not what was signed, or not with this key"),
        (lambda data: data["consents"].pop(0), "contoso has no signature here that holds"),
    ],
)
def test_a_page_that_a_forger_made_anew_falls_by_its_signatures(proved, change, reason):
    found, against = proved(rewritten(change))
    assert found.steps[0].holds
    assert not found.holds
    assert any(reason in problem for problem in against)


def test_everything_made_up_falls_by_what_one_was_told(proved):
    told = story("draft")
    told.keys({"northwind": "eve", "contoso": "omar"})
    told.consent("r1", "northwind", "2025-12-15", "sign")
    told.consent("r1", "contoso", "2025-12-16", "sign")
    forged = page_of(told)
    assert proved(forged)[0].holds
    voice = {"northwind": frozenset([read_key(KEYS["jana"].line).fingerprint])}
    found, against = proved(forged, voice)
    assert not found.holds
    assert "Jana Brandt, sponsor of northwind, signs r1 on 2025-12-15" in against[0]


def test_a_mark_on_the_page_is_no_signature(proved):
    told = story("draft")
    _, against = proved(page_of(told, mark="signed"))
    assert against == ["northwind has no signature here that holds", "contoso has no signature here that holds"]


def test_typed_names_are_left_to_the_reader_and_what_lies_elsewhere_proves_nothing(proved):
    told = story("signed")
    found, against = proved(page_of(told))
    assert (found.holds, found.typed, found.signers) == (True, 2, ())
    told.set("consents/r1-northwind.yaml", "/method", "external")
    told.set("consents/r1-northwind.yaml", "/signature", {"file": "r1.pdf", "sha256": "0" * 64})
    found, against = proved(page_of(told))
    assert (found.holds, found.elsewhere, found.typed, against) == (False, 1, 1, [])
    digest = found.digest
    assert found.left == (
        f"look at signed/r1.pdf, which has the sha256 {'0' * 64}; in it Jana Brandt (sponsor of northwind) signs the "
        f"terms {digest}, and a page cannot hold it",
    )
    told.set("consents/r1-northwind.yaml", "/signature", {"file": "r1.json", "sha256": "0" * 64})
    found, against = proved(page_of(told))
    assert (found.elsewhere, found.left) == (0, ())
    assert "signed/r1.json are the terms themselves, not a file that somebody signed" in against


def in_a_pdf() -> Story:
    """Signed by both inside the PDF."""
    told = story("draft")
    told.pens({"northwind": "jana", "contoso": "luca"})
    told.pen("northwind", "2025-12-15", "jana")
    told.pen("contoso", "2025-12-16", "luca")
    return told


def test_a_signature_inside_a_pdf_is_left_to_the_reader_and_is_no_forgery(proved, charter, tmp_path):
    told = in_a_pdf()
    page, file = page_of(told), told.data("consents/r1-contoso.yaml")["signature"]
    key = str(told.data("consents/r1-contoso.yaml")["key"])
    found, against = proved(page, {"contoso": frozenset([key])})
    assert (found.holds, found.elsewhere, found.signers, against) == (False, 2, (), [])
    assert found.steps[-1].shown == "the signature of northwind and contoso is not here, and left to you"
    assert found.left == (
        f"run charter verify on signed/r1.pdf, which has {file['size']} bytes and the sha256 {file['sha256']}; in it "
        "Luca Meier (sponsor of contoso) and Jana Brandt (sponsor of northwind) sign the terms "
        f"{found.digest}, and a page cannot hold it",
        f"give it --expect contoso={key}, too",
    )
    assert not any("is not there" in step.shown for step in found.steps)
    done = charter("verify", "page.html", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗" not in done.stdout
    assert "not everything is proved here, as 2 signatures lie in files that this one cannot hold\n" in done.stdout
    assert f"left to you: run charter verify on signed/r1.pdf, which has {file['size']} bytes" in done.stdout


def test_what_is_wrong_with_such_a_signature_besides_stays_wrong(proved):
    told = in_a_pdf()
    told.set("consents/r1-contoso.yaml", "/person", "Eve Malik")
    found, against = proved(page_of(told))
    assert (found.holds, found.elsewhere) == (False, 1)
    assert "Eve Malik did not hold the role sponsor of contoso on 2025-12-16" in against
    assert against[-1] == "contoso has no signature here that holds"
    expected = {"northwind": frozenset([read_key(KEYS["eve"].line).fingerprint])}
    assert proved(page_of(in_a_pdf()), expected)[1] == ["northwind has given no consent that holds"]


def test_one_person_for_two_parties(proved):
    told = story("draft")
    told.keys({"northwind": "jana", "contoso": "luca"})
    told.set("people/contoso.yaml", "/roles/sponsor/0/email", "jana@northwind.example")
    told.consent("r1", "northwind", "2025-12-15", "sign")
    told.consent("r1", "contoso", "2025-12-16", "sign")
    assert any("signs for" in problem for problem in proved(page_of(told))[1])


def test_a_page_of_another_version_says_so(proved):
    _, against = proved(resealed(re.sub(r'"made_with": "[^"]+"', '"made_with": "9.9.9"', signed())))
    assert against[0].startswith('it says that charter "9.9.9" made it, and this is ')


@pytest.mark.parametrize("path", sorted((REPOSITORY / "charters").glob("*")), ids=lambda path: path.name)
def test_every_worked_example_is_made_again(proved, path):
    found, _ = proved(library.html(path.name, today=TODAY, root=REPOSITORY, paper="letter"))
    assert found.steps[0].holds, path.name


def test_scripts_words_and_orders_of_every_kind_are_made_again(proved):
    found, _ = proved(html(stress()._replace(people={}), [], {}))
    assert found.steps[0].holds
    told: Story = story("draft")
    told.set("charter.yaml", "/title", "</script><!-- & &amp; שלום 株式会社")
    found, _ = proved(page_of(told, mark="draft"))
    assert found.steps[0].holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html></html>",
        '<script type="application/json" id="charter-data">',
        '<script type="application/json" id="charter-data">{}</script>',
        '<script type="application/json" id="charter-data">[1]</script>',
        '<script type="application/json" id="charter-data">' + "[" * 100_000 + "</script>",
        '<script type="application/json" id="charter-data">"x"</script>',
    ],
)
def test_what_is_no_page_of_ours_is_refused(text):
    with pytest.raises(CarriedError):
        carried(text)


def test_what_the_format_does_not_know_is_refused():
    with pytest.raises(ShapeError):
        carried(swapped(signed(), '"charter": {"charter": "1",', '"charter": {"charter": "1", "surprise": "1",'))
    with pytest.raises(CarriedError):
        carried(swapped(signed(), '"title": "Northwind', '"title": "Southwind'))


def test_the_command(charter, tmp_path):
    (tmp_path / "page.html").write_text(signed(), encoding="utf-8", newline="")
    done = charter("verify", "page.html", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "33 of 33 steps hold"
    data = json.loads(charter("verify", "page.html", "--format", "json", cwd=tmp_path).stdout)
    assert (data["holds"], data["charter"], len(data["keys"])) == (True, "northwind-contoso", 2)
    for wrong in (["r1"], ["--export", "x"], ["--witness", "x"], ["--without-pages"]):
        assert charter("verify", "page.html", *wrong, cwd=tmp_path).returncode == 2
    (tmp_path / "page.html").write_bytes(b"\xff\xfe")
    done = charter("verify", "page.html", cwd=tmp_path)
    assert done.returncode == 1
    assert "it is not written in UTF-8" in done.stdout
