"""Every name a charter gives and every place that refers to one, with their paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from charter.finding import Path
from charter.terms.contents import KEYS, Mark, Routes
from charter.values import Absent, Role, given

if TYPE_CHECKING:
    from charter.model import Charter

Kind: TypeAlias = Literal[
    "party",
    "outsider",
    "goal",
    "commitment",
    "metric",
    "agreement",
    "deliverable",
    "criterion",
    "condition",
    "split",
    "trigger",
]
"""What a name stands for."""

RESERVED = frozenset({"any", "other", "all", "customers", "parties"})
"""Words that stand where the id of a party may stand, and so can never be one."""


_CUSTOMERS = "customers buyers clients consumers developers employees end-users members patients students users"
"""Words for the customers, each of which may stand where a goal says whose it is."""


class Definition(NamedTuple):
    """A name that the charter gives to something.

    Attributes:
        scope: Names of one kind are unique within one scope: a criterion within its gate, everything else everywhere.
        on_key: Whether the name is a key of the file, not a value.
    """

    kind: Kind
    name: str
    path: Path
    scope: Path
    on_key: bool


class Reference(NamedTuple):
    """A place that needs a name to exist.

    Attributes:
        written: What stands there; longer than `name` for a role, which names its party.
        kinds: What the name may stand for.
        words: Words of the format that are allowed there as well.
        on_key: Whether the name is a key of the file, not a value.
    """

    path: Path
    name: str
    written: str
    kinds: tuple[Kind, ...]
    words: frozenset[str]
    on_key: bool


_GIVEN: tuple[tuple[Kind, str], ...] = (
    ("party", "parties.{}"),
    ("outsider", "outsiders.{}"),
    ("goal", "goals.*.id"),
    ("commitment", "commitments.*.id"),
    ("metric", "metrics.{}"),
    ("agreement", "agreements.*.id"),
    ("condition", "conditions.*.id"),
    ("split", "splits.*.id"),
    ("trigger", "exit.triggers.*.id"),
    ("deliverable", "phases.crawl.deliverables.*.id"),
    ("deliverable", "phases.walk.deliverables.*.id"),
    ("deliverable", "phases.run.deliverables.*.id"),
    ("criterion", "phases.crawl.gate.criteria.*.id"),
    ("criterion", "phases.walk.gate.criteria.*.id"),
    ("criterion", "phases.run.gate.criteria.*.id"),
)

_PARTY: tuple[Kind, ...] = ("party",)
_ANYBODY: tuple[Kind, ...] = ("party", "outsider")
_METRIC: tuple[Kind, ...] = ("metric",)
_AGREEMENT: tuple[Kind, ...] = ("agreement",)
_PHASES = ("crawl", "walk", "run")

_NEEDED: tuple[tuple[str, tuple[Kind, ...], frozenset[str]], ...] = tuple(
    (route, kinds, frozenset(words.split()))
    for kinds, words, routes in (
        (_PARTY, "", "parties.*.competitor_of parties.*.holds.*.of leverage.*.over commitments.*.from at_risk.{}"),
        (_PARTY, "", "if_other_stops.{} strategic_change.*.party incentives.*.party governance.consulted.*.party"),
        (_PARTY, "", "governance.sponsors.{} governance.owners.*.{} operations.publicity.approvers.{}"),
        (_PARTY, "", "operations.dependencies.*.party"),
        (_ANYBODY, _CUSTOMERS, "goals.*.for"),
        (_ANYBODY, "customers", "commitments.*.to operations.data.*.from operations.data.*.to"),
        (_ANYBODY, "customers", "metrics.*.source.party metrics.*.source.attested_by"),
        (_ANYBODY, "customers parties", "ip.*.made_by ip.*.owner"),
        (_ANYBODY, "customers parties", " ".join(f"phases.{phase}.gate.criteria.*.of" for phase in _PHASES)),
        (_ANYBODY, "any other", "exit.triggers.*.invoked_by"),
        (_ANYBODY, "third-party third_party", "splits.*.parts.{}"),
        (_ANYBODY, "", "commitments.*.share.reported_by operations.support.first_line operations.support.second_line"),
        (_ANYBODY, "", "operations.seams.*.funded_by"),
        (("goal",), "", "commitments.*.serves"),
        (("deliverable",), "", "commitments.*.enables"),
        (("commitment", "split"), "", "exit.triggers.*.applies_to"),
        (_AGREEMENT, "", "commitments.*.under operations.data.*.under exit.triggers.*.when.under"),
        (_AGREEMENT, "", "exit.triggers.*.clause.agreement exit.deprioritize.when.under"),
        (_AGREEMENT, "all", "agreements.*.prevails_over"),
        (
            _METRIC,
            "",
            "goals.*.metric metrics.*.counter_metric purpose.value_path.proof phases.run.guardrails.*.metric",
        ),
        (_METRIC, "", "commitments.*.if.metric commitments.*.level.metric commitments.*.exclusive.keeps_if.metric"),
        (_METRIC, "", "exit.triggers.*.when.metric exit.deprioritize.when.metric"),
        (_METRIC, "", " ".join(f"phases.{phase}.gate.criteria.*.metric" for phase in _PHASES)),
    )
    for route in routes.split()
)

_DECIDERS = (
    *(f"phases.{phase}.gate.decided_by" for phase in _PHASES),
    "governance.decisions.*.decided_by",
    "governance.escalation.*.roles",
    "governance.bodies.*.members",
    "governance.bodies.*.casting_vote",
    "attribution.disputes_to",
)
"""Where a role or the id of an outsider may stand."""

_INHERITED: frozenset[Kind] = frozenset({"party", "agreement"})


Located: TypeAlias = Mapping[str, Sequence[tuple[Path, object]]]
"""What stands at each route, with its path."""


def located(charter: Charter) -> Located:
    """Every name given and needed in a charter, found in one walk."""
    return _ROUTES.find(charter)


def definitions(names: Located) -> Iterator[Definition]:
    """Every name the charter gives, in no particular order."""
    for kind, route in _GIVEN:
        for path, name in names[route]:
            if isinstance(name, str):
                scope = path[:-2] if kind == "criterion" else ()
                yield Definition(kind, name, path, scope, on_key=route.endswith(KEYS))


Known: TypeAlias = Mapping[Kind, tuple[str, ...] | None]
"""The names of each kind; None where they cannot all be told."""


def known(charter: Charter, names: Located) -> Known:
    """The names of each kind; None where they cannot all be told: withheld, unreadable, or inherited from a parent."""
    found: dict[Kind, tuple[str, ...] | None] = {}
    for kind, route in _GIVEN:
        given_names = [name for _, name in names[route]]
        before = found.get(kind, ())
        whole = before is not None and not any(isinstance(name, Absent) for name in given_names)
        found[kind] = (*(before or ()), *(name for name in given_names if isinstance(name, str))) if whole else None
    if given(charter.part_of) is not None:
        found |= dict.fromkeys(_INHERITED)
    return found


def dangling(known: Known, names: Located, marks: Sequence[tuple[Path, Mark]]) -> Iterator[Reference]:
    """Every place that needs a name which does not exist, decided absences aside, in no particular order.

    Args:
        known: The names of each kind.
        marks: The roles and absences of the charter.
    """
    for route, kinds, words in _NEEDED:
        if not (places := names[route]) or any(known[kind] is None for kind in kinds):
            continue
        allowed = words.union(*(known[kind] or () for kind in kinds))
        for path, name in places:
            if isinstance(name, str) and name not in allowed:
                yield Reference(path, name, name, kinds, words, on_key=route.endswith(KEYS))
    yield from _inside(known, marks)
    for path, name in (place for route in _DECIDERS for place in names[route]):
        if isinstance(name, str) and known["outsider"] is not None and name not in known["outsider"]:
            yield Reference(path, name, name, ("outsider",), frozenset(), on_key=False)


def _inside(known: Known, marks: Sequence[tuple[Path, Mark]]) -> Iterator[Reference]:
    """The names inside of values: the party of a role, the agreement that holds a withheld value."""
    parties, agreements = known["party"], known["agreement"]
    for path, value in marks:
        if isinstance(value, Role):
            if parties is not None and value.party not in parties:
                yield Reference(path, value.party, str(value), _PARTY, frozenset(), on_key=False)
        elif (
            isinstance(value, Absent)
            and value.agreement
            and agreements is not None
            and value.agreement not in agreements
        ):
            yield Reference((*path, "in"), value.agreement, value.agreement, _AGREEMENT, frozenset(), on_key=False)


def routes() -> frozenset[str]:
    """The routes at which names are given or needed, roles aside: `*` stands for any item, `{}` for a key."""
    return frozenset([*(route for _, route in _GIVEN), *(route for route, _, _ in _NEEDED), *_DECIDERS])


def naming() -> Iterator[tuple[Kind, str]]:
    """Where names are given, as routes, and what each stands for."""
    yield from _GIVEN


def needing() -> Iterator[tuple[str, tuple[Kind, ...], frozenset[str]]]:
    """Where names are needed, as routes, with what they may stand for and the words that are allowed there as well."""
    yield from _NEEDED
    for route in _DECIDERS:
        yield route, ("outsider",), frozenset()


_ROUTES = Routes(sorted(routes()))
