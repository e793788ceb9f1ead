"""What a person sees in an editor: a real YAML language server with our schemas, as `charter init` sets it up."""

import json
import os
import queue
import re
import shutil
import subprocess
import threading
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest

from charter.document import read
from charter.model.exchange import CommitmentKind

ROOT = Path(__file__).parent.parent
MODULES = Path(os.environ.get("CHARTER_NODE_MODULES", ROOT / "node_modules"))
SERVER = MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
MODELINE = "# yaml-language-server: $schema=../../schemas/charter.schema.json\n"


class Editor:
    """A client of the language server protocol over the server's standard streams, for one folder."""

    def __init__(self, folder: Path, settings: dict) -> None:
        self._folder, self._settings, self._asked, self._opened = folder, settings, 0, 0
        command = ["node", str(SERVER), "--stdio"]
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard: queue.Queue = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        markdown = {"documentationFormat": ["markdown"], "snippetSupport": True}
        able = {
            "textDocument": {"completion": {"completionItem": markdown}, "hover": {"contentFormat": ["markdown"]}},
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        place = {"uri": folder.as_uri(), "name": folder.name}
        self._ask("initialize", processId=None, rootUri=place["uri"], workspaceFolders=[place], capabilities=able)
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={"yaml": settings})

    def open(self, path: str, text: str) -> list[dict]:
        """Open a text under a path of its own in the folder; its diagnostics in the order of the text."""
        uri = self._uri(path)
        self._tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return sorted(message["params"]["diagnostics"], key=lambda one: list(one["range"]["start"].values()))

    def completed(self, text: str) -> dict[str, str]:
        """What is offered at the `|` in a new charter: each label with the text after it was chosen."""
        before, _, after = text.partition("|")
        path, whole = self._fresh(), before + after
        self.open(path, whole)
        answer = self._ask("textDocument/completion", **self._at(path, before))
        return {item["label"]: _applied(whole, item["textEdit"]) for item in answer["items"]}

    def hover(self, text: str, word: str) -> str:
        """What the pointer shows on the first `word` of a new charter, without the line that names the schema."""
        path = self._fresh()
        self.open(path, text)
        answer = self._ask("textDocument/hover", **self._at(path, text[: text.index(word) + 1]))
        shown, _, source = answer["contents"]["value"].rpartition("\n\nSource: ")
        assert "charter.schema.json" in source
        return shown

    def close(self) -> None:
        """Ask the server to end, and see that it does."""
        self._ask("shutdown")
        self._tell("exit")
        self._server.stdin.close()
        self._server.wait(timeout=30)
        self._listener.join(timeout=30)
        self._server.stdout.close()

    def _fresh(self) -> str:
        self._opened += 1
        return f"charters/new-{self._opened}/charter.yaml"

    def _uri(self, path: str) -> str:
        return (self._folder / path).as_uri()

    def _at(self, path: str, before: str) -> dict:
        line = before.count("\n")
        character = len(before.rpartition("\n")[2])
        return {
            "textDocument": {"uri": self._uri(path)},
            "position": {"line": line, "character": character},
        }

    def _tell(self, method: str, **parameters: object) -> None:
        self._send(method=method, params=parameters)

    def _ask(self, method: str, **parameters: object) -> dict:
        self._asked += 1
        number = self._asked
        self._send(id=number, method=method, params=parameters)
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def _send(self, **message: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _next(self) -> dict:
        """The next message; what the server asks is answered on the way."""
        message = self._heard.get(timeout=60)
        if "method" in message and "id" in message:
            wanted = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            answer = wanted and [self._settings if item["section"] == "yaml" else {} for item in wanted]
            self._send(id=message["id"], result=answer)
        return message

    def _listen(self) -> None:
        while header := self._server.stdout.readline():
            length = int(header.removeprefix(b"Content-Length: "))
            assert self._server.stdout.readline() == b"\r\n"
            self._heard.put(json.loads(self._server.stdout.read(length)))


def _applied(text: str, edit: dict) -> str:
    """The text after an edit, every blank of the snippet left at what it proposes."""
    lines = text.split("\n")
    start, end = edit["range"]["start"], edit["range"]["end"]
    head = "\n".join([*lines[: start["line"]], lines[start["line"]][: start["character"]]])
    tail = "\n".join([lines[end["line"]][end["character"] :], *lines[end["line"] + 1 :]])
    proposed = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}|\$\d+", lambda blank: blank[1] or "", edit["newText"])
    proposed = re.sub(r"\\([$}\\])", r"\1", proposed)
    # as editors do, every further line of a snippet is indented like the line it is put into
    indent = re.match(r" *", lines[start["line"]])[0][: start["character"]]
    return head + proposed.replace("\n", "\n" + indent) + tail


