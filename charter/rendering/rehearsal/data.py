"""A rehearsal for other programs.

Keys: `version` (1), `charter`, `summary` (the sentence), `counts`, `phases`, `endings`, `nobody`. Days are ISO 8601 or
null; `open` says why there is no latest day, empty where there is one or it is not known. Amounts are exact decimals as
text; a `high` of null has no known upper end.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from charter.answers import answer
from charter.rehearsal import Days, Ending, Rehearsal, Window
from charter.rendering.names import Names
from charter.rendering.rehearsal import words

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import Charter
    from charter.rehearsal.spending import Spent


def as_json(charter: Charter, rehearsal: Rehearsal, names: Names) -> str:
    """One JSON document."""
    return answer(document(charter, rehearsal, names))


def document(charter: Charter, rehearsal: Rehearsal, names: Names) -> dict[str, Any]:
    """The rehearsal as plain data."""
    empty = Counter(party for ending in rehearsal.endings for party in ending.empty_handed)
    return {
        "version": 1,
        "charter": str(charter.id),
        "summary": words.summary(rehearsal, names),
        "counts": {
            "endings": len(rehearsal.endings),
            "nobody": len(rehearsal.nobody),
            "empty_handed": {party: empty[party] for party in names.parties},
        },
        "phases": [_phase(window) for window in rehearsal.windows],
        "endings": [_ending(ending) for ending in rehearsal.endings],
        "nobody": [
            {
                "gap": place.gap,
                "phase": place.phase or None,
                "pointer": _pointer(place.path),
                "about": place.about,
                "message": words.nobody(place, charter, names),
            }
            for place in rehearsal.nobody
        ],
    }


def _pointer(path: Path) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def _phase(window: Window) -> dict[str, Any]:
    return {
        "phase": window.name,
        "begins": _days(window.begins),
        "decided": _days(window.decided),
        "crawls": window.crawls,
    }


def _days(days: Days) -> dict[str, str | None]:
    return {
        "earliest": None if days.earliest is None else days.earliest.isoformat(),
        "latest": None if days.latest is None else days.latest.isoformat(),
        "open": days.open,
    }


def _ending(ending: Ending) -> dict[str, Any]:
    return {
        "number": ending.number,
        "kind": ending.kind,
        "phases": list(ending.phases),
        "trigger": ending.trigger or None,
        **_days(ending.days),
        "decides": {"way": ending.who.way, "names": [str(name) for name in ending.who.names]},
        "cure": ending.cure and str(ending.cure),
        "notice": ending.notice and str(ending.notice),
        "after_attempts": ending.after_attempts,
        "wound_down": None if ending.over is None else _days(ending.over),
        "spent": {spent.party: _spent(spent) for spent in ending.spent},
        "empty_handed": list(ending.empty_handed),
        "perhaps_empty_handed": list(ending.perhaps_empty_handed),
    }


def _spent(spent: Spent) -> dict[str, Any]:
    return {
        "amounts": [
            {"unit": one.unit, "low": f"{one.low:f}", "high": None if one.high is None else f"{one.high:f}"}
            for one in spent.amounts
        ],
        "unknown": spent.unknown,
        "unpriced": spent.unpriced,
        "survives": spent.survives,
    }
