"""A consent that is asked for: whether it makes sense at all, before it is drafted and tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from charter.acts.matters import Matter
from charter.acts.refusal import refused
from charter.acts.signing import unpinned
from charter.acts.speaking import speaker, terms_of
from charter.check.recording import Recorded
from charter.consents import METHODS, least, weakest
from charter.errors import RefusedError, UsageError
from charter.lifecycle.replay import History
from charter.values import Role, given
from charter.wording import listed

if TYPE_CHECKING:
    from charter.model import Charter, Evidence


@dataclass(frozen=True)
class Request:
    """A consent that somebody wants to give.

    Attributes:
        subject: ``r1`` terms, ``d0003`` a decision, ``e-9f2c41aa`` evidence, ``people-northwind`` a people file.
        says: ``sign``, ``decline``, ``approve``, ``attest`` or ``dispute``; empty for what one says who agrees.
        person: Who of those that hold the role; empty where only one does.
        value: The other number, for a dispute.
        method: Empty for the easiest that counts.
        key: The file of an SSH key, empty for the agent's or one that lies where ssh looks; or of a PKCS#12 key.
        passphrase: The file with the passphrase of a PKCS#12 key, ``-`` for the standard input; empty asks for it.
        timestamp: The address of a time-stamping authority for a signature inside the PDF; empty for none.
        fonts: Folders with fonts that the PDF takes beside ours.
        envelope: The id of an envelope, where it was given outside.
        file: The file that was signed outside, in the charter's folder ``signed/``.
    """

    subject: str
    says: str
    role: Role
    today: date
    person: str = ""
    reason: str = ""
    value: str = ""
    method: str = ""
    key: str = ""
    envelope: str = ""
    file: str = ""
    passphrase: str = ""
    timestamp: str = ""
    fonts: tuple[Path, ...] = ()


def sensible(record: Recorded, history: History, found: Matter, request: Request) -> None:
    """Refuse what needs no trial, each thing in its own words.

    Raises:
        RefusedError: It cannot be given, or nothing waits for it.
        UsageError: It contradicts itself.
    """
    facts, party = record.facts, request.role.party
    terms = terms_of(facts, history)
    _known_party(terms, party)
    _method(record, found, terms, request)
    _in_time(record, history, found, request)
    _first_word(record, found, request)
    if found.name.startswith("people-") and found.lacking != (party,):
        message = f"the people of {found.lacking[0]} are {found.lacking[0]}'s own matter, not {party}'s"
        raise RefusedError(message, (), f"somebody of {found.lacking[0]} approves the change")
    if found.name.startswith("d") and party not in found.lacking:
        raise RefusedError(f"{found.name} does not wait for {party}", (), f"it waits for {listed(found.lacking)}")
    if found.name.startswith("e-"):
        _about_evidence(record, terms, found, request)
    elif request.value:
        raise UsageError("--value is the other number of a dispute", "it goes with evidence only")


def _about_evidence(record: Recorded, terms: Charter, found: Matter, request: Request) -> None:
    from charter.gates.scrutiny import objections

    fact = next(fact for fact in record.facts.evidence if fact.digest == found.digest)
    collected = given(fact.part.collected)
    by = given(collected.by) if collected is not None else None
    if request.says != "attest":
        _other_number(fact.part, terms, request.value.strip())
        return
    if request.value:
        raise UsageError("--value is the other number of a dispute", "leave it out to attest, or use dispute")
    if by is not None and by.party == request.role.party:
        message = f"{by.party} collected {found.name} itself, and one's own word attests nothing"
        raise RefusedError(message, (), "another party attests it")
    if against := list(objections(fact, record.facts, terms, request.today)):
        raise refused(f"{found.local} does not hold, so there is nothing to attest", against)


def _other_number(evidence: Evidence, terms: Charter, text: str) -> None:
    """Whether the other number of a dispute is in the unit of what was measured."""
    from charter.gates.cases import Case, kind_of, misfit
    from charter.notation import read_measure

    metric = given(evidence.metric)
    if not text or metric is None or re.fullmatch(r"[0-9]+ of [0-9]+", text):
        return
    try:
        case = Case(value=read_measure(text))
    except ValueError as error:
        raise UsageError(f"--value {error}") from error
    if problem := misfit(case, kind_of(metric, terms), metric, given((given(terms.metrics) or {}).get(metric))):
        raise RefusedError(problem, (), "write the other number in the metric's own unit")


def _known_party(terms: Charter, party: str) -> None:
    known = [*(given(terms.parties) or {}), *(given(terms.outsiders) or {})]
    if party not in known:
        raise RefusedError(f"{party} is no party of this charter", (), f"the parties are {listed(known)}")


def _method(record: Recorded, found: Matter, terms: Charter, request: Request) -> None:
    method = request.method
    enough = weakest(least(found.terms.part if found.terms else terms), found.name, request.says)
    if method not in METHODS:
        raise UsageError(f'there is no method "{method}"', "the methods are attested, external, ssh and pdf")
    if METHODS.index(method) < METHODS.index(enough):
        message = f"{method} is not enough: these terms count nothing weaker than {enough}"
        help = _outside(record, found, request) if enough == "external" else _with_key(record, request)
        raise RefusedError(message, (), help if enough != "pdf" else "add --method pdf --key FILE.p12")
    if (request.file or request.envelope) and method != "external":
        raise UsageError("--file and --envelope belong to a signature given outside", "add --method external")
    if request.key and method not in ("ssh", "pdf"):
        raise UsageError("--key belongs to a signature with a key", "add --method ssh, or --method pdf")
    if (request.passphrase or request.timestamp or request.fonts) and method != "pdf":
        message = "--passphrase-file, --timestamp and --font-dir belong to a signature inside the PDF"
        raise UsageError(message, "add --method pdf")
    if method == "external" and not request.file:
        raise UsageError("--method external needs the file that was signed", _outside(record, found, request))


def _with_key(record: Recorded, request: Request) -> str:
    where = f"{record.prefix}people/{request.role.party}.yaml"
    return f"pin your key in {where}, as key: in your row under {request.role.role}, and add --key FILE"


def _outside(record: Recorded, found: Matter, request: Request) -> str:
    file = f"signed/{found.name}-{request.role.party}.pdf"
    options = f"--as {request.role} --method external --file {file} --envelope ID"
    said = "" if request.says == found.usual else f" --{request.says}"
    return (
        f"sign outside, put the signed file there and type: charter sign {record.facts.id} {found.name}{said} {options}"
    )


def _in_time(record: Recorded, history: History, found: Matter, request: Request) -> None:
    """Terms are signed after they were proposed and before the end; decisions only on a record that holds."""
    facts, standing = record.facts, history.standing
    against = history.objections
    if found.name[0] != "d":  # a signature that is void because the words changed since is given anew
        against = tuple(o for o in against if not o.local.startswith(("consents/", "evidence/")))
    if found.name[0] in "rd" and against:
        raise refused("what is recorded so far does not hold, so nothing may follow it", against)
    if found.terms is None:
        return
    if standing.state == "draft" and request.says == "sign":
        step = f"charter advance {facts.id} propose --as {request.role}"
        keyed = request.method in ("ssh", "pdf")  # keys are pinned before the proposal binds them
        reasons = unpinned(record, request, speaker(facts, history, found, request)) if keyed else ()
        raise RefusedError(f"{found.title} is not proposed yet", reasons, f"first: {step}")
    if standing.state in ("withdrawn", "ended"):
        raise RefusedError(f"{facts.id} is {standing.state} since {standing.since}", (), "nothing is left to sign")


def _first_word(record: Recorded, found: Matter, request: Request) -> None:
    local = consent_file(found, request)
    said = next((fact for fact in record.facts.consents if fact.local == local), None)
    if said is None:
        if (record.folder / local).exists():
            raise RefusedError(f"{local} is there and cannot be understood", (), "charter lint says why")
        return
    part, party = said.part, request.role.party
    message = f"{party} has said {part.says} to {found.name} already: {part.person} on {given(part.date)}"
    help = "a consent is never changed; nothing is left to do for you"
    if part.digest != found.digest:
        message = (
            f"{party} said {part.says} to other words than {found.name} has now: {part.person}, {given(part.date)}"
        )
        help = f"that consent is void: delete {local} (git keeps it), and give yours again"
    elif part.says != request.says:
        help = f"to say {request.says} now, delete {local} with a commit that says why (git keeps it), and say it again"
    raise RefusedError(message, (), help)


def consent_file(found: Matter, request: Request) -> str:
    """The path of the consent inside the charter's folder."""
    return f"consents/{found.name}-{request.role.party}.yaml"
