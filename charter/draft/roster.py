"""A first people file: every role that a draft gives to one party, each open until its day, with how to fill it in."""

from collections.abc import Collection, Mapping
from datetime import date

from charter.layout import Terms, written

_ALWAYS = "sponsor"
_WRITER = "relationship"

_ROLES: Mapping[str, str] = {
    _ALWAYS: "signs, and approves decisions",
    _WRITER: "the day-to-day; writes decisions",
    "delivery": "keeps the promises; collects evidence",
    "integration": "connects the two products",
    "support": "answers when something breaks",
    "finance": "pays, and counts the money",
}
"""What a role does by habit."""


def people(party: str, used: Collection[str], today: date, by: date, schema: str = "") -> str:
    """The text of a party's people file.

    Args:
        used: The roles that the terms name; a sponsor is always there, and beside it somebody to write decisions.
        today: The day the example in its remark begins on: whoever copies it may sign at once.
        by: The last day to name the people.
        schema: Where the JSON Schema lies, as seen from the file; empty for nowhere.
    """
    needed = dict.fromkeys((_ALWAYS, *used))
    roles = needed if len(needed) > 1 else {**needed, _WRITER: None}
    remarks = {"signatories": f"the roles that sign for {party}"}
    remarks |= {f"roles.{role}": _ROLES[role] for role in roles if role in _ROLES}
    seat: Terms = {"tbd": {"owner": party, "by": by.isoformat()}}
    terms: dict[str, Terms] = {
        "people": "1",
        "party": party,
        "signatories": [_ALWAYS],
        "roles": dict.fromkeys(sorted(roles, key=_rank), seat),
    }
    modeline = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    deputy = next(role for role in sorted(roles, key=_rank) if role != _ALWAYS)
    return f"{modeline}{_how(party, today, deputy)}{written(terms, remarks)}"


def _rank(role: str) -> int:
    known = list(_ROLES)
    return known.index(role) if role in known else len(known)


def _how(party: str, today: date, deputy: str) -> str:
    """How to fill it in, with a line to copy."""
    return (
        f"# Who holds which role at {party}. Write a person where tbd stands; one person may hold several roles,\n"
        "# and a deputy is the role that stands in, as for a decision that this person wrote:\n"
        f"#   {_ALWAYS}: [{{name: Jana Brandt, title: VP Alliances, from: {today}, deputy: {deputy}}}]\n"
    )
