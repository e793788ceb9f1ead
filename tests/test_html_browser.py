"""The page that checks itself, opened in a real browser: what it finds, what it admits, and how it reads."""

import base64
import io
import json
import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest
from browser import Browser, browser
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from ssh import Ecdsa, Ed25519, armor, blob, mpint, string, to_sign
from stories import KEYS, Story, story
from test_diff_html import of as compared
from test_html import page_of, signed
from test_pdf_hostile import stress
from test_render_hostile import whole

from charter.rendering.html import html
from charter.rendering.html.embedding import resealed
from charter.signatures.keys import read_key
from charter.signatures.statement import statement

SIGNED = "✓ Signed by all parties, unchanged"
REFUSED = "✗ Do not rely on this page"
OPEN = "? Not everything can be checked here"
MISSING = "– Not signed by all parties"


@pytest.fixture(scope="module")
def chromium():
    with browser() as started:
        yield started


@pytest.fixture
def opened(chromium: Browser, tmp_path):
    """The verdict on a page: its title, and all that it says."""

    def look(page: str, **how) -> tuple[str, str]:
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8")
        with chromium.page(file, **how) as shown:
            assert shown.requests == [file.as_uri()]
            if how.get("runs", True):
                assert shown.complaints == []
            title = shown.value("document.getElementById('verdict-title').textContent")
            return title, shown.value("document.getElementById('verdict').innerText")

    return look


def by_keys(change: Callable[[Story], None] = lambda told: None, **signs: str) -> Story:
    """Signed by both with keys, after a change of the people or the terms."""
    told = story("draft")
    told.keys({"northwind": "jana", "contoso": "luca"} | signs)
    change(told)
    told.consent("r1", "northwind", "2025-12-15", "sign")
    told.consent("r1", "contoso", "2025-12-16", "sign")
    return told


def test_two_signatures_that_fit_are_green(opened):
    title, said = opened(signed())
    assert title == SIGNED
    for key in ("jana", "luca"):
        assert f"signed with the key {read_key(KEYS[key].line).fingerprint}" in said
    assert "Whose keys they are, no page can prove: call the other side on a number you know" in said
    assert said.count("✓ holds") == 4


def test_what_is_withheld_or_open_is_no_defect(opened):
    told = by_keys()
    told.set("people/contoso.yaml", "/roles/support", {"none": "Northwind supports"})
    for party in ("northwind", "contoso"):
        told.set(f"people/{party}.yaml", "/roles/sponsor/0/email", {"undisclosed": "not for the public"})
        told.set(
            f"people/{party}.yaml", "/roles/delivery/0/key", {"tbd": {"owner": "northwind.sponsor", "by": "2026-03-01"}}
        )
    assert opened(page_of(told))[0] == SIGNED
    told = story("draft")
    told.set("charter.yaml", "/parties", {"tbd": {"owner": "northwind.sponsor", "by": "2026-03-01"}})
    title, said = opened(page_of(told, mark="draft"))
    assert title == "– Not signed by anybody yet"
    assert "these terms name no parties yet" in said


def swapped(page: str, old: str, new: str) -> str:
    """The page with one thing changed; in its data, where it stands there."""
    assert old in page
    at = page.index('id="charter-data">')
    return page[:at] + page[at:].replace(old, new, 1) if old in page[at:] else page.replace(old, new, 1)


def letters(which: str) -> tuple[str, str]:
    """A signature's last letters but one line, and the same with one letter changed."""
    armored = next(one["signature"] for one in inside(signed())["consents"] if which in one["statement"])
    line = armored.splitlines()[3]
    return line, line[:5] + ("A" if line[5] != "A" else "B") + line[6:]


def inside(page: str):
    return json.loads(page.partition('id="charter-data">')[2].partition("</script>")[0])


