"""How the sides of a draft work together from day to day, and how they part."""

from charter.draft.terms import Draft, notice
from charter.layout import Terms


def governance(draft: Draft) -> dict[str, Terms]:
    """Who answers, who decides, and where disputes go."""
    relations = draft.each("relationship")
    if draft.request.owner:
        relations[draft.request.owner.party] = draft.owner()
    duties: dict[str, Terms] = {"relationship": relations, "delivery": draft.each("delivery")}
    if draft.words.names("support"):
        duties["support"] = draft.each("support")
    return {
        "sponsors": draft.each("sponsor"),
        "owners": duties,
        "decisions": [
            _decision("exceptions to this charter", draft.role("sponsor"), "5 business days", "status-quo"),
            _decision("roadmap conflict", draft.role("delivery"), "10 business days", "escalate"),
        ],
        "escalation": [
            {"level": "1", "roles": draft.role("delivery"), "within": "2 business days"},
            {"level": "2", "roles": draft.role("sponsor"), "within": "5 business days", "then": "exit-review"},
        ],
        "touchpoints": [{"what": "operating call", "every": "2 weeks", "owner": draft.owner()}],
    }


def _decision(topic: str, roles: list[Terms], deadline: str, deadlock: str) -> Terms:
    return {"topic": topic, "decided_by": roles, "mode": "consensus", "deadline": deadline, "deadlock": deadlock}


def operations(draft: Draft) -> dict[str, Terms]:
    """How the joint offer works from day to day."""
    words, strategic = draft.words, draft.request.tier == 3
    operations: dict[str, Terms] = {"support": _support(draft)}
    if strategic:
        operations["seams"] = _seams(draft)
    if words.names("data"):
        dataset: dict[str, Terms] = {key: words.text("data", key) for key in ("dataset", "from", "to", "purpose")}
        operations["data"] = [dataset | {"personal": "false", "at_exit": "delete"}]
    if strategic:
        operations["dependencies"] = [_dependency(draft)]
    operations["publicity"] = {
        "announce": "joint",
        "approvers": draft.each("sponsor"),
        "turnaround": "5 business days",
        "not_before": "walk",
    }
    return operations


def _support(draft: Draft) -> dict[str, Terms]:
    if not draft.words.names("support"):
        return {"none": "Nothing is delivered together; each side supports its own product."}
    first = draft.words.text("support", "first_line")
    return {
        "hours": "business days, 9 to 17",
        "first_line": first,
        "second_line": draft.words.text("support", "second_line"),
        "severity_1": {"respond": "4 hours", "by": f"{first}.support"},
        "handoff": draft.words.text("support", "handoff"),
    }


def _seams(draft: Draft) -> dict[str, Terms]:
    one, other = draft.first.id, draft.second.id
    return {
        "onboarding": {"owner": f"{other}.delivery", "funded_by": [one, other]},
        "experience": {"owner": f"{one}.delivery", "funded_by": [one]},
        "data-quality": {"owner": f"{one}.delivery", "funded_by": [one]},
        "support-handoff": {"owner": f"{other}.delivery", "funded_by": [other]},
    }


def _dependency(draft: Draft) -> Terms:
    one, other = draft.first, draft.second
    return {
        "party": one.id,
        "control": f"What customers get from {other.label}",
        "mitigation": f"{one.label} trains two people of its own to do it.",
        "owner": f"{one.id}.delivery",
        "due": draft.plan.walk.end.isoformat(),
    }


def incentives(draft: Draft) -> list[Terms]:
    """Why the people on each side should care."""
    rows: list[Terms] = []
    for which, side in (("a", draft.first), ("b", draft.second)):
        team, mechanism = draft.words.texts("incentives", which)
        rows.append({"party": side.id, "team": team, "mechanism": mechanism})
    further = {"team": "delivery", "mechanism": "The hours spent on this count towards the team's target."}
    return [*rows, *({"party": side.id} | further for side in draft.further)]


def attribution(draft: Draft) -> dict[str, Terms]:
    """Who is said to have brought a deal."""
    return {
        "sourced": "The party that brought the first meeting",
        "registered_for": "90 days",
        "tie": "earliest",
        "disputes_to": draft.role("relationship"),
    }


def ip(draft: Draft) -> Terms:
    """Who owns what is made together; that nothing is, where the pattern makes nothing."""

    def said(name: str, *keys: str) -> dict[str, Terms]:
        return {key: draft.words.text("ip", name, key) for key in keys}

    rows: list[Terms] = [
        {
            **said(name, "what"),
            "made_by": draft.words.texts("ip", name, "made_by"),
            **said(name, "owner", "licence", "after_exit"),
        }
        for name in draft.words.names("ip")
    ]
    return rows or {"none": "Each party keeps what it made, and nothing is made together."}


def ending(draft: Draft) -> dict[str, Terms]:
    """Every way out, and what happens to customers then."""
    unused: dict[str, Terms] = {"metric": "adoption", "is": "< 40%", "for": "2 reviews", "in": ["run"]}
    breach = {"event": "A promise above is broken and stays broken after a written warning"}
    taken = {"event": "A rival of one party takes control of another"}
    triggers: list[Terms] = [
        {"id": "unused", "when": unused, "invoked_by": "any", "notice": "30 days"},
        {"id": "breach", "when": breach, "invoked_by": "other", "cure": "30 days", "notice": "0 days"},
        {"id": "change-of-control", "when": taken, "invoked_by": "other", "notice": "60 days"},
        notice(90),
    ]
    less: dict[str, Terms] = {"metric": "adoption", "is": "< 55%", "for": "1 review", "in": ["run"]}
    return {
        "triggers": triggers,
        "deprioritize": {"when": less, "then": "Back to the people of walk, and no new customers."},
        "wind_down": {
            "takes": "90 days",
            "customers": {"plan": draft.words.text("ending", "customers"), "told_within": "10 days"},
            "support_tail": "12 months",
            "data": {"return_by": "30 days", "delete_by": "60 days"},
            "brand": {"stop_use_by": "30 days"},
            "settle": {"by": "60 days"},
        },
    }
