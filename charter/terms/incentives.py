"""Why a team wants it to work: the incentive rows of one party's teams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter


def reason_of(charter: Charter, party: str, team: str) -> int | None:
    """The first row with a mechanism for a team of this party; None where there is none.

    Args:
        team: A pattern for the team's name, case aside. A row whose party or team is withheld may be any.
    """
    for index, row in enumerate(given(charter.incentives) or ()):
        whose, name = given(row.party), given(row.team)
        named = name is None or re.search(team, name, re.IGNORECASE) is not None
        if whose in (party, None) and named and row.mechanism is not None:
            return index
    return None
