"""One party's people: who holds which role, from when to when, with which keys."""

from charter.model.part import ExactDay, Id, Many, Maybe, Opt, Part, Text, Version, optional, required


class Holder(Part):
    """A person in a role for a time."""

    name: Maybe[Text] = required("Name", "The person.", "Jana Brandt")
    title: Opt[Text] = optional("Title", "The job title.", "VP Alliances")
    email: Opt[Text] = optional("Mail", "The mail address.", "jana@northwind.example")
    from_: Opt[ExactDay] = optional("From", "First day in the role.", "2026-11-01", alias="from")
    to: Opt[ExactDay] = optional("To", "Last day in the role.", "2028-03-31")
    deputy: Opt[Id] = optional("Deputy", "The role that stands in.", "relationship")
    accounts: Opt[dict[Id, Maybe[Text]]] = optional(
        "Accounts", "What the person is called where reviews are asked for, by host.", {"github": "jbrandt"}
    )
    key: Opt[Text] = optional("Key", "The public SSH key the person signs with.", "ssh-ed25519 AAAA…")
    certificate: Opt[Text] = optional(
        "Certificate", "The SHA-256 fingerprint of the certificate the person signs PDFs with.", "sha256:…"
    )


class People(Part):
    """The people file of one party."""

    people: Maybe[Version] = required("Format", "The version of this format.", 1)
    party: Maybe[Id] = required("Party", "Whose people.", "northwind")
    signatories: Opt[Many[Id]] = optional("Signatories", "The roles that sign for the party.", ["sponsor"])
    roles: Opt[dict[Id, Maybe[Many[Holder]]]] = optional(
        "Roles", "Who holds which role; one person may hold several.", {"sponsor": [{"name": "Jana Brandt"}]}
    )
