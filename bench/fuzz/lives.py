"""Lives of a charter whose every word is signed by a key, and what a forger without the keys can do to them."""

from __future__ import annotations

import contextlib
import json
import re
from copy import deepcopy
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from choices import Choices
from reader import PIECES
from ssh import Ed25519
from stories import KEYS, PERSONS, POINTS, Story, key_line

from charter.facts import Facts
from charter.lifecycle.replay import History, replay

KEYS.update(
    {name: Ed25519(name.encode().ljust(32, b"-")) for name in ("omar-key", "ida", "mei", "nora", "beat", "timo")}
)
_KEY_OF = {
    ("northwind", "sponsor"): "jana",
    ("northwind", "relationship"): "omar-key",
    ("northwind", "delivery"): "ida",
    ("northwind", "support"): "mei",
    ("contoso", "sponsor"): "luca",
    ("contoso", "relationship"): "nora",
    ("contoso", "delivery"): "beat",
    ("contoso", "support"): "timo",
}
LIVES = tuple(POINTS)
DATE = re.compile(rb"\d{4}-\d{2}-\d{2}")
HOSTILE = (
    "@all and @acme/legal, see #1 and !2",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "![x](https://evil.example/x.png) [y](javascript:alert(1)) https://evil.example www.evil.example",
    "::error file=x::y\n##[add-mask]z",
    "| a | b |\n|---|---|\n# title\n```mermaid\n",
    "</td></tr></table><details open><summary>ok</summary>",
    "\u001b[31mred\u001b[0m\r\u202egnp.exe",
    "=cmd|' /C calc'!A0",
)
INSTEAD: tuple[Any, ...] = (
    {"none": "there is none"},
    {"tbd": {"owner": "northwind.sponsor", "by": "2026-12-31"}},
    {"undisclosed": "secret", "agreement": "nda"},
    *("none", "tbd", "", "0", "-1", "9" * 400, "100000000000000000000%", "EUR 99999999999999999999999999"),
    *("99999999 months", "9998-12-31", "0001-01-01", "northwind", "contoso", "ssh", "attested", "external", "pdf"),
    *(
        "approve",
        "decline",
        "sign",
        "attest",
        "dispute",
        "go",
        "no-go",
        "start",
        "amend",
        "exit",
        "propose",
        "withdraw",
    ),
    *("crawl", "walk", "run", "signed", "ended", "paused", "winding-down", "sponsor", "delivery", "1", "2", "3"),
    *([], {}, [[]], [{}], {"x": {"y": []}}, ["a", "a"], *HOSTILE),
)


class Signed(Story):  # type: ignore[misc]  # tests carry no types
    """A life in which everybody signs with a key of their own, and nothing weaker counts."""

    def _signer(self, party: str, role: str, more: dict[str, Any]) -> str | None:
        return _KEY_OF.get((party, role)) if more.get("method", "ssh") == "ssh" else None


@lru_cache
def _lived(point: str) -> Signed:
    told = Signed()
    told.edit("charter.yaml", "least: attested", "least: ssh")
    for (party, role), key in _KEY_OF.items():
        if role in PERSONS[party]:
            told.set(f"people/{party}.yaml", f"/roles/{role}/0/key", key_line(key))
    POINTS[point](told)
    told.remember()
    return told


def life(point: str) -> Any:
    """A life up to a point, to be changed at will."""
    told = _lived(point)
    other = told.copy()
    other._digests = told._digests
    return other


@lru_cache
def facts_of(point: str) -> Facts:
    """What is recorded of it."""
    return _lived(point).facts()  # type: ignore[no-any-return]


@lru_cache
def history_of(point: str) -> History:
    """What it comes to."""
    return replay(facts_of(point), _lived(point).today)


# what a forger does


def forged(told: Any, choices: Choices) -> Any:
    """The life with one to six changes, and perhaps with every digest, name and seal made to fit."""
    for _ in range(1 + choices.below(6)):
        with contextlib.suppress(KeyError, IndexError, TypeError, AttributeError, ValueError):
            choices.one(_CHANGES)(told, choices)
    how = choices.below(8)
    if how >= 6:
        whole = told.copy()
        with contextlib.suppress(Exception):  # the forger gives up where a file is no record any more
            told.reseal(judge_anew=how == 7)
            return told
        return whole
    return told


def _file(told: Any, choices: Choices) -> str:
    return choices.one(sorted(told.files))


def _delete(told: Any, choices: Choices) -> None:
    del told.files[_file(told, choices)]


def _copy(told: Any, choices: Choices) -> None:
    local = _file(told, choices)
    told.files[_name(told, local, choices)] = told.files[local]


def _rename(told: Any, choices: Choices) -> None:
    local = _file(told, choices)
    to = _name(told, local, choices)
    told.files[to] = told.files.pop(local)


