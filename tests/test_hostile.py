"""Nothing that a company, a branch or a host's user writes acts in anything that is printed, whatever reads it."""

import json
import re
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from typing import NamedTuple

import pytest
from hostile import CORPUS, MIXED, room
from hostile_lives import everything, life, scattered
from hostile_readers import (
    acting,
    browsed,
    cases,
    commands,
    fields,
    linked,
    live,
    moves,
    skeleton,
    splits,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st
from repositories import git
from stories import ID

from charter.check.presenting import presented
from charter.cli import main
from charter.document import read
from charter.finding import Edit, Finding, Fix, Position, Related, Report, Span
from charter.model import KINDS
from charter.model.reading import understand
from charter.rendering.markdown.escaping import code, escape, mermaid, prose, table
from charter.report import FORMATS, rendered
from charter.report.sheet import Line, Piece, Table
from charter.report.terminal import drawn
from charter.rules import every_rule

TEXTS = tuple(attack.text for attack in CORPUS)
PLAIN = tuple(text for text in TEXTS if not moves(text) and text.strip())
"""What a document may say at all; the reader refuses the others."""

TODAY = "2026-10-15"


# the readers see what they are for


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        *((commands, attack.text) for attack in CORPUS if attack.text.startswith(("::error", "##[", "##vso", "\u3000::"))),
        (commands, "a\r::error::x"),
        (commands, " \u00a0::ADD-MASK::x"),
        *((moves, attack.text) for attack in CORPUS if attack.aim in ("terminal", "order")),
        *((live, attack.text) for attack in CORPUS if attack.aim in ("mention", "image", "quick action")),
        (live, "[click](https://evil.example)"),
        (live, "see https://evil.example"),
        (live, "<details open>"),
        (live, "fixes #12."),
        (live, "a\n/close"),
        (live, "`##[error]x`"),
        (splits, "charter advance $(id)"),
        (splits, "charter advance 'a"),
        (splits, "charter advance x; id"),
    ],
)  # fmt: skip
def test_a_reader_sees_what_is_alive(reader, text):
    assert reader(text)


def test_a_reader_of_sarif_sees_links_and_blanks():
    def log(text):
        return json.dumps({"runs": [{"results": [{"message": {"text": text}}]}]})

    assert linked(log("[x](y)"))
    assert linked(log("a {0}"))
    assert not linked(log("\\[x\\](y) {{0}}"))


def test_a_reader_of_a_pdf_sees_what_it_runs():
    import pikepdf

    file = pikepdf.new()
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    file.Root.OpenAction = file.make_indirect(action)
    out = BytesIO()
    file.save(out)
    assert acting(out.getvalue()) >= {"/OpenAction", "/JS", "/JavaScript"}


# findings, in every format: every string in every field


def report(texts, extent):
    """Findings that are about lines made of the texts, and say them everywhere; the lines by path."""
    rule, other = list(every_rule())[:2]
    span = Span(Position(1, 1), Position(1, extent))
    found = []
    for text in texts:
        again = (Related(text, span, text),)
        fix = Fix(True, (Edit(span, text),))
        found.append(Finding(rule, "error", text, span, text, text, charter=text, pointer=text, related=again, fix=fix))
        found.append(Finding(other, "info", f"x {text}", span, f"x{text}", "", charter=text, pointer=text))
    return Report(tuple(found), len(found))


@pytest.mark.parametrize("form", [*FORMATS, "markdown"])
def test_no_finding_acts(form):
    told = report(TEXTS, 4)
    text = rendered(told, form, lambda path: path) if form in FORMATS else presented(told, form)
    assert moves(text) == []
    if form == "github":
        assert {command.name for command in commands(text)} == {"error", "notice"}
        assert len(commands(text)) == 20
        return
    assert commands(text) == []
    match form:
        case "markdown":
            assert live(text) == []
        case "json":
            assert {one["message"] for one in json.loads(text)["findings"]} >= set(TEXTS)
        case "jsonl":
            assert len([json.loads(row) for row in text.splitlines()]) == len(told.findings) + 1
        case "gitlab":
            assert len(json.loads(text)) == len(told.findings)
        case "junit":
            assert cases(text) == len(told.findings)
        case "sarif":
            assert linked(text) == []


@pytest.mark.parametrize("text", TEXTS)
def test_every_annotation_is_one_line_about_its_file(text):
    told = rendered(report([text], 2), "github", lambda path: path)
    error, notice, _ = told.split("\n", 2)
    for line, level in ((error, "error"), (notice, "notice")):
        properties = line.removeprefix(f"::{level} ").partition("::")[0].split(",")
        assert [one.partition("=")[0] for one in properties] == ["file", "line", "col", "endLine", "endColumn", "title"]
        assert ":" not in "".join(properties)


