"""The verb `evidence`: record what was measured or answered, attest it, dispute it, verify it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.acts.evidencing import Added
    from charter.check.recording import Recorded
    from charter.facts import Fact, Facts
    from charter.lifecycle.replay import History

HELP = "record what was measured or answered; attest, dispute, verify it"
EXAMPLE = """  charter evidence add northwind-contoso onboarding_hours --from 2027-01-11 --to 2027-03-05 \\
      --case "Helio 3PL=29" --case "Brandt Lager=31" --as northwind.delivery
  charter evidence add northwind-contoso onboarding_hours --from 2027-01-11 --to 2027-03-05 \\
      --file crawl-hours.csv --column hours --by customer --take sum --as northwind.delivery
  charter evidence attest northwind-contoso e-9f2c41aa --as contoso.delivery
  charter evidence dispute northwind-contoso e-9f2c41aa --as contoso.delivery --value 34 --reason "Travel is missing."
  charter evidence verify northwind-contoso"""

_COMMON = ("root", "today", "color", "quiet", "verbose")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    from charter.commands import _common, _day
    from charter.commands.sign import speaking

    actions = parser.add_subparsers(dest="action", metavar="ACTION")

    def action(name: str, help: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=help, description=help, allow_abbrev=False)
        sub.add_argument("charter", metavar="CHARTER", help="an id, or a path")
        return sub

    _add_arguments(add := action("add", "record a measurement or an answer"), _day)
    attest = action("attest", "say that evidence of the other side is right")
    dispute = action("dispute", "say that evidence is not right, with the other number and the reason")
    for sub in (attest, dispute):
        sub.add_argument("evidence", nargs="?", metavar="EVIDENCE", help="its file name, e-9f2c41aa, or its digest")
        speaking(sub)
    dispute.add_argument("--value", metavar="VALUE", default="", help="the other number")
    verify = action("verify", "take evidence through every check")
    verify.add_argument("evidence", nargs="?", metavar="EVIDENCE", help="default: everything that is recorded")
    listing = action("list", "what is recorded, and what came too late")
    for sub in (add, attest, dispute, verify, listing):
        _common(sub)
        for option in sub._actions:
            if option.dest in _COMMON:
                option.default = argparse.SUPPRESS  # what stands before the action holds behind it too


def _add_arguments(add: argparse.ArgumentParser, day: Any) -> None:
    add.add_argument("about", nargs="?", metavar="METRIC", help="a metric, a question of a gate, or roi")
    add.add_argument("--phase", choices=("crawl", "walk", "run"), default="", help="default: the phase that runs")
    add.add_argument("--from", dest="first", metavar="DATE", type=day, help="the first day that was measured")
    add.add_argument("--to", dest="last", metavar="DATE", type=day, help="the last day")
    _repeated(add, "--case", "NAME=VALUE", '"Helio 3PL=29", "contoso=yes", "contoso=EUR 60000", "6 of 9"; repeat')
    _repeated(add, "--control", "NAME=VALUE", "a case of the comparison group; repeat")
    _repeated(add, "--attachment", "NAME=FILE", "the proof of a case; repeat")
    add.add_argument("--file", metavar="FILE", default="", help="the file behind the numbers; copied in if elsewhere")
    add.add_argument("--column", metavar="NAME", default="", help="its column with the values")
    add.add_argument("--by", dest="group", metavar="COLUMN", default="", help="the column that names the case")
    add.add_argument("--take", choices=("sum", "mean", "share", "count", "last"), default="", help="default: sum")
    add.add_argument("--where", metavar="CONDITION", default="", help='which rows count: "state == done"')
    add.add_argument("--note", metavar="TEXT", default="", help="anything a reader should know")
    add.add_argument("--as", dest="role", metavar="PARTY.ROLE", default="", help="who collected it")


def _repeated(parser: argparse.ArgumentParser, name: str, metavar: str, help: str) -> None:
    parser.add_argument(name, metavar=metavar, action="append", default=[], help=help)


def run(arguments: argparse.Namespace) -> int:
    """Do one of the actions."""
    from charter.check.recording import recorded

    actions = {"add": _add, "attest": _speak, "dispute": _speak, "verify": _verify, "list": _list}
    if arguments.action is None:
        raise UsageError(f"say what to do: {', '.join(actions)}", "charter evidence --help shows an example of each")
    return actions[arguments.action](recorded(arguments.root, arguments.charter), arguments)


# add


def _add(record: Recorded, arguments: argparse.Namespace) -> int:
    from charter.acts.evidencing import Submission, add
    from charter.acts.prompting import command
    from charter.notation import read_role

    example = command(record.facts, arguments.about or "", arguments.today)
    if not arguments.about or not arguments.role:
        what = "what was measured or asked" if not arguments.about else "who collected it"
        raise UsageError(f"say {what}", f"type: {example}")
    try:
        role = read_role(arguments.role)
    except ValueError as error:
        raise UsageError(f"--as {error}") from error
    wish = Submission(
        about=arguments.about,
        by=role,
        today=arguments.today,
        phase=arguments.phase,
        first=arguments.first,
        last=arguments.last,
        cases=arguments.case,
        controls=arguments.control,
        attachments=arguments.attachment,
        file=arguments.file,
        column=arguments.column,
        group=arguments.group,
        take=arguments.take,
        where=arguments.where,
        note=arguments.note,
    )
    try:
        added = add(record, wish)
    except UsageError as error:
        bare = not arguments.file and not (arguments.case and arguments.first and arguments.last)
        raise UsageError(str(error), f"{error.help}; type: {example}" if bare else error.help) from error
    _told(record, added, arguments)
    return Exit.YES


def _told(record: Recorded, added: Added, arguments: argparse.Namespace) -> None:
    from charter.acts.proving import line
    from charter.facts import evidence_id

    name = evidence_id(added.fact.digest)
    for path in added.written:
        _say(f"wrote {record.prefix}{path.relative_to(record.folder).as_posix()}")
    if not added.written:
        _say(f"already recorded: {record.prefix}{added.fact.local} ({name}); nothing was written")
    else:
        _say(f"  {name}: {line(added.fact)}")
    if not arguments.quiet:
        for said in _service(added, name, arguments.today):
            _say(said)


def _service(added: Added, name: str, today: date) -> Iterator[str]:
    """What it serves, what its gate waits for still, and who has to attest it."""
    from charter.acts.matters import manner
    from charter.acts.serving import service, spokesman
    from charter.gates.attestation import collected

    found, charter = service(added.facts, added.history, added.fact, today), added.facts.id
    for row in found.rows:
        broken = row.verdict == "error"
        have = row.have or (row.problem if broken else "")
        verdict = "cannot be judged" if broken else f"is {row.verdict}"
        yield f"it serves {row.id} of the {found.phase} gate, which {verdict} now{f' ({have})' if have else ''}"
    yield from (f"note: {remark}" for remark in found.remarks)
    if found.attest:
        yield f"it counts in full once {' or '.join(found.attest)} has attested it:"
        like = collected(added.fact.part).by.role
        for party in found.attest:
            role = spokesman(added.facts, party, like, today)
            how = manner(added.facts, added.history, name, role, today)
            yield f"  charter evidence attest {charter} {name} --as {role}{how}"
    own = [awaited for row in found.rows for awaited in row.awaits if not awaited.what.startswith("the attestation")]
    if own or found.awaits:
        yield f"the {found.phase} gate waits for:"
    for awaited in (*own, *found.awaits):
        since = f", since {awaited.since}" if awaited.since else ""
        yield f"  {awaited.what}{f' (from {awaited.whom})' if awaited.whom else ''}{since}"
    if found.verdict:
        yield f"the {found.phase} gate comes to {found.verdict} now: charter gate {charter}"


# attest and dispute


def _speak(record: Recorded, arguments: argparse.Namespace) -> int:
    from charter.acts.consenting import give
    from charter.acts.proving import find, line
    from charter.check.recording import read_record
    from charter.commands.sign import requested, tell
    from charter.facts import evidence_id

    action, charter = arguments.action, record.facts.id
    if not arguments.evidence:
        known = [evidence_id(fact.digest) for fact in record.facts.evidence]
        example = f"charter evidence {action} {charter} {known[0] if known else 'e-9f2c41aa'} --as PARTY.ROLE"
        raise UsageError(f"say which evidence: {', '.join(known) or 'none is recorded yet'}", f"type: {example}")
    fact = find(record.facts, arguments.evidence)
    name = evidence_id(fact.digest)
    if not arguments.role:
        raise UsageError(
            f"say who speaks of {name}", f"type: charter evidence {action} {charter} {name} --as PARTY.ROLE"
        )
    if action == "dispute" and not arguments.reason.strip():
        example = f'charter evidence dispute {charter} {name} --as {arguments.role} --value 31 --reason "…"'
        raise UsageError("a dispute gives its reason, and the other number where there is one", f"type: {example}")
    value = arguments.value if action == "dispute" else ""
    given = give(record, requested(arguments, name, action, value))
    _say(f"{name}: {line(fact)}")
    tell(record, given)
    if not arguments.quiet:
        after = read_record(record.folder)
        for said in _afterwards(after, given.history, fact, arguments.today):
            _say(said)
    return Exit.YES


def _afterwards(record: Recorded, history: Any, fact: Fact[Any], today: date) -> Iterator[str]:
    from charter.acts.serving import service

    found = service(record.facts, history, fact, today)
    for row in found.rows:
        have = f" ({row.have or row.problem})" if row.have or row.problem else ""
        yield f"{row.id} of the {found.phase} gate is {row.verdict} now{have}"
    yield from (f"note: {remark}" for remark in found.remarks)
    if found.verdict:
        yield f"the {found.phase} gate comes to {found.verdict} now: charter gate {record.facts.id}"


# verify and list


def _verify(record: Recorded, arguments: argparse.Namespace) -> int:
    from charter.acts.proving import find, numbered, proved
    from charter.facts import evidence_id
    from charter.lifecycle.replay import replay
    from charter.outlook.lateness import late

    facts, history = record.facts, replay(record.facts, arguments.today)
    after = {one.fact.local: one.seq for one in late(facts, history)}
    broken = [local for local in facts.broken if local.startswith("evidence/")]
    chosen = sorted(facts.evidence, key=lambda one: one.local)
    if arguments.evidence:
        chosen, broken = [find(facts, arguments.evidence)], []
    failed = len(broken)
    for local in broken:
        _say(local)
        _say(f"     ✗ it cannot be understood, so it proves nothing; charter lint {facts.id} says why")
    for fact in chosen:
        checks = proved(facts, history, fact, arguments.today)
        failed += any(not check.holds for check in checks)
        _say(f"{fact.local} ({evidence_id(fact.digest)}), {fact.digest}")
        for shown in numbered(checks):
            _say(shown)
        if fact.local in after:
            _say(f"     it arrived after decision {after[fact.local]}, which did not judge it")
        if early := _early(facts, history, fact):
            _say(f"     it was {early}")
    count = len(chosen) + len(broken)
    if not arguments.quiet:
        files = "file holds" if count == 1 else "files hold"
        _say(f"{count - failed} of {count} evidence {files}" if count else f"{facts.id} has no evidence yet")
    return Exit.NO if failed else Exit.YES


def _list(record: Recorded, arguments: argparse.Namespace) -> int:
    from charter.acts.proving import line
    from charter.facts import evidence_id
    from charter.lifecycle.replay import replay
    from charter.outlook.lateness import late

    history = replay(record.facts, arguments.today)
    after = {one.fact.local: one.seq for one in late(record.facts, history)}
    for fact in sorted(record.facts.evidence, key=lambda one: one.local):
        note = f"; arrived after decision {after[fact.local]}" if fact.local in after else ""
        early = _early(record.facts, history, fact)
        note += f"; {early}" if early else ""
        _say(f"{evidence_id(fact.digest)}  {line(fact)}{note}")
    if not record.facts.evidence and not arguments.quiet:
        _say(f"{record.facts.id} has no evidence yet")
    return Exit.YES


def _early(facts: Facts, history: History, fact: Fact[Any]) -> str:
    """That its numbers were not final when it was collected, so that it counts nowhere; empty where they were."""
    from charter.gates.earliness import too_early

    terms = history.standing.terms or facts.draft
    final = too_early(fact.part, terms.part) if terms is not None else None
    return f"collected too early to count, its numbers are final on {final}: record it from then on" if final else ""


def _say(line: str) -> None:
    from charter.report.inert import inert

    sys.stdout.write(f"{inert(line)}\n")
