"""SARIF 2.1.0, the format code-scanning services read (OASIS standard, with partial fingerprints for matching runs)."""

import re
from typing import Any
from urllib.parse import quote

from charter import __version__
from charter.answers import answer
from charter.finding import Finding, Report, Severity, Span
from charter.report import Sources
from charter.report.fingerprints import fingerprints
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
        "results": [
            _result(finding, index[finding.rule], fingerprint)
            for finding, fingerprint in zip(report.findings, fingerprints(report.findings, sources), strict=True)
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return answer(log)


def _rule(rule: Rule) -> dict[str, Any]:
    name = "".join(word.capitalize() for word in rule.id.split("-"))
    return {
        "id": rule.id,
        **({"name": name} if name.lower() != rule.id else {}),  # the standard wants one that is not the id again
        "shortDescription": {"text": rule.summary + "."},
        "fullDescription": {"text": _words(_what_it_checks(rule.page))},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS[list(rule.since.values())[-1]]},
    }


def _what_it_checks(page: str) -> str:
    section = page.partition("## What it checks\n")[2].strip()
    return " ".join(section.partition("\n\n")[0].split())


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    words = f"{finding.message}. {finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _words(words)},
        "locations": [_location(finding.path, finding.span)],
        "partialFingerprints": {"charterFinding/v1": fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {**_location(related.path, related.span), "id": number, "message": {"text": _words(related.message)}}
            for number, related in enumerate(finding.related, 1)
        ]
    return result


def _words(text: str) -> str:
    # square brackets start links in SARIF messages, a backslash takes their meaning away; {0} is a blank to fill in
    safe = "".join("\\" + sign if sign in "[]\\" else sign for sign in inert(text))
    return re.sub(r"\{(\d+)\}", r"{{\1}}", safe)


def _location(path: str, span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(path, errors="surrogateescape")},
            "region": {
                "startLine": span.start.line,
                "startColumn": span.start.column,
                "endLine": span.end.line,
                "endColumn": span.end.column,
            },
        }
    }
