"""Who owns, decides and escalates, and how the two sides work together day to day."""

from typing import Literal

from charter.model.part import (
    Decider,
    Either,
    Flag,
    Id,
    Many,
    Maybe,
    Opt,
    Part,
    PhaseOrDay,
    RoleName,
    Share,
    Span,
    Text,
    When,
    Whole,
    optional,
    required,
)


class DecisionRight(Part):
    """Who decides one topic, how, and by when."""

    topic: Maybe[Text] = required("Topic", "What is decided.", "pricing exceptions")
    decided_by: Opt[Many[Decider]] = optional("Decided by", "The roles that decide.", ["northwind.sponsor"])
    mode: Opt[Literal["single", "consensus", "majority"]] = optional("Mode", "How they decide.", "single")
    deadline: Opt[Span] = optional("Deadline", "How long a decision may take.", "5 business days")
    deadlock: Opt[Literal["escalate", "status-quo", "exit-review"]] = optional(
        "Deadlock", "What happens when they cannot agree.", "escalate"
    )


class EscalationLevel(Part):
    """One step of the escalation ladder."""

    level: Maybe[Whole] = required("Level", "Its number, from 1.", 1)
    roles: Opt[Many[Decider]] = optional(
        "Roles", "Who talks at this level, of every party.", ["northwind.delivery", "contoso.delivery"]
    )
    within: Opt[Span] = optional("Within", "How long this level has.", "2 business days")
    then: Opt[Text] = optional("Then", "What follows the last level: exit-review, or who decides.", "exit-review")


class Touchpoint(Part):
    """A recurring meeting or message."""

    what: Maybe[Text] = required("What", "Which one.", "operating call")
    every: Opt[Span] = optional("Every", "How often.", "2 weeks")
    owner: Opt[RoleName] = optional("Owner", "Who calls it.", "northwind.relationship")


class Body(Part):
    """A standing committee."""

    name: Maybe[Text] = required("Name", "What it is called.", "Steering committee")
    members: Opt[Many[Decider]] = optional("Members", "Who sits in it.", ["northwind.sponsor", "contoso.sponsor"])
    mode: Opt[Literal["single", "consensus", "majority"]] = optional("Mode", "How it decides.", "consensus")
    deadlock: Opt[Literal["escalate", "status-quo", "exit-review"]] = optional(
        "Deadlock", "What happens when it cannot agree.", "escalate"
    )
    casting_vote: Opt[Decider] = optional("Casting vote", "Whose vote decides a tie.", "northwind.sponsor")
    meets: Opt[Span] = optional("Meets", "How often.", "1 month")


class Consulted(Part):
    """A function that was asked before signing."""

    party: Maybe[Id] = required("Party", "Of which party.", "northwind")
    function: Maybe[Text] = required("Function", "Sales, product, legal, support or delivery.", "legal")
    by: Opt[Text] = optional("By", "Who spoke for it.", "Head of legal")
    date: Opt[When] = optional("Date", "When.", "2026-11-20")


class Governance(Part):
    """Who answers for what on each side."""

    sponsors: Opt[dict[Id, Maybe[RoleName]]] = optional(
        "Sponsors", "The executive sponsor of each party.", {"northwind": "northwind.sponsor"}
    )
    owners: Opt[dict[Id, Maybe[dict[Id, Maybe[RoleName]]]]] = optional(
        "Owners", "Per duty and party, the role that owns it.", {"delivery": {"northwind": "northwind.delivery"}}
    )
    decisions: Opt[Many[DecisionRight]] = optional(
        "Decisions", "Who may decide what.", [{"topic": "pricing exceptions", "decided_by": ["northwind.sponsor"]}]
    )
    escalation: Opt[Many[EscalationLevel]] = optional(
        "Escalation", "The ladder for disputes, lowest level first.", [{"level": 1, "within": "2 business days"}]
    )
    touchpoints: Opt[Many[Touchpoint]] = optional(
        "Touchpoints", "Recurring meetings.", [{"what": "operating call", "every": "2 weeks"}]
    )
    rules: Opt[dict[Id, Maybe[Text]]] = optional(
        "Rules", "Who qualifies, lists, represents, supports, routes issues.", {"qualifies": "northwind.delivery"}
    )
    consulted: Opt[Many[Consulted]] = optional(
        "Consulted", "The functions that were asked before signing.", [{"party": "northwind", "function": "legal"}]
    )
    bodies: Opt[Many[Body]] = optional(
        "Bodies", "Standing committees.", [{"name": "Steering committee", "mode": "consensus", "deadlock": "escalate"}]
    )


class Severity(Part):
    """The answer to an outage."""

    respond: Maybe[Span] = required("Respond", "How soon somebody answers.", "1 hour")
    by: Opt[RoleName] = optional("By", "Which role answers.", "contoso.support")


class Support(Part):
    """Who helps customers, when, and who takes over."""

    hours: Opt[Text] = optional("Hours", "When support is there.", "24x7")
    first_line: Opt[Id] = optional("First line", "The party that answers customers.", "contoso")
    second_line: Opt[Id] = optional("Second line", "The party that helps the first.", "northwind")
    severity_1: Opt[Severity] = optional(
        "Severity 1", "Who answers an outage, how soon, at any hour.", {"respond": "1 hour", "by": "contoso.support"}
    )
    handoff: Opt[Text] = optional(
        "Handoff",
        "What is handed over, and when it counts as accepted.",
        "Ticket with photos, accepted within 30 minutes.",
    )
    joint_channel: Opt[Text] = optional("Joint channel", "Where both support teams talk.", "shared ticket queue")


