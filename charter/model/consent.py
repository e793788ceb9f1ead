"""One party's word on exactly one digest: sign, approve, attest, dispute, decline."""

from typing import Literal

from charter.model.part import Digest, Either, ExactDay, Id, Maybe, Opt, Part, Text, Version, Whole, optional, required


class Envelope(Part):
    """A signature that lies in a file of the folder signed/: inside the PDF, or given outside."""

    envelope: Opt[Text] = optional("Envelope", "The id of the envelope, for one given outside.", "ENV-2026-1142")
    file: Maybe[Text] = required("File", "The file that was signed.", "r1.pdf")
    field: Opt[Text] = optional("Field", "For pdf: the box it lies in.", "signature-northwind-sponsor")
    size: Opt[Whole] = optional("Size", "For pdf: how many bytes the file had with this signature.", 391234)
    sha256: Maybe[Text] = required(
        "SHA-256", "The digest of that file; for pdf, of so many of its first bytes.", "77ab…"
    )


class Consent(Part):
    """A consent file."""

    consent: Maybe[Version] = required("Format", "The version of this format.", 1)
    charter: Maybe[Id] = required("Charter", "The charter's id.", "northwind-contoso")
    subject: Maybe[Text] = required(
        "Subject", "r1 terms, d0003 a decision, e-9f2c41aa evidence, people-northwind a people file.", "r1"
    )
    digest: Maybe[Digest] = required("Digest", "The digest of the subject's canonical JSON.", "sha256:" + "0" * 64)
    says: Maybe[Literal["sign", "decline", "approve", "attest", "dispute"]] = required(
        "Says", "What the party says of it.", "sign"
    )
    party: Maybe[Id] = required("Party", "Who says it.", "northwind")
    role: Maybe[Id] = required("Role", "In which role.", "sponsor")
    person: Maybe[Text] = required("Person", "Which person.", "Jana Brandt")
    date: Maybe[ExactDay] = required("Date", "On which day.", "2026-12-14")
    reason: Opt[Text] = optional("Reason", "Why; required to decline or dispute.", "The walk gate is too soft for us.")
    value: Opt[Text] = optional("Value", "The other number, for a dispute.", "31")
    method: Maybe[Literal["pdf", "ssh", "external", "attested"]] = required("Method", "How it was given.", "ssh")
    key: Opt[Text] = optional(
        "Key",
        "For ssh and pdf: the fingerprint of the key it was signed with.",
        "SHA256:l0dmJMu0Hf6+TZwF1YqzZ3aVC1oRHzEJgE3vkOzgPzA",
    )
    signature: Opt[Either[Text, Envelope]] = optional(
        "Signature", "The signature over everything above.", "-----BEGIN SSH SIGNATURE-----…"
    )
