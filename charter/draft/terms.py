"""The terms of a draft: what every tier says, in the order of the format."""

from collections.abc import Mapping
from datetime import date
from textwrap import fill

from charter.draft.plan import Plan
from charter.draft.request import Request, Side
from charter.draft.words import Words
from charter.layout import Paragraph, Said, Terms


class Draft:
    """One draft: who asks for what, in which words, by when."""

    def __init__(self, request: Request, words: Words, plan: Plan) -> None:
        self.request, self.words, self.plan = request, words, plan
        self.first, self.second, *self.further = request.sides
        self.parties = [side.id for side in request.sides]
        self.small = request.tier == 1

    def role(self, name: str) -> list[Terms]:
        """The same role of every party."""
        return [f"{party}.{name}" for party in self.parties]

    def each(self, name: str) -> dict[str, Terms]:
        """The same role of every party, by party."""
        return {party: f"{party}.{name}" for party in self.parties}

    def owner(self) -> str:
        """The role that answers for the result."""
        return str(self.request.owner or f"{self.first.id}.relationship")


def head(draft: Draft) -> dict[str, Terms]:
    """From the version of the format to the pattern."""
    request = draft.request
    reason = {"tier_reason": "Each side changes its own business for this."} if request.tier == 3 else {}
    return {
        "charter": "1",
        "id": request.id,
        "revision": "1",
        "title": Said(request.title) if request.title else draft.words.text("title"),
        "tier": str(request.tier),
        **reason,
        "pattern": request.pattern,
    }


def signing(draft: Draft) -> dict[str, Terms]:
    """The program's wish, where it has one."""
    return {"signing": dict(draft.request.signing)} if draft.request.signing else {}


def why(draft: Draft) -> Terms:
    """The reason: the author's own, else the pattern's."""
    said = draft.request.why or " ".join(draft.words.texts("why"))
    return Paragraph(fill(said, 96, break_long_words=False, break_on_hyphens=False))


def parties(draft: Draft) -> dict[str, Terms]:
    """Every party with its name; at the higher tiers with what it is."""
    classes = draft.words.texts("classes")
    return {
        side.id: _party(side, "" if draft.small else classes[index] if index < len(classes) else "partner")
        for index, side in enumerate(draft.request.sides)
    }


def _party(side: Side, sort: str) -> dict[str, Terms]:
    said = {"name": Said(side.name), "country": side.country, "class": sort}
    return {key: text for key, text in said.items() if text}


def goals(draft: Draft) -> list[Terms]:
    """What gets better for the customers and for every party."""
    rows: list[Terms] = []
    for name in draft.words.names("goals"):
        row: dict[str, Terms] = {"id": name}
        row |= {key: draft.words.text("goals", name, key) for key in ("for", "outcome")}
        rows.append(row if draft.small else row | {"metric": draft.words.text("goals", name, "metric")})
    for side in draft.further:
        own: dict[str, Terms] = {
            "id": f"{side.id}-gain",
            "for": side.id,
            "outcome": f"{side.label} gets a result of its own.",
        }
        rows.append(own if draft.small else own | {"metric": draft.words.text("value_path", "proof")})
    return rows


def commitments(draft: Draft) -> list[Terms]:
    """What every party promises; at tier 1 one promise a side."""
    words = draft.words
    rows = [
        _commitment(draft, name)
        for name in words.names("commitments")
        if not draft.small or words.says("commitments", name, "small")
    ]
    return [*rows, *(_further_commitment(draft, side) for side in draft.further)]


def _commitment(draft: Draft, name: str) -> Terms:
    def said(key: str) -> str:
        return draft.words.get("commitments", name, key)

    giver = said("from")
    serves = draft.words.texts("commitments", name, "serves")
    if giver == draft.first.id and draft.words.says("commitments", name, "small"):
        serves += [f"{side.id}-gain" for side in draft.further]
    row: dict[str, Terms] = {"id": name, "from": giver} | _receivers(draft, giver)
    row |= {"kind": said("kind"), "what": said("what")}
    if draft.small:
        return row | {"serves": [*serves]}
    return row | _worth(draft, name, giver) | {"owner": f"{giver}.{said('owner')}", "serves": [*serves]}


