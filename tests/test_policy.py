"""The program's own measure in place of the usual one; fixtures of rules have no program."""

from datetime import date

import pytest

from charter.engine import Question, lint_folder
from charter.folder import Folder, Source, read_program

PLAN = b"""\
metrics:
  hours: {name: Hours of work, unit: hours, better: lower}
  adoption: {name: Customers live, unit: share, of: invited customers, better: higher}
phases:
  crawl: {start: 2027-01-04, end: 2027-04-25, cohort: [Kai, Holm, Elb], gate: {criteria: [{id: a, metric: hours, improves: ">= 15%"}]}}
  walk: {start: 2027-05-10, end: 2027-06-06, invited: 3, gate: {criteria: [{id: b, metric: adoption, reaches: ">= 60%"}]}}
  run: {start: 2027-07-01, term: 24 months}
"""
OWN = b"""\
program: 1
name: Northwind partner program
defaults:
  crawl: {weeks: [12, 16], customers: [3, 3], improves: 15%}
  walk: {weeks: [4, 4], customers: [3, 5], adoption: 60%}
  run: {months: [24, 24]}
"""
NONE = b"program: 1\nname: Northwind partner program\n"
HALF = b"program: 1\nname: N\ndefaults: {crawl: {weeks: [8], improves: {tbd: {owner: jana, by: 2027-01-31}}}, walk: {customers: [9, 3]}}\n"
ENDLESS = b"program: 1\nname: N\ndefaults: {crawl: {weeks: [4, 999999999], customers: [9999, 1]}, run: {months: [6, 999999999]}}\n"
RULES = frozenset({"phase-duration-out-of-range", "cohort-size-out-of-range", "threshold-below-policy"})


def said(program: bytes | None) -> list[str]:
    folder = Folder([Source("charter.yaml", PLAN)])
    policy = None if program is None else read_program(Source("program.yaml", program))
    report = lint_folder(folder, Question(date(2026, 11, 20), "proposed", RULES), lambda: policy)
    return [finding.message for finding in report.findings]


def test_a_program_may_want_many_customers() -> None:
    many = b"program: 1\nname: N\ndefaults: {crawl: {customers: [3, 5000]}, walk: {customers: [3, 5000]}}\n"
    assert [message for message in said(many) if "customer" in message] == []


def test_a_plan_within_the_program_s_own_measure_is_fine() -> None:
    assert said(OWN) == []


@pytest.mark.parametrize(
    "program",
    [None, NONE, HALF, ENDLESS],
    ids=["no program", "says nothing", "says nothing readable", "says anything goes"],
)
def test_what_the_program_does_not_say_is_as_usual(program: bytes | None) -> None:
    assert said(program) == [
        "crawl lasts about 16 weeks; usual are 4 to 8 weeks",
        "crawl has 3 customers; usual are 1 to 2",
        "the crawl gate asks for an improvement of 15%; the least is 20%",
        "walk lasts about 4 weeks; usual are 8 to 12 weeks",
        "walk has 3 more customers; usual are 5 to 10",
        "the walk gate asks for adoption by 60% of those invited; the least is 70%",
        "run lasts about 24 months; usual are 6 to 12 months",
    ]
