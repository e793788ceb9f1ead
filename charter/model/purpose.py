"""Why the partnership exists: purpose, leverage, and what each side would lose."""

from typing import Literal

from charter.model.money import Sum
from charter.model.part import Flag, Id, Many, Maybe, Opt, Part, RoleName, Text, When, Whole, optional, required

Job = Literal["distribution", "implementation", "product-utility", "buyer-risk", "credibility"]


class Friction(Part):
    """The concrete customer trouble that the partnership removes."""

    kind: Opt[
        Literal["workflow-fit", "trusted-services", "procurement", "change-risk", "rollout", "access", "capability"]
    ] = optional("Kind of friction", "What stands in the customer's way.", "trusted-services")
    statement: Opt[Text] = optional(
        "Statement",
        "The trouble in one sentence, with a number if there is one.",
        "Mid-size warehouses lose six weeks between contract and first shipment.",
    )
    source: Opt[Text] = optional("Source", "Where this is known from.", "14 of 20 churn interviews in 2026 name it")


class ValuePath(Part):
    """How value reaches the buyer, before any activity starts."""

    buyer_gain: Opt[Text] = optional(
        "Buyer gain", "What gets better for the buyer.", "First shipment in days, one team on site."
    )
    why_now: Opt[Text] = optional("Why now", "Why this cannot wait a year.", "Northwind opens 300 sites in 2027.")
    result_owner: Opt[RoleName] = optional(
        "Result owner", "The role that answers for the result.", "northwind.delivery"
    )
    proof: Opt[Id] = optional(
        "Proof", "The metric that shows the value is real; a gate must use it.", "onboarding_hours"
    )


class Alternative(Part):
    """A way to the same end without this partner, judged honestly."""

    option: Maybe[Literal["fix-onboarding", "improve-sales", "build-integration", "narrow-segment", "other"]] = (
        required("Option", "The direct alternative.", "fix-onboarding")
    )
    what: Opt[Text] = optional("What", "The alternative in words, for option other.", "Hire own crews.")
    verdict: Opt[Literal["worse", "slower", "dearer", "same"]] = optional(
        "Verdict", "How it compares with the partnership.", "worse"
    )
    because: Opt[Text] = optional("Because", "The reason for the verdict.", "Setup is physical work on site.")


class Diligence(Part):
    """What was found when the other side was looked at closely."""

    co_sell_ready: Opt[Flag] = optional(
        "Ready to co-sell", "Whether its sellers can sell together with the other side's.", True
    )
    motivation: Opt[Text] = optional("Motivation", "Why the partner wants this.", "Its service line needs volume.")
    evidence: Opt[Text] = optional("Evidence", "Where this is known from.", "Two joint workshops in 2026")


class Opportunity(Part):
    """How large the demand behind the partnership is."""

    accounts: Opt[Whole] = optional("Accounts", "How many customers could use it.", 120)
    pipeline: Opt[Sum] = optional("Pipeline", "Open business it could touch.", "EUR 900000")
    requested_by: Opt[Many[Text]] = optional("Requested by", "Who asked for it.", ["12 customers", "sales"])


class BuildOrPartner(Part):
    """The answers that led to partnering instead of building."""

    core: Opt[Flag] = optional("Core", "Whether the capability is core to differentiation.", False)
    delay: Opt[Text] = optional("Delay", "What building it would delay.", "9 months of roadmap")
    credible_partner: Opt[Flag] = optional(
        "Credible partner", "Whether a credible partner exists that needs us too.", True
    )


class Purpose(Part):
    """Why this partnership exists and what it must change for customers."""

    job: Opt[Job] = optional("Job", "What the partnership is for: exactly one.", "implementation")
    also: Opt[Many[Job]] = optional("Also", "Secondary jobs.", ["product-utility"])
    friction: Opt[Friction] = optional(
        "Customer friction",
        "The customer trouble it removes.",
        {"kind": "trusted-services", "statement": "Setup takes six weeks."},
    )
    why: Opt[Text] = optional(
        "Why",
        "One blunt paragraph, usable when somebody asks for an exception.",
        "Our users retype bookings by hand. We do this to end that, and nothing else.",
    )
    value_path: Opt[ValuePath] = optional(
        "Value path", "How value reaches the buyer.", {"buyer_gain": "First shipment in days."}
    )
    gain: Opt[
        Literal["faster-distribution", "faster-capability", "lower-delivery-cost", "higher-win-rate", "credibility"]
    ] = optional("Gain", "The leverage this partnership is claimed to produce.", "lower-delivery-cost")
    segment: Opt[Text] = optional("Segment", "The customers it is for.", "warehouses with 10 to 50 docks in DE, AT, CH")
    alternatives: Opt[Many[Alternative]] = optional(
        "Alternatives",
        "The direct alternatives, each with a verdict.",
        [{"option": "fix-onboarding", "verdict": "worse", "because": "…"}],
    )
    diligence: Opt[Diligence] = optional(
        "Diligence", "What was found when the partner was examined.", {"co_sell_ready": True}
    )
    opportunity: Opt[Opportunity] = optional("Opportunity", "How large the demand is.", {"accounts": 120})
    why_us: Opt[Text] = optional(
        "Why us",
        "Why the partner picks this among its other offers, in its own terms.",
        "Nobody else brings 300 sites in one year.",
    )
    build_or_partner: Opt[BuildOrPartner] = optional(
        "Build or partner", "The answers behind partnering.", {"core": False}
    )


class Leverage(Part):
    """Why one party cannot shrug the partnership off."""

    over: Maybe[Id] = required("Over", "The party that would feel it.", "contoso")
    kind: Opt[Literal["requirement", "economic", "competitive", "customer", "co-marketing"]] = optional(
        "Kind", "Strongest first: requirement, economic, competitive and customer, co-marketing.", "economic"
    )
    because: Opt[Text] = optional(
        "Because", "The mechanism, in that party's own terms.", "A certified installer bills 30% more per site."
    )
    source: Opt[Text] = optional("Source", "Where this is known from.", "Contoso rate card 2026, page 4")
    if_absent: Opt[Text] = optional(
        "If absent",
        "What happens to that party if this is not done.",
        "It keeps losing rollouts to general contractors.",
    )


class Loss(Part):
    """Something a party loses if the partnership fails."""

    loses: Maybe[Text] = required("Loses", "What is lost.", "Two engineer-years and the 2027 rollout window.")
    kind: Opt[Id] = optional(
        "Kind", "What kind of loss: money, people, certification, reputation, or an own word.", "money"
    )
    amount: Opt[Sum] = optional("Amount", "How much, where it is money.", "EUR 180000")


class Continuation(Part):
    """Whether a party would go on if the other stopped giving."""

    continues: Maybe[Flag] = required("Continues", "Whether it would still do its part.", False)
    because: Opt[Text] = optional("Because", "The reason.", "Without crews there is nothing to sell.")


class StrategicChange(Part):
    """Something a party changes in its own business for this partnership."""

    what: Maybe[Text] = required(
        "What",
        "The change in packaging, support, roadmap, sales or delivery.",
        "Connector ships in the standard package.",
    )
    party: Maybe[Id] = required("Party", "Who changes.", "northwind")
    owner: Opt[RoleName] = optional("Owner", "Who answers for it.", "northwind.sponsor")
    date: Opt[When] = optional("Date", "When it takes effect.", "2027-07-01")
