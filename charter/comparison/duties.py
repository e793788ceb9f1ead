"""What a change does to who decides, to signing, data and numbers: all but gates, promises, times, exits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from charter.comparison.effect import UNCLEAR, Case, Effect, Verdict, between, parties_in
from charter.comparison.endings import span
from charter.comparison.promises import named
from charter.comparison.sizes import order
from charter.consents import METHODS
from charter.values import Day, Role, given


def phase(case: Case) -> Effect:
    """A phase that came or went."""
    if case.old is None:
        return Effect("harder", why="one phase more, with its gate, before full scale")
    if case.new is None:
        return Effect("easier", why="the phase is skipped, and what its gate asked for is not asked")
    return UNCLEAR


def gate(case: Case) -> Effect:
    """A gate that came or went."""
    if (case.old is None) is (case.new is None):
        return UNCLEAR
    return Effect("harder", why="a decision more") if case.old is None else Effect("easier", why="a decision less")


def ranked(words: Sequence[Any], verdicts: tuple[Verdict, Verdict], more: str, less: str) -> Callable[[Case], Effect]:
    """An effect by the place of two words in an order, what goes furthest last; nothing written is None in it."""

    def effect(case: Case) -> Effect:
        if case.old not in words or case.new not in words:
            return UNCLEAR
        if case.old == case.new:
            return Effect("same")
        up = words.index(case.new) > words.index(case.old)
        return Effect(verdicts[0] if up else verdicts[1], why=more if up else less)

    return effect


def amount(verdicts: tuple[Verdict, Verdict], more: str, less: str) -> Callable[[Case], Effect]:
    """An effect by a number that is nobody's in particular."""

    def effect(case: Case) -> Effect:
        sign = order(case.old, case.new)
        if case.old is None or case.new is None or sign is None:
            return UNCLEAR
        return (
            Effect("same")
            if not sign
            else Effect(*(verdicts[0], (), (), more) if sign > 0 else (verdicts[1], (), (), less))
        )

    return effect


def due(case: Case) -> Effect:
    """When a deliverable, or what stands against a dependence, is due: its owner's time."""
    owner = {one.owner for one in case.around(1) if one is not None and isinstance(one.owner, Role)}
    if not isinstance(case.old, Day) or not isinstance(case.new, Day):
        return UNCLEAR
    sign = order(case.old, case.new)
    if not sign:
        return Effect("same") if sign == 0 else UNCLEAR
    mine = tuple({one.party for one in owner}) if len({one.party for one in owner}) == 1 else ()
    rest = case.others(mine) if mine else ()
    if sign > 0:
        return between(case, "later", mine, rest, "more time to deliver")
    return between(case, "earlier", rest, mine, "less time to deliver")


def deliverable(case: Case) -> Effect:
    """A deliverable that came or went."""
    one = case.new if case.old is None else case.old
    role = given(one.owner) if one is not None else None
    if one is None or (case.old is None) is (case.new is None):
        return UNCLEAR
    mine = (role.party,) if role is not None else ()
    rest = case.others(mine) if mine else ()
    if case.old is None:
        return between(case, "larger", rest, mine, "one thing more to deliver")
    return between(case, "smaller", mine, rest, "one thing less to deliver")


def voices(case: Case) -> Effect:
    """Who decides: the parties that gain a voice, and those that lose theirs."""
    if case.old is None or case.new is None:
        return UNCLEAR
    was, now = (set(parties_in(value)) for value in (case.old, case.new))
    gained, lost = sorted(now - was), sorted(was - now)
    if not gained and not lost:
        return Effect("different", why="the same sides, by other roles")
    why = "who has a say in it" if gained and lost else "a say in it" if gained else "no say in it any more"
    return between(case, "different", gained, lost, why)


def topic(case: Case) -> Effect:
    """A decision right that came or went: who has the say."""
    one = case.new if case.old is None else case.old
    roles = given(one.decided_by) if one is not None else None
    if roles is None or (case.old is None) is (case.new is None):
        return UNCLEAR
    known = parties_in(roles)
    if case.old is None:
        return between(case, "different", known, case.others(known), "who has a say in it is written down now")
    return between(case, "different", case.others(known), known, "nobody's say in it is written down any more")


def attested(case: Case) -> Effect:
    """Who confirms the numbers."""
    if case.old is None:
        return between(case, "stronger", (case.new,), (), "a second side confirms the numbers")
    if case.new is None:
        return between(case, "weaker", (), (case.old,), "nobody else confirms the numbers any more")
    return between(case, "different", (case.new,), (case.old,), "another side confirms the numbers")


def dataset(case: Case) -> Effect:
    """Data that begins or ceases to cross between parties."""
    one = case.new if case.old is None else case.old
    if one is None or (case.old is None) is (case.new is None):
        return UNCLEAR
    source, to = given(one.from_), given(one.to)
    gives = (source,) if source is not None else ()
    gets = to if isinstance(to, tuple) else (to,) if to is not None else ()
    if case.old is None:
        return between(case, "wider", gets, gives, "more data is handed over")
    return between(case, "narrower", gives, gets, "less data is handed over")


