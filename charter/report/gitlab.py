"""The code quality report that GitLab shows in a merge request.

Format: GitLab's documentation of the code quality report artifact, which takes from CodeClimate's specification
`description`, `check_name`, `fingerprint`, `severity` and `location`; of two with one fingerprint it drops one.
"""

from typing import Final

from charter.answers import answer
from charter.finding import Finding, Report, Severity
from charter.report import Sources
from charter.report.fingerprints import fingerprints
from charter.report.inert import inert

_SEVERITIES: Final[dict[Severity, str]] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, sources: Sources, _color: bool) -> str:
    """The whole report as one JSON list."""
    found = zip(report.findings, fingerprints(report.findings, sources), strict=True)
    return answer([_issue(finding, fingerprint) for finding, fingerprint in found])


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    words = f"{finding.message}. {finding.help}" if finding.help else finding.message
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": inert(words),
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": fingerprint,
        "location": {
            "path": finding.path,
            "lines": {"begin": finding.span.start.line, "end": finding.span.end.line},
        },
    }
