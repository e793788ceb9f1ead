"""The verb `advance`: take a step, approve the one that waits, or say why not."""

import argparse
import sys
from typing import TYPE_CHECKING

from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.acts.advancing import Wish
    from charter.check.recording import Recorded
    from charter.facts import Fact
    from charter.lifecycle.replay import History
    from charter.lifecycle.standing import Standing
    from charter.model import Decision
    from charter.values import Role

HELP = "take a step (propose, start, go, …) or approve it, or say why not"
EXAMPLE = """  charter advance northwind-contoso go --as northwind.relationship   writes the decision
  charter advance northwind-contoso go --as northwind.sponsor        approves it for Northwind
  charter advance northwind-contoso go --as contoso.sponsor          approves it for Contoso: walk begins"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    from charter.lifecycle.steps import STEPS

    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path")
    parser.add_argument("step", metavar="STEP", help=f"one of {', '.join(STEPS)}")
    parser.add_argument("--as", dest="role", metavar="PARTY.ROLE", required=True, help="who acts, in which role")
    parser.add_argument("--person", metavar="NAME", default="", help="who of those that hold the role")
    parser.add_argument("--reason", default="", help="why; needed to extend, continue, waive, and to stop undecided")
    parser.add_argument(
        "--trigger", metavar="ID", default="", help="the exit trigger, for exit; term once the term is over"
    )
    _repeated(parser, "--customer", "NAME", "a customer of the phase that begins; repeat")
    _repeated(parser, "--change", "TEXT", "what changes, for a restart; repeat")
    _repeated(parser, "--condition", "ID", "a condition that is now fulfilled; repeat")
    _repeated(parser, "--done", "ITEM=DATE", "an item of the wind-down, for close; repeat")
    parser.add_argument("--worked", metavar="TEXT", default="", help="the retrospective, for close: what went well")
    parser.add_argument("--failed", metavar="TEXT", default="", help="what did not")
    parser.add_argument("--again", metavar="TEXT", default="", help="whether and how one would do it again")
    parser.add_argument(
        "--risk-of-granting", metavar="TEXT", default="", help="for waive: what may go wrong by going on"
    )
    parser.add_argument(
        "--risk-of-refusing", metavar="TEXT", default="", help="for waive: what may go wrong by stopping"
    )
    parser.add_argument("--until", metavar="DATE", default="", help="for waive: until when it holds")
    parser.add_argument(
        "--method", default="", help="how consent is given: ssh, external, attested; default: what counts"
    )
    parser.add_argument("--key", metavar="FILE", default="", help="for ssh: the key; default: the agent's, or ~/.ssh")
    parser.add_argument("--file", metavar="FILE", default="", help="for external: the signed file in signed/")
    parser.add_argument("--envelope", metavar="ID", default="", help="for external: the envelope's id")


def _repeated(parser: argparse.ArgumentParser, name: str, metavar: str, help: str) -> None:
    parser.add_argument(name, metavar=metavar, action="append", default=[], help=help)


def run(arguments: argparse.Namespace) -> int:
    """Write the decision, or the consent to the one that waits."""
    from charter.check.recording import recorded
    from charter.lifecycle.replay import replay

    record = recorded(arguments.root, arguments.charter)
    role = _role(arguments.role)
    pending = replay(record.facts, arguments.today).standing.pending
    if pending is not None and pending.decision.part.step == arguments.step:
        return _approve(record, role, arguments)
    from charter.acts.advancing import advance
    from charter.report.inert import inert

    advanced = advance(record, _wish(arguments, role))
    decision = advanced.decision.part
    sys.stdout.write(f"wrote {record.prefix}{advanced.decision.local}: decision {decision.seq}, {decision.step}\n")
    for one in advanced.warnings:
        warning = f"warning: {one.path}:{one.span.start.line} {one.rule}: {one.message}"
        sys.stderr.write(f"{inert(warning)}\n  {inert(one.help)}\n")
    _next(record, advanced.history, arguments)
    return Exit.YES


def _approve(record: "Recorded", role: "Role", arguments: argparse.Namespace) -> int:
    from charter.acts.consenting import Request, give
    from charter.check.recording import read_record
    from charter.facts import decision_id
    from charter.lifecycle.replay import replay

    pending = replay(record.facts, arguments.today).standing.pending
    assert pending is not None
    _agrees(pending.decision, arguments)
    request = Request(
        subject=decision_id(int(str(pending.decision.part.seq))),
        says="approve",
        role=role,
        today=arguments.today,
        person=arguments.person,
        reason=arguments.reason,
        method=arguments.method,
        key=arguments.key,
        envelope=arguments.envelope,
        file=arguments.file,
    )
    given = give(record, request)
    sys.stdout.write(f"wrote {record.prefix}{given.fact.local}: {role} approves decision {pending.decision.part.seq}\n")
    record = read_record(record.folder)
    _next(record, replay(record.facts, arguments.today), arguments)
    return Exit.YES


def _agrees(decision: "Fact[Decision]", arguments: argparse.Namespace) -> None:
    """Nobody approves what says otherwise than they typed."""
    from charter.errors import RefusedError

    wish = _wish(arguments, _role(arguments.role))
    typed = {
        "invited": wish.customers,
        "trigger": wish.trigger,
        "changes": wish.changes,
        "conditions": wish.conditions,
        "checklist": wish.done,
        "retrospective": wish.retrospective,
        "waiver": wish.waiver,
    }
    other = [name for name, value in typed.items() if value and decision.data.get(name) != value]
    if other:
        part = decision.part
        message = f"decision {part.seq} ({part.step}) of {part.by} waits for consents, and says otherwise than you do"
        reasons = [(name, f"it says {_told(decision.data.get(name))}", "") for name in other]
        help = f"read {decision.local}; to approve it as it is, leave these options out"
        raise RefusedError(message, reasons, help)


def _told(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {text}" for key, text in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value or "nothing")


def _next(record: "Recorded", history: "History", arguments: argparse.Namespace) -> None:
    """Where the charter stands now, or whose consent is awaited."""
    from charter.report.inert import inert

    standing = history.standing
    if standing.pending is None:
        where = f"in {standing.state}" if standing.state == standing.working_in else standing.state
        sys.stdout.write(f"{inert(record.facts.id)} is now {where}, since {standing.since}{_until(standing)}\n")
        if arguments.step == "amend":
            sys.stdout.write(f"revision {standing.revision} is in force, {standing.terms.digest}\n")  # type: ignore[union-attr]  # amended
        if not arguments.quiet:
            _commands(record, history, arguments)
        return
    from charter.outlook.approvers import approvers

    name = f"charter advance {record.facts.id} {standing.pending.decision.part.step}"
    sys.stdout.write("it takes effect with the consent of\n")
    for party in standing.pending.waits_for:
        able = approvers(record.facts, standing, party, arguments.today)
        who = " or ".join(f"{party}.{role}" for role in able.roles) or party
        said = f"{able.nobody}; {able.cure}" if able.shut_out and not able.roles else f"{name} --as {who}"
        sys.stdout.write(f"  {inert(party)}: {inert(said)}\n")


def _commands(record: "Recorded", history: "History", arguments: argparse.Namespace) -> None:
    """What to type next."""
    from charter.outlook.prompts import prompts
    from charter.report.inert import inert

    commands = [prompt.command for prompt in prompts(record.facts, history, None, arguments.today)]
    if history.standing.state in ("crawl", "walk"):
        commands = [f"charter gate {record.facts.id}"]
    for command in commands:
        sys.stdout.write(f"next: {inert(command)}\n")


def _until(standing: "Standing") -> str:
    """How long the phase is, and when its gate is due."""
    if standing.state == "paused":
        return "; its clock stands still until it resumes"
    end, due = standing.box.end, standing.due
    return (f", planned until {end}" if end else "") + (f"; its gate is to be decided by {due}" if due else "")


def _wish(arguments: argparse.Namespace, role: "Role") -> "Wish":
    from charter.acts.advancing import Wish

    waiver = {
        "risk_of_granting": arguments.risk_of_granting,
        "risk_of_refusing": arguments.risk_of_refusing,
        "until": arguments.until,
    }
    retrospective = {"worked": arguments.worked, "failed": arguments.failed, "again": arguments.again}
    return Wish(
        step=arguments.step,
        by=role,
        today=arguments.today,
        reason=arguments.reason,
        trigger=arguments.trigger,
        customers=arguments.customer,
        changes=arguments.change,
        conditions=arguments.condition,
        done=dict(map(_item, arguments.done)),
        retrospective={key: value for key, value in retrospective.items() if value},
        waiver={key: value for key, value in waiver.items() if value},
    )


def _item(text: str) -> tuple[str, str]:
    item, equals, day = text.partition("=")
    if not equals:
        raise UsageError(f'--done "{text}" names no day', "write --done customers-told=2027-04-02")
    return item, day


def _role(text: str) -> "Role":
    from charter.notation import read_role

    try:
        return read_role(text)
    except ValueError as error:
        raise UsageError(f"--as {error}") from error
