"""Findings as text: one module per format, found by name."""

from collections.abc import Callable
from importlib import import_module

from charter.finding import Report
from charter.wording import counted

FORMATS = ("text", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit")

Sources = Callable[[str], str]
"""Gives the text of a file by the path its findings show; empty where it cannot be read."""


def rendered(report: Report, form: str, sources: Sources, *, color: bool = False) -> str:
    """The report in one of `FORMATS`, ending in a newline unless empty.

    Args:
        color: Whether the format `text` may use terminal colors.
    """
    render: Callable[[Report, Sources, bool], str] = import_module(f"{__name__}.{form}").render
    return render(report, sources, color)


def summary(report: Report) -> str:
    """One line of counts: ``2 errors, 1 warning in 3 files (1 suppressed)``."""
    counts = [counted(report.count("error"), "error"), counted(report.count("warning"), "warning")]
    if infos := report.count("info"):
        counts.append(f"{infos} info")
    left_out = [(report.suppressed, "suppressed"), (report.known, "there before")]
    said = ", ".join(f"{count} {why}" for count, why in left_out if count)
    return f"{', '.join(counts)} in {counted(report.files, 'file')}{f' ({said})' if said else ''}"


def remedy(report: Report, verb: str) -> str:
    """Where to read what the format `concise` leaves out, and how many findings can be put right; empty without any."""
    if not report.findings:
        return ""
    fixable = sum(finding.fix is not None and finding.fix.safe for finding in report.findings)
    fixed = f"; charter lint --fix puts {fixable} of them right" if fixable else ""
    return f"charter {verb} --format text says what to do{fixed}\n"
