"""`charter render ID --to html`: one file, the same bytes always, in which every text of a charter stays text."""

import base64
import hashlib
import itertools
import json
import re
import shutil
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from stories import Story, story
from test_pdf_hostile import LONG, squeezed, stress
from test_render_hostile import HOSTILE, MANY_LINES, TOKEN, whole

from charter.rendering.html import html
from charter.rendering.html.embedding import seal
from charter.rendering.html.engine import prose
from charter.rendering.pdf import PAPERS, Mark, Paper
from charter.rendering.pdf.making import pruned
from charter.rendering.terms import terms

REPOSITORY = Path(__file__).parents[1]
VOID = ("br", "hr", "meta", "wbr")


def page_of(told: Story, *, mark: Mark = "signed", paper: Paper = "a4", subject: str = "r1") -> str:
    """The page of a story's terms, with every consent to them."""
    facts = told.facts()
    people = {local: raw for local, raw in told.files.items() if local.startswith("people/")}
    known = terms("charter.yaml", told.files["charter.yaml"], people)
    consents = [fact for fact in facts.consents if fact.part.subject == subject]
    return html(known, consents, facts.people, mark=mark, paper=paper)


@lru_cache
def signed() -> str:
    """Signed by both with keys."""
    told = story("draft")
    told.keys({"northwind": "jana", "contoso": "luca"})
    told.consent("r1", "northwind", "2025-12-15", "sign")
    told.consent("r1", "contoso", "2025-12-16", "sign")
    told.freeze("1")
    return page_of(told)


