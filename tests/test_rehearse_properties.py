"""What holds for every rehearsal, whatever the terms."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from charter.model import Charter
from charter.rehearsal import Ending, Rehearsal, rehearse
from charter.rendering import terms

DAYS = (
    st.none()
    | st.dates(date(2027, 1, 1), date(2028, 12, 31)).map(str)
    | st.sampled_from(["2027-Q2", "2028", "2027-11"])
)
SPANS = st.builds(
    "{} {}".format,
    st.integers(0, 999999) | st.integers(0, 12),
    st.sampled_from(["days", "business days", "weeks", "months", "years", "reviews", "hours"]),
)
TIMES = st.integers(1, 3) | st.integers(0, 999999999)


def optional(**keys: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=dict(keys))


GATES = optional(
    decide_by=DAYS,
    no_go=st.sampled_from(["end", "restart-crawl"]),
    if_silent=st.sampled_from(["end", "extend"]),
    attempts=TIMES,
    extension=st.fixed_dictionaries({"times": TIMES, "for": SPANS}),
    decided_by=st.lists(st.sampled_from(["a.sponsor", "b.sponsor", "c.sponsor", "panel"]), unique=True, max_size=3),
)
PHASE = optional(start=DAYS, end=DAYS, gate=GATES)
RUN = optional(
    start=DAYS,
    end=DAYS,
    term=SPANS,
    renewal=st.fixed_dictionaries({"mode": st.sampled_from(["by-choice", "automatic", "none"])}),
)
PHASES = optional(crawl=PHASE, walk=PHASE, run=RUN)
TRIGGER = st.fixed_dictionaries(
    {"when": optional(event=st.just("E"), **{"from": DAYS, "for": SPANS})},
    optional={
        "in": st.lists(st.sampled_from(["crawl", "walk", "run"]), min_size=1, unique=True),
        "invoked_by": st.sampled_from(["any", "other", "a", "panel", "nobody-here"]),
        "notice": SPANS,
        "cure": SPANS,
        "then": st.sampled_from(["end", "change", "stop"]),
    },
)
TRIGGERS = st.lists(TRIGGER, max_size=4)


def flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items() if item is not None) + "}"
        case list():
            return "[" + ", ".join(map(flow, value)) + "]"
        case _:
            return str(value)


def built(phases: dict[str, object], triggers: list[dict[str, object]]) -> Charter:
    named = [{"id": f"t{number}", **trigger} for number, trigger in enumerate(triggers)]
    text = f"charter: 1\nid: a-b\nrevision: 1\ntitle: T\nparties: {{a: {{name: A}}, b: {{name: B}}}}\nphases: {flow(phases)}\n"
    return terms(
        "x", f"{text}exit: {flow({'triggers': named, 'wind_down': {'takes': '90 days'}})}\n".encode(), {}
    ).charter


def key(ending: Ending) -> tuple[object, ...]:
    return ending.kind, ending.trigger or ending.phases


def ends(found: Rehearsal) -> set[tuple[object, ...]]:
    return {key(ending) for ending in found.endings}


@settings(max_examples=300, deadline=None)
@given(PHASES, TRIGGERS)
def test_nothing_ends_before_it_can(phases: dict[str, object], triggers: list[dict[str, object]]) -> None:
    for ending in rehearse(built(phases, triggers)).endings:
        for days in (ending.days, ending.over):
            if days is not None and days.earliest is not None and days.latest is not None:
                assert days.earliest <= days.latest
            if days is not None and days.open:
                assert days.latest is None
        for spent in ending.spent:
            assert all(amount.high is None or amount.low <= amount.high for amount in spent.amounts)
        assert not set(ending.empty_handed) & set(ending.perhaps_empty_handed)


@settings(max_examples=200, deadline=None)
@given(PHASES, TRIGGERS, TRIGGER)
def test_one_more_way_out_takes_none_away(
    phases: dict[str, object], triggers: list[dict[str, object]], more: dict[str, object]
) -> None:
    before, after = rehearse(built(phases, triggers)), rehearse(built(phases, [*triggers, more]))
    assert ends(before) <= ends(after)


@settings(max_examples=300, deadline=None)
@given(PHASES, TRIGGERS, st.sampled_from(["crawl", "walk"]))
def test_without_an_extension_nothing_is_later(
    phases: dict[str, object], triggers: list[dict[str, object]], name: str
) -> None:
    phase = dict(phases.get(name) or {})  # type: ignore[call-overload]
    gate = dict(phase.get("gate") or {})
    gate.pop("extension", None)
    shorter = {**phases, name: {**phase, "gate": gate}} if "gate" in phase else phases
    before, after = rehearse(built(phases, triggers)), rehearse(built(shorter, triggers))
    longest = {key(ending): ending.days for ending in before.endings}
    assert ends(after) <= ends(before)
    for ending in after.endings:
        was = longest[key(ending)]
        assert ending.days.latest is None or was.latest is None or ending.days.latest <= was.latest
        assert ending.days.latest is not None or was.latest is None
        if ending.kind != "trigger":  # with its own first day it may need a longer crawl to be used there
            assert ending.days.earliest is None or was.earliest is None or ending.days.earliest <= was.earliest
