"""A name is used that nothing in the charter has.

## What it checks

Every id that refers to something finds it: parties and outsiders, goals, metrics, agreements, commitments,
deliverables, the party in front of each role (`northwind.delivery`), and in the people files the roles named as
signatory or deputy. Where the words `customers`, `parties`, `any`, `other` or `all` are allowed, they count as found.
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
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from charter.references import Known, Reference, dangling, known
from charter.rules import Case, Remark, rule
from charter.values import given

if TYPE_CHECKING:
    from charter.model import People

_PLURAL: Mapping[str, str] = {"party": "parties", "criterion": "criteria"}


@rule(
    "DOC005",
    since={"draft": "error"},
    help="write a name that exists, or add what is missing",
)
def check(case: Case) -> Iterator[Remark]:
    names = known(case.charter, case.names)
    for reference in dangling(names, case.names, case.marks):
        yield _unknown(reference, names)
    parties = names["party"]
    for party, people in case.people.items():
        yield from _in_people(party, people, parties)


def _unknown(reference: Reference, names: Known) -> Remark:
    wanted = " or ".join(reference.kinds)
    elsewhere = next((kind for kind, some in names.items() if reference.name in (some or ())), None)
    message = f'there is no {wanted} "{reference.name}"'
    if elsewhere is not None:
        message = f'"{reference.name}" is {_one(elsewhere)}, not {_one(wanted)}'
    return Remark(reference.path, message, _help(reference, names), on_key=reference.on_key)


def _help(reference: Reference, names: Known) -> str:
    choices = [name for kind in reference.kinds for name in names[kind] or ()]
    near = get_close_matches(reference.name, [*choices, *sorted(reference.words)], n=1)
    if near:
        return f'did you mean "{near[0]}{reference.written[len(reference.name) :]}"?'
    plural = " and ".join(_PLURAL.get(kind, f"{kind}s") for kind in reference.kinds)
    if not choices:
        return f"the charter names no {plural.replace(' and ', ' or ')}: add one, or take the name out here"
    shown = choices if len(choices) <= 6 else [*choices[:6], "…"]
    words = f"; allowed as well: {', '.join(sorted(reference.words))}" if reference.words else ""
    return f"the {plural} here: {', '.join(shown)}{words}"


def _in_people(party: str, people: People, parties: tuple[str, ...] | None) -> Iterator[Remark]:
    if parties is not None and party not in parties:
        near = get_close_matches(party, parties, n=1)
        help = f'did you mean "{near[0]}"?' if near else f"the parties here: {', '.join(parties)}"
        yield Remark(("party",), f'there is no party "{party}" in the charter', help, party=party)
    roles = given(people.roles)
    if roles is None:
        return
    for index, role in enumerate(given(people.signatories) or ()):
        if role not in roles:
            yield _no_role(("signatories", index), role, party, list(roles))
    for name, holders in roles.items():
        for index, holder in enumerate(given(holders) or ()):
            deputy = given(holder.deputy)
            if deputy is not None and deputy not in roles:
                yield _no_role(("roles", name, index, "deputy"), deputy, party, list(roles))


def _no_role(path: tuple[str | int, ...], role: str, party: str, roles: list[str]) -> Remark:
    near = get_close_matches(role, roles, n=1)
    help = f'did you mean "{near[0]}"?' if near else f"the roles here: {', '.join(roles)}"
    return Remark(path, f'{party} has no role "{role}"', help, party=party)


def _one(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ao" else f"a {kind}"
