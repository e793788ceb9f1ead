"""Whatever is done to a charter through its doors, in any order, by anybody: its record holds, and tells what was done.

A machine takes random steps, consents and evidence over a real folder, in the right and the wrong moment, and keeps a
second account of its own. That account is written from the words of the step table, not from the code of the replay;
only what a gate comes to is taken from the code. `CHARTER_LONG=1` takes many more and longer walks.
"""

import os
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from stories import CHANGES, DONE, ID, INVITED, PILOTS, TOLD, WAIVER, story

from charter.acts.advancing import Wish, advance
from charter.acts.consenting import Request, give
from charter.acts.evidencing import Submission, add
from charter.check.checking import record_objections
from charter.check.gating import review_of
from charter.check.recording import Recorded, read_record, record_of
from charter.errors import CharterError
from charter.folder import Source, facts_of, read_source
from charter.lifecycle.docket import judged_now
from charter.lifecycle.replay import known, replay
from charter.repository import charter_unit
from charter.values import Role

LONG = "CHARTER_LONG" in os.environ
COUNTS: Counter[str] = Counter()

# the step table, once more: (step, where from, where to, whose consent)

ONE, ALL, NOBODY, SIGNED, GATE = "one", "all", "nobody", "signed", "gate"
PHASES = ("crawl", "walk", "run")
BOOK = {
    ("propose", "draft"): (("proposed",), NOBODY),
    **{("withdraw", here): (("withdrawn",), ONE) for here in ("draft", "proposed", "signed")},
    ("start", "signed"): (("crawl",), ALL),
    ("go", "crawl"): (("walk",), ALL),
    ("go", "walk"): (("run",), ALL),
    ("waive", "crawl"): (("walk",), ALL),
    ("waive", "walk"): (("run",), ALL),
    **{("no-go", here): (("winding-down",), GATE) for here in ("crawl", "walk")},
    **{("restart", here): (("crawl",), ALL) for here in ("crawl", "walk")},
    **{("extend", here): ((here,), ALL) for here in ("crawl", "walk")},
    **{("pause", here): (("paused",), ALL) for here in PHASES},
    ("resume", "paused"): (PHASES, ALL),
    **{("amend", here): ((here,), SIGNED) for here in ("signed", *PHASES)},
    **{("continue", here): ((here,), ALL) for here in PHASES},
    **{("exit", here): (("winding-down",), ONE) for here in (*PHASES, "paused")},
    ("close", "winding-down"): (("ended",), ALL),
}
STEPS = tuple(dict.fromkeys(step for step, _ in BOOK))
GATES = ("go", "waive", "no-go", "restart", "extend")
NOTICE = {"breach": 30, "convenience": 90, "change-of-control": 60, "term": 0, "no-adoption": 30, "": 0}
PARTIES = ("northwind", "contoso")
HOLDERS = {
    "northwind.sponsor": "Jana Brandt",
    "northwind.relationship": "Omar Aydin",
    "northwind.delivery": "Ida Holm",
    "northwind.integration": "Petr Novak",
    "contoso.sponsor": "Luca Meier",
    "contoso.relationship": "Nora Keller",
    "contoso.delivery": "Beat Graf",
    "contoso.finance": "Rahel Suter",
}
MAY_APPROVE = {"northwind": ("sponsor", "relationship"), "contoso": ("sponsor", "delivery")}
"""The sponsor, and who stands in for the sponsor."""
STRANGERS = ("fabrikam.sponsor", "northwind.finance", "contoso.legal")
PLAN = {
    "crawl": [date(2026, 1, 12), date(2026, 3, 6), date(2026, 3, 20)],
    "walk": [date(2026, 3, 23), date(2026, 6, 12), date(2026, 6, 26)],
    "run": [date(2026, 7, 1), date(2027, 7, 1), date(2027, 7, 1)],
}


@dataclass
class Waiting:
    step: str
    target: str
    lacks: list[str]
    tainted: frozenset[str]
    how: dict[str, str]