class Seen(HTMLParser):
    """Every element with its attributes, the shown text, and what stands in scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inside: list[str] = []
        self.text = ""
        self.code: list[tuple[str, dict[str, str], str]] = []
        self.loose: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("p", "td", "th", "dt", "dd", "li", "h1", "h2", "h3", "h4", "br", "pre", "summary"):
            self.text += " "
        if tag not in VOID:
            self.inside.append(tag)
        if tag in ("script", "style"):
            self.code.append((tag, self.elements[-1][1], ""))

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag

    def handle_data(self, data):
        if self.inside and self.inside[-1] in ("script", "style"):
            tag, attributes, text = self.code[-1]
            self.code[-1] = (tag, attributes, text + data)
        elif "body" in self.inside:
            self.text += data

    def handle_comment(self, data):
        self.loose.append(data)

    @property
    def shapes(self) -> set[str]:
        """Every kind of element with its attributes; numbers are left out."""
        return {
            f"{tag} "
            + " ".join(
                f"{name}={re.sub('sha256:[0-9a-f]+|[0-9.]+', '0', value)}" for name, value in sorted(attributes.items())
            )
            for tag, attributes in self.elements
        }

    @property
    def data(self):
        """What is inside for the script."""
        return json.loads(next(text for _, attributes, text in self.code if attributes.get("id") == "charter-data"))


def hostile(texts: list[str], variant: int) -> Seen:
    count = iter(range(1_000_000))
    given = whole(lambda: texts[next(count) % len(texts)], variant)
    return Seen(html(given._replace(canonical=json.dumps(texts).encode()), [], {}))


@pytest.fixture(scope="module")
def plain() -> set[str]:
    """What there is on pages with harmless texts: short and long, of one line and of many, and of either direction."""
    texts = [TOKEN, f"{TOKEN} " * 30, f"{TOKEN}\n\n{TOKEN}", f"{TOKEN}\n- {TOKEN}", f"{TOKEN} " + "x" * 40]
    texts += ["to be decided by nobody", "שלום", "ab שלום"]
    each = [*([text] for text in texts), texts]
    return set().union(*(hostile(one, variant).shapes for one in each for variant in (0, 1)))


BATCHES = [HOSTILE[:100], HOSTILE[100:], MANY_LINES]


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_no_element_attribute_or_script_appears_that_is_not_ours(batch, variant, plain):
    seen = hostile(BATCHES[batch], variant)
    assert {shape for shape in seen.shapes if not shape.startswith("html ")} <= plain
    assert [attributes.get("id", "") for _, attributes, _ in seen.code] == ["", "", "charter-data", ""]
    assert seen.loose == []
    assert seen.inside == []


@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_hostile_text_is_shown_to_the_letter(batch):
    texts = BATCHES[batch]
    shown = squeezed(hostile(texts, 0).text)
    assert [text for text in texts if squeezed(text) not in shown] == []


@pytest.mark.parametrize("variant", [0, 1])
def test_every_text_of_a_charter_and_its_people_is_there(variant):
    count = iter(range(1, 10_000))
    made = whole(lambda: f"Zq{next(count)}x", variant)._replace(canonical=b"{}")
    made = made._replace(people={party: pruned(people) for party, people in made.people.items()})
    said = set(re.findall(r"Zq\d+x", repr(made)))
    assert len(said) > 120
    assert said - set(re.findall(r"Zq\d+x", Seen(html(made, [], {})).text)) == set()


def test_nothing_leads_elsewhere():
    for tag, attributes in Seen(signed()).elements:
        assert not {"src", "action", "srcset", "style", "target", "ping"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("href", "#").startswith("#")
        assert tag not in ("base", "link", "form", "img", "iframe", "object", "embed")
    assert "//" not in re.sub(r"^\s*//.*$|// .*$", "", Seen(signed()).code[3][2], flags=re.M)


def test_only_our_own_style_and_script_may_run():
    seen = Seen(signed())
    policy = next(one["content"] for _, one in seen.elements if one.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    own = {"style": "", "script": ""}
    for tag, attributes, text in seen.code:
        if attributes.get("type") != "application/json":
            own[tag] += f" 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert rules == {
        "default-src": "'none'",
        "script-src": own["script"].strip(),
        "style-src": own["style"].strip(),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_terms_statements_signatures_and_keys_are_inside_byte_for_byte():
    told = story("draft")
    data = Seen(signed()).data
    known = terms("charter.yaml", told.files["charter.yaml"], {})
    assert data["terms"].encode() == known.canonical
    assert [json.loads(one["statement"])["person"] for one in data["consents"]] == ["Luca Meier", "Jana Brandt"]
    assert all(one["signature"].startswith("-----BEGIN SSH SIGNATURE-----") for one in data["consents"])
    assert set(data["people"]) == {"northwind", "contoso"}
    assert "AAAAC3NzaC1lZDI1NTE5" in data["people"]["northwind"]["roles"]["sponsor"][0]["key"]


def test_of_the_people_nothing_is_inside_that_no_page_shows_and_no_check_needs():
    told = story("draft")
    told.set("people/northwind.yaml", "/roles/sponsor/0/accounts", {"github": "jana-the-private"})
    told.set("people/northwind.yaml", "/roles/support", {"none": "we have no support"})
    page = page_of(told)
    assert "jana-the-private" not in page
    people = Seen(page).data["people"]["northwind"]
    assert people["roles"]["sponsor"][0].keys() == {"name", "title", "email", "from", "deputy", "key"}
    assert people["roles"]["support"] == {"none": "we have no support"}


def test_data_cannot_end_its_element():
    assert "<" not in signed().partition('id="charter-data">')[2].partition("</script>")[0]
    texts = ["</script><script>alert(1)</script>", "<!--", "<!--<script>", "\u2028x\u2029", "&lt;"]
    seen = hostile(texts, 0)
    assert json.loads(seen.data["terms"]) == texts


def test_the_seal_covers_every_letter_that_is_shown():
    page = signed()
    said = re.search(r'name="charter-page" content="(sha256:[0-9a-f]{64})"', page)
    assert said is not None
    assert said[1] == seal(page)
    for old, new in (
        ("300 sites live", "900 sites live"),
        ('<p class="saying">', '<p class="saying" hidden>'),
        ("</main>", "<!-- x --></main>"),
        ("<title>", "<title>x"),
        ("--bad: #a3201d", "--bad: #1d6b3a"),
        ("Digest of the terms <code", "Digest of the terms <b></b><code"),
    ):
        changed = page.replace(old, new, 1)
        assert changed != page
        assert seal(changed) != said[1]


def test_the_same_bytes_on_every_run(charter, tmp_path):
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Kiritimati")):
        done = charter(
            *("render", "northwind-contoso", "--to", "html", "--root", REPOSITORY, "--output", f"{seed}.html"),
            cwd=tmp_path,
            PYTHONHASHSEED=seed,
            TZ=zone,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        made.append((tmp_path / f"{seed}.html").read_bytes())
    assert made[0] == made[1]
    assert b"Signed by all parties" in made[0]


def test_headings_landmarks_and_tables_can_be_followed_without_eyes():
    seen = Seen(signed())
    levels = [int(tag[1]) for tag, _ in seen.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    assert [tag for tag, _ in seen.elements if tag in ("header", "nav", "main", "footer")] == [
        "header",
        "main",
        "nav",
        "footer",
    ]
    assert all("scope" in attributes for tag, attributes in seen.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in seen.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    pointed = [one.get("href", "#charter")[1:] for _, one in seen.elements] + [
        one.get("aria-labelledby", "title") for _, one in seen.elements
    ]
    assert set(pointed) <= set(ids)
    assert next(one for tag, one in seen.elements if tag == "html")["lang"] == "en"


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1, 2])
def test_every_colour_of_text_stands_out_from_its_ground(theme):
    style = (REPOSITORY / "templates" / "html" / "style.css").read_text(encoding="utf-8")
    root = re.findall(r":root \{(.*?)\}", style, re.S)[theme]
    colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", root))
    grounds = dict.fromkeys(("ink", "grey", "accent"), ("paper", "tint"))
    grounds |= {name: ("paper", f"{name}-tint") for name in ("good", "bad", "open")}
    for name, behind in grounds.items():
        for ground in behind:
            dark, bright = sorted((_light(colour[name]), _light(colour[ground])))
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, (name, ground)


def test_long_words_and_every_script_are_whole_and_keep_their_direction():
    seen = Seen(html(stress(), [], {}))
    shown = squeezed(seen.text)
    assert LONG * 4 in shown
    assert squeezed("שירה לוי לוגיסטיקה בע״מ (Levi Ltd)") in shown
    assert {"rtl", "ltr"} == {one["dir"] for tag, one in seen.elements if tag == "bdi" and "dir" in one}


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("plain", "<bdi>plain</bdi>"),
        ("", ""),
        ("a\nb", "<bdi>a<br>b</bdi>"),
        ("a\n\nb", '<bdi><span class="par">a</span><span class="par">b</span></bdi>'),
        ("to be decided by X", '<bdi class="undecided">to be decided by X</bdi>'),
        ("jo@long.example", "<bdi>jo@<wbr>long.example</bdi>"),
        ("שלום (Levi Ltd)", '<bdi dir="ltr">שלום (Levi Ltd)</bdi>'),
        ("שלום שלום (Ltd)", '<bdi dir="rtl">שלום שלום (Ltd)</bdi>'),
        ("A, שלום שלום", '<bdi dir="ltr">A, שלום שלום</bdi>'),
        ("x" * 24, f"<bdi>{'x' * 24}</bdi>"),
        ("x" * 25, f"<bdi>{'x' * 14}<wbr>{'x' * 11}</bdi>"),
        ("<" * 26, f"<bdi>{'&lt;' * 14}<wbr>{'&lt;' * 12}</bdi>"),
        (
            "e\u0301" * 26,
            "<bdi>" + "<wbr>".join(["e\u0301" * 7] * 3 + ["e\u0301" * 5]) + "</bdi>",
        ),  # e and a combining accent
    ],
)
def test_a_text_as_it_is_set(text, markup):
    assert prose(text) == markup


@pytest.mark.parametrize("paper", PAPERS)
def test_paper(paper):
    told = page_of(story("draft"), mark="draft", paper=paper)
    assert f"size: {'A4' if paper == 'a4' else 'letter'};" in told
    assert "Draft, not signed" in told
    assert told.count("Not signed here yet.") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--view", "cover"),
            "a page that checks itself always holds everything, its cover first: it takes no --view cover",
        ),
        (("--template", "."), "it takes no --template"),
        (("--paper", "a3"), 'there is no paper "a3"'),
        (("--font-dir", "."), "it takes no --font-dir"),
    ],
)
def test_refuses_what_a_page_cannot_be(charter, tmp_path, arguments, said):
    shutil.copytree(REPOSITORY / "charters" / "acme-globex", tmp_path / "charters" / "acme-globex")
    done = charter("render", "acme-globex", "--to", "html", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
