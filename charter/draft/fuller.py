"""What only drafts of tier 2 and 3 say: the purpose in full, leverage, numbers and three phases."""

from datetime import date, timedelta

from charter.draft.plan import Stage
from charter.draft.practice import attribution, ending, governance, incentives, ip, operations
from charter.draft.terms import Draft, commitments, crawl_question, goals, head, merged, parties, signing, why
from charter.layout import Terms

_OPTIONS = ("fix-onboarding", "improve-sales", "build-integration", "narrow-segment")


def full(draft: Draft) -> dict[str, Terms]:
    """A whole draft of tier 2 or 3."""
    strategic = draft.request.tier == 3
    return merged(
        head(draft),
        {
            "signing": {"before": "crawl", "least": "external"},
            **signing(draft),
            "purpose": _purpose(draft),
            "parties": parties(draft),
        },
        {"strategic_change": _changes(draft)} if strategic else {},
        {"leverage": _leverage(draft), "goals": goals(draft), "commitments": commitments(draft)},
        {"at_risk": _at_risk(draft), "if_other_stops": _if_other_stops(draft), "metrics": _metrics(draft)},
        {"phases": {"crawl": _crawl(draft), "walk": _walk(draft), "run": _run(draft)}},
        {"governance": governance(draft), "operations": operations(draft)},
        {"incentives": incentives(draft)} if strategic or draft.words.says("sells") else {},
        {"attribution": attribution(draft)} if draft.words.says("sells") else {},
        {"ip": ip(draft), "exit": ending(draft)},
    )


def _purpose(draft: Draft) -> dict[str, Terms]:
    words = draft.words
    verdicts = [(option, words.texts("alternatives", option)) for option in _OPTIONS]
    return {
        "job": words.text("job"),
        "friction": {key: words.text("friction", key) for key in ("kind", "statement", "source")},
        "why": why(draft),
        "value_path": {
            "buyer_gain": words.text("value_path", "buyer_gain"),
            "why_now": words.text("value_path", "why_now"),
            "result_owner": draft.owner(),
            "proof": words.text("value_path", "proof"),
        },
        "gain": words.text("gain"),
        "segment": words.text("segment"),
        "alternatives": [{"option": option, "verdict": said[0], "because": said[1]} for option, said in verdicts],
    }


def _leverage(draft: Draft) -> list[Terms]:
    keys = ("kind", "because", "source", "if_absent")
    rows: list[Terms] = [
        {"over": side.id} | {key: draft.words.text("leverage", which, key) for key in keys}
        for which, side in (("a", draft.first), ("b", draft.second))
    ]
    for side in draft.further:
        rows.append(
            {
                "over": side.id,
                "kind": "economic",
                "because": f"{side.label} earns with this what it cannot earn alone.",
                "source": f"{side.label}'s plan for the coming year",
                "if_absent": f"{side.label} leaves this business to somebody else.",
            }
        )
    return rows


def _changes(draft: Draft) -> list[Terms]:
    said = {draft.first.id: draft.words.text("change", "a"), draft.second.id: draft.words.text("change", "b")}
    return [
        {
            "what": said.get(side.id, f"{side.label} gives this a team and a budget of its own."),
            "party": side.id,
            "owner": f"{side.id}.sponsor",
            "date": draft.plan.walk.start.isoformat(),
        }
        for side in draft.request.sides
    ]


def _at_risk(draft: Draft) -> dict[str, Terms]:
    losses: dict[str, Terms] = {}
    for which, side in (("a", draft.first), ("b", draft.second)):
        loses, kind = draft.words.texts("risk", which)
        losses[side.id] = [{"loses": loses, "kind": kind}]
    return losses | {side.id: [{"loses": "The people who worked on this.", "kind": "people"}] for side in draft.further}


def _if_other_stops(draft: Draft) -> dict[str, Terms]:
    said = {draft.first.id: draft.words.text("stops", "a"), draft.second.id: draft.words.text("stops", "b")}
    return {
        side.id: {"continues": "false", "because": said.get(side.id, "Without the others its part has no use.")}
        for side in draft.request.sides
    }


def _metrics(draft: Draft) -> dict[str, Terms]:
    metrics: dict[str, Terms] = {name: _metric(draft, name) for name in draft.words.names("metrics")}
    guard = _guard(draft)
    return metrics | {
        "adoption": {
            "name": "Invited customers who use the joint offer",
            "class": "adoption",
            "unit": "share",
            "of": "invited customers",
            "better": "higher",
            "source": _source(draft, f"{draft.first.label}'s customer records", draft.first.id),
            "owner": f"{draft.first.id}.relationship",
            "review": "monthly",
            "counter_metric": guard,
        }
    }


