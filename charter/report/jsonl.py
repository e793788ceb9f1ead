"""Findings for other programs, one JSON object a line: each as in the format ``json``, and the summary last."""

from charter.answers import answer
from charter.finding import Report
from charter.report.json import document


def render(report: Report, _sources: object, _color: bool) -> str:
    """A line a finding, and one that only holds `summary`."""
    whole = document(report)
    rows = [*whole["findings"], {"version": whole["version"], "summary": whole["summary"]}]
    return "".join(answer(row, indent=None) for row in rows)
