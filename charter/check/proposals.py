"""One charter before and after a proposed change: what is recorded of it, what is found in it, what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from charter.check.checking import finding, record_findings
from charter.check.committed import Laid
from charter.check.linting import Asked, lint_paths
from charter.check.recording import Recorded, read_record
from charter.check.silences import silences
from charter.errors import UnreadablePathError, UsageError
from charter.facts import Stray
from charter.finding import Finding, Position, Related, Span, in_order
from charter.lifecycle.replay import replay
from charter.report.inert import inert
from charter.review.asks import asks, void
from charter.review.courtesies import Courtesy, HostReview, courtesies
from charter.review.kinds import kinds
from charter.review.people import people
from charter.review.refusals import refusals
from charter.review.review import CharterReview, Compared, compared
from charter.review.side import Proposed, Side
from charter.review.silences import Silencing, silencing
from charter.rules import every_rule
from charter.settings import load_settings
from charter.values import given

if TYPE_CHECKING:
    from charter.comparison.story import Story
    from charter.outlook.hearing import Hearing


class Change(NamedTuple):
    """A proposed change.

    Attributes:
        before: The charters that it touches, by the base, and `after`, by the base with the change.
        paths: What it changes, from the top of the repository.
        head: The commit that is proposed.
        reviews: What was said on the host.
    """

    before: Laid
    after: Laid
    paths: tuple[str, ...]
    head: str
    reviews: tuple[HostReview, ...]
    today: date


def proposal(folder: str, change: Change) -> CharterReview:
    """What a change does to the charter in a folder.

    Raises:
        UnreadablePathError: One of its files cannot be opened.
    """
    before, after = (_recorded(folder, laid, change.today) for laid in (change.before, change.after))
    known = after or before
    if known is None:
        path = f"{folder}/charter.yaml"
        return unread(
            folder, path, next((one.why for one in change.after.odd if one.path == path), "it cannot be read")
        )
    proposed = Proposed(before.side if before else None, after.side if after else None)
    return CharterReview(
        charter=known.record.facts.id,
        title=_title((before or known).record),
        folder=inert(folder),
        kinds=kinds(proposed),
        opening=_opening(folder, change) if before is None else (),
        before=before.side.history.standing.state if before else "",
        after=after.side.history.standing.state if after else "",
        findings=_findings(proposed, before, after, change),
        story=_story(folder, change, proposed),
        hearing=_hearing(proposed, change.today),
        void=tuple(inert(fact.local) for fact in void(proposed)),
        asks=asks(proposed, change.today),
        courtesies=_courtesies(proposed, change),
        silences=_silences(before, after),
        lacking=_lacking(after, change.today) if after else None,
        people=people(proposed),
    )


def unread(folder: str, path: str, why: str) -> CharterReview:
    """A folder with a file that looks like a charter's, and that nothing reads as one."""
    name = PurePosixPath(folder).name
    found = Compared((of_path("record-astray", inert(path), why, name),))
    return CharterReview(inert(name), inert(name), inert(folder), ("other",), (), "", "", found)


def of_path(rule: str, path: str, message: str, charter: str) -> Finding:
    """An error about a file as a whole."""
    top = Span(Position(1, 1), Position(1, 1))
    return Finding(rule, "error", path, top, message, every_rule()[rule].help, charter, "")


def as_committed(found: Finding, laid: Laid) -> Finding:
    """A finding about a file that was laid out, with paths as they are in the repository."""
    here = f"{laid.place.as_posix()}/"

    def bare(text: str) -> str:
        return inert(text.replace(here, ""))

    related = tuple(Related(bare(other.path), other.span, bare(other.message)) for other in found.related)
    return found._replace(path=bare(found.path), message=bare(found.message), help=bare(found.help), related=related)


class _Recorded(NamedTuple):
    laid: Laid
    record: Recorded
    side: Side


def _recorded(folder: str, laid: Laid, today: date) -> _Recorded | None:
    place = laid.place / folder
    if not (place / "charter.yaml").is_file():
        return None
    here = f"{folder}/"
    record = read_record(place)
    strays = tuple(Stray(one.path.removeprefix(here), one.why) for one in laid.odd if one.path.startswith(here))
    record = replace(record, facts=replace(record.facts, astray=(*record.facts.astray, *strays)))
    files = {path.removeprefix(here): blob for path, blob in laid.blobs.items() if path.startswith(here)}
    return _Recorded(laid, record, Side(record.facts, replay(record.facts, today), files))


