"""One draft for one repository: its program's patterns and measures, the words in `templates/`, the verdict on it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from charter.draft import Plan, Request, draft, first_day, plan_from
from charter.errors import UsageError
from charter.finding import Report
from charter.folder import Source, read_program
from charter.lint import lint_text
from charter.model import Program
from charter.repository import read_file
from charter.resources import resource
from charter.rules import every_rule
from charter.values import given


class Pattern(NamedTuple):
    """A pattern that a draft can be written for.

    Attributes:
        summary: What it is, one clause.
        words: The text of its file.
    """

    summary: str
    words: str


def program_of(root: Path) -> Program | None:
    """The program of a repository, as far as it can be understood."""
    path = root / "program.yaml"
    return read_program(Source("program.yaml", read_file(path))) if path.is_file() else None


def patterns(program: Program | None = None) -> Mapping[str, Pattern]:
    """Every pattern by name: the built-in ones, and the program's own that start from one of these."""
    import tomllib

    found = {}
    for path in sorted(resource("templates", "patterns").glob("*.toml")):
        words = path.read_text(encoding="utf-8")
        found[path.stem] = Pattern(tomllib.loads(words)["summary"], words)
    for name, policy in ((given(program.patterns) if program else None) or {}).items():
        template = given(known.templates) if (known := given(policy)) else None
        if template in found:
            found.setdefault(name, found[template])
    return found


def words_of(pattern: str, known: Mapping[str, Pattern]) -> str:
    """The words of a pattern.

    Raises:
        UsageError: There is no such pattern.
    """
    if pattern not in known:
        from difflib import get_close_matches

        near = get_close_matches(pattern, known, n=1)
        others = f"the patterns are {', '.join(known)}"
        raise UsageError(f'there is no pattern "{pattern}"', f"did you mean {near[0]}? {others}" if near else others)
    return known[pattern].words


def drafted(root: Path, request: Request, start: date | None, today: date) -> str:
    """The text of a draft that fits the repository at `root`.

    Args:
        start: The first day of crawl; None for the first Monday at least eight weeks after `today`.

    Raises:
        UsageError: The pattern is unknown, or the plan does not fit into the calendar.
    """
    program = program_of(root)
    plan: Plan = plan_from(start or first_day(today), program)
    return draft(request, words_of(request.pattern, patterns(program)), plan)


def judged(text: str, name: str, today: date) -> Report:
    """What the linter says about a draft at its stage."""
    return lint_text(text, today=today, path=f"charters/{name}/charter.yaml", stage="draft")


def asked_next(text: str, name: str, today: date) -> str:
    """What the next stage, proposed, asks of a draft: one sentence."""
    report = lint_text(text, today=today, path=f"charters/{name}/charter.yaml", stage="proposed")
    wanted = list(dict.fromkeys(finding.rule for finding in report.findings if finding.severity == "error"))
    if not wanted:
        examples = text.count("# replace")
        more = f"; {examples} remarks say where an example waits for your facts" if examples else ""
        return f"before this can be proposed, the rules ask for nothing more{more}"
    things = "1 thing" if len(wanted) == 1 else f"{len(wanted)} things"
    return f"before this can be proposed, the rules ask for {things}: {_listed(wanted)}"


_SHOWN = 4
"""How many demands a sentence can carry."""


def _listed(rules: Iterable[str]) -> str:
    said = [f"{every_rule()[rule].help} ({rule})" for rule in rules]
    rest = len(said) - _SHOWN
    return "; ".join(said[:_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")
