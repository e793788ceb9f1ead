"""Nothing that a company, a branch or a host's user writes acts in anything that is printed, whatever reads it."""

import json
import re
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from typing import NamedTuple

import pytest
from hostile import CORPUS, MIXED, room
from hostile_lives import Hostile, everything, life, scattered
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
from repositories import ROOT, git
from stories import ID, Story, _crawl, _measured
from stories import POINTS as STORIES

from charter.check.presenting import presented
from charter.cli import main
from charter.document import read
from charter.finding import Edit, Finding, Fix, Position, Related, Report, Span
from charter.model import KINDS
from charter.model.reading import understand
from charter.outlook.memory import KINDS as WITNESSED
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
            issues = json.loads(text)
            assert len(issues) == len(told.findings)
            assert [one["description"] for one in issues if moves(one["description"])] == []
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
    assert len(commands(told)) == 2
    assert moves(told) == []
    if text in PLAIN and "::" not in text and "##" not in text:
        said = error.split("::", 2)[2].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        assert said == "\n".join([*text.split("\n")] * 2)


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
    world.reviewed()
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
            found += [raw for raw in page.raw if "&#" in raw]  # a code of a character is none there
            found += [target for target in page.targets if not re.fullmatch(r"#[\w-]+|[\w:;.% -]*", target)]
            found += [
                shape for shape in page.shape if re.search(r"\b(on\w+|srcdoc|img|iframe|svg.*on|base|form)\b", shape)
            ]
    return found


@pytest.mark.parametrize("where", ["sound", "broken"])
def test_no_review_acts(where, request):
    world = request.getfixturevalue(where)
    files = {form: world.folder / f"review.{form}" for form in REVIEWED}
    written = [word for form, file in files.items() for word in ("--write", f"{form}={file}")]
    said = world.say("review", "--base", "BASE", "--reviews", "REVIEWS", *written)
    assert said.code < 2, said.err
    assert judge("text", said) == []
    for form, file in files.items():
        assert (form, judge(form, Said(0, file.read_bytes(), ""))) == (form, [])


