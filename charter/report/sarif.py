"""SARIF 2.1.0, the format code-scanning services read (OASIS standard, with partial fingerprints for matching runs)."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from charter import __version__
from charter.finding import Finding, Report, Severity, Span
from charter.report import Sources
from charter.report.inert import inert
from charter.rules import Rule, every_rule

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

_HOME = "https://github.com/partnership-charter/charter"


def render(report: Report, sources: Sources, _color: bool) -> str:
    """The whole report as one SARIF log with one run."""
    rules = [rule for name, rule in every_rule().items() if any(finding.rule == name for finding in report.findings)]
    index = {rule.id: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "charter",
                "semanticVersion": __version__,
                "informationUri": _HOME,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, sources) for finding in report.findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.summary + "."},
        "fullDescription": {"text": _words(rule.help) + "."},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS[list(rule.since.values())[-1]]},
    }


def _result(finding: Finding, index: dict[str, int], sources: Sources) -> dict[str, Any]:
    words = f"{finding.message}. {finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _words(words)},
        "locations": [_location(finding.path, finding.span)],
        "partialFingerprints": {"charterFinding/v1": _fingerprint(finding, sources)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {**_location(related.path, related.span), "id": number, "message": {"text": _words(related.message)}}
            for number, related in enumerate(finding.related, 1)
        ]
    return result


def _words(text: str) -> str:
    # square brackets start links in SARIF messages, a backslash takes their meaning away
    return "".join("\\" + sign if sign in "[]\\" else sign for sign in inert(text))


def _location(path: str, span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(path)},
            "region": {
                "startLine": span.start.line,
                "startColumn": span.start.column,
                "endLine": span.end.line,
                "endColumn": span.end.column,
            },
        }
    }


def _fingerprint(finding: Finding, sources: Sources) -> str:
    """Stable while the finding's own line stays the same, wherever that line moves to."""
    rows = sources(finding.path).split("\n")
    row = rows[finding.span.start.line - 1].strip() if finding.span.start.line <= len(rows) else ""
    key = "\x00".join((finding.rule, finding.charter, finding.pointer, row))
    return hashlib.sha256(key.encode()).hexdigest()[:32]
