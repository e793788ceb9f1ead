"""The terms: everything that stands in one `charter.yaml` and that both sides sign."""

from typing import Literal

from charter.model.ending import Ending
from charter.model.exchange import Commitment, Property, Split
from charter.model.governance import Attribution, Governance, Incentive, Operations
from charter.model.measure import Goal, Metric
from charter.model.part import (
    AllOrIds,
    Country,
    Flag,
    Id,
    Many,
    Maybe,
    Opt,
    Part,
    RoleName,
    Share,
    Text,
    Tier,
    Version,
    When,
    Whole,
    optional,
    required,
)
from charter.model.phases import Phases
from charter.model.purpose import Continuation, Leverage, Loss, Purpose, StrategicChange


class Signing(Part):
    """When signatures are needed, and the weakest method that counts."""

    before: Opt[Literal["crawl", "launch"]] = optional("Before", "What needs all signatures first.", "crawl")
    least: Opt[Literal["pdf", "ssh", "external", "attested"]] = optional(
        "Least", "The weakest method that counts here.", "external"
    )


class Scope(Part):
    """What the partnership covers, and what it does not."""

    in_: Opt[Many[Text]] = optional("In", "What it covers.", ["on-site installation"], alias="in")
    out: Opt[Many[Text]] = optional("Out", "What it does not cover.", ["warehouse consulting"])


class Entity(Part):
    """A legal entity of a party."""

    name: Maybe[Text] = required("Name", "Its registered name.", "Northwind Logistics GmbH")
    country: Opt[Country] = optional("Country", "Where it is registered.", "DE")
    signs: Opt[Flag] = optional("Signs", "Whether it signs this charter.", True)


class Holding(Part):
    """A stake of one party in another."""

    of: Maybe[Id] = required("Of", "In which party.", "contoso")
    percent: Maybe[Share] = required("Percent", "How much.", "10%")
    as_of: Opt[When] = optional("As of", "When that was so.", "2026-11-01")


class Party(Part):
    """One side of the partnership."""

    name: Maybe[Text] = required("Name", "Its name.", "Northwind Logistics GmbH")
    country: Opt[Country] = optional("Country", "Its home country.", "DE")
    class_: Opt[Id] = optional(
        "Class", "What sort of company: vendor, services-partner, reseller, or an own word.", "vendor", alias="class"
    )
    sector: Opt[Text] = optional("Sector", "Its business.", "logistics software")
    competitor_of: Opt[Many[Id]] = optional(
        "Competitor of", "The other parties it competes with.", {"none": "different markets"}
    )
    entities: Opt[Many[Entity]] = optional(
        "Entities", "Its legal entities.", [{"name": "Northwind Logistics GmbH", "signs": True}]
    )
    formerly: Opt[Text] = optional("Formerly", "Its earlier name.", "Nordwind Software GmbH")
    holds: Opt[Many[Holding]] = optional("Holds", "Its stakes in other parties.", [{"of": "contoso", "percent": "10%"}])


class Outsider(Part):
    """Somebody who signs nothing but decides, pays or receives."""

    kind: Maybe[Literal["panel", "regulator", "arbiter", "auditor", "customer", "third-party"]] = required(
        "Kind", "What it is.", "arbiter"
    )
    name: Maybe[Text] = required("Name", "Its name.", "Expert panel for adoption disputes")
    chosen_by: Opt[Text] = optional("Chosen by", "Who picks it.", "both parties together")


class Precondition(Part):
    """Something outside the phases that must happen first."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "works-council")
    what: Maybe[Text] = required("What", "What must happen.", "Northwind's works council agrees")
    owner: Opt[RoleName] = optional("Owner", "Who sees to it.", "northwind.sponsor")
    by: Opt[When] = optional("By", "The long stop: the last day.", "2027-01-05")
    blocks: Opt[Literal["crawl", "walk", "run"]] = optional("Blocks", "The phase that waits for it.", "crawl")


class Agreement(Part):
    """A contract beside this charter: a pointer, never prose."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "msa")
    kind: Opt[Id] = optional("Kind", "What sort: msa, nda, dpa, mou, or an own word.", "msa")
    ref: Opt[Text] = optional("Reference", "Its number or file.", "NW-CO-2026-114")
    dated: Opt[When] = optional("Dated", "Its date.", "2026-10-02")
    binding: Opt[Flag] = optional("Binding", "Whether it binds.", True)
    expires: Opt[When] = optional("Expires", "Its end.", "2029-05-20")
    topic: Opt[Text] = optional("Topic", "What it is about.", "installation services")
    prevails_over: Opt[AllOrIds] = optional(
        "Prevails over", "The agreements it goes before; agreements go before the charter by default.", ["nda"]
    )


