"""`charter lsp`, as an editor speaks to it: what is marked, shown, offered, mended and found."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from languages import FULL, Editor, at, place_of

pytest.importorskip("pygls", reason="needs pip install 'partnership-charter[lsp]'")

ROOT = Path(__file__).parent.parent
FIRST = (ROOT / "charters/acme-globex/charter.yaml").read_text()
FULL_ONE = (ROOT / "charters/northwind-contoso/charter.yaml").read_text()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two repositories and, beside them, a folder that is none."""
    above = tmp_path_factory.mktemp("editor")
    for name in ("one", "two", "lone"):
        (above / name).mkdir()
    shutil.copytree(ROOT / "charters", above / "one" / "charters")
    shutil.copy(ROOT / "program.yaml", above / "one")
    shutil.copytree(ROOT / "charters/acme-globex", above / "two" / "charters" / "acme-globex")
    (above / "two" / "charter.toml").write_text('ignore = ["dangling-reference"]\n')
    return above / "one", above / "two"


@pytest.fixture(scope="module")
def session(folders: tuple[Path, Path]) -> Iterator[Editor]:
    editor = Editor(*folders)
    yield editor
    code = editor.end()
    assert code == 0, editor.log


@pytest.fixture
def acme(session: Editor, folders: tuple[Path, Path]) -> Iterator[str]:
    uri = session.open(folders[0] / "charters/acme-globex/charter.yaml")
    assert session.found(uri) == []
    yield uri
    session.close(uri)


@pytest.fixture
def northwind(session: Editor, folders: tuple[Path, Path]) -> Iterator[str]:
    uri = session.open(folders[0] / "charters/northwind-contoso/charter.yaml")
    yield uri
    session.close(uri)


# what is marked


def test_what_lint_finds_is_marked_while_it_is_typed(session: Editor, acme: str) -> None:
    place = place_of(FIRST, "globex, kind")
    session.type(acme, "globax", place, (place[0], place[1] + 6))
    found = session.found(acme)
    assert [one["code"] for one in found] == ["one-sided-commitments", "dangling-reference"]
    mark = found[1]
    assert mark["range"] == {"start": at(place), "end": at((place[0], place[1] + 6))}
    assert mark["message"] == 'there is no party "globax"\ndid you mean "globex"?'
    assert (mark["severity"], mark["source"]) == (1, "charter")
    session.type(acme, "globex", place, (place[0], place[1] + 6))
    assert session.found(acme) == []


def test_it_is_what_lint_says_of_the_same_text(session: Editor, acme: str, charter, tmp_path: Path) -> None:
    text = FIRST.replace("technology", "no").replace("[no-retyping]", "[typing]").replace("tier: 1", "tier: 4")
    session.type(acme, text)
    found = session.found(acme)
    home = tmp_path / "charters" / "acme-globex"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_text(text)
    shutil.copy(ROOT / "program.yaml", tmp_path)
    lint = charter("lint", "--format", "json", "--today", "2026-11-21", cwd=tmp_path)
    said = json.loads(lint.stdout)["findings"]
    assert len(said) > 1
    assert [(one["code"], one["message"].partition("\n")[0]) for one in found] == [
        (one["rule"], one["message"]) for one in said
    ]
    starts = [(one["start"]["line"] - 1, one["start"]["column"] - 1) for one in said]
    assert [tuple(one["range"]["start"].values()) for one in found] == starts  # no wide letters before any


