"""Findings as the results of tests, in the XML that CI servers read since JUnit: each finding is a failed test.

Errors and warnings fail; what is only for information is a test that passes and says something. A run without findings
is one test that passes, since an empty report counts as one that did not run.
"""

from xml.etree import ElementTree as Xml

from charter.finding import Finding, Report
from charter.report.inert import inert


def render(report: Report, _sources: object, _color: bool) -> str:
    """One test suite."""
    failed = [finding for finding in report.findings if finding.severity != "info"]
    count = str(len(report.findings) or 1)
    totals = {"name": "charter", "tests": count, "failures": str(len(failed)), "errors": "0"}
    root = Xml.Element("testsuites", totals)
    suite = Xml.SubElement(root, "testsuite", totals | {"skipped": "0"})
    for finding in report.findings:
        _case(suite, finding)
    if not report.findings:
        Xml.SubElement(suite, "testcase", {"name": "no findings", "classname": "charter"})
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _case(suite: Xml.Element, finding: Finding) -> None:
    start = finding.span.start
    place = f"{inert(finding.path)}:{start.line}:{start.column}"
    about = {"name": f"{finding.rule} at {place}", "classname": inert(finding.path), "file": inert(finding.path)}
    case = Xml.SubElement(suite, "testcase", about | {"line": str(start.line)})
    words = "\n".join(inert(text) for text in (finding.message, finding.help) if text)
    if finding.severity == "info":
        Xml.SubElement(case, "system-out").text = words
    else:
        attributes = {"message": inert(finding.message), "type": finding.severity}
        Xml.SubElement(case, "failure", attributes).text = f"{place}\n{words}"
