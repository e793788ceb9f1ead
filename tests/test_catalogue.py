"""The catalogue of candidate rules: each went somewhere, and every rule is accounted for."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from charter.rules import every_rule

FILE = Path(__file__).parent / "catalogue.yaml"
TEXT = FILE.read_text(encoding="utf-8")
CATALOGUE: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)
FAMILIES = {
    "DOC": 11, "FIT": 18, "GOAL": 3, "VAL": 14, "LEV": 8, "PHS": 12, "GATE": 19, "MET": 10, "GOV": 12, "OPM": 10,
    "DEP": 3, "EXIT": 7, "SIGN": 7, "TIER": 12, "INC": 6, "LCH": 9, "CAD": 5, "PORT": 16, "SUP": 4,
}  # fmt: skip
"""How many candidates part 1 has, by family."""
PATTERNS = 85
"""How many patterns part 2 has."""
ROWS = {**CATALOGUE["part-1"], **CATALOGUE["part-2"]}


def rules_of(row: Any) -> list[str]:
    return row if isinstance(row, list) else row.get("rules", []) if isinstance(row, dict) else []


def test_every_candidate_is_there_exactly_once() -> None:
    codes = [f"{family}{number:03}" for family, many in FAMILIES.items() for number in range(1, many + 1)]
    assert len(codes) == 186
    assert list(CATALOGUE["part-1"]) == codes
    assert list(CATALOGUE["part-2"]) == [str(number) for number in range(1, PATTERNS + 1)]


def test_no_key_stands_twice() -> None:
    keys = re.findall(r'^  "?([\w-]+)"?:', TEXT, re.MULTILINE)
    assert [key for key, many in Counter(keys).items() if many > 1] == []


@pytest.mark.parametrize("name", ROWS)
def test_each_names_rules_or_says_why_there_is_none(name: str) -> None:
    row = ROWS[name]
    if isinstance(row, dict):
        assert set(row) <= {"rules", "not-built"}
        assert len(row["not-built"].split()) >= 5
    else:
        assert row == "portfolio" or (isinstance(row, list) and row)
    assert [rule for rule in rules_of(row) if rule not in every_rule()] == []


@pytest.mark.parametrize("rule", every_rule())
def test_every_rule_is_named_or_is_ours(rule: str) -> None:
    named = {name for name, row in ROWS.items() if rule in rules_of(row)}
    ours = [group for group, rules in CATALOGUE["ours"].items() if rule in rules]
    assert (named or len(ours) == 1) and not (named and ours)


@pytest.mark.parametrize("rule", every_rule())
def test_what_a_rule_says_it_covers_is_what_the_catalogue_says(rule: str) -> None:
    claimed = {name for name in every_rule()[rule].names if name in ROWS}
    assert claimed <= {name for name, row in ROWS.items() if rule in rules_of(row)}


def test_ours_names_rules_that_exist() -> None:
    named = [rule for rules in CATALOGUE["ours"].values() for rule in rules]
    assert sorted(set(named) - set(every_rule())) == []
    assert len(named) == len(set(named))