MEASURE = {"utf-8": lambda part: len(part.encode()), "utf-16": lambda part: len(part.encode("utf-16-le")) // 2}
WIDE = FIRST.replace("{id: no-retyping, for: customers", '{done_when: "🎉漢🎉", for: nobodi, id: no-retyping')


@pytest.mark.parametrize(("unit", "wider"), [("utf-8", 8), ("utf-32", 0)])
def test_a_mark_stands_behind_wide_letters_where_the_editor_counts(folders, unit: str, wider: int) -> None:
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    editor = Editor(folders[0], able={**FULL, **watching, "general": {"positionEncodings": ["utf-7", unit]}})
    assert editor.able["positionEncoding"] == unit
    counted(editor, editor.open(folders[0] / "charters/acme-globex/charter.yaml"), unit, wider)
    (asked,) = editor.told  # to be told of what changes on the disk, by others
    (wish,) = asked["params"]["registrations"]
    assert (asked["method"], wish["method"]) == ("client/registerCapability", "workspace/didChangeWatchedFiles")
    assert editor.end() == 0


def test_a_mark_stands_behind_wide_letters_in_utf_16(session: Editor, acme: str) -> None:
    counted(session, acme, "utf-16", 2)


def counted(editor: Editor, uri: str, unit: str, wider: int) -> None:
    """A finding behind wide letters is marked, and a change there is made, where this unit has it."""
    editor.type(uri, WIDE)
    (mark,) = (one for one in editor.found(uri) if "nobodi" in one["message"])
    line = next(row for row in WIDE.split("\n") if "nobodi" in row)
    before = line[: line.index("nobodi")]
    start = mark["range"]["start"]
    assert start["character"] == MEASURE.get(unit, len)(before) == len(before) + wider
    place = (start["line"], start["character"])
    editor.type(uri, "customers", place, (place[0], place[1] + len("nobodi")))
    assert not [one for one in editor.found(uri) if "nobodi" in one["message"]]


def test_what_is_typed_into_the_people_changes_the_terms_and_back(session: Editor, northwind: str, folders) -> None:
    assert session.found(northwind) == []
    path = folders[0] / "charters/northwind-contoso/people/northwind.yaml"
    people = session.open(path)
    before = path.read_text()
    session.type(people, before.replace("  sponsor:", "  sponsors:"))
    assert session.found(northwind, again=True) != []
    session.close(people)  # unsaved words go with it
    assert session.found(northwind, again=True) == []


def test_what_two_places_contradict_is_shown_at_both(session: Editor, acme: str) -> None:
    session.type(acme, FIRST.replace("  crawl:\n", "  crawl:\n    end: 2027-03-18\n"))
    (mark,) = (one for one in session.found(acme) if one.get("relatedInformation"))
    (other,) = mark["relatedInformation"]
    assert other["location"]["uri"] == acme
    assert other["message"] == "it stands here first"
    assert other["location"]["range"]["start"]["line"] < mark["range"]["start"]["line"]


def test_a_comment_that_silences_nothing_is_faded(session: Editor, acme: str) -> None:
    session.type(acme, FIRST.replace("goals:\n", "# charter: ignore[dangling-reference] later\ngoals:\n"))
    (mark,) = session.found(acme)
    assert (mark["code"], mark["tags"]) == ("unused-suppression", [1])


def test_each_repository_has_its_own_settings(session: Editor, acme: str, folders) -> None:
    other = session.open(folders[1] / "charters/acme-globex/charter.yaml")
    text = FIRST.replace("for: acme", "for: acne")
    session.type(other, text)
    assert "dangling-reference" not in session.rules(other)
    session.type(acme, text)
    assert "dangling-reference" in session.rules(acme)
    session.close(other)


def test_settings_that_cannot_be_used_are_told_once_and_end_nothing(session: Editor, acme: str, tmp_path: Path) -> None:
    home = tmp_path / "charters" / "acme-globex"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_text(FIRST)
    (tmp_path / "charter.toml").write_text("fail-on = 7\n")
    uri = session.open(home / "charter.yaml")
    assert session.request("hover", uri, (1, 1)) is not None
    while not session.told:
        session.hear()
    assert "fail-on is 7" in session.told[0]["params"]["message"]
    session.type(uri, FIRST.replace("tier: 1", "tier: 8"))
    session.type(acme, FIRST + "\n")
    session.found(acme)  # of the same check
    (tmp_path / "charter.toml").unlink()
    session.type(uri, FIRST.replace("tier: 1", "tier: 9"))
    assert session.rules(uri) == ["schema-violation"]
    assert len(session.told) == 1
    session.close(uri)


def test_a_file_of_something_else_is_left_alone(session: Editor, folders) -> None:
    for name, text in (("docker-compose.yml", "services: {}\n"), ("charters/acme-globex/notes.yaml", "- a\n")):
        uri = session.open(folders[0] / name, text)
        assert session.found(uri) == []
        assert session.request("hover", uri, (0, 1)) is None
        assert session.request("completion", uri, (0, 0)) is None
        assert session.request("definition", uri, (0, 1)) == []
        session.close(uri)


def test_outside_of_a_repository_only_the_shape_is_judged(session: Editor, folders) -> None:
    path = folders[0].parent / "lone" / "charter.yaml"
    uri = session.open(path, FIRST.replace("for: acme", "for: acne").replace("tier: 1", "tier: 9"))
    assert session.rules(uri) == ["schema-violation"]
    session.close(uri)
    untitled = folders[0].parent / "lone" / "draft.yaml"
    uri = session.open(untitled, "# a remark\ncharter: 1\nxyz: 2\n")
    assert set(session.rules(uri)) == {"schema-violation", "unknown-key"}
    session.close(uri)


def test_a_program_an_answer_and_a_decision_are_judged(session: Editor, folders) -> None:
    uri = session.open(folders[0] / "program.yaml")
    session.type(uri, (folders[0] / "program.yaml").read_text() + "\nnonsense: 1\n")
    assert session.rules(uri) == ["unknown-key"]
    session.close(uri)
    home = folders[0] / "charters/northwind-contoso"
    for folder, key in (("evidence", "phase:"), ("decisions", "step:"), ("consents", "says:")):
        path = next((home / folder).glob("*.yaml"))
        uri = session.open(path)
        session.type(uri, path.read_text().replace(key, key.replace(":", "s:")))
        assert "unknown-key" in session.rules(uri)
        session.close(uri)


def test_a_file_that_is_deleted_or_no_text_hurts_nobody(session: Editor, folders) -> None:
    home = folders[0] / "charters" / "gone"
    (home / "people").mkdir(parents=True)
    (home / "people" / "acme.yaml").write_bytes(b"people: 1\nparty: acme \xff\n")
    (home / "people" / "globex.yaml").symlink_to("nowhere.yaml")
    (home / "charter.yaml").write_text(FIRST.replace("acme-globex", "gone"))
    uri = session.open(home / "charter.yaml")
    assert session.found(uri) == []
    broken = session.open(home / "people" / "acme.yaml", "people: 1\nparty: acme\n")
    assert session.found(broken) == []
    session.close(broken)
    (home / "charter.yaml").unlink()
    (home / "people" / "acme.yaml").unlink()
    session.tell("textDocument/didSave", textDocument={"uri": uri})
    assert session.found(uri, again=True) == []
    session.tell("workspace/didChangeWatchedFiles", changes=[{"uri": broken, "type": 3}])
    assert session.found(uri, again=True) == []
    session.close(uri)
    shutil.rmtree(home)


def test_a_large_file_is_told_and_waits_for_nobody(session: Editor, acme: str) -> None:
    session.type(acme, FIRST + "# " + "x" * (1 << 20))
    (mark,) = session.found(acme)
    assert mark["message"].startswith("the file has more than 1,048,576 bytes")
    assert session.request("hover", acme, (1, 1)) is None
    session.type(acme, FIRST + "# " + "x" * 900_000)
    assert session.found(acme) == []


HOSTILE = [
    "title: \x1b[31m\u202e🎉",
    'title: "\ud83d"',
    "title: a\u2028b\u0085c\x0bd",
    "\ufeffcharter: 1",
    "charter: 1\r\nid: 🎉\r\n",
    "a: [" + "[" * 200,
    "'" * 999,
    "- a\n b: {c\n",
    "",
    "\x00",
    "# charter: ignore[" + "a," * 300,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_a_hostile_text_gets_an_answer_to_every_question(session: Editor, acme: str, text: str) -> None:
    session.type(acme, text)
    for line, column in ((0, 0), (0, 7), (1, 3), (99, 99)):
        for question in ("hover", "completion", "definition"):
            session.request(question, acme, (line, column))
        session.request("references", acme, (line, column), context={"includeDeclaration": True})
    session.ask("textDocument/documentSymbol", textDocument={"uri": acme})
    everywhere = {"start": at((0, 0)), "end": at((99, 0))}
    session.ask("textDocument/codeAction", textDocument={"uri": acme}, range=everywhere, context={"diagnostics": []})
    assert all("\x1b" not in mark["message"] and "\u202e" not in mark["message"] for mark in session.found(acme))


def test_documents_that_lie_nowhere_are_judged_by_their_shape(session: Editor, acme: str, folders) -> None:
    for uri in ("untitled:Untitled-1", f"{folders[0].as_uri()}/%00/charter.yaml", "::::"):
        session.hold(uri, "charter: 1\nxyz: 2\n")
        assert "unknown-key" in session.rules(uri)
        assert session.request("hover", uri, (0, 1)) is not None
        assert session.request("completion", uri, (2, 0))["items"]
        session.close(uri)
    session.type(acme, FIRST + "\n")
    assert session.found(acme) == []


def test_lines_are_the_editors_where_python_would_see_more(session: Editor, acme: str) -> None:
    session.type(acme, "# a\u2028b\x0cc\u0085d\ncharter: 1\nid: x\n" + FIRST.partition("revision")[2])
    session.type(acme, "", (0, 0), (3, 0))
    session.type(acme, FIRST.partition("tier: 1")[0], (0, 0), (0, 0))
    hover = session.request("hover", acme, (1, 1))
    assert hover["contents"]["value"].startswith("**Id** `id`, needed")


def test_a_crash_in_a_check_is_logged_and_the_next_check_is_made(folders) -> None:
    program = (
        "import charter.engine as engine, sys\n"
        "whole = engine.lint_files\n"
        "def judged(reads, *rest):\n"
        "    if any('crash' in item.document.text for item in reads):\n"
        "        raise RuntimeError('a bug of ours')\n"
        "    return whole(reads, *rest)\n"
        "engine.lint_files = judged\n"
        "from charter.cli import main\n"
        "sys.exit(main())\n"
    )
    editor = Editor(folders[0], able={}, program=program)
    assert editor.able["positionEncoding"] == "utf-16"  # nobody wished for another
    uri = editor.open(folders[0] / "charters/acme-globex/charter.yaml", FIRST + "# crash\n")
    other = editor.open(folders[0] / "charters/northwind-contoso/charter.yaml")
    assert editor.found(other) == []  # of the same check
    assert editor.request("completion", uri, (0, 0))["items"]
    editor.type(uri, WIDE)
    assert "dangling-reference" in editor.rules(uri)
    assert editor.vanish() == 1  # it left without a goodbye
    assert "a bug of ours" in editor.log


# what is shown


def shown(session: Editor, uri: str, text: str, words: str, *, inside: int = 1) -> str:
    hover = session.request("hover", uri, place_of(text, words, inside=inside))
    return hover["contents"]["value"] if hover else ""


@pytest.mark.parametrize("words", ["Two integration engineers", "Northwind's customers wait", "  - {option"])
def test_nothing_is_shown_for_free_words_and_between_them(session: Editor, northwind: str, words: str) -> None:
    assert shown(session, northwind, FULL_ONE, words, inside=2 if words[0] != " " else 1) == ""


@pytest.mark.parametrize(
    ("words", "start", "parts"),
    [
        ("kind: engineering", "**Kind** `kind`, needed", ["What sort of promise.", "`revenue-share`"]),
        ("engineering", "**Kind** `kind`, needed", ["One of `money`"]),
        ("decide_by", "**Decide by** `decide_by`", ["A date such as 2027-03-05."]),
        ("commitments:", "**Commitments** `commitments`", ["The value exchange"]),
        ("onboarding_hours, targets", "**metric** `onboarding_hours`", ["- unit: hours", "- source.system: Zendesk"]),
        ("northwind.delivery", "**role** `northwind.delivery`", ["Ida Holm", "in `people/northwind.yaml`"]),
        ("[faster-start]", "**goal** `faster-start`", ["- outcome: First shipment"]),
        ("northwind:\n    name", "**party** `northwind`", ["- name: Northwind Logistics GmbH"]),
    ],
)
def test_what_a_word_is_is_shown(session: Editor, northwind: str, words: str, start: str, parts: list[str]) -> None:
    page = shown(session, northwind, FULL_ONE, words)
    assert page.startswith(start)
    assert [part for part in parts if part not in page] == []


def test_the_page_of_a_rule_is_shown_at_its_finding_and_in_a_comment(session: Editor, acme: str) -> None:
    text = FIRST.replace("for: acme", "for: acne").replace("goals:\n", "goals: # charter: ignore[no-exit-criteria] x\n")
    session.type(acme, text)
    assert "## How to settle it with the partner" in shown(session, acme, text, "acne")
    assert shown(session, acme, text, "no-exit-criteria").startswith("**no-exit-criteria**")


def test_words_of_the_other_company_do_nothing_in_a_hover(session: Editor, acme: str) -> None:
    attack = "'[x](command:evil) ![](http://e.example/i.png) <img src=x> http://e.example **b** `c` @all'"
    text = FIRST.replace("Acme Ltd", attack).replace("globex: {", '"glo`<b>bex": {')
    session.type(acme, text)
    page = shown(session, acme, text, "from: acme", inside=7)
    from cmarkgfm import github_flavored_markdown_to_html

    html = github_flavored_markdown_to_html(page)
    assert "evil" in html
    assert not any(tag in html for tag in ("<a ", "<img", "<b>", "href="))


# what is offered


def offered(session: Editor, uri: str, text: str) -> list[str]:
    before, _, after = text.partition("▮")
    session.type(uri, before + after)
    answer = session.request("completion", uri, place_of(text, "▮"))
    return [item["label"] for item in answer["items"]] if answer else []


@pytest.mark.parametrize(
    "text",
    [
        "# a remark ▮",
        "title: some words ▮",
        "purpose:\n  why: |\n    words ▮",
        'title: "a"▮',
        "title: ▮",
        "# ignore[▮]",
    ],
)
def test_nothing_is_offered_in_remarks_and_free_words(session: Editor, acme: str, text: str) -> None:
    assert offered(session, acme, text) == []


def test_keys_are_offered_needed_ones_first_and_none_twice(session: Editor, acme: str) -> None:
    found = offered(
        session,
        acme,
        FIRST.replace("{id: sync, from: globex, kind: engineering, what: Build and run the sync app.,", "{id: sync, ▮"),
    )
    assert found[:4] == ["from", "kind", "what", "to"]
    assert not {"id", "serves"} & set(found)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("from: globex, kind: engineering", "from: ▮, kind: engineering"), ["acme", "globex"]),
        (
            ("from: globex, kind: engineering, what: Build and run the sync app., serves: [no-retyping]}", "from: ▮"),
            ["acme", "globex"],
        ),
        (("serves: [no-retyping]", "serves: [▮]"), ["no-retyping", "keep-users", "be-found"]),
        (("no_go: end", "no_go: ▮"), ["end", "restart-crawl"]),
        (("[acme.sponsor, globex.sponsor]", "[acme.sponsor, ▮"), ["acme.sponsor"]),
        (("invoked_by: any", "invoked_by: ▮"), ["acme", "globex", "any", "other"]),
        (("tier: 1", "tier: ▮"), ["1", "2", "3"]),
        (("tier: 1", "conditions: [{blocks: ▮"), ["crawl", "walk", "run"]),
    ],
)
def test_names_and_words_are_offered_in_half_a_line(session: Editor, acme: str, change, expected) -> None:
    assert FIRST.count(change[0]) == 1
    assert offered(session, acme, FIRST.replace(*change)) == expected


