"""Findings for people: the place, the words, the source line with a caret, and what to do."""

from charter.finding import Finding, Report, Severity, Span
from charter.report import Sources, summary
from charter.report.inert import inert, together

_COLORS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}

WIDTH = 120
"""The most characters of a source line that are shown."""


def render(report: Report, sources: Sources, color: bool) -> str:
    """Every finding with its source line, then the counts."""
    paint = _paint if color else _plain
    blocks = [_block(finding, sources, paint) for finding in report.findings]
    return "".join(block + "\n" for block in blocks) + summary(report) + "\n"


def _plain(text: str, _code: str) -> str:
    return text


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _block(finding: Finding, sources: Sources, paint: object) -> str:
    assert callable(paint)
    place = f"{finding.path}:{finding.span.start.line}:{finding.span.start.column}"
    level = paint(finding.severity, f"1;{_COLORS[finding.severity]}")
    lines = [f"{paint(inert(place), '1')} {level} {finding.rule}", f"  {inert(finding.message)}"]
    lines += _excerpt(finding.path, finding.span, sources)
    for related in finding.related:
        lines.append(
            f"  {inert(related.path)}:{related.span.start.line}:{related.span.start.column}: {inert(related.message)}"
        )
        lines += _excerpt(related.path, related.span, sources)
    if finding.help:
        lines.append(f"  {paint('help:', '1')} {inert(finding.help)}")
    return "\n".join(lines) + "\n"


def _excerpt(path: str, span: Span, sources: Sources) -> list[str]:
    """The source line and a caret line below it; a long line is cut around the place."""
    rows = sources(path).split("\n")
    if span.start.line > len(rows) or not rows[span.start.line - 1].strip():
        return []
    row = rows[span.start.line - 1].rstrip("\r")
    start = span.start.column - 1
    end = span.end.column - 1 if span.end.line == span.start.line else len(row)
    skip = max(0, start - 40) if len(row) > WIDTH else 0
    before, marked = inert(row[skip:start]), inert(row[start:end])
    after = inert(row[end : skip + WIDTH])
    cut = "…" if skip else ""
    gutter = f"{span.start.line:>5} | "
    shown = (before + marked)[: WIDTH * 2]
    carets = "^" * max(1, min(len(marked), WIDTH - len(before)))
    return [together(f"{gutter}{cut}{shown}{after}"), f"{' ' * 5} | {' ' * (len(cut) + len(before))}{carets}"]
