"""One side of a proposed change: everything recorded of one charter in one commit, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from charter.facts import Facts
from charter.lifecycle.replay import History


class Side(NamedTuple):
    """A charter as a commit has it.

    Attributes:
        files: Every file of its folder, by its path in there, with what tells two contents apart.
    """

    facts: Facts
    history: History
    files: Mapping[str, str]


class Proposed(NamedTuple):
    """A charter before and after; None where a side has none."""

    before: Side | None
    after: Side | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The paths inside its folder at which something was added, changed or taken away, sorted."""
        old = self.before.files if self.before else {}
        new = self.after.files if self.after else {}
        return tuple(sorted(path for path in {**old, **new} if old.get(path) != new.get(path)))


def words(side: Side | None) -> dict[str, str]:
    """What every file of the record says, by its path: the digest of its canonical data."""
    if side is None:
        return {}
    facts = side.facts
    known = (*facts.decisions, *facts.evidence, *facts.consents, *facts.people.values(), *facts.signed.values())
    drafts = (facts.draft,) if facts.draft is not None else ()
    return {fact.local: fact.digest for fact in (*known, *drafts)}
