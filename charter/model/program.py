"""What a partner program decides once for all its charters."""

from typing import Literal

from charter.model.charter import Signing
from charter.model.measure import Rhythm
from charter.model.part import (
    CurrencyTable,
    Either,
    Id,
    Many,
    Maybe,
    Number,
    Opt,
    Part,
    Share,
    Span,
    Text,
    TierName,
    Version,
    Whole,
    optional,
    required,
)


class Listing(Part):
    """Whether partners are picked or let in."""

    listing: Maybe[Literal["curated", "open"]] = required("Listing", "Picked one by one, or open to all.", "curated")
    because: Opt[Text] = optional("Because", "Why.", "Crews work inside customers' sites.")
    accepts: Opt[Many[Text]] = optional("Accepts", "The price of that choice.", ["slower growth"])


class Focus(Part):
    """Where the program concentrates."""

    partner_type: Opt[Id] = optional("Partner type", "Which partners first.", "services-partner")
    problem: Opt[Id] = optional("Problem", "Which problem.", "onboarding-time")
    gap: Opt[Id] = optional("Gap", "Which capability is missing.", "on-site-installation")
    evidence: Opt[Id] = optional("Evidence", "Which metric proves it.", "onboarding_hours")


class Profile(Part):
    """The partner the program looks for."""

    must: Opt[Many[Text]] = optional("Must", "What a partner has to bring.", ["own field crews"])
    weights: Opt[dict[Id, Maybe[Number]]] = optional("Weights", "What counts how much.", {"customer_overlap": 3})


class Disqualifier(Part):
    """A reason to say no before saying yes."""

    id: Maybe[Id] = required("Id", "A name to refer to it by.", "no-crews")
    when: Maybe[Text] = required("When", "An expression over the charter.", "purpose.job == 'implementation'")
    says: Maybe[Text] = required("Says", "The reason in words.", "An implementation partner without people on site.")


class Pattern(Part):
    """One kind of partnership the program knows."""

    responsibilities: Opt[Many[Id]] = optional(
        "Responsibilities", "Duties that need an owner.", ["delivery", "support"]
    )
    templates: Opt[Id] = optional("Templates", "The template a new charter starts from.", "co-delivery")
    require: Opt[Many[Text]] = optional("Require", "Fields that must be there.", ["operations.support"])


class Stay(Part):
    """How many months a partner usually stays in a tier."""

    months: Maybe[Many[Whole]] = required("Months", "From and to.", [2, 6])


class TierPolicy(Part):
    """What a tier gives and takes."""

    gives: Opt[Many[Id]] = optional("Gives", "What partners of this tier get.", ["docs", "channel", "office-hours"])
    takes: Opt[Either[Literal["ongoing"], Stay]] = optional(
        "Takes", "How long it takes, or ongoing.", {"months": [2, 6]}
    )
    graduates: Opt[Text] = optional(
        "Graduates", "What lifts a partner to the next tier.", "Two live customers and no open severity 1."
    )


class Permission(Part):
    """What a permission needs."""

    needs: Maybe[Id] = required("Needs", "The capability it needs.", "certified")


class Consequence(Part):
    """What follows from behaviour."""

    when: Maybe[Id] = required("When", "The behaviour.", "oversells")
    then: Maybe[Text] = required("Then", "What follows.", "suspend sell")


class Consequences(Part):
    """What lowers and what raises a partner's standing."""

    down: Opt[Many[Consequence]] = optional("Down", "What lowers it.", [{"when": "oversells", "then": "suspend sell"}])
    up: Opt[Many[Consequence]] = optional(
        "Up", "What raises it.", [{"when": "consistent-outcomes", "then": "tier-review"}]
    )


class CrawlDefaults(Part):
    """The program's measure for crawl."""

    weeks: Opt[Many[Whole]] = optional("Weeks", "From and to.", [4, 8])
    customers: Opt[Many[Whole]] = optional("Customers", "From and to.", [1, 2])
    improves: Opt[Share] = optional("Improves", "The least improvement.", "20%")


