"""What a redline is held against: the revision that all signed last, another one, a commit, or a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from charter.check.linting import shown
from charter.check.recording import recorded
from charter.document import read
from charter.errors import UsageError
from charter.git import file_at
from charter.lifecycle.replay import known, replay
from charter.rendering.redline.order import ordered
from charter.rendering.terms import Terms, read_whole, terms
from charter.repository import LARGEST, charter_folder, read_file

if TYPE_CHECKING:
    from charter.facts import Facts
    from charter.rendering.page import Mark

_REVISION: Final = re.compile(r"r([1-9][0-9]{0,5})")


class Older(NamedTuple):
    """The version that is held against the charter as it is.

    Attributes:
        name: How it is called, such as ``r1`` or ``origin/main``.
        mark: How far it has come.
    """

    name: str
    terms: Terms
    mark: Mark


def older(root: Path, charter: str, now: Terms, today: date, against: str) -> Older:
    """The older version, under the people of today.

    Args:
        now: The charter as it is.
        against: A signed revision such as ``r1``, a file, or a commit; empty for the revision that all signed last.

    Raises:
        UsageError: There is no such version, nothing is signed yet, or the two say the same.
        ShapeError: It is not what the format asks for.
        UnreadablePathError: There is no such charter.
    """
    folder = charter_folder(root, charter)
    if not against or _REVISION.fullmatch(against):
        found = _signed(root, charter, folder, today, against)
    elif Path(against).is_file():
        raw = read_file(Path(against))
        if against.endswith(".json"):
            raw = _unsorted(read_whole(shown(against), raw).data or {}, folder)
        found = Older(shown(against), terms(shown(against), raw, {}), "draft")
    else:
        raw = file_at(folder, "charter.yaml", against, LARGEST + 1)
        found = Older(against, terms(f"charter.yaml at {against}", raw, {}), "draft")
    if found.terms.digest == now.digest:
        help_ = "name an older one: --against r1, a commit or a file"
        raise UsageError(f"charter.yaml says what {found.name} says, so there is nothing to mark", help_)
    return found._replace(terms=found.terms._replace(people=now.people))


def _signed(root: Path, charter: str, folder: Path, today: date, against: str) -> Older:
    facts = known(recorded(root, charter).facts, today)
    signed = replay(facts, today).signed_on
    number = int(against[1:]) if against else max(signed, default=0)
    if number not in facts.signed:
        raise _missing(charter, number, facts)
    fact = facts.signed[number]
    old = terms(fact.local, _unsorted(fact.data, folder), {})
    return Older(f"r{number}", old, "signed" if number in signed else "proposed")


def _unsorted(data: Mapping[str, Any], folder: Path) -> bytes:
    """Canonical terms, with their names in the order of the charter as it is."""
    now = read(read_file(folder / "charter.yaml"), "charter.yaml").data
    return json.dumps(ordered(data, now), ensure_ascii=False, indent=1).encode()


def _missing(charter: str, number: int, facts: Facts) -> UsageError:
    if number:
        there = ", ".join(f"r{one}" for one in sorted(facts.signed)) or "none"
        return UsageError(
            f"there is no signed/r{number}.json that can be understood", f"the revisions there are: {there}"
        )
    said = f"no revision of {charter} is signed by all yet, so there is nothing to hold it against"
    return UsageError(said, "name a commit or a file: --against origin/main, --against old/charter.yaml")
