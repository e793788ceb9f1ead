"""What each side gives: commitments, their value, shares, splits and intellectual property."""

from typing import Literal

from charter.model.money import Basis, Sum
from charter.model.part import (
    Amount,
    Either,
    EndOrDay,
    Flag,
    Id,
    Many,
    Maybe,
    Number,
    Opt,
    Part,
    RoleName,
    Share,
    Span,
    Text,
    Threshold,
    When,
    optional,
    required,
)

CommitmentKind = Literal[
    "money",
    "revenue-share",
    "co-investment",
    "equity",
    "loan",
    "option",
    "purchase",
    "milestone",
    "guarantee",
    "engineering",
    "roadmap",
    "support",
    "supply",
    "process",
    "training",
    "distribution",
    "credibility",
    "co-marketing",
    "data",
    "license",
    "certification",
    "sponsorship",
    "exclusivity",
]


class Quantity(Part):
    """How much of something that is not money."""

    value: Opt[Number] = optional("Value", "The number.", 2)
    low: Opt[Number] = optional("Low", "The lower end of a range.", 2)
    high: Opt[Number] = optional("High", "The upper end of a range.", 4)
    unit: Maybe[Text] = required("Unit", "Of what.", "fte")
    price: Opt[Sum] = optional("Price", "Price of one unit.", "EUR 1200")


class Installment(Part):
    """One payment of a schedule."""

    date: Maybe[When] = required("Date", "When it is due.", "2027-03-31")
    amount: Maybe[Amount] = required("Amount", "How much.", "EUR 60000")


class Value(Part):
    """What a commitment is worth: exact, a range, one end of a range, or a schedule."""

    amount: Opt[Amount] = optional("Amount", "The exact worth.", "EUR 180000")
    low: Opt[Amount] = optional("Low", "The lower end.", "EUR 120000")
    high: Opt[Amount] = optional("High", "The upper end.", "EUR 200000")
    basis: Opt[Basis] = optional("Basis", "How sure and in what form.", "in-kind")
    per: Opt[Literal["month", "quarter", "year"]] = optional("Per", "The period the amount recurs with.", "year")
    total: Opt[Amount] = optional("Total", "The sum over the whole term.", "EUR 540000")
    at_least: Opt[Flag] = optional("At least", "Whether the total is a floor rather than exact.", True)
    schedule: Opt[Many[Installment]] = optional(
        "Schedule",
        "The single payments; they sum to the total unless it is a floor.",
        [{"date": "2027-03-31", "amount": "EUR 60000"}],
    )
    about: Opt[Flag] = optional("About", "Whether the figure is an estimate.", True)


class Band(Part):
    """One step of a share that changes with volume."""

    above: Maybe[Either[Amount, Quantity]] = required(
        "Above", "From which volume this percentage holds.", "USD 1000000"
    )
    percent: Maybe[Share] = required("Percent", "The percentage in this band.", "15%")


class RevenueShare(Part):
    """A percentage of a named base, and how it is paid."""

    percent: Opt[Share] = optional("Percent", "The percentage.", "8%")
    base: Opt[Text] = optional("Base", "Of what exactly.", "net installation revenue")
    base_ref: Opt[Text] = optional("Base reference", "Where the base is defined.", "msa section 4.2")
    bands: Opt[Many[Band]] = optional("Bands", "Percentages by volume.", [{"above": "USD 0", "percent": "0%"}])
    floor: Opt[Amount] = optional("Floor", "The least that is paid.", "EUR 10000")
    cap: Opt[Amount] = optional("Cap", "The most that is paid.", "EUR 250000")
    pay_within: Opt[Span] = optional("Pay within", "How soon after the period.", "30 days")
    reported_by: Opt[Id] = optional("Reported by", "The party that states the base.", "contoso")
    true_up: Opt[Literal["monthly", "quarterly", "half-yearly", "yearly", "none"]] = optional(
        "True-up", "How often estimates are settled.", "yearly"
    )


class Until(Part):
    """The earlier or later of a day and an event."""

    date: Opt[When] = optional("Date", "The day.", "2029-12-31")
    event: Opt[Text] = optional("Event", "The event.", "The master agreement ends")
    first: Opt[Flag] = optional("First", "Whether whichever comes first ends it.", True)


class Condition(Part):
    """What must have happened for a commitment to be owed."""

    metric: Opt[Id] = optional("Metric", "The metric that decides.", "sites_live")
    reaches: Opt[Threshold] = optional("Reaches", "The threshold.", ">= 100")
    event: Opt[Text] = optional("Event", "The event that decides.", "The regulator approves")


class Carving(Part):
    """What an exclusivity covers and what it leaves open."""

    field: Opt[Text] = optional("Field", "The products or use it covers.", "warehouse installation")
    territory: Opt[Many[Text]] = optional("Territory", "Countries, or world, or not and a country.", ["DE", "AT", "CH"])
    customers: Opt[Text] = optional("Customers", "The customers it covers.", "warehouses below 50 docks")
    carve_outs: Opt[Many[Text]] = optional("Carve-outs", "What stays free.", ["existing installers of a customer"])
    keeps_if: Opt[Condition] = optional(
        "Kept if", "The performance that keeps it alive.", {"metric": "sites_live", "reaches": ">= 40"}
    )


