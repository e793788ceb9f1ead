"""A name is used that nothing in the charter has.

## What it checks

Every id that refers to something finds it: parties and outsiders, goals, metrics, agreements, commitments,
deliverables, the party in front of each role (`northwind.delivery`), and in the people files the roles named as
signatory or deputy. Where the words `customers`, `parties`, `any`, `other` or `all` are allowed, they count as found;
a goal may name the customers by another word, such as `developers`, `employees`, `patients` or `users`.
What is withheld or inherited from a parent charter is not looked up.

## Why it matters

A promise that serves a goal nobody wrote down serves nothing, and a gate that measures a metric nobody defined cannot
be decided. Such a name is mostly a typing error or the trace of a row that was renamed, and it stays unnoticed until
the day somebody has to act on it.

## Bad

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
commitments:
  - {id: crews, from: contoso, kind: support, what: Four trained crews., serves: [fast-start]}
```

## Good

```yaml
parties: {northwind: {name: Northwind Logistics GmbH}, contoso: {name: Contoso Field Services AG}}
goals:
  - {id: faster-start, for: customers, outcome: First shipment in days.}
commitments:
  - {id: crews, from: contoso, kind: support, what: Four trained crews., serves: [faster-start]}
```

## How to settle it with the partner

A typing error needs no talk. If the row was deleted on purpose, ask the side that deleted it what the places that
still use it should say now: sometimes the deletion was the mistake.

`charter lint --fix --unsafe-fixes` writes the name that was most likely meant, where only one comes near.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from charter.guess import guess
from charter.rules import Case, Remark, rule
from charter.terms.references import Kind, Known, Reference, dangling, known
from charter.values import given

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model import People

_MOST_GUESSES, _MOST_CHOICES = 40, 100
"""How many names are compared with how many others; beyond, a file is hostile or of another kind."""

_PLURAL: Mapping[str, str] = {"party": "parties", "criterion": "criteria"}


@rule(
    "DOC005",
    since={"draft": "error"},
    help="write a name that exists, or add what is missing",
)
def check(case: Case) -> Iterator[Remark]:
    names = known(case.charter, case.names)
    kinds = {name: kind for kind, some in reversed(list(names.items())) for name in some or ()}
    guesses = iter(range(_MOST_GUESSES))
    for reference in dangling(names, case.names, case.marks):
        yield _unknown(reference, kinds.get(reference.name), *_help(reference, names, guesses))
    parties = names["party"]
    for party, people in case.people.items():
        if parties is not None and party not in parties:
            help = _nearest(party, parties, guesses)[0] or f"the parties here: {_shown(parties)}"
            yield Remark(("party",), f'there is no party "{party}" in the charter', help, party=party)
        yield from _in_people(party, people, guesses)


def _unknown(reference: Reference, elsewhere: Kind | None, help: str, instead: str | None) -> Remark:
    wanted = " or ".join(reference.kinds)
    message = f'there is no {wanted} "{reference.name}"'
    if elsewhere is not None:
        message = f'"{reference.name}" is {_one(elsewhere)}, not {_one(wanted)}'
    return Remark(reference.path, message, help, on_key=reference.on_key, instead=instead)


def _help(reference: Reference, names: Known, guesses: Iterator[int]) -> tuple[str, str | None]:
    choices = list(islice((name for kind in reference.kinds for name in names[kind] or ()), _MOST_CHOICES))
    rest = reference.written[len(reference.name) :]
    near, instead = _nearest(reference.name, [*choices, *sorted(reference.words)], guesses, rest)
    if near:
        return near, instead
    plural = " and ".join(_PLURAL.get(kind, f"{kind}s") for kind in reference.kinds)
    if not choices:
        return f"the charter names no {plural.replace(' and ', ' or ')}: add one, or take the name out here", None
    allowed = sorted(reference.words, key=lambda word: (word != "customers", word))
    words = f"; allowed as well: {_shown(allowed)}" if allowed else ""
    return f"the {plural} here: {_shown(choices)}{words}", None


def _in_people(party: str, people: People, guesses: Iterator[int]) -> Iterator[Remark]:
    roles = given(people.roles)
    if roles is None:
        return
    named: list[tuple[Path, str]] = [
        (("signatories", index), role) for index, role in enumerate(given(people.signatories) or ())
    ]
    for name, holders in roles.items():
        for index, holder in enumerate(given(holders) or ()):
            if (deputy := given(holder.deputy)) is not None:
                named.append((("roles", name, index, "deputy"), deputy))
    for path, role in named:
        if role not in roles:
            help, instead = _nearest(role, tuple(roles), guesses)
            help = help or f"the roles here: {_shown(tuple(roles))}"
            yield Remark(path, f'{party} has no role "{role}"', help, party=party, instead=instead)


def _nearest(name: str, choices: Sequence[str], guesses: Iterator[int], rest: str = "") -> tuple[str, str | None]:
    """A question that names the most similar choice, and that choice where no other is similar.

    The question is empty without a similar choice, or when the guesses are used up.
    """
    if next(guesses, None) is None:
        return "", None
    near, sure = guess(name, choices[:_MOST_CHOICES])
    return f'did you mean "{near}{rest}"?' if near else "", f"{sure}{rest}" if sure else None


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names if len(names) <= 6 else [*names[:6], "…"])


def _one(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ao" else f"a {kind}"
