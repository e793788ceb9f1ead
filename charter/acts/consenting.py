"""Giving a consent: it is written as it would be verified, tried against the replay, and refused with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from charter.acts.asking import Request, consent_file, sensible
from charter.acts.matters import Matter, matter
from charter.acts.penning import Penned, fitting, penned, raw_of
from charter.acts.refusal import refused
from charter.acts.signing import chosen, signed, usual_method
from charter.acts.speaking import speaker, terms_of
from charter.check.recording import Recorded, raw_file, read_record
from charter.consents import least, seal
from charter.consents import weakest as counting
from charter.digest import canonical, digest
from charter.errors import AlreadyThereError, RefusedError
from charter.facts import Fact, RawFile
from charter.lifecycle import rotation
from charter.lifecycle.replay import History, replay
from charter.values import given
from charter.wording import quoted

if TYPE_CHECKING:
    from charter.model import Consent


__all__ = ["Given", "Request", "complete", "give"]


class Given(NamedTuple):
    """A consent that was written.

    Attributes:
        history: The replay with it.
        completes: The number of the revision that all have signed with it; None for any other consent.
        signed: ``signed/rN.json``, where this consent made it.
        paper: The PDF, where this consent was signed in it.
    """

    path: Path
    fact: Fact[Consent]
    matter: Matter
    history: History
    today: date
    completes: int | None = None
    signed: Path | None = None
    paper: Path | None = None


def give(record: Recorded, request: Request) -> Given:
    """Write one consent; with the last signature, the signed terms before it.

    Raises:
        RefusedError: It would not hold, or nothing waits for it; its reasons are what the replay would object to.
        UsageError: The request contradicts itself.
        AlreadyThereError: Somebody else wrote the same consent in the meantime.
    """
    from charter.layout import record as written
    from charter.writing import create_file

    before = replay(record.facts, request.today)
    found = matter(record.facts, before, request.subject)
    weakest = least(found.terms.part if found.terms else terms_of(record.facts, before))
    request = replace(request, says=request.says or found.usual)
    method = request.method or usual_method(record.facts, request, counting(weakest, found.name, request.says))
    request = replace(request, method=method)
    sensible(record, before, found, request)
    if request.method == "pdf":
        fitting(request, found)
    if request.method in ("ssh", "pdf") and request.says == "sign":
        _linted(record, request.today)  # before anybody is asked for a passphrase
    drafted = _drafted(record, before, found, request)
    text = written(drafted.fact.data).encode()
    facts = replace(record.facts, consents=(*record.facts.consents, drafted.fact), files=drafted.files)
    after = replay(facts, request.today)
    _holds(record, before, after, drafted.fact, request)
    number = _completed(before, after)
    paper = _papered(record.folder, found, drafted.paper) if drafted.paper is not None else None
    sealed = _sealed(record.folder, found, number) if number is not None else None
    path = record.folder / drafted.fact.local
    create_file(path, text)
    sealed = sealed or complete(record.folder, request.today)
    return Given(path, drafted.fact, found, after, request.today, number, sealed, paper)


def complete(folder: Path, today: date) -> Path | None:
    """Write ``signed/rN.json`` for a revision that all have signed and that lacks it, as after two last signatures at
    once; None where nothing lacks.

    Raises:
        RefusedError: A file of that name holds other words.
    """
    facts = read_record(folder).facts
    draft = facts.draft
    number = given(draft.part.revision) if draft is not None else None
    if draft is None or number is None or number in facts.signed or number not in replay(facts, today).signed_on:
        return None
    return _written_once(folder / "signed" / f"r{number}.json", canonical(cast("Any", draft.data)))


# the consent


class _Draft(NamedTuple):
    fact: Fact[Consent]
    files: Mapping[str, RawFile]
    paper: Penned | None = None


def _drafted(record: Recorded, history: History, found: Matter, request: Request) -> _Draft:
    """The consent as it would be written, in the order of the format."""
    from charter.model import KINDS
    from charter.model.reading import understand

    data: dict[str, Any] = {
        "consent": "1",
        "charter": record.facts.id,
        "subject": found.name,
        "digest": found.digest,
        "says": request.says,
        "party": request.role.party,
        "role": request.role.role,
        "person": speaker(record.facts, history, found, request),
        "date": request.today.isoformat(),
        "reason": request.reason.strip(),
        "value": request.value.strip(),
        "method": request.method,
    }
    data = {key: value for key, value in data.items() if value}
    files, paper = dict(record.facts.files), None
    if request.method == "external":
        local, raw = _enclosed(record, request)
        files[local] = raw
        envelope = {"envelope": request.envelope.strip(), "file": local.removeprefix("signed/"), "sha256": raw.sha256}
        data["signature"] = {key: value for key, value in envelope.items() if value}
    elif request.method == "ssh":
        data = signed(data, chosen(record, request, data["person"]), request)
    elif request.method == "pdf":
        paper = penned(record, history, found, request, data)
        data, files[f"signed/{found.name}.pdf"] = paper.data, raw_of(paper)
    else:
        data["signature"] = seal(data)
    reading = understand(KINDS["consent"], data)
    if reading.violations or reading.part is None:
        reasons = ((".".join(map(str, v.path)), v.message, v.help) for v in reading.violations)
        raise RefusedError("this consent would say something that the format does not know", reasons)
    return _Draft(Fact(consent_file(found, request), digest(data), cast("Consent", reading.part), data), files, paper)


def _enclosed(record: Recorded, request: Request) -> tuple[str, RawFile]:
    """The file that was signed outside: its path inside the charter's folder, and its digest."""
    local = request.file.replace("\\", "/")
    for prefix in (f"{record.prefix}", f"{record.folder}/", "./"):
        local = local.removeprefix(prefix)
    steps = local.split("/")
    inside = len(steps) == 2 and steps[0] == "signed" and not steps[1].startswith(".")
    raw = raw_file(record.folder, local) if inside and not local.endswith(".json") else None
    if raw is None:
        why = f"there is no file {quoted(local)}" if inside else f"{quoted(local)} does not lie in the folder signed/"
        if local.endswith(".json"):
            why = f"{quoted(local)} is no signed file: signed/*.json are the terms that were signed"
        raise RefusedError(why, (), f"put the signed file, no link, into {record.prefix}signed/ and name it from there")
    return local, raw