signs = st.lists(
    st.sampled_from(["##", "#", "[error]x", "::", ":", "error::", "add-mask::y", " ", "x", "\u3000", "\t", "\x1b[2J"]),
    min_size=1,
    max_size=12,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(signs, st.integers(1, 30), st.integers(0, 30), st.booleans())
@example("##[error]x", 3, 0, False)
@example(f"{'x' * 200}##[error]x", 203, 0, False)
def test_no_line_that_is_quoted_acts(row, start, length, color):
    span = Span(Position(1, start), Position(1, start + length))
    one = Finding(next(iter(every_rule())), "error", "a", span, "x", "", charter="", pointer="")
    shown = rendered(Report((one,), 1), "text", lambda _: row, color=color)
    assert commands(shown) == []
    assert moves(shown, colored=color) == []


# pages for a terminal: every string, broken anywhere


@settings(max_examples=120, deadline=None)
@given(st.lists(signs, min_size=1, max_size=4), st.integers(40, 60), st.integers(0, 60), st.booleans())
@example(["::error::x"], 40, 40, False)
@example(["x##", "[error]x"], 40, 0, False)
@example([":", ":error::x"], 40, 0, False)
def test_no_page_acts_wherever_its_lines_break(texts, width, before, color):
    pieces = tuple(Piece(text) for text in ("x" * before, *texts))
    sheet = (
        Line(pieces),
        Line(pieces, 2, 4),
        Line(pieces, whole=True),
        Table(("a", "b"), ((pieces, pieces), ((), pieces)), frozenset()),
    )
    shown = drawn(sheet, width=width, color=color)
    assert commands(re.sub("[│╭╰├]", " ", shown)) == []
    assert moves(shown, colored=color) == []


@pytest.mark.parametrize("width", [40, 100])
def test_no_string_acts_on_a_page(width):
    pieces = tuple(Piece(text) for text in TEXTS)
    shown = drawn((*(Line((piece,), 0, 2) for piece in pieces), Table(("x",), ((pieces,),))), width=width, color=False)
    assert commands(shown) == []
    assert moves(shown) == []


# Markdown and diagrams: every string


@pytest.mark.parametrize("text", [text for text in TEXTS if text.strip()])
def test_no_string_acts_in_markdown(text):
    rows = table({"head": (text, "b"), "rows": [(text, [text, text])]})
    page = f"# {escape(text)}\n\n{escape(text)}\n\n{prose(text)}\n\n{rows}\n\n- {code(text)}\n- {escape(text)}\n"
    assert [one for one in live(page) if not moves(one)] == []
    label = str(mermaid(text))
    assert not re.search(r"[:;\n`%\\<>\"{}\[\]|@]", re.sub(r"#\d+;", "", label))


# what the reader does not let in


@pytest.mark.parametrize("text", [attack.text for attack in CORPUS if attack.aim in ("terminal", "order")])
def test_no_document_says_what_is_hidden(text):
    plain = f"title: x{text}y\n".encode()
    escaped = f"title: {json.dumps(f'x{text}y')}\n".encode()
    inside = {"\n", "\r", "\t"} >= set(text) - set("ab:errox")
    assert inside or read(escaped, "x.yaml").findings
    assert inside or read(plain, "x.yaml").findings


# documents of every kind, through every verb


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("variant", [0, 1])
def test_every_field_of_every_kind_is_attacked(kind, variant):
    said = everything(kind, MIXED, variant)
    assert list(room(KINDS[kind], said)) == []
    assert understand(KINDS[kind], said).violations == ()


class Said(NamedTuple):
    """What one run answered."""

    code: int
    out: bytes
    err: str


class World:
    """A repository in which everything is hostile, and the verbs run in it."""

    def __init__(self, folder):
        self.folder, self.root = folder, folder / "repository"
        self.root.mkdir()
        git(self.root, "init", "--quiet", "--initial-branch=main")
        said = json.dumps(everything("program", MIXED, 0), indent=1, ensure_ascii=False)
        (self.root / "program.yaml").write_text(said, encoding="utf-8")
        life("walk", MIXED).write(self.root)
        self.base = self.commit()

    def commit(self):
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "::error::x ##[error]x @octo")
        return git(self.root, "rev-parse", "HEAD")

    def reviewed(self):
        """What somebody with a hostile name said on the host, and somebody of the people files."""
        logins = [f"{MIXED[place % 4]} octo" for place in range(4)] + list(TEXTS)
        rows = [{"user": {"login": login}, "state": "APPROVED", "commit_id": login} for login in logins]
        file = self.folder / "reviews.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        return file

    def say(self, *arguments):
        named = {"BASE": self.base, "REVIEWS": str(self.folder / "reviews.json"), "HERE": str(self.folder)}
        words = [named.get(one, one.replace("HERE", str(self.folder))) for one in map(str, arguments)]
        out, err = (TextIOWrapper(BytesIO(), "utf-8", newline="") for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*words, "--root", str(self.root), "--today", TODAY])
        out.flush()
        err.flush()
        return Said(code, out.buffer.getvalue(), err.buffer.getvalue().decode())