LINTED = (*FORMATS, "markdown")
REVIEWED = ("text", "json", "markdown", "github", "gitlab", "sarif", "junit")
BROKEN = [
    *((form, ("lint", "--format", form, "--stage", "signing")) for form in LINTED),
    *((form, ("check", "--format", form)) for form in ("text", "json", "github", "markdown")),
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
    assert said.code < 2 or form == "text", said.err
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


# a life at its turns, and what is typed next


POINTS = ("half signed", "crawl asked", "grey", "waived", "restarted", "paused", "closed")
ASKED = [
    *((form, ("status", ID, "--format", form)) for form in ("text", "json")),
    *((form, ("verify", ID, "--format", form)) for form in ("text", "json")),
    *((form, ("gate", ID, "--format", form)) for form in ("text", "json")),
    ("markdown", ("gate", ID, "--pack")),
    ("text", ("gate", ID, "--what-if", "onboarding_hours=12")),
    ("text", ("evidence", "list", ID)),
    ("text", ("evidence", "verify", ID)),
]


@pytest.fixture
def world(tmp_path):
    """A world without a record yet, and without git."""
    made = World.__new__(World)
    made.folder, made.root, made.base = tmp_path, tmp_path, ""
    (tmp_path / "charters").mkdir()
    return made


@pytest.mark.parametrize("point", POINTS)
def test_nothing_acts_at_any_turn(world, point):
    told = life(point, MIXED)
    assert [one for one in told.objections() if one.rule != "render-outdated"] == []
    told.write(world.root)
    for form, words in ASKED:
        said = world.say(*words)
        assert said.code < 3, said.err
        assert (words, judge(form, said)) == (words, [])
        if form == "json" and said.out:
            _no_shell(json.loads(said.out))


def _no_shell(data):
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if key == "command":
            assert splits(value.replace("…", "x")) == []
        else:
            _no_shell(value)


STEPS = [
    ("half signed", ("sign", ID, "--as", "contoso.sponsor")),
    ("half signed", ("sign", ID, "--as", "contoso.sponsor", "--decline", "--reason", MIXED[0])),
    ("crawl measured", ("advance", ID, "go", "--as", "northwind.relationship")),
    ("crawl measured", ("evidence", "attest", ID, "--as", "contoso.delivery")),
    ("crawl measured", ("evidence", "add", ID, "recommend", "--case", f"{MIXED[1]}=yes", "--as", "northwind.delivery")),
    ("crawl asked", ("advance", ID, "go", "--as", "northwind.sponsor")),
    ("crawl asked", ("advance", ID, "go", "--as", "northwind.sponsor", "--person", MIXED[0])),
    ("paused", ("advance", ID, "resume", "--as", "northwind.relationship")),
    ("closed", ("advance", ID, "propose", "--as", "northwind.relationship")),
]


@pytest.mark.parametrize(
    ("point", "words"), STEPS, ids=lambda value: value if isinstance(value, str) else " ".join(value)[:60]
)
def test_nothing_acts_while_somebody_acts(world, point, words):
    life(point, MIXED).write(world.root)
    said = world.say(*words)
    assert said.code < 3, said.err
    assert judge("text", said) == []
    assert judge("text", world.say("check", "--ignore", "render-outdated")) == []


def test_who_may_sign_is_a_line_each_whatever_they_are_called(world):
    told = Hostile(MIXED)
    told.keys({"northwind": "jana", "contoso": "luca"})
    STORIES["signed"](told)
    assert told.objections() == []
    told.write(world.root)
    said = world.say("verify", ID, "--export", "HERE/proofs")
    assert said.code == 0, said.err
    assert judge("text", said) == []
    for line in (world.folder / "proofs" / "allowed_signers").read_text().splitlines():
        assert re.fullmatch(r'[\w.@-]+ namespaces="[\w-]+"( valid-\w+="\w+")* ssh-ed25519 [A-Za-z0-9+/=]+', line), line
    commands_shown = [line for line in said.out.decode().splitlines() if "ssh-keygen -Y" in line]
    assert len(commands_shown) == 2
    assert [splits(line.replace("<", "")) for line in commands_shown] == [[], []]


def test_nobody_owns_a_file_but_whom_the_lines_name(world):
    told = life("walk", ("octo @evil", "*", "/charters/ @evil", "x\n* @evil"))
    people = told.data("people/contoso.yaml")
    people["roles"]["sponsor"][0]["accounts"] = {"github": "octo"}
    Story.put(told, "people/contoso.yaml", people)
    told.write(world.root)
    said = world.say("codeowners")
    rows = [line for line in said.out.decode().splitlines() if line and not line.startswith("#")]
    assert rows
    for row in rows:
        assert re.fullmatch(rf"/charters/{ID}/[\w./*-]*( @octo)+", row), row


@pytest.mark.parametrize("width", [40, 61, 100])
def test_no_line_of_a_rehearsal_begins_with_a_command_wherever_it_breaks(world, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    life("signed", [f"{'x' * number}::error::y" for number in range(1, 60)]).write(world.root)
    for words in (("rehearse", ID), ("status", ID), ("verify", ID)):
        assert judge("text", world.say(*words)) == []


@pytest.mark.parametrize("name", ["::error::x", "##[error]x", "\x1b[2J", "\u202ex", "<img>@octo", "x\n::error::y"])
def test_no_name_that_is_asked_for_acts(sound, name):
    asked = [("status", name), ("rules", name), ("verify", ID, name), ("lint", name), ("review", "--base", name)]
    asked += [("diff", ID, "--base", name), ("render", name), ("diff", ID, name, name)]
    for words in asked:
        said = sound.say(*words)
        assert said.code in (1, 2)
        assert judge("text", said) == []


def test_nothing_acts_in_what_another_company_remembers(tmp_path):
    digest = f"sha256:{'0' * 64}"
    files = [tmp_path / "ours.json", tmp_path / "theirs.json"]
    for place, file in enumerate(files):
        things = {
            kind: {text: digest.replace("0", str(place))} for kind, text in zip(WITNESSED, TEXTS[10:], strict=False)
        }
        seen_there = {text: {**things, "people": {text: [digest]}} for text in TEXTS[place:]}
        file.write_text(json.dumps({"witness": 1, "charters": seen_there}), encoding="utf-8")
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        main(["witness", "--file", str(files[0]), "--compare", str(files[1]), "--root", str(tmp_path)])
    assert len(out.getvalue() + err.getvalue()) > 100
    assert commands(out.getvalue() + err.getvalue()) == []
    assert moves(out.getvalue() + err.getvalue()) == []


# what the action writes on the host


def test_no_reminder_acts(sound, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / ".github" / "action"))
    from remind import due

    told = json.loads(sound.say("status", "--format", "json").out)
    late = [
        {"sort": "gate", "day": f"2026-0{1 + place % 9}-01", "what": f"{text} x", "who": text}
        for place, text in enumerate(PLAIN)
    ]
    told["charters"] += [{**told["charters"][0], "charter": MIXED[0]}, {**told["charters"][0], "late": late}]
    reminders = list(due(told, date(2030, 1, 1)))
    assert len(reminders) > 9
    for one in reminders:
        assert re.fullmatch(r"([a-z0-9-]+|a charter): [a-z -]+ (late|due)(, [\d-]+)?", one.title)
        assert re.fullmatch(r"[0-9a-f ]+", one.mark)
        assert live(one.body.removeprefix(f"<!-- charter due {one.mark} -->\n")) == []


# what is nobody's business


SECRET = "qzcanary"
TABLES = {
    "sound": f"site,customer,hours,{SECRET}\n1,Helio 3PL,12,{SECRET}\n2,Helio 3PL,17,x\n3,Brandt Lager,31,{SECRET}\n",
    "no number": f"site,customer,hours\n1,Helio 3PL,{SECRET}\n",
    "no column": f"site,{SECRET}\n1,2\n",
    "a column twice": f"{SECRET},{SECRET},hours,customer\n1,2,3,4\n",
    "a case of nobody's": f"site,customer,hours\n1,{SECRET},12\n2,Helio 3PL,29\n3,Brandt Lager,31\n",
    "no table": f'"{SECRET}\n',
    "too many cells": f"site,customer,hours\n1,Helio 3PL,12,{SECRET}\n",
}


JUDGING = [
    ("check", "--format", "json"),
    ("gate", ID, "--format", "json"),
    ("verify", ID, "--format", "json"),
    ("evidence", "verify", ID),
    ("advance", ID, "go", "--as", "northwind.relationship"),
]
ANSWERING = [
    *(("lint", "--format", form, "--stage", "run") for form in LINTED),
    *(("check", "--format", form) for form in ("text", "sarif")),
    *(words for _, words in ASKED),
    ("render", ID, "--to", "html"),
]


@pytest.mark.parametrize("kind", TABLES)
def test_no_answer_quotes_what_stands_in_a_file_of_evidence(world, kind):
    told = Story()
    _crawl(told)
    _measured(told, rows=TABLES[kind].encode())
    _private(told)
    told.write(world.root)
    (world.root / "program.yaml").write_text("program: 1\nname: Northwind\n", encoding="utf-8")
    (world.root / "internal-program.yaml").write_text(f"walk_away: {SECRET}\n", encoding="utf-8")
    for words in (*JUDGING, *(ANSWERING if kind == "sound" else ())):
        said = world.say(*words)
        assert SECRET not in said.out.decode() + said.err, words


def _private(told):
    """Files that one party keeps to itself, wherever it puts them, and files that evidence only points at."""
    for place in ("", "evidence/", "people/", "record/"):
        told.files[f"{place}internal-northwind.yaml"] = f"walk_away: {SECRET}\n- {SECRET}".encode()
    told.files["evidence/data/letter.txt"] = SECRET.encode()