def _findings(proposed: Proposed, before: _Recorded | None, after: _Recorded | None, change: Change) -> Compared:
    """What is new, fixed and old; what the change itself may not do is new, and comes first."""
    touched = {inert(path) for path in change.paths}
    old, now = (_found(one, change.today) if one else () for one in (before, after))
    found = compared(old, now, lambda one: one.path in touched and every_rule()[one.rule].check is None)
    known = after or before
    refused = refusals(proposed, change.paths) if known else ()
    new = [as_committed(finding(one, known.record), known.laid) for one in refused] if known else []
    return found._replace(new=(*new, *found.new))


def _found(one: _Recorded, today: date) -> Sequence[Finding]:
    found = in_order((*_linted(one, today), *record_findings(one.record, today, one.side.history)))
    return [as_committed(finding, one.laid) for finding in found]


def _linted(one: _Recorded, today: date, stage: str = "") -> Sequence[Finding]:
    root = one.laid.root
    settings = load_settings(root)
    asked = Asked(today, stage, settings.select, settings.ignore, settings.severities)
    return lint_paths(root, [str(one.record.folder)], asked, jobs=1, cached=False).findings


def _lacking(one: _Recorded, today: date) -> int | None:
    """How much a draft lacks before it can be proposed; None where it is no draft any more."""
    if one.side.history.standing.state != "draft":
        return None
    return sum(found.severity == "error" for found in _linted(one, today, "signing"))


def _silences(before: _Recorded | None, after: _Recorded | None) -> tuple[Silencing, ...]:
    if after is None:
        return ()
    old, new = (silences(one.record.reads.values()) if one else () for one in (before, after))
    return silencing(old, new)


def _courtesies(proposed: Proposed, change: Change) -> tuple[Courtesy, ...]:
    side = proposed.before or proposed.after
    if side is None or not change.reviews:
        return ()
    return courtesies(side.facts, change.reviews, change.head, change.today)


def _story(folder: str, change: Change, proposed: Proposed) -> Story | None:
    """How the terms change; None where they do not, or cannot be understood: then the findings say why."""
    from charter.check.comparing import Compared as Versions
    from charter.check.comparing import told, version
    from charter.comparison.compare import compared as differences
    from charter.comparison.process import process

    path = f"{folder}/charter.yaml"
    files = [laid.place / path for laid in (change.before, change.after)]
    if proposed.after is None or not all(file.is_file() for file in files):
        return None
    try:
        (old, _), (new, document) = (version(path, file.read_bytes()) for file in files)
    except UnreadablePathError:
        return None
    old, new = replace(old, name="before"), replace(new, name="this change")
    changes = differences(old, new)
    needed = process(proposed.after.facts, proposed.after.history, [one.change for one in changes])
    story = told(Versions(old, new, changes, document, needed))
    return story if story.changes else None


def _opening(folder: str, change: Change) -> tuple[str, ...]:
    from charter.rendering import opening, terms
    from charter.rendering.terms import ShapeError

    file = change.after.place / folder / "charter.yaml"
    try:
        return opening(terms(f"{folder}/charter.yaml", file.read_bytes(), {}), change.today)
    except ShapeError:
        return ()


def _hearing(proposed: Proposed, today: date) -> Hearing | None:
    """The gate that the change has to do with: the one of the phase that runs, where evidence or decisions move."""
    from charter.lifecycle.docket import judged_now
    from charter.outlook.hearing import Asked as Sought
    from charter.outlook.hearing import hear

    side = proposed.after
    touched = {path.partition("/")[0] for path in proposed.changed}
    if side is None or side.history.standing.terms is None or not touched & {"decisions", "evidence"}:
        return None
    working = side.history.standing.working_in
    if working is None:
        return None
    facts, history = side.facts, side.history
    try:
        return hear(facts, history, today, judged_now(facts, history, today), Sought(working, {}))
    except UsageError:
        return None


def _title(record: Recorded) -> str:
    draft = record.facts.draft
    return " ".join(str((given(draft.part.title) if draft else None) or record.facts.id).split())