def test_rules_are_offered_in_a_comment_that_silences(session: Editor, acme: str) -> None:
    found = offered(session, acme, FIRST.replace("goals:\n", "# charter: ignore[no-exit-criteria, ▮\ngoals:\n"))
    assert "dangling-reference" in found
    assert not {"no-exit-criteria", "schema-violation"} & set(found)


def test_roles_of_the_people_are_offered(session: Editor, northwind: str, folders) -> None:
    assert "contoso.support" in offered(
        session, northwind, FULL_ONE.replace("owner: northwind.delivery", "owner: ▮", 1)
    )
    path = folders[0] / "charters/northwind-contoso/people/northwind.yaml"
    people = session.open(path)
    found = offered(session, people, path.read_text().replace("signatories: [sponsor]", "signatories: [▮]"))
    assert set(found) == {"sponsor", "relationship", "delivery", "integration", "support"}
    nobody = "people: 1\nparty: contoso\nroles:\n  sponsor: []\n  ▮\n"
    assert {"finance", "delivery"} <= set(found := offered(session, people, nobody))  # as the terms need them
    assert "sponsor" not in found
    session.close(people)


def test_customers_and_triggers_are_offered_in_the_record_and_lead_to_the_terms(session: Editor, folders) -> None:
    home = folders[0] / "charters/northwind-contoso"
    answer = session.open(home / "evidence" / "new.yaml", "")
    found = offered(session, answer, "evidence: 1\nphase: crawl\ncases:\n  - {customer: ▮, answer: ")
    assert found == ["Helio 3PL", "Brandt Lager"]
    assert offered(session, answer, "evidence: 1\ncases:\n  - {answer: ▮}") == ["yes", "no"]
    session.close(answer)
    decision = session.open(home / "decisions" / "0099.yaml", "")
    found = offered(session, decision, "decision: 1\ntrigger: ▮")
    assert found == ["no-adoption", "breach", "convenience", "change-of-control"]
    session.type(decision, "decision: 1\ntrigger: breach\n")
    (place,) = session.request("definition", decision, (1, 12))
    assert place["range"]["start"]["line"] == place_of(FULL_ONE, "id: breach")[0]
    session.close(decision)


