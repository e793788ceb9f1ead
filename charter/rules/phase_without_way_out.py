"""There is a phase that nobody can end.

## What it checks

From every phase there is a step somebody can take towards the end, whatever the evidence shows: an exit that counts in
this phase, ends the whole partnership and can come about; in run also a term that is over, or a notice before it
renews itself. A gate that ends in a no needs a place to lead to: `restart-crawl` needs a crawl. And while a gate is
undecided, because a number never came, silence has to mean the end (`if_silent: end`) or an exit has to count.

Where no exit is written at all, `no-exit-criteria` speaks.

## Why it matters

A partnership that cannot be ended by the rules is ended against them: people stop answering, invoices are disputed, and
customers learn of it last. The side with less to lose decides when.

## Bad

```yaml
phases:
  run: {start: 2027-07-01, term: 12 months, renewal: {mode: automatic, period: 12 months}}
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days, in: [crawl]}
```

## Good

```yaml
phases:
  run: {start: 2027-07-01, term: 12 months, renewal: {mode: automatic, period: 12 months, notice: 60 days}}
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 30 days, in: [crawl]}
```

## How to settle it with the partner

Put a finger on each phase in turn and ask: "It is the middle of this one, and we want out. What do we send, to whom?"
Where nobody has an answer, let an exit count there, or say what silence means.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import is_umbrella
from charter.terms.thresholds import is_possible
from charter.terms.timeline import phases
from charter.terms.watches import limited_to, watches
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter
    from charter.model.ending import Trigger
    from charter.model.phases import Gate, Renewal, Run

_EXITS: Path = ("exit", "triggers")


@rule(
    "logic: every phase has a way out",
    since={"draft": "error"},
    help="let an exit that ends the partnership count in this phase",
)
def check(case: Case) -> Iterator[Remark]:
    exits = _exits(case.charter)
    if not exits or is_umbrella(case.charter) or case.charter.part_of is not None:
        return
    impossible = {watch.path[2] for watch in watches(case.charter) if not is_possible(watch.line, watch.metric)}
    here = [trigger for index, trigger in enumerate(exits) if index not in impossible and _ends_it_all(trigger)]
    also = (Also(_EXITS, "none of these ends it"),)
    for name, phase in phases(case.charter):
        if any(_counts_in(trigger, name) for trigger in here):
            continue
        if name == "run":
            yield from _run(cast("Run", phase), also)
        elif (gate := given(phase.gate)) is not None:
            yield from _gate(case, name, gate, also)


def _exits(charter: Charter) -> tuple[Trigger, ...]:
    ending = given(charter.exit)
    return (given(ending.triggers) or ()) if ending is not None else ()


def _ends_it_all(trigger: Trigger) -> bool:
    """Whether it ends the partnership, not only some commitments; what is withheld may."""
    return trigger.then != "change" and not isinstance(trigger.applies_to, tuple)


def _counts_in(trigger: Trigger, phase: str) -> bool:
    limited, when = limited_to(trigger), given(trigger.when)
    hidden = isinstance(trigger.in_, Absent) or when is None or isinstance(when.in_, Absent)
    return hidden or limited is None or phase in limited


def _run(run: Run, also: tuple[Also, ...]) -> Iterator[Remark]:
    renewal = run.renewal
    if run.gate is not None or (isinstance(renewal, Absent) and renewal.kind != "none"):
        return
    if given(renewal) is not None and cast("Renewal", renewal).mode == "automatic":
        if cast("Renewal", renewal).notice is None:
            message = "nobody can end run: it renews itself without a notice, and no exit counts in it"
            help = "write the notice before it renews, or let an exit count in run"
            yield Remark(("phases", "run", "renewal", "notice"), message, help, also=also)
    elif run.term is None and run.end is None:
        message = "nobody can end run: it has no term, and no exit counts in it"
        yield Remark(("phases", "run", "term"), message, "write its term, or let an exit count in run", also=also)


def _gate(case: Case, name: str, gate: Gate, also: tuple[Also, ...]) -> Iterator[Remark]:
    path: Path = ("phases", name, "gate")
    plan = given(case.charter.phases)
    if gate.no_go == "restart-crawl" and plan is not None and _is_missing(plan.crawl):
        message = f"nobody can end {name}: its no leads back to crawl, there is no crawl, and no exit counts in {name}"
        yield Remark((*path, "no_go"), message, "write no_go: end, or let an exit count here", also=also)
    elif gate.no_go is not None and gate.if_silent in (None, "extend") and case.reached("proposed"):
        silence = "silence extends it" if gate.if_silent else "nothing says what silence means"
        message = f"nobody can end {name} while its gate is undecided: {silence}, and no exit counts in {name}"
        help = f"write if_silent: end, or let an exit count in {name}"
        yield Remark((*path, "if_silent"), message, help, also=also, at_most="warning")


def _is_missing(phase: object) -> bool:
    return phase is None or (isinstance(phase, Absent) and phase.kind == "none")
