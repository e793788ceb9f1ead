"""A PDF holds everything that it takes to make it again, and nothing that no page shows."""

import io
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from test_pdf import example
from test_render_hostile import whole

import charter
from charter.rendering.pdf import NotRepeatable, pdf, repeated
from charter.rendering.pdf.making import pruned
from charter.rendering.terms import Terms, terms
from charter.rendering.view import view

CHARTERS = Path(__file__).parents[1] / "charters"
FONTS = Path(__file__).parents[1] / "templates" / "pdf" / "fonts"


def small(**more: Any) -> Terms:
    parties = {"zeta": {"name": "Zeta Ltd"}, "alfa": {"name": "Alfa BV"}}
    data = {"charter": "1", "id": "small", "revision": "1", "title": "Zeta × Alfa", "parties": parties}
    return terms("charter.yaml", json.dumps(data | more).encode(), {})


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(example("acme-globex"), paper="letter", mark="proposed")


@pytest.fixture(scope="module")
def example_made() -> bytes:
    return pdf(example("northwind-contoso"), mark="proposed")


def edited(made: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(made)) as file:
        edit(file)
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()


def said_by(made: bytes) -> dict[str, Any]:
    with pikepdf.open(io.BytesIO(made)) as file:
        found: dict[str, Any] = json.loads(file.Root.PieceInfo.Charter.Private.read_bytes())
    return found


def saying(made: bytes, said: object) -> bytes:
    """The same file, saying something else of its making."""
    private = said if isinstance(said, bytes) else json.dumps(said).encode()
    return edited(made, lambda file: file.Root.PieceInfo.Charter.Private.write(private))


def test_is_made_again_from_itself(made: bytes, example_made: bytes) -> None:
    assert repeated(made) == made
    assert repeated(example_made + b"\n% what was appended later") == example_made