@dataclass
class Account:
    """Where the charter should stand, as a person with a pencil would keep it."""

    state: str = "draft"
    since: date | None = None
    began: date | None = None
    seq: int = 0
    revision: int = 0
    attempt: int = 0
    extended: int = 0
    paused_from: str = ""
    over: date | None = None
    sealed: date | None = None
    waiting: Waiting | None = None
    passed: list[str] = field(default_factory=list)
    waived: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    signed: dict[int, dict[str, str]] = field(default_factory=dict)
    days: dict[str, list[date]] = field(default_factory=lambda: {name: list(days) for name, days in PLAN.items()})

    @property
    def works_in(self) -> str:
        return self.paused_from if self.state == "paused" else self.state if self.state in PHASES else ""

    @property
    def due(self) -> date | None:
        return self.days[self.state][2] if self.state in ("crawl", "walk") else None

    def target(self, step: str) -> str:
        """Where a step leads; empty where there is no such step from here."""
        targets = BOOK.get((step, self.state), ((), ""))[0]
        return self.paused_from if len(targets) > 1 else targets[0] if targets else ""

    def takes(self, step: str, target: str, day: date, **how: str) -> None:
        """A decision takes effect."""
        if (self.state, step) == ("paused", "resume"):
            self.move(target, (day - (self.since or day)).days, longer=True)
        elif step == "extend":
            self.move(self.state, 28, longer=True)
            self.extended += 1
        elif step in ("start", "go", "waive", "restart"):
            self.passed = [*self.passed, self.state] if step in ("go", "waive") else []
            self.waived += [self.state] if step == "waive" else []
            self.move(target, (day - self.days[target][0]).days)
            self.began, self.extended = day, 0
            self.attempt += target == "crawl"
            self.named.add(target)
        elif step in ("no-go", "exit"):
            self.over = day + timedelta(NOTICE[how.get("trigger", "")])
        elif step == "amend":
            self.revision += 1
        self.paused_from = self.state if step == "pause" else ""
        if target != self.state or step == "restart":
            self.state, self.since = target, day

    def move(self, first: str, by: int, longer: bool = False) -> None:
        for name in PHASES[PHASES.index(first) :]:
            start = self.days[name][0]
            self.days[name] = [day + timedelta(by) for day in self.days[name]]
            if longer and name == first:
                self.days[name][0] = start

    def seal(self) -> None:
        """Signed is what all have signed; a withdrawal that is on the table comes first."""
        words = list(self.signed.get(1, {}).values())
        if self.state == "proposed" and not self.waiting and words == ["sign"] * len(PARTIES):
            self.state, self.since, self.revision = "signed", self.sealed, 1

    def alone(self, step: str, verdict: str, today: date) -> bool:
        return step == "no-go" and (verdict == "no-go" or self.silence(today))

    def silence(self, today: date) -> bool:
        return self.due is not None and today > self.due

    def refuses(self, step: str, wish: Wish, verdict: str, today: date) -> str:
        """Why a step has to be refused, in a few words; empty where it has to be possible."""
        target = self.target(step)
        if self.waiting:
            return "a decision waits"
        if not target:
            return "no such step from here"
        if str(wish.by) not in HOLDERS:
            return "a stranger"
        return self.lacks(step, target, wish) or self.closed(step, wish, verdict, today)

    def lacks(self, step: str, target: str, wish: Wish) -> str:
        if target == "walk" and not wish.customers and "walk" not in self.named:
            return "no customers"
        if step in ("waive", "extend", "continue", "exit") and not wish.reason:
            return "no reason"
        if step == "waive" and not wish.waiver:
            return "no waiver"
        if step == "restart" and not wish.changes:
            return "no changes"
        if step == "close" and not (wish.retrospective and wish.done):
            return "no retrospective or wind-down"
        if step == "amend" and set(self.signed.get(self.revision + 1, {}).values()) != {"sign"}:
            return "not signed"
        if step == "amend" and len(self.signed[self.revision + 1]) < len(PARTIES):
            return "not signed by all"
        return ""

    def closed(self, step: str, wish: Wish, verdict: str, today: date) -> str:
        again = self.state == "walk" and self.attempt < 2
        answers = {
            "go": verdict != "go",
            "waive": verdict == "go" or self.state in self.waived,
            "restart": verdict == "go" or self.attempt > 1 or (self.state == "crawl" and verdict == "no-go"),
            "extend": verdict != "undecided" or self.extended > 0,
            "no-go": verdict == "go"
            or (again and not self.silence(today))
            or not (wish.reason or self.alone(step, verdict, today)),
            "close": self.over is not None and today < self.over,
            "exit": not self.leaves(wish, today),
        }
        return f"the gate, or the time, is not for {step}" if answers.get(step, False) else ""

    def leaves(self, wish: Wish, today: date) -> bool:
        if wish.trigger == "term":
            return today >= self.days["run"][1]
        return wish.trigger in ("breach", "convenience", "change-of-control")


