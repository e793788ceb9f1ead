"""One lint run over a repository: which files, from the cache what did not change, by several processes what did.

The engine and the models are imported only when something has to be judged: a run in which nothing changed never pays
for them.
"""

from __future__ import annotations

import gc
import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache, partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from charter import __version__
from charter.cache import Cache, Entry, stamp
from charter.errors import UnreadablePathError
from charter.finding import Edit, Finding, Fix, Position, Related, Report, Span, in_order
from charter.repository import Unit, all_units, read_file, units

if TYPE_CHECKING:
    from charter.engine import Question
    from charter.model import Program

_WORTH_PROCESSES = 300
"""From how many units on starting processes costs less than it saves."""


class Asked(NamedTuple):
    """How to lint, as plain values that travel between processes and into the cache's key.

    Attributes:
        stage: One of the stages, or empty to take it from the charter's decisions.
        select: Rule names; None for all.
        severities: (path pattern, rule, severity or ``off``).
    """

    today: date
    stage: str = ""
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, str, str], ...] = ()


def lint_paths(root: Path, paths: Sequence[str], asked: Asked, *, jobs: int = 0, cached: bool = True) -> Report:
    """Lint the charters that `paths` stand for, or every charter of the repository.

    Args:
        root: The repository; its `program.yaml` is the policy.
        paths: Files, folders or ids; empty for everything below `root`.
        jobs: How many processes; 0 chooses.
        cached: Whether results of earlier runs may answer.

    Returns:
        The findings in output order, the same for any `jobs`.

    Raises:
        UnreadablePathError: A path does not exist or cannot be opened.
    """
    chosen = units(root, paths) if paths else sorted(all_units(root))
    if not chosen:
        raise UnreadablePathError(f"there is no charter in {root}", "charter init starts one")
    policy = _policy(root)
    with _without_garbage_collection():
        if not cached:
            return _together(answer for _, answer in _judged([(unit, ()) for unit in chosen], asked, policy, jobs))
        cache = Cache(root, _key(asked, policy))
        report = _together(_answered(chosen, cache, asked, policy, jobs))
        cache.close()
        return report


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """No garbage here is cyclic, and looking for it takes a seventh of a large run."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def shown(path: str) -> str:
    """A path as findings show it: relative to the current folder where it lies below, with forward slashes."""
    if not os.path.isabs(path):
        return os.path.normpath(path).replace(os.sep, "/")
    here = os.getcwd() + os.sep
    return (path[len(here) :] if path.startswith(here) else path).replace(os.sep, "/")


def _policy(root: Path) -> bytes:
    path = root / "program.yaml"
    return read_file(path) if path.is_file() else b""


def _key(asked: Asked, policy: bytes) -> str:
    """What an answer depends on besides the files: the tool and its rules, the question, the program, the folder."""
    parts = (__version__, _code(), repr(asked), hashlib.sha256(policy).hexdigest(), os.getcwd())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _code() -> str:
    """Sizes and times of the tool's own modules, so that an edited rule is never answered by its predecessor."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = (package, *(os.path.join(package, name) for name in ("document", "model", "rules", "terms")))
    entries = (entry for folder in folders for entry in os.scandir(folder) if entry.name.endswith(".py"))
    return repr(sorted((entry.path, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries))


Raws = tuple[bytes, ...]


def _answered(chosen: Sequence[Unit], cache: Cache, asked: Asked, policy: bytes, jobs: int) -> Iterator[str]:
    """The answer for every unit, from the cache where its files did not change."""
    known = cache.known(_name(unit) for unit in chosen)
    changed: list[tuple[Unit, Raws]] = []
    stamps: dict[str, tuple[str, str]] = {}
    now = time.time_ns()
    for unit in chosen:
        name = _name(unit)
        entry = known.get(name)
        current = _stamp(unit, now)
        if entry is not None and current and entry.stamp == current:
            yield entry.answer
            continue
        raws = tuple(read_file(file) for file in unit.files)
        digest = hashlib.sha256(b"".join(hashlib.sha256(raw).digest() for raw in raws)).hexdigest()
        if entry is not None and entry.digest == digest:
            cache.remember(name, Entry(current, digest, entry.answer))
            yield entry.answer
            continue
        stamps[name] = (current, digest)
        changed.append((unit, raws))
    for unit, answer in _judged(changed, asked, policy, jobs):
        cache.remember(_name(unit), Entry(*stamps[_name(unit)], answer))
        yield answer


def _name(unit: Unit) -> str:
    return "\n".join(unit.files)


def _stamp(unit: Unit, now: int) -> str:
    try:
        return stamp(unit.files, now)
    except OSError:
        return ""


def _judged(todo: Sequence[tuple[Unit, Raws]], asked: Asked, policy: bytes, jobs: int) -> Iterator[tuple[Unit, str]]:
    """Units with their answers, judged by this process or by several; a unit without bytes is read first."""
    workers = jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if workers == 1 or len(todo) < (_WORTH_PROCESSES if not jobs else 2):
        yield from ((unit, _judge(unit, raws, asked, policy)) for unit, raws in todo)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as pool:
        pieces = [todo[start : start + 25] for start in range(0, len(todo), 25)]
        for piece, answers in zip(pieces, pool.map(_judge_all, pieces, repeat(asked), repeat(policy)), strict=True):
            yield from ((unit, answer) for (unit, _), answer in zip(piece, answers, strict=True))


def _judge_all(piece: Sequence[tuple[Unit, Raws]], asked: Asked, policy: bytes) -> list[str]:
    gc.disable()  # in the worker, too
    return [_judge(unit, raws, asked, policy) for unit, raws in piece]


def _judge(unit: Unit, raws: Raws, asked: Asked, policy: bytes) -> str:
    from charter.engine import lint_folder
    from charter.folder import Folder, Source

    contents = raws or tuple(read_file(file) for file in unit.files)
    sources = [Source(shown(file), raw) for file, raw in zip(unit.files, contents, strict=True)]
    folder = Folder(sources, unit.name, shown(unit.folder) + "/")
    return _written(lint_folder(folder, _question(asked), partial(_program, policy)))


@lru_cache(maxsize=4)
def _question(asked: Asked) -> Question:
    from charter.engine import Question

    return Question(
        asked.today,
        asked.stage or None,  # type: ignore[arg-type]  # the command line lets only stages through
        None if asked.select is None else frozenset(asked.select),
        frozenset(asked.ignore),
        asked.severities,
    )


@lru_cache(maxsize=2)
def _program(policy: bytes) -> Program | None:
    from charter.folder import Source, read_program

    return read_program(Source("program.yaml", policy)) if policy else None


def _written(report: Report) -> str:
    """A unit's report as text; a clean one is very short."""
    if not report.findings:
        return f"{report.files} {report.suppressed}"
    import json

    return f"{report.files} {report.suppressed} {json.dumps(report.findings, ensure_ascii=False)}"


def _together(answers: Iterable[str]) -> Report:
    findings: list[Finding] = []
    files = suppressed = 0
    for answer in answers:
        read, silenced, *rest = answer.split(" ", 2)
        files += int(read)
        suppressed += int(silenced)
        if rest:
            import json

            findings += [_finding(row) for row in json.loads(rest[0])]
    return Report(in_order(findings), files, suppressed)


def _finding(row: list) -> Finding:  # type: ignore[type-arg]  # JSON, written by _written
    rule, severity, path, span, message, help, charter, pointer, related, fix = row
    others = tuple(Related(other, _span(place), words) for other, place, words in related)
    mended = Fix(fix[0], tuple(Edit(_span(place), text) for place, text in fix[1])) if fix else None
    return Finding(rule, severity, path, _span(span), message, help, charter, pointer, others, mended)


def _span(row: list[list[int]]) -> Span:
    return Span(Position(*row[0]), Position(*row[1]))
