"""Crawl, walk and run: time boxes, deliverables, and the gates between them."""

from typing import Literal, TypeAlias

from charter.model.measure import Rhythm
from charter.model.part import (
    Decider,
    Either,
    Id,
    ListOr,
    Many,
    Maybe,
    Needed,
    Opt,
    Part,
    RoleName,
    Share,
    Span,
    Text,
    Threshold,
    When,
    Whole,
    optional,
    required,
)


class Deliverable(Part):
    """Something a phase produces."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "runbook")
    what: Maybe[Text] = required("What", "The thing.", "Joint installation runbook")
    owner: Opt[RoleName] = optional("Owner", "The role that delivers it.", "contoso.delivery")
    due: Opt[When] = optional("Due", "When it is due.", "2027-02-05")
    done_when: Opt[Text] = optional(
        "Done when", "How anybody can see that it is done.", "Both pilots installed from it."
    )


class Control(Part):
    """The comparison group of a measured criterion."""

    what: Maybe[Text] = required("What", "Who is compared with.", "Sites installed without the partner")
    cases: Opt[Whole] = optional("Cases", "How many.", 10)


class Criterion(Part):
    """One condition of a gate: a metric against a threshold, or a question to named people."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "faster")
    metric: Opt[Id] = optional("Metric", "The metric that is measured.", "onboarding_hours")
    improves: Opt[Threshold] = optional(
        "Improves", "By how much against the baseline, in the good direction.", ">= 20%"
    )
    reaches: Opt[Threshold] = optional("Reaches", "The value it must reach.", ">= 70%")
    stays: Opt[Threshold] = optional("Stays", "The value it must not get worse than; it may hold already.", "<= 6%")
    fails: Opt[Threshold] = optional(
        "Fails", "The kill line; between it and the threshold lies the grey zone.", "< 10%"
    )
    each: Opt[Literal["customer", "mean"]] = optional(
        "Each", "Whether every customer must meet it, or the mean.", "customer"
    )
    ask: Opt[Text] = optional(
        "Ask",
        "The question, for a criterion that people answer.",
        "Would each pilot customer recommend this to a peer?",
    )
    of: Opt[Id] = optional("Of", "Who is asked: customers, parties, a party, or an outsider.", "customers")
    needs: Opt[Needed] = optional("Needs", "How many must say yes: all, majority, or a number.", "all")
    attachment: Opt[Literal["required", "optional"]] = optional(
        "Attachment", "Whether the answer needs proof.", "required"
    )
    min_sample: Opt[Whole] = optional("Minimum sample", "The fewest cases that count.", 5)
    control: Opt[Either[Text, Control]] = optional(
        "Control", "The comparison group.", "Sites installed without the partner"
    )
    confidence: Opt[Share] = optional("Confidence", "One-sided confidence the sample must bear.", "90%")


class Extension(Part):
    """What the grey zone may cost."""

    times: Maybe[Whole] = required("Times", "How often.", 1)
    for_: Maybe[Span] = required("For", "How long each.", "4 weeks", alias="for")


class Gate(Part):
    """The go / no-go decision at the end of a phase."""

    decide_by: Opt[When] = optional("Decide by", "The last day of the decision.", "2027-03-19")
    decided_by: Opt[Many[Decider]] = optional(
        "Decided by",
        "The roles that decide, at least one of every party; an outsider by its id.",
        ["northwind.sponsor", "contoso.sponsor"],
    )
    criteria: Opt[Many[Criterion]] = optional(
        "Criteria",
        "What must be true to go on.",
        [{"id": "faster", "metric": "onboarding_hours", "improves": ">= 20%"}],
    )
    no_go: Opt[Literal["end", "restart-crawl"]] = optional("No-go", "What a no means.", "end")
    extension: Opt[Extension] = optional("Extension", "What the grey zone may cost.", {"times": 1, "for": "4 weeks"})
    if_silent: Opt[Literal["end", "extend"]] = optional("If silent", "What happens when nobody decides in time.", "end")
    attempts: Opt[Whole] = optional("Attempts", "How many crawls there may be.", 2)


class Cohort(Part):
    """The customers of a phase, counted instead of named."""

    unit: Maybe[Text] = required("Unit", "What is counted.", "stores")
    size: Maybe[Whole] = required("Size", "How many.", 200)


