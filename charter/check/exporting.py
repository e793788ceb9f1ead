"""Consents that were signed with a key, in the files that `ssh-keygen -Y verify` takes: proof without this program."""

from __future__ import annotations

import re
from collections.abc import Mapping

from charter.facts import Facts
from charter.keyring import pinned
from charter.signatures.statement import NAMESPACE, statement
from charter.values import given

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
"""A consent's file name, as safe to type as it is to write."""


def proofs_for_keygen(facts: Facts, subject: str = "") -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The files by name, and the names of the consents among them.

    `allowed_signers` names the keys that the people files pin, whatever key a signature itself says it was made with;
    a consent is its own principal there, so that a key counts for nothing but what its holder may sign.

    Args:
        subject: Only the consents to this one, or one consent by its file's name; empty for all.
    """
    files: dict[str, bytes] = {}
    allowed: list[str] = []
    names: list[str] = []
    for fact in sorted(facts.consents, key=lambda one: one.local):
        consent, signature = fact.part, given(fact.part.signature)
        chosen = consent.method == "ssh" and isinstance(signature, str) and subject in ("", consent.subject, fact.name)
        if not chosen or not _NAME.fullmatch(fact.name):
            continue
        roster = facts.people.get(str(consent.party))
        keys = pinned(roster.part, str(consent.role), str(consent.person), given(consent.date)) if roster else ()
        allowed += [f'{fact.name} namespaces="{NAMESPACE}" {key.line}\n' for key in keys]
        files |= {f"{fact.name}.json": statement(fact.data), f"{fact.name}.sig": str(signature).encode()}
        names.append(fact.name)
    return ({**files, "allowed_signers": "".join(allowed).encode()} if files else {}), tuple(names)