def test_a_choice_replaces_what_was_typed(session: Editor, acme: str) -> None:
    text = FIRST.replace("kind: engineering", "kind: engi")
    session.type(acme, text)
    place = place_of(text, "engi", inside=4)
    answer = session.request("completion", acme, place)
    item = next(item for item in answer["items"] if item["label"] == "engineering")
    assert item["textEdit"] == {
        "newText": "engineering",
        "range": {"start": at((place[0], place[1] - 4)), "end": at(place)},
    }
    assert "What sort of promise." in item["documentation"]["value"]


def test_a_name_that_is_no_word_is_not_offered(session: Editor, acme: str) -> None:
    text = FIRST.replace("id: be-found", 'id: "x], evil: [y"').replace("serves: [no-retyping]", "serves: [▮]")
    assert offered(session, acme, text) == ["no-retyping", "keep-users"]


# where it stands


def found_at(session: Editor, question: str, uri: str, text: str, words: str, **more) -> list[tuple[str, int]]:
    places = session.request(question, uri, place_of(text, words, inside=1), **more)
    return [(place["uri"].rpartition("northwind-contoso/")[2], place["range"]["start"]["line"]) for place in places]


def test_a_name_leads_to_where_it_is_given(session: Editor, northwind: str) -> None:
    def line(words: str) -> int:
        return place_of(FULL_ONE, words)[0]

    go = [
        ("onboarding_hours, targets", "charter.yaml", line("onboarding_hours:\n")),
        ("northwind.delivery", "people/northwind.yaml", 6),
        ("[faster-start]", "charter.yaml", line("{id: faster-start")),
        ("walk                         # owed", "charter.yaml", line("  walk:\n")),
    ]
    for words, path, expected in go:
        assert found_at(session, "definition", northwind, FULL_ONE, words) == [(path, expected)]
    assert found_at(session, "definition", northwind, FULL_ONE, "Two integration engineers") == []


