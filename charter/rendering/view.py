"""Everything a template may print about a charter: texts in words, ready to be laid out, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from charter.finding import Path
from charter.model import Charter, People
from charter.rendering.dates import Next, upcoming
from charter.rendering.exchange import Giving, giving, in_short, wants
from charter.rendering.gates import GateView
from charter.rendering.names import Names, label, listed
from charter.rendering.parting import Parting, parting, ways_out
from charter.rendering.plan import Plan, each, gates, plan
from charter.rendering.reasons import Purpose, Sides, goals, metrics, purpose, sides
from charter.rendering.rehearsal.endings import Endings, endings
from charter.rendering.shapes import Cell, Column, Drawing, Facts, Table, inside, titled
from charter.rendering.signing import Signing, holder_of, roster, signing
from charter.rendering.terms import Terms
from charter.rendering.undecided import undecided
from charter.rendering.words import absence, told, words
from charter.rendering.working import Governing, Operating, agreements, governing, operating, owners
from charter.values import Absent, Percent, given

_TIERS = {1: "self-serve", 2: "joint development", 3: "strategic"}


@dataclass(frozen=True)
class Cover:
    """The one page.

    Attributes:
        customers: The outcomes for customers.
        brief: Whether there is so much that gates are lists, promises only their kinds, and exits grouped.
        exchange: Who wants, gives and gets what.
        endings: Every way this can end, summed up in one sentence.
    """

    customers: tuple[str, ...]
    brief: bool
    exchange: Table
    gates: tuple[GateView, ...]
    plan_said: str
    ways_out: Table
    endings: str
    owners: Table
    next: Next


@dataclass(frozen=True)
class View:
    """A charter in words.

    Attributes:
        lead: What this is and between whom, in one sentence.
        tier: The tier in words, or empty.
        digest: The digest of the terms, ``sha256:…``.
        about: Revision, dates and what this charter belongs to.
        endings: Every way it can end, and what each party has given by then.
        undecided: The points that somebody still has to decide, and until when.
    """

    id: str
    title: str
    revision: str
    digest: str
    lead: str
    tier: str
    about: Facts
    purpose: Purpose
    sides: Sides
    goals: Table
    giving: tuple[Giving, ...]
    giving_said: str
    splits: Table
    property: Table
    conditions: Table
    plan: Plan
    metrics: Table
    governing: Governing
    operating: Operating
    agreements: Table
    parting: Parting
    endings: Endings
    undecided: Table
    open_items: Table
    people: Table
    signing: Signing
    cover: Cover

    def plain(self) -> dict[str, Any]:
        """The same as plain data for a template: mappings, lists and texts."""
        return asdict(self)


def view(terms: Terms, today: date) -> View:
    """A charter in words.

    Args:
        today: Decides only what the cover names as the next date.
    """
    charter, people = terms.charter, terms.people
    names = Names(charter)
    known = {party: people[party] for party in (*names.parties, *sorted(people)) if party in people}
    ways = endings(charter, names)
    return View(
        id=words(charter.id, names),
        title=words(charter.title, names),
        revision=words(charter.revision, names),
        digest=terms.digest,
        lead=_lead(charter, names),
        tier=told(charter.tier, names, lambda tier: f"Tier {tier}, {_TIERS[tier]}", "Tier"),
        about=_about(charter, names),
        purpose=purpose(charter, names),
        sides=sides(charter, names),
        goals=goals(charter, names),
        giving=giving(names, charter.commitments),
        giving_said=told(charter.commitments, names, lambda _: ""),
        splits=_splits(charter, names),
        property=_property(charter, names),
        conditions=_conditions(charter, names),
        plan=plan(charter, names),
        metrics=metrics(charter, names),
        governing=governing(charter, names, lambda role: holder_of(role, people)),
        operating=operating(charter, names),
        agreements=agreements(charter, names),
        parting=parting(charter, names),
        endings=ways,
        undecided=_undecided(charter, names),
        open_items=_open_items(terms.absent_items, names),
        people=roster(names, known),
        signing=signing(charter, names, people),
        cover=_cover(charter, names, people, today, ways.said),
    )


def _cover(charter: Charter, names: Names, people: Mapping[str, People], today: date, said: str) -> Cover:
    brief = _is_large(charter)
    return Cover(
        customers=wants(names, "customers"),
        brief=brief,
        exchange=in_short(names, charter.commitments, brief=brief),
        gates=gates(charter, names, brief=brief),
        plan_said=told(charter.phases, names, lambda _: ""),
        ways_out=ways_out(charter, names, brief=brief),
        endings=said,
        owners=owners(charter, names, lambda role: holder_of(role, people)),
        next=upcoming(charter, names, today),
    )


def _is_large(charter: Charter) -> bool:
    """Whether the cover must be brief to stay one page."""
    promises = len(given(charter.commitments) or ())
    triggers = len(inside(charter, "exit", "triggers") or ())
    criteria = [
        inside(phase, "gate", "criteria") or () for _, phase in each(charter.phases) if not isinstance(phase, Absent)
    ]
    return promises > 8 or triggers + sum(map(len, criteria)) > 14


def _lead(charter: Charter, names: Names) -> str:
    pattern = given(charter.pattern)
    kind = f"{pattern} partnership" if pattern else "partnership"
    article = "An" if kind[0] in "aeio" else "A"
    if isinstance(charter.parties, Absent):
        return f"{article} {kind}; parties: {absence(charter.parties, names)}"
    between = listed(_party(name, names) for name in names.parties)
    return f"{article} {kind} between {between}{'' if between.endswith('.') else '.'}"


def _party(name: str, names: Names) -> str:
    party = given(names.parties[name])
    country = given(party.country) if party is not None else None
    return f"{names.full(name)}{f' ({country})' if country else ''}"


_ABOUT = ("tier_reason", "effective", "review_by", "language", "part_of", "parts")


def _about(charter: Charter, names: Names) -> Facts:
    shown = {*_ABOUT, "pattern"} if isinstance(charter.pattern, Absent) else set(_ABOUT)
    return Drawing(names).facts(charter, set(type(charter).model_fields) - shown)


def _undecided(charter: Charter, names: Names) -> Table:
    """The points that somebody still has to decide."""
    rows = tuple((titled(title), absence(absent, names)) for title, absent in undecided(charter, names))
    return Table(("Still open", "How"), rows) if rows else Table()


def _open_items(items: Sequence[tuple[Path, Absent]], names: Names) -> Table:
    """What stands in a list in place of an item: it must be said somewhere, and has no row of its own."""
    rows = tuple((_place(path), absence(said, names)) for path, said in items)
    return Table(("In the list", "In place of an item"), rows) if rows else Table()


def _place(path: Path) -> str:
    return ", ".join(label(step) if isinstance(step, str) else f"item {step + 1}" for step in path)


def _splits(charter: Charter, names: Names) -> Table:
    draw = Drawing(names)
    columns: list[Column[Any]] = [
        Column("Pool", ("id",), lambda split: words(split.id, names, "id")),
        draw.column("What is shared", "base"),
        Column("Taken before, in order", ("first",), lambda split: _each(split.first, names)),
        Column("Then", ("parts",), lambda split: _parts(split.parts, names)),
    ]
    return draw.table(charter.splits, columns)


def _each(items: Any, names: Names) -> Cell:
    return tuple(words(item, names) for item in items) if isinstance(items, tuple) else words(items, names)


def _parts(parts: dict[str, Percent | Absent] | Absent | None, names: Names) -> Cell:
    if not isinstance(parts, dict):
        return words(parts, names)
    return tuple(f"{names.short(name)} {words(share, names)}" for name, share in parts.items())


def _property(charter: Charter, names: Names) -> Table:
    draw = Drawing(names)
    return draw.table(
        charter.ip,
        [
            draw.column("Work", "what"),
            draw.column("Made by", "made_by"),
            draw.column("Owned by", "owner"),
            draw.column("What the others may do", "licence"),
            draw.column("After the exit", "after_exit"),
        ],
    )


def _conditions(charter: Charter, names: Names) -> Table:
    draw = Drawing(names)
    return draw.table(
        charter.conditions,
        [
            draw.column("What must happen first", "what"),
            draw.column("Owner", "owner"),
            draw.column("Last day", "by"),
            Column("Waits for it", ("blocks",), lambda condition: told(condition.blocks, names, label)),
        ],
    )
