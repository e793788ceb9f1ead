"""What was measured or answered: one measurement or answer a file, never edited."""

from typing import Literal

from charter.model.part import (
    ExactDay,
    Flag,
    Id,
    Many,
    Maybe,
    Measure,
    Opt,
    Part,
    RoleName,
    Text,
    Version,
    Whole,
    optional,
    required,
)


class Period(Part):
    """The days a measurement covers, both included."""

    from_: Maybe[ExactDay] = required("From", "First day.", "2027-01-11", alias="from")
    to: Maybe[ExactDay] = required("To", "Last day.", "2027-03-05")


class EvidenceCase(Part):
    """One case: a customer, a party, and its value or answer."""

    customer: Opt[Text] = optional("Customer", "The customer.", "Helio 3PL")
    party: Opt[Id] = optional("Party", "The party.", "contoso")
    value: Opt[Measure] = optional("Value", "The value in the metric's unit.", 29)
    answer: Opt[Literal["yes", "no"]] = optional("Answer", "The answer to a question, quoted.", "yes")
    of: Opt[Whole] = optional("Of", "Out of how many, for a share that was counted: the value is then a count.", 60)
    control: Opt[Flag] = optional("Control", "Whether it belongs to the comparison group.", True)
    attachment: Opt[Text] = optional("Attachment", "A file that proves the answer.", "evidence/data/helio-letter.pdf")
    sha256: Opt[Text] = optional("SHA-256", "The digest of the attachment.", "77ab…")


class RawData(Part):
    """The file behind the numbers."""

    file: Maybe[Text] = required("File", "Path inside the charter's folder.", "evidence/data/crawl-hours.csv")
    sha256: Maybe[Text] = required("SHA-256", "The digest of that file.", "77ab…")
    column: Opt[Text] = optional("Column", "The column with the values.", "hours")
    by: Opt[Text] = optional("By", "The column that names the case.", "customer")
    take: Opt[Literal["sum", "mean", "share", "count", "last"]] = optional("Take", "How rows become one value.", "sum")
    where: Opt[Text] = optional("Where", "Which rows count.", "state == done")


class Collected(Part):
    """When and by whom it was collected."""

    date: Maybe[ExactDay] = required("Date", "On which day.", "2027-03-12")
    by: Maybe[RoleName] = required("By", "By which role.", "northwind.delivery")


class Evidence(Part):
    """An evidence file."""

    evidence: Maybe[Version] = required("Format", "The version of this format.", 1)
    metric: Opt[Id] = optional("Metric", "The metric that was measured.", "onboarding_hours")
    criterion: Opt[Id] = optional("Criterion", "The asked criterion that was answered.", "recommend")
    phase: Maybe[Literal["crawl", "walk", "run"]] = required("Phase", "In which phase.", "crawl")
    period: Opt[Period] = optional("Period", "The days it covers.", {"from": "2027-01-11", "to": "2027-03-05"})
    cases: Maybe[Many[EvidenceCase]] = required("Cases", "The single cases.", [{"customer": "Helio 3PL", "value": 29}])
    source: Opt[RawData] = optional(
        "Source", "The file behind the numbers.", {"file": "evidence/data/crawl-hours.csv", "sha256": "77ab…"}
    )
    collected: Maybe[Collected] = required(
        "Collected", "When and by whom.", {"date": "2027-03-12", "by": "northwind.delivery"}
    )
    note: Opt[Text] = optional("Note", "Anything a reader should know.", "One site was closed for a week.")
