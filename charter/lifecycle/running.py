"""What of the terms only says who does what and when they meet: the relationship owners may sign a change of it.

What gives somebody a say is never of this kind: sponsors, deciders, the owners of metrics, and the relationship owners
themselves; nor is anything that moves work from one party to another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charter.finding import Path
from charter.lifecycle.differences import differences
from charter.values import Role, given

if TYPE_CHECKING:
    from charter.model import Charter


def only_running(before: Any, after: Any) -> bool:
    """Whether two versions of the terms, as plain data, differ in nothing else but their revision."""
    return all(is_running(*one) for one in differences(before, after) if one[0] != ("revision",))


def is_running(path: Path, old: Any, new: Any) -> bool:
    """Whether one change is of this kind: what was there, and what is there now; None is nothing."""
    if path[:2] == ("governance", "touchpoints"):
        return True
    if path[:2] == ("governance", "bodies"):
        return path[3:] == ("meets",)
    if path[:2] == ("governance", "owners"):
        return len(path) == 4 and path[2] != "relationship" and _party(old) == _party(new) == path[3]
    return path[-1:] == ("owner",) and _is_work(path) and _party(old) == _party(new) != ""


def relationship_owners(terms: Charter) -> dict[str, str]:
    """The role of each party that owns the relationship, where the terms name one."""
    governance = given(terms.governance)
    duties = given(governance.owners) if governance is not None else None
    named = given((duties or {}).get("relationship")) or {}
    roles = ((party, given(role)) for party, role in named.items())
    return {party: role.role for party, role in roles if isinstance(role, Role) and role.party == party}


def _is_work(path: Path) -> bool:
    """Whether an owner there does work, and measures and judges nothing."""
    if path[0] == "operations":
        return path[1] in ("seams", "dependencies")
    return path[0] in ("commitments", "conditions") or (path[0] == "phases" and path[2:3] == ("deliverables",))


def _party(role: Any) -> str:
    party, dot, _ = role.partition(".") if isinstance(role, str) else ("", "", "")
    return party if dot else ""
