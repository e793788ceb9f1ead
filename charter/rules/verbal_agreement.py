"""An agreement is named, and nobody could find it.

## What it checks

Every agreement says where it is (`ref`: its number or file), or at least of what day it is (`dated`). An agreement that
is called verbal, oral or a handshake is none.

## Why it matters

"As agreed with Luca" is worth something as long as Luca is there and remembers it as you do. Whatever rests on it, a
price or a period of notice, rests on nothing that a third person could read.

## Bad

```yaml
agreements:
  - {id: discount, kind: verbal-agreement, ref: agreed by phone}
```

## Good

```yaml
agreements:
  - {id: discount, kind: side-letter, ref: NW-CO-2026-121, dated: 2026-11-03}
```

## How to settle it with the partner

Write down in one mail what you believe was agreed, and ask for "yes, exactly". With the answer it has a date and a
place. If the answer is longer than that, you were right to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import given
from charter.wording import quoted

_SPOKEN = re.compile(
    r"\b(?:verbally|orally|unwritten)\b|\b(?:verbal|oral|spoken)(?: (?:agree|promise|consent|understand|contract)|$)"
    r"|(?:by|on the|over the) (?:tele)?phone\b|\bhandshake\b|gentlem[ae]n'?s? agreement|word of mouth"
    r"|mündlich|par oral",
    re.IGNORECASE,
)


@rule(
    "SIGN007",
    since={"draft": "warning"},
    help="have it written down; then add its number or file (ref) and its day (dated)",
)
def check(case: Case) -> Iterator[Remark]:
    for index, agreement in enumerate(given(case.charter.agreements) or ()):
        name, path = given(agreement.id) or "this", ("agreements", index)
        spoken = next((key for key in ("kind", "ref", "topic") if _is_spoken(given(getattr(agreement, key)))), None)
        if spoken is not None:
            words = quoted(str(given(getattr(agreement, spoken))))
            yield Remark((*path, spoken), f"{name} was only said ({words}): nobody can look it up")
        elif agreement.ref is None and agreement.dated is None and case.reached("signing"):
            yield Remark(path, f"{name} has neither a number nor a day: nobody can look it up")


def _is_spoken(text: str | None) -> bool:
    return bool(text and _SPOKEN.search(text.replace("-", " ")))