def test_what_it_says_of_its_making_stands_where_the_standard_has_a_place(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as file:
        found = file.Root.PieceInfo.Charter
        assert str(found.LastModified) == "D:20270201000000Z"
        assert str(file.docinfo.CreationDate)[:16] == "D:20270201000000"
        raw = found.Private.read_bytes()
    said = json.loads(raw)
    assert raw == json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert (said["making"], said["paper"], said["mark"], said["fonts"]) == ("1", "letter", "proposed", [])
    assert set(said["made_with"]) == {"charter", "layout", "qpdf", "typst"}


def test_only_what_the_pages_show_of_people_travels() -> None:
    known = example("northwind-contoso")
    files = {
        f"people/{party}.yaml": json.dumps(
            {"people": "1", "party": party, "signatories": ["sponsor"],
             "roles": {role: [{"name": "Jo", "key": f"ssh-ed25519 {role}", "certificate": f"sha256:{role}"}] for role in ("sponsor", "legal")}}
        ).encode()
        for party in known.people
    }  # fmt: skip
    said = said_by(pdf(terms("charter.yaml", known.canonical, files)))
    assert [list(person["roles"]["legal"][0]) for person in said["people"]] == [["name"]] * 2
    assert all(person["roles"]["sponsor"][0]["key"] == "ssh-ed25519 sponsor" for person in said["people"])


@pytest.mark.parametrize("known", [example("northwind-contoso"), example("ordered-infusions"), whole(lambda: "x"), whole(lambda: "x", 1)])  # fmt: skip
def test_the_pages_do_not_miss_what_does_not_travel(known: Terms) -> None:
    fewer = {party: pruned(people) for party, people in known.people.items()}
    assert view(known._replace(people=fewer), date.min) == view(known, date.min)


def test_the_authors_order_travels_past_items_that_are_absent() -> None:
    shares = {"zeta": "60%", "alfa": "40%"}
    split = {"id": "pool", "base": "Fees", "parts": shares}
    known = small(splits=[{"none": "no second pool"}, split])
    made = pdf(known)
    assert repeated(made) == made
    assert [order["at"] for order in said_by(made)["orders"]] == ["/charter/parties", "/charter/splits/1/parts"]


def test_absences_of_every_kind_travel_with_the_people() -> None:
    people = {
        "people": "1", "party": "zeta", "signatories": ["sponsor", "legal"],
        "roles": {
            "sponsor": [{"name": {"tbd": {"owner": "zeta.legal", "by": "2027-Q1"}}, "from": "2026-11-01"}],
            "legal": {"undisclosed": "told on paper", "in": "msa"},
            "finance": [{"name": "Jo", "title": {"none": "has none"}, "email": {"undisclosed": "not yours"}}],
        },
    }  # fmt: skip
    known = terms("charter.yaml", small().canonical, {"people/zeta.yaml": json.dumps(people).encode()})
    made = pdf(known)
    assert repeated(made) == made
    assert said_by(made)["people"] == [people]


def test_what_was_changed_is_not_the_beginning_of_the_file(example_made: bytes) -> None:
    said = said_by(example_made)
    said["people"][0]["roles"]["sponsor"][0]["name"] = "Somebody Else"
    forged = saying(example_made, said)
    again = repeated(forged)
    assert isinstance(again, bytes)
    assert not forged.startswith(again)


def reason_of(file: bytes) -> str:
    found = repeated(file)
    assert isinstance(found, NotRepeatable)
    return found.reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"mark": "sealed"}, "how the file was made is not told as our PDFs tell it"),
        ({"making": "2"}, "how the file was made is not told as our PDFs tell it"),
        ({"more": "1"}, "how the file was made is not told as our PDFs tell it"),
        ({"people": {"none": "nobody"}}, "how the file was made is not told as our PDFs tell it"),
        ({"people": [{"none": "nobody"}]}, "people/0 has 3 errors in its shape"),
        ({"people": [{"people": "1", "party": "acme", "roles": {"sponsor": "Jo"}}]}, "people/0 has an error in its shape"),
        ({"orders": [{"at": "/charter/parties", "names": ["acme"]}]}, "how the file was made orders what is not there: /charter/parties"),
        ({"orders": [{"at": "/charter/goals/9/x", "names": ["a"]}]}, "how the file was made orders what is not there"),
        ({"fonts": [{"family": "Noto Serif JP", "files": ["sha256:" + "0" * 64]}]}, "the file was made with fonts that are not here: Noto Serif JP"),
    ],
)  # fmt: skip
def test_a_making_of_another_kind_is_a_reason(made: bytes, change: dict[str, Any], reason: str) -> None:
    assert reason_of(saying(made, said_by(made) | change)).startswith(reason)


def test_other_tools_are_named_where_the_bytes_differ(made: bytes) -> None:
    said = said_by(made)
    here = said["made_with"] | {}
    said["made_with"]["typst"] = "0.14.9"
    assert reason_of(saying(made, said)) == (
        f"the file was made with charter {here['charter']} (layout {here['layout'][7:15]}), typst 0.14.9 and qpdf {here['qpdf']}, "
        f"and here is charter {here['charter']} (layout {here['layout'][7:15]}), typst {here['typst']} and qpdf {here['qpdf']}"
    )


def test_another_version_that_draws_the_same_pages_proves_them(tmp_path: Path) -> None:
    """A copy of the program with a remark more in its code, which is another layout by its digest."""
    package = Path(charter.__file__).parent
    shutil.copytree(package, tmp_path / "charter", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("schemas", "templates"):
        if not (package / "_data").is_dir():
            shutil.copytree(package.parent / name, tmp_path / name)
    with (tmp_path / "charter" / "rendering" / "view.py").open("a", encoding="utf-8") as file:
        file.write("# another version\n")
    command = [
        sys.executable,
        "-m",
        "charter",
        "render",
        str(CHARTERS / "acme-globex"),
        "--to",
        "pdf",
        "--output",
        "other.pdf",
    ]
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONSAFEPATH": "1"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    other = (tmp_path / "other.pdf").read_bytes()
    assert said_by(other)["made_with"]["layout"] != said_by(pdf(example("acme-globex")))["made_with"]["layout"]
    assert repeated(other) == other


def attached_twice(file: pikepdf.Pdf) -> None:
    file.attachments["other.json"] = b"{}"


def without_terms(file: pikepdf.Pdf) -> None:
    del file.attachments["charter.json"]


def without_making(file: pikepdf.Pdf) -> None:
    del file.Root.PieceInfo


def no_stream(file: pikepdf.Pdf) -> None:
    file.Root.PieceInfo.Charter.Private = pikepdf.Array([1, 2])


def no_dictionary(file: pikepdf.Pdf) -> None:
    file.Root.PieceInfo = pikepdf.String("Charter")


NOT_OURS = "the file does not carry what our PDFs carry to be made again"


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (attached_twice, "charter.json is not the only attachment of the file"),
        (without_terms, "charter.json is not the only attachment of the file"),
        (without_making, NOT_OURS),
        (no_stream, NOT_OURS),
        (no_dictionary, NOT_OURS),
    ],
)
def test_a_file_that_carries_something_else_is_a_reason(made: bytes, edit: Any, reason: str) -> None:
    assert reason_of(edited(made, edit)) == reason