def _lived(*events: tuple[str, str, str]) -> Account:
    """An account of decisions that took effect: (step, target, day)."""
    account = Account()
    for step, target, day in events:
        if step == "sign":
            account.signed[1] = dict.fromkeys(PARTIES, "sign")
            account.state, account.since, account.revision = "signed", date.fromisoformat(day), 1
            continue
        account.seq += 1
        account.takes(step, target, date.fromisoformat(day), trigger="convenience" if step == "exit" else "")
    return account


_SIGNED = (("propose", "proposed", "2025-11-24"), ("sign", "signed", "2025-12-16"))
_CRAWL = (*_SIGNED, ("start", "crawl", "2026-01-12"))
_WALK = (*_CRAWL, ("go", "walk", "2026-03-20"))
_RUN = (*_WALK, ("go", "run", "2026-06-26"))
LIVES = {
    "draft": (),
    "proposed": _SIGNED[:1],
    "signed": _SIGNED,
    "crawl": _CRAWL,
    "crawl measured": _CRAWL,
    "grey": _CRAWL,
    "failed": _CRAWL,
    "paused": (*_CRAWL, ("pause", "paused", "2026-02-03")),
    "extended": (*_CRAWL, ("extend", "crawl", "2026-03-19")),
    "waived": (*_CRAWL, ("waive", "walk", "2026-03-19")),
    "no-go": (*_CRAWL, ("no-go", "winding-down", "2026-03-18")),
    "walk": _WALK,
    "walk measured": _WALK,
    "walk failed": _WALK,
    "restarted": (*_WALK, ("restart", "crawl", "2026-06-26")),
    "run": _RUN,
    "exit": (*_RUN, ("exit", "winding-down", "2026-09-01")),
}
"""What the stories of `stories.py` come to, by the same account."""

# the machine

REASON = "Both sides looked at it on Monday."
ROOT = Path(tempfile.mkdtemp(prefix="life-"))
PROOF = ROOT.with_name(f"{ROOT.name}.txt")
ROLES = ("sponsor", "sponsor", "sponsor", "relationship", "delivery", "finance")
KINDS = ("good", "good", "good", "grey", "bad")
OTHERS = ["any_step", "any_step", "no_step", "approve", "sign", "revise", "edited_terms", "measure", "attest", "wait"]
OTHERS += ["wait", "yesterday"]
steps = st.sampled_from(STEPS)
parties = st.sampled_from(PARTIES)
holders = st.sampled_from([*HOLDERS])
writers = st.sampled_from([*HOLDERS] * 3 + [*STRANGERS])
dropped = st.sampled_from([""] * 12 + ["reason", "customers", "changes", "waiver", "retrospective", "done", "trigger"])
triggers = st.sampled_from(["convenience", "convenience", "breach", "change-of-control", "no-adoption", "term", "typo"])


