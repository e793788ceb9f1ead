"""A signed-quality charter with twenty-four defects planted: all are named, at their places, and nothing else is."""

from datetime import date
from pathlib import Path

import pytest

from charter.engine import lint_text

EXAMPLE = Path(__file__).parent.parent / "charters" / "northwind-contoso"
PEOPLE = {file.stem: file.read_text(encoding="utf-8") for file in (EXAMPLE / "people").glob("*.yaml")}

# what stands there, what is planted instead, the rule, and the exact text that the finding marks (first match inside the planted text)
PLANTED = [
    (
        "title: Northwind × Contoso warehouse onboarding",
        'title: "Northwind × Contoso ware\\u200bhouse onboarding"',
        "hidden-character",
        '"Northwind × Contoso ware\\u200bhouse onboarding"',
    ),
    ("sector: logistics software\n", "sector: on\n", "ambiguous-scalar", "on"),
    ("binding: none ", "binding: never ", "schema-violation", "never"),
    ("  segment: warehouses", "  segmnet: warehouses", "unknown-key", "segmnet"),
    ("scope:\n", "scope:\n  in: [audits]\n", "duplicate-key", "in"),
    ("country: CH\n", "country: Schweiz\n", "schema-violation", "Schweiz"),
    ("    kind: economic ", "    kind: economic\n    kind: economic ", "duplicate-key", "kind"),
    (
        '{id: more-sites,   for: northwind, outcome: "300 sites live in 2026."',
        "{id: more-sites,   for: northwind, outcome: 300 sites live, in 2026",
        "split-text",
        "300 sites live, in 2026",
    ),
    ("metric: installation_margin}", "metric: installation_margins}", "dangling-reference", "installation_margins"),
    (
        "value: {amount: EUR 180000, basis: in-kind}",
        "value: {amount: 180000, basis: in-kind}",
        "schema-violation",
        "180000",
    ),
    ("    until: 2026-06-12\n", "    until: 2025-06-11\n", "inconsistent-dates", "2025-06-11"),
    ("base: net installation revenue, ", "", "base-undefined", "share"),
    (
        "    owner: contoso.finance\n    serves: [more-sites]",
        "    serves: [more-sites]",
        "commitment-unowned-or-undated",
        "id: referral-fee",
    ),
    ("  - id: co-crews\n", "  - id: nw-engineers\n", "duplicate-id", "nw-engineers"),
    ("of: sites installed, better: lower, ", "better: lower, ", "ambiguous-denominator", "rework_rate"),
    ("    end: 2026-03-06\n", "    end:\n", "empty-value", "end"),
    ("      no_go: end                        #", "      #", "no-go-no-go", "gate"),
    ("term: 12 months\n", "term: 12\n", "schema-violation", "12"),
    (
        "renewal: {mode: by-choice, notice: 60 days",
        "renewal: {mode: automatic, period: 36 months, notice: 60 days",
        "evergreen-renewal",
        "36 months",
    ),
    (
        "mode: consensus, deadline: 10 business days, deadlock: escalate}",
        "mode: consensus, deadline: 10 business days}",
        "consensus-without-tiebreak",
        "{topic: roadmap conflict, decided_by: [northwind.delivery, contoso.delivery], mode: consensus, deadline: 10 business days}",
    ),
    (
        ", within: 5 business days, then: exit-review}",
        ", then: exit-review}",
        "escalation-incomplete",
        "{level: 2, roles: [northwind.sponsor, contoso.sponsor], then: exit-review}",
    ),
    (
        '{event: "Material breach of the master agreement", under: msa}',
        "{event: If it is not working}",
        "exit-not-measurable",
        "If it is not working",
    ),
    ("    takes: 90 days\n", "    takes: {tbd: {owner: northwind.sponsor, by: 2025-12-01}}\n", "open-point", "takes"),
    (
        "owner: northwind.integration, due: 2026-05-15",
        "owner: northwind.engineering, due: 2026-05-15",
        "role-unowned",
        "northwind.engineering",
    ),
]


def _with_defects(planted):
    text = (EXAMPLE / "charter.yaml").read_text(encoding="utf-8")
    for old, new, _, _ in planted:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def _found(text):
    report = lint_text(text, people=PEOPLE, stage="signing", today=date(2026, 11, 20))
    rows = text.split("\n")
    return [
        (finding.rule, rows[finding.span.start.line - 1][finding.span.start.column - 1 :].split("\n")[0], finding)
        for finding in report.findings
    ]


def _marked(text, finding):
    rows = text.split("\n")[finding.span.start.line - 1 : finding.span.end.line]
    if len(rows) == 1:
        return rows[0][finding.span.start.column - 1 : finding.span.end.column - 1]
    return "\n".join([rows[0][finding.span.start.column - 1 :], *rows[1:-1], rows[-1][: finding.span.end.column - 1]])


def test_the_charter_without_defects_is_clean():
    assert _found(_with_defects([])) == []


@pytest.mark.parametrize("defect", PLANTED, ids=[f"{rule}: {mark}" for _, _, rule, mark in PLANTED])
def test_each_planted_defect_is_named_alone(defect):
    text = _with_defects([defect])
    assert [(rule, _marked(text, finding)) for rule, _, finding in _found(text)] == [(defect[2], defect[3])]


def test_all_planted_defects_are_named_in_one_run_and_nothing_else():
    text = _with_defects(PLANTED)
    found = sorted((rule, _marked(text, finding)) for rule, _, finding in _found(text))
    assert found == sorted((rule, mark) for _, _, rule, mark in PLANTED)