def test_a_role_that_nobody_holds_yet_leads_to_its_party(session: Editor, acme: str) -> None:
    (place,) = session.request("definition", acme, place_of(FIRST, "globex.sponsor", inside=9))
    assert place["range"]["start"]["line"] == place_of(FIRST, "  globex: {")[0]
    page = shown(session, acme, FIRST, "globex.sponsor")
    assert page.startswith("`globex.sponsor`: nobody holds this role yet\n\n**party** `globex`")


def test_the_people_lead_back_to_the_terms(session: Editor, northwind: str, folders) -> None:
    path = folders[0] / "charters/northwind-contoso/people/northwind.yaml"
    people = session.open(path)
    text = path.read_text()
    assert found_at(session, "definition", people, text, "northwind\n") == [
        ("charter.yaml", place_of(FULL_ONE, "northwind:\n    name")[0])
    ]
    used = found_at(session, "references", people, text, "delivery:", context={"includeDeclaration": False})
    assert used
    assert {where for where, _ in used} >= {"charter.yaml"}
    assert ("people/northwind.yaml", place_of(text, "delivery:")[0]) not in used
    session.close(people)


def test_every_use_of_a_metric_is_found_in_every_file(session: Editor, northwind: str) -> None:
    used = found_at(
        session, "references", northwind, FULL_ONE, "onboarding_hours:\n", context={"includeDeclaration": True}
    )
    assert len({where for where, _ in used}) > 1
    assert ("charter.yaml", place_of(FULL_ONE, "onboarding_hours:\n")[0]) in used


