"""The way out: who may use an exit trigger, what shows it, and the wind-down that follows, with its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from charter.empty_words import is_told
from charter.facts import Fact
from charter.finding import Path
from charter.lifecycle.standing import Leaving, Standing
from charter.terms.days import after
from charter.values import Duration, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.lifecycle.sitting import Sitting
    from charter.model import Charter, Decision
    from charter.model.ending import Trigger, WindDown

TERM = "term"
"""The word for leaving because the term of run is over; no trigger of the terms is needed for that."""

Said: TypeAlias = tuple[str, Path, str, str]
"""A rule, a place in the decision, a message, and what to do."""


def triggers(terms: Charter) -> dict[str, Trigger]:
    """The exit triggers of the terms by id."""
    ending = given(terms.exit)
    found = given(ending.triggers) if ending else None
    return {trigger.id: trigger for trigger in found or () if isinstance(trigger.id, str)}


def entitlement(sitting: Sitting) -> Iterator[Said]:
    """Whether the trigger exists, and may be used by this party here."""
    decision, known = sitting.decision.part, triggers(sitting.terms)
    name = given(decision.trigger)
    if name == TERM and TERM not in known:
        yield from _term_over(sitting)
        return
    trigger = known.get(name or "")
    if trigger is None:
        message = f"the terms have no exit trigger {name}" if name else "it names no exit trigger"
        help = "only the end of the term is a way out: --trigger term"
        if known:
            help = f"the triggers are {listed([*known, TERM])}: --trigger {next(iter(known))}"
        yield ("exit-trigger-unknown", ("trigger",), message, help)
        return
    yield from _invoked(sitting, trigger)


def _term_over(sitting: Sitting) -> Iterator[Said]:
    end = sitting.standing.calendar["run"].end if "run" in sitting.standing.calendar else None
    if end is None or sitting.day < end:
        message = f"the term is not over before {end}" if end else "the terms name no end of a term"
        yield ("exit-not-entitled", ("trigger",), message, "use an exit trigger of the terms")


def _invoked(sitting: Sitting, trigger: Trigger) -> Iterator[Said]:
    by, who = given(sitting.decision.part.by), given(trigger.invoked_by)
    if by is not None and who not in (None, "any", "other", by.party):
        message = f"only {who} may leave by {trigger.id}, and this was written for {by.party}"
        yield ("exit-not-entitled", ("by",), message, _usable(sitting))
    when = given(trigger.when)
    phases = given(trigger.in_) or (given(when.in_) if when else None)
    where = sitting.standing.working_in
    if phases and where not in phases:
        message = f"{trigger.id} is a way out of {listed(list(phases))}, and this is {where or sitting.standing.state}"
        yield ("exit-not-entitled", ("trigger",), message, _usable(sitting))


def _usable(sitting: Sitting) -> str:
    """The triggers that this party may use here."""
    by, where = given(sitting.decision.part.by), sitting.standing.working_in
    names = []
    for name, trigger in triggers(sitting.terms).items():
        when, who = given(trigger.when), given(trigger.invoked_by)
        phases = given(trigger.in_) or (given(when.in_) if when else None)
        if (not phases or where in phases) and (by is None or who in (None, "any", "other", by.party)):
            names.append(name)
    return f"{by.party} may leave here by {' or '.join(names)}" if names and by is not None else ""


def showing(sitting: Sitting) -> Iterator[Said]:
    """Whether the trigger has fired: a metric by its evidence, an event by the reason that names it."""
    decision = sitting.decision.part
    trigger = triggers(sitting.terms).get(given(decision.trigger) or "")
    when = given(trigger.when) if trigger else None
    if trigger is None or when is None:
        return
    if given(when.metric) is None:
        if not is_told(given(decision.reason)):
            message = f"{trigger.id} is used, and nothing says what happened"
            yield ("reason-missing", ("reason",), message, 'say it: --reason "…"')
        return
    from charter.gates.watching import fires

    listed_here = set(given(decision.evidence) or ())
    evidence = tuple(fact for fact in sitting.facts.evidence if fact.digest in listed_here)
    if fires(trigger, evidence, sitting.terms, sitting.day, sitting.heard) is None:
        bound = f"{given(when.metric)} {given(when.is_)}" + (f" for {given(when.for_)}" if given(when.for_) else "")
        message = f"{trigger.id} fires at {bound}, and the evidence listed here does not show that"
        help = f"charter evidence add {sitting.facts.id} {given(when.metric)} records it; or use another trigger"
        yield ("exit-trigger-not-met", ("evidence",), message, help)


def left(decision: Fact[Decision], terms: Charter, since: date) -> Leaving:
    """The way out that a no-go or an exit opens, from the day it took effect."""
    name = given(decision.part.trigger)
    trigger = triggers(terms).get(name or "")
    if trigger is None:
        return Leaving(name or "no-go", since, since)
    return Leaving(trigger.id, since, after(after(since, given(trigger.cure)), given(trigger.notice)))  # type: ignore[arg-type]  # ids by key


class Item(NamedTuple):
    """One item of the wind-down.

    Attributes:
        closes: Whether the charter cannot be closed before it is done.
    """

    id: str
    what: str
    due: date
    closes: bool = True


def checklist(terms: Charter, leaving: Leaving) -> tuple[Item, ...]:
    """The wind-down with its days: telling customers counts from the decision, the rest from the end of notice."""
    ending = given(terms.exit)
    plan = given(ending.wind_down) if ending else None
    if plan is None:
        return ()
    return tuple(_items(plan, leaving))


def _items(plan: WindDown, leaving: Leaving) -> Iterator[Item]:
    over = leaving.over
    if customers := given(plan.customers):
        told = after(leaving.decided, given(customers.told_within))
        yield Item("customers-told", f"customers are told: {given(customers.plan)}", told)
    if data := given(plan.data):
        yield from _item("data-returned", "shared data is returned", over, given(data.return_by))
        yield from _item("data-deleted", "shared data is deleted", over, given(data.delete_by))
    if brand := given(plan.brand):
        yield from _item("brand-removed", "names and logos are gone", over, given(brand.stop_use_by))
    if settle := given(plan.settle):
        yield from _item("settled", "open money is settled", over, given(settle.by))
    yield from _item("wound-down", "the wind-down is over", over, given(plan.takes))
    for item in _item("support-ends", "support of customers ends", over, given(plan.support_tail)):
        yield item._replace(closes=False)


def _item(name: str, what: str, over: date, span: Duration | None) -> Iterator[Item]:
    if span is not None:
        yield Item(name, what, after(over, span))


def finished(leaving: Leaving, day: date) -> bool:
    """Whether cure and notice are over."""
    return day >= leaving.over


def standing_checklist(standing: Standing) -> tuple[Item, ...]:
    """The wind-down of a charter that is leaving; empty before."""
    if standing.leaving is None or standing.terms is None:
        return ()
    return checklist(standing.terms.part, standing.leaving)