def _further_commitment(draft: Draft, side: Side) -> Terms:
    """What a third party promises: only its author knows, so this is a plain promise that can be kept or missed."""
    serves: list[Terms] = [*draft.words.names("goals")]
    row: dict[str, Terms] = {"id": f"{side.id}-part", "from": side.id} | _receivers(draft, side.id)
    row |= {"kind": "support", "what": f"One person at {side.label} who works on this two days a week."}
    if draft.small:
        return row | {"serves": serves}
    dates = {"from_date": _day(draft.plan.crawl.start), "until": "end", "owner": f"{side.id}.delivery"}
    return row | {"quantity": {"value": "2", "unit": "days a week"}} | dates | {"serves": serves}


def _receivers(draft: Draft, giver: str) -> dict[str, Terms]:
    """Whom a promise is made to: said only where it is not plain."""
    return {"to": [party for party in draft.parties if party != giver]} if draft.further else {}


def _worth(draft: Draft, name: str, giver: str) -> dict[str, Terms]:
    """How much, and from when to when."""
    row: dict[str, Terms] = {}
    if quantity := draft.words.get("commitments", name, "quantity"):
        number, _, unit = quantity.partition(" ")
        row["quantity"] = {"value": number, "unit": unit}
    if money := draft.words.get("commitments", name, "money"):
        row["value"] = {"amount": money, "basis": "cash"}
    if share := draft.words.get("commitments", name, "share"):
        percent, _, base = share.partition(" of ")
        terms = {"pay_within": "30 days", "reported_by": giver, "true_up": "yearly"}
        row["share"] = {"percent": percent, "base": base} | terms
    return row | _time(draft, name)


def _time(draft: Draft, name: str) -> dict[str, Terms]:
    def said(key: str) -> str:
        return draft.words.get("commitments", name, key)

    starts = {"crawl": draft.plan.crawl.start, "walk": draft.plan.walk.start}
    if gate := said("after"):
        begin = draft.plan.walk.start if gate == "crawl" else draft.plan.run
        return {"after": gate, "from_date": _day(begin), "until": "end"}
    if phase := said("due"):
        return {"due": _day(starts[phase])}
    until = "end" if said("lasts") == "end" else _day(draft.plan.walk.end)
    return {"from_date": _day(draft.plan.crawl.start), "until": until}


def crawl_question(draft: Draft) -> dict[str, Terms]:
    """What the pilot customers are asked at the end of crawl."""
    return {"id": "worked", "ask": draft.words.text("crawl", "question"), "of": "customers", "needs": "all"}


def small(draft: Draft) -> dict[str, Terms]:
    """A whole draft of tier 1: one screen."""
    plan = draft.plan.crawl
    terms: dict[str, Terms] = head(draft) | signing(draft)
    terms |= {
        "purpose": {"job": draft.words.text("job"), "why": why(draft)},
        "parties": parties(draft),
        "goals": goals(draft),
        "commitments": commitments(draft),
        "phases": {
            "crawl": {
                "start": _day(plan.start),
                "end": _day(plan.end),
                "gate": {
                    "decide_by": _day(plan.decide_by),
                    "decided_by": draft.role("sponsor"),
                    "criteria": [crawl_question(draft)],
                    "no_go": "end",
                },
            }
        },
    }
    if draft.request.owner:
        terms["governance"] = {"owners": {"relationship": {draft.request.owner.party: draft.owner()}}}
    return terms | {"exit": {"triggers": [notice(30)]}}


def notice(days: int) -> dict[str, Terms]:
    """The trigger that is always there: anybody may leave."""
    return {
        "id": "notice",
        "when": {"event": "Either party gives notice"},
        "invoked_by": "any",
        "notice": f"{days} days",
    }


def _day(day: date) -> str:
    return day.isoformat()


def merged(*parts: Mapping[str, Terms]) -> dict[str, Terms]:
    """Several pieces as one, in their order."""
    return {key: value for part in parts for key, value in part.items()}
