"""The kind of partnership is not named, or is one that nobody defined.

## What it checks

`pattern` is one of referral, resell, co-delivery, embedded, marketplace, technology, co-marketing, joint-development
and distribution, or one that the program defines under `patterns`. An own word is only a warning where there is no
program file to look it up in.

## Why it matters

The pattern decides which duties need an owner, which template the contract starts from and what support has to cover.
Without it legal, finance and support each work out for themselves what kind of deal this is. Where every deal invents
its own kind, you pay for that invention every time.

## Bad

```yaml
title: Warehouse onboarding
```

```yaml
pattern: co-delivry
```

## Good

```yaml
pattern: co-delivery
```

## How to settle it with the partner

Ask: "Who signs the customer's contract, and who does the work?" One seller who is paid for introductions is a
referral; one seller who carries the contract is resell; two who work at the customer's are co-delivery. If none fits,
ask the owner of the program before you invent a word: a pattern that exists has its duties and papers ready.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from charter.rules import Case, Remark, rule
from charter.values import Absent, given

if TYPE_CHECKING:
    from charter.model import Program

_KNOWN = (
    "referral",
    "resell",
    "co-delivery",
    "embedded",
    "marketplace",
    "technology",
    "co-marketing",
    "joint-development",
    "distribution",
)


@rule("FIT008", since={"draft": "error"}, help=f"write pattern: {', '.join(_KNOWN[:-1])} or {_KNOWN[-1]}")
def check(case: Case) -> Iterator[Remark]:
    pattern = case.charter.pattern
    if pattern is None:
        yield Remark(("pattern",), "nothing says which kind of partnership this is")
        return
    if isinstance(pattern, Absent) or pattern in _KNOWN:
        return
    program = case.program
    known = _known(program)
    if known is None or pattern in known:
        return
    near = _near(pattern, known)
    whose = "the program" if program else "the format"
    yield Remark(
        ("pattern",),
        f'"{pattern}" is not a pattern that {whose} knows',
        help=f'did you mean "{near}"?' if near else None,
        at_most="error" if near or program else "warning",
    )


def _known(program: Program | None) -> tuple[str, ...] | None:
    """Every pattern there is; None where the program has some that cannot be read."""
    if program is None or program.patterns is None:
        return _KNOWN
    patterns = given(program.patterns)
    return None if patterns is None else (*_KNOWN, *patterns)


def _near(pattern: str, known: Collection[str]) -> str | None:
    from difflib import get_close_matches  # only a wrong word needs it

    return next(iter(get_close_matches(pattern, known, n=1, cutoff=0.75)), None)
