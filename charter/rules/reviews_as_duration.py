"""A length of time is counted in reviews where nobody holds any.

## What it checks

`2 reviews` stands only where something is watched from review to review: in the `for` of what sets off an exit
(`exit.triggers`) or a step back (`exit.deprioritize`). Everywhere else a length of time is counted in hours, days,
weeks, months, quarters or years.

## Why it matters

"Below 40% for two reviews" is clear: it is looked at twice. "Two reviews of notice" is not, since reviews move: they
are put off over the holidays and skipped when there is nothing to say, and with them your notice, your payment and
your deadline.

## Bad

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 2 reviews}
```

## Good

```yaml
exit:
  triggers:
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 60 days}
    - {id: no-adoption, when: {metric: adoption, is: "< 40%", for: 2 reviews}, invoked_by: any, notice: 30 days}
```

## How to settle it with the partner

Ask: "If every review were put off by a month, should this move as well?" It hardly ever should. Write the time that
you both had in mind.
"""

from collections.abc import Iterator

from charter.rules import Case, Remark, rule
from charter.values import Duration


@rule(
    "reviews",
    since={"draft": "error"},
    help="write a length of time, such as 8 weeks",
)
def check(case: Case) -> Iterator[Remark]:
    for path, value in case.marks:
        if isinstance(value, Duration) and value.unit == "review" and not _is_watched(path):
            what = next((step for step in reversed(path) if isinstance(step, str)), "this")
            yield Remark(path, f'"{what}" is counted in reviews, which have no length')


def _is_watched(path: tuple[str | int, ...]) -> bool:
    """Whether this is how long an exit or a step back is observed before it sets in."""
    return path[0] == "exit" and path[-2:] == ("when", "for")
