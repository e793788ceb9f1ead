"""A text only keeps a place free for another one.

## What it checks

No text of the charter consists of nothing but `TBD`, `TBC`, `???`, `n/a`, `xxx`, `***`, `lorem ipsum`, `[insert …]`
or `<…>`, whatever the case of its letters. The same words inside a longer text are fine. The reasons after `none:` and
`undisclosed:` count as texts, too.

## Why it matters

A placeholder looks filled: the table has no gap, the page prints, and nobody is asked. It survives until somebody
needs what should stand there, which is on the day of the quarrel. An open point with a name and a day is just as
quick to write, and is asked for.

## Bad

```yaml
commitments:
  - {id: crews, from: contoso, kind: support, what: TBD}
```

## Good

```yaml
commitments:
  - {id: crews, from: contoso, kind: support, what: {tbd: {owner: contoso.delivery, by: 2027-01-08}}}
```

## How to settle it with the partner

Ask: "Do we not know it, do we not want to show it, or is there none?" That is `tbd:` with who decides it and by when,
`undisclosed:` with the agreement that holds it, or `none:` with the reason. If you know it, write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.empty_words import says_nothing
from charter.rules import Case, Remark, rule
from charter.terms.contents import texts
from charter.values import Absent
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.finding import Path

_PLACEHOLDER = re.compile(
    r"""
    [\s"'(]*
    (?: t\.?\ ?b\.?\ ?[acd] | to-?do
      | to\ be\ (?:added|agreed|announced|confirmed|decided|defined|determined|filled\ in|specified)
      | fixme | placeholder | fill\ (?:this\ )?in | insert\ (?:text\ )?here
      | \?{2,} | \*{2,} | _{3,} | x{3,} | \.\.\. | …
      | n\s?/\s?a | not\ applicable
      | lorem\ ipsum\b.*
      | \[(?:insert|enter|add|fill|your|our|name|company|customer|client|partner|date|amount|tb[acd]|todo|\?+|\.+|…)
        (?:[^a-z0-9\[\]][^\[\]]{0,100})?\]
      | <[^<>]{0,100}> | \{\{\ ?[a-z][^{}]{0,100}\}\} )
    [\s"').:!]*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ENOUGH = 300
"""How much of a text is looked at: no placeholder but a filler text is longer."""


@rule(
    "placeholder",
    since={"draft": "warning", "signing": "error"},
    help="write the value, or tbd: {owner, by}, or none: or undisclosed: and the reason",
)
def check(case: Case) -> Iterator[Remark]:
    named = {path for places in case.names.values() for path, _ in places}
    for path, text in texts(case.charter, _is_placeholder):
        if path not in named and not _is_answer(path, text):
            yield _remark(path, text)
    for path, value in case.marks:
        if isinstance(value, Absent) and _is_placeholder(value.reason):
            yield _remark((*path, value.kind), value.reason)


def _is_placeholder(text: str) -> bool:
    return _PLACEHOLDER.fullmatch(text, endpos=_ENOUGH) is not None


def _remark(path: Path, text: str) -> Remark:
    what = next((step for step in reversed(path) if isinstance(step, str)), "this")
    return Remark(path, f'"{what}" is only a placeholder: {quoted(text)}')


def _is_answer(path: Path, text: str) -> bool:
    """Whether another rule takes this for the answer that nothing is lost."""
    return path[0] in ("leverage", "at_risk") and path[-1] in ("if_absent", "loses") and says_nothing(text)
