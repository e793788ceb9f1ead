"""Terms that all have signed are not made wrong by a rule that came later: it warns until they are amended."""

from datetime import date
from pathlib import Path

import pytest

from charter.engine import Question, lint_folder
from charter.finding import Finding
from charter.folder import Folder, Source
from charter.rules import every_rule

EXAMPLE = Path(__file__).parents[1] / "charters" / "northwind-contoso"
RULE = "shares-do-not-close"
HALF = b"\nsplits:\n  - {id: pool, base: net revenue, parts: {northwind: 50%, contoso: 40%}}\n"


def found(*consents: str, edit: tuple[bytes, bytes] = (b"", b"")) -> Finding:
    terms = (EXAMPLE / "charter.yaml").read_bytes().replace(*edit) + HALF
    files = [EXAMPLE / "consents" / f"{name}.yaml" for name in consents]
    sources = [Source("charter.yaml", terms), *(Source(f"consents/{file.name}", file.read_bytes()) for file in files)]
    question = Question(date(2026, 11, 21), "run", frozenset([RULE]))
    (finding,) = lint_folder(Folder(sources), question).findings
    return finding


def test_the_rule_came_after_the_example_was_signed() -> None:
    assert every_rule()[RULE].entered == date(2026, 11, 21)


def test_a_later_rule_warns_about_what_all_have_signed() -> None:
    assert found("r1-northwind", "r1-contoso").severity == "warning"


@pytest.mark.parametrize("consents", [[], ["r1-northwind"], ["r1-contoso"]], ids=["nobody", "one", "the other"])
def test_it_is_an_error_until_all_have_signed(consents: list[str]) -> None:
    assert found(*consents).severity == "error"


def test_an_amendment_is_asked_in_full() -> None:
    edit = (b"revision: 1 ", b"revision: 2 ")
    assert found("r1-northwind", "r1-contoso", edit=edit).severity == "error"


def test_who_signs_on_its_day_or_later_knew_it() -> None:
    signed = (EXAMPLE / "consents" / "r1-contoso.yaml").read_text(encoding="utf-8")
    for day, severity in [("2026-11-20", "warning"), ("2026-11-21", "error")]:
        late = "\n".join(f"date: {day}" if row.startswith("date: ") else row for row in signed.split("\n"))
        terms = (EXAMPLE / "charter.yaml").read_bytes() + HALF
        first = (EXAMPLE / "consents" / "r1-northwind.yaml").read_bytes()
        sources = [
            Source("charter.yaml", terms),
            Source("consents/r1-northwind.yaml", first),
            Source("consents/r1-contoso.yaml", late.encode()),
        ]
        question = Question(date(2026, 12, 1), "run", frozenset([RULE]))
        (finding,) = lint_folder(Folder(sources), question).findings
        assert finding.severity == severity
