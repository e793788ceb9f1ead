"""Findings for other programs: the JSON that the command line promises."""

from typing import Any

from charter.answers import answer
from charter.finding import Finding, Report, Span


def render(report: Report, _sources: object, _color: bool) -> str:
    """The whole report as one JSON document."""
    return answer(document(report))


def document(report: Report) -> dict[str, Any]:
    """The report as plain data, as `cli.md` shows it."""
    return {
        "version": 1,
        "findings": [as_data(finding) for finding in report.findings],
        "summary": {
            "files": report.files,
            "error": report.count("error"),
            "warning": report.count("warning"),
            "info": report.count("info"),
            "suppressed": report.suppressed,
            **({"known": report.known} if report.known else {}),
        },
    }


def as_data(finding: Finding) -> dict[str, Any]:
    """One finding, as `cli.md` shows it."""
    shown: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        **_place(finding.span),
        "message": finding.message,
        "help": finding.help,
        "charter": finding.charter,
        "pointer": finding.pointer,
    }
    if finding.related:
        shown["related"] = [
            {"path": related.path, **_place(related.span), "message": related.message} for related in finding.related
        ]
    if finding.fix:
        edits = [{**_place(edit.span), "text": edit.text} for edit in finding.fix.edits]
        shown["fix"] = {"safe": finding.fix.safe, "edits": edits}
    return shown


def _place(span: Span) -> dict[str, Any]:
    return {
        "start": {"line": span.start.line, "column": span.start.column},
        "end": {"line": span.end.line, "column": span.end.column},
    }
