"""A reason why one side needs this speaks only of what the other side gets.

## What it checks

Where `leverage` is `over` a party, `because` says what that party gains and `if_absent` what it loses. The rule
speaks (English) where the text opens with another party that gains or loses, and the party itself is not mentioned.
It is only a warning where that may yet be a reason for the party: the verb is a weak one (gets, grows, pays more,
falls behind), or the sentence goes on with what follows from it (so, and, which). If both fields speak of the other
party it is an error in any case.

## Why it matters

It is the commonest mistake in a pitch: you explain why the deal is good for you. The other side nods, because it
costs nothing, and then does not move, because you gave it no reason of its own. You wait for weeks for an answer that
they had no need to give.

## Bad

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
leverage:
  - over: contoso
    because: Northwind saves 40 hours a site.
    if_absent: Northwind loses rollouts.
```

## Good

```yaml
parties:
  northwind: {name: Northwind Logistics GmbH}
  contoso: {name: Contoso Field Services AG}
leverage:
  - over: contoso
    because: A certified installer bills 30% more per site.
    if_absent: Contoso loses rollouts to general contractors.
```

## How to settle it with the partner

Let each side write the rows that are `over` itself. If you have to write them for the partner, read them out with the
question "Is this your reason, or ours?" and change what they change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter

_GAINS = r"gains?|saves?|earns?|benefits?|profits?|grows?|gets?"
_LOSES = r"loses?|misses|suffers?|falls behind|pays more|keeps losing"
_MAY_MEAN_BOTH = re.compile(
    r"\b(?:grows?|gets?|falls behind|pays more|so|and|which|therefore|hence|thus|until|unless)\b|[;:]"
)
_WOULD = r"(?:would |will |can |could )?"


@rule(
    "LEV003",
    since={"draft": "error"},
    since_tier={1: "proposed"},
    help="write what the party itself gains from this, and loses without it, in its own terms",
)
def check(case: Case) -> Iterator[Remark]:
    names = _names(case.charter)
    for index, row in enumerate(given(case.charter.leverage) or ()):
        over = given(row.over)
        if over is None or over not in names:
            continue
        found = [
            (key, whose, text)
            for key, text, verbs in (
                ("because", given(row.because) or "", _GAINS),
                ("if_absent", given(row.if_absent) or "", _LOSES),
            )
            if (whose := _beneficiary(text, verbs, over, names)) is not None
        ]
        for key, whose, text in found[:1]:
            said = f"this says what {whose} {'gains' if key == 'because' else 'loses'}, not what {over} does"
            certain = len(found) > 1 or not _MAY_MEAN_BOTH.search(text.casefold())
            yield Remark(("leverage", index, key), said, at_most="error" if certain else "warning")


def _names(charter: Charter) -> dict[str, frozenset[str]]:
    """What each party is called: its id and the first word of its name."""
    parties = given(charter.parties) or {}
    firsts = {
        party: (given(terms.name) or party if (terms := given(value)) else party) for party, value in parties.items()
    }
    return {party: frozenset({party.casefold(), name.split()[0].casefold()}) for party, name in firsts.items()}


def _beneficiary(text: str, verbs: str, over: str, names: dict[str, frozenset[str]]) -> str | None:
    """The other party that the text is about, if it opens with it and never mentions the one it should be about."""
    said = text.casefold()
    if re.search(r"\b(?:it|them|both|each)\b", said) or any(_mentions(said, name) for name in names[over]):
        return None
    for party, called in names.items():
        opening = "|".join(re.escape(name) for name in called)
        if party != over and re.match(rf"\s*(?:{opening})\s+{_WOULD}(?:{verbs})\b", said):
            return party
    return None


def _mentions(said: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", said) is not None