class Charter(Part):
    """The terms of one partnership."""

    charter: Maybe[Version] = required("Format", "The version of this format.", 1)
    id: Maybe[Id] = required("Id", "The charter's name, the same as its folder's.", "northwind-contoso")
    revision: Maybe[Whole] = required("Revision", "Raised by every change after all have signed.", 1)
    title: Maybe[Text] = required("Title", "What people call it.", "Northwind × Contoso warehouse onboarding")
    tier: Opt[Tier] = optional("Tier", "1 self-serve, 2 joint development, 3 strategic.", 2)
    tier_reason: Opt[Text] = optional("Tier reason", "Why this tier.", "Fit and capability are both proven.")
    pattern: Opt[Id] = optional(
        "Pattern",
        "The kind of partnership: referral, resell, co-delivery, embedded, marketplace, technology, "
        "co-marketing, joint-development, distribution, or one the program defines.",
        "co-delivery",
    )
    binding: Opt[Literal["none", "partly", "full"]] = optional("Binding", "How far this charter itself binds.", "none")
    binding_parts: Opt[Many[Text]] = optional("Binding parts", "Which parts bind, if partly.", ["exit", "ip"])
    language: Opt[Text] = optional("Language", "The language of the terms.", "en")
    effective: Opt[When] = optional("Effective", "The day the revision counts from.", "2026-12-15")
    review_by: Opt[When] = optional("Review by", "The day this document is looked at again.", "2027-12-01")
    part_of: Opt[Id] = optional("Part of", "The parent charter it inherits from.", "northwind-contoso-alliance")
    parts: Opt[Many[Id]] = optional("Parts", "The charters below this one.", ["northwind-contoso-dach"])
    signing: Opt[Signing] = optional("Signing", "When and how it is signed.", {"before": "crawl", "least": "external"})
    purpose: Opt[Purpose] = optional("Purpose", "Why this partnership exists.", {"job": "implementation"})
    scope: Opt[Scope] = optional("Scope", "What it covers.", {"in": ["on-site installation"]})
    parties: Maybe[dict[Id, Maybe[Party]]] = required(
        "Parties", "Two or more, symmetric.", {"northwind": {"name": "Northwind Logistics GmbH"}}
    )
    outsiders: Opt[dict[Id, Maybe[Outsider]]] = optional(
        "Outsiders",
        "Who signs nothing but decides, pays or receives.",
        {"panel": {"kind": "panel", "name": "Expert panel"}},
    )
    conditions: Opt[Many[Precondition]] = optional(
        "Conditions", "What must happen before a phase.", [{"id": "works-council", "what": "The works council agrees"}]
    )
    leverage: Opt[Many[Leverage]] = optional(
        "Leverage", "Why no side can shrug this off.", [{"over": "contoso", "kind": "economic"}]
    )
    goals: Opt[Many[Goal]] = optional(
        "Goals",
        "Outcomes for every party and for the customers.",
        [{"id": "faster-start", "for": "customers", "outcome": "…"}],
    )
    commitments: Opt[Many[Commitment]] = optional(
        "Commitments",
        "The value exchange, one row a promise.",
        [{"id": "sync", "from": "globex", "kind": "engineering", "what": "…"}],
    )
    splits: Opt[Many[Split]] = optional(
        "Splits", "Pools of money shared in order.", [{"id": "joint-revenue", "parts": {"a": "50%", "b": "50%"}}]
    )
    at_risk: Opt[dict[Id, Maybe[Many[Loss]]]] = optional(
        "At risk", "What each party loses if it fails.", {"northwind": [{"loses": "The 2027 window."}]}
    )
    if_other_stops: Opt[dict[Id, Maybe[Continuation]]] = optional(
        "If the other stops", "Whether each would go on.", {"northwind": {"continues": False}}
    )
    ip: Opt[Many[Property]] = optional(
        "Intellectual property", "Who owns joint work.", [{"what": "Scanner connector", "owner": "northwind"}]
    )
    strategic_change: Opt[Many[StrategicChange]] = optional(
        "Strategic change",
        "What each changes in its own business (tier 3).",
        [{"what": "Connector ships in the standard package.", "party": "northwind"}],
    )
    metrics: Opt[dict[Id, Maybe[Metric]]] = optional(
        "Metrics", "The numbers, each defined once.", {"onboarding_hours": {"name": "Hands-on hours", "unit": "hours"}}
    )
    phases: Opt[Phases] = optional("Phases", "Crawl, walk, run.", {"crawl": {"start": "2027-01-11"}})
    governance: Opt[Governance] = optional(
        "Governance", "Who owns, decides, escalates.", {"sponsors": {"northwind": "northwind.sponsor"}}
    )
    operations: Opt[Operations] = optional("Operations", "How it works day to day.", {"support": {"hours": "24x7"}})
    incentives: Opt[Many[Incentive]] = optional(
        "Incentives", "Why each team wants it to work.", [{"party": "northwind", "team": "sales"}]
    )
    attribution: Opt[Attribution] = optional("Attribution", "Whose deal a deal is.", {"registered_for": "90 days"})
    agreements: Opt[Many[Agreement]] = optional(
        "Agreements", "The contracts beside this charter.", [{"id": "msa", "kind": "msa"}]
    )
    exit: Opt[Ending] = optional(
        "Exit", "How it ends.", {"triggers": [{"id": "notice", "when": {"event": "Either party gives notice"}}]}
    )
