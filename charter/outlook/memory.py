"""What one company remembers of the records it shares with others, so that nothing in them can be unsaid.

Whoever can rewrite the shared repository can drop a decision, or make up a whole record anew, and every proof inside it
holds again. Only what was seen before, and kept elsewhere, shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from charter.facts import Fact, Facts, decision_id
from charter.lifecycle.replay import History
from charter.values import given
from charter.wording import counted, listed

VERSION: Final = 1

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"decisions": "decision", "revisions": "revision", "consents": "consent", "evidence": "evidence file"}
)
"""What is remembered by name and digest, and what one of them is called."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,199}")
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Seen:
    """What was seen of one charter.

    Attributes:
        things: For each of `KINDS` the digests by name, such as ``d0003``, ``r1``, ``r1-contoso``.
        people: By party the digests of its people file, oldest first.
    """

    things: Mapping[str, Mapping[str, str]]
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Memory: TypeAlias = Mapping[str, Seen]
"""What was seen, by the charter's id."""


class Loss(NamedTuple):
    """Something that was seen and is not so any more.

    Attributes:
        charter: Its id.
        why: What, in words.
    """

    charter: str
    why: str


def seen(facts: Facts, history: History) -> Seen | None:
    """What there is to remember of a record; None before the first decision, as a draft is nobody's word yet.

    Consents to terms that not all have signed may still be given anew, and so may approvals of people: they are left
    out. The people themselves are kept in their order.
    """
    if not facts.decisions:
        return None
    signed = {f"r{number}": facts.signed[number].digest for number in history.signed_on if number in facts.signed}
    heard = (fact for fact in facts.consents if str(fact.part.subject)[:1] in "de" or fact.part.subject in signed)
    things = {
        "decisions": {decision_id(given(fact.part.seq) or 0): fact.digest for fact in facts.decisions},
        "revisions": signed,
        "consents": {_key(fact): fact.digest for fact in heard},
        "evidence": {_key(fact): fact.digest for fact in facts.evidence},
    }
    return Seen(things, {party: (fact.digest,) for party, fact in facts.people.items()})


def _key(fact: Fact[Any]) -> str:
    """Its file's name; the digest, where another company gave the file a name that is none."""
    return fact.name if _NAME.fullmatch(fact.name) else fact.digest.removeprefix("sha256:")


def losses(name: str, before: Seen, now: Seen | None) -> Iterator[Loss]:
    """Everything that was seen of a charter and is gone, or is another now.

    Args:
        name: The charter's id.
        now: None where there is no such charter any more, or no record of it.
    """
    if now is None:
        yield Loss(name, f"it is gone, with {amount(before)}")
        return
    for kind, one in KINDS.items():
        there, known = now.things.get(kind, {}), before.things.get(kind, {})
        kept = there.values() if kind == "evidence" else ()  # a set: what its files are called does not matter
        missing = [key for key, digest in known.items() if there.get(key) != digest and digest not in kept]
        gone = [key for key in missing if key not in there]
        if gone:
            yield Loss(name, f"{counted(len(gone), one)} {_are(gone)} gone: {listed(gone)}")
        for key in missing:
            if key in there:
                yield Loss(name, f"the {one} {key} is another: {there[key]} now, {known[key]} when it was seen")
    for party, digests in before.people.items():
        (current,) = now.people.get(party, ("",))
        if current == digests[-1] or (current and current not in digests):
            continue  # a change that was never seen is approved by the party itself, or the record does not hold
        why = f"are again those of before {digests[-1]}: {current}" if current else "are gone"
        yield Loss(name, f"the people of {party} {why}")


def _are(names: Sized) -> str:
    return "is" if len(names) == 1 else "are"


def joined(before: Seen | None, now: Seen) -> Seen:
    """Both: nothing that was seen is forgotten."""
    if before is None:
        return now
    things = {kind: {**before.things.get(kind, {}), **now.things.get(kind, {})} for kind in KINDS}
    people = dict(before.people)
    for party, (current,) in now.people.items():
        known = people.get(party, ())
        people[party] = known if known[-1:] == (current,) else (*known, current)
    return Seen(things, people)


