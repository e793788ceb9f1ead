"""The steps of a share leave a gap, or say two things about one amount.

## What it checks

The `bands` of a share count in one currency or one unit. No two of them begin at the same volume, and the lowest begins
at zero, unless `percent` says what holds below it. Each band goes up to the next, so a falling percentage is fine, and
the order in the file does not matter. A band with a withheld volume makes the whole share unknown.

## Why it matters

The amount in the gap is always the one of the first invoice: nobody knows whether nothing is owed or the lowest rate.

## Bad

```yaml
commitments:
  - id: fee
    from: contoso
    kind: revenue-share
    share: {base: net kit revenue, bands: [{above: EUR 500000, percent: 6%}, {above: EUR 500000, percent: 4%}]}
```

## Good

```yaml
commitments:
  - id: fee
    from: contoso
    kind: revenue-share
    share: {base: net kit revenue, bands: [{above: EUR 0, percent: 8%}, {above: EUR 500000, percent: 6%}]}
```

## How to settle it with the partner

Compute the fee for three amounts together: half of the first step, one cent above it, ten times the last. If you two do
not get the same three numbers, the bands are not written yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from charter.finding import Path
from charter.rules import Also, Case, Remark, rule
from charter.terms.exchange import promises
from charter.values import Money, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model.exchange import Quantity, RevenueShare


@rule(
    "20",
    since={"draft": "warning", "proposed": "error"},
    entered="2026-11-21",
    help="give every band one beginning of its own, the lowest at zero, all in one currency or unit",
)
def check(case: Case) -> Iterator[Remark]:
    for promise in promises(case.charter):
        share = given(promise.terms.share)
        bands = (given(share.bands) or ()) if share is not None else ()
        begins = [_volume(cast("Money | Quantity | None", given(band.above))) for band in bands]
        if share is None or not bands or None in begins:
            continue
        path = (*promise.path, "share", "bands")
        yield from _of(share, path, [begin for begin in begins if begin is not None])


def _of(share: RevenueShare, path: Path, begins: list[tuple[str, Decimal, str]]) -> Iterator[Remark]:
    units = list(dict.fromkeys(unit for unit, _, _ in begins))
    if len(units) > 1:
        yield Remark(path, f"these bands count in {listed(units)}, and cannot be put in a row")
        return
    numbers = [number for _, number, _ in begins]
    for index, (_, number, said) in enumerate(begins):
        if (first := numbers.index(number)) < index:
            also = (Also((*path, first, "above"), "the first of them"),)
            yield Remark((*path, index, "above"), f"two bands begin at {said}", also=also)
    lowest = min(range(len(numbers)), key=numbers.__getitem__)
    if numbers[lowest] > 0 and share.percent is None:
        yield Remark((*path, lowest, "above"), f"nothing says what is owed up to {begins[lowest][2]}")


def _volume(above: Money | Quantity | None) -> tuple[str, Decimal, str] | None:
    """Unit, number and words of a volume; None where it is not one number."""
    if above is None or isinstance(above, Money):
        return None if above is None else (above.currency, above.amount, str(above))
    value, unit = given(above.value), given(above.unit)
    return None if value is None or unit is None else (unit, value, f"{value} {unit}")
