"""Go, grey and no-go on a metric's own axis: disjoint, complete, and the same as comparing by hand."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.document import read
from charter.model import Charter
from charter.model.reading import understand
from charter.terms.criteria import criteria
from charter.terms.zones import Zones, breach, fires, shown, zones
from charter.values import given as known

REPOSITORY = Path(__file__).parents[1]
HOURS = "{name: Hours, unit: hours, better: lower, baseline: {value: 40}}"
SHARE = "{name: Live, unit: share, of: invited customers, better: higher, baseline: {value: 20%}}"
MARGIN = "{name: Margin, unit: share, of: revenue, better: higher, baseline: {value: -5%}}"


def terms(text: str) -> Charter:
    document = read(text.encode(), "charter.yaml")
    part = understand(Charter, document.data, document.unreadable).part
    assert isinstance(part, Charter)
    return part


def found(metric: str, criterion: str) -> Zones | None:
    gate = f"phases: {{crawl: {{gate: {{criteria: [{{id: a, metric: m, {criterion}}}]}}}}}}"
    (placed,) = criteria(terms(f"metrics: {{m: {metric}}}\n{gate}\n"))
    return zones(placed)


@pytest.mark.parametrize(
    ("metric", "criterion", "go", "grey", "no_go"),
    [
        (HOURS, 'reaches: "<= 30", fails: "> 36"', "up to 30 hours", "above 30 hours to 36 hours", "above 36 hours"),
        (HOURS, 'improves: ">= 20%", fails: "< 10%"', "up to 32 hours", "above 32 hours to 36 hours", "above 36 hours"),
        (HOURS, 'improves: "> 8"', "below 32 hours", "no value", "from 32 hours on"),
        (HOURS, 'stays: "<= 40.5"', "up to 40.5 hours", "no value", "above 40.5 hours"),
        (HOURS, 'improves: ">= 12.5%", stays: "<= 30"', "up to 30 hours", "no value", "above 30 hours"),
        (SHARE, 'reaches: ">= 70%", fails: "< 40%"', "from 70% on", "from 40% to below 70%", "below 40%"),
        (SHARE, 'improves: ">= 50%"', "from 30% on", "no value", "below 30%"),
        (SHARE, 'reaches: ">= 120%"', "no value", "no value", "any value"),
        (SHARE, 'reaches: ">= 100%"', "exactly 100%", "no value", "below 100%"),
        (SHARE, 'reaches: ">= 70%", fails: ">= 90%"', "from 70% to below 90%", "below 70%", "from 90% on"),
        (MARGIN, 'improves: ">= 20%"', "from -4% on", "no value", "below -4%"),
        (MARGIN, 'reaches: ">= 0%", fails: "< -10%"', "from 0% on", "from -10% to below 0%", "below -10%"),
        (
            "{name: Sales, unit: EUR, better: higher}",
            'reaches: ">= EUR 5000"',
            "from EUR 5000 on",
            "no value",
            "below EUR 5000",
        ),
    ],
)
def test_zones_in_words(metric, criterion, go, grey, no_go):
    here = found(metric, criterion)
    assert here is not None
    assert (shown(here.go), shown(here.grey), shown(here.no_go)) == (go, grey, no_go)


@pytest.mark.parametrize(
    ("metric", "criterion"),
    [
        (HOURS, 'ask: "Faster?"'),
        ("{name: Hours, unit: hours, better: lower}", 'improves: ">= 20%"'),
        ("{name: Hours, unit: hours, baseline: {value: 40}}", 'improves: ">= 20%"'),
        ("{name: Wins, unit: wins, better: higher, baseline: {value: 0}}", 'improves: ">= 20%"'),
        ("{name: Sales, better: higher, baseline: {value: USD 40}}", 'improves: ">= EUR 10"'),
        ("{name: Sales, better: higher}", 'reaches: ">= EUR 10", fails: "< USD 5"'),
        (HOURS, 'improves: ">= 20%", control: Sites of their own'),
        (HOURS, 'reaches: {undisclosed: kept by the auditor}, stays: "<= 3"'),
    ],
)
def test_what_cannot_be_told_has_no_zones(metric, criterion):
    assert found(metric, criterion) is None


def test_a_trigger_and_a_guardrail_have_theirs():
    charter = terms(
        f"""