@lru_cache(maxsize=2000)
def _parsed(file: str, raw: bytes, prefix: str):
    return read_source(Source(file, raw), file.removeprefix(prefix))


def _role(text: str) -> Role:
    party, _, name = text.partition(".")
    return Role(party, name)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _seen(standing) -> tuple[object, ...]:
    """Everything that tells one day from another; before all have signed, the plan may still be rewritten."""
    pending = standing.pending
    waits = (pending.decision.digest, pending.waits_for, pending.since) if pending else None
    loose = replace(standing, terms=None, calendar={}, pending=None)
    if standing.revision:
        return loose, waits, standing.calendar, standing.terms.digest
    return loose, waits


class Life(RuleBasedStateMachine):
    """One charter in a folder of its own."""

    point = "draft"

    @initialize()
    def begin(self) -> None:
        point = self.point
        shutil.rmtree(ROOT, ignore_errors=True)
        told = story(point)
        self.folder = told.write(ROOT)
        self.today = told.today
        self.account = _lived(*LIVES[point])
        self.seen: dict[date, tuple[object, ...]] = {}
        self.looked: tuple[object, ...] = ()
        self.dice = random.Random(point)
        PROOF.write_text("two webinars, one page on the site")
        COUNTS[f"from {point}"] += 1

    # the doors

    def tried(self, act, *arguments):
        """What a door answers, or why it refuses; a refusal has written nothing."""
        before = _files(self.folder)
        try:
            done = act(self.record(), *arguments)
        except CharterError as error:
            assert _files(self.folder) == before, f"refused, and wrote all the same: {error}"
            assert str(error)
            return None, " ".join([str(error), *(f"{rule}: {why}" for rule, why, _ in getattr(error, "reasons", ()))])
        after = _files(self.folder)
        assert {name: after[name] for name in before} == before, "a file that was there has changed"
        return done, ""

    def record(self) -> Recorded:
        """The record on disk; what did not change is parsed once."""
        unit = charter_unit(str(self.folder))
        return record_of(unit, [_parsed(file, Path(file).read_bytes(), f"{unit.folder}/") for file in unit.files])

    def verdict(self) -> str:
        facts = known(self.record().facts, self.today)
        review = review_of(facts, replay(facts, self.today), self.today)
        return review.verdict if review else ""

    def wish(self, step: str, by: str, without: str = "", trigger: str = "convenience", back: int = 0) -> Wish:
        target = self.account.target(step)
        said = {
            "reason": REASON if step in ("waive", "no-go", "extend", "continue", "exit") else "",
            "customers": INVITED if target == "walk" and step in ("go", "waive") else (),
            "changes": CHANGES if step == "restart" else (),
            "waiver": {**WAIVER, "until": str(self.today + timedelta(90))} if step == "waive" else {},
            "retrospective": TOLD if step == "close" else {},
            "done": dict.fromkeys(DONE, self.today.isoformat()) if step == "close" else {},
            "trigger": trigger if step == "exit" else "",
        }
        if without:
            said[without] = type(said[without])()
        return Wish(step=step, by=_role(by), today=self.today - timedelta(back), **said)

    def take(self, wish: Wish) -> None:
        account, verdict = self.account, self.verdict()
        why = account.refuses(wish.step, wish, verdict, self.today)
        done, refusal = self.tried(advance, wish)
        if self.unready(wish.step, refusal) and not why:
            return
        COUNTS[f"{wish.step} {'refused' if why else 'taken'}"] += 1
        assert (done is None) == bool(why), f"{wish}: the account says {why or 'possible'}, the code {refusal or 'yes'}"
        if done is None:
            return
        assert done.path == self.folder / "decisions" / f"{self.count():04d}.yaml"
        self.written(wish, verdict)

    def unready(self, step: str, refusal: str) -> bool:
        """Terms that were drafted for last year are not proposed, signed or started this year: that is lint's matter."""
        return step in ("propose", "start", "sign") and "not ready" in refusal and self.today > date(2026, 1, 31)

    def written(self, wish: Wish, verdict: str) -> None:
        account, target = self.account, self.account.target(wish.step)
        consent = BOOK[wish.step, account.state][1]
        needed = {
            NOBODY: [],
            SIGNED: [],
            ONE: [wish.by.party],
            ALL: list(PARTIES),
            GATE: [wish.by.party] if account.alone(wish.step, verdict, self.today) else list(PARTIES),
        }[consent]
        how = {"trigger": wish.trigger}
        if needed:
            tainted = {HOLDERS[str(wish.by)], *self.collectors(wish.step)}
            account.waiting = Waiting(wish.step, target, needed, frozenset(tainted), how)
            return
        account.seq += 1
        account.takes(wish.step, target, self.today, **how)

    def collectors(self, step: str) -> set[str]:
        """Who collected what this decision judges."""
        if step not in (*GATES, "exit"):
            return set()
        hows = [
            (fact.part.phase, fact.part.collected.date, str(fact.part.collected.by))
            for fact in self.record().facts.evidence
        ]
        began = self.account.began or date.min
        return {HOLDERS[by] for phase, day, by in hows if phase == self.account.works_in and began <= day <= self.today}

    def count(self) -> int:
        return len(list((self.folder / "decisions").glob("*.yaml")))

    # what people do

    @rule(data=st.data())
    def something(self, data) -> None:
        """One of the actions below; with a decision on the table people mostly answer it."""
        waiting = self.account.waiting
        usual = ["approve_by_all"] * 6 + ["approve"] * 3 + ["decline"] if waiting else ["a_step_from_here"] * 8
        if self.account.works_in in ("crawl", "walk") and not waiting:
            usual += ["measure"] * 4
        if self.account.state == "proposed" or len(self.account.signed.get(self.account.revision + 1, {1: 1})) == 0:
            usual += ["sign_by_all"] * 4
        getattr(self, data.draw(st.sampled_from(usual + OTHERS)))(data.draw)

    def any_step(self, draw) -> None:
        self.take(self.wish(draw(steps), draw(writers), draw(dropped), draw(triggers)))

    def a_step_from_here(self, draw) -> None:
        here = [step for step, source in BOOK if source == self.account.state]
        if here:
            self.take(self.wish(draw(st.sampled_from(here)), draw(holders), draw(dropped), draw(triggers)))

    def no_step(self, draw) -> None:
        step = draw(st.sampled_from(["sign", "Go", "", "../go"]))
        done, refusal = self.tried(advance, Wish(step, _role("northwind.sponsor"), self.today))
        assert done is None
        assert "there is no step" in refusal

    def approve(self, draw) -> None:
        self.consent(draw(parties), draw(st.sampled_from(ROLES)), "approve")

    def approve_by_all(self, draw) -> None:
        for party in draw(st.permutations(PARTIES)):
            for role in MAY_APPROVE[party]:
                waiting = self.account.waiting
                if waiting and party in waiting.lacks and HOLDERS[f"{party}.{role}"] not in waiting.tainted:
                    self.consent(party, role, "approve")

    def decline(self, draw) -> None:
        reason = draw(st.sampled_from([REASON, REASON, REASON, ""]))
        self.consent(draw(parties), draw(st.sampled_from(ROLES)), "decline", reason)

    def consent(self, party: str, role: str, says: str, reason: str = REASON) -> None:
        waiting, person = self.account.waiting, HOLDERS.get(f"{party}.{role}")
        may = waiting and party in waiting.lacks and person and role in MAY_APPROVE[party]
        may = may and (bool(reason) if says == "decline" else person not in waiting.tainted)
        request = Request(f"d{max(1, self.count()):04d}", says, _role(f"{party}.{role}"), self.today, reason=reason)
        done, refusal = self.tried(give, request)
        COUNTS[f"{says} {'given' if done else 'refused'}"] += 1
        assert (done is not None) == bool(may), f"{request}: {waiting}: {refusal}"
        if done is not None:
            self.heard(party, says)

    def heard(self, party: str, says: str) -> None:
        account, waiting = self.account, self.account.waiting
        waiting.lacks.remove(party)
        if waiting.lacks and says == "approve":
            return
        account.waiting = None
        account.seq = self.count()
        if says == "approve":
            account.takes(waiting.step, waiting.target, self.today, **waiting.how)
            COUNTS[f"{waiting.step} in force"] += 1
        account.seal()

    def sign(self, draw) -> None:
        says = draw(st.sampled_from(["sign", "sign", "sign", "decline"]))
        self.word(draw(parties), says, draw(st.sampled_from(["sponsor", "finance"])))

    def sign_by_all(self, draw) -> None:
        for party in draw(st.permutations(PARTIES)):
            self.word(party, "sign", "sponsor")

    def word(self, party: str, says: str, role: str) -> None:
        """A signature under the newest terms, or a no to them."""
        account = self.account
        number = max([account.revision, *account.signed, 1])
        words = account.signed.setdefault(number, {})
        request = Request(f"r{number}", says, _role(f"{party}.{role}"), self.today, reason=REASON)
        done, refusal = self.tried(give, request)
        if self.unready("sign", refusal):
            return
        may = role == "sponsor" and account.state not in ("withdrawn", "ended") and party not in words
        may = may and not (account.state == "draft" and says == "sign")
        assert (done is not None) == may, f"{party} {says} r{number}: {refusal or 'yes'}"
        COUNTS[f"{says} {'given' if done else 'refused'}"] += 1
        if done is None:
            return
        words[party] = says
        account.sealed = self.today
        account.seal()

    def revise(self, draw) -> None:
        """New words, with a new number, as an amendment begins."""
        if self.account.revision == 0 or max(self.account.signed) > self.account.revision:
            return
        number = self.account.revision + 1
        file = self.folder / "charter.yaml"
        text = file.read_text().replace(f"revision: {number - 1} ", f"revision: {number} ")
        file.write_text(text.replace("hours: 24x7", "hours: weekdays", 1))
        self.account.signed[number] = {}
        COUNTS["revised"] += 1

    def edited_terms(self, draw) -> None:
        """Signed words are changed without a number: nothing follows until they are put back."""
        signed = self.account.signed
        if not signed or list(signed[max(signed)].values()) != ["sign"] * len(PARTIES):
            return
        file = self.folder / "charter.yaml"
        raw = file.read_bytes()
        file.write_bytes(raw.replace(b"sector: logistics software", b"sector: something else"))
        done, refusal = self.tried(advance, self.wish(draw(steps), draw(holders)))
        assert done is None
        assert "signed-terms-changed" in refusal
        COUNTS["edited terms refused"] += 1
        file.write_bytes(raw)

    def measure(self, draw) -> None:
        """Everything that the gate of the phase asks, on time or too early, attested or not."""
        if self.account.works_in not in BUNDLES:
            return
        first, last = self.account.days[self.account.works_in][:2]
        by = draw(st.sampled_from(["delivery", "delivery", "delivery", "sponsor"]))
        if self.today < last + timedelta(10) and draw(st.booleans()):
            self.today = last + timedelta(10)
        last = min(last, self.today - timedelta(8))
        for about, cases, measured, party in BUNDLES[self.account.works_in][draw(st.sampled_from(KINDS))]:
            if not measured or last > first:
                self.add(about, f"{party}.{by}", cases, (first, last) if measured else (None, None))
        if draw(st.integers(0, 9)):
            self.said("attest", "delivery")

    def attest(self, draw) -> None:
        self.said(draw(st.sampled_from(["attest", "dispute"])), draw(st.sampled_from(["delivery", "sponsor"])))

    def said(self, says: str, role: str) -> None:
        """Each side says something of what the other measured."""
        there = {path.stem for path in (self.folder / "consents").glob("e-*")}
        for fact in self.record().facts.evidence:
            other = PARTIES[fact.part.collected.by.party == PARTIES[0]]
            name = f"e-{fact.digest[7:15]}"
            if f"{name}-{other}" not in there or self.dice.random() < 0.1:
                done, _ = self.tried(give, Request(name, says, _role(f"{other}.{role}"), self.today, reason=REASON))
                COUNTS[f"{says} {'given' if done else 'refused'}"] += 1

    def add(self, about: str, by: str, cases: list[str], days) -> None:
        for again in range(1 + (self.dice.random() < 0.2)):
            typed = self.dice.sample(cases, len(cases))
            proof = [f"{by.split('.')[0]}={PROOF}"] if about == "promoting" else []
            wish = Submission(about, _role(by), self.today, first=days[0], last=days[1], cases=typed, attachments=proof)
            done, refusal = self.tried(add, wish)
            COUNTS[f"evidence {'recorded' if done else 'refused'}"] += 1
            assert done or not again, f"{refusal}, and the first time it was recorded"
            assert not (done and again and done.written), "the same evidence was recorded twice"
            if not done:
                return

    def wait(self, draw) -> None:
        self.today += timedelta(draw(st.sampled_from([1, 1, 2, 5, 14, 30, 60, 100])))

    def yesterday(self, draw) -> None:
        """Nothing is dated before what was decided or said already."""
        back = draw(st.sampled_from([1, 2, 10, 400]))
        day = self.today - timedelta(back)
        facts = self.record().facts
        if any(fact.part.date > day for fact in (*facts.decisions, *facts.consents)):
            done, _ = self.tried(advance, self.wish(draw(steps), draw(holders), back=back))
            assert done is None, f"a step was dated {day}"
            COUNTS["back-dated refused"] += 1

    # what always holds

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "account") or self.looked == (now := (self.today, _files(self.folder))):
            return
        self.looked = now
        record = read_record(self.folder)
        facts, history = record.facts, replay(record.facts, self.today)
        against = list(record_objections(record, history, self.today))
        assert against == []
        assert replay(facts, self.today) == history
        self.as_told(history)
        self.numbered(facts)
        self.in_any_order(record, history)
        self.seen[self.today] = _seen(history.standing)
        for day, seen in self.seen.items():
            past = replay(known(facts, day), day)
            assert past.objections == ()
            assert _seen(past.standing) == seen, f"on {day} it stood otherwise"
        COUNTS["looks"] += 1

    def as_told(self, history) -> None:
        account, standing = self.account, history.standing
        waits = sorted(account.waiting.lacks) if account.waiting else []
        assert standing.state == account.state
        assert (sorted(standing.pending.waits_for) if standing.pending else []) == waits
        assert (standing.seq, standing.revision, standing.attempt) == (account.seq, account.revision, account.attempt)
        assert standing.due == account.due
        if account.state not in ("draft", "proposed"):
            assert standing.since == account.since
        if account.works_in:
            assert standing.began == account.began
            days = {name: [box.start, box.end, box.decide_by] for name, box in standing.calendar.items()}
            here = PHASES.index(account.works_in)
            assert {name: days[name][:2] for name in PHASES[here:]} == {
                name: account.days[name][:2] for name in PHASES[here:]
            }

    def numbered(self, facts) -> None:
        names = sorted(path.name for path in (self.folder / "decisions").iterdir()) if facts.decisions else []
        assert names == [f"{number:04d}.yaml" for number in range(1, len(names) + 1)]
        assert [fact.part.seq for fact in facts.decisions] == list(range(1, len(names) + 1))
        assert not [path for path in self.folder.rglob("*") if path.name.startswith(".")]

    def in_any_order(self, record, history) -> None:
        """Files come in any order, and so do evidence and consents: every digest stays the same."""
        reads, facts = list(record.reads.values()), record.facts
        self.dice.shuffle(reads)
        signed = {
            f"signed/r{number}.json": (self.folder / f"signed/r{number}.json").read_bytes() for number in facts.signed
        }
        assert replace(facts_of(ID, reads, signed), files=facts.files) == facts
        consents, evidence = list(facts.consents), list(facts.evidence)
        self.dice.shuffle(consents)
        self.dice.shuffle(evidence)
        mixed = replace(facts, consents=tuple(consents), evidence=tuple(evidence))
        other = replay(mixed, self.today)
        assert other.standing == history.standing
        assert other.steps == history.steps
        assert judged_now(mixed, other, self.today) == judged_now(facts, history, self.today)


