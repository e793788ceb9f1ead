"""A party is several companies, and nothing says which of them signs.

## What it checks

Where a party lists its legal entities, one of them signs (`signs: true`), or there is only one. None that signs is
listed twice.

## Why it matters

"Contoso" is a brand. What can be held to a promise is Contoso Field Services AG, or its German subsidiary with three
employees. Whoever finds out after the signature has signed with the wrong one.

## Bad

```yaml
parties:
  contoso:
    name: Contoso
    entities:
      - {name: Contoso Field Services AG, country: CH}
      - {name: Contoso Deutschland GmbH, country: DE}
```

## Good

```yaml
parties:
  contoso:
    name: Contoso
    entities:
      - {name: Contoso Field Services AG, country: CH, signs: true}
      - {name: Contoso Deutschland GmbH, country: DE}
```

## How to settle it with the partner

Ask which company would send the invoice, and which one employs the people who are promised. If that is not the same,
both sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.likeness import look
from charter.rules import Also, Case, Remark, rule
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model.charter import Entity


@rule(
    "85",
    since={"proposed": "warning", "signing": "error"},
    help="write signs: true on the entity that is bound",
)
def check(case: Case) -> Iterator[Remark]:
    for name, found in (given(case.charter.parties) or {}).items():
        party = given(found)
        entities = (given(party.entities) or ()) if party is not None else ()
        path = ("parties", name, "entities")
        if not entities:
            continue
        alone = len(entities) == 1 and entities[0].signs is None
        if not alone and not any(entity.signs for entity in entities):
            names = listed([quoted(given(entity.name) or "…") for entity in entities])
            none = "nothing says which of them signs" if len(entities) > 1 else "it does not sign"
            yield Remark(path, f"{name} is {names}, and {none}", on_key=True)
        yield from _twice(path, entities)


def _twice(path: Path, entities: tuple[Entity, ...]) -> Iterator[Remark]:
    seen: dict[str, int] = {}
    for index, entity in enumerate(entities):
        name = given(entity.name)
        if name is None or not entity.signs:
            continue
        first = seen.setdefault(look(name), index)
        if first != index:
            also = (Also((*path, first, "name"), "here it signs already"),)
            yield Remark((*path, index, "name"), f"{quoted(name)} signs twice", "list it once", also=also)
