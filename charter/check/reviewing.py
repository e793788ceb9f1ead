"""A proposed change, from git's objects to what is to be said of it.

The policy (`program.yaml`, `charter.toml`) and who may speak are taken from the base, what is judged from the change.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from charter.check.checking import check_paths, finding, record_objections
from charter.check.committed import Odd, lay_out, nested, twins
from charter.check.linting import Asked
from charter.check.recording import Recorded, read_record
from charter.errors import UnreadablePathError
from charter.facts import Stray
from charter.finding import Finding, Position, Related, Span
from charter.git import Entry, changed_paths, commit_of, entries, files_with, merge_base, merged, prefix_of
from charter.lifecycle.replay import replay
from charter.report.inert import inert
from charter.review.asks import asks, void
from charter.review.courtesies import Courtesy, HostReview, courtesies
from charter.review.governing import governance
from charter.review.kinds import kinds
from charter.review.refusals import refusals
from charter.review.review import CharterReview, Compared, Review, compared
from charter.review.side import Proposed, Side
from charter.rules import every_rule
from charter.settings import load_settings
from charter.values import given
from charter.wording import counted

if TYPE_CHECKING:
    from charter.comparison.story import Story
    from charter.outlook.hearing import Hearing

POLICY: Final = ("program.yaml", "charter.toml", "pyproject.toml")
"""What a repository asks for; always taken from the base."""


_MOST_ASKED: Final = 1_000
"""How many paths git is asked for by name; of more it is asked for everything."""


class Sought(NamedTuple):
    """What is asked.

    Attributes:
        base: The commit that the change is to become a part of, such as ``origin/main``.
        head: The commit that is proposed.
        as_is: Whether the head replaces the base, as a push does; else it is judged as it would be merged into it.
        reviews: What was said on the host, shown as a courtesy.
    """

    base: str
    head: str = "HEAD"
    as_is: bool = False
    reviews: tuple[HostReview, ...] = ()


def reviewed(root: Path, sought: Sought, today: date) -> Review:
    """What a change does: to the base as it is now, by what it would be with the change.

    Args:
        root: The repository, or a folder in it that holds `charters/`; a bare one will do.

    Raises:
        UsageError: git knows no such commit here, they have nothing in common, or they cannot be merged.
        UnreadablePathError: git is not there, or does not have the contents.
    """
    base, head = commit_of(root, sought.base), commit_of(root, sought.head)
    direct = sought.as_is or merge_base(root, base, head) == base
    result = head if direct else merged(root, base, head)
    with tempfile.TemporaryDirectory(prefix="charter-review-") as place:
        question = _Question(root, prefix_of(root), today, head, sought.reviews)
        review = _Reviewing(question, Path(place).resolve(), base).run(result, changed_paths(root, base, result))
    if direct:
        return review
    return replace(review, notes=(*review.notes, "the base has gone on since: judged as it would be merged into it"))


class _Question(NamedTuple):
    """What is asked.

    Attributes:
        prefix: Where `root` lies in its repository.
        head: The commit that is proposed.
    """

    root: Path
    prefix: str
    today: date
    head: str
    reviews: tuple[HostReview, ...]


class _Laid(NamedTuple):
    """A commit's charters on the disk.

    Attributes:
        blobs: What tells the contents of its files apart, by their paths from the top of the repository.
        odd: What was not laid out.
    """

    place: Path
    blobs: Mapping[str, str]
    odd: tuple[Odd, ...]


class _Reviewing:
    """One review; `base` is the commit from which the policy comes."""

    def __init__(self, question: _Question, place: Path, base: str) -> None:
        self.question, self.place, self.base = question, place, base
        self.policy = {
            entry.path: entry for entry in entries(question.root, base, [question.prefix + name for name in POLICY])
        }

    def run(self, result: str, changed: Sequence[str]) -> Review:
        trees = (self.base, result)
        homes = [_outermost(self._homes(tree, changed)) for tree in trees]
        folders = sorted(_touched(homes[0], changed) | _touched(homes[1], changed))
        before, after = (
            self._laid(name, self._listed(tree, folders), folders)
            for name, tree in zip(("before", "after"), trees, strict=True)
        )
        after = after._replace(odd=(*after.odd, *self._hiding(homes[1] - homes[0])))
        found = tuple(self._charter(folder, before, after, changed) for folder in folders)
        found = tuple(self._alone(one, result) for one in found)
        program = self.question.prefix + "program.yaml"
        rest = [path for path in changed if _home(path, set(folders)) is None]
        return Review(
            base=self.base,
            head=self.question.head,
            charters=found,
            findings=self._program(self._listed(result, []), changed) if program in changed else Compared(),
            governance=tuple(map(inert, governance(changed))),
            notes=tuple(self._notes(changed)),
            others=len(rest),
        )

    def _hiding(self, new: Iterable[str]) -> Iterator[Odd]:
        """New charters above others, which are found no more."""
        for home in sorted(new):
            below = [entry.path for entry in entries(self.question.root, self.base, [home])]
            hidden = [path for path in below if path.endswith("/charter.yaml") and path != f"{home}/charter.yaml"]
            if hidden:
                yield Odd(f"{home}/charter.yaml", f"it hides {counted(len(hidden), 'charter')} below it")

    def _alone(self, one: CharterReview, result: str) -> CharterReview:
        """A charter that is new, and what else says that it is the same one."""
        if one.before or not re.fullmatch(r"[a-z0-9-]{1,100}", one.charter):
            return one
        line = f"^id:[ ]*[\"']?{one.charter}[\"']?[ ]*(#.*)?$"
        own = f"{one.folder}/charter.yaml"
        found = files_with(self.question.root, result, line, "charters")
        others = [path for path in found if path.endswith("/charter.yaml") and path != own]
        if not others:
            return one
        message = f"it says that it is {one.charter}, and so does {inert(others[0])}: two records of one charter"
        told = _of_path("record-astray", own, message, one.charter)
        return replace(one, findings=one.findings._replace(new=(told, *one.findings.new)))

    # git's objects on the disk

    def _homes(self, commit: str, changed: Iterable[str]) -> set[str]:
        """The folders of charters in a commit, as far as changed paths may lie in them."""
        top = f"{self.question.prefix}charters/"
        parents = {str(parent) for path in changed if path.startswith(top) for parent in PurePosixPath(path).parents}
        asked = [f"{parent}/charter.yaml" for parent in sorted(parents) if f"{parent}/".startswith(top)]
        wanted = asked if len(asked) <= _MOST_ASKED else [top]
        listed = entries(self.question.root, commit, wanted) if asked else ()
        return {str(PurePosixPath(entry.path).parent) for entry in listed if entry.path.endswith("/charter.yaml")}

    def _listed(self, commit: str, folders: Sequence[str]) -> tuple[Entry, ...]:
        program = f"{self.question.prefix}program.yaml"
        charters = folders if len(folders) <= _MOST_ASKED else [f"{self.question.prefix}charters"]
        return entries(self.question.root, commit, [*charters, program])

    def _laid(self, name: str, listed: Sequence[Entry], folders: Sequence[str]) -> _Laid:
        place = self.place / name
        (place / self.question.prefix / "charters").mkdir(parents=True)
        homes = set(folders)
        mine = [entry for entry in listed if _home(entry.path, homes) is not None]
        program = self.question.prefix + "program.yaml"
        policy = list(self.policy.values())
        if not policy:  # the first program of a repository is its policy at once
            policy = [entry for entry in listed if entry.path == program]
        odd = lay_out(self.question.root, [*mine, *policy], place)
        return _Laid(place, {entry.path: entry.blob for entry in mine}, (*odd, *twins(mine), *nested(mine, homes)))

    def _root(self, laid: _Laid) -> Path:
        return laid.place / self.question.prefix

    # one charter

    def _charter(self, folder: str, before: _Laid, after: _Laid, changed: Sequence[str]) -> CharterReview:
        sides = [self._side(folder, laid) for laid in (before, after)]
        records = [side.record if side else None for side in sides]
        proposed = Proposed(*(side.side if side else None for side in sides))
        said = [self._findings(folder, laid, side) for laid, side in zip((before, after), sides, strict=True)]
        record = records[1] or records[0]
        if record is None:
            return _unread(folder, after)
        objections = refusals(proposed, changed)
        new = [self._shown(finding(one, record), after if records[1] else before) for one in objections]
        touched = {inert(path) for path in changed}
        found = compared(said[0], said[1], lambda one: one.path in touched and every_rule()[one.rule].check is None)
        story = self._story(folder, before, after, proposed)
        return CharterReview(
            charter=record.facts.id,
            title=_title(record),
            folder=inert(folder),
            kinds=kinds(proposed),
            opening=self._opening(folder, after) if proposed.before is None else (),
            before=proposed.before.history.standing.state if proposed.before else "",
            after=proposed.after.history.standing.state if proposed.after else "",
            findings=found._replace(new=(*new, *found.new)),
            story=story if story is not None and story.changes else None,
            hearing=self._hearing(proposed),
            void=tuple(inert(fact.local) for fact in void(proposed)),
            asks=asks(proposed, self.question.today),
            courtesies=self._courtesies(proposed),
        )

    def _courtesies(self, proposed: Proposed) -> tuple[Courtesy, ...]:
        side = proposed.before or proposed.after
        if side is None or not self.question.reviews:
            return ()
        return courtesies(side.facts, self.question.reviews, self.question.head, self.question.today)

    def _side(self, folder: str, laid: _Laid) -> _Recorded | None:
        if not (laid.place / folder / "charter.yaml").is_file():
            return None
        record = read_record(laid.place / folder)
        strays = tuple(
            Stray(one.path.removeprefix(f"{folder}/"), one.why) for one in laid.odd if one.path.startswith(f"{folder}/")
        )
        record = replace(record, facts=replace(record.facts, astray=(*record.facts.astray, *strays)))
        here = f"{folder}/"
        files = {path.removeprefix(here): blob for path, blob in laid.blobs.items() if path.startswith(here)}
        return _Recorded(record, Side(record.facts, replay(record.facts, self.question.today), files))

    def _findings(self, folder: str, laid: _Laid, side: _Recorded | None) -> list[Finding]:
        if side is None:
            return []
        root = self._root(laid)
        settings = load_settings(root)
        asked = Asked(self.question.today, "", settings.select, settings.ignore, settings.severities)
        report = check_paths(root, [str(laid.place / folder)], asked, jobs=1, cached=False).report
        strange = {one.path for one in laid.odd}
        more = [
            finding(one, side.record)
            for one in record_objections(side.record, side.side.history, self.question.today)
            if one.rule == "record-astray" and f"{folder}/{one.local}" in strange
        ]
        return [self._shown(one, laid) for one in (*report.findings, *more)]

    def _shown(self, one: Finding, laid: _Laid) -> Finding:
        """The finding with paths as they are in the repository."""
        here = f"{laid.place.as_posix()}/"

        def bare(text: str) -> str:
            return inert(text.replace(here, ""))

        related = tuple(Related(bare(other.path), other.span, bare(other.message)) for other in one.related)
        return one._replace(path=bare(one.path), message=bare(one.message), help=bare(one.help), related=related)

    def _story(self, folder: str, before: _Laid, after: _Laid, proposed: Proposed) -> Story | None:
        from charter.check.comparing import Compared as Versions
        from charter.check.comparing import told, version
        from charter.comparison.compare import compared as differences
        from charter.comparison.process import process

        path = f"{folder}/charter.yaml"
        files = [laid.place / path for laid in (before, after)]
        if proposed.after is None or not all(file.is_file() for file in files):
            return None
        try:
            (old, _), (new, document) = (version(path, file.read_bytes()) for file in files)
        except UnreadablePathError:
            return None  # the findings say why
        changes = differences(replace(old, name="before"), replace(new, name="this change"))
        facts, history = proposed.after.facts, proposed.after.history
        needed = process(facts, history, [one.change for one in changes])
        return told(Versions(replace(old, name="before"), replace(new, name="this change"), changes, document, needed))

    def _opening(self, folder: str, after: _Laid) -> tuple[str, ...]:
        from charter.rendering import opening, terms
        from charter.rendering.terms import ShapeError

        file = after.place / folder / "charter.yaml"
        try:
            return opening(terms(f"{folder}/charter.yaml", file.read_bytes(), {}), self.question.today)
        except ShapeError:
            return ()

    def _hearing(self, proposed: Proposed) -> Hearing | None:
        """The gate that the change has to do with: the one of the phase that runs, where evidence or decisions move."""
        from charter.errors import UsageError
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
        facts, history, today = side.facts, side.history, self.question.today
        try:
            return hear(facts, history, today, judged_now(facts, history, today), Sought(working, {}))
        except UsageError:
            return None

    # the repository

    def _program(self, listed: Sequence[Entry], changed: Sequence[str]) -> Compared:
        """What is wrong with a program's policy as it is proposed."""
        from charter.check.linting import lint_paths

        path = self.question.prefix + "program.yaml"
        mine = [entry for entry in listed if entry.path == path]
        if not mine:
            return Compared()
        place = self.place / "program"
        odd = lay_out(self.question.root, mine, place)
        if odd:
            return Compared((_of_path("record-astray", path, odd[0].why, ""),))
        laid = _Laid(place, {}, ())
        report = lint_paths(self._root(laid), [str(place / path)], Asked(self.question.today), jobs=1, cached=False)
        return Compared(tuple(self._shown(one, laid) for one in report.findings))

    def _notes(self, changed: Sequence[str]) -> Iterator[str]:
        for name in POLICY:
            if self.question.prefix + name in changed and self.policy:
                yield f"{name} changes: this change is judged by the one before it, later ones by the new one"


