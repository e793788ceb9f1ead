"""The verb `sign`: one party's word on exactly one thing: the terms, a decision, evidence, a people file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from datetime import date

    from charter.acts.consenting import Given, Request
    from charter.check.recording import Recorded
    from charter.lifecycle.replay import History

HELP = "sign the terms, approve a decision, attest evidence, or decline"
EXAMPLE = """  charter sign northwind-contoso --as northwind.sponsor       what waits: a decision, else the terms
  charter sign northwind-contoso r1 --as contoso.sponsor --decline --reason "The walk gate is too soft for us."
  charter sign northwind-contoso r1 --as northwind.sponsor --key ~/.ssh/id_ed25519
  charter sign northwind-contoso r1 --as northwind.sponsor --method pdf --key jana.p12      inside signed/r1.pdf
  charter sign northwind-contoso r1 --as contoso.sponsor --method external --file signed/r1.pdf --envelope ENV-1142"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path")
    parser.add_argument(
        "subject", nargs="?", metavar="SUBJECT", help="r1 terms, d0003 a decision, e-9f2c41aa evidence, people-contoso"
    )
    speaking(parser)
    words = parser.add_mutually_exclusive_group()
    for word, what in (("decline", "say no"), ("attest", "the evidence is right"), ("dispute", "it is not right")):
        words.add_argument(f"--{word}", dest="says", action="store_const", const=word, default="", help=what)
    parser.add_argument(
        "--timestamp", metavar="URL", default="", help="for pdf: a time-stamping authority (RFC 3161) to ask"
    )
    fonts = "for pdf: further fonts, such as for Japanese"
    parser.add_argument("--font-dir", type=Path, action="append", default=[], metavar="DIR", help=fonts)
    parser.add_argument("--value", metavar="VALUE", default="", help="the other number, for a dispute")


def speaking(parser: argparse.ArgumentParser) -> None:
    """Declare who speaks, why and how."""
    parser.add_argument("--as", dest="role", metavar="PARTY.ROLE", default="", help="who acts, in which role")
    parser.add_argument("--person", metavar="NAME", default="", help="who of those that hold the role")
    parser.add_argument("--reason", metavar="TEXT", default="", help="why; needed to decline and to dispute")
    how = "pdf: inside the PDF; ssh: a key; external: outside; attested: a typed name; default: the easiest that counts"
    parser.add_argument("--method", default="", help=how)
    parser.add_argument(
        "--key", metavar="FILE", default="", help="the key: for ssh the agent's or in ~/.ssh by default; for pdf a .p12"
    )
    where = "of a .p12: a file with it in its first line, or - ; default: it is asked for"
    parser.add_argument("--passphrase-file", metavar="FILE", default="", help=where)
    parser.add_argument("--file", metavar="FILE", default="", help="for external: the signed file in signed/")
    parser.add_argument("--envelope", metavar="ID", default="", help="for external: the envelope's id")


def run(arguments: argparse.Namespace) -> int:
    """Write the consent and say what it comes to."""
    from charter.acts.consenting import complete, give
    from charter.acts.matters import pending_matter
    from charter.check.recording import read_record, recorded
    from charter.lifecycle.replay import replay

    record = recorded(arguments.root, arguments.charter)
    completed = complete(record.folder, arguments.today)
    if completed is not None:
        _say(f"wrote {record.prefix}signed/{completed.name}: every party had signed, and it was missing")
        if arguments.subject == completed.stem and arguments.says in ("", "sign"):
            return Exit.YES
        record = read_record(record.folder)
    history = replay(record.facts, arguments.today)
    subject = arguments.subject or pending_matter(record.facts, history)
    if not arguments.role:
        raise _nobody(record, history, subject, arguments.today)
    given = give(record, requested(arguments, subject, arguments.says, arguments.value))
    tell(record, given)
    if not arguments.quiet:
        for line in _next(record, given):
            _say(line)
    return Exit.YES


def requested(arguments: argparse.Namespace, subject: str, says: str, value: str) -> Request:
    """The request that a command line makes.

    Raises:
        UsageError: `--as` names no role.
    """
    from charter.acts.consenting import Request
    from charter.notation import read_role

    try:
        role = read_role(arguments.role)
    except ValueError as error:
        raise UsageError(f"--as {error}") from error
    return Request(
        subject=subject,
        says=says,
        role=role,
        today=arguments.today,
        person=arguments.person,
        reason=arguments.reason,
        value=value,
        method=arguments.method,
        key=arguments.key,
        envelope=arguments.envelope,
        file=arguments.file,
        passphrase=arguments.passphrase_file,
        timestamp=getattr(arguments, "timestamp", ""),
        fonts=tuple(getattr(arguments, "font_dir", ())),
    )


def tell(record: Recorded, given: Given) -> None:
    """What was said, by whom, of exactly which words, and what that means."""
    consent, matter = given.fact.part, given.matter
    if given.signed is not None:
        _say(f"wrote {record.prefix}signed/{given.signed.name}: the words that all have signed")
    if given.paper is not None:
        _say(f"wrote {record.prefix}signed/{given.paper.name}: the pages, with this signature in its box")
    _say(f"wrote {record.prefix}{given.fact.local}")
    short = matter.digest.removeprefix("sha256:")[:12]
    verb = {"sign": "signs", "decline": "declines"}.get(str(consent.says), f"{consent.says}s")
    _say(f"{consent.person}, {consent.role} of {consent.party}, {verb} {matter.title} ({matter.name}, digest {short}…)")
    _say(f"  {matter.digest}")
    for line in _meaning(given):
        _say(f"  {line}")