class Level(Part):
    """A service level and what happens when it is missed."""

    metric: Maybe[Id] = required("Metric", "What is measured.", "response_time")
    stays: Opt[Threshold] = optional("Stays", "The level to hold.", "<= 4")
    otherwise: Opt[Text] = optional(
        "Else", "What happens when it is missed.", "A service credit under the master agreement", alias="else"
    )


class Budget(Part):
    """What serving one unit brings and costs."""

    price: Opt[Amount] = optional("Price", "What one unit brings.", "USD 2.75")
    cost_to_serve: Opt[Amount] = optional("Cost to serve", "What one unit costs.", "USD 2.10")


class Commitment(Part):
    """One promise of one party."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "nw-engineers")
    from_: Maybe[Id] = required("From", "The party that gives.", "northwind", alias="from")
    to: Opt[Either[Id, Many[Id]]] = optional("To", "Who receives it; needed with three or more parties.", "contoso")
    kind: Maybe[CommitmentKind] = required("Kind", "What sort of promise.", "engineering")
    what: Maybe[Text] = required(
        "What", "The promise in words.", "Two integration engineers, full time, until the end of walk."
    )
    quantity: Opt[Quantity] = optional("Quantity", "How much of it.", {"value": 2, "unit": "fte"})
    value: Opt[Value] = optional("Value", "What it is worth.", {"amount": "EUR 180000", "basis": "in-kind"})
    share: Opt[RevenueShare] = optional(
        "Share", "The percentage, for a revenue share.", {"percent": "8%", "base": "net revenue"}
    )
    due: Opt[When] = optional("Due", "When it is owed, once.", "2027-01-11")
    from_date: Opt[When] = optional("From date", "When it begins, if it lasts.", "2027-01-11")
    until: Opt[Either[EndOrDay, Until]] = optional(
        "Until", "When it ends: a date, `end` for the charter's term, or an event.", "2027-06-11"
    )
    every: Opt[Span] = optional("Every", "How often it recurs.", "1 quarter")
    cap: Opt[Either[Amount, Quantity]] = optional("Cap", "The most that is owed.", "EUR 250000")
    standing: Opt[Flag] = optional("Standing", "Whether it is something that exists for everybody anyway.", True)
    survives: Opt[Flag] = optional("Survives", "Whether it is still owed after exit.", True)
    after: Opt[Literal["crawl", "walk"]] = optional("After", "Owed only once this gate said go.", "walk")
    for_phase: Opt[Literal["crawl", "walk", "run"]] = optional("For phase", "The phase a payment pays for.", "walk")
    if_: Opt[Condition] = optional(
        "If", "Owed only if this happened.", {"metric": "sites_live", "reaches": ">= 100"}, alias="if"
    )
    under: Opt[Id] = optional("Under", "The agreement that makes it binding.", "msa")
    intended: Opt[Flag] = optional("Intended", "Whether it is an intention only, outside the totals.", True)
    owner: Opt[RoleName] = optional("Owner", "The role that answers for it.", "northwind.delivery")
    serves: Opt[Many[Id]] = optional("Serves", "The goals it helps reach.", ["faster-start"])
    enables: Opt[Id] = optional("Enables", "The deliverable it makes possible.", "connector")
    exclusive: Opt[Carving] = optional("Exclusive", "What an exclusivity covers.", {"field": "warehouse installation"})
    level: Opt[Level] = optional("Level", "The service level promised.", {"metric": "response_time", "stays": "<= 4"})
    budget: Opt[Budget] = optional(
        "Budget", "What one unit brings and costs.", {"price": "USD 2.75", "cost_to_serve": "USD 2.10"}
    )


class Split(Part):
    """One pool of money shared out in order."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "joint-revenue")
    base: Opt[Text] = optional("Base", "What is shared.", "net revenue of the joint offer")
    first: Opt[Many[Text]] = optional("First", "Costs taken before, in order.", ["payment fees"])
    parts: Opt[dict[Id, Maybe[Share]]] = optional(
        "Parts", "The percentage of each.", {"northwind": "50%", "contoso": "50%"}
    )


class Property(Part):
    """Who owns one piece of joint work, and who may use it."""

    what: Maybe[Text] = required("What", "The work.", "Scanner connector")
    made_by: Opt[Either[Id, Many[Id]]] = optional("Made by", "Who makes it.", "northwind")
    owner: Opt[Either[Id, Many[Id]]] = optional("Owner", "Who owns it.", "northwind")
    licence: Opt[Text] = optional(
        "Licence", "What the others may do with it.", "Contoso may use it for joint customers."
    )
    after_exit: Opt[Text] = optional(
        "After exit", "What holds afterwards.", "Installed copies may be used for 12 months."
    )
