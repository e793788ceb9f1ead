"""One step of a charter's life: numbered, chained, judged on exactly the evidence it lists."""

from typing import Literal

from charter.model.part import (
    Digest,
    ExactDay,
    Id,
    Many,
    Maybe,
    Opt,
    Part,
    RoleName,
    Text,
    Version,
    Whole,
    optional,
    required,
)
from charter.values import State, Step


class Move(Part):
    """From where to where."""

    from_: Maybe[State] = required("From", "The state before.", "crawl", alias="from")
    to: Maybe[State] = required("To", "The state after.", "walk")


class Snapshot(Part):
    """What one criterion came to when the decision was written."""

    verdict: Maybe[Literal["met", "failed", "grey", "missing", "disputed", "error"]] = required(
        "Verdict", "The verdict.", "met"
    )
    value: Opt[Many[Text]] = optional("Value", "The values it was judged on, one a case.", ["27.5%", "22.5%"])
    needed: Opt[Text] = optional("Needed", "What was needed.", ">= 20%")
    evidence: Opt[Digest] = optional("Evidence", "The evidence it was judged on.", "sha256:" + "0" * 64)


class Waiver(Part):
    """Going on against a closed gate, with its risks named."""

    risk_of_granting: Maybe[Text] = required(
        "Risk of granting", "What may go wrong by going on.", "Support load doubles."
    )
    risk_of_refusing: Maybe[Text] = required(
        "Risk of refusing", "What may go wrong by stopping.", "Two pilots are lost."
    )
    until: Maybe[ExactDay] = required("Until", "Until when the waiver holds.", "2027-06-30")


class Retrospective(Part):
    """What both sides take along from a partnership that ends."""

    worked: Maybe[Text] = required("Worked", "What went well.", "Crews were on site within two days.")
    failed: Maybe[Text] = required("Failed", "What did not.", "The scanner kit came late to every second site.")
    again: Maybe[Text] = required("Again", "Whether and how one would do it again.", "Yes, with fewer sites at once.")


class Decision(Part):
    """A decision file."""

    decision: Maybe[Version] = required("Format", "The version of this format.", 1)
    seq: Maybe[Whole] = required("Number", "Its number, the same as its file's.", 3)
    charter: Maybe[Id] = required("Charter", "The charter's id.", "northwind-contoso")
    step: Maybe[Step] = required("Step", "A row of the step table.", "go")
    by: Maybe[RoleName] = required("By", "Who wrote it.", "northwind.relationship")
    phase: Maybe[Move] = required("Phase", "From where to where.", {"from": "crawl", "to": "walk"})
    date: Maybe[ExactDay] = required("Date", "On which day.", "2027-03-17")
    terms: Maybe[Digest] = required("Terms", "The digest of the terms in force.", "sha256:" + "0" * 64)
    evidence: Opt[Many[Digest]] = optional("Evidence", "Exactly the evidence it judged.", ["sha256:" + "0" * 64])
    consents: Opt[Many[Digest]] = optional(
        "Consents", "What parties attested or disputed of it, as far as it judged that.", ["sha256:" + "0" * 64]
    )
    invited: Opt[Many[Text]] = optional("Invited", "The customers of the phase it opens, frozen here.", ["Adler Lager"])
    gate: Opt[dict[Id, Maybe[Snapshot]]] = optional(
        "Gate", "What each criterion came to.", {"faster": {"verdict": "met"}}
    )
    people: Opt[dict[Id, Maybe[Digest]]] = optional(
        "People", "The digest of every people file, in the first propose.", {"northwind": "sha256:" + "0" * 64}
    )
    trigger: Opt[Id] = optional("Trigger", "The exit trigger it uses.", "no-adoption")
    changes: Opt[Many[Text]] = optional("Changes", "What changes, for a restart.", ["Crew lead on site from day one"])
    conditions: Opt[Many[Id]] = optional(
        "Conditions", "The conditions of the terms that are now fulfilled.", ["board-approval"]
    )
    checklist: Opt[dict[Id, Maybe[ExactDay]]] = optional(
        "Checklist", "When each item of the wind-down was done, for a close.", {"customers-told": "2027-04-02"}
    )
    retrospective: Opt[Retrospective] = optional(
        "Retrospective", "What both sides take along, for a close.", {"worked": "…", "failed": "…", "again": "…"}
    )
    waiver: Opt[Waiver] = optional(
        "Waiver", "The risks, for a waive.", {"risk_of_granting": "…", "risk_of_refusing": "…", "until": "2027-06-30"}
    )
    reason: Opt[Text] = optional("Reason", "Why.", "Both pilots beat the gate.")
    previous: Maybe[Text] = required(
        "Previous", "The digest of the decision before; of decision 0001 the charter's id.", "sha256:" + "0" * 64
    )
