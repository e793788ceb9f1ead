"""A pattern of the program's own is known only through the program, which fixtures do not have."""

from datetime import date

import pytest

from charter.engine import Question, lint_folder
from charter.folder import Folder, Source, read_program

OWN = b"program: 1\nname: Northwind partner program\npatterns: {franchise: {templates: franchise}}\n"
NONE = b"program: 1\nname: Northwind partner program\n"
WITHHELD = b"program: 1\nname: Northwind partner program\npatterns: {undisclosed: not for partners}\n"


def said(pattern: str, program: bytes | None) -> list[tuple[str, str]]:
    folder = Folder([Source("charter.yaml", f"pattern: {pattern}\n".encode())])
    question = Question(date(2026, 11, 20), "draft", frozenset({"no-pattern"}))
    policy = None if program is None else read_program(Source("program.yaml", program))
    return [(finding.severity, finding.message) for finding in lint_folder(folder, question, lambda: policy).findings]


@pytest.mark.parametrize(
    ("pattern", "program"), [("franchise", OWN), ("referral", OWN), ("referral", NONE), ("anything", WITHHELD)]
)
def test_silent(pattern: str, program: bytes) -> None:
    assert said(pattern, program) == []


@pytest.mark.parametrize(
    ("pattern", "program", "severity", "whose"),
    [
        ("licensing", OWN, "error", "the program"),
        ("franchise", NONE, "error", "the program"),
        ("franchize", OWN, "error", "the program"),
        ("franchise", None, "warning", "the format"),
    ],
)
def test_speaks(pattern: str, program: bytes | None, severity: str, whose: str) -> None:
    assert said(pattern, program) == [(severity, f'"{pattern}" is not a pattern that {whose} knows')]
