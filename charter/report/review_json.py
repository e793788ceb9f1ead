"""A review for other programs, version 1: `charter review --format json`.

    version    1
    base, head the ids of the commits
    verdict    "stopped" if anything stops the change, else "free"
    sentence   the same in words
    charters   of each charter that the change touches:
        charter, title, folder
        kinds      what kind of change, of `charter.review.kinds.Kind`
        before, after   where it stands, such as walk; null where there is no charter
        findings   {new, fixed, old}, each as in the findings of `charter lint --format json`
        changes    {what, change, how, effect, better_for, worse_for, class} of its terms; to_sign: sentences
        gate       {phase, verdict, criteria: [{id, verdict, have}]} or null
        void       files of consents that become void
        asks       {subject, what, party, roles, given, against}: whose word it takes; given is null while awaited;
                   else person, role, says, method and date hold its parts; of a no, against is true, and reason and
                   value hold why and the other number
        lacking    how many errors stand before the step propose; null of what is no draft
        silences   {how, file, line, place, rules, until, reason, before}: comments that silence checks and that the
                   change adds, changes, moves or removes; before holds the same of what was there, or is null
        host       {party, person, account, approves, current}: reviews on the host, a courtesy
        people     {party, role, person, what, old, new}: what changes of who speaks for a party and how to reach them;
                   of a new charter only keys. what is person, key, certificate, days, deputy, mail, accounts or
                   signatories; a key is its fingerprint; old and new are null where there was or is none
    program    findings of the program's policy and of the settings, where they change: {new, fixed, old}
    governance paths that tell the host or this tool what to ask
    altered    {paths, weaker, stricter}: what is checked otherwise from then on; the last two of the settings, in words
    others     how many other files change
    notes      sentences

Fields may be added within this version, never taken away.
"""

from __future__ import annotations

from typing import Any

from charter.answers import answer
from charter.comparison.story import Story
from charter.comparison.telling import effect, values
from charter.outlook.hearing import Hearing
from charter.outlook.telling import shown
from charter.report.json import as_data
from charter.review.heading import headline
from charter.review.review import CharterReview, Compared, Review
from charter.review.silences import Silence


def document(review: Review) -> str:
    """One JSON document."""
    data = {
        "version": 1,
        "base": review.base,
        "head": review.head,
        "verdict": "stopped" if review.against else "free",
        "sentence": headline(review),
        "charters": [_charter(one) for one in review.charters],
        "program": _findings(review.findings),
        "governance": list(review.governance),
        "altered": {name: list(texts) for name, texts in review.altered._asdict().items()},
        "others": review.others,
        "notes": list(review.notes),
    }
    return answer(data)


def _charter(one: CharterReview) -> dict[str, Any]:
    return {
        "charter": one.charter,
        "title": one.title,
        "folder": one.folder,
        "kinds": list(one.kinds),
        "before": one.before or None,
        "after": one.after or None,
        "findings": _findings(one.findings),
        "changes": _changes(one.story),
        "to_sign": list(one.story.process) if one.story else [],
        "gate": _gate(one.hearing),
        "void": list(one.void),
        "asks": [ask._asdict() | {"roles": list(ask.roles), "given": ask.given or None} for ask in one.asks],
        "lacking": one.lacking,
        "silences": [
            {"how": said.how, **_silence(said.silence), "before": _silence(said.before) if said.before else None}
            for said in one.silences
        ],
        "people": [said._asdict() | {"old": said.old or None, "new": said.new or None} for said in one.people],
        "host": [said._asdict() for said in one.courtesies],
    }


def _silence(one: Silence) -> dict[str, Any]:
    return {
        "file": one.local,
        "line": one.line,
        "place": one.place,
        "rules": list(one.rules),
        "until": one.until or None,
        "reason": one.reason or None,
    }


def _findings(found: Compared) -> dict[str, Any]:
    return {name: [as_data(finding) for finding in getattr(found, name)] for name in ("new", "fixed", "old")}


def _changes(story: Story | None) -> list[dict[str, Any]]:
    return [
        {
            "what": said.place,
            "change": values(said),
            "how": said.how or None,
            "effect": effect(said) or None,
            "better_for": list(said.better),
            "worse_for": list(said.worse),
            "class": said.group,
        }
        for said in (story.changes if story else ())
    ]


def _gate(hearing: Hearing | None) -> dict[str, Any] | None:
    if hearing is None or hearing.review is None:
        return None
    criteria = [{"id": one.id, "verdict": one.verdict, "have": list(shown(one))} for one in hearing.review.criteria]
    return {"phase": hearing.phase, "verdict": hearing.review.verdict, "criteria": criteria}
