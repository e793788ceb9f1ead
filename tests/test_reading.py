"""Deviations from the format, told in the author's words at exact places."""

from datetime import date

import pytest

from charter.engine import lint_text

TODAY = date(2026, 11, 20)

BASE = """\
charter: 1
id: acme-globex
revision: 1
title: Calendar sync
parties:
  acme: {name: Acme Ltd}
  globex: {name: Globex BV}
"""


def found(text, *rules):
    report = lint_text(text, today=TODAY, select=rules or ("schema-violation", "unknown-key", "ambiguous-scalar"))
    return [
        f"{finding.span.start.line}:{finding.span.start.column}-{finding.span.end.line}:{finding.span.end.column} "
        f"{finding.rule} {finding.pointer} {finding.message} | {finding.help}"
        for finding in report.findings
    ]


def test_the_least_document_has_nothing_to_say():
    assert found(BASE) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "comitments: []",
            '8:1-8:11 unknown-key /comitments "comitments" is not a key of the format here | did you mean "commitments"?',
        ),
        (
            "tier: 4",
            '8:7-8:8 schema-violation /tier "4" is not a tier: 1 self-serve, 2 joint development or 3 strategic '
            "| 1 self-serve, 2 joint development, 3 strategic, for example 2",
        ),
        (
            "binding: partial",
            '8:10-8:17 schema-violation /binding "partial" is not one of none, partly and full; did you mean "partly"? '
            "| how far this charter itself binds, for example none",
        ),
        (
            "purpose: because we can",
            "8:10-8:24 schema-violation /purpose expected a group of keys, found a text | why this partnership exists, for example {job: implementation}",
        ),
        (
            "goals: {id: x}",
            "8:1-8:6 schema-violation /goals expected a list, found a group of keys: start each item with a hyphen, "
            "or put them in [ ] | outcomes for every party and for the customers, for example [{id: faster-start, for: customers, outcome: …}]",
        ),
        (
            "goals: [{id: a, for: acme}]",
            '8:9-8:27 schema-violation /goals/0/outcome "outcome" is missing '
            '| add "outcome": what is true when it is reached, for example First shipment with at most 30 hands-on hours.',
        ),
        (
            'commitments: [{id: a, from: acme, kind: money, what: Fee, value: {amount: "$250m"}}]',
            '8:75-8:82 schema-violation /commitments/0/value/amount "$250m" is not an amount of money: '
            "write the currency code and digits, EUR 180000 | the exact worth, for example EUR 180000",
        ),
        (
            "commitments: [{id: a, from: acme, kind: money, what: Fee, value: {amount: XYZ 12}}]",
            "8:75-8:81 schema-violation /commitments/0/value/amount XYZ is not an ISO 4217 currency code "
            "| the exact worth, for example EUR 180000",
        ),
        (
            "phases: {crawl: {start: 2027-02-30}}",
            "8:25-8:35 schema-violation /phases/crawl/start there is no 2027-02-30 in the calendar | first day, for example 2027-01-11",
        ),
        (
            "signing: {least: [pdf]}",
            "8:11-8:16 schema-violation /signing/least expected one of pdf, ssh, external and attested, found a list "
            "| the weakest method that counts here, for example external",
        ),
        (
            "scope: {tbd: {owner: acme.sponsor}}",
            '8:9-8:12 schema-violation /scope/tbd/by "by" is missing '
            '| add "by": the day by which it is decided, for example 2026-12-01',
        ),
        (
            "language: no",
            "8:11-8:13 ambiguous-scalar /language other readers take this for true or false, not for a text | put it in quotes",
        ),
        ('title2: ""', '8:1-8:7 unknown-key /title2 "title2" is not a key of the format here | did you mean "title"?'),
        (
            'language: " "',
            "8:11-8:14 schema-violation /language this text is empty | the language of the terms, for example en",
        ),
    ],
)
def test_deviation_is_told_in_words(line, expected):
    assert found(BASE + line + "\n") == [expected]


def test_every_kind_of_defect_is_named_in_one_run_and_hides_no_other():
    text = BASE.replace("revision: 1\n", "") + (
        "tier: 9\ngoals:\n  - {id: A b, for: acme, outcome: x}\n  - 7\n  - {id: b, for: acme, outcome: z, extra: 1}\n"
        "metrics: {m: {name: h, better: up, baseline: {value: four}}}\n"
    )
    assert [line.split(" |")[0] for line in found(text)] == [
        '1:1-1:8 schema-violation /revision "revision" is missing',
        '7:7-7:8 schema-violation /tier "9" is not a tier: 1 self-serve, 2 joint development or 3 strategic',
        '9:10-9:13 schema-violation /goals/0/id "A b" is not an id: an id begins with a letter a to z, then such letters, digits and single hyphens, none at the end',
        "10:5-10:6 schema-violation /goals/1 expected a group of keys, found a text",
        '11:36-11:41 unknown-key /goals/2/extra "extra" is not a key of the format here',
        '12:32-12:34 schema-violation /metrics/m/better "up" is not one of lower and higher',
        '12:54-12:58 schema-violation /metrics/m/baseline/value "four" is not a number such as 40, a percentage such as 5% or an amount such as EUR 12',
    ]


def test_rules_still_speak_of_the_items_behind_one_that_cannot_be_read():
    text = BASE + (
        "exit:\n  triggers:\n    - 7\n    - {id: a, when: {event: Either party gives notice}, notice: 30 days}\n"
        "commitments:\n  - [x]\n  - {id: a, from: acme, kind: support, what: w}\n  - {id: a, from: globex, kind: support, what: z}\n"
    )
    assert [line.split(" ")[:3] for line in found(text, "duplicate-id")] == [
        ["15:10-15:11", "duplicate-id", "/commitments/2/id"]
    ]


@pytest.mark.parametrize("name", ["⟨given⟩", "⟨absent⟩", "⟨scalar⟩", "⟨other⟩", "[key]"])
def test_a_key_may_be_called_like_a_mark_of_ours(name):
    """The models mark with these names which of two readings an error is about."""
    at = f"8:1-8:{len(name) + 3} unknown-key /{name} "
    (said,) = found(f'{BASE}"{name}": a\n', "unknown-key")
    assert said.startswith(f'{at}"{name}" is not a key of the format here')
    (said, *_) = found(f'{BASE}metrics: {{"{name}": {{name: a}}}}\n', "schema-violation")
    assert f'/metrics/{name} "{name}" is not an id' in said