Customers: TypeAlias = ListOr[Text, Cohort]
"""Customers by name, or counted."""


class Phase(Part):
    """A time box with customers, deliverables and a gate."""

    start: Opt[When] = optional("Start", "First day.", "2027-01-11")
    end: Opt[When] = optional("End", "Last day.", "2027-03-05")
    because: Opt[Text] = optional(
        "Because", "Why an unusual length or cohort is right.", "The regulator's window opens in May."
    )
    cohort: Opt[Customers] = optional(
        "Cohort", "The customers by name, or a unit and a size.", ["Helio 3PL", "Brandt Lager"]
    )
    invited: Opt[Whole] = optional("Invited", "How many customers are invited.", 8)
    integration: Opt[Literal["manual", "lightweight", "formal", "native"]] = optional(
        "Integration", "How far the products are connected.", "manual"
    )
    deliverables: Opt[Many[Deliverable]] = optional(
        "Deliverables", "What the phase produces.", [{"id": "runbook", "what": "Joint installation runbook"}]
    )
    gate: Opt[Gate] = optional("Gate", "The decision at its end.", {"decide_by": "2027-03-19", "no_go": "end"})


class Renewal(Part):
    """What happens when the term is over."""

    mode: Opt[Literal["by-choice", "automatic", "none"]] = optional("Mode", "Whether it renews, and how.", "by-choice")
    period: Opt[Span] = optional("Period", "For how long.", "12 months")
    notice: Opt[Span] = optional("Notice", "How long before the end one must speak up.", "60 days")
    review_by: Opt[When] = optional("Review by", "The day by which renewal is reviewed.", "2028-04-30")
    owner: Opt[RoleName] = optional("Owner", "Who watches that day.", "northwind.relationship")


class Entry(Part):
    """What must hold to enter run, besides both gates."""

    roi: Opt[Literal["all"]] = optional("ROI", "Whose return must be shown.", "all")
    recommit: Opt[Literal["all"]] = optional("Recommit", "Who must commit again.", "all")


class Guardrail(Part):
    """A limit that is watched all the time."""

    metric: Maybe[Id] = required("Metric", "What is watched.", "rework_rate")
    stays: Maybe[Threshold] = required("Stays", "The limit.", "<= 8%")
    owner: Opt[RoleName] = optional("Owner", "Who watches.", "contoso.delivery")


class Run(Phase):
    """Full scale, for a term."""

    term: Opt[Span] = optional("Term", "How long the first term is.", "12 months")
    renewal: Opt[Renewal] = optional("Renewal", "What happens at its end.", {"mode": "by-choice", "notice": "60 days"})
    reviews: Opt[dict[Id, Maybe[Rhythm]]] = optional("Reviews", "Which reviews, how often.", {"business": "quarterly"})
    enter_if: Opt[Entry] = optional(
        "Enter if", "What must hold to enter, besides the gates.", {"roi": "all", "recommit": "all"}
    )
    guardrails: Opt[Many[Guardrail]] = optional(
        "Guardrails", "Limits watched all the time.", [{"metric": "rework_rate", "stays": "<= 8%"}]
    )


class Prior(Part):
    """The history that a renewal or an expansion builds on."""

    charter: Opt[Id] = optional("Charter", "The earlier charter.", "northwind-contoso")
    since: Opt[When] = optional("Since", "When it began.", "2025-03")
    showed: Opt[Text] = optional("Showed", "What it proved.", "Onboarding in 29 hours at 40 sites")
    evidence: Opt[Text] = optional("Evidence", "Where this is known from.", "run review 2026-09")


class Phases(Part):
    """The plan: crawl, walk, run."""

    prior: Opt[Prior] = optional(
        "Prior", "The history of a renewal or expansion; crawl or walk may then be missing.", {"since": "2025-03"}
    )
    crawl: Opt[Phase] = optional("Crawl", "One or two pilots, manual.", {"start": "2027-01-11", "end": "2027-03-05"})
    walk: Opt[Phase] = optional(
        "Walk", "Five to ten more customers, formal integration.", {"start": "2027-03-22", "end": "2027-06-11"}
    )
    run: Opt[Run] = optional("Run", "Full scale.", {"start": "2027-07-01", "term": "12 months"})