def _name(told: Any, local: str, choices: Choices) -> str:
    folder, _, name = local.rpartition("/")
    number = choices.below(12)
    return choices.one(
        (
            f"decisions/{number:04d}.yaml",
            f"consents/d{number:04d}-{choices.one(tuple(PERSONS))}.yaml",
            f"consents/r{number}-{choices.one(tuple(PERSONS))}.yaml",
            f"consents/people-{choices.one(tuple(PERSONS))}.yaml",
            f"signed/r{number}.json",
            f"people/{choices.one(('northwind', 'contoso', 'fabrikam'))}.yaml",
            _file(told, choices),
            f"{folder}/{name.upper()}",
            f"{folder}/sub/{name}",
            f"{folder}/{name}.yml",
            "charter.yaml",
        )
    )


def _swap(told: Any, choices: Choices) -> None:
    one, two = _file(told, choices), _file(told, choices)
    told.files[one], told.files[two] = told.files[two], told.files[one]


def _bytes(told: Any, choices: Choices) -> None:
    local = _file(told, choices)
    raw = told.files[local]
    at, gone = choices.below(len(raw) + 1), choices.below(8)
    piece = choices.one(PIECES).encode() if choices.below(2) else bytes([choices.below(256)])
    told.files[local] = raw[:at] + piece + raw[at + gone :]


def _day(told: Any, choices: Choices) -> None:
    """Another day, in one place of a file or in all."""
    local = _file(told, choices)
    found = sorted(set(DATE.findall(told.files[local])))
    old = choices.one(found)
    day = date.fromisoformat(old.decode()) + timedelta(choices.below(800) - 400)
    told.files[local] = told.files[local].replace(old, str(day).encode(), choices.below(3) or -1)


def _today(told: Any, choices: Choices) -> None:
    told.today += timedelta(choices.below(800) - 400)


def _places(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found = []
    for key, value in items:
        found += [(*way, key), *_places(value, (*way, key))]
    return found


def _at(data: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        data = data[step]
    return data


def _value(told: Any, choices: Choices) -> Any:
    """Something else: a strange value, or what stands somewhere else in the record."""
    if choices.below(2):
        return choices.one(INSTEAD)
    other = told.data(_file(told, choices))
    return deepcopy(_at(other, choices.one(_places(other))))


def _put(told: Any, local: str, data: Any) -> None:
    told.files[local] = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _set(told: Any, choices: Choices) -> None:
    local = _file(told, choices)
    data = deepcopy(told.data(local))
    *way, last = choices.one(_places(data))
    _at(data, tuple(way))[last] = _value(told, choices)
    _put(told, local, data)


def _unset(told: Any, choices: Choices) -> None:
    local = _file(told, choices)
    data = deepcopy(told.data(local))
    *way, last = choices.one(_places(data))
    del _at(data, tuple(way))[last]
    _put(told, local, data)


def _more(told: Any, choices: Choices) -> None:
    """A list is turned round, or says something twice; a mapping gets one more key."""
    local = _file(told, choices)
    data = deepcopy(told.data(local))
    place = _at(data, choices.one([(), *_places(data)]))
    if isinstance(place, list):
        if choices.below(2):
            place.reverse()
        else:
            place.append(_value(told, choices))
    else:
        other = told.data(_file(told, choices))
        place[choices.one([way[-1] for way in _places(other) if isinstance(way[-1], str)])] = _value(told, choices)
    _put(told, local, data)


def _transplant(told: Any, choices: Choices) -> None:
    """A file out of another life of the same charter, with real signatures."""
    other = _lived(choices.one(LIVES))
    local = _file(other, choices)
    told.files[local] = other.files[local]


def _seal(told: Any, choices: Choices) -> None:
    """A consent becomes a typed name, with a seal that fits."""
    local = choices.one(sorted(local for local in told.files if local.startswith("consents/")))
    data = {key: value for key, value in told.data(local).items() if key != "key"}
    told.put(local, told.signed({**data, "method": "attested"}))


def _words(told: Any, choices: Choices) -> None:
    """A few bytes of a text in the terms, where a text edit keeps the layout."""
    local = choices.one(sorted(local for local in told.files if local.endswith(".yaml")))
    words = sorted(set(re.findall(rb"[A-Za-z]{4,}", told.files[local])))
    other = choices.one(words) if choices.below(2) else json.dumps(choices.one(HOSTILE)).encode()
    told.files[local] = told.files[local].replace(choices.one(words), other, 1)


_CHANGES = (
    *(_set, _set, _set, _unset, _unset, _more, _bytes, _bytes, _day, _words),
    *(_delete, _copy, _rename, _swap, _transplant, _transplant, _seal, _today),
)
