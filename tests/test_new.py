"""`charter new`: drafts that lint clean, hold hostile words in place, and never replace anything."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from charter.acts.drafting import drafted, patterns, peopled, program_of
from charter.document import read
from charter.draft import Request, first_day, plan_from
from charter.draft.request import line, reason, sides_of
from charter.engine import lint_text
from charter.errors import UsageError
from charter.resources import resource
from charter.rules import Stage

CHARTER = Path(sys.executable).with_name("charter")
TODAY = date(2026, 12, 1)

PATTERNS = (
    "co-delivery", "co-marketing", "distribution", "embedded", "joint-development", "marketplace", "referral", "resell",
    "technology",
)  # fmt: skip

TWO = {"acme": "Acme", "globex": "Globex"}
THREE = {**TWO, "initech": "Initech"}


def charter(*arguments: str, cwd: Path, said: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(CHARTER), *arguments, "--today", TODAY.isoformat()],
        cwd=cwd,
        input=said or "",
        capture_output=True,
        text=True,
        check=False,
    )


def text_of(pattern: str, tier: int, named: dict[str, str] = TWO, **more: object) -> str:
    request = Request("-".join(named), tier, pattern, sides_of("-".join(named), named), **more)  # type: ignore[arg-type]
    return drafted(Path("/nowhere"), request, None, TODAY)


def findings(text: str, stage: str = "draft") -> list[str]:
    report = lint_text(text, today=TODAY, stage=stage)  # type: ignore[arg-type]
    return [f"{found.span.start.line}: {found.rule} {found.message}" for found in report.findings]


def test_there_is_a_draft_for_every_pattern_of_the_format() -> None:
    assert tuple(patterns()) == PATTERNS


@pytest.mark.parametrize("named", [TWO, THREE], ids=["two parties", "three parties"])
@pytest.mark.parametrize("tier", [1, 2, 3])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_draft_is_clean(pattern: str, tier: int, named: dict[str, str]) -> None:
    assert findings(text_of(pattern, tier, named)) == []


@pytest.mark.parametrize("named", [TWO, THREE], ids=["two parties", "three parties"])
@pytest.mark.parametrize("tier", [1, 2, 3])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_party_gives_and_every_goal_is_served_by_somebody_else(
    pattern: str, tier: int, named: dict[str, str]
) -> None:
    data: Any = read(text_of(pattern, tier, named).encode(), "").data
    given = [(row["from"], goal) for row in data["commitments"] for goal in row["serves"]]
    assert {giver for giver, _ in given} == set(named)
    unserved = [
        goal["id"]
        for goal in data["goals"]
        if not any(served == goal["id"] and giver != goal["for"] for giver, served in given)
    ]
    assert unserved == []


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_an_editor_with_the_schema_agrees(tier: int) -> None:
    schema = jsonschema.Draft202012Validator(json.loads(resource("schemas", "charter.schema.json").read_bytes()))
    for pattern in PATTERNS:
        document = read(text_of(pattern, tier).encode(), "charter.yaml").core()
        assert [error.message for error in schema.iter_errors(document)] == []


@pytest.mark.parametrize("tier", [1, 2, 3])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_draft_reads_well(pattern: str, tier: int) -> None:
    lines = text_of(pattern, tier).splitlines()
    assert [line for line in lines if len(line) > 112] == []
    assert [line for line in lines if line.rstrip() != line or "\t" in line or "$" in line] == []
    assert sum("replace" in line for line in lines) >= 4
    if tier == 1:
        assert len(lines) <= 58


def test_the_smallest_draft_is_the_one_of_the_format() -> None:
    data = read(text_of("technology", 1).encode(), "charter.yaml").data
    assert data is not None
    assert list(data) == [
        "charter", "id", "revision", "title", "tier", "pattern", "purpose", "parties", "goals", "commitments", "phases",
        "exit",
    ]  # fmt: skip
    assert data["phases"] == {
        "crawl": {
            "start": "2027-02-01",
            "end": "2027-03-12",
            "gate": {
                "decide_by": "2027-03-26",
                "decided_by": ["acme.sponsor", "globex.sponsor"],
                "criteria": [
                    {"id": "worked", "ask": "Did each pilot customer stop retyping?", "of": "customers", "needs": "all"}
                ],
                "no_go": "end",
            },
        }
    }
    assert [row["id"] for row in data["goals"]] == ["no-retyping", "keep-users", "be-found"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("today", "monday"),
    [("2026-12-01", "2027-02-01"), ("2026-12-07", "2027-02-01"), ("2026-12-08", "2027-02-08")],
)
def test_starts_on_the_first_monday_in_eight_weeks(today: str, monday: str) -> None:
    assert first_day(date.fromisoformat(today)) == date.fromisoformat(monday)


def test_the_plan_follows_the_program(tmp_path: Path) -> None:
    (tmp_path / "program.yaml").write_text(
        "program: 1\nname: Slow\ndefaults:\n"
        "  crawl: {weeks: [10, 10], customers: [1, 1], improves: 30%}\n"
        "  walk: {weeks: [20, 30], customers: [20, 40], adoption: 80%}\n"
        "  run: {months: [12, 24], business_review: monthly}\n"
    )
    plan = plan_from(date(2027, 2, 1), program_of(tmp_path))
    assert (plan.crawl.start, plan.crawl.end, plan.crawl.decide_by) == (
        date(2027, 2, 1), date(2027, 4, 11), date(2027, 4, 25),
    )  # fmt: skip
    assert plan.walk.start == date(2027, 4, 26)
    assert (plan.pilots, plan.invited, plan.improves, plan.adoption, plan.months) == (1, 30, 30, 80, 24)
    assert plan.reviews == "monthly"


def test_a_pattern_of_the_program_starts_from_the_template_it_names(tmp_path: Path) -> None:
    (tmp_path / "program.yaml").write_text(
        "program: 1\nname: Crews\npatterns:\n  field-crews: {templates: co-delivery}\n  other: {templates: ../../x}\n"
    )
    answer = charter("new", "acme-globex", "--pattern", "field-crews", "--tier", "2", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    text = (tmp_path / "charters/acme-globex/charter.yaml").read_text(encoding="utf-8")
    assert "\npattern: field-crews " in text
    assert "id: crews" in text
    refused = charter("new", "acme-initech", "--pattern", "other", cwd=tmp_path)
    assert refused.returncode == 2
    assert 'there is no pattern "other"' in refused.stderr


def test_says_what_it_wrote_the_verdict_what_comes_next_and_the_cover(tmp_path: Path) -> None:
    answer = charter("new", "acme-globex", "--tier", "1", "--pattern", "technology", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    *wrote, verdict = answer.stdout.splitlines()[:4]
    rest = answer.stdout.splitlines()[4:]
    assert wrote == [
        "wrote charters/acme-globex/charter.yaml",
        "wrote charters/acme-globex/people/acme.yaml",
        "wrote charters/acme-globex/people/globex.yaml",
    ]
    assert verdict == "0 errors, 0 warnings in 1 file"
    following = " ".join(rest)
    proposed = findings((tmp_path / "charters/acme-globex/charter.yaml").read_text(encoding="utf-8"), "proposed")
    assert "before this can be proposed, the rules ask for " in following
    assert "(no-escalation-path)" in following
    assert any("no-escalation-path" in found for found in proposed)
    assert "  Acme and Globex sync" in rest
    lint = charter("lint", "--format", "concise", cwd=tmp_path)
    assert (lint.returncode, lint.stdout) == (0, "")


def test_the_preview_is_plain_text(tmp_path: Path) -> None:
    names = ("--party", "stark=Stark & Co #1", "--party", "wayne=*Wayne_")
    answer = charter("new", "stark-wayne", "--tier", "1", "--pattern", "technology", *names, cwd=tmp_path)
    _, _, preview = answer.stdout.partition("\n  Stark and Wayne sync\n\n")
    first, _, *_, last = preview.splitlines()
    assert first == "  A technology partnership between Stark & Co #1 and *Wayne_. Tier 1, self-serve."
    assert "\n  Next date: " in preview
    assert last == "the whole page: charter render stark-wayne --view cover"
    assert not any(sign in preview for sign in ("&amp;", "\\", "**", "`", "\n  >"))


@pytest.mark.skipif(sys.platform == "win32", reason="closes standard input as a POSIX shell does")
def test_a_closed_standard_input_is_no_terminal(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        closed = ["sh", "-c", '"$@" <&-', "sh", str(CHARTER), "new", *arguments]
        return subprocess.run(closed, cwd=tmp_path, capture_output=True, text=True, check=False)

    asked = run("acme-globex")
    assert (asked.returncode, asked.stderr.splitlines()[0]) == (
        2,
        "charter: say which kind of partnership it is: --pattern",
    )
    assert run("acme-globex", "--pattern", "technology").returncode == 0


def test_a_draft_that_can_be_proposed_hears_of_its_examples_and_of_signing(tmp_path: Path) -> None:
    answer = charter("new", "acme-globex", "--tier", "2", "--pattern", "co-delivery", cwd=tmp_path)
    text = (tmp_path / "charters/acme-globex/charter.yaml").read_text(encoding="utf-8")
    assert [found.split()[1] for found in findings(text, "proposed")] == ["example-left"]
    said = " ".join(answer.stdout.split())
    assert (
        f"ask for nothing more; {text.count('# replace')} remarks say where an example waits for your facts; "
        "before it is signed, they ask for 2 things: "
    ) in said
    assert "(example-left)" in said
    assert "(role-unowned)" in said


@pytest.mark.parametrize(
    "name",
    [
        'Ac"me', "Acme: Ltd", "Acme # not a remark", "{acme}", "[acme]", "*acme", "&acme", "!acme", "- acme", "? acme",
        "| acme", "> acme", "% acme", "@acme", "`acme`", "'acme'", "acme\\n", "null", "yes", "1234", "2027-03-05", "1e3",
        "0x1F", "22:30", "Łódź 株式会社 🦄", "acme, id: other", "# charter: ignore[no-pattern] because", "$a ${b}", "{{ 1 }}",
        "Acme\u00a0Ltd", "a" * 100, "true", "~",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tier", [1, 2])
def test_a_name_arrives_as_it_was_written(name: str, tier: int) -> None:
    text = text_of("technology", tier, {"acme": name, "globex": "Globex"}, title=name, why=reason(f"We do not. {name}"))
    found = [finding for finding in findings(text) if "why-missing-or-soft" not in finding]
    assert found == []
    data = read(text.encode(), "charter.yaml").data
    assert data is not None
    assert data["parties"]["acme"]["name"] == name  # type: ignore[call-overload,index]
    assert data["title"] == name
    assert set(data["parties"]) == {"acme", "globex"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the title is empty"),
        ("  \n ", "the title is empty"),
        ("two\nlines", "the title has to fit on one line"),
        ("a\tb", "the title has to fit on one line"),
        ("left\u202eright", "a character that nobody can see, U+202E"),
        ("zero\u200bwidth", "U+200B"),
        ("bell\x07", "U+0007"),
        ("next\x85line", "U+0085"),
        ("half \udc80", "U+DC80"),
        ("a" * 101, "has 101 characters"),
    ],
)
def test_a_line_that_hides_something_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words.replace("+", r"\+")):
        line(text, "the title")


def test_a_reason_of_several_lines_becomes_one_paragraph() -> None:
    text = text_of("referral", 1, why=reason('We do this for "one" thing: # only\n\n  and nothing else.  ' * 3))
    assert findings(text) == []
    assert "  why: |" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "say what the charter is called"),
        (["acme-globex"], "say which kind of partnership it is"),
        (["acme-globex", "--pattern", "resel"], "did you mean resell?"),
        (["acme-globex", "--pattern", "../repository/program"], "there is no pattern"),
        (["acme-globex", "--pattern", "resell", "--tier", "4"], "--tier"),
        (["acme-globex", "--pattern", "resell", "--start", "soon"], "'soon' is not a day such as 2027-03-05"),
        (["acme-globex", "--pattern", "resell", "--start", "9999-12-01"], "would outlast the calendar"),
        (["../acme-globex", "--pattern", "resell"], "is not an id"),
        (["acme/globex", "--pattern", "resell"], "is not an id"),
        (["Acme-Globex", "--pattern", "resell"], "is not an id"),
        (["acme", "--pattern", "resell"], '"acme" does not say who the parties are'),
        (["acme-acme", "--pattern", "resell"], "does not say who the parties are"),
        (["a-b-c", "--pattern", "resell"], "does not say who the parties are"),
        (["acme-no", "--pattern", "resell"], 'a party cannot be called "no": many programs read it as true or false'),
        (["acme-customers", "--pattern", "resell"], 'a party cannot be called "customers"'),
        (["acme-globex", "--pattern", "resell", "--party", "acme"], "is not ID=NAME"),
        (["acme-globex", "--pattern", "resell", "--party", "a=A", "--party", "a=B"], 'the party "a" is given twice'),
        (["acme-globex", "--pattern", "resell", "--party", "initech=I"], "does not say who the parties are"),
        (["acme-globex", "--pattern", "resell", "--owner", "Jana Brandt"], "is not a role"),
        (["acme-globex", "--pattern", "resell", "--owner", "initech.sales"], "none of the parties"),
    ],
)
def test_an_impossible_wish_is_refused_in_words_and_leaves_nothing(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    answer = charter("new", *arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert words in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_party_named_by_flag_keeps_its_place(tmp_path: Path) -> None:
    flags = ["--pattern", "referral", "--party", "globex=Globex BV", "--owner", "globex.alliances", "--tier", "1"]
    answer = charter("new", "acme-globex", *flags, cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[3] == "0 errors, 0 warnings in 1 file"
    data = read((tmp_path / "charters/acme-globex/charter.yaml").read_bytes(), "").data
    assert data is not None
    assert data["parties"] == {"acme": {"name": "Acme"}, "globex": {"name": "Globex BV"}}
    assert data["governance"] == {"owners": {"relationship": {"globex": "globex.alliances"}}}


@pytest.mark.parametrize("named", [TWO, THREE], ids=["two parties", "three parties"])
@pytest.mark.parametrize("tier", [1, 2, 3])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_people_files_leave_every_role_open_that_the_draft_uses(
    pattern: str, tier: int, named: dict[str, str]
) -> None:
    text = text_of(pattern, tier, named)
    files = peopled(text, TODAY)
    assert lint_text(text, today=TODAY, people=files, stage="draft").findings == ()
    assert list(files) == list(named)
    schema = jsonschema.Draft202012Validator(json.loads(resource("schemas", "people.schema.json").read_bytes()))
    for party, said in files.items():
        assert [error.message for error in schema.iter_errors(read(said.encode(), "").core())] == []
        assert [line for line in said.splitlines() if len(line) > 112 or line.rstrip() != line] == []
        data: Any = read(said.encode(), "").data
        roles = data.pop("roles")
        assert data == {"people": "1", "party": party, "signatories": ["sponsor"]}
        assert {"sponsor", "relationship", *re.findall(rf"\b{party}\.([a-z]+)", text)} == set(roles)
        assert all(seat == {"tbd": {"owner": party, "by": "2027-02-01"}} for seat in roles.values())


def test_a_role_that_is_still_open_is_told_once_at_signing_and_not_at_all_in_a_draft() -> None:
    text = text_of("technology", 1)
    people = peopled(text, TODAY)

    def told(stage: Stage, today: date = TODAY) -> list[tuple[str, str]]:
        report = lint_text(text, today=today, people=people, stage=stage)
        return [(f.rule, f.message) for f in report.findings if f.rule in ("open-point", "role-unowned")]

    assert told("draft") == []
    late = '"sponsor" is still open: acme was to decide by 2027-02-01, 1 day ago'
    assert ("open-point", late) in told("draft", date(2027, 2, 2))
    assert ("open-point", '"sponsor" is open: acme decides by 2027-02-01') in told("proposed")
    assert told("signing") == [
        ("role-unowned", "nobody holds acme.sponsor"),
        ("role-unowned", "nobody holds globex.sponsor"),
        ("open-point", '"relationship" is open: acme decides by 2027-02-01'),
        ("open-point", '"relationship" is open: globex decides by 2027-02-01'),
    ]


def test_the_line_in_the_remark_is_a_person_who_may_sign_at_once() -> None:
    text = text_of("technology", 1)
    files = peopled(text, TODAY)
    for party, said in files.items():
        sponsor = next(line.removeprefix("#   ") for line in said.splitlines() if line.startswith("#   "))
        sponsor = sponsor.replace("Jana", f"Jana of {party}")  # each side writes a person of its own
        relationship = f"relationship: [{{name: Omar of {party}, from: 2026-11-01}}]"
        files = {**files, party: f"{said.partition('roles:')[0]}roles:\n  {sponsor}\n  {relationship}\n"}
    report = lint_text(text, today=TODAY, people=files, stage="signing")
    assert [f.message for f in report.findings if f.path.startswith("people/") or f.rule == "role-unowned"] == []


def test_people_that_are_there_already_are_kept(tmp_path: Path) -> None:
    home = tmp_path / "charters" / "acme-globex"
    (home / "people").mkdir(parents=True)
    (home / "people" / "acme.yaml").write_text("mine\n")
    answer = charter("new", "acme-globex", "--pattern", "resell", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[:2] == [
        "wrote charters/acme-globex/charter.yaml",
        "wrote charters/acme-globex/people/globex.yaml",
    ]
    assert (home / "people" / "acme.yaml").read_text() == "mine\n"


def test_never_writes_people_through_a_link(tmp_path: Path) -> None:
    home, outside = tmp_path / "charters" / "acme-globex", tmp_path / "outside"
    outside.mkdir()
    home.mkdir(parents=True)
    (home / "people").symlink_to(outside)
    answer = charter("new", "acme-globex", "--pattern", "resell", cwd=tmp_path)
    assert answer.returncode == 2
    assert list(outside.iterdir()) == []
    assert not (home / "charter.yaml").exists()


def test_never_replaces_a_charter(tmp_path: Path) -> None:
    home = tmp_path / "charters" / "acme-globex"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_text("mine\n")
    answer = charter("new", "acme-globex", "--pattern", "resell", cwd=tmp_path)
    assert answer.returncode == 2
    assert "charters/acme-globex/charter.yaml exists already" in answer.stderr
    assert (home / "charter.yaml").read_text() == "mine\n"


def test_never_writes_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "root"
    (root / "charters").mkdir(parents=True)
    (root / "charters" / "acme-globex").symlink_to(outside)
    answer = charter("new", "acme-globex", "--pattern", "resell", cwd=root)
    assert answer.returncode == 2
    assert list(outside.iterdir()) == []


def test_the_draft_names_the_schema_only_where_there_is_one(tmp_path: Path) -> None:
    charter("new", "acme-globex", "--pattern", "resell", cwd=tmp_path)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "charter.schema.json").write_bytes(resource("schemas", "charter.schema.json").read_bytes())
    charter("new", "acme-initech", "--pattern", "resell", cwd=tmp_path)
    firsts = [
        (tmp_path / "charters" / name / "charter.yaml").read_text(encoding="utf-8").partition("\n")[0]
        for name in ("acme-globex", "acme-initech")
    ]
    assert firsts[0].startswith("# A draft: ")
    assert firsts[1] == "# yaml-language-server: $schema=../../schemas/charter.schema.json"


class Terminal:
    """A person at a terminal: waits for a question, types an answer."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.environ["TERM"] = "dumb"
            os.execv(CHARTER, [str(CHARTER), *arguments, "--today", TODAY.isoformat()])
        self.seen = ""

    def until(self, question: str) -> None:
        deadline = time.monotonic() + 60
        while question not in self.seen:
            if not select.select([self.master], [], [], max(0, deadline - time.monotonic()))[0]:
                raise AssertionError(f"no {question!r} in {self.seen!r}")
            self.seen += os.read(self.master, 4096).decode()
        self.seen = self.seen.partition(question)[2]

    def types(self, question: str, answer: str) -> None:
        self.until(question)
        os.write(self.master, answer.encode())

    def ends(self, key: str = "") -> tuple[int, str]:
        """Wait for the end; press a key until it comes, as people do: one press may fall between two prompts."""
        while True:
            while not select.select([self.master], [], [], 1)[0]:
                os.write(self.master, key.encode())
            try:
                piece = os.read(self.master, 4096)
            except OSError:  # Linux: the other end is closed
                break
            if not piece:
                break
            self.seen += piece.decode()
        os.close(self.master)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), self.seen