class Seam(Part):
    """A place where two products or teams meet."""

    owner: Opt[RoleName] = optional("Owner", "Who owns it.", "contoso.delivery")
    funded_by: Opt[Many[Id]] = optional("Funded by", "Who pays for it.", ["northwind", "contoso"])
    accepted_when: Opt[Text] = optional(
        "Accepted when", "When it counts as working.", "A new site logs in without help."
    )


class Dataset(Part):
    """Data that crosses between parties."""

    dataset: Maybe[Text] = required("Dataset", "Which data.", "site plans")
    from_: Opt[Id] = optional("From", "Who gives it.", "northwind", alias="from")
    to: Opt[Either[Id, Many[Id]]] = optional("To", "Who receives it.", "contoso")
    purpose: Opt[Text] = optional("Purpose", "What it may be used for.", "installation")
    personal: Opt[Flag] = optional("Personal", "Whether it is about people.", False)
    under: Opt[Id] = optional("Under", "The agreement that governs it.", "dpa")
    at_exit: Opt[Literal["delete", "return", "keep"]] = optional("At exit", "What happens to it at the end.", "delete")


class Dependency(Part):
    """Something that one party holds and the others depend on."""

    party: Maybe[Id] = required("Party", "Who holds it.", "contoso")
    control: Opt[Text] = optional("Control", "What the others give out of hand.", "Quality of installation")
    share: Opt[Share] = optional("Share", "The share of the others' revenue or capacity that hangs on it.", "30%")
    mitigation: Opt[Text] = optional("Mitigation", "What limits the damage.", "Northwind trains two own crews.")
    owner: Opt[RoleName] = optional("Owner", "Who sees to it.", "northwind.delivery")
    due: Opt[When] = optional("Due", "By when.", "2027-09-30")


class Publicity(Part):
    """Who may say what in public, and when."""

    announce: Opt[Literal["joint", "each", "none"]] = optional("Announce", "Who announces.", "joint")
    approvers: Opt[dict[Id, Maybe[RoleName]]] = optional(
        "Approvers", "Who approves every use of a brand.", {"northwind": "northwind.sponsor"}
    )
    turnaround: Opt[Span] = optional("Turnaround", "How long approval may take.", "5 business days")
    not_before: Opt[PhaseOrDay] = optional("Not before", "A phase or a date before which nothing is said.", "walk")


class Operations(Part):
    """How the joint offer works from day to day."""

    support: Opt[Support] = optional("Support", "Who helps customers.", {"hours": "24x7", "first_line": "contoso"})
    seams: Opt[dict[Id, Maybe[Seam]]] = optional(
        "Seams",
        "Onboarding, authentication, permissions, data quality, experience, support handoff, or own ones.",
        {"onboarding": {"owner": "contoso.delivery"}},
    )
    data: Opt[Many[Dataset]] = optional(
        "Data", "Data that crosses between parties.", [{"dataset": "site plans", "from": "northwind", "to": "contoso"}]
    )
    dependencies: Opt[Many[Dependency]] = optional(
        "Dependencies",
        "What one party holds and the others depend on.",
        [{"party": "contoso", "control": "Quality of installation"}],
    )
    trust: Opt[Many[Text]] = optional(
        "Trust", "What customers now have to trust.", ["Customers trust Contoso's crews inside their site."]
    )
    publicity: Opt[Publicity] = optional("Publicity", "Who may say what in public.", {"announce": "joint"})
    lifecycle: Opt[dict[Id, Maybe[Text]]] = optional(
        "Lifecycle", "Review, security, versioning, change notice, deprecation.", {"change-notice": "30 days by mail"}
    )
    guide: Opt[Text] = optional("Guide", "The step-by-step guide for the integration.", "Partner guide, chapter 3")
    engagement: Opt[Text] = optional(
        "Rules of engagement", "How both sales teams meet in one account.", "The registering party leads."
    )
    obligations: Opt[dict[Id, Maybe[Text]]] = optional(
        "Obligations",
        "Roadmap pressure, custom work, support, pricing, escalations.",
        {"custom-work": "none beyond the connector"},
    )
    running_cost: Opt[dict[Id, Maybe[Text]]] = optional(
        "Running cost", "What running the partnership costs, by item.", {"enablement": "4 days a quarter"}
    )
    judgment: Opt[dict[Id, Maybe[Text]]] = optional(
        "Judgment", "What the partner's people must be able to judge.", {"safe-promises": "30 hours, never less"}
    )


class Incentive(Part):
    """Why a team wants this to work."""

    party: Maybe[Id] = required("Party", "Whose team.", "northwind")
    team: Maybe[Text] = required("Team", "Which team.", "sales")
    mechanism: Opt[Text] = optional("Mechanism", "What it gets out of it.", "Quota credit for partner-installed sites.")


class Attribution(Part):
    """Whose deal a deal is."""

    sourced: Opt[Text] = optional("Sourced", "When a party counts as the source.", "First meeting brought by the party")
    registered_for: Opt[Span] = optional("Registered for", "How long a registration protects.", "90 days")
    tie: Opt[Text] = optional("Tie", "Who wins when both claim it.", "earliest")
    disputes_to: Opt[Many[Decider]] = optional(
        "Disputes to", "Who settles a dispute.", ["northwind.relationship", "contoso.relationship"]
    )
