"""A verification as numbered steps, and as the JSON that `charter verify --format json` promises.

Keys of the JSON are only ever added; a change of meaning raises `version`.

    version    1
    charter    the id, empty where a file is none of a charter; subject: what was asked about, such as r1, or null
    today      the day it was asked for
    holds      whether the exit code is 0
    steps      {number, says, holds, problems: [{rule, file, message, help}]}
    keys       {party, person, role, fingerprint}: what consents rest on that were signed with a key
    typed      how many consents are typed names, which prove no person
    outside    how many were given outside, in files that somebody has to look at
    file       the one file that all was proved from, or null
    digest     of the terms in that file, or null
    unseen     whether nobody made the pages of that file again
    left       what else is left to whoever asks, in words
    elsewhere  how many consents lie in files that the one file cannot hold; they are not proved, and left to you
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from charter.answers import answer
from charter.outlook.testimony import Problem
from charter.outlook.verification import Verification
from charter.report.inert import inert

VERSION = 1


def text(proved: Verification, today: date, *, brief: bool = False) -> str:
    """For people; `brief` shows only what does not hold."""
    return "".join(f"{line}\n" for line in _lines(proved, today, brief=brief))


def document(proved: Verification, today: date) -> str:
    """One JSON document."""
    steps = [
        {"number": number, "says": step.shown, "holds": step.holds, "problems": [*map(_problem, step.problems)]}
        for number, step in enumerate(proved.steps, 1)
    ]
    data = {
        "version": VERSION,
        "charter": proved.charter,
        "subject": proved.subject or None,
        "today": today.isoformat(),
        "holds": proved.holds,
        "steps": steps,
        "keys": [signer._asdict() for signer in proved.signers],
        "typed": proved.typed,
        "outside": proved.outside,
        "file": proved.source or None,
        "digest": proved.digest or None,
        "unseen": proved.unseen,
        "left": list(proved.left),
        "elsewhere": proved.elsewhere,
    }
    return answer(data)


def _problem(problem: Problem) -> dict[str, str | None]:
    told = {"rule": problem.rule, "file": problem.local, "message": problem.message, "help": _help(problem)}
    return {key: value or None for key, value in told.items()}


def _help(problem: Problem) -> str:
    """What to do; what the rule says, where the step says nothing."""
    if problem.help or not problem.rule:
        return problem.help
    from charter.rules import every_rule

    return every_rule()[problem.rule].help


def _lines(proved: Verification, today: date, *, brief: bool) -> Iterator[str]:
    what = f"{proved.charter} {proved.subject}".strip()
    told = ", in ".join(filter(None, (what, proved.source)))
    yield f"{inert(told)}, on {today}, from nothing but {'that file' if proved.source else 'its files'}"
    for number, step in enumerate(proved.steps, 1):
        if step.holds and brief:
            continue
        yield f"  {number:>2} {'✓' if step.holds else '✗'} {inert(step.shown)}"
        for problem in step.problems:
            rule = f" ({problem.rule})" if problem.rule else ""
            yield f"       {inert(problem.message)}{rule}"
            if help := _help(problem):
                yield f"       help: {inert(help)}"
    good = sum(step.holds for step in proved.steps)
    if not proved.steps:
        yield f"nobody has said anything of {inert(proved.subject or proved.charter)}, so nothing is proved"
    else:
        yield f"{good} of {len(proved.steps)} steps hold{_not_here(proved)}"
    if proved.elsewhere or not brief:
        yield from _left(proved)


def _not_here(proved: Verification) -> str:
    """Why something is not proved though nothing stands against it."""
    if not proved.elsewhere:
        return ""
    number = proved.elsewhere
    lies = "1 signature lies in a file" if number == 1 else f"{number} signatures lie in files"
    return f"; not everything is proved here, as {lies} that this one cannot hold"


def _left(proved: Verification) -> Iterator[str]:
    """What no file can prove, and whoever asks has to do."""
    if proved.signers:
        own = "" if proved.source else "; ssh-keygen -l -f KEY.pub shows one's own"
        yield f"left to you: compare these keys by voice{own}"
    for signer in proved.signers:
        yield f"  {inert(signer.fingerprint)}  {inert(signer.person)}, {inert(signer.role)} of {inert(signer.party)}"
    if proved.unseen:
        yield f"left to you: nobody made its pages again; read them, and compare the digest there: {proved.digest}"
    yield from (f"left to you: {inert(remark)}" for remark in proved.left)
    if proved.outside:
        yield f"left to you: look at what was signed outside ({proved.outside})"
    if proved.typed:
        yield f"left to you: a typed name proves no person ({proved.typed}); ask them"