def _unread(folder: str, after: _Laid) -> CharterReview:
    """A charter whose file neither side has as a plain one."""
    path = f"{folder}/charter.yaml"
    why = next((one.why for one in after.odd if one.path == path), "it cannot be read")
    name = PurePosixPath(folder).name
    found = Compared((_of_path("record-astray", inert(path), why, name),))
    return CharterReview(inert(name), inert(name), inert(folder), ("other",), (), "", "", found)


class _Recorded(NamedTuple):
    record: Recorded
    side: Side


def _title(record: Recorded) -> str:
    draft = record.facts.draft
    return " ".join(str((given(draft.part.title) if draft else None) or record.facts.id).split())


def _touched(folders: set[str], changed: Iterable[str]) -> set[str]:
    return {home for path in changed if (home := _home(path, folders)) is not None}


def _outermost(homes: set[str]) -> set[str]:
    """Those in no other: in a charter's folder nothing looks for another one."""
    return {home for home in homes if not any(str(above) in homes for above in PurePosixPath(home).parents)}


def _home(path: str, folders: set[str]) -> str | None:
    """The charter's folder that a path lies in, the outermost one."""
    found = [str(parent) for parent in PurePosixPath(path).parents if str(parent) in folders]
    return found[-1] if found else None


_TOP: Final = Span(Position(1, 1), Position(1, 1))


def _of_path(rule: str, path: str, message: str, charter: str) -> Finding:
    return Finding(rule, "error", path, _TOP, message, every_rule()[rule].help, charter, "")
