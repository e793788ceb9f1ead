"""Who a host should ask to review which file of a charter: from who holds which role, on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from charter.facts import Facts
from charter.keyring import in_role
from charter.lifecycle.running import relationship_owners
from charter.values import given

if TYPE_CHECKING:
    from charter.model.people import Holder

_ACCOUNT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}(?:/[A-Za-z0-9][A-Za-z0-9_.-]{0,99})*")
_MAIL: Final = re.compile(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,190}")


class Owned(NamedTuple):
    """A file or folder of a charter, and whom to ask.

    Attributes:
        path: Inside the charter's folder.
        owners: How the host calls them: ``@account`` or a mail address.
        nobody: The parties of which nobody can be asked.
    """

    path: str
    owners: tuple[str, ...]
    nobody: tuple[str, ...] = ()


def owned(facts: Facts, host: str, today: date) -> tuple[Owned, ...]:
    """Every file of a charter that needs somebody's eyes, general ones first: of several, hosts take the last.

    Args:
        host: ``github`` or ``gitlab``: whose accounts are meant.
    """
    parties = tuple((given(facts.draft.part.parties) or {}) if facts.draft else ())
    runners = relationship_owners(facts.draft.part) if facts.draft else {}
    asking = _Asking(facts, host, today)

    def signing(names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for party in names:
            roster = facts.people.get(party)
            yield party, (given(roster.part.signatories) if roster else None) or ("sponsor",)

    def running(names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        return ((party, (runners.get(party, "relationship"),)) for party in names)

    rows = [asking.of("", [*running(parties), *signing(parties)])]
    rows += [asking.of(path, signing(parties)) for path in ("charter.yaml", "decisions/", "signed/")]
    rows.append(asking.of("evidence/", running(parties)))
    for party in parties:
        rows.append(asking.of(f"people/{party}.yaml", signing([party])))
        rows.append(asking.of(f"record/{party}.yaml", running([party])))
        rows.append(asking.of(f"consents/*-{party}.yaml", signing([party])))
    return tuple(rows)


class _Asking(NamedTuple):
    facts: Facts
    host: str
    today: date

    def of(self, path: str, roles: Iterable[tuple[str, tuple[str, ...]]]) -> Owned:
        """Who holds these roles of these parties."""
        found: dict[str, None] = {}
        asked: dict[str, bool] = {}
        for party, names in roles:
            owners = [owner for role in names for owner in self._holders(party, role)]
            found |= dict.fromkeys(owners)
            asked[party] = asked.get(party, False) or bool(owners)
        return Owned(path, tuple(found), tuple(party for party, has in asked.items() if not has))

    def _holders(self, party: str, role: str) -> Iterator[str]:
        roster = self.facts.people.get(party)
        for holder in in_role(roster.part, role, self.today) if roster else ():
            if owner := called(holder, self.host):
                yield owner


def called(holder: Holder, host: str) -> str:
    """How a host calls a person; empty where nothing that it understands is known."""
    account = given((given(holder.accounts) or {}).get(host))
    if account is not None:
        return f"@{account}" if _ACCOUNT.fullmatch(str(account)) else ""
    mail = given(holder.email)
    return str(mail) if mail is not None and _MAIL.fullmatch(str(mail)) else ""