@pytest.fixture(scope="module", autouse=True)
def _surroundings(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHARTER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("COLUMNS", "100")
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """Everything that is said is hostile, and holds."""
    world = World(tmp_path_factory.mktemp("sound"))
    life("slump", MIXED).write(world.root)
    world.commit()
    return world


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The terms are changed after all signed, and beside them lie charters, files and names that are all wrong."""
    world = World(tmp_path_factory.mktemp("broken"))
    told = life("slump", MIXED)
    told.files["charter.yaml"] = told.files["charter.yaml"].replace(b"/close @octo", b"/assign @octo")
    told.write(world.root)
    scattered(world.root, PLAIN)
    world.commit()
    world.reviewed()
    return world


def judge(form, said, *, findings=None):
    """What acts in an answer, by the reader it is for."""
    found = [*commands(said.err), *moves(said.err)]
    if form in ("docx", "pdf"):
        instructions, outside = fields(said.out) if form == "docx" else (acting(said.out), set())
        return [*found, *(instructions - {"PAGE", "NUMPAGES"}), *outside]
    text = said.out.decode()
    obeyed = commands(text)
    if form == "github":
        obeyed = [one for one in obeyed if not re.match("::(error|warning|notice) (file|title)=[^:]*::", one.line)]
    found += [*obeyed, *moves(text)]
    match form:
        case "markdown":
            found += live(text)
        case "json" | "gitlab":
            json.loads(text)
        case "jsonl":
            assert [json.loads(row) for row in text.splitlines()]
        case "sarif":
            found += linked(text)
        case "junit":
            assert cases(text)
        case "mermaid":
            found += [line for line in skeleton(text) if re.search("octo|evil|img|read|[^:]::[^:]|click|%%", line)]
        case "html":
            page = browsed(text)
            found += [target for target in page.targets if not re.fullmatch(r"#[\w-]+|[\w:;.% -]*", target)]
            found += [
                shape for shape in page.shape if re.search(r"\b(on\w+|srcdoc|img|iframe|svg.*on|base|form)\b", shape)
            ]
    return found


LINTED = (*FORMATS, "markdown")
REVIEWED = ("text", "json", "markdown", "github", "gitlab", "sarif", "junit")
BROKEN = [
    *((form, ("lint", "--format", form, "--stage", "signing")) for form in LINTED),
    *((form, ("check", "--format", form)) for form in ("text", "json", "github", "markdown")),
    *((form, ("review", "--base", "BASE", "--reviews", "REVIEWS", "--format", form)) for form in REVIEWED),
    ("text", ("status",)),
    ("json", ("status", "--format", "json")),
    ("text", ("verify", ID)),
    ("json", ("verify", ID, "--format", "json")),
    ("text", ("witness", "--file", "HERE/memory.json")),
    ("text", ("codeowners",)),
    ("text", ("advance", ID, "continue", "--as", "northwind.relationship")),
    *((form, ("diff", ID, "--base", "BASE", "--format", form)) for form in ("text", "json", "markdown", "html")),
    ("markdown", ("render", ID, "--view", "redline")),
    ("docx", ("render", ID, "--view", "redline", "--to", "docx")),
    *(
        (form, (verb, charter, *more))
        for charter in ("everything", "otherwise")
        for form, verb, more in (
            ("text", "rehearse", ()),
            ("json", "rehearse", ("--format", "json")),
            ("mermaid", "rehearse", ("--format", "mermaid")),
            ("mermaid", "graph", ()),
            ("markdown", "render", ()),
            ("markdown", "render", ("--view", "cover")),
            ("html", "render", ("--to", "html")),
            ("docx", "render", ("--to", "docx")),
        )
    ),
    ("pdf", ("render", "everything", "--to", "pdf")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "words"), BROKEN, ids=lambda value: " ".join(value) if isinstance(value, tuple) else value
)
def test_nothing_acts_where_nothing_holds(broken, form, words):
    said = broken.say(*words)
    assert said.code < 3, said.err
    assert said.out or said.err
    assert judge(form, said) == []


SOUND = [
    ("text", ("check",)),
    ("text", ("status",)),
    ("text", ("rehearse", ID)),
    ("text", ("rehearse", ID, "--ascii")),
    ("json", ("rehearse", ID, "--format", "json")),
    ("mermaid", ("rehearse", ID, "--format", "mermaid")),
    ("mermaid", ("graph", ID)),
    *((form, ("review", "--base", "BASE", "--format", form)) for form in ("text", "json", "markdown")),
    ("markdown", ("render", ID)),
    ("markdown", ("render", ID, "--view", "cover")),
    ("html", ("render", ID, "--to", "html")),
    ("docx", ("render", ID, "--to", "docx")),
    ("pdf", ("render", ID, "--to", "pdf")),
    ("text", ("witness", "--file", "HERE/memory.json")),
    ("text", ("codeowners",)),
    ("text", ("codeowners", "--check")),
    ("text", ("digest", ID)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "words"), SOUND, ids=lambda value: " ".join(value) if isinstance(value, tuple) else value
)
def test_nothing_acts_where_everything_holds(sound, form, words):
    said = sound.say(*words)
    assert said.code < 2, said.err
    assert judge(form, said) == []