class WalkDefaults(Part):
    """The program's measure for walk."""

    weeks: Opt[Many[Whole]] = optional("Weeks", "From and to.", [8, 12])
    customers: Opt[Many[Whole]] = optional("Customers", "From and to.", [5, 10])
    adoption: Opt[Share] = optional("Adoption", "The least adoption of invited customers.", "70%")


class RunDefaults(Part):
    """The program's measure for run."""

    months: Opt[Many[Whole]] = optional("Months", "From and to.", [6, 12])
    business_review: Opt[Rhythm] = optional("Business review", "How often.", "quarterly")


class Defaults(Part):
    """Numbers that a new draft starts from."""

    crawl: Opt[CrawlDefaults] = optional("Crawl", "For crawl.", {"weeks": [4, 8]})
    walk: Opt[WalkDefaults] = optional("Walk", "For walk.", {"weeks": [8, 12]})
    run: Opt[RunDefaults] = optional("Run", "For run.", {"months": [6, 12]})
    first_opportunity: Opt[Span] = optional("First opportunity", "How soon the first deal should show.", "30 days")
    stale_after: Opt[Span] = optional("Stale after", "When silence counts as stale.", "90 days")
    because: Opt[Text] = optional("Because", "Why a number was lowered.", "Retail pilots have two customers at most.")


class OwnRule(Part):
    """A rule of the organisation's own: an expression, a place, words."""

    id: Maybe[Id] = required("Id", "Its name.", "eu-data-only")
    given: Opt[Text] = optional("Given", "Where it looks.", "operations.data")
    when: Maybe[Text] = required("When", "The expression that is a finding.", "item.personal")
    severity: Opt[Literal["error", "warning", "info"]] = optional("Severity", "How severe.", "error")
    says: Maybe[Text] = required("Says", "The finding in words.", "Personal data may not leave Northwind.")


class Program(Part):
    """The program file."""

    program: Maybe[Version] = required("Format", "The version of this format.", 1)
    name: Maybe[Text] = required("Name", "The program's name.", "Northwind partner program")
    why: Opt[Text] = optional("Why", "Why the program exists.", "We partner to shorten the time to first shipment.")
    owner: Opt[Text] = optional("Owner", "Who answers for it.", "Jana Brandt")
    model: Opt[Listing] = optional("Model", "Curated or open.", {"listing": "curated"})
    focus: Opt[Focus] = optional("Focus", "Where it concentrates.", {"partner_type": "services-partner"})
    profile: Opt[Profile] = optional("Profile", "The partner it looks for.", {"must": ["own field crews"]})
    disqualifiers: Opt[Many[Disqualifier]] = optional(
        "Disqualifiers", "Reasons to say no.", [{"id": "no-crews", "when": "…", "says": "…"}]
    )
    patterns: Opt[dict[Id, Maybe[Pattern]]] = optional(
        "Patterns", "The kinds of partnership it knows.", {"co-delivery": {"templates": "co-delivery"}}
    )
    tiers: Opt[dict[TierName, Maybe[TierPolicy]]] = optional(
        "Tiers", "What each tier gives and takes.", {"1": {"gives": ["docs"]}}
    )
    permissions: Opt[dict[Id, Maybe[Permission]]] = optional(
        "Permissions", "What each permission needs.", {"sell": {"needs": "trained"}}
    )
    consequences: Opt[Consequences] = optional(
        "Consequences", "What follows from behaviour.", {"down": [{"when": "oversells", "then": "suspend sell"}]}
    )
    defaults: Opt[Defaults] = optional("Defaults", "What a new draft starts from.", {"crawl": {"weeks": [4, 8]}})
    signing: Opt[Signing] = optional("Signing", "Default for new charters.", {"before": "crawl", "least": "external"})
    rates: Opt[CurrencyTable] = optional(
        "Rates", "Exchange rates for reports.", {"as_of": "2026-11-01", "EUR": {"USD": "1.08"}}
    )
    rules: Opt[Many[OwnRule]] = optional(
        "Rules", "The organisation's own rules.", [{"id": "eu-data-only", "when": "…", "says": "…"}]
    )
