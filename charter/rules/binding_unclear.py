"""Nobody can tell how far the parties are bound by this.

## What it checks

From signing on the charter says how far it binds by itself: `binding` is `none`, `partly` or `full`. Where it is
`partly`, `binding_parts` names what does; where it is not, nothing is named.

## Why it matters

The signature page prints one sentence about it, right above the names. If the terms do not say it, the page has to say
that they do not, and each side's counsel will fill the hole with the answer that suits the day.

## Bad

```yaml
binding: partly
```

## Good

```yaml
binding: partly
binding_parts: [exit, who owns what is built]
```

## How to settle it with the partner

Ask counsel of both sides one question: "If they break this, would you want to sue on this page, or on an agreement
beside it?" Mostly it is the agreement: then write `none`, and name it under `agreements`.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.rules import Also, Case, Remark, rule
from charter.values import Absent


@rule(
    "binding",
    since={"proposed": "warning", "signing": "error"},
    help="write binding: none, partly or full; if partly, binding_parts",
)
def check(case: Case) -> Iterator[Remark]:
    charter = case.charter
    binding, parts = charter.binding, charter.binding_parts
    if binding is None:
        if case.reached("signing"):
            message = "nothing says how far this charter binds by itself"
            yield Remark(("binding",), message, at_most="warning")
    elif isinstance(binding, Absent) or isinstance(parts, Absent):
        return
    elif binding == "partly" and not parts:
        yield Remark(("binding_parts",), "this binds partly, and nothing says which parts bind", "add binding_parts")
    elif binding != "partly" and parts:
        named = "1 part is" if len(parts) == 1 else f"{len(parts)} parts are"
        message = f"{named} named as binding, and {_WORDS[binding]}"
        also = (Also(("binding",), _WORDS[binding]),)
        yield Remark(("binding_parts",), message, "write binding: partly, or take the parts away", also=also)


_WORDS = {"none": "the charter binds nobody", "full": "all of the charter binds"}