@pytest.fixture(scope="module")
def folder(charter, tmp_path_factory):
    """A repository as `charter init` makes it."""
    if not SERVER.exists():
        pytest.skip(f"yaml-language-server is not in {MODULES}; `npm ci` puts it there")
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    folder = tmp_path_factory.mktemp("editor")
    done = charter("init", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def settings(folder):
    settings = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))
    mine = {name.removeprefix("yaml."): value for name, value in settings.items() if name.startswith("yaml.")}
    assert mine.keys() == {"schemas"}
    return {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}, **mine}


@pytest.fixture(scope="module")
def editor(folder, settings):
    """An editor with the settings that `charter init` writes."""
    editor = Editor(folder, settings)
    yield editor
    editor.close()


@pytest.fixture(scope="module")
def plain_editor(folder, settings):
    """An editor without settings of its own; a comment in the file names the schema."""
    editor = Editor(folder, settings | {"schemas": {}})
    yield editor
    editor.close()


EXAMPLES = sorted(
    [*ROOT.glob("charters/*/charter.yaml"), *ROOT.glob("charters/*/people/*.yaml"), ROOT / "program.yaml"]
)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_worked_examples_are_flawless(editor, file):
    assert editor.open(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) == []


def test_real_partnerships_are_flawless(editor):
    files = [file for file in ROOT.glob("tests/reconstructions/*.yaml") if file.name != "expected.yaml"]
    assert len(files) >= 12
    for file in files:
        assert editor.open(f"charters/{file.stem}/charter.yaml", file.read_text(encoding="utf-8")) == [], file.name


@pytest.mark.parametrize("name", ["charters/acme-globex/charter.yaml", "program.yaml"])
def test_what_init_writes_is_flawless(folder, settings, name):
    with closing(Editor(folder, settings)) as editor:
        assert editor.open(name, (folder / name).read_text(encoding="utf-8")) == []


HALF = """\
charter: 1
id: a-b
revision: one
title: Half written
tier: 4
patern: co-delivery
binding: maybe
effective: soon
purpose:
  job: selling
  why: 5
parties:
  a: {name: A, country: Germany}
  Fine Foods: {name: B}
  c: {country: DE}
commitments:
  - id: c
    form: a
    kind: cash
    what: [x]
    value: {amount: 180000, basis: kind}
    share: {percent: 0.2}
  - EUR 5
phases:
  crawl:
    gate:
      decided_by: a.sponsor
      extension: {times: 1, for: 4}
      criteria: [{id: asked, ask: Well?, needs: some}]
      if_silent:
at_risk:
  a: {tbd: soon}
exit: {triggers: [{id: x, when: Either party}]}
"""

TEXT = "expected a text; a number, true or false goes in quotes"
KINDS = list(get_args(CommitmentKind))
JOBS = ["distribution", "implementation", "product-utility", "buyer-risk", "credibility"]


def _one_of(*words: str) -> str:
    return f"Value is not accepted. Valid values: {', '.join(map(json.dumps, words))}."