def _crawl_bundle(hours: str, recommends: str) -> list[tuple[str, list[str], bool, str]]:
    return [
        ("onboarding_hours", ["Helio 3PL=29", f"Brandt Lager={hours}"], True, "northwind"),
        ("recommend", [f"{name}={recommends}" for name in PILOTS], False, "northwind"),
        *(("scalable", [f"{party}=yes"], False, party) for party in PARTIES),
    ]


def _walk_bundle(adopted: str, rework: str) -> list[tuple[str, list[str], bool, str]]:
    return [
        ("adoption", [adopted], True, "northwind"),
        ("rework_rate", [rework], True, "contoso"),
        *(("promoting", [f"{party}=yes"], False, party) for party in PARTIES),
        *(("roi", [f"{party}=EUR 60000"], False, party) for party in PARTIES),
    ]


BUNDLES = {
    "crawl": {
        "good": _crawl_bundle("31", "yes"),
        "grey": _crawl_bundle("34", "yes"),
        "bad": _crawl_bundle("38", "yes"),
    },
    "walk": {
        "good": _walk_bundle("6 of 8", "3 of 64"),
        "grey": _walk_bundle("5 of 8", "3 of 64"),
        "bad": _walk_bundle("3 of 8", "3 of 64"),
    },
}


WALKS = settings(
    max_examples=30 if LONG else 2,
    stateful_step_count=40 if LONG else 12,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],  # a short walk is read as it is
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("point", LIVES)
def test_whatever_is_done_the_record_holds_and_tells_what_was_done(point: str) -> None:
    run_state_machine_as_test(type("Life", (Life,), {"point": point}), settings=WALKS)
    if LONG:
        print(point, dict(sorted(COUNTS.items())))


