"""Charters far larger than any partnership: judged to the end, and not compared each with each."""

from datetime import date

import pytest

from charter.engine import lint_text

TODAY = date(2026, 11, 21)
SMALL = """\
charter: 1
id: acme-globex
parties:
  acme: {name: Acme Ltd, country: GB}
  globex: {name: Globex BV, country: NL}
"""


def found(text, rule, stage="run"):
    report = lint_text(text, today=TODAY, stage=stage, select=[rule])
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize(("count", "told"), [(3, 1), (200, 1), (201, 0)])
def test_agreements_that_go_round_in_a_circle(count, told):
    rows = (f"  - {{id: a{n}, kind: msa, topic: price, prevails_over: [a{(n + 1) % count}]}}\n" for n in range(count))
    assert len(found(SMALL + "agreements:\n" + "".join(rows), "agreements-without-precedence")) == told


@pytest.mark.parametrize(("count", "told"), [(2, 1), (20, 1), (21, 0)])
def test_one_that_gives_less_than_each_of_many(count, told):
    givers = range(count - 1)
    parties = "".join(f"  p{n}: {{name: P{n} Ltd}}\n" for n in givers)
    gives = (
        f"  - {{id: money{n}, from: p{n}, kind: money, what: Cash., value: {{amount: EUR 90000}}}}\n"
        f"  - {{id: crew{n}, from: p{n}, kind: engineering, what: Two engineers., quantity: {{value: 2, unit: fte}}}}\n"
        for n in givers
    )
    rows = (f"  - {{id: only{n}, from: p{n}, kind: exclusivity, what: No other one in DE.}}\n" for n in givers)
    text = SMALL.partition("parties:")[0] + f"parties:\n  low: {{name: Low Ltd}}\n{parties}commitments:\n"
    text += "  - {id: crew, from: low, kind: engineering, what: One engineer., quantity: {value: 1, unit: fte}}\n"
    assert len(found(text + "".join((*gives, *rows)), "unbalanced-exchange", "draft")) == told


def test_every_wrong_value_among_thousands_is_told_at_its_place():
    rows = "".join(f"  m{n}: {{definition: Number {n}., unit: count, better: sideways}}\n" for n in range(2000))
    report = lint_text(SMALL + "metrics:\n" + rows, today=TODAY, select=["schema-violation"])
    lines = [finding.span.start.line for finding in report.findings if finding.pointer.endswith("/better")]
    assert lines == list(range(7, 2007))
