"""One party's operating record: capability, enablement, deals, listings, touchpoints."""

from typing import Literal

from charter.model.part import (
    Amount,
    ExactDay,
    Id,
    Many,
    Maybe,
    Month,
    Number,
    Opt,
    Part,
    Span,
    Text,
    Version,
    Whole,
    optional,
    required,
)


class Capability(Part):
    """Something a party has proved it can do."""

    what: Maybe[Id] = required("What", "Which capability.", "certified")
    who: Maybe[Text] = required("Who", "Who has it.", "contoso")
    since: Opt[ExactDay] = optional("Since", "From when.", "2027-02-01")
    expires: Opt[ExactDay] = optional("Expires", "Until when.", "2028-02-01")
    source: Opt[Text] = optional("Source", "The proof.", "evidence/data/cert.pdf")


class Enablement(Part):
    """How far people have been taught."""

    who: Maybe[Text] = required("Who", "Whom.", "contoso sellers")
    item: Maybe[Literal["product", "positioning", "objections", "implementation", "escalation", "examples"]] = required(
        "Item", "What they learned.", "positioning"
    )
    done: Opt[Whole] = optional("Done", "How many.", 12)
    of: Opt[Whole] = optional("Of", "Out of how many.", 12)
    date: Opt[ExactDay] = optional("Date", "When.", "2027-04-30")


class Listing(Part):
    """A place where the joint offer is listed."""

    where: Maybe[Text] = required("Where", "Where.", "Northwind marketplace")
    state: Opt[Literal["planned", "in-review", "live", "suspended", "removed"]] = optional(
        "State", "How far it is.", "live"
    )
    version: Opt[Text] = optional("Version", "Which version.", "1.2")
    reviewed: Opt[ExactDay] = optional("Reviewed", "When it was last checked.", "2027-05-02")
    notice: Opt[Span] = optional("Notice", "How early changes are announced.", "90 days")


class Deal(Part):
    """One deal the partnership touched."""

    id: Maybe[Text] = required("Id", "Its number.", "D-114")
    customer: Opt[Text] = optional("Customer", "Whose.", "Helio 3PL")
    origin: Opt[Literal["sourced", "influenced"]] = optional(
        "Origin", "Whether the party brought it or helped.", "sourced"
    )
    by: Opt[Id] = optional("By", "Which party.", "contoso")
    date: Opt[ExactDay] = optional("Date", "When.", "2027-02-03")
    amount: Opt[Amount] = optional("Amount", "How much.", "EUR 24000")
    state: Opt[Literal["registered", "open", "won", "lost"]] = optional("State", "How it stands.", "won")


class Contact(Part):
    """A meeting or message that happened."""

    date: Maybe[ExactDay] = required("Date", "When.", "2027-02-08")
    what: Maybe[Text] = required("What", "Which.", "operating call")
    notes: Opt[Text] = optional("Notes", "What came of it.", "Runbook reviewed")


class Health(Part):
    """One party's view of how it goes."""

    date: Maybe[ExactDay] = required("Date", "When.", "2027-06-30")
    by: Maybe[Id] = required("By", "Which party says so.", "northwind")
    score: Maybe[Whole] = required("Score", "0, 25, 50, 75 or 100.", 75)


class Incident(Part):
    """Something that went wrong, without blame."""

    date: Maybe[ExactDay] = required("Date", "When.", "2027-05-09")
    kind: Maybe[Id] = required("Kind", "What sort.", "escalation")
    text: Maybe[Text] = required("Text", "What happened.", "A crew arrived without the scanner kit.")
    resolved: Opt[ExactDay] = optional("Resolved", "When it was put right.", "2027-05-11")


class Launch(Part):
    """The public launch and its checklists."""

    date: Maybe[ExactDay] = required("Date", "When.", "2027-04-20")
    done: Opt[Many[Id]] = optional("Done", "What is ready.", ["one-pager", "case-candidates"])
    post: Opt[Many[Id]] = optional("Post", "What was done afterwards.", ["case-study"])


class Load(Part):
    """How many days the partnership took."""

    party: Maybe[Id] = required("Party", "Whose days.", "northwind")
    month: Maybe[Month] = required("Month", "In which month.", "2027-02")
    days: Maybe[Number] = required("Days", "How many.", 21)


class Record(Part):
    """A record file."""

    record: Maybe[Version] = required("Format", "The version of this format.", 1)
    party: Opt[Id] = optional("Party", "Whose record.", "northwind")
    capabilities: Opt[Many[Capability]] = optional(
        "Capabilities", "What was proved.", [{"what": "certified", "who": "contoso"}]
    )
    permissions: Opt[Many[Id]] = optional("Permissions", "What the partner may do.", ["implement", "sell"])
    enablement: Opt[Many[Enablement]] = optional(
        "Enablement", "Who learned what.", [{"who": "contoso sellers", "item": "positioning"}]
    )
    listings: Opt[Many[Listing]] = optional(
        "Listings", "Where the offer is listed.", [{"where": "Northwind marketplace", "state": "live"}]
    )
    deals: Opt[Many[Deal]] = optional("Deals", "The deals it touched.", [{"id": "D-114", "state": "won"}])
    touchpoints: Opt[Many[Contact]] = optional(
        "Touchpoints", "Meetings that happened.", [{"date": "2027-02-08", "what": "operating call"}]
    )
    health: Opt[Many[Health]] = optional(
        "Health", "How each party sees it.", [{"date": "2027-06-30", "by": "northwind", "score": 75}]
    )
    incidents: Opt[Many[Incident]] = optional(
        "Incidents", "What went wrong.", [{"date": "2027-05-09", "kind": "escalation", "text": "…"}]
    )
    launch: Opt[Launch] = optional("Launch", "The public launch.", {"date": "2027-04-20"})
    people_load: Opt[Many[Load]] = optional(
        "People load", "Days spent.", [{"party": "northwind", "month": "2027-02", "days": 21}]
    )
