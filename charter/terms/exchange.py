"""Who promises what: the parties, the commitments of each, and which of them cost their giver something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.empty_words import is_good_will
from charter.finding import Path
from charter.values import given

if TYPE_CHECKING:
    from charter.model import Charter
    from charter.model.exchange import Commitment

_PRICED_KINDS = frozenset(
    {
        "money", "revenue-share", "co-investment", "equity", "loan", "option", "purchase", "milestone", "guarantee",
        "supply", "exclusivity",
    }
)  # fmt: skip

_SELF_EXPLAINING_KINDS = _PRICED_KINDS | {"data", "license", "certification"}


class Promise(NamedTuple):
    """One commitment and its place in the charter."""

    path: Path
    terms: Commitment


def party_ids(charter: Charter) -> tuple[str, ...]:
    """The parties in the order of the charter; none where they are inherited or unreadable."""
    return tuple(given(charter.parties) or ())


def is_umbrella(charter: Charter) -> bool:
    """Whether charters below this one may hold the exchange."""
    return bool(given(charter.parts))


def promises(charter: Charter) -> Iterator[Promise]:
    """Every commitment, in order."""
    for index, terms in enumerate(given(charter.commitments) or ()):
        yield Promise(("commitments", index), terms)


def promises_of(charter: Charter, party: str) -> tuple[Promise, ...]:
    """The commitments that one party makes."""
    rows = enumerate(given(charter.commitments) or ())
    return tuple(Promise(("commitments", index), terms) for index, terms in rows if terms.from_ == party)


def givers_are_known(charter: Charter) -> bool:
    """Whether every commitment says readably who gives."""
    return all(given(promise.terms.from_) is not None for promise in promises(charter))


def split_parties(charter: Charter) -> frozenset[str]:
    """The parties that share a pool of money: each of them leaves a part of it to the others."""
    parts = [given(split.parts) or {} for split in given(charter.splits) or ()]
    return frozenset(party for part in parts for party in part if len(part) > 1)


def is_firm(promise: Promise) -> bool:
    """Whether it is promised, not only intended."""
    return given(promise.terms.intended) is not True


def is_intangible(charter: Charter, promise: Promise) -> bool:
    """Whether a promise is good will in words and nothing beside them: no number, no amount, no level."""
    terms = promise.terms
    beside = (
        terms.quantity,
        terms.value,
        terms.share,
        terms.cap,
        terms.level,
        terms.budget,
        terms.exclusive,
        terms.enables,
    )
    what = given(terms.what)
    if what is None or given(terms.kind) in _SELF_EXPLAINING_KINDS or any(part is not None for part in beside):
        return False
    return is_good_will(what, party_ids(charter))


def is_marketing(promise: Promise) -> bool:
    """Whether it is publicity: being seen, named or recommended."""
    return given(promise.terms.kind) in ("co-marketing", "credibility")


def is_economic(promise: Promise) -> bool:
    """Whether it costs its giver money, goods, counted work, or business given up.

    A withheld amount is an amount, an unreadable kind may be a costly one. What exists for everybody anyway
    (``standing``) costs nothing more; reach costs nothing by itself, however many shops or cities it is.
    """
    terms = promise.terms
    kind = given(terms.kind)
    if kind is None or kind in _PRICED_KINDS:
        return True
    counted = [terms.value, terms.share, terms.budget, terms.cap]
    if kind not in ("distribution", "credibility", "co-marketing"):
        counted.append(terms.quantity)
    return given(terms.standing) is not True and any(part is not None for part in counted)


def uncounted(charter: Charter, party: str) -> tuple[Promise, ...]:
    """The firm promises of a party, none of which has a number or a price; empty where one has, or none is tangible."""
    firm = [promise for promise in promises_of(charter, party) if is_firm(promise)]
    if any(is_economic(promise) or promise.terms.quantity is not None for promise in firm):
        return ()
    return tuple(promise for promise in firm if not is_intangible(charter, promise))