def kept(case: Case) -> Effect:
    """What happens to data at the end: who keeps it gains, and who gave it loses."""
    old, new = case.around(1)
    known = old is not None and new is not None and (old.from_, old.to) == (new.from_, new.to)
    source = given(new.from_) if known else None
    if source is None or case.old is None or case.new is None:
        return UNCLEAR
    if case.new == "keep":
        return between(case, "weaker", case.others((source,)), (source,), "who received the data keeps it")
    if case.old == "keep":
        return between(case, "stronger", (source,), case.others((source,)), "who received the data keeps it no longer")
    return Effect("different", why="it is gone from who received it either way")


def personal(case: Case) -> Effect:
    """Whether data is about people."""
    if not isinstance(case.old, bool) or not isinstance(case.new, bool) or case.old is case.new:
        return UNCLEAR
    return (
        Effect("wider", why="data about people is among it")
        if case.new
        else Effect("narrower", why="no data about people")
    )


def desk(case: Case) -> Effect:
    """Who answers customers."""
    return named(case, "who does the work", bad=True)


def covered(case: Case) -> Effect:
    """What the partnership is about: more or less of it."""
    was, now = set(case.old or ()), set(case.new or ())
    if was == now or not (was <= now or now <= was) or not was or not now:
        return Effect("same") if was == now else UNCLEAR
    more = (was < now) is case.change.route.endswith("in")
    return Effect("wider", why="it covers more") if more else Effect("narrower", why="it covers less")


def outage(case: Case) -> Effect:
    """How soon an outage is answered, and by whom."""
    old, new = case.old, case.new
    sign = order(old.respond, new.respond) if old is not None and new is not None and old.by == new.by else None
    if not sign:
        return Effect("same") if sign == 0 else UNCLEAR
    mine = parties_in(given(new.by))
    if sign > 0:
        return between(case, "longer", mine, ("customers",), "an outage is answered later")
    return between(case, "shorter", ("customers",), mine, "an outage is answered sooner")


def approver(case: Case) -> Effect:
    """Whose word is needed for a use of its brand."""
    party = str(case.change.path[-1])
    if case.old is None:
        return between(case, "stronger", (party,), (), "its word is needed")
    if case.new is None:
        return between(case, "weaker", (), (party,), "its word is not needed any more")
    same = parties_in(case.old) == parties_in(case.new)
    return Effect("different", why="the same side, by another role") if same else UNCLEAR


def least(case: Case) -> Effect:
    """The weakest method of a signature that counts; nothing written is the weakest there is."""
    was, now = (METHODS.index(value or "attested") for value in (case.old, case.new))
    if was == now:
        return Effect("same", why="that is what counts where nothing is written")
    if now > was:
        return Effect("stronger", why="weaker signatures do not count any more")
    return Effect("weaker", why="weaker signatures count now")


_RHYTHMS: Final = ("yearly", "half-yearly", "quarterly", "monthly", "biweekly", "weekly", "daily")
_rhythm = ranked(_RHYTHMS, ("oftener", "rarer"), "looked at more often", "looked at less often")
_G: Final = "phases.*.gate"
EFFECTS: Final[Mapping[str, Callable[[Case], Effect]]] = {
    "phases.*": phase,
    "phases.*.reviews.*": _rhythm,
    "phases.*.deliverables.*": deliverable,
    "phases.*.deliverables.*.due": due,
    _G: gate,
    f"{_G}.decided_by": voices,
    f"{_G}.no_go": ranked(("end", "restart-crawl"), ("looser", "tighter"), "a no does not end it", "a no ends it"),
    f"{_G}.if_silent": ranked(("end", "extend"), ("looser", "tighter"), "silence does not end it", "silence ends it"),
    f"{_G}.attempts": amount(("looser", "tighter"), "more crawls may follow a no", "fewer crawls may follow a no"),
    "metrics.*.source.attested_by": attested,
    "metrics.*.source.independent": ranked(
        (False, True), ("stronger", "weaker"), "a third party measures", "no third party measures any more"
    ),
    "metrics.*.source.lag": span("the number is known later", "the number is known sooner"),
    "metrics.*.review": _rhythm,
    "signing.least": least,
    "signing.before": ranked(
        ("crawl", "launch"), ("later", "earlier"), "crawl may begin unsigned", "crawl waits for it"
    ),
    "binding": ranked(("none", "partly", "full"), ("stronger", "weaker"), "more of it binds", "less of it binds"),
    "governance.decisions.*": topic,
    "governance.decisions.*.decided_by": voices,
    "governance.decisions.*.deadline": span("a decision may take longer", "a decision must come sooner"),
    "governance.escalation.*.roles": voices,
    "governance.escalation.*.within": span("a dispute may stay longer here", "a dispute goes up sooner"),
    "governance.bodies.*.members": voices,
    "governance.bodies.*.casting_vote": voices,
    "attribution.disputes_to": voices,
    "attribution.registered_for": span(
        "who registered a deal is protected longer", "who registered it is protected less"
    ),
    "operations.data.*": dataset,
    "operations.data.*.at_exit": kept,
    "operations.data.*.personal": personal,
    "operations.dependencies.*.due": due,
    "operations.support.first_line": desk,
    "operations.support.second_line": desk,
    "operations.support.severity_1": outage,
    "scope.in": covered,
    "scope.out": covered,
    "operations.publicity.approvers.*": approver,
    "operations.publicity.turnaround": span("approval may take longer", "approval must come sooner"),
}
