"""The reason for this partnership is missing, or too soft to decide anything with.

## What it checks

`purpose.why` is one paragraph of at least 6 and at most 150 words. A paragraph is soft if it uses phrases such as
"win-win" or "synergies" (English) and has neither a number nor a word of refusal such as "not", "only" or "nothing".

## Why it matters

One day somebody asks for an exception: another region, a custom feature, a lower price for one account. The person
who has to answer opens this paragraph. "We want to grow together" allows everything, so it protects nothing: you will
say yes until nobody remembers what the partnership was for. A page of reasons does no better: nobody reads it aloud.

## Bad

```yaml
purpose:
  why: A strategic partnership that creates synergies and a win-win for both companies.
```

```yaml
purpose:
  job: implementation
```

## Good

```yaml
purpose:
  why: |
    Northwind's customers wait 40 hours of hands-on work per site that Northwind cannot staff.
    Contoso is on those sites already. We say no to anything that does not shorten that wait.
```

## How to settle it with the partner

Each side writes three sentences alone: what is wrong today, what the other brings, what we refuse to do. Read them to
each other and keep the bluntest version of each. Test it with one request that you both expect: does the paragraph
say yes or no to it?
"""

import re
from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Absent, given
from charter.wording import listed

_FEWEST, _MOST = 6, 150
"""Words. The longest reason that still works at a table takes a minute to read aloud."""

_WORD = re.compile(r"[぀-ヿ㐀-鿿]{2}|[^\W_]+(?:['’-][^\W_]+)*")
"""A word; in writing without spaces two characters count as one."""

_SOFT = re.compile(
    r"""\b(?:
      win[- ]win | synerg(?:y|ies|istic) | mutual(?:ly)?\ benefi(?:t|ts|cial) | (?:grow|succeed|win)\ together
    | strategic\ (?:partnership|alliance|alignment|value) | explor\w{0,6}\ opportunit\w{1,4} | game[- ]chang\w{1,4}
    | world[- ]class | best[- ](?:in|of)[- ](?:class|breed) | cutting[- ]edge | value[- ]add(?:ed)? | joint\ value
    | thought\ leadership | unlock\w{0,4}\ (?:value|potential) | holistic | seamless(?:ly)?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

_HARD = re.compile(
    r"\d|\b(?:no|not|nothing|never|none|nobody|only|without|unless|cannot|can't|don't|won't|refuse)\b", re.IGNORECASE
)


@rule(
    "FIT013",
    since={"draft": "error"},
    help="write in purpose.why one blunt paragraph: what is wrong today, what the partner brings, what you will refuse",
)
def check(case: Case) -> Iterator[Remark]:
    path = ("purpose", "why")
    purpose = given(case.charter.purpose)
    if isinstance(case.charter.purpose, Absent):
        return
    if purpose is None or purpose.why is None:
        yield Remark(path, "nothing says why this partnership exists")
        return
    why = given(purpose.why)
    if why is not None:
        words = len(_WORD.findall(why))
        if words < _FEWEST:
            yield Remark(path, f"{words} word{'' if words == 1 else 's'} cannot say why this partnership exists")
        elif (fault := _fault(why, words)) is not None:
            yield Remark(path, fault, at_most="warning")


def _fault(why: str, words: int) -> str | None:
    paragraphs = len(re.split(r"\n\s*\n", why.strip()))
    if words > _MOST:
        return f"the reason is {words} words long, more than the {_MOST} that anybody will read out"
    if paragraphs > 1:
        return f"the reason is {paragraphs} paragraphs long, not one"
    soft = list(dict.fromkeys(f'"{found.group().casefold()}"' for found in _SOFT.finditer(why)))
    if soft and not _HARD.search(why):
        return (
            f"this reason could stand in any charter: {listed(soft)} {'rule' if len(soft) > 1 else 'rules'} out nothing"
        )
    return None
