"""A rehearsal in words: days, who decides, how it ends, what each side has given, and the sentence that sums it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from charter.rehearsal import Days, Ending, Nobody, Rehearsal, Who
from charter.rehearsal.nobody import Gap
from charter.rendering.names import Names, label, listed
from charter.terms.balance import Range
from charter.values import Absent, Role, given
from charter.wording import counted

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.rehearsal.spending import Spent


def plain(text: str) -> str:
    """A text of a charter in one line."""
    return " ".join(text.split())


def day(value: date) -> str:
    """ISO 8601; the last day there is stands for everything beyond."""
    return "after 9999" if value == date.max else value.isoformat()


def days(value: Days) -> str:
    """``2027-03-05 – 2027-03-19``, or what stands for a day that is not there."""
    first, last = value.earliest, value.latest
    if value.open:
        return f"{day(first)} – open" if first else "any day, for ever"
    if first is None:
        return f"until {day(last)}" if last else "no date yet"
    if last is None and first != date.max:
        return f"from {day(first)} on"
    return day(first) if last is None or first == last else f"{day(first)} – {day(last)}"


def who(value: Who, names: Names) -> str:
    """Who decides."""
    if value.way in ("all deciders", "one decider"):
        return _together(value.names, names, every=value.way == "all deciders")
    if value.way in ("party", "outsider"):
        return plain(listed(names.role(name) for name in value.names))
    if value.way == "other party":
        return names.short("other")
    return _WAYS.get(value.way, value.way)


_WAYS: Mapping[str, str] = {"any party": "any party alone", "time": "nobody has to"}


def decided(value: Who, names: Names) -> str:
    """Who decides, within the account of an ending."""
    said = {"time": "no decision needed", "nobody": "nobody may decide", "withheld": "who decides is withheld"}
    return said.get(value.way) or f"decided by {who(value, names)}"


def _together(roles: tuple[Role | str, ...], names: Names, *, every: bool) -> str:
    """ "both sponsors", "one sponsor alone" where every party's sponsor is meant and nobody else."""
    known = [role for role in roles if isinstance(role, Role)]
    kinds = {role.role for role in known}
    if len(kinds) == 1 and len(known) == len(roles) and [role.party for role in known] == list(names.parties):
        kind = label(kinds.pop())
        return f"{'both' if len(known) == 2 else f'all {len(known)}'} {kind}s" if every else f"one {kind} alone"
    return plain(listed([names.role(role) for role in roles], "and" if every else "or"))


def how(ending: Ending) -> str:
    """How it ends, as a heading."""
    phase = ending.phases[0] if ending.phases else ""
    match ending.kind:
        case "withdrawn":
            return "withdrawn before the start"
        case "no-go":
            return f"no at {phase}" + (", no crawl left" if ending.after_attempts > 1 else "")
        case "silence":
            return f"silence at {phase}"
        case "trigger":
            return label(ending.trigger)
        case "term":
            return "the term is over"
        case "unwritten":
            return f"nothing follows {phase}"


def _by(ending: Ending) -> str:
    """How it ends, within a sentence."""
    match ending.kind:
        case "no-go":
            return f"by a no at {ending.phases[0]}"
        case "silence" | "trigger":
            return f"by {how(ending)}"
        case "term":
            return "when the term is over"
        case _:
            return f"as {how(ending)}" if ending.kind == "unwritten" else "by withdrawal"


def summary(rehearsal: Rehearsal, names: Names) -> str:
    """The rehearsal in one sentence: how many endings, the first, the last, and what is wrong with them."""
    count = len(rehearsal.endings)
    pieces = [", ".join([counted(count, "ending"), *_span(rehearsal)])]
    counts = Counter(party for ending in rehearsal.endings for party in ending.empty_handed)
    for party in names.parties:
        if counts[party]:
            pieces.append(f"in {counts[party]} of them {plain(names.short(party))} has paid and gets nothing")
    places = len(rehearsal.nobody)
    if places:
        pieces.append(f"in {counted(places, 'place')} nobody may decide")
    return "; ".join(pieces)


def _span(rehearsal: Rehearsal) -> Iterator[str]:
    first, last = rehearsal.first, rehearsal.last
    if first is not None and first.days.earliest is not None:
        yield f"earliest {day(first.days.earliest)} {_by(first)}"
    if last is not None and last.days.open:
        yield f"no latest day, as {last.days.open}"
    elif last is not None and last.days.latest is not None:
        yield f"latest {day(last.days.latest)} {_by(last)}"
    if first is None:
        yield "no dates yet"


def gave(spent: Spent, ending: Ending, names: Names) -> str:
    """What one party has given by an ending: ``Northwind: up to EUR 180 000, gets nothing``."""
    parts = [_amount(amount) for amount in spent.amounts if amount.high != 0]
    if spent.unknown:
        parts.append("an unknown sum")
    if spent.unpriced:
        parts.append(counted(spent.unpriced, "unpriced promise"))
    text = f"{plain(names.short(spent.party))}: {' + '.join(parts) or 'nothing'}"
    if spent.party in ending.empty_handed:
        return f"{text}, gets nothing"
    return f"{text}, may get nothing" if spent.party in ending.perhaps_empty_handed else text


_GAPS: Mapping[Gap, str] = {
    "no gate": "{phase} has no gate: nobody decides what follows",
    "no deciders": "the {phase} gate names nobody who decides",
    "party without a voice": "the {phase} gate asks nobody of {party}",
    "unknown decider": "the {phase} gate waits for {about}, whom the charter does not know",
    "nobody picks": "{party} may have to decide, and nobody is said to pick them",
    "no criteria": "the {phase} gate asks nothing, so it can say neither go nor no",
    "grey without extension": "the {phase} gate has a grey zone in {label}, and no extension to leave it",
    "silence unwritten": "the {phase} gate may pass in silence, and nothing says what happens then",
    "silence extends nothing": "silence extends {phase}, and no extension is written",
    "unknown invoker": "{label} is a way out for {invoker}, whom the charter does not know",
    "no way out": "nothing leads out of {phase}: no decision, no end, no exit trigger",
}


def _amount(amount: Range) -> str:
    """``EUR 120 000 – 200 000``."""
    text = str(amount)
    return text.replace(f" to {amount.unit} ", " – ") if text.startswith(amount.unit) else text


def nobody(place: Nobody, charter: Charter, names: Names) -> str:
    """One place where nobody may decide, and why."""
    return plain(
        _GAPS[place.gap].format(
            phase=place.phase,
            about=place.about,
            party=names.short(place.about),
            label=label(place.about),
            invoker=_invoker(charter, place) if place.gap == "unknown invoker" else "",
        )
    )


def _invoker(charter: Charter, place: Nobody) -> str:
    ending, index = given(charter.exit), place.path[2]
    triggers = given(ending.triggers) if ending is not None else None
    found = given(triggers[index].invoked_by) if triggers and isinstance(index, int) else None
    return found or "nobody"


def is_withheld(value: object) -> bool:
    """Whether something is said to exist and not shown."""
    return isinstance(value, Absent) and value.kind == "undisclosed"
