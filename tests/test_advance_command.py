"""`charter advance`: every step of the table from the right state, and a refusal in plain words from every wrong one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from stories import CHANGES, DONE, ID, INVITED, PERSONS, TOLD, Story, story

from charter.check.checking import record_objections
from charter.check.recording import read_record
from charter.cli import main
from charter.lifecycle.replay import replay
from charter.lifecycle.steps import TABLE

WRITER = "northwind.relationship"
WAIVED = [
    "--reason", "The scanners came late.", "--risk-of-granting", "Support load doubles.",
    "--risk-of-refusing", "Two pilots are lost.", "--until", "2026-09-30",
]  # fmt: skip
REASON = ["--reason", "We talked about it on Monday."]
Advance = Callable[..., tuple[int, str, str]]


def each(option: str, values: Any) -> list[str]:
    return [word for value in values for word in (option, value)]


WALKERS = each("--customer", INVITED)
CLOSED = [*each("--done", (f"{item}={day}" for item, day in DONE.items())), *(f"--{key}={TOLD[key]}" for key in TOLD)]


@pytest.fixture
def advance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Advance:
    """`advance(step, arguments…, day=…)` as the console script runs it, in the folder of the story that was told."""
    monkeypatch.chdir(tmp_path)

    def run(step: str, *arguments: str, day: str, by: str = WRITER) -> tuple[int, str, str]:
        code = main(["advance", ID, step, "--as", by, "--today", day, *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def paused(point: str, day: str) -> Story:
    told = story(point)
    told.decide("pause", point, "paused", day)
    told.approve(day)
    return told


def revised(point: str, day: str) -> Story:
    """Revision 2 is signed by all, and not yet in force."""
    told = story(point)
    told.edit("charter.yaml", "revision: 1 ", "revision: 2 ")
    told.edit("charter.yaml", "hours: 24x7", "hours: weekdays 8 to 18")
    for party in PERSONS:
        told.consent("r2", party, day, "sign")
    told.freeze("2")
    return told


def walked_twice() -> Story:
    """The second attempt has come to walk, and nobody has measured anything."""
    told = story("restarted")
    told.decide("waive", "crawl", "walk", "2026-08-20", waiver={
        "risk_of_granting": "More work.", "risk_of_refusing": "Less work.", "until": "2026-12-31",
    }, reason="The scanners came late again.")  # fmt: skip
    told.approve("2026-08-20")
    return told


BOTH, ONE, NOBODY = ("northwind", "contoso"), ("northwind",), ()
STEPS = [
    ("propose", "draft", "proposed", story("draft"), [], "2025-11-24", NOBODY, "proposed, since 2025-11-24"),
    ("withdraw", "draft", "withdrawn", story("draft"), [], "2025-11-24", ONE, "withdrawn, since 2025-11-24"),
    ("withdraw", "proposed", "withdrawn", story("proposed"), [], "2025-11-25", ONE, "withdrawn, since 2025-11-25"),
    ("withdraw", "signed", "withdrawn", story("signed"), [], "2025-12-20", ONE, "withdrawn, since 2025-12-20"),
    ("start", "signed", "crawl", story("signed"), [], "2026-01-13", BOTH,
     "in crawl, since 2026-01-13, planned until 2026-03-07; its gate is to be decided by 2026-03-21"),
    ("go", "crawl", "walk", story("crawl measured"), WALKERS, "2026-03-18", BOTH,
     "in walk, since 2026-03-18, planned until 2026-06-07; its gate is to be decided by 2026-06-21"),
    ("go", "walk", "run", story("walk measured"), [], "2026-06-25", BOTH, "in run, since 2026-06-25, planned until 2027-06-25"),
    ("waive", "crawl", "walk", story("grey"), [*WAIVED, *WALKERS], "2026-03-18", BOTH,
     "in walk, since 2026-03-18, planned until 2026-06-07; its gate is to be decided by 2026-06-21"),
    ("waive", "walk", "run", story("walk failed"), WAIVED, "2026-06-25", BOTH,
     "in run, since 2026-06-25, planned until 2027-06-25"),
    ("no-go", "crawl", "winding-down", story("failed"), [], "2026-03-18", ONE, "winding-down, since 2026-03-18"),
    ("no-go", "crawl", "winding-down", story("grey"), REASON, "2026-03-18", BOTH, "winding-down, since 2026-03-18"),
    ("no-go", "walk", "winding-down", story("walk"), [], "2026-06-24", ONE, "winding-down, since 2026-06-24"),
    ("no-go", "walk", "winding-down", walked_twice(), REASON, "2026-08-24", BOTH, "winding-down, since 2026-08-24"),
    ("restart", "crawl", "crawl", story("grey"), each("--change", CHANGES), "2026-03-18", BOTH,
     "in crawl, since 2026-03-18, planned until 2026-05-10; its gate is to be decided by 2026-05-24"),
    ("restart", "walk", "crawl", story("walk failed"), each("--change", CHANGES), "2026-06-25", BOTH,
     "in crawl, since 2026-06-25, planned until 2026-08-17; its gate is to be decided by 2026-08-31"),
    ("extend", "crawl", "crawl", story("grey"), REASON, "2026-03-18", BOTH,
     "in crawl, since 2026-01-12, planned until 2026-04-03; its gate is to be decided by 2026-04-17"),
    ("extend", "walk", "walk", story("walk"), REASON, "2026-06-22", BOTH,
     "in walk, since 2026-03-20, planned until 2026-07-07; its gate is to be decided by 2026-07-21"),
    ("pause", "crawl", "paused", story("crawl"), [], "2026-02-01", BOTH,
     "paused, since 2026-02-01; its clock stands still until it resumes"),
    ("pause", "walk", "paused", story("walk"), [], "2026-04-01", BOTH,
     "paused, since 2026-04-01; its clock stands still until it resumes"),
    ("pause", "run", "paused", story("run"), [], "2026-08-01", BOTH,
     "paused, since 2026-08-01; its clock stands still until it resumes"),
    ("resume", "paused", "crawl", story("paused"), [], "2026-02-13", BOTH,
     "in crawl, since 2026-02-13, planned until 2026-03-16; its gate is to be decided by 2026-03-30"),
    ("resume", "paused", "walk", paused("walk", "2026-04-01"), [], "2026-04-11", BOTH,
     "in walk, since 2026-04-11, planned until 2026-06-19; its gate is to be decided by 2026-07-03"),
    ("resume", "paused", "run", paused("run", "2026-08-01"), [], "2026-08-11", BOTH,
     "in run, since 2026-08-11, planned until 2027-07-06"),
    ("amend", "signed", "signed", revised("signed", "2025-12-20"), [], "2025-12-20", NOBODY, "signed, since 2025-12-16"),
    ("amend", "crawl", "crawl", revised("crawl", "2026-02-11"), [], "2026-02-12", NOBODY,
     "in crawl, since 2026-01-12, planned until 2026-03-06; its gate is to be decided by 2026-03-20"),
    ("amend", "walk", "walk", revised("walk", "2026-04-11"), [], "2026-04-12", NOBODY,
     "in walk, since 2026-03-20, planned until 2026-06-09; its gate is to be decided by 2026-06-23"),
    ("amend", "run", "run", revised("run", "2026-08-11"), [], "2026-08-12", NOBODY,
     "in run, since 2026-06-26, planned until 2027-06-26"),
    ("continue", "crawl", "crawl", story("crawl"), REASON, "2026-02-01", BOTH,
     "in crawl, since 2026-01-12, planned until 2026-03-06; its gate is to be decided by 2026-03-20"),
    ("continue", "walk", "walk", story("walk"), REASON, "2026-04-01", BOTH,
     "in walk, since 2026-03-20, planned until 2026-06-09; its gate is to be decided by 2026-06-23"),
    ("continue", "run", "run", story("run"), REASON, "2026-08-01", BOTH,
     "in run, since 2026-06-26, planned until 2027-06-26"),
    ("exit", "crawl", "winding-down", story("crawl"), ["--trigger", "convenience", *REASON], "2026-02-01", ONE,
     "winding-down, since 2026-02-01"),
    ("exit", "walk", "winding-down", story("walk"), ["--trigger", "breach", *REASON], "2026-04-01", ONE,
     "winding-down, since 2026-04-01"),
    ("exit", "run", "winding-down", story("slump"), ["--trigger", "no-adoption"], "2026-10-12", ONE,
     "winding-down, since 2026-10-12"),
    ("exit", "run", "winding-down", story("run"), ["--trigger", "term"], "2027-06-26", ONE, "winding-down, since 2027-06-26"),
    ("exit", "paused", "winding-down", story("paused"), ["--trigger", "change-of-control", *REASON], "2026-02-13", ONE,
     "winding-down, since 2026-02-13"),
    ("close", "winding-down", "ended", story("exit"), CLOSED, "2027-03-01", BOTH, "ended, since 2027-03-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "source", "target", "told", "arguments", "day", "consents", "now"),
    STEPS,
    ids=[f"{row[0]} {row[1]} {'alone' if row[6] == ONE else row[2]}" for row in STEPS],
)
def test_a_step_is_written_approved_and_in_force(
    advance, tmp_path, step, source, target, told, arguments, day, consents, now
):
    folder, seq = told.write(tmp_path), told.seq + 1
    code, out, err = advance(step, *arguments, day=day)
    assert (code, err) == (0, "")
    assert out.startswith(f"wrote charters/{ID}/decisions/{seq:04d}.yaml: decision {seq}, {step}\n")
    decision = yaml.load((folder / f"decisions/{seq:04d}.yaml").read_text(), yaml.BaseLoader)
    assert decision["phase"] == {"from": source, "to": target}
    assert (decision["by"], decision["date"]) == (WRITER, day)
    for index, party in enumerate(consents):
        waits = [f"  {one}: charter advance {ID} {step} --as {one}.sponsor" for one in sorted(consents[index:])]
        assert "it takes effect with the consent of\n" + "\n".join(waits) + "\n" in out
        code, out, err = advance(step, day=day, by=f"{party}.sponsor")
        assert (code, err) == (0, "")
        wrote = f"wrote charters/{ID}/consents/d{seq:04d}-{party}.yaml: {party}.sponsor approves decision {seq}\n"
        assert out.startswith(wrote)
    assert f"{ID} is now {now}\n" in out
    record, today = read_record(folder), date.fromisoformat(day)
    history = replay(record.facts, today)
    assert (history.standing.state, list(record_objections(record, history, today))) == (target, [])


def test_every_row_of_the_table_is_stepped_through():
    """All but those of a charter that builds on an earlier one."""
    stepped = {(step, source, target) for step, source, target, *_ in STEPS}
    rest = {(row.step, row.source, row.target) for row in TABLE} - stepped
    assert rest == {
        ("start", "signed", "walk"),
        ("start", "signed", "run"),
        ("go", "crawl", "run"),
        ("waive", "crawl", "run"),
    }


def test_an_amendment_says_which_revision_is_in_force(advance, tmp_path):
    told = revised("crawl", "2026-02-11")
    told.write(tmp_path)
    _, out, _ = advance("amend", day="2026-02-12")
    assert f"\nrevision 2 is in force, {told.digest('signed/r2.json')}\n" in out


def edited(point: str, local: str, old: str, new: str) -> Story:
    told = story(point)
    told.edit(local, old, new)
    return told


def approved_by_one() -> Story:
    told = story("crawl asked")
    told.approve("2026-03-18", parties=("contoso",))
    return told


UNSOUND = "what is recorded so far does not hold, so nothing may follow it"
REFUSALS = {
    "no role": (2, "draft", "propose", [], "2025-11-24", "sponsor",
        ['--as "sponsor" is not a role: write party.role, such as northwind.delivery']),
    "a stranger": (1, "draft", "propose", [], "2025-11-24", "fabrikam.sponsor", [
        "propose is not possible now",
        "decision-by-a-stranger: it was written by fabrikam.sponsor, and fabrikam is no party of this charter",
    ]),
    "a role nobody holds": (1, "draft", "propose", [], "2025-11-24", "northwind.legal", [
        "decision-by-a-stranger: it was written by northwind.legal, and on 2025-11-24 nobody held that role",
        "help: people/northwind.yaml says who holds it",
    ]),
    "no such step": (2, "draft", "launch", [], "2025-11-24", WRITER, [
        'there is no step "launch"', "the steps are propose, withdraw, start, go, no-go, restart, extend, pause,"]),
    "signing is no step": (2, "proposed", "sign", [], "2025-11-24", WRITER, ['there is no step "sign"']),
    "not from draft": (1, "draft", "go", [], "2025-11-24", WRITER, [
        "there is no step go from draft", "from draft one can propose and withdraw"]),
    "not before it is signed": (1, "proposed", "start", [], "2025-11-25", WRITER, [
        "there is no step start from proposed",
        f"next: charter sign {ID} r1 --as northwind.sponsor",
        f"next: charter sign {ID} r1 --as contoso.sponsor",
        "once every party has signed it, one can start",
    ]),
    "not paused": (1, "crawl", "resume", [], "2026-02-01", WRITER, [
        "there is no step resume from crawl", f"next: charter gate {ID}",
        "from crawl one can go, waive, no-go, restart, extend, pause, amend, continue and exit",
    ]),
    "nothing follows the end": (1, "closed", "propose", [], "2027-03-02", WRITER, [
        "there is no step propose from ended", "nothing follows ended"]),
    "no withdrawal from crawl": (1, "crawl", "withdraw", [], "2026-02-01", WRITER, ["there is no step withdraw from crawl"]),
    "the gate is closed": (1, "grey", "go", WALKERS, "2026-03-18", WRITER, [
        "go is not possible now",
        "advanced-without-pass: the crawl gate is not open: faster is grey (>= 20% needed, 27.5% and 15%)",
    ]),
    "no customers": (1, "crawl measured", "go", [], "2026-03-18", WRITER, [
        "customers-not-frozen: walk begins with 8 invited customers, and none is named here", '--customer "NAME"']),
    "seven customers": (1, "crawl measured", "go", WALKERS[:14], "2026-03-18", WRITER, [
        "customers-not-frozen: walk begins with 8 invited customers, and 7 are named here"]),
    "one customer twice": (1, "crawl measured", "go", [*WALKERS[:14], *WALKERS[:2]], "2026-03-18", WRITER, [
        "customers-not-frozen: Adler Lager is named twice among the customers of walk"]),
    "extended without a reason": (1, "grey", "extend", [], "2026-03-18", WRITER, [
        "reason-missing: an extension is a decision of people, and needs its reason", '--reason "…"']),
    "extended twice": (1, "extended", "extend", REASON, "2026-03-20", WRITER, [
        "extension-used-up: the crawl gate may be extended once, and was once"]),
    "extended after a no": (1, "failed", "extend", REASON, "2026-03-18", WRITER, [
        "continued-after-no-go: the crawl gate said no: an extension is for a gate that cannot decide yet",
        "help: take the step no-go",
    ]),
    "a no that means another crawl": (1, "walk", "no-go", REASON, "2026-06-20", WRITER, [
        "no-means-another-crawl: the no of this gate means another crawl, and this was attempt 1 of 2",
        "help: take the step restart, or leave by an exit trigger",
    ]),
    "stopped undecided without a reason": (1, "grey", "no-go", [], "2026-03-18", WRITER, [
        "reason-missing: the gate is undecided: to stop here is a decision of people, and needs its reason"]),
    "stopped before an open gate": (1, "crawl measured", "no-go", [], "2026-03-18", WRITER, [
        "gate-is-open: the crawl gate is open, every criterion is met: no-go is for a closed one",
        "help: take the step go, or leave by an exit trigger",
        "not: undecided",
    ]),
    "a waiver of nothing": (1, "grey", "waive", WALKERS, "2026-03-18", WRITER, [
        "waiver-incomplete: a waiver names its reason, the risk of granting, the risk of refusing, and until when it"
        " holds",
        'say all four: --reason "…" --risk-of-granting "…" --risk-of-refusing "…" --until DATE',
    ]),
    "a waiver without an end": (1, "grey", "waive", [*WALKERS, *WAIVED[:6]], "2026-03-18", WRITER, [
        'waiver.until: "until" is missing']),
    "a waiver until soon": (1, "grey", "waive", [*WALKERS, *WAIVED[:6], "--until", "soon"], "2026-03-18", WRITER, [
        'waiver.until: "soon" is not a date: write 2027-03-05']),
    "a waiver that is over": (1, "grey", "waive", [*WALKERS, *WAIVED[:6], "--until", "2026-01-01"], "2026-03-18", WRITER, [
        "waiver-incomplete: ", "2026-01-01"]),
    "restarted without changes": (1, "walk failed", "restart", [], "2026-06-25", WRITER, [
        "restart-without-changes: a crawl begins again, and nothing is listed that changes", '--change "…"']),
    "restarted after a no": (1, "failed", "restart", ["--change", "x crews"], "2026-03-18", WRITER, [
        "continued-after-no-go: the crawl gate said no, and its no means the end"]),
    "restarted too often": (1, "restarted", "restart", ["--change", "x crews"], "2026-08-25", WRITER, [
        "attempts-used-up: this was attempt 2, and the terms allow 2"]),
    "continued without a reason": (1, "run", "continue", [], "2026-08-25", WRITER, [
        "reason-missing: to continue after an exit review needs its reason"]),
    "no trigger": (1, "run", "exit", [], "2026-08-25", WRITER, [
        "exit-trigger-unknown: it names no exit trigger",
        "the triggers are no-adoption, breach, convenience, change-of-control and term",
    ]),
    "no such trigger": (1, "run", "exit", ["--trigger", "boredom", *REASON], "2026-08-25", WRITER, [
        "exit-trigger-unknown: the terms have no exit trigger boredom"]),
    "an event nobody tells": (1, "run", "exit", ["--trigger", "breach"], "2026-08-25", WRITER, [
        "reason-missing: breach is used, and nothing says what happened"]),
    "a trigger that has not fired": (1, "run", "exit", ["--trigger", "no-adoption"], "2026-08-25", WRITER, [
        "exit-trigger-not-met: no-adoption fires at adoption < 40% for 2 reviews, and the evidence listed here does not"
        " show that"]),
    "a trigger of another phase": (1, "crawl", "exit", ["--trigger", "no-adoption"], "2026-02-25", WRITER, [
        "exit-not-entitled: no-adoption is a way out of run, and this is crawl"]),
    "the term is not over": (1, "run", "exit", ["--trigger", "term"], "2026-08-25", WRITER, [
        "exit-not-entitled: the term is not over before 2027-06-26"]),
    "an amendment nobody signed": (1, "crawl", "amend", [], "2026-02-01", WRITER, [
        "amended-without-signatures: revision 2 is not signed by every party on 2026-02-01",
        "raise revision in charter.yaml to 2, have all sign it, then amend",
    ]),
    "closed before it is done": (1, "exit", "close", [], "2026-09-02", WRITER, [
        "wind-down-unfinished: the wind-down is not done: customers are told: Northwind takes over open installations",
        "--done customers-told=2026-09-11",
        "wind-down-unfinished: notice runs until 2026-11-30, and this closes it on 2026-09-02",
        "retrospective-missing: ",
    ]),
    "done without a day": (2, "exit", "close", ["--done", "customers-told"], "2026-09-02", WRITER, [
        '--done "customers-told" names no day', "write --done customers-told=2027-04-02"]),
    "half a retrospective": (1, "exit", "close", CLOSED[:-1], "2027-03-02", WRITER, [
        'retrospective.again: "again" is missing']),
    "another decision waits": (1, "crawl asked", "pause", [], "2026-03-18", WRITER, [
        "decision 3 (go) still waits for the consent of contoso and northwind",
        f"next: charter advance {ID} go --as contoso.sponsor",
        f"next: charter advance {ID} go --as northwind.sponsor",
        f"or one of them declines it: charter sign {ID} d0003 --as contoso.",
    ]),
    "before the last consent": (1, "crawl", "pause", [], "2026-01-11", WRITER, [
        UNSOUND, "consent-from-the-future: it is dated 2026-01-12, which is after 2026-01-11"]),
    "before the last decision": (1, "crawl asked", "go", [], "2026-03-17", "contoso.sponsor", [
        UNSOUND, "decision-from-the-future: it is dated 2026-03-18, after 2026-03-17"]),
    "who wrote it approves it": (1, "crawl asked", "go", WALKERS, "2026-03-18", WRITER, [
        "northwind.relationship cannot approve d0003 like this",
        "self-approved: Omar Aydin wrote this decision and approves it for northwind",
    ]),
    "a second writer": (1, "crawl asked", "go", WALKERS, "2026-03-18", "contoso.relationship", [
        "contoso.relationship cannot approve d0003 like this",
        "consent-without-authority: the role relationship cannot give this consent for contoso: it takes sponsor",
    ]),
    "approved by a role that may not": (1, "crawl asked", "go", [], "2026-03-18", "contoso.finance", [
        "consent-without-authority: the role finance cannot give this consent for contoso: it takes sponsor"]),
    "approved by the other side's person": (1, "crawl asked", "go", ["--person", "Jana Brandt"], "2026-03-18",
        "contoso.sponsor", [
        '"Jana Brandt" does not hold the role sponsor of contoso on 2026-03-18', "it is held by Luca Meier"]),
    "approved by a stranger": (1, "crawl asked", "go", [], "2026-03-18", "fabrikam.sponsor", [
        "fabrikam is no party of this charter"]),
    "approved by fax": (2, "crawl asked", "go", ["--method", "fax"], "2026-03-18", "contoso.sponsor", [
        'there is no method "fax"', "the methods are attested"]),
    "approved with other customers in mind": (1, "crawl asked", "go", [*WALKERS[:14], "--customer", "Ilg Lager"],
        "2026-03-18", "contoso.sponsor", [
        "decision 3 (go) of northwind.relationship waits for consents, and says otherwise than you do",
        "invited: it says Adler Lager, Busch Lager,",
        "read decisions/0003.yaml; to approve it as it is, leave these options out",
    ]),
    "the consent is there": (1, approved_by_one(), "go", [], "2026-03-19", "contoso.sponsor", [
        "contoso has said approve to d0003 already: Luca Meier on 2026-03-18",
        "a consent is never changed; nothing is left to do for you",
    ]),
    "terms edited since": (1, edited("crawl", "charter.yaml", "language: en", "language: de"), "pause", [], "2026-02-01",
        WRITER, [
        UNSOUND, f"charters/{ID}/charter.yaml:9 signed-terms-changed: /language was \"en\" when all signed revision 1,"
        ' and is "de" now', "put it back, or raise revision to 2, have all sign it, and amend",
    ]),
    "a threshold moved": (1, edited("crawl", "charter.yaml", 'improves: ">= 20%"', 'improves: ">= 10%"'), "pause", [],
        "2026-02-01", WRITER, [
        "threshold-moved: /phases/crawl/gate/criteria/0/improves was \">= 20%\" when all signed revision 1,"
        ' and is ">= 10%" now']),
    "people exchanged": (1, edited("crawl", "people/contoso.yaml", "Luca Meier", "Lea Meier"), "pause", [], "2026-02-01",
        WRITER, [
        "roster-unapproved: the people of contoso are not those that decision 1 binds, and contoso has not approved the"
        " change"]),
    "terms that cannot be read": (1, edited("crawl", "charter.yaml", "tier: 2 ", "tier: [2 "), "pause", [], "2026-02-01",
        WRITER, [
        "charter.yaml cannot be understood, so nobody can tell whether it still says what was signed",
        f"charter lint {ID} says why",
    ]),
    "a draft that is not ready": (1, edited("draft", "charter.yaml", "tier: 2 ", "tier: tbd "), "propose", [],
        "2025-11-24", WRITER, [
        "the charter is not ready for the step propose", f"charters/{ID}/charter.yaml:6 schema-violation: "]),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_what_would_not_hold_is_refused_in_words_and_writes_nothing(advance, tmp_path, name):
    code, told, step, arguments, day, by, words = REFUSALS[name]
    (story(told) if isinstance(told, str) else told).write(tmp_path)
    before = files(tmp_path)
    got, out, err = advance(step, *arguments, day=day, by=by)
    assert (got, out) == (code, ""), err
    assert err.startswith("charter: ")
    for word in words:
        assert word.removeprefix("not: ") not in err if word.startswith("not: ") else word in err
    assert "bug" not in err
    assert files(tmp_path) == before


def test_a_charter_that_is_not_there_cannot_be_asked(tmp_path, monkeypatch, capsys):
    story("draft").write(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("acme", "../x", "charters", ID.upper(), "", f"charters/{ID}/people"):
        code = main(["advance", name, "propose", "--as", WRITER, "--today", "2025-11-24"])
        err = capsys.readouterr().err
        assert code == 2, (name, err)
        assert err == f'charter: there is no charter "{name}"\n  the charters here are: {ID}\n'
    assert main(["advance", ID, "propose", "--today", "2025-11-24"]) == 2
    assert "the following arguments are required: --as" in capsys.readouterr().err


def test_a_path_is_as_good_as_an_id_and_a_comment_cannot_be_smuggled_in(advance, tmp_path, monkeypatch, capsys):
    folder = story("crawl").write(tmp_path)
    monkeypatch.chdir(folder)
    reason = "late: yes # not a comment\n- 'and' \"quotes\": {a}"
    code = main(["advance", ".", "pause", "--as", WRITER, "--today", "2026-02-01", "--reason", reason])
    assert (code, capsys.readouterr().err) == (0, "")
    decision = yaml.load((folder / "decisions/0003.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert decision["reason"] == reason
    record, today = read_record(folder), date(2026, 2, 1)
    assert list(record_objections(record, replay(record.facts, today), today)) == []


def test_what_was_declined_is_written_anew_under_the_next_number(advance, tmp_path):
    told = story("crawl asked")
    told.consent("d0003", "contoso", "2026-03-18", "decline", reason="Not yet.")
    told.write(tmp_path)
    code, out, _ = advance("go", *WALKERS, day="2026-03-19")
    assert code == 0
    assert out.startswith(f"wrote charters/{ID}/decisions/0004.yaml: decision 4, go\n")
    code, out, _ = advance("go", day="2026-03-19", by="contoso.sponsor")
    assert out.startswith(f"wrote charters/{ID}/consents/d0004-contoso.yaml: contoso.sponsor approves decision 4\n")


def test_whoever_types_the_same_again_may_approve_it(advance, tmp_path):
    """The options of the decision, typed again by the other side, say the same and do no harm."""
    story("crawl asked").write(tmp_path)
    assert advance("go", *WALKERS, day="2026-03-18", by="contoso.sponsor")[0] == 0


def test_the_deputy_of_a_sponsor_approves_what_the_sponsor_wrote(advance, tmp_path):
    story("crawl").write(tmp_path)
    code, out, _ = advance("pause", day="2026-02-01", by="northwind.sponsor")
    assert (code, out.splitlines()[1:]) == (0, [
        "it takes effect with the consent of",
        f"  contoso: charter advance {ID} pause --as contoso.sponsor",
        f"  northwind: charter advance {ID} pause --as northwind.relationship",
    ])  # fmt: skip
    code, _, err = advance("pause", day="2026-02-01", by="northwind.sponsor")
    assert (code, "self-approved: Jana Brandt wrote this decision and approves it for northwind" in err) == (1, True)
    assert advance("pause", day="2026-02-01", by="northwind.relationship")[0] == 0
    code, out, _ = advance("pause", day="2026-02-02", by="contoso.delivery")
    assert (code, f"{ID} is now paused, since 2026-02-02" in out) == (0, True)


@pytest.mark.parametrize(
    ("old", "new", "reason", "help"),
    [
        ("", "", "Jana Brandt wrote it", "have northwind.relationship write it, or name a deputy in"),
        (
            "sponsor:      [{", "sponsor:      [{name: Ada Voss, from: 2025-11-01}, {",
            "Ada Voss wrote it and Jana Brandt wrote it", "have northwind.relationship write it, or name a deputy in",
        ),
    ],
    ids=["no deputy", "two who may both have written it"],
)  # fmt: skip
def test_nobody_writes_what_nobody_of_their_party_may_approve(advance, tmp_path, old, new, reason, help):
    told = story("crawl")
    told.edit("people/northwind.yaml", ", deputy: relationship", "")
    if old:
        told.edit("people/northwind.yaml", old, new)
    told.consent("people-northwind", "northwind", "2026-01-20")
    told.write(tmp_path)
    code, _, err = advance("pause", day="2026-02-01", by="northwind.sponsor")
    assert (code, err) == (
        1,
        "charter: pause written by northwind.sponsor could never take effect\n"
        f"  self-approved: nobody else of northwind may approve this: {reason}\n"
        f"    help: {help} people/northwind.yaml\n",
    )
    assert len([*(tmp_path / "charters" / ID / "decisions").iterdir()]) == 2
    assert advance("pause", day="2026-02-01", by="northwind.delivery")[0] == 0
    assert advance("pause", "--person", "Jana Brandt", day="2026-02-01", by="northwind.sponsor")[0] == 0


def test_a_hostile_charter_prints_nothing_of_its_own(advance, tmp_path):
    told = story("crawl")
    told.edit("people/contoso.yaml", "Luca Meier", "Lu\\u202eca")
    told.write(tmp_path)
    _, out, err = advance("pause", "--reason", "x\x1b[31m", day="2026-02-01")
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