@pytest.mark.parametrize("file", [b"", b"hello", b"%PDF-1.7\n%%EOF\n", b"%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF\n"])
def test_what_is_no_pdf_is_a_reason(file: bytes) -> None:
    assert reason_of(file) == NOT_OURS


def test_nothing_is_unpacked_that_is_larger_than_ours(made: bytes) -> None:
    assert reason_of(saying(made, b" " * (64 << 20))) == "the file carries more than 1,048,576 bytes to be made again"


def bomb(size: int) -> bytes:
    """A file whose catalog stands in an object stream that unpacks to this many bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    head = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<< /Type /ObjStm /N 1 /First 10 /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    body = head + stream + packed + b"\nendstream\nendobj\n"
    rows = zlib.compress(
        b"".join(struct.pack(">BIH", *row) for row in ((0, 0, 65535), (1, 9, 0), (2, 1, 0), (1, len(body), 0)))
    )
    table = (
        b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 2] /Root 2 0 R /Length %d /Filter /FlateDecode >>\nstream\n"
        % len(rows)
    )
    return body + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def test_a_packed_bomb_takes_no_memory_and_leaves_others_their_limits(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc here that tells how much memory a process took")
    (tmp_path / "bomb.pdf").write_bytes(bomb(600 << 20))
    program = (
        "import sys, re, pathlib, pikepdf; from charter.rendering.pdf import repeated\n"
        "before = pikepdf.settings.get_qpdf_limits()\n"
        "print(repeated(pathlib.Path(sys.argv[1]).read_bytes()).reason)\n"
        "assert pikepdf.settings.get_qpdf_limits() == before\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', pathlib.Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "bomb.pdf"], capture_output=True, text=True, check=True
    )
    reason, kilobytes = done.stdout.splitlines()
    assert reason == NOT_OURS
    assert int(kilobytes) < 300_000


def test_terms_that_are_not_canonical_are_made_otherwise(made: bytes) -> None:
    def loose(file: pikepdf.Pdf) -> None:
        stream = file.attachments["charter.json"].obj.EF.F
        stream.write(json.dumps(json.loads(stream.read_bytes()), indent=1).encode())

    forged = edited(made, loose)
    again = repeated(forged)
    assert isinstance(again, bytes)
    assert not forged.startswith(again)


def test_no_byte_that_somebody_changed_makes_it_fail(made: bytes) -> None:
    chance = random.Random(7)
    zones = [
        (0, len(made)),
        (made.index(b'{"fonts"'), made.index(b'{"fonts"') + 250),
        (made.rindex(b"xref"), len(made)),
        (0, 3000),
    ]
    for turn in range(40):
        file, zone = bytearray(made), zones[turn % len(zones)]
        for _ in range(chance.choice((1, 3, 30))):
            at = chance.randrange(*zone)
            file[at : at + chance.randrange(3)] = chance.choice(
                (b"", b"<<", b"[[", b" 1 0 R ", b"/", bytes([at % 256]))
            )
        found = repeated(bytes(file))
        assert isinstance(found, NotRepeatable) or not file.startswith(found) or file == made