def differences(ours: Memory, theirs: Memory) -> Iterator[Loss]:
    """Where two memories saw different things under one name; that one saw more than the other is no difference."""
    for name in sorted(ours.keys() & theirs.keys()):
        for kind, one in KINDS.items():
            mine, other = ours[name].things.get(kind, {}), theirs[name].things.get(kind, {})
            for key in sorted(mine.keys() & other.keys()):
                if mine[key] != other[key]:
                    yield Loss(name, f"of the {one} {key} one saw {mine[key]}, the other {other[key]}")


def lacking(one: Memory, other: Memory) -> Iterator[Loss]:
    """What a memory lacks that another has, charter by charter: shown less than the other, or not updated since."""
    for name in sorted(other):
        if name not in one:
            yield Loss(name, f"the whole charter, with {amount(other[name])}")
        elif said := list(_fewer(one[name], other[name])):
            yield Loss(name, listed(said))


def _fewer(one: Seen, other: Seen) -> Iterator[str]:
    for kind, called in KINDS.items():
        mine, more = one.things.get(kind, {}), other.things.get(kind, {})
        kept = mine.values() if kind == "evidence" else ()
        missing = sorted(key for key, digest in more.items() if key not in mine and digest not in kept)
        numbers = [key[1:].lstrip("0") for key in missing if re.fullmatch(r"[dr][0-9]+", key)]
        if missing and kind in ("decisions", "revisions") and len(numbers) == len(missing) <= _MOST:
            yield f"{called}{'' if len(missing) == 1 else 's'} {listed(sorted(numbers, key=int))}"
        elif missing:
            yield counted(len(missing), called)
    for party, digests in sorted(other.people.items()):
        if digests[-1] not in one.people.get(party, ()):
            yield f"the newest people of {party}"


_MOST: Final = 20
"""How many are named one by one."""


def amount(one: Seen) -> str:
    """How much was seen, in words."""
    return listed([counted(len(things), KINDS[kind]) for kind, things in one.things.items() if things]) or "nothing"


def news(before: Seen | None, now: Seen) -> str:
    """What is new in a record since it was seen, in words; empty for nothing."""
    known = before or Seen({})
    added = {
        kind: {key: digest for key, digest in things.items() if known.things.get(kind, {}).get(key) != digest}
        for kind, things in now.things.items()
    }
    said = [amount(Seen(added))] if any(added.values()) else []
    moved = [party for party, digests in known.people.items() if now.people.get(party, ("",))[-1] != digests[-1]]
    said += [f"changed people of {party}" for party in moved]
    return ", ".join(said)


# the file


def text(memory: Memory) -> str:
    """The file: JSON, sorted, for people to read too."""
    charters = {
        name: {**{kind: dict(one.things.get(kind, {})) for kind in KINDS}, "people": dict(one.people)}
        for name, one in memory.items()
    }
    data = {"witness": VERSION, "charters": charters}
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=True) + "\n"


def read_memory(text: str) -> Memory:
    """The memory that a file holds.

    Raises:
        ValueError: It is no such file; the message says what is wrong.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("it is no JSON that can be read") from None
    version = data.get("witness") if isinstance(data, dict) else None
    if version != VERSION or isinstance(version, bool):
        raise ValueError(f'it does not begin with "witness": {VERSION}')
    if data.keys() != {"witness", "charters"} or not isinstance(data["charters"], dict):
        raise ValueError('it holds something else than "witness" and "charters"')
    return {_named(name): _seen(name, value) for name, value in data["charters"].items()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in it")
    return found


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of anything")
    return name


def _seen(name: str, value: Any) -> Seen:
    if not isinstance(value, dict) or value.keys() != {*KINDS, "people"}:
        raise ValueError(f"{name} does not hold exactly {', '.join(KINDS)} and people")
    if not all(isinstance(part, dict) for part in value.values()):
        raise ValueError(f"{name} holds something that is no list of names and digests")
    things = {kind: {_named(key): _digest(item) for key, item in value[kind].items()} for kind in KINDS}
    people = {_named(party): _digests(digests) for party, digests in value["people"].items()}
    return Seen(things, people)


def _digest(value: Any) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise ValueError(f"{value!r} is no digest such as sha256:12ab…")
    return value


def _digests(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not values:
        raise ValueError("people are no list of digests")
    return tuple(map(_digest, values))
