"""How the partnership ends: triggers, step-downs, and the wind-down."""

from typing import Literal

from charter.model.part import Id, Many, Maybe, Opt, Part, Span, Text, Threshold, When, optional, required

PhaseName = Literal["crawl", "walk", "run"]


class Observation(Part):
    """What is seen when a trigger fires: a metric past a bound, or an event."""

    metric: Opt[Id] = optional("Metric", "The metric that is watched.", "adoption")
    is_: Opt[Threshold] = optional("Is", "The bound.", "< 40%", alias="is")
    for_: Opt[Span] = optional("For", "For how long, or how many reviews.", "2 reviews", alias="for")
    in_: Opt[Many[PhaseName]] = optional("In", "Only in these phases.", ["run"], alias="in")
    from_: Opt[When] = optional("From", "Only from this day.", "2027-09-30", alias="from")
    event: Opt[Text] = optional("Event", "What happens, so that anybody can tell.", "Either party gives notice")
    under: Opt[Id] = optional("Under", "The agreement that defines the event.", "msa")


class Price(Part):
    """What leaving or buying out costs."""

    rule: Maybe[Text] = required("Rule", "The formula.", "Fair value of the joint work plus 10%")
    set_by: Opt[Text] = optional("Set by", "Who sets it.", "an independent auditor")


class Clause(Part):
    """Where a contract says the same."""

    agreement: Maybe[Id] = required("Agreement", "Which agreement.", "msa")
    section: Opt[Text] = optional("Section", "Where in it.", "12.3")


class Trigger(Part):
    """One way to end the partnership."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "no-adoption")
    when: Maybe[Observation] = required("When", "What is seen.", {"event": "Either party gives notice"})
    invoked_by: Opt[Id] = optional("Invoked by", "Who may use it: any, other, a party, or an outsider.", "any")
    notice: Opt[Span] = optional("Notice", "How long before it takes effect.", "30 days")
    cure: Opt[Span] = optional("Cure", "How long the other side has to put it right.", "30 days")
    ground: Opt[
        Literal[
            "convenience",
            "breach",
            "performance",
            "safety",
            "law",
            "regulator",
            "change-of-control",
            "insolvency",
            "other",
        ]
    ] = optional("Ground", "What sort of reason.", "performance")
    then: Opt[Literal["end", "change", "stop"]] = optional("Then", "What it does.", "end")
    applies_to: Opt[Many[Id]] = optional("Applies to", "The commitments it touches, if not all.", ["referral-fee"])
    price: Opt[Price] = optional("Price", "What it costs.", {"rule": "Fair value plus 10%"})
    clause: Opt[Clause] = optional("Clause", "Where a contract says the same.", {"agreement": "msa", "section": "12.3"})
    in_return: Opt[Text] = optional(
        "In return", "What the other side gets for a one-sided right.", "Six more months of support"
    )
    in_: Opt[Many[PhaseName]] = optional("In", "Only in these phases.", ["run"], alias="in")


class Deprioritize(Part):
    """When the partnership gets less attention without ending."""

    when: Maybe[Observation] = required("When", "What is seen.", {"metric": "sites_live", "is": "< 40"})
    then: Maybe[Text] = required("Then", "What changes.", "Return to walk staffing.")


class CustomerPlan(Part):
    """What happens to customers at the end."""

    plan: Maybe[Text] = required("Plan", "Who takes care of them.", "Northwind takes over open installations.")
    told_within: Opt[Span] = optional("Told within", "How soon they hear of it.", "10 days")
    successor: Opt[Text] = optional("Successor", "Who continues the service.", "Northwind's own crews")


class DataPlan(Part):
    """What happens to shared data at the end."""

    return_by: Opt[Span] = optional("Return by", "When data is returned.", "30 days")
    delete_by: Opt[Span] = optional("Delete by", "When data is deleted.", "60 days")


class BrandPlan(Part):
    """What happens to the use of names and logos."""

    stop_use_by: Opt[Span] = optional("Stop use by", "When names and logos are gone.", "30 days")


class Settlement(Part):
    """When open money is settled."""

    by: Maybe[Span] = required("By", "How long after the end.", "60 days")


class WindDown(Part):
    """The orderly end."""

    takes: Opt[Span] = optional("Takes", "How long it takes.", "90 days")
    customers: Opt[CustomerPlan] = optional(
        "Customers", "What happens to customers.", {"plan": "Northwind takes over."}
    )
    support_tail: Opt[Span] = optional("Support tail", "How long support goes on.", "12 months")
    data: Opt[DataPlan] = optional("Data", "What happens to data.", {"return_by": "30 days"})
    brand: Opt[BrandPlan] = optional("Brand", "What happens to names and logos.", {"stop_use_by": "30 days"})
    settle: Opt[Settlement] = optional("Settle", "When money is settled.", {"by": "60 days"})


class Ending(Part):
    """How and when the partnership ends."""

    triggers: Opt[Many[Trigger]] = optional(
        "Triggers", "The ways to end it.", [{"id": "notice", "when": {"event": "Either party gives notice"}}]
    )
    deprioritize: Opt[Deprioritize] = optional(
        "Deprioritize", "When it gets less attention without ending.", {"then": "Return to walk staffing."}
    )
    wind_down: Opt[WindDown] = optional("Wind-down", "The orderly end.", {"takes": "90 days"})
