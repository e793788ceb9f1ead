"""What a finding is recognised by from run to run, whatever line it has moved to."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from charter.finding import Finding
from charter.report import Sources


def fingerprints(findings: Iterable[Finding], sources: Sources) -> Iterator[str]:
    """Of each finding, 32 hex digits: the same while its own line stays the same; no two alike."""
    rows = cache(lambda path: sources(path).split("\n"))
    seen: Counter[str] = Counter()
    for finding in findings:
        key = _key(finding, rows)
        seen[key] += 1
        numbered = key if seen[key] == 1 else f"{key}\x00{seen[key]}"
        yield hashlib.sha256(numbered.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _key(finding: Finding, rows: Callable[[str], list[str]]) -> str:
    lines, number = rows(finding.path), finding.span.start.line
    line = lines[number - 1].strip() if number <= len(lines) else ""
    return "\x00".join((finding.rule, finding.path, re.sub(r"/\d+(?=/|$)", "/-", finding.pointer), line))