def test_interviews_a_person(tmp_path: Path) -> None:
    person = Terminal("new", cwd=tmp_path)
    person.types("name of the charter", "Acme Globex\n")
    person.until("is not an id")
    person.types("name of the charter", "acme-globex\n")
    person.types("name of acme [Acme]: ", "Acme Ltd\n")
    person.types("name of globex [Globex]: ", "\n")
    person.types("tier [1]: ", "5\n")
    person.until("write 1, 2 or 3")
    person.types("tier [1]: ", "2\n")
    person.types("kind of partnership [technology]: ", "referral\n")
    person.types("why, in one or two sentences", "Clients ask us both, and nobody answers. We do only this.\n")
    person.types("first day [2027-02-01]: ", "\n")
    code, seen = person.ends()
    assert (code, "0 errors, 0 warnings in 1 file" in seen) == (0, True)
    data = read((tmp_path / "charters/acme-globex/charter.yaml").read_bytes(), "").data
    assert data is not None
    assert (data["tier"], data["pattern"]) == ("2", "referral")
    assert data["parties"]["acme"]["name"] == "Acme Ltd"  # type: ignore[call-overload,index]
    assert data["purpose"]["why"].split()[:3] == ["Clients", "ask", "us"]  # type: ignore[call-overload,index,union-attr]


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 2)], ids=["Ctrl-C", "Ctrl-D"])
def test_an_interview_that_is_broken_off_writes_nothing(tmp_path: Path, key: str, code: int) -> None:
    person = Terminal("new", cwd=tmp_path)
    person.types("name of the charter", "acme-globex\n")
    person.until("name of acme [Acme]: ")
    answer, seen = person.ends(key)
    assert answer == code
    assert "Traceback" not in seen
    assert list(tmp_path.iterdir()) == []


def test_flags_on_a_terminal_ask_nothing(tmp_path: Path) -> None:
    code, seen = Terminal("new", "acme-globex", "--pattern", "resell", cwd=tmp_path).ends()
    assert (code, "wrote charters/acme-globex/charter.yaml" in seen) == (0, True)