metrics: {{m: {SHARE}}}
phases: {{run: {{guardrails: [{{metric: m, stays: ">= 60%"}}]}}}}
exit: {{triggers: [{{id: a, when: {{metric: m, is: "< 40%"}}}}, {{id: b, when: {{event: Notice}}}}]}}
"""
    )
    metric = known(known(charter.metrics)["m"])
    low, event = (known(trigger.when) for trigger in known(known(charter.exit).triggers))
    (guardrail,) = known(known(known(charter.phases).run).guardrails)
    assert shown(fires(low, metric)) == "below 40%"
    assert fires(event, metric) is None
    assert shown(breach(guardrail, metric)) == "below 60%"


numbers = st.decimals(min_value=-500, max_value=500, places=2)
operators = st.sampled_from([">=", ">", "<=", "<"])
values = st.fractions(min_value=-600, max_value=600) | numbers.map(Fraction)


def holds(operator: str, bound: Decimal | Fraction, value: Fraction) -> bool:
    bound = Fraction(bound)
    return {">=": value >= bound, ">": value > bound, "<=": value <= bound, "<": value < bound}[operator]


@settings(max_examples=150)
@given(
    go=st.tuples(operators, numbers),
    kill=st.none() | st.tuples(operators, numbers),
    value=values,
    unit=st.sampled_from(["hours", "share"]),
)
def test_every_value_lies_in_the_zone_that_comparing_by_hand_gives(go, kill, value, unit):
    sign = "%" if unit == "share" else ""
    fails = f', fails: "{kill[0]} {kill[1]}{sign}"' if kill else ""
    here = found(
        f"{{name: Thing, unit: {unit}, of: things, better: higher}}", f'reaches: "{go[0]} {go[1]}{sign}"{fails}'
    )
    assert here is not None
    for at in (value, Fraction(go[1]), Fraction(kill[1] if kill else 0)):
        possible = at >= 0 and (unit == "hours" or at <= 100)
        met = holds(*go, at)
        failed = holds(*kill, at) if kill else not met
        wanted = ("no-go" if failed else "go" if met else "grey") if possible else None
        assert here.where(at) == wanted
        assert [at in zone for zone in (here.go, here.grey, here.no_go)].count(True) == possible
    assert (here.go & here.grey).empty
    assert (here.go & here.no_go).empty
    assert (here.grey & here.no_go).empty
    assert here.go | here.grey | here.no_go == here.axis


@settings(max_examples=100)
@given(
    percent=numbers,
    start=numbers.filter(bool),
    value=values,
    better=st.sampled_from(["lower", "higher"]),
    operator=operators,
)
def test_an_improvement_counts_from_the_baseline_in_the_good_direction(percent, start, value, better, operator):
    metric = f"{{name: Margin, unit: points, better: {better}, baseline: {{value: {start}}}}}"
    here = found(metric, f'improves: "{operator} {percent}%"')
    gained = (value - Fraction(start)) * (1 if better == "higher" else -1) / abs(Fraction(start)) * 100
    assert here is not None
    assert (value in here.go) == holds(operator, percent, gained)


def test_a_charter_that_measures_nothing_does_not_pay_for_intervals():
    program = """
import sys
from datetime import date
from charter.engine import lint_text
lint_text(open(sys.argv[1], encoding="utf-8").read(), today=date(2026, 11, 20), stage="run")
assert "charter.model" in sys.modules
assert not {"portion", "sortedcontainers"} & set(sys.modules)
"""
    for name in ("acme-globex", "northwind-contoso"):
        text = REPOSITORY / "charters" / name / "charter.yaml"
        subprocess.run([sys.executable, "-c", program, str(text)], check=True)
