"""What success is and how it is seen: goals and metrics."""

from typing import Literal

from charter.model.part import (
    Flag,
    Id,
    Many,
    Maybe,
    Measure,
    Opt,
    Part,
    RoleName,
    Span,
    Text,
    Threshold,
    When,
    Whole,
    optional,
    required,
)

MetricClass = Literal[
    "deal-quality",
    "time-to-value",
    "win-rate",
    "retention",
    "product-utility",
    "quality",
    "revenue",
    "cost",
    "adoption",
    "support-load",
    "volume",
    "activity",
    "vanity",
]

Rhythm = Literal["daily", "weekly", "biweekly", "monthly", "quarterly", "half-yearly", "yearly"]


class Target(Part):
    """What a metric should reach by a day."""

    by: Maybe[When] = required("By", "The day.", "2027-12-31")
    reaches: Maybe[Threshold] = required("Reaches", "The threshold in the metric's unit.", ">= 300")


class Goal(Part):
    """An outcome for one side, or for the customers."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "faster-start")
    for_: Maybe[Id] = required("For", "Whose goal: a party, or customers.", "customers", alias="for")
    outcome: Maybe[Text] = required(
        "Outcome", "What is true when it is reached.", "First shipment with at most 30 hands-on hours."
    )
    metric: Opt[Id] = optional("Metric", "The metric that shows it.", "onboarding_hours")
    targets: Opt[Many[Target]] = optional(
        "Targets", "Values by day, the interim ones first.", [{"by": "2027-12-31", "reaches": "<= 30"}]
    )
    done_when: Opt[Text] = optional(
        "Done when", "The observable end state, where no number fits.", "The connector is in the marketplace."
    )
    joint: Opt[Flag] = optional("Joint", "Whether all parties share it.", True)


class Baseline(Part):
    """Where a metric stood before anything started."""

    value: Maybe[Measure] = required("Value", "The value, in the metric's unit.", 40)
    date: Opt[When] = optional("Date", "When it was measured.", "2026-11-30")
    cases: Opt[Whole] = optional("Cases", "How many cases stand behind it.", 20)


class Source(Part):
    """Where a metric's numbers come from."""

    system: Maybe[Text] = required("System", "The system that holds the raw data.", "Zendesk time log")
    party: Opt[Id] = optional("Party", "The party that supplies it.", "northwind")
    attested_by: Opt[Id] = optional("Attested by", "The other party that confirms it.", "contoso")
    lag: Opt[Span] = optional("Lag", "How long after the period the number is final.", "1 week")
    independent: Opt[Flag] = optional("Independent", "Whether a third party measures it.", True)


class Metric(Part):
    """One number that is measured the same way every time."""

    name: Maybe[Text] = required("Name", "What it is called.", "Hands-on hours from contract to first shipment")
    class_: Opt[MetricClass] = optional(
        "Class",
        "What sort of number; volume, activity and vanity never carry a gate alone.",
        "time-to-value",
        alias="class",
    )
    unit: Opt[Text] = optional("Unit", "What is counted; `share` for a percentage.", "hours")
    of: Opt[Text] = optional("Of", "The denominator of a share.", "invited customers")
    better: Opt[Literal["lower", "higher"]] = optional("Better", "Which direction is good.", "lower")
    formula: Opt[Text] = optional(
        "Formula", "How it is computed, where the name does not say.", "revisits within 7 days / sites installed"
    )
    baseline: Opt[Baseline] = optional(
        "Baseline", "Where it stands before the start.", {"value": 40, "date": "2026-11-30", "cases": 20}
    )
    source: Opt[Source] = optional(
        "Source", "Where the numbers come from.", {"system": "Zendesk time log", "party": "northwind"}
    )
    owner: Opt[RoleName] = optional("Owner", "The role that answers for the number.", "northwind.delivery")
    review: Opt[Rhythm] = optional("Review", "How often it is looked at together.", "monthly")
    counter_metric: Opt[Id] = optional("Counter-metric", "The metric that keeps it honest.", "rework_rate")
    leading: Opt[Flag] = optional("Leading", "Whether it only hints at a later outcome.", True)
