"""Which findings are left to tell: those that are new since a commit, and those that no baseline holds."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from charter.check.committed import home_of, homes, lay_out
from charter.check.linting import Asked, lint_paths, shown
from charter.check.presenting import source
from charter.errors import ConfigurationError
from charter.finding import Finding, Report
from charter.git import commit_of, entries, merge_base, prefix_of
from charter.report.fingerprints import fingerprints
from charter.repository import read_file
from charter.review.review import compared

_VERSION = 1


def since(root: Path, revision: str, asked: Asked, report: Report) -> Report:
    """The findings that were not there when this work went off from a commit; the rules are today's for both.

    Raises:
        UsageError: git knows no such commit here, or the work has nothing in common with it.
    """
    began = merge_base(root, commit_of(root, revision), commit_of(root, "HEAD"))
    with tempfile.TemporaryDirectory(prefix="charter-lint-") as place:
        laid = Path(place).resolve()
        before = _before(root, laid, began, asked, report)
    left = compared(before, report.findings).new
    return report._replace(findings=left, known=len(report.findings) - len(left))


def _before(root: Path, laid: Path, commit: str, asked: Asked, report: Report) -> tuple[Finding, ...]:
    """The findings of the same charters as the commit has them, under the paths that they have here."""
    prefix = prefix_of(root)
    listed = entries(root, commit, [f"{prefix}charters"])
    known = homes(listed)
    names = (os.path.relpath(finding.path, root).replace(os.sep, "/") for finding in report.findings)
    touched = {home for name in names if (home := home_of(f"{prefix}{name}", known)) is not None}
    lay_out(root, [entry for entry in listed if home_of(entry.path, known) in touched], laid)
    top = laid / prefix
    top.mkdir(parents=True, exist_ok=True)
    if (root / "program.yaml").is_file():
        (top / "program.yaml").write_bytes(read_file(root / "program.yaml"))
    chosen = [str(laid / home) for home in sorted(touched) if (laid / home / "charter.yaml").is_file()]
    if not chosen:
        return ()
    found = lint_paths(top, chosen, asked, jobs=1, cached=False).findings
    return tuple(one._replace(path=shown(str(root / os.path.relpath(one.path, top)))) for one in found)


class Narrowed(NamedTuple):
    """What a baseline leaves.

    Attributes:
        settled: How many of its findings are not there any more.
        content: What the baseline should hold now: never more than it does, unless it is new.
    """

    report: Report
    settled: int
    content: bytes


def beside(baseline: bytes | None, name: str, report: Report) -> Narrowed:
    """The findings that a baseline does not hold; all are held by one that is not there yet.

    Args:
        name: How messages call the file.

    Raises:
        ConfigurationError: The file is none.
    """
    marked = list(zip(fingerprints(report.findings, source), report.findings, strict=True))
    if baseline is None:
        everything = {mark: f"{finding.rule} {finding.path}" for mark, finding in marked}
        return Narrowed(report._replace(findings=(), known=len(marked)), 0, _written(everything))
    known = _read(baseline, name)
    left = tuple(finding for mark, finding in marked if mark not in known)
    still = {mark: known[mark] for mark, _ in marked if mark in known}
    narrowed = report._replace(findings=left, known=report.known + len(marked) - len(left))
    return Narrowed(narrowed, len(known) - len(still), _written(still))


def _read(raw: bytes, name: str) -> Mapping[str, str]:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{name} is no baseline: it is no JSON", _AGAIN) from error
    found = data.get("findings") if isinstance(data, dict) and data.get("version") == _VERSION else None
    if not isinstance(found, dict) or not all(isinstance(what, str) for what in found.values()):
        raise ConfigurationError(f"{name} is no baseline of version {_VERSION}", _AGAIN)
    return found


_AGAIN = "delete it, and the next run writes it anew"


def _written(findings: Mapping[str, str]) -> bytes:
    """A baseline: what each finding is recognised by, and what it is about, for those who read the file."""
    ordered = dict(sorted(findings.items(), key=lambda item: (item[1], item[0])))
    return (json.dumps({"version": _VERSION, "findings": ordered}, indent=1) + "\n").encode()
