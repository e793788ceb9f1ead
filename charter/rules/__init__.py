"""What a lint rule is: a page, a check, and from when it speaks.

One module is one rule. Its name is the rule's id with `_` for `-`, its docstring is the rule's page, its
function `check` yields remarks. Nothing is registered anywhere: `every_rule` finds the modules.

This module never imports pydantic, so `charter rules` stays instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.finding import Fix, Path, Severity
from charter.terms.contents import Mark, marks
from charter.terms.references import Located, located

if TYPE_CHECKING:
    from charter.model import Charter, People, Program
    from charter.values import Absent

Stage: TypeAlias = Literal["draft", "proposed", "signing", "crawl", "walk", "run", "winding-down"]

STAGES: tuple[Stage, ...] = ("draft", "proposed", "signing", "crawl", "walk", "run", "winding-down")
"""How far a charter has come. A rule that speaks at one stage speaks at all later ones."""


class Also(NamedTuple):
    """A second place in the charter that a remark points at.

    Attributes:
        party: Set when the place is in that party's people file; the path is then into that file.
    """

    path: Path
    message: str
    party: str | None = None


class Remark(NamedTuple):
    """What a rule has to say about one place; the engine adds id, severity and span.

    Attributes:
        path: Into the document, with the format's own keys: ``("commitments", 0, "from")``. It may name something
            missing; the place shown is then the nearest parent that exists.
        message: What is wrong here, lower case, no full stop, naming the thing.
        help: What to do; None takes the rule's own `help`.
        also: Other places that matter, the second half of a contradiction first.
        at_most: A ceiling on the severity, for the tiers or cases a rule is milder about.
        on_key: Show the place at the key even where a value exists.
        party: Set when the path is into that party's people file instead of `charter.yaml`.
        fix: How the text can be mended, where that is certain.
        instead: The text that was most likely meant in place of the value there, or with `on_key` of the key; the
            engine makes it a fix that is not safe, since another text means something else.
    """

    path: Path
    message: str
    help: str | None = None
    also: tuple[Also, ...] = ()
    at_most: Severity = "error"
    on_key: bool = False
    party: str | None = None
    fix: Fix | None = None
    instead: str | None = None


@dataclass(frozen=True)
class Case:
    """What a rule may know: the terms, the people, and when it is asked. Pure data.

    Attributes:
        people: The people files by party id; a party without a file is absent.
        stage: How far the charter has come.
        today: The day the question is asked; the only clock a rule has.
        find_program: Gives the program's policy. Asked only by rules that need it: most runs never read that file.
        unread_people: Whether there is a people file that could not be understood.
        absent_items: Decided absences that stand in place of a list's item; they are not in `charter`.
        usual_tier: The tier of a charter that names none; 0 leaves it to the stage.
    """

    charter: Charter
    stage: Stage
    today: date
    people: Mapping[str, People] = field(default_factory=dict)
    find_program: Callable[[], Program | None] = lambda: None
    unread_people: bool = False
    absent_items: tuple[tuple[Path, Absent], ...] = ()
    usual_tier: int = 0

    @property
    def program(self) -> Program | None:
        """The program's defaults and policy; None where there is no `program.yaml`."""
        return self.find_program()

    @property
    def tier(self) -> int:
        """1, 2 or 3; without one that can be read, the least is asked of a draft."""
        if isinstance(self.charter.tier, int):
            return self.charter.tier
        return self.usual_tier or (1 if self.stage == "draft" else 2)

    @cached_property
    def marks(self) -> Sequence[tuple[Path, Mark]]:
        """Every role and decided absence of the terms with its path, gathered once for all rules."""
        return [*marks(self.charter), *self.absent_items]

    @cached_property
    def names(self) -> Located:
        """Every name that the terms give or need, found once for all rules."""
        return located(self.charter)

    def reached(self, stage: Stage) -> bool:
        """Whether the charter is judged at `stage` or later."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


Check: TypeAlias = Callable[[Case], Iterator[Remark]]


@dataclass(frozen=True)
class Rule:
    """One lint rule.

    Attributes:
        id: Its name in words, for ever.
        summary: The first line of its page.
        page: Its page, Markdown.
        help: What to do about a finding, one clause.
        since: From which stage it speaks with which severity, e.g. ``{"draft": "warning", "proposed": "error"}``.
        since_tier: A later first stage for a tier: ``{1: "proposed"}``.
        from_tier: The lowest tier it speaks for.
        names: Its row and pattern in the catalogue, e.g. ``("EXIT001", "65")``.
        check: The check; None for a rule that the reader or the engine itself speaks for.
        firm: Whether no setting and no comment can silence it: what it says is that something was not understood.
        entered: The day it came; terms that all had signed before are warned at most, until they are amended. None for
            the rules that were there from the start.
    """

    id: str
    summary: str
    page: str
    help: str
    since: Mapping[Stage, Severity]
    since_tier: Mapping[int, Stage]
    from_tier: int
    names: tuple[str, ...]
    check: Check | None
    firm: bool = False
    entered: date | None = None

    def severity(self, stage: Stage, tier: int) -> Severity | None:
        """How severe a finding is at this stage and tier; None if the rule is silent there."""
        place = STAGES.index(stage)
        if tier < self.from_tier or place < STAGES.index(self.since_tier.get(tier, "draft")):
            return None
        begun = [severity for start, severity in self.since.items() if STAGES.index(start) <= place]
        return begun[-1] if begun else None


def rule(
    *names: str,
    help: str,
    since: Mapping[Stage, Severity],
    since_tier: Mapping[int, Stage] | None = None,
    from_tier: int = 1,
    entered: str | None = None,
) -> Callable[[Check], Rule]:
    """Turn a check into a rule. Used once a module, as ``check``; `since` lists stages in order."""

    def build(check: Check) -> Rule:
        rule = _described(check.__module__, names, help, since, since_tier or {}, from_tier, check)
        return rule if entered is None else replace(rule, entered=date.fromisoformat(entered))

    return build


def _described(
    module: str,
    names: tuple[str, ...],
    help: str,
    since: Mapping[Stage, Severity],
    since_tier: Mapping[int, Stage],
    from_tier: int,
    check: Check | None,
) -> Rule:
    page = (import_module(module).__doc__ or "").strip()
    return Rule(
        id=module.rpartition(".")[2].replace("_", "-"),
        summary=page.partition("\n")[0].rstrip("."),
        page=page,
        help=help,
        since=since,
        since_tier=since_tier,
        from_tier=from_tier,
        names=names,
        check=check,
    )


def spoken_elsewhere(module: str, *names: str, help: str, since: Mapping[Stage, Severity], firm: bool = True) -> Rule:
    """A rule without a check of its own: the reader or the engine yields its findings."""
    return replace(_described(module, names, help, since, {}, 1, None), firm=firm)


@cache
def speaking(stage: Stage, tier: int) -> tuple[tuple[Rule, Check], ...]:
    """The rules that have something to check at this stage and tier, with their checks."""
    rules = every_rule().values()
    return tuple(
        (rule, rule.check) for rule in rules if rule.check is not None and rule.severity(stage, tier) is not None
    )


@cache
def every_rule() -> Mapping[str, Rule]:
    """All rules by id, in the order of their ids."""
    found = {}
    for module in sorted(iter_modules(__path__), key=lambda info: info.name):
        rule = import_module(f"{__name__}.{module.name}").check
        found[rule.id] = rule
    return found
