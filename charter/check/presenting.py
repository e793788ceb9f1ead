"""Findings in the format that was asked for, with the lines of the files they are about."""

from __future__ import annotations

import os
from typing import Final

from charter.errors import UnreadablePathError
from charter.finding import Report
from charter.report import FORMATS as PLAIN
from charter.report import rendered
from charter.repository import read_file

FORMATS: Final = (*PLAIN, "markdown")
"""Every format of findings."""


def presented(report: Report, form: str, *, color: bool = False) -> str:
    """The report, ending in a newline unless empty.

    Args:
        color: Whether the format `text` may use terminal colors.
    """
    if form == "markdown":
        from charter.rendering.findings import page

        return page(report)
    return rendered(report, form, source, color=color)


def source(path: str) -> str:
    """The text of a file by the path that findings show; empty where it cannot be read."""
    try:
        return read_file(path.replace("/", os.sep)).decode("utf-8", "replace").removeprefix("\ufeff")
    except UnreadablePathError:
        return ""  # a finding may be about a file that is missing
