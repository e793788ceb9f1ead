"""What reviewers said on the host: shown as a courtesy, never as proof, since whoever runs the host can write it.

Formats: GitHub's list of the reviews of a pull request (``GET …/pulls/N/reviews``), and GitLab's approvals of a merge
request (``GET …/merge_requests/N/approvals``), as their APIs give them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from charter.facts import Facts
from charter.keyring import in_role
from charter.values import given

Host: TypeAlias = Literal["github", "gitlab"]

_OPINIONS: Final = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")
"""What changes somebody's mind; a comment does not."""


class HostReview(NamedTuple):
    """One person's last word on the host.

    Attributes:
        commit: The commit it was given to; empty where the host does not say.
    """

    host: Host
    account: str
    approves: bool
    commit: str = ""


class Courtesy(NamedTuple):
    """Somebody of a party who approved or refused on the host.

    Attributes:
        current: Whether it was given to what is proposed now, and not to an earlier state.
    """

    party: str
    person: str
    account: str
    approves: bool
    current: bool


def read_reviews(data: Any) -> tuple[HostReview, ...]:
    """The last word of each account.

    Raises:
        ValueError: It is neither of the two formats.
    """
    if isinstance(data, list):
        return tuple(_github(data))
    if isinstance(data, dict) and isinstance(data.get("approved_by"), list):
        return tuple(_gitlab(data["approved_by"]))
    raise ValueError("it is neither GitHub's list of reviews nor GitLab's approvals")


def _github(rows: Iterable[Any]) -> Iterator[HostReview]:
    last: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        user = row.get("user", row) if isinstance(row, dict) else row
        if user is None:
            continue  # whose account is gone
        login = user.get("login") if isinstance(user, dict) else None
        if not isinstance(login, str):
            raise ValueError("a review in it has no user with a login")
        if row.get("state") in _OPINIONS:
            last[login.casefold()] = row
    for login, row in last.items():
        if row["state"] != "DISMISSED":
            yield HostReview("github", login, row["state"] == "APPROVED", str(row.get("commit_id") or ""))


def _gitlab(rows: Iterable[Any]) -> Iterator[HostReview]:
    for row in rows:
        user = row.get("user") if isinstance(row, dict) else None
        name = user.get("username") if isinstance(user, dict) else None
        if not isinstance(name, str):
            raise ValueError("an approval in it has no user with a username")
        yield HostReview("gitlab", name.casefold(), True)


def courtesies(facts: Facts, reviews: Iterable[HostReview], head: str, today: date) -> tuple[Courtesy, ...]:
    """Whose people they are, by the people files as they were before the change.

    Args:
        head: The commit that is proposed.
    """
    known = dict(_accounts(facts, today))
    found = []
    for review in reviews:
        for party, person in known.get((review.host, review.account), ()):
            current = not review.commit or review.commit == head
            found.append(Courtesy(party, person, review.account, review.approves, current))
    return tuple(dict.fromkeys(found))


def _accounts(facts: Facts, today: date) -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for party, roster in facts.people.items():
        for role in given(roster.part.roles) or {}:
            for holder in in_role(roster.part, role, today):
                for host, account in (given(holder.accounts) or {}).items():
                    name = given(account)
                    if name is not None:
                        found.setdefault((str(host), str(name).casefold()), []).append((party, str(holder.name)))
    return found
