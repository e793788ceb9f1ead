"""Findings as Markdown, for a job summary or a comment: a table that shows texts of charters and lets none act."""

from __future__ import annotations

from typing import Final

from charter.finding import SEVERITIES, Finding, Report
from charter.rendering.markdown.escaping import table
from charter.wording import counted

_SHOWN: Final = 200
"""How many findings are told one by one; the rest are counted aloud."""


def page(report: Report) -> str:
    """The page."""
    worst = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    shown = sorted(worst[:_SHOWN], key=lambda finding: finding.order)
    counts = ", ".join(counted(report.count(severity), _noun(severity)) for severity in SEVERITIES)
    silenced = f", {report.suppressed} silenced by a comment" if report.suppressed else ""
    blocks = ["# charter lint", f"{counts} in {counted(report.files, 'file')}{silenced}."]
    if shown:
        rows = [_row(finding) for finding in shown]
        blocks.append(
            str(table({"head": ("Severity", "Rule", "Where", "What is wrong, and what to do"), "rows": rows}))
        )
    if len(worst) > len(shown):
        blocks.append(f"{len(worst) - len(shown)} more are not shown here, none of them more severe than these.")
    return "\n\n".join(blocks) + "\n"


def _noun(severity: str) -> str:
    return "remark" if severity == "info" else severity


def _row(finding: Finding) -> tuple[str, str, str, list[str]]:
    return finding.severity, finding.rule, f"{finding.path}:{finding.span.start.line}", [finding.message, finding.help]