def test_the_outline_has_the_sections_and_what_they_name(session: Editor, acme: str) -> None:
    session.type(acme, FIRST.replace("{id: be-found, for: globex", "{for: globex, id: be-found"))
    rows = session.ask("textDocument/documentSymbol", textDocument={"uri": acme})
    names = {row["name"]: [inner["name"] for inner in row["children"]] for row in rows}
    assert names["goals"] == ["no-retyping", "keep-users", "be-found"]
    assert names["parties"] == ["acme", "globex"]
    assert names["phases"] == ["crawl"]
    assert names["title"] == []


# what can be done


def actions(session: Editor, uri: str, first: int, last: int, **context) -> list[dict]:
    stretch = {"start": at((first, 0)), "end": at((last, 0))}
    return session.ask(
        "textDocument/codeAction", textDocument={"uri": uri}, range=stretch, context={"diagnostics": [], **context}
    )


def applied(text: str, action: dict) -> str:
    (change,) = action["edit"]["documentChanges"]
    lines = text.split("\n")
    for edit in reversed(change["edits"]):
        start, end = edit["range"]["start"], edit["range"]["end"]
        head = "\n".join([*lines[: start["line"]], lines[start["line"]][: start["character"]]])
        tail = "\n".join([lines[end["line"]][end["character"] :], *lines[end["line"] + 1 :]])
        lines = (head + edit["newText"] + tail).split("\n")
    return "\n".join(lines)


