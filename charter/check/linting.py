"""One lint run over a repository: which files, from the cache what did not change, by several processes what did.

The engine and the models are imported only when something has to be judged: a run in which nothing changed never pays
for them.
"""

from __future__ import annotations

import gc
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from charter import __version__
from charter.cache import Cache, Entry, stamp
from charter.errors import UnreadablePathError
from charter.finding import Edit, Finding, Fix, Position, Related, Report, Span, in_order
from charter.repository import Unit, all_units, read_file, units

if TYPE_CHECKING:
    from charter.engine import Question
    from charter.folder import File
    from charter.model import Program

Besides: TypeAlias = "Callable[[Unit, Sequence[File], date], Any]"
"""What else is asked of a unit, its files and the day."""

_WORTH_PROCESSES = 300
"""From how many units on starting processes costs less than it saves."""

_WORTH_PROCESSES_BESIDES = 60
"""The same, where more is asked of each than linting."""


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
    return together(answer for answer, _ in answers(root, chosen, desk(root, asked), jobs=jobs, cached=cached))


def answers(
    root: Path, chosen: Iterable[Unit], at: Desk, *, jobs: int = 0, cached: bool = True
) -> Iterator[tuple[str, Any]]:
    """What linting says of every unit, for `together`, in no particular order, and what else was asked of it.

    Raises:
        UnreadablePathError: A file cannot be opened.
    """
    cache = Cache(root, _key(at.asked, at.policy)) if cached else None
    todo = []
    for task in _tasks(chosen, cache) if cache else map(_Task, chosen):
        if task.answer and at.besides is None:
            yield task.answer, None
        else:
            todo.append(task)
    for task, answer, more in _judged(todo, at, jobs):
        if cache and not task.answer:
            cache.remember(_name(task.unit), Entry(*task.known, answer))
        yield answer, more
    if cache:
        cache.close()


def shown(path: str) -> str:
    """A path as findings show it: relative to the current folder where it lies below, with forward slashes."""
    if not os.path.isabs(path):
        return os.path.normpath(path).replace(os.sep, "/")
    here = os.getcwd() + os.sep
    return (path[len(here) :] if path.startswith(here) else path).replace(os.sep, "/")


def inside(folder: str, file: str) -> str:
    """The path of a file inside its folder, with forward slashes, wherever one stands; a loose file's own name."""
    within = file.startswith(folder + os.sep)
    return file[len(folder) + 1 :].replace(os.sep, "/") if within else os.path.basename(file)


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
    folders = (package, *(os.path.join(package, name) for name in ("check", "document", "model", "rules", "terms")))
    entries = (entry for folder in folders for entry in os.scandir(folder) if entry.name.endswith(".py"))
    return repr(sorted((entry.path, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries))


class _Task(NamedTuple):
    """A unit that is to be judged.

    Attributes:
        raws: Its files' bytes, where they were read.
        known: What they are remembered by: stamp and digest.
        answer: What linting said of it when its files were the same; empty where nobody knows.
    """

    unit: Unit
    raws: tuple[bytes, ...] = ()
    known: tuple[str, str] = ("", "")
    answer: str = ""


def _tasks(chosen: Iterable[Unit], cache: Cache) -> Iterator[_Task]:
    """Every unit, with the answer from the cache where its files did not change, else with their bytes."""
    listed = list(chosen)
    known = cache.known(_name(unit) for unit in listed)
    now = time.time_ns()
    for unit in listed:
        entry = known.get(_name(unit))
        current = _stamp(unit, now)
        if entry is not None and current and entry.stamp == current:
            yield _Task(unit, answer=entry.answer)
            continue
        raws = tuple(read_file(file) for file in unit.files)
        digest = hashlib.sha256(b"".join(hashlib.sha256(raw).digest() for raw in raws)).hexdigest()
        if entry is not None and entry.digest == digest:
            cache.remember(_name(unit), Entry(current, digest, entry.answer))
            yield _Task(unit, raws, answer=entry.answer)
        else:
            yield _Task(unit, raws, (current, digest))


def _name(unit: Unit) -> str:
    return "\n".join(unit.files)


def _stamp(unit: Unit, now: int) -> str:
    try:
        return stamp(unit.files, now)
    except OSError:
        return ""


class Desk(NamedTuple):
    """What every process needs to judge units.

    Attributes:
        policy: The bytes of `program.yaml`.
        besides: Asked of each unit with its files as they were read; a function of a module, so that it travels between
            processes. What it says is never remembered.
    """

    asked: Asked
    policy: bytes
    besides: Besides | None = None

    def judge(self, task: _Task) -> tuple[str, Any]:
        """What linting says of a unit, and what was asked besides; its files are read once."""
        unit = task.unit
        reads = files_of(unit, task.raws or tuple(read_file(file) for file in unit.files))
        answer = task.answer or _written(self.lint(unit, reads))
        return answer, self.besides(unit, reads, self.asked.today) if self.besides else None

    def lint(self, unit: Unit, reads: Sequence[File]) -> Report:
        """What linting says of a unit's files as they were read."""
        from charter.engine import lint_files

        return lint_files(reads, unit.name, _question(self.asked), partial(_program, self.policy))


def files_of(unit: Unit, raws: Iterable[bytes]) -> list[File]:
    """A unit's files, read from their bytes, with the paths that findings show."""
    from charter.folder import Source, read_source

    named = [(shown(file), inside(unit.folder, file)) for file in unit.files]
    return [read_source(Source(path, raw), local) for (path, local), raw in zip(named, raws, strict=True)]


def desk(root: Path, asked: Asked, besides: Besides | None = None) -> Desk:
    """The desk of a repository."""
    return Desk(asked, _policy(root), besides)


def _judged(todo: Sequence[_Task], at: Desk, jobs: int) -> Iterator[tuple[_Task, str, Any]]:
    """Units with their answers, judged by this process or by several; a unit without bytes is read first."""
    workers = jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    worth = _WORTH_PROCESSES_BESIDES if at.besides else _WORTH_PROCESSES
    if workers == 1 or len(todo) < (worth if not jobs else 2):
        yield from ((task, *at.judge(task)) for task in todo)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as pool:
        pieces = [todo[start : start + 25] for start in range(0, len(todo), 25)]
        for piece, found in zip(pieces, pool.map(_judge_all, pieces, repeat(at)), strict=True):
            yield from ((task, *answer) for task, answer in zip(piece, found, strict=True))


def _judge_all(piece: Sequence[_Task], at: Desk) -> list[tuple[str, Any]]:
    gc.disable()  # in a worker as in the program itself: nothing here is cyclic garbage
    return [at.judge(task) for task in piece]


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


def together(answers: Iterable[str]) -> Report:
    """The answers of all units as one report."""
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