COMPLAINTS = [
    ("3:11 one", "expected a whole number such as 2"),
    ("5:7 4", "expected a tier: 1, 2 or 3"),
    ("6:1 patern", "Property patern is not allowed."),
    ("7:10 maybe", _one_of("none", "partly", "full")),
    ("8:12 soon", "expected a date such as 2027-03-05"),
    ("10:8 selling", _one_of(*JOBS)),
    ("11:8 5", TEXT),
    ("13:25 Germany", "expected a country code such as DE"),
    ("14:3 Fine Foods", "expected an id such as faster-start"),
    ("15:3 c", 'Missing property "name".'),
    ("17:5 i", 'Missing property "from".'),
    ("18:5 form", "Property form is not allowed."),
    ("19:11 cash", _one_of(*KINDS)),
    ("20:11 [x]", TEXT),
    ("21:21 180000", "expected an amount of money such as EUR 180000"),
    ("21:36 kind", _one_of("cash", "in-kind", "contingent", "guaranteed")),
    ("22:22 0.2", "expected a percentage such as 20%"),
    ("23:5 EUR 5", 'Incorrect type. Expected "Commitment".'),
    ("27:19 a.sponsor", "expected a list: start each item with a hyphen, or put them in [ ]"),
    ("28:34 4", "expected a length of time such as 8 weeks"),
    ("29:49 some", "expected all, majority or a number"),
    ("30:17 ", _one_of("end", "extend")),
    ("32:12 soon", 'Incorrect type. Expected "To be decided".'),
    ("33:33 Either party", 'Incorrect type. Expected "Observation".'),
]


def _shown(text: str, diagnostics: list[dict]) -> list[tuple[str, str]]:
    lines = text.split("\n")
    shown = []
    for one in diagnostics:
        start, end = one["range"]["start"], one["range"]["end"]
        assert start["line"] == end["line"]
        marked = lines[start["line"]][start["character"] : end["character"]]
        shown.append((f"{start['line'] + 1}:{start['character'] + 1} {marked}", one["message"]))
    return shown


def test_a_half_written_charter_is_told_where_and_in_words(editor):
    assert _shown(HALF, editor.open("charters/half/charter.yaml", HALF)) == COMPLAINTS


def test_a_comment_in_the_file_names_the_schema_as_well(plain_editor):
    assert plain_editor.open("charters/none/charter.yaml", HALF) == []
    told = _shown(MODELINE + HALF, plain_editor.open("charters/half/charter.yaml", MODELINE + HALF))
    assert [message for _, message in told] == [message for _, message in COMPLAINTS]
    assert told[0][0] == "4:11 one"


def test_the_editor_marks_the_places_that_lint_names(charter, folder):
    target = folder / "charters" / "half" / "charter.yaml"
    target.parent.mkdir()
    target.write_text(HALF, encoding="utf-8")
    rules = "schema-violation,unknown-key,ambiguous-scalar,empty-value"
    done = charter("lint", "half", "--select", rules, "--format", "json", cwd=folder)
    named = {(one["start"]["line"], one["start"]["column"]) for one in json.loads(done.stdout)["findings"]}
    marked = {tuple(map(int, place.partition(" ")[0].split(":"))) for place, _ in COMPLAINTS}
    # a list or nothing where a text is due: lint names the key, the editor marks what stands there
    assert named - marked == {(20, 5), (30, 7)}
    assert marked - named == {(20, 11), (30, 17)}


HEAD = """\
charter: 1
id: a-b
revision: 1
title: Calendar sync
parties: {a: {name: A}, b: {name: B}}
"""
ABSENCES = ["none", "tbd", "undisclosed", "in"]


