"""What the linter says and where: places, severities, findings and edits.

Named tuples, not dataclasses: a run answered from the cache must not pay for importing `dataclasses`.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Most severe first."""

Path: TypeAlias = tuple[str | int, ...]
"""A way into a document: mapping keys as written in the format, sequence items counted from 0."""


class Position(NamedTuple):
    """A point in a text: line and column, both counted from 1, columns in Unicode code points."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of text; `end` is exclusive."""

    start: Position
    end: Position


class Edit(NamedTuple):
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that settle a finding; `safe` only if they cannot change what the charter means."""

    safe: bool
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """A second place that explains a finding, such as the other half of a contradiction."""

    path: str
    span: Span
    message: str


class Finding(NamedTuple):
    """One thing the linter has to say, at one place.

    Attributes:
        rule: The rule's name in words, such as ``no-exit-criteria``.
        path: The file, as it is to be shown, with forward slashes.
        message: What is wrong here; lower case, no full stop.
        help: What to do about it.
        charter: The id of the charter the file belongs to; empty if it has none.
        pointer: RFC 6901 JSON Pointer to what the finding is about; for something missing, the missing path.
    """

    rule: str
    severity: Severity
    path: str
    span: Span
    message: str
    help: str = ""
    charter: str = ""
    pointer: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def order(self) -> tuple[str, Span, str, str, str]:
        """The sort key of every output: path, line, column, rule."""
        return (self.path, self.span, self.rule, self.pointer, self.message)


class Report(NamedTuple):
    """Everything one lint run found, in output order.

    Attributes:
        files: How many files were read.
        suppressed: How many findings were silenced by a comment.
        known: How many are left out because they were there before.
    """

    findings: tuple[Finding, ...]
    files: int
    suppressed: int = 0
    known: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def pointer(path: Path) -> str:
    """The RFC 6901 JSON Pointer of a path: ``("exit", "triggers", 0)`` is ``/exit/triggers/0``."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings sorted for output, exact repetitions dropped."""
    return tuple(sorted(set(findings), key=lambda finding: finding.order))
