"""How an author writes each value type, and how it is read: exact, or refused in words that say what to write."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from charter.codes import COUNTRIES, CURRENCIES
from charter.values import Comparison, Day, Duration, Money, Percent, Role

_SIZE = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?"
NUMBER = rf"-?{_SIZE}"
IDENTIFIER = r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*"
MONEY = rf"[A-Z]{{3}} {NUMBER}"
AMOUNT = rf"[A-Z]{{3}} {_SIZE}"
PERCENT = rf"{NUMBER}%"
DURATION = r"(?:0|[1-9][0-9]{0,5}) (?:minute|hour|day|business day|week|month|quarter|year|review)s?"
DAY = r"[12][0-9]{3}(?:-(?:Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?))?"
COMPARISON = rf"(?:>=|>|<=|<) (?:{MONEY}|{PERCENT}|{NUMBER})"
ROLE = rf"{IDENTIFIER}\.{IDENTIFIER}"

_NUMBER, _IDENTIFIER, _MONEY, _PERCENT, _DURATION, _DAY, _ROLE = (
    re.compile(pattern) for pattern in (NUMBER, IDENTIFIER, MONEY, PERCENT, DURATION, DAY, ROLE)
)


def read_number(text: str) -> Decimal:
    """An exact decimal of up to 15 digits before and 9 after the point.

    Raises:
        ValueError: It is not such a number; the message says what to write.
    """
    if not _NUMBER.fullmatch(text):
        raise _refused(text, "a plain number such as 40 or 2.5")
    return Decimal(text)


def read_whole(text: str) -> int:
    """A whole number from 0.

    Raises:
        ValueError: It is not one.
    """
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text):
        raise _refused(text, "a whole number such as 2")
    return int(text)


def read_version(text: str) -> int:
    """The version of a file's format; this tool reads version 1.

    Raises:
        ValueError: It is another one.
    """
    if text != "1":
        raise ValueError(f"{_shown(text)} is not a version of the format that this tool reads: write 1")
    return 1


def read_tier(text: str) -> int:
    """1 self-serve, 2 joint development, 3 strategic.

    Raises:
        ValueError: It is none of them.
    """
    if text not in ("1", "2", "3"):
        raise _refused(text, "a tier", "1 self-serve, 2 joint development or 3 strategic")
    return int(text)


def read_flag(text: str) -> bool:
    """``true`` or ``false``.

    Raises:
        ValueError: It is neither; words such as yes and no mean different things to different YAML readers.
    """
    if text not in ("true", "false"):
        raise ValueError(f"{_shown(text)} is neither true nor false")
    return text == "true"


def read_identifier(text: str) -> str:
    """A name that other places refer to: lower-case letters, digits, hyphens or underscores between them.

    Raises:
        ValueError: It is not one.
    """
    if len(text) > 64:
        raise ValueError(f"{_shown(text)} is too long for an id: use at most 64 characters")
    if not _IDENTIFIER.fullmatch(text):
        form = "an id begins with a letter a to z, then such letters, digits and single hyphens, none at the end"
        raise ValueError(f"{_shown(text)} is not an id: {form}")
    return text


def read_money(text: str) -> Money:
    """``EUR 180000.50``: an ISO 4217 code, a space, an exact amount.

    Raises:
        ValueError: The code is missing or unknown, or the amount has another form.
    """
    if not _MONEY.fullmatch(text):
        raise _refused(text, "an amount of money", "write the currency code and digits, EUR 180000")
    currency, _, amount = text.partition(" ")
    if currency not in CURRENCIES:
        raise ValueError(f"{currency} is not an ISO 4217 currency code")
    return Money(currency, Decimal(amount))


def read_amount(text: str) -> Money:
    """``EUR 180000.50``, never below zero: what is given, owed or at stake.

    Raises:
        ValueError: It is no amount of money, or a negative one.
    """
    money = read_money(text)
    if "-" in text:
        raise ValueError("an amount cannot be negative: the other party's commitment shows the other direction")
    return money


def read_percent(text: str) -> Percent:
    """``20%`` or ``12.5%``.

    Raises:
        ValueError: It has no percent sign, or is no number.
    """
    if not _PERCENT.fullmatch(text):
        meant = text if _NUMBER.fullmatch(text) and not text.startswith("0.") else "20"
        raise _refused(text, "a percentage", f"write {meant}%")
    return Percent(Decimal(text[:-1]))


def read_duration(text: str) -> Duration:
    """``10 business days``, ``8 weeks``, ``1 hour``, ``2 reviews``: a whole number and a unit.

    Raises:
        ValueError: It has another form.
    """
    if not _DURATION.fullmatch(text):
        raise _refused(text, "a length of time", "write a whole number and a unit, such as 8 weeks")
    count, _, unit = text.partition(" ")
    return Duration(int(count), unit.removesuffix("s"))  # type: ignore[arg-type]  # the pattern lists the units


def read_day(text: str) -> Day:
    """``2027-03-05``, or where only that is known ``2027-03``, ``2027-Q1``, ``2027``.

    Raises:
        ValueError: It has another form, or there is no such day.
    """
    if not _DAY.fullmatch(text):
        raise _refused(text, "a date", "write 2027-03-05 (or 2027-03, 2027-Q1, 2027)")
    year, rest = int(text[:4]), text[5:]
    if len(rest) == 5:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"there is no {text} in the calendar") from None
        return Day(day, day)
    if rest.startswith("Q"):
        return _months(year, int(rest[1]) * 3 - 2, int(rest[1]) * 3)
    return _months(year, int(rest), int(rest)) if rest else _months(year, 1, 12)


def _months(year: int, first: int, last: int) -> Day:
    return Day(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def read_exact_day(text: str) -> date:
    """``2027-03-05`` and nothing less, for records of what happened.

    Raises:
        ValueError: It is not one calendar day.
    """
    day = read_day(text)
    if not day.exact:
        raise ValueError(f"{_shown(text)} is not one day: write it out, such as 2027-03-05")
    return day.first


def read_measure(text: str) -> Money | Percent | Decimal:
    """A measured value in its metric's unit: ``40``, ``5%``, ``EUR 12000``.

    Raises:
        ValueError: It is none of these.
    """
    if text.endswith("%"):
        return read_percent(text)
    if _MONEY.fullmatch(text):
        return read_money(text)
    if not _NUMBER.fullmatch(text):
        raise _refused(text, "a number such as 40, a percentage such as 5% or an amount such as EUR 12")
    return Decimal(text)


def read_comparison(text: str) -> Comparison:
    """``>= 20%``, ``< 40``, ``< USD 30000``: an operator, a space, a bound.

    Raises:
        ValueError: It has another form.
    """
    operator, _, bound = text.partition(" ")
    match operator:
        case ">=" | ">" | "<=" | "<" if bound:
            return Comparison(operator, read_measure(bound))
    raise _refused(text, "a threshold", 'write an operator and a number, such as ">= 20%"')


def read_role(text: str) -> Role:
    """``party.role``.

    Raises:
        ValueError: It has another form, a person's name for instance.
    """
    if not _ROLE.fullmatch(text):
        raise _refused(text, "a role", "write party.role, such as northwind.delivery")
    return Role(*text.split("."))


def read_decider(text: str) -> Role | str:
    """``party.role``, or the id of an outsider.

    Raises:
        ValueError: It is neither, a person's name for instance.
    """
    return read_role(text) if "." in text or not _IDENTIFIER.fullmatch(text) else text


def read_end(text: str) -> Day | Literal["end"]:
    """A date, or ``end`` for the end of the charter's term.

    Raises:
        ValueError: It is neither.
    """
    return "end" if text == "end" else read_day(text)


def read_phase_or_day(text: str) -> Day | Literal["crawl", "walk", "run"]:
    """A phase, or a date.

    Raises:
        ValueError: It is neither.
    """
    match text:
        case "crawl" | "walk" | "run":
            return text
        case _:
            return read_day(text)


def read_needed(text: str) -> int | Literal["all", "majority"]:
    """How many must agree: ``all``, ``majority`` or a number from 1.

    Raises:
        ValueError: It is none of these.
    """
    match text:
        case "all" | "majority":
            return text
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ValueError(f"{_shown(text)} does not say how many: write all, majority or a number")
    return int(text)


def read_digest(text: str) -> str:
    """``sha256:`` and 64 lower-case hex digits.

    Raises:
        ValueError: It has another form.
    """
    if not re.fullmatch(r"sha256:[0-9a-f]{64}", text):
        raise ValueError(f"{_shown(text)} is not a digest: write sha256: and 64 hex digits")
    return text


def read_month(text: str) -> Day:
    """``2027-02``.

    Raises:
        ValueError: It is not one month.
    """
    if not re.fullmatch(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])", text):
        raise _refused(text, "a month", "write 2027-02")
    return read_day(text)


def read_currency(text: str) -> str:
    """An ISO 4217 code, or ``as_of``, the key beside the codes that holds their day.

    Raises:
        ValueError: It is neither.
    """
    if text != "as_of" and text not in CURRENCIES:
        raise ValueError(f"{_shown(text)} is not an ISO 4217 currency code")
    return text


def read_rate_or_day(text: str) -> Decimal | date:
    """An exchange rate, or the day of the rates.

    Raises:
        ValueError: It is neither.
    """
    return read_exact_day(text) if text.count("-") == 2 else read_number(text)


def read_country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code.

    Raises:
        ValueError: It is not one.
    """
    if text not in COUNTRIES:
        meant = text.upper() if text.upper() in COUNTRIES else "two capitals, such as DE"
        raise _refused(text, "an ISO 3166 country code", _COUNTRIES_CALLED.get(text.upper(), f"write {meant}"))
    return text


_COUNTRIES_CALLED: Mapping[str, str] = {
    "UK": "the code of the United Kingdom is GB",
    "EL": "the code of Greece is GR",
    "USA": "the code of the United States is US",
    "EU": "name the country in which the company sits",
}
"""What people write for a country that has another code."""

_OPEN = frozenset(("tbd", "tba", "tbc", "tbn", "open", "pending", "unknown", "to be decided", "to be defined", "?"))
_NOTHING = frozenset(("n/a", "na", "n.a", "none", "nil", "not applicable", "-"))


def _refused(text: str, what: str, how: str = "") -> ValueError:
    """Why a text is no such value, and what to write; for a word that leaves the point open, how that is written."""
    word = text.casefold().strip(" .") if len(text) < 20 else ""
    word = "?" if word and not word.strip("?") else word
    if word in _OPEN or word in _NOTHING:
        how = "an open point is written {tbd: {owner: …, by: …}}"
        how += ", and what there is none of {none: the reason}" if word in _NOTHING else ""
    return ValueError(f"{_shown(text)} is not {what}{f': {how}' if how else ''}")


def _shown(text: str) -> str:
    return f'"{text}"' if len(text) <= 40 else f'"{text[:39]}…"'