def test_a_withdrawal_and_the_last_signature_of_one_day_hold_together():
    """Two branches of one day: the decision says itself that it was taken before all had signed."""
    told = story("half signed")
    told.decide("withdraw", "proposed", "withdrawn", "2025-12-16", by="contoso.relationship")
    told.consent("r1", "contoso", "2025-12-16", "sign")
    told.freeze("1")
    assert told.objections() == []
    assert told.replay().standing.state == "proposed"
    yes, no = told.copy(), told.copy()
    yes.consent("d0002", "contoso", "2025-12-17")
    assert (yes.objections(), yes.replay().standing.state) == ([], "withdrawn")
    no.consent("d0002", "contoso", "2025-12-17", "decline", reason="We go on.")
    assert (no.objections(), no.replay().standing.state) == ([], "signed")


def test_evidence_in_any_order_gives_the_same_decision(tmp_path: Path) -> None:
    """Branches that add evidence are merged in any order, and typed on file systems that list in any order."""
    told, written = story("crawl measured"), set()
    for number, order in enumerate(
        (sorted(told.files), sorted(told.files, reverse=True), sorted(told.files, key=hash))
    ):
        told.files = {local: told.files[local] for local in order}
        record = told.on_disk(tmp_path / str(number))
        wish = Wish("go", _role("northwind.relationship"), date(2026, 3, 18), customers=INVITED)
        written.add(advance(record, wish).path.read_bytes())
    assert len(written) == 1
