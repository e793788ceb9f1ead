"""Consents whose signature lies in a file that is not at hand: what they leave to whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from charter.facts import Fact
from charter.lifecycle.replay import History
from charter.values import given
from charter.wording import counted, listed

if TYPE_CHECKING:
    from charter.model import Consent
    from charter.model.consent import Envelope

SEALED = "consent-seal-broken"
"""The check that asks for the file."""


class Elsewhere(NamedTuple):
    """A consent that nothing stands against but that its file is not here."""

    fact: Fact[Consent]
    envelope: Envelope

    @property
    def party(self) -> str:
        """Whose it is."""
        return str(self.fact.part.party)

    @property
    def file(self) -> str:
        """In the charter's folder, such as ``signed/r1.pdf``."""
        return f"signed/{given(self.envelope.file)}"

    @property
    def key(self) -> str:
        """The fingerprint that it names; empty for none."""
        return str(given(self.fact.part.key) or "")

    @property
    def whose(self) -> str:
        """In words."""
        return f"{self.fact.part.person} ({self.fact.part.role} of {self.party})"


def elsewhere(consents: Iterable[Fact[Consent]], history: History) -> tuple[Elsewhere, ...]:
    """Those of a source that can hold no files, such as a page, of which all else holds."""
    found = []
    for fact in consents:
        envelope = _envelope(fact.part)
        if envelope is not None and _nothing_else(fact, history):
            found.append(Elsewhere(fact, envelope))
    return tuple(found)


def _envelope(consent: Consent) -> Envelope | None:
    """Where a signature lies in a file as it should; None else."""
    found = given(consent.signature)
    if found is None or isinstance(found, str):
        return None
    envelope: Envelope = found  # type: ignore[assignment]  # an Envelope, if no text
    if consent.method == "pdf":
        named = given(envelope.file) == f"{consent.subject}.pdf" and str(consent.subject).startswith("r")
        told = (given(envelope.size), given(envelope.field), given(consent.key))
        return envelope if named and all(told) else None
    outside = consent.method == "external" and given(consent.key) is None
    return envelope if outside and not str(given(envelope.file)).endswith(".json") else None


def _nothing_else(fact: Fact[Consent], history: History) -> bool:
    failed = [proof for proof in history.proofs.get(fact.local, ()) if not proof.holds]
    rest = {one.rule for one in history.objections if one.local == fact.local}
    return [proof.rule for proof in failed] == [SEALED] and rest <= {SEALED}


def remarks(found: Iterable[Elsewhere], where: str) -> Iterator[str]:
    """What is left to do, file by file.

    Args:
        where: What cannot hold the files, such as ``a page``.
    """
    by_file: dict[tuple[str, str], list[Elsewhere]] = {}
    for one in found:
        by_file.setdefault((one.file, str(one.fact.part.method)), []).append(one)
    for (file, method), those in by_file.items():
        who = listed([one.whose for one in those])
        signs = "signs" if len(those) == 1 else "sign"
        digest = those[0].fact.part.digest
        yield f"{_asked(file, method, those)}; in it {who} {signs} the terms {digest}, and {where} cannot hold it"


def _asked(file: str, method: str, those: list[Elsewhere]) -> str:
    last = max(those, key=lambda one: given(one.envelope.size) or 0)  # each signature is appended to the file
    digest = given(last.envelope.sha256)
    if method == "pdf":
        size = counted(given(last.envelope.size) or 0, "byte")
        return f"run charter verify on {file}, which has {size} and the sha256 {digest}"
    numbers = [f", envelope {number}" for number in [given(last.envelope.envelope)] if number]
    return f"look at {file}{''.join(numbers)}, which has the sha256 {digest}"
