"""The format's values in the words of a business reader: money, dates, thresholds, and absences said aloud."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, get_args

from charter.model.money import MoneyRange
from charter.model.part import Part, Prose
from charter.notation import read_day, read_role
from charter.rendering.names import Names, label, listed
from charter.rendering.titles import TITLES
from charter.values import Absent, Comparison, Day, Duration, Money, Operator, Percent, Role

T = TypeVar("T")

_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_MORE_OR_LESS = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}
_OPPOSITE: Mapping[Operator, Operator] = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
_STAYS = {">=": "does not fall below", ">": "stays above", "<=": "does not rise above", "<": "stays below"}
_PARTIES = frozenset(
    ["party", "from", "to", "over", "on", "of", "for", "first_line", "second_line", "reported_by", "attested_by"]
) | frozenset(["funded_by", "made_by", "owner", "invoked_by", "competitor_of"])
_METRICS = frozenset(["metric", "counter_metric", "proof"])


def day(value: Day | date) -> str:
    """``19 March 2027``; where only that is known ``March 2027``, ``Q1 2027``, ``2027``."""
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    if value.exact:
        return day(value.first)
    known = str(value)
    if "Q" in known:
        return f"{known[-2:]} {known[:4]}"
    return f"{_MONTHS[value.first.month - 1]} {known[:4]}" if len(known) == 7 else known


def number(value: Decimal) -> str:
    """Digits in groups of three, exact."""
    return f"{value:,f}".replace(",", " ")


def absence(value: Absent, names: Names) -> str:
    """An absence, said aloud."""
    match value.kind:
        case "none":
            return f"none: {value.reason}"
        case "tbd":
            return f"to be decided by {_decider(value.owner, names)} until {_until(value.by)}"
        case "undisclosed":
            return f"withheld: {value.reason}" + (f" (see {label(value.agreement)})" if value.agreement else "")
        case "unreadable":
            return "unreadable"


def _decider(owner: str, names: Names) -> str:
    try:
        return names.role(read_role(owner))
    except ValueError:
        return owner


def _until(by: str) -> str:
    try:
        return day(read_day(by))
    except ValueError:
        return by


def bound(threshold: Comparison, unit: str = "") -> str:
    """A threshold in words: ``>= 20%`` is "at least 20%"."""
    return f"{_MORE_OR_LESS[threshold.operator]} {_amount(threshold, unit)}"


def missed(threshold: Comparison) -> Comparison:
    """What a value is that does not satisfy it."""
    return Comparison(_OPPOSITE[threshold.operator], threshold.bound)


def stays(threshold: Comparison, unit: str = "") -> str:
    """A limit in words: ``<= 6%`` is "does not rise above 6%"."""
    return f"{_STAYS[threshold.operator]} {_amount(threshold, unit)}"


def _amount(threshold: Comparison, unit: str) -> str:
    value = threshold.bound
    if isinstance(value, Decimal):
        return f"{number(value)} {unit}".strip()
    return f"{value} {unit}".strip() if isinstance(value, Percent) else str(value)


def unit_of(name: str | Absent | None, names: Names) -> str:
    """What follows a number of this metric: its unit; for a share its denominator, if the name does not say it."""
    metric = names.metrics.get(name) if isinstance(name, str) else None
    if metric is None or isinstance(metric, Absent):
        return ""
    unit = metric.unit if isinstance(metric.unit, str) else ""
    if unit not in ("share", "%", "percent"):
        return unit
    of = metric.of if isinstance(metric.of, str) else ""
    return f"of {of}" if of.casefold() not in words(metric.name, names).casefold() else ""


_SCALARS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda yes: "yes" if yes else "no"),
    (int, lambda count: number(Decimal(count))),
    (Decimal, number),
    ((Day, date), day),
    (Comparison, bound),
    ((Money, Percent, Duration, MoneyRange), str),
)


def words(value: Any, names: Names, key: str = "") -> str:
    """Any value of the format in words; what has parts becomes "Title: value" pieces.

    Args:
        key: The field it stands in, which says whether a text is prose or an id, and of what.
    """
    for kind, say in _SCALARS:
        if isinstance(value, kind):
            return say(value)
    match value:
        case None:
            return ""
        case Absent():
            return absence(value, names)
        case Role():
            return names.role(value)
        case str():
            return _called(value, names, key)
    return _many(value, names, key)


def _called(value: str, names: Names, key: str) -> str:
    if key in _PARTIES:
        return names.short(value)
    if key in _METRICS:
        return names.metric(value)
    if key == "applies_to":
        return names.promise(value)
    if key == "enables":
        return names.deliverable(value)
    return value if key == "" else label(value)


def _many(value: Any, names: Names, key: str) -> str:
    if isinstance(value, tuple):
        items = [words(item, names, key) for item in value]
        return listed(items) if key else "; ".join(items)
    if isinstance(value, Mapping):
        return "; ".join(f"{names.short(name)}: {words(item, names, key)}" for name, item in value.items())
    return "; ".join(f"{title.lower()}: {text}" for title, text in facts(value, names))


def facts(part: Part, names: Names, *, but: frozenset[str] | set[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Every field that is there, as its title and its value in words.

    Args:
        but: Names of fields (as in the model) that are told elsewhere.
    """
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if name not in but and value is not None:
            key = "" if is_prose(type(part), name) else name.strip("_")
            title = TITLES.get((type(part).__name__, name)) or info.title or name
            yield title, words(value, names, key)


@lru_cache(maxsize=1024)
def is_prose(part: type[Part], name: str) -> bool:
    """Whether a field holds text that people wrote, which is shown to the letter."""
    info = part.model_fields[name]
    return any(isinstance(mark, Prose) for mark in info.metadata) or _has_prose(info.annotation)


def _has_prose(annotation: Any) -> bool:
    marks = getattr(annotation, "__metadata__", ())
    return any(isinstance(mark, Prose) for mark in marks) or any(map(_has_prose, get_args(annotation)))


def told(value: T | Absent | None, names: Names, say: Callable[[T], str], about: str = "") -> str:
    """A value in its own words, its absence said aloud, or nothing.

    Args:
        about: What an absence is an absence of, where the place does not say it.
    """
    if value is None:
        return ""
    if isinstance(value, Absent):
        return f"{about}: {absence(value, names)}" if about else absence(value, names)
    return say(value)