def _keys(kind: str) -> list[str]:
    whole = json.loads((ROOT / "schemas/charter.schema.json").read_text(encoding="utf-8"))
    return list((whole["$defs"][kind] if kind else whole)["properties"])


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("purpose:\n  |", [*_keys("Purpose"), *ABSENCES]),
        ("purpose:\n  job: credibility\n  |", [key for key in _keys("Purpose") if key != "job"]),
        ("phases:\n  crawl:\n    gate:\n      |", [*_keys("Gate"), *ABSENCES]),
        (
            "phases:\n  crawl:\n    gate:\n      decide_by: 2027-03-31\n      |\n  walk: {}\n",
            [key for key in _keys("Gate") if key != "decide_by"],
        ),
        ("commitments:\n  - id: x\n    kind: |\n", KINDS),
        ("commitments:\n  - {id: x, kind: |}\n", KINDS),
        ("binding: |\n", ["none", "partly", "full"]),
        ("purpose:\n  job: |\n", JOBS),
        ("tier: |\n", ["1", "2", "3"]),
        ("phases:\n  crawl:\n    gate:\n      if_silent: |\n", ["end", "extend"]),
        ("commitments:\n  - id: x\n    until: |\n", ["2027-06-11", "end"]),
        ("commitments:\n  - id: x\n    standing: |\n", ["true", "false"]),
        ("phases:\n  crawl:\n    gate:\n      criteria: [{id: x, needs: |}]\n", ["all", "majority"]),
        ("commitments:\n  - id: x\n    value: {amount: |}\n", ["EUR 180000"]),
    ],
)
def test_completion_offers_what_may_stand_there(editor, text, labels):
    assert sorted(editor.completed(HEAD + text)) == sorted(labels)


def test_completion_of_a_list_begins_its_first_entry(editor):
    offered = editor.completed(HEAD + "goals:\n  |\n")
    assert offered.keys() == {*ABSENCES, "example of goals"}
    assert offered["example of goals"].endswith("goals:\n  - id: faster-start\n    for: customers\n    outcome: \n")
    offered = editor.completed(HEAD + "goals: |\n")
    assert offered["example of goals"].endswith("goals: \n  - id: faster-start\n    for: customers\n    outcome: \n")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("|", ""),
        ("purpose:\n  |", "Purpose"),
        ("commitments:\n  - |", "Commitment"),
        ("commitments:\n  - id: x\n    |\n", "Commitment"),
        ("phases:\n  crawl:\n    gate:\n      |", "Gate"),
        ("exit:\n  |", "Ending"),
        ("operations:\n  |", "Operations"),
    ],
)
def test_whatever_is_chosen_leaves_a_readable_file(editor, text, kind):
    offered = editor.completed(HEAD + text)
    keys = [key for key in _keys(kind) if f"{key}:" not in HEAD + text]
    assert set(keys) <= offered.keys()
    for label, chosen in offered.items():
        assert "object Object" not in chosen
        document = read(chosen.encode(), "charter.yaml")
        assert [found.message for found in document.findings if found.rule != "empty-value"] == [], (label, chosen)


WHOLE = (ROOT / "charters/northwind-contoso/charter.yaml").read_text(encoding="utf-8").replace(MODELINE, "")


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        (
            "decided_by",
            "#### Decided by\n\nThe roles that decide, at least one of every party; an outsider by its id.\n\n"
            "Example:\n\n```yaml\n- northwind.sponsor\n- contoso.sponsor\n```",
        ),
        (
            "if_silent",
            "#### If silent\n\nWhat happens when nobody decides in time.\n\n"
            "Allowed Values:\n\n* `end`\n* `extend`\n\nExample:\n\n```yaml\nend\n```",
        ),
        (
            "basis",
            "#### Basis\n\nHow sure and in what form.\n\n"
            "Allowed Values:\n\n* `in-kind`\n* `cash`\n* `contingent`\n* `guaranteed`\n\n"
            "Example:\n\n```yaml\nin-kind\n```",
        ),
        (
            "criteria",
            "#### Criteria\n\nWhat must be true to go on.\n\nExample:\n\n"
            '```yaml\n- id: faster\n  metric: onboarding_hours\n  improves: ">= 20%"\n```',
        ),
        ("country", "#### Country\n\nIts home country.\n\nExample:\n\n```yaml\nDE\n```"),
    ],
)
def test_hover_shows_title_description_and_example(editor, word, shown):
    assert editor.hover(WHOLE, word).strip() == shown


def test_hover_speaks_before_a_value_stands_there(editor):
    text = HEAD + "phases:\n  crawl:\n    gate:\n      decided_by: \n"
    assert "The roles that decide" in editor.hover(text, "decided_by")
