"""One line a finding: `path:line:col: severity rule message`."""

from charter.finding import Report
from charter.report.inert import inert


def render(report: Report, _sources: object, _color: bool) -> str:
    """The findings, one a line; nothing at all for a clean report."""
    return "".join(
        inert(
            f"{finding.path}:{finding.span.start.line}:{finding.span.start.column}: "
            f"{finding.severity} {finding.rule} {finding.message}"
        )
        + "\n"
        for finding in report.findings
    )