def test_a_fix_that_is_certain_is_preferred_and_one_that_is_not_says_so(session: Editor, acme: str) -> None:
    text = FIRST.replace('ask: "Did each pilot stop retyping?"', "ask: yes").replace("engineering", "enginering")
    session.type(acme, text)
    before = [one["code"] for one in session.found(acme)]
    fixes = [one for one in actions(session, acme, 0, 99) if one["title"].startswith("fix ")]
    assert [(one["title"], one.get("isPreferred")) for one in fixes] == [
        ("fix schema-violation: write engineering (may change what it means)", None),
        ('fix ambiguous-scalar: write "yes"', True),
    ]
    for one in fixes:
        (mark,) = one["diagnostics"]
        session.type(acme, applied(text, one))
        assert session.rules(acme) == [code for code in before if code != mark["code"]]


def test_what_was_recorded_is_not_rewritten(session: Editor, folders) -> None:
    path = next((folders[0] / "charters/northwind-contoso/decisions").glob("*.yaml"))
    uri = session.open(path)
    session.type(uri, path.read_text().replace("step:", "stepp:"))
    marks = session.found(uri)
    assert "unknown-key" in [one["code"] for one in marks]
    assert [one for one in actions(session, uri, 0, 99) if one["title"].startswith("fix ")] == []
    session.close(uri)


