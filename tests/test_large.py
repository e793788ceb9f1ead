"""Charters far larger than any partnership: judged to the end, and not compared each with each."""

from datetime import date

import pytest

from charter.engine import lint_text
from charter.outlook.diagram import diagram_of
from charter.rehearsal import TooManyEndingsError, rehearse
from charter.rendering import terms
from charter.rendering.exchange import in_short
from charter.rendering.names import Names
from charter.rendering.rehearsal.endings import endings

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


def crowd(count):
    """As many parties, each with a promise to the next and a goal of its own that the one before serves."""
    rows = range(count)
    return terms(
        "charter.yaml",
        (
            "charter: 1\nid: crowd\nrevision: 1\ntitle: A crowd\nparties:\n"
            + "".join(f"  p{n}: {{name: P{n} Ltd}}\n" for n in rows)
            + "goals:\n"
            + "".join(f"  - {{id: g{n}, for: p{n}, outcome: Goal {n} is met.}}\n" for n in rows)
            + "commitments:\n"
            + "".join(
                f"  - {{id: c{n}, from: p{n}, kind: engineering, what: Build {n}., serves: [g{(n + 1) % count}]}}\n"
                for n in rows
            )
        ).encode(),
        {},
    ).charter


@pytest.mark.parametrize(("count", "told"), [(316, True), (317, False)])
def test_endings_are_counted_for_as_many_parties_and_promises_as_can_be_looked_at(count, told):
    charter = crowd(count)
    said = endings(charter, Names(charter))
    assert bool(said.table.rows) is told
    if told:
        assert len(rehearse(charter).endings[0].spent) == count
        return
    assert said.said == "too many to rehearse: 1 endings, 317 parties and 317 commitments"
    with pytest.raises(TooManyEndingsError, match="too many to rehearse: 1 endings") as refused:
        rehearse(charter)
    assert refused.value.exit_code == 2
    assert diagram_of(charter).startswith("stateDiagram-v2")


def test_every_party_of_thousands_is_told_what_it_wants_gives_and_gets():
    charter = crowd(2000)
    table = in_short(Names(charter), charter.commitments, brief=False)
    assert table.rows[1] == ("P1", ("Goal 1 is met.",), ("Build 1.",), ("P0: Build 0.",))
    assert len(table.rows) == 2000


def test_a_name_of_ten_thousand_words_is_a_name():
    name = " ".join(["Acme"] * 10_000)
    text = f"charter: 1\nid: a-b\nrevision: 1\ntitle: Both\nparties: {{acme-acme: {{name: {name}}}, globex: {{name: Globex BV}}}}\n"
    assert Names(terms("charter.yaml", text.encode(), {}).charter).short("acme-acme") == "Acme Acme"


@pytest.mark.parametrize(("count", "said"), [(20, "from 51% on and from 52% on"), (21, "says go from 71% on: ")])
def test_many_thresholds_of_one_metric_are_told_by_the_one_that_leaves_least(count, said):
    rows = "".join(f'        - {{id: c{n}, metric: adoption, reaches: ">= {51 + n}%"}}\n' for n in range(count))
    text = f"""{SMALL}metrics:
  adoption: {{name: Adoption, unit: share, of: customers, better: higher}}
phases:
  crawl:
    gate:
      criteria:
{rows}  walk: {{}}
exit:
  triggers:
    - {{id: low, when: {{metric: adoption, is: "< 90%"}}, invoked_by: any}}
"""
    (message,) = found(text, "exit-fires-inside-go")
    assert said in message