_MEANING = {
    "sign": "By this, {party} agrees to exactly these words; a change of any of them voids it.",
    "approve": "By this, {party} agrees to exactly this, and to nothing that was added later.",
    "decline": "By this, {party} says no; the reason stays on record.",
    "attest": "By this, {party} says that these numbers and answers are right as far as it can tell.",
    "dispute": "By this, {party} says that these numbers or answers are not right; the gate waits until it is settled.",
}


def _meaning(given: Given) -> Iterator[str]:
    """One fixed sentence for what was said, one for how far terms bind, one for how it was given."""
    from charter.rendering.names import Names
    from charter.rendering.signing import binding

    consent, terms = given.fact.part, given.matter.terms or given.history.standing.terms
    names = Names(terms.part) if terms is not None else None
    yield _MEANING[str(consent.says)].replace("{party}", names.short(str(consent.party)) if names else "this party")
    if consent.says == "sign" and terms is not None and names is not None:
        yield binding(terms.part, names)
    if consent.method == "attested":
        yield "It was given as a typed name, which shows who said it and proves no person."
    if consent.method == "pdf":
        lies = f"It lies in signed/{consent.subject}.pdf, signed with the key {consent.key}"
        yield f"{lies}, which people/{consent.party}.yaml pins for {consent.person}."
    if consent.method == "ssh":
        yield f"It was signed with the key {consent.key}, which people/{consent.party}.yaml pins for {consent.person}."


def _next(record: Recorded, given: Given) -> Iterator[str]:
    """Who is still missing, and what happens next."""
    name, history, charter = given.matter.name, given.history, record.facts.id
    if given.fact.part.says == "decline":
        yield from _declined(given, charter)
    elif name.startswith("r"):
        yield from _signing(record, given)
    elif name.startswith("d"):
        pending = history.standing.pending
        if pending is None:
            yield f"every consent is there: {charter} is now {history.standing.state}, since {history.standing.since}"
        else:
            yield f"it takes effect with the consent of {_listed(pending.waits_for)}"
            yield from _commands(record, history, name, pending.waits_for, given.today)
    elif name.startswith("e-"):
        yield f"what the gate comes to with it: charter gate {charter}"
    else:
        yield f"{given.fact.part.party} has approved its people as they stand there now"


def _declined(given: Given, charter: str) -> Iterator[str]:
    if given.matter.name.startswith("r"):
        yield f"{given.matter.title} is not agreed; change charter.yaml together, then all sign its new words"
    elif given.history.standing.pending is None:
        yield f"{given.matter.title} is settled: declined. {charter} stays {given.history.standing.state}"


def _signing(record: Recorded, given: Given) -> Iterator[str]:
    from charter.acts.serving import spokesman
    from charter.values import given as known

    party, charter, standing = str(given.fact.part.party), record.facts.id, given.history.standing
    missing = tuple(one for one in given.matter.lacking if one != party)
    if missing:
        yield f"still missing: {_listed(missing)}"
        yield from _commands(record, given.history, given.matter.name, missing, given.today)
        return
    step = "start" if given.matter.name == f"r{standing.revision}" else "amend"
    if standing.state == "proposed" or step == "start":
        yield f"every party has signed: {charter} is {standing.state}"
    else:
        newer = f"revision {given.matter.name.removeprefix('r')} comes into force by the step amend"
        until = f"until then {charter} stays {standing.state} on revision {standing.revision}"
        yield f"every party has signed: {newer}, and {until}"
    if standing.state != "proposed":
        day = known(given.fact.part.date)
        who = spokesman(record.facts, party, "relationship", day)
        yield f"next: charter advance {charter} {step} --as {who}"


def _commands(record: Recorded, history: History, name: str, parties: tuple[str, ...], today: date) -> Iterator[str]:
    from charter.acts.matters import manner, speakers

    for party in parties:
        for role in speakers(record.facts, history, name, party, today)[:1] or ("ROLE",):
            how = manner(record.facts, history, name, f"{party}.{role}", today)
            yield f"  charter sign {record.facts.id} {name} --as {party}.{role}{how}"


def _nobody(record: Recorded, history: History, subject: str, today: date) -> UsageError:
    """Nobody said who acts: the commands of those who are waited for."""
    from charter.acts.matters import matter

    found = matter(record.facts, history, subject)
    lacking = found.lacking or tuple(record.facts.people)
    commands = [line.strip() for line in _commands(record, history, subject, lacking, today)]
    return UsageError(f"say who signs {found.title}", " or ".join(commands))


def _listed(names: tuple[str, ...]) -> str:
    from charter.wording import listed

    return listed(names)


def _say(line: str) -> None:
    import shutil

    from charter.report.fitting import fitted
    from charter.report.inert import inert

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    sys.stdout.write(f"{fitted(inert(line), width)}\n")