CHANGES = {
    "a letter that is shown": (("<bdi>300 sites live", "<bdi>900 sites live"), "", "this page is not as it was written"),
    "a letter that is hidden": (('<p class="saying">', '<p class="saying" hidden="">'), "", "this page is not as it was written"),
    "the title": (("<title>Northwind", "<title>Southwind"), "", "this page is not as it was written"),
    "a letter of the terms": (("\"title\\\":\\\"Northwind", "\"title\\\":\\\"Southwind"), "have the digest sha256:", "it was given to other words"),
    "the day of a statement": (("\"date\\\":\\\"2025-12-15", "\"date\\\":\\\"2025-12-14"), "it does not fit", "it does not fit"),
    "the person of a statement": (("\"person\\\":\\\"Jana Brandt", "\"person\\\":\\\"Omar Aydin"), "did not hold the role sponsor", "Omar Aydin"),
    "a letter of a signature": (letters("Jana"), "does not hold: Northwind Logistics GmbH", ""),
    "a key of a people file": ((KEYS["jana"].line.split()[1], KEYS["eve"].line.split()[1]), "not the one pinned for Jana Brandt", ""),
    "the shown digest": (("whose digest is</p>\n<p><code class=\"terms-digest\">sha256:bdef8d", "whose digest is</p>\n<p><code class=\"terms-digest\">sha256:0def8d"), "not the one that is shown", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_one_letter_changed_is_red(opened, name):
    """What is inside is found out even where the seal of the page was renewed; what is only shown, by the seal."""
    (old, new), *reasons = CHANGES[name]
    changed = swapped(signed(), old, new)
    title, said = opened(changed if "not as it was written" in reasons[1] else resealed(changed))
    assert title == REFUSED
    assert all(reason in said for reason in reasons)


def replaced(told: Story, pointer: str, value: str) -> None:
    """Say something else and sign it: with the real key, so that only what is said is wrong."""
    local = "consents/r1-northwind.yaml"
    data = told.data(local)
    data[pointer] = value
    told.put(local, told.signed(data, "jana"))


def expelled(told: Story) -> None:
    told.set("people/northwind.yaml", "/signatories", ["finance"])


WRONG = {
    "given to another charter": (lambda told: replaced(told, "charter", "fabrikam-tailspin"), "it was given to another charter, fabrikam-tailspin"),
    "given to another revision": (lambda told: replaced(told, "subject", "r2"), "it was given to r2, not to revision 1"),
    "given to other words": (lambda told: replaced(told, "digest", "sha256:" + "0" * 64), "it was given to other words, those with the digest sha256:0000"),
    "declined": (lambda told: (replaced(told, "reason", "too soft for us"), replaced(told, "says", "decline")), "declined: too soft for us"),
    "a stranger": (lambda told: told.put("consents/r1-eve.yaml", told.signed(told.data("consents/r1-northwind.yaml") | {"party": "eve"}, "eve")), "a signature of eve: there is no people file of eve"),
    "a person without the role": (lambda told: replaced(told, "person", "Ida Holm"), "Ida Holm did not hold the role sponsor"),
    "a role that does not sign": (expelled, "the role sponsor does not sign for northwind"),
    "a day outside the time in the role": (lambda told: replaced(told, "date", "2025-10-01"), "Jana Brandt did not hold the role sponsor on 2025-10-01"),
    "a key that is not named": (lambda told: told.edit("consents/r1-northwind.yaml", read_key(KEYS["jana"].line).fingerprint, read_key(KEYS["eve"].line).fingerprint), "not the one pinned for Jana Brandt"),
    "made for something else": (lambda told: told.put("consents/r1-northwind.yaml", told.signed(told.data("consents/r1-northwind.yaml"), "jana", "git")), "it was made for something else, git"),
    "the key of the other party": (lambda told: told.set("people/contoso.yaml", "/roles/delivery/0/key", KEYS["jana"].line), "its key is also a key of contoso"),
    "no signature at all": (lambda told: told.set("consents/r1-northwind.yaml", "/signature", "trust me"), "it cannot be used: it is no SSH signature"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_signature_that_is_none_to_these_terms_is_red(opened, name):
    change, reason = WRONG[name]
    told = by_keys()
    change(told)
    facts = told.facts()
    people = facts.people
    from charter.rendering.terms import terms

    known = terms("charter.yaml", told.files["charter.yaml"], {})
    title, said = opened(html(known, facts.consents, people, mark="signed"))
    assert title == REFUSED
    assert reason in said
    assert "✓ holds: Contoso Field Services AG" in said or "contoso" in reason


@pytest.mark.parametrize("mail", [False, True])
def test_one_person_for_both_parties_is_red(opened, mail):
    told = by_keys()
    if mail:
        told.set("people/contoso.yaml", "/roles/sponsor/0/email", "Jana@northwind.example")
    else:
        told.set("people/contoso.yaml", "/roles/sponsor/0/name", "JANA  Brandt")
        data = told.data("consents/r1-contoso.yaml") | {"person": "JANA  Brandt"}
        told.put("consents/r1-contoso.yaml", told.signed(data, "luca"))
    title, said = opened(page_of(told))
    assert title == REFUSED
    assert "signs for contoso and for northwind" in said


def test_who_owns_the_relationship_may_sign_what_no_page_can_judge(opened):
    told = story("draft")
    told.keys({"northwind": "jana", "contoso": "luca"})
    told.set("people/contoso.yaml", "/roles/relationship/0/key", KEYS["eve"].line)
    told.consent("r1", "northwind", "2026-02-02", "sign")
    told.consent("r1", "contoso", "2026-02-02", "sign", role="relationship", method="ssh", **{"with": "eve"})
    title, said = opened(page_of(told))
    assert title == REFUSED
    assert "the role relationship does not sign for contoso" in said
    told.edit("charter.yaml", "revision: 1 ", "revision: 2 ")
    for party, key in (("northwind", "jana"), ("contoso", "eve")):
        data = told.data(f"consents/r1-{party}.yaml") | {"subject": "r2", "digest": told.digest("charter.yaml")}
        told.put(f"consents/r2-{party}.yaml", told.signed(data, key))
    title, said = opened(page_of(told, subject="r2"))
    assert title == OPEN
    assert "that counts only where nothing changes but who does what" in said
    assert "✗" not in said


def test_weaker_than_the_terms_ask_for_is_red(opened):
    told = story("draft")
    told.edit("charter.yaml", "least: attested}", "least: ssh}")
    told.consent("r1", "northwind", "2025-12-15", "sign")
    title, said = opened(page_of(told))
    assert title == REFUSED
    assert "it was given as attested, and these terms count nothing weaker than ssh" in said


def test_a_signature_taken_out_is_red(opened):
    data = inside(signed())
    one = {**data, "consents": data["consents"][:1]}
    page = signed()
    at = page.index('id="charter-data">') + len('id="charter-data">')
    cut = page[:at] + json.dumps(one).replace("<", "\\u003c") + page[page.index("</script>", at) :]
    for changed in (cut, resealed(cut)):
        title, said = opened(changed)
        assert title == REFUSED
        assert "– missing: Northwind Logistics GmbH has not signed these terms" in said
    assert "✗ does not hold: the signatures inside are not the ones that are shown" in said


def test_one_signature_of_two_and_none(opened):
    told = story("draft")
    told.keys({"northwind": "jana", "contoso": "luca"})
    title, said = opened(page_of(told, mark="draft"))
    assert title == "– Not signed by anybody yet"
    told.consent("r1", "northwind", "2025-12-15", "sign")
    title, said = opened(page_of(told, mark="proposed"))
    assert title == MISSING
    assert "✓ holds: Northwind Logistics GmbH" in said
    assert "– missing: Contoso Field Services AG" in said


def test_typed_names_and_what_was_signed_outside_are_never_green(opened):
    told = story("signed")
    title, said = opened(page_of(told))
    assert title == OPEN
    assert said.count("a typed name, which proves no person: ask them") == 2
    told.set("consents/r1-northwind.yaml", "/method", "external")
    told.set("consents/r1-northwind.yaml", "/signature", {"file": "r1.pdf", "sha256": "0" * 64})
    title, said = opened(page_of(told))
    assert title == OPEN
    assert "signed outside, in signed/r1.pdf: look at that file" in said
    told.set("consents/r1-contoso.yaml", "/date", "2025-12-18")
    title, said = opened(page_of(told))
    assert title == REFUSED
    assert "something in it was changed after it was written" in said


NO_ED25519 = """crypto.subtle.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"))"""
NO_SUBTLE = """Object.defineProperty(Crypto.prototype, "subtle", { value: undefined })"""


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (NO_ED25519, "this browser cannot check Ed25519 signatures"),
        (NO_SUBTLE, "this browser does no cryptography for this page"),
    ],
)
def test_a_browser_that_cannot_check_says_so(opened, before, reason):
    title, said = opened(signed(), before=before)
    assert title == OPEN
    assert reason in said
    assert "✗" not in said


@lru_cache
def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


class Rsa(Ed25519):
    """An RSA key."""

    def __init__(self, bits: int = 3072, scheme: str = "rsa-sha2-512") -> None:
        self.private, self.application, self.kind = rsa_key(bits), None, "ssh-rsa"
        numbers = self.private.public_key().public_numbers()
        self.blob = string("ssh-rsa") + mpint(numbers.e) + mpint(numbers.n)
        self.line, self.scheme = f"ssh-rsa {base64.b64encode(self.blob).decode()}", scheme

    def sign(self, signed):
        made = hashes.SHA512() if self.scheme.endswith("512") else hashes.SHA256()
        return string(self.private.sign(signed, padding.PKCS1v15(), made))

    def inner(self, message, **more):
        return string(self.scheme) + self.sign(to_sign(message, **more))


class Curve(Ed25519):
    """An ECDSA key on one of the larger curves."""

    def __init__(self, name: str) -> None:
        curve, self.made = {
            "nistp384": (ec.SECP384R1(), hashes.SHA384()),
            "nistp521": (ec.SECP521R1(), hashes.SHA512()),
        }[name]
        self.private, self.application, self.kind = ec.derive_private_key(12345, curve), None, f"ecdsa-sha2-{name}"
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.blob = string(self.kind) + string(name) + string(point)
        self.line = f"{self.kind} {base64.b64encode(self.blob).decode()}"

    def sign(self, signed):
        r, s = decode_dss_signature(self.private.sign(signed, ec.ECDSA(self.made)))
        return string(mpint(r) + mpint(s))


KINDS = {
    "ecdsa-sha2-nistp256": Ecdsa,
    "ecdsa-sha2-nistp384": lambda: Curve("nistp384"),
    "ecdsa-sha2-nistp521": lambda: Curve("nistp521"),
    "rsa-sha2-512": Rsa,
    "rsa-sha2-256": lambda: Rsa(scheme="rsa-sha2-256"),
    "sk-ssh-ed25519": lambda: Ed25519(application="ssh:"),
    "sk-ecdsa": lambda: Ecdsa(application="ssh:"),
}


def signed_by(key: Ed25519, **more) -> tuple[Story, str]:
    """Northwind signs with this key."""
    told = by_keys()
    told.set("people/northwind.yaml", "/roles/sponsor/0/key", key.line)
    local = "consents/r1-northwind.yaml"
    data = {name: value for name, value in told.data(local).items() if name != "signature"}
    data["key"] = print_of(key.blob)
    told.put(local, {**data, "signature": key.armored(statement(data), **more)})
    return told, local


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_key_is_checked(opened, name):
    told, local = signed_by(KINDS[name]())
    title, said = opened(page_of(told))
    assert (title, said.count("✓ holds")) == (SIGNED, 4)
    told.edit(local, "date: 2025-12-15", "date: 2025-12-14")
    title, said = opened(page_of(told))
    assert title == REFUSED
    assert "it does not fit" in said


VECTORS = json.loads((Path(__file__).parent / "signatures" / "vectors.json").read_text(encoding="utf-8"))
TRIED = """(async (vectors, step) => {
  const fit = async ({ signature, message, fingerprint: print }) => {
    try {
      const read = readSignature(signature);
      return (await fits(read, message)) && (await fingerprint(read.key)) === print;
    } catch (error) {
      return false;
    }
  };
  const whole = [], changed = [];
  for (const vector of vectors) {
    whole.push(await fit(vector));
    for (let at = 36; step && at < vector.signature.length - 35; at += step) {
      const letter = vector.signature[at] === "A" ? "B" : "A";
      const signature = vector.signature.slice(0, at) + letter + vector.signature.slice(at + 1);
      if (await fit({ ...vector, signature })) changed.push(`${vector.name} ${at}`);
    }
  }
  return [whole, changed];
})"""


def print_of(key: bytes) -> str:
    return "SHA256:" + base64.b64encode(sha256(key).digest()).decode().rstrip("=")


def test_the_page_reads_signatures_as_strictly_as_the_program(chromium, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(signed(), encoding="utf-8")
    ecdsa, edward = Ecdsa(), Ed25519()
    spaced = VECTORS[0] | {"signature": VECTORS[0]["signature"].replace("\n", "\n\n", 1)}
    longer = edward.inner(b"x") + b"\0"
    numbers = iter(lambda: decode_dss_signature(ecdsa.private.sign(to_sign(b"x"), ec.ECDSA(hashes.SHA256()))), None)
    r, s = next(pair for pair in numbers if len(mpint(pair[0])) == 36)  # a number that needs no zero before it
    padded = string(string(b"\0" + mpint(r)[4:]) + mpint(s))
    nobody = b"\1" + bytes(31)  # under this point one signature fits every text
    zero = string("ssh-ed25519") + string(nobody), string("ssh-ed25519") + string(nobody + bytes(32))
    odd = [
        (edward.blob, armor(blob(edward.blob, longer))),
        (edward.blob, armor(blob(edward.blob, edward.inner(b"x"), behind=b"\0"))),
        (ecdsa.blob, armor(blob(ecdsa.blob, string(ecdsa.kind) + padded))),
        (zero[0], armor(blob(*zero))),
    ]
    odd = [{"message": "x", "signature": made, "fingerprint": print_of(key)} for key, made in odd] + [spaced]
    with chromium.page(file) as shown:
        whole, changed = shown.value(f"{TRIED}({json.dumps(VECTORS)}, 11)")
        assert (whole, changed) == ([True] * len(VECTORS), [])
        assert shown.value(f"{TRIED}({json.dumps(odd)}, 0)") == [[False] * len(odd), []]


@pytest.mark.parametrize(
    ("key", "more", "reason"),
    [
        (lambda: Rsa(2048), {}, "its RSA key has fewer than 3072 bits"),
        (lambda: Ed25519(application="ssh:"), {"flags": 0}, "nobody touched the security key"),
        (Ed25519, {"hashed": "sha384"}, "its text was hashed as sha384"),
        (lambda: Rsa(scheme="ssh-rsa"), {}, "it was signed as ssh-rsa"),
    ],
)
def test_what_charter_verify_refuses_is_refused_here(opened, key, more, reason):
    told, _ = signed_by(key(), **more) if "hashed" not in more else signed_by(Hashed())
    title, said = opened(page_of(told))
    assert title == REFUSED
    assert reason in said


class Hashed(Ed25519):
    """Signs over a digest that is none of SSH's."""

    def armored(self, message, **more):
        inner = self.inner(message, hashed="sha384")
        return armor(blob(self.blob, inner, hashed="sha384"))


def test_without_scripts_it_is_read_and_says_how_to_check(chromium, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(signed(), encoding="utf-8")
    with chromium.page(file, scripts=False) as shown:
        said = shown.value("document.body.innerText")
        assert said.startswith("○ Not checked yet") or "○ Not checked yet" in said[:80]
        assert "“charter verify northwind-contoso” in the repository" in said
        assert "Northwind's customers wait 40 hours" in said
        assert "○ Not checked yet." in said


def test_a_script_that_is_not_ours_does_not_run(opened):
    changed = swapped(signed(), 'const NAMESPACE = "charter-consent-v1"', 'const NAMESPACE = "charter-consent-v2"')
    title, said = opened(changed, runs=False)
    assert title == "○ Not checked yet"
    assert "scripts are switched off, or the page was changed" in said
    added = swapped(
        signed(), "</main>", '<script>document.title = "mine"</script><img src="https://evil.example/p.png"></main>'
    )
    title, said = opened(added, runs=False)
    assert title == REFUSED


PAGES = {
    "signed": signed,
    "stress": lambda: html(stress(), [], {}),
    "everything": lambda: html(
        whole(lambda: "word " * 9 + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk")._replace(canonical=b"{}"),
        [],
        {},
    ),
    "comparison": lambda: compared(["Some words of a change", "w" * 200, "x", "שלום " * 20]),
    "small": lambda: html(whole(lambda: "x")._replace(canonical=b"{}"), [], {}),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_screen(chromium, tmp_path, name):
    file = tmp_path / "page.html"
    file.write_text(PAGES[name](), encoding="utf-8")
    wide = """[...document.querySelectorAll("main *")].filter(one => one.offsetParent && !one.closest("thead, svg, .box")
        && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"""
    with chromium.page(file, width=1200, runs=name != "comparison") as shown:
        for width in (1200, 768, 360, 320):
            shown.resize(width)
            assert shown.value("document.documentElement.scrollWidth - innerWidth") <= 0
            assert shown.value(wide) == []


def test_it_prints_every_section(chromium, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(signed(), encoding="utf-8")
    with chromium.page(file) as shown:
        titles = shown.value("[...document.querySelectorAll('main > section h2')].map(one => one.textContent)")
        printed = pypdf.PdfReader(io.BytesIO(shown.printed()))
    text = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
    assert len(titles) == 13
    assert [title for title in titles if title not in text] == []
    assert "Northwind × Contoso warehouse onboarding" in " ".join(printed.pages[0].extract_text().split())
    assert "1 Why this partnership" in " ".join(printed.pages[1].extract_text().split())
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    assert re.match(r"Page 2 / \d+\s*terms sha256:bdef8d6107db", printed.pages[1].extract_text())
    assert "Contents" not in text