# the trial


def _holds(record: Recorded, before: History, after: History, fact: Fact[Consent], request: Request) -> None:
    """Whether the consent would count, and whether the terms may be signed as they are."""
    against = [objection for objection in after.objections if objection not in before.objections]
    if request.subject.startswith("people-"):
        facts = replace(record.facts, consents=(*record.facts.consents, fact))
        against += [one for one in rotation.objections(facts, after) if one.local == fact.local]
    if against:
        help = f"charter status {record.facts.id} says whose word is awaited, and the command"
        raise refused(f"{request.role} cannot {request.says} {request.subject} like this", against, help)
    pending, party = after.standing.pending, request.role.party
    approves = request.says == "approve" and request.subject.startswith("d")
    if approves and pending is not None and party in pending.waits_for:
        message = f"this approval counts only with {party}'s reason: its own return is not above zero"
        raise RefusedError(message, (), 'say why it goes on: --reason "…"')
    if request.says == "sign" and request.method not in ("ssh", "pdf"):
        _linted(record, request.today)


def _linted(record: Recorded, today: date) -> None:
    """Nobody signs terms that the rules object to, as `charter lint --stage signing` does."""
    from charter.check.linting import Asked, lint_paths
    from charter.repository import find_root
    from charter.settings import load_settings

    root = find_root(record.folder.resolve().parent)  # what lies in the charter's own folder sets no rules
    settings = load_settings(root)
    asked = Asked(today, "signing", settings.select, settings.ignore, settings.severities)
    report = lint_paths(root, [str(record.folder)], asked, jobs=1, cached=False)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    if errors:
        reasons = ((f"{f.path}:{f.span.start.line} {f.rule}", f.message, f.help) for f in errors)
        command = f"charter lint {record.facts.id} --stage signing shows every place"
        raise RefusedError("the terms are not ready to be signed", reasons, command)


def _completed(before: History, after: History) -> int | None:
    """The revision that all have signed only now."""
    return next((number for number in after.signed_on if number not in before.signed_on), None)


def _sealed(folder: Path, found: Matter, number: int) -> Path | None:
    assert found.terms is not None
    return _written_once(folder / "signed" / f"r{number}.json", canonical(cast("Any", found.terms.data)))


def _papered(folder: Path, found: Matter, paper: Penned) -> Path | None:
    """The PDF, if it was written now: before the consent, which can be written again from what lies in it."""
    from charter.writing import write_atomically

    path = folder / "signed" / f"{found.name}.pdf"
    if not paper.fresh:
        return None
    write_atomically(path, paper.raw)
    return path


def _written_once(path: Path, content: bytes) -> Path | None:
    """The path, if it was written now; None where the same words were there."""
    from charter.repository import read_file
    from charter.writing import create_file

    try:
        create_file(path, content)
    except AlreadyThereError:
        if read_file(path) == content:
            return None
        message = f"signed/{path.name} is there and holds other words than those that are signed now"
        raise RefusedError(message, (), "see in git who wrote it; nothing was signed") from None
    return path
