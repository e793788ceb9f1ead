"""An exit that nobody can see happening, or that one side declares.

## What it checks

Every trigger in `exit.triggers` names something both sides can see: a metric with a bound (`is`), or an event that has
happened or has not. Words such as "not working" or "at its sole discretion" are neither. Plain notice is always clear,
an event that an agreement defines (`under`, `clause`) is as clear as the agreement, and what a neutral outsider judges
may be a matter of opinion. A number that only the side that would leave has measured is a milder case.

## Why it matters

"We may leave if it is not working" gives the right to leave to whoever wants out, on any day, and gives the other side
a reason to dispute it. Both wish then that the number stood there.

## Bad

```yaml
exit:
  triggers:
    - {id: failing, when: {event: The partnership is not working}, invoked_by: any, notice: 30 days}
```

## Good

```yaml
exit:
  triggers:
    - {id: failing, when: {metric: adoption, is: "< 40%", for: 2 reviews}, invoked_by: any, notice: 30 days}
    - {id: notice, when: {event: Either party gives notice}, invoked_by: any, notice: 90 days}
```

## How to settle it with the partner

Read each trigger aloud and ask: "Could we disagree whether this has happened?" If yes, ask what both of you would look
at to settle it, and write that: a metric and a number, a letter that was sent, a date that passed. If it stays a matter
of judgment, agree on a third person who judges, and name them under `outsiders`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.rules import Also, Case, Remark, rule
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.finding import Path
    from charter.model.charter import Charter
    from charter.model.ending import Observation, Trigger

_WHIM = re.compile(
    r"(?:sole|own|absolute|full) (?:discretion|judge?ment|opinion)|at (?:its|their|will|the) discretion"
    r"|in (?:its|their) (?:view|opinion)"
    r"|(?:considers?|deems?|feels?|believes?) (?:that|it|this|the (?:other|partnership|cooperation))\b",
    re.IGNORECASE,
)
"""Somebody's own view decides."""
_IT = r"\b(?:partnership|alliance|cooperation|collaboration|relationship|arrangement|it|this|things?)"
_SOFT = re.compile(
    rf"{_IT} (?:(?:is|are|was|does|do|did|has|have)(?: not|n't)) (?:work\w*|succeed\w*|(?:a )?success\w*|going well)"
    r"|\bno longer makes sense|\bdoes not make sense|\bfor strategic reasons"
    r"|\b(?:unhappy|dissatisfied|unsatisfied|not satisfied|not happy) with|\bunsatisfactory|\bunderperform\w*"
    r"|\b(?:poor|weak|bad|disappointing|insufficient) (?:performance|results|progress|cooperation)"
    r"|\b(?:lack|loss) of (?:progress|success|interest|commitment|trust|results|confidence)"
    r"|\b(?:loses|lost|lose) (?:trust|interest|confidence)|\b(?:does not|fails? to) meet expectations",
    re.IGNORECASE,
)
"""Words that need a number beside them."""
_NOTICE = re.compile(r"\bnotice\b", re.IGNORECASE)


@rule(
    "EXIT002",
    "66",
    since={"draft": "warning", "proposed": "error"},
    help="name a metric with a bound, or an event that has happened or has not",
)
def check(case: Case) -> Iterator[Remark]:
    ending = given(case.charter.exit)
    for index, trigger in enumerate((given(ending.triggers) or ()) if ending else ()):
        when = given(trigger.when)
        if when is None:
            continue
        path: Path = ("exit", "triggers", index, "when")
        yield from _nothing_to_see(path, when)
        if not _judged_by_outsider(case.charter, trigger, when):
            yield from _opinion(path, trigger, when, case)
            yield from _own_number(path, trigger, when, case)


def _nothing_to_see(path: Path, when: Observation) -> Iterator[Remark]:
    if when.metric is None and when.event is None:
        yield Remark(path, "this exit does not say what is seen when it happens")
    elif when.metric is not None and when.is_ is None and when.event is None:
        yield Remark(
            (*path, "is"), f"this exit names {given(when.metric) or 'a metric'} and no bound", 'add is, such as "< 40%"'
        )


def _judged_by_outsider(charter: Charter, trigger: Trigger, when: Observation) -> bool:
    text = (given(when.event) or "").lower()
    outsiders = given(charter.outsiders) or {}
    return trigger.invoked_by in outsiders or any(name.replace("-", " ") in text for name in outsiders)


def _opinion(path: Path, trigger: Trigger, when: Observation, case: Case) -> Iterator[Remark]:
    text = given(when.event)
    if text is None or when.under or trigger.clause or trigger.ground == "convenience" or _NOTICE.search(text):
        return
    language = given(case.charter.language) or "en"
    if not language.startswith("en"):
        return
    if whim := _WHIM.search(text):
        said = f"{quoted(whim[0])} leaves it to one side: nobody else can see whether it has happened"
        yield Remark((*path, "event"), said)
    elif not any(character.isdigit() for character in text) and (soft := _SOFT.search(text)):
        said = f"{quoted(soft[0])} is an opinion: two people can disagree whether it has happened"
        yield Remark((*path, "event"), said)


def _own_number(path: Path, trigger: Trigger, when: Observation, case: Case) -> Iterator[Remark]:
    """A trigger of one party alone, on a number that this party alone supplies."""
    name, party = given(when.metric), given(trigger.invoked_by)
    metric = given((given(case.charter.metrics) or {}).get(name or ""))
    source = given(metric.source) if metric else None
    if name is None or party is None or source is None or source.party != party:
        return
    if source.attested_by is not None or given(source.independent):
        return
    yield Remark(
        (*path, "metric"),
        f"{party} alone may use this exit, and {party} alone supplies {name}",
        "let the other side confirm the number (attested_by), or let any party use the exit",
        also=(Also(("metrics", name, "source", "party"), "the number comes from here"),),
        at_most="warning" if case.reached("proposed") else "info",
    )
