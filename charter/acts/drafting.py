"""One draft for one repository: its program's patterns and measures, the words in `templates/`, the verdict on it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from charter.draft import Request, draft, first_day, people, plan_from
from charter.draft.request import charter_id, line, named, owner_of, reason, sides_of
from charter.engine import lint_text
from charter.errors import UsageError
from charter.finding import Report
from charter.folder import Source, read_program, read_source
from charter.model import Program
from charter.repository import read_file
from charter.resources import resource
from charter.rules import Stage, every_rule
from charter.values import Role, given

if TYPE_CHECKING:
    from charter.model import Charter


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


class Wish(NamedTuple):
    """What somebody said about a draft, as they said it; None for what they did not say.

    Attributes:
        parties: Texts such as ``acme=Acme Ltd``.
        start: The first day of crawl; else the first Monday at least eight weeks away.
    """

    id: str | None = None
    tier: str | None = None
    pattern: str | None = None
    parties: tuple[str, ...] = ()
    start: date | None = None
    owner: str | None = None
    title: str | None = None
    why: str | None = None


def wished(wish: Wish, known: Mapping[str, Pattern]) -> Request:
    """A wish, checked and completed.

    Args:
        known: The patterns there are.

    Raises:
        UsageError: Something is missing that nobody can guess, or is impossible.
    """
    if wish.id is None:
        raise UsageError("say what the charter is called", "such as: charter new acme-globex --pattern technology")
    name = charter_id(wish.id)
    sides = sides_of(name, named(wish.parties))
    if wish.pattern is None:
        raise UsageError("say which kind of partnership it is: --pattern", f"the patterns are {', '.join(known)}")
    words_of(wish.pattern, known)
    return Request(
        id=name,
        tier=int(wish.tier or "1"),
        pattern=wish.pattern,
        sides=sides,
        title="" if wish.title is None else line(wish.title, "the title"),
        why="" if wish.why is None else reason(wish.why),
        owner=None if wish.owner is None else owner_of(wish.owner, sides),
    )


SCHEMA = ("schemas", "charter.schema.json")
"""Where a repository keeps the schema for its editors."""


def drafted(root: Path, request: Request, start: date | None, today: date) -> str:
    """The text of a draft that fits the repository at `root`.

    Args:
        start: The first day of crawl; None for the first Monday at least eight weeks after `today`.

    Raises:
        UsageError: The pattern is unknown, or the plan does not fit into the calendar.
    """
    program = program_of(root)
    plan = plan_from(start or first_day(today), program)
    if not request.schema and root.joinpath(*SCHEMA).is_file():
        request = replace(request, schema="/".join(("..", "..", *SCHEMA)))
    request = replace(request, signing=_signing(program))
    return draft(request, words_of(request.pattern, patterns(program)), plan)


def peopled(text: str, today: date) -> Mapping[str, str]:
    """The people files of a draft, by party: each with the roles that the draft uses, open until crawl starts."""
    from charter.terms.contents import marks

    terms = cast("Charter", read_source(Source("charter.yaml", text.encode()), "charter.yaml").reading.part)
    plan = given(terms.phases)
    crawl = given(plan.crawl) if plan else None
    start = given(crawl.start) if crawl else None
    by = max(start.first if start else today, today)
    used = [mark for _, mark in marks(terms) if isinstance(mark, Role)]
    schema = "/".join(("..", "..", "..", SCHEMA[0], "people.schema.json")) if text.startswith(_MODELINE) else ""
    return {
        party: people(party, [role.role for role in used if role.party == party], today, by, schema)
        for party in given(terms.parties) or ()
    }


_MODELINE: Final = "# yaml-language-server:"


def _signing(program: Program | None) -> Mapping[str, str]:
    wish = given(program.signing) if program else None
    said = {"before": given(wish.before), "least": given(wish.least)} if wish else {}
    return {key: text for key, text in said.items() if text}


def judged(text: str, name: str, today: date) -> Report:
    """What the linter says about a draft at its stage."""
    return lint_text(text, today=today, path=f"charters/{name}/charter.yaml", stage="draft")


def asked_next(text: str, name: str, today: date) -> str:
    """What the next stage, proposed, asks of a draft, and where it asks nothing, the one after: one sentence."""
    wanted = _wanted(text, name, today, "proposed")
    if wanted:
        return f"before this can be proposed, the rules ask for {_things(wanted)}"
    said = "before this can be proposed, the rules ask for nothing more"
    if examples := text.count("# replace"):
        said += f"; {examples} remarks say where an example waits for your facts"
    wanted = _wanted(text, name, today, "signing")
    return f"{said}; before it is signed, they ask for {_things(wanted)}" if wanted else said


def _wanted(text: str, name: str, today: date, stage: Stage) -> list[str]:
    """The rules that a draft breaks at a stage, in the order of the text."""
    report = lint_text(text, today=today, path=f"charters/{name}/charter.yaml", stage=stage)
    return list(dict.fromkeys(finding.rule for finding in report.findings if finding.severity == "error"))


_SHOWN = 4
"""How many demands a sentence can carry."""


def _things(rules: Sequence[str]) -> str:
    """``2 things: name the role (no-decision-owner); add a path (no-escalation-path)``."""
    said = [f"{every_rule()[rule].help} ({rule})" for rule in rules]
    rest = [f"and {len(said) - _SHOWN} more"] if len(said) > _SHOWN else []
    count = "1 thing" if len(said) == 1 else f"{len(said)} things"
    return f"{count}: {'; '.join([*said[:_SHOWN], *rest])}"
