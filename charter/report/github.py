"""Workflow commands that GitHub turns into annotations on the lines of a pull request.

Escapes and limits: GitHub's workflow-command syntax, and at most ten annotations of each level a step, of which the
host silently drops the rest.
"""

import os

from charter.finding import Finding, Report, Severity
from charter.report import summary
from charter.report.inert import inert

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}

SHOWN = 9
"""Annotations a level; one more says how many are not shown."""


def render(report: Report, _sources: object, _color: bool) -> str:
    """One command a finding, the most severe first; what the host would drop is counted aloud."""
    lines = []
    for severity, level in _LEVELS.items():
        found = [finding for finding in report.findings if finding.severity == severity]
        shown = found if len(found) <= SHOWN + 1 else found[:SHOWN]
        lines += [_command(level, finding) for finding in shown]
        if len(found) > len(shown):
            lines.append(
                f"::{level} title=charter::{len(found) - len(shown)} more of this level, see the log of charter lint"
            )
    return "".join(line + "\n" for line in [*lines, summary(report)])


def _command(level: str, finding: Finding) -> str:
    properties = {
        "file": finding.path.replace(os.sep, "/"),
        "line": str(finding.span.start.line),
        "col": str(finding.span.start.column),
        "endLine": str(finding.span.end.line),
        "endColumn": str(finding.span.end.column),
        "title": finding.rule,
    }
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    words = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    return f"::{level} {listed}::{_data(words)}"


def _data(text: str) -> str:
    # the runner also obeys ##[command] in the middle of a line
    lines = (inert(line).replace("%", "%25").replace("##[", "# #[") for line in text.split("\n"))
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
