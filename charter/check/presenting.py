"""Findings and reviews in the format that was asked for, with the lines of the files that findings are about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from charter.errors import UnreadablePathError
from charter.finding import Report, in_order
from charter.report import FORMATS as PLAIN
from charter.report import rendered
from charter.repository import read_file

if TYPE_CHECKING:
    from charter.review.review import Review

FORMATS: Final = (*PLAIN, "markdown")
"""Every format of findings."""

REVIEWS: Final = ("text", "json", "markdown", "github", "gitlab", "sarif", "junit")
"""Every format of a review; those that a host reads hold only the findings that the change brings."""


def presented(report: Report, form: str, *, color: bool = False) -> str:
    """The report, ending in a newline unless empty.

    Args:
        color: Whether the format `text` may use terminal colors.
    """
    if form == "markdown":
        from charter.rendering.markdown.findings import page

        return page(report)
    return rendered(report, form, source, color=color)


def presented_review(review: Review, form: str, *, width: int = 100, color: bool = False) -> str:
    """The review.

    Args:
        form: One of `REVIEWS`.
        width: The columns of the terminal, for the format `text`, and `color`, whether it may use colors.
    """
    if form == "text":
        from charter.report.review import page as sheet
        from charter.report.terminal import drawn

        return drawn(sheet(review), width=width, color=color)
    if form == "json":
        from charter.report.review_json import document

        return document(review)
    if form == "markdown":
        from charter.rendering.markdown.review import comment

        return comment(review)
    brought = (*(finding for one in review.charters for finding in one.findings.new), *review.findings.new)
    return presented(Report(in_order(brought), len({finding.path for finding in brought})), form)


def source(path: str) -> str:
    """The text of a file by the path that findings show; empty where it cannot be read."""
    try:
        return read_file(path.replace("/", os.sep)).decode("utf-8", "replace").removeprefix("\ufeff")
    except UnreadablePathError:
        return ""  # a finding may be about a file that is missing