def _metric(draft: Draft, name: str) -> dict[str, Terms]:
    words = draft.words

    def given(*keys: str) -> dict[str, Terms]:
        return {key: said for key in keys if (said := words.get("metrics", name, key))}

    source = _source(draft, words.text("metrics", name, "system"), words.text("metrics", name, "party"))
    return merged(
        given("name", "class", "unit", "of", "better"),
        {"source": source},
        given("owner"),
        {"review": "monthly"},
        given("counter_metric"),
    )


def _source(draft: Draft, system: str, party: str) -> dict[str, Terms]:
    other = next(side.id for side in draft.request.sides if side.id != party)
    return {"system": system, "party": party, "attested_by": other, "lag": "1 week"}


def _guard(draft: Draft) -> str:
    """The metric that keeps the others honest."""
    return next(name for name in draft.words.names("metrics") if draft.words.get("metrics", name, "limit"))


def _crawl(draft: Draft) -> dict[str, Terms]:
    proof = draft.words.text("value_path", "proof")
    measured: dict[str, Terms] = {"id": "better", "metric": proof}
    if passes := draft.words.get("metrics", proof, "passes"):
        measured |= {"reaches": passes, "fails": draft.words.text("metrics", proof, "fails"), "each": "mean"}
    else:
        least = draft.plan.improves
        measured |= {"improves": f">= {least}%", "fails": f"< {least // 2}%", "each": "customer"}
    criteria: list[Terms] = [measured, crawl_question(draft)]
    return merged(
        _time(draft.plan.crawl),
        {"cohort": {"unit": "customers", "size": str(draft.plan.pilots)}, "integration": "manual"},
        {"deliverables": [_deliverable(draft, "crawl", draft.plan.crawl)]},
        {"gate": _gate(draft, draft.plan.crawl, criteria, no_go="end")},
    )


def _walk(draft: Draft) -> dict[str, Terms]:
    guard, least = _guard(draft), draft.plan.adoption
    criteria: list[Terms] = [
        {"id": "adopted", "metric": "adoption", "reaches": f">= {least}%", "fails": f"< {least * 4 // 7}%"},
        {"id": "no-worse", "metric": guard, "stays": draft.words.text("metrics", guard, "limit")},
        {"id": "promoting", "ask": "Is each party actively offering this?", "of": "parties", "needs": "all"},
    ]
    return merged(
        _time(draft.plan.walk),
        {"invited": str(draft.plan.invited), "integration": "formal"},
        {"deliverables": [_deliverable(draft, "walk", draft.plan.walk)]},
        {"gate": _gate(draft, draft.plan.walk, criteria, no_go="restart-crawl")},
    )


def _time(stage: Stage) -> dict[str, Terms]:
    return {"start": stage.start.isoformat(), "end": stage.end.isoformat()}


def _deliverable(draft: Draft, phase: str, stage: Stage) -> Terms:
    keys = ("id", "what", "owner", "done_when")
    name, what, owner, done_when = (draft.words.text(phase, "deliverable", key) for key in keys)
    return {"id": name, "what": what, "owner": owner, "due": _late_in(stage).isoformat(), "done_when": done_when}


def _late_in(stage: Stage) -> date:
    """The last Friday in the first two thirds of a phase, so that there is time to use what is delivered."""
    day = stage.start + (stage.end - stage.start) * 2 / 3
    return max(stage.start, day - timedelta(days=(day.weekday() - 4) % 7))


def _gate(draft: Draft, stage: Stage, criteria: list[Terms], *, no_go: str) -> dict[str, Terms]:
    return {
        "decide_by": stage.decide_by.isoformat(),
        "decided_by": draft.role("sponsor"),
        "criteria": criteria,
        "no_go": no_go,
        "extension": {"times": "1", "for": "4 weeks"},
        "if_silent": "end",
    }


def _run(draft: Draft) -> dict[str, Terms]:
    guard = _guard(draft)
    return {
        "start": draft.plan.run.isoformat(),
        "term": f"{draft.plan.months} months",
        "renewal": {"mode": "by-choice", "notice": "60 days", "owner": draft.owner()},
        "reviews": {"business": draft.plan.reviews, "operating": "monthly"},
        "enter_if": {"roi": "all", "recommit": "all"},
        "guardrails": [
            {
                "metric": guard,
                "stays": draft.words.text("metrics", guard, "limit"),
                "owner": draft.words.text("metrics", guard, "owner"),
            }
        ],
    }