def test_everything_that_is_certain_is_fixed_at_once_where_that_is_asked_for(session: Editor, acme: str) -> None:
    session.type(acme, FIRST)
    assert actions(session, acme, 0, 99, only=["source.fixAll"]) == []
    text = FIRST.replace('ask: "Did each pilot stop retyping?"', "ask: 2027").replace("Acme Ltd", "1_000")
    session.type(acme, text)
    (whole,) = actions(session, acme, 0, 0, only=["source.fixAll.charter"])
    assert whole["kind"] == "source.fixAll.charter"
    session.type(acme, applied(text, whole))
    assert not [one for one in session.found(acme) if one["code"] == "ambiguous-scalar"]
    assert [one["kind"] for one in actions(session, acme, 0, 99) if one["kind"].startswith("source")] == []


def test_a_finding_is_silenced_once_there_is_a_reason(session: Editor, acme: str) -> None:
    text = FIRST.replace("for: acme", "for: acne")
    session.type(acme, text)
    line = place_of(text, "acne")[0]
    (silence,) = (one for one in actions(session, acme, line, line) if one["title"].startswith("silence dangling"))
    silent = applied(text, silence)
    assert silent.split("\n")[line] == "  # charter: ignore[dangling-reference] until=2027-02-20 "
    session.type(acme, silent)
    assert "suppression-without-reason" in session.rules(acme)
    assert [one for one in actions(session, acme, line, line) if "silence suppression" in one["title"]] == []
    session.type(acme, "we are renaming them", (line, len(silent.split("\n")[line])))
    assert "dangling-reference" not in session.rules(acme)


def test_an_id_that_is_not_the_folders_can_be_silenced(session: Editor, acme: str) -> None:
    session.type(acme, FIRST.replace("id: acme-globex", "id: acme-globe"))
    assert session.rules(acme) == ["id-differs-from-folder"]
    (silence,) = (one for one in actions(session, acme, 0, 99) if one["title"].startswith("silence"))
    assert silence["title"].startswith("silence id-differs-from-folder here until 2027-02-20")


def test_nothing_is_done_about_what_is_no_finding_and_what_cannot_be_silenced(session: Editor, acme: str) -> None:
    session.type(acme, FIRST.replace("tier: 1", "tier: 9"))
    assert session.rules(acme) == ["schema-violation"]
    assert actions(session, acme, 10, 99) == []
    assert [one for one in actions(session, acme, 0, 99) if one["title"].startswith("silence")] == []


def form(session: Editor, uri: str, text: str) -> str:
    session.type(uri, text)
    options = {"tabSize": 8, "insertSpaces": False}
    edits = session.ask("textDocument/formatting", textDocument={"uri": uri}, options=options)
    return applied(text, {"edit": {"documentChanges": [{"edits": edits}]}})


def test_a_file_is_brought_into_the_form_of_fmt_and_no_further(session: Editor, acme: str, charter, tmp_path) -> None:
    assert form(session, acme, FIRST) == FIRST
    half = FIRST.replace("goals:", "goals: [")
    assert form(session, acme, half) == half
    lines = FIRST.replace("tier: 1\npattern: technology", "pattern: technology  # 🎉\ntier:   1").replace(
        "  acme:", "    acme:"
    )
    wild = lines.replace("  globex: {n", "    globex: {n") + "\n\n"
    home = tmp_path / "charters" / "acme-globex"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_text(wild)
    assert charter("fmt", cwd=tmp_path).returncode in (0, 1)
    assert (home / "charter.yaml").read_text() != wild
    assert form(session, acme, wild) == (home / "charter.yaml").read_text()


# how it starts


def test_without_its_packages_it_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['pygls'] = None\nfrom charter.cli import main\nsys.exit(main(['lsp']))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, input="")
    assert done.returncode == 2
    assert "pip install 'partnership-charter[lsp]'" in done.stderr
    assert done.stdout == ""


def test_other_verbs_never_import_what_speaks_the_protocol(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom charter.cli import main\nmain(['rules'])\n"
        "sys.exit(bool({'pygls', 'lsprotocol', 'charter.lsp'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.DEVNULL).returncode == 0
