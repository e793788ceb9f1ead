"""A proposed change, from git's objects to what is to be said of it.

The policy (`program.yaml`, `charter.toml`) and who may speak are taken from the base, what is judged from the change.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from charter.check.committed import Laid, Odd, alike, astray, home_of, homes, lay_out, nested, twins
from charter.check.linting import Asked, lint_paths
from charter.check.proposals import Change, as_committed, of_path, proposal, unread
from charter.check.settling import Settled, altered, settled
from charter.finding import Finding, Position, Span
from charter.git import Entry, changed_paths, commit_of, entries, files_with, merge_base, merged, prefix_of
from charter.report.inert import inert
from charter.review.altered import Altered, deciding
from charter.review.courtesies import HostReview
from charter.review.governing import governance
from charter.review.review import CharterReview, Compared, Review
from charter.wording import counted

POLICY: Final = ("program.yaml", "charter.toml", "pyproject.toml")
"""What a repository asks for; always taken from the base."""

_SETTINGS: Final = POLICY[1:]
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
        review = _Reviewing(root, Path(place).resolve(), base, result).run(sought._replace(head=head), today)
    if direct:
        return review
    return replace(review, notes=(*review.notes, "the base has gone on since: judged as it would be merged into it"))


class _Reviewing:
    """One review: what lies between two trees, `base` and `result`, laid out at `place`.

    `prefix` is where the root lies in its repository, and `policy` comes from the base; so do the settings in `held`,
    and `proposed` are those of the result. Settings of the base that cannot be used are left aside.
    """

    def __init__(self, root: Path, place: Path, base: str, result: str) -> None:
        self.root, self.place, self.base, self.result = root, place, base, result
        self.prefix = prefix_of(root)
        self.program = f"{self.prefix}program.yaml"
        self.policy = entries(root, base, [self.prefix + name for name in POLICY])
        self.changed = changed_paths(root, base, result)
        self.held, _ = self._settled("held", base)
        self.proposed, self.odd = self._settled("proposed", result)
        if self.held.why:
            self.usable = [entry for entry in self.policy if entry.path == self.program]
        else:
            self.usable = list(self.policy)

    def run(self, sought: Sought, today: date) -> Review:
        old, new = (self._homes(tree) for tree in (self.base, self.result))
        touched = {home for known in (old, new) for path in self.changed if (home := home_of(path, known))}
        outside = self._outside(touched)
        beside = self._beside(outside)
        folders = sorted(touched | set(beside))
        before = self._laid("before", self._listed(self.base, folders), folders)
        after = self._laid("after", self._listed(self.result, folders), folders)
        after = after._replace(odd=(*after.odd, *self._hiding(new - old)))
        change = Change(before, after, self.changed, sought.head, sought.reviews, today)
        return Review(
            base=self.base,
            head=sought.head,
            charters=(
                *(_with(self._alone(proposal(folder, change)), beside.get(folder, "")) for folder in folders),
                *(
                    unread(str(PurePosixPath(entry.path).parent), entry.path, why)
                    for entry in outside
                    if (why := astray(entry))
                ),
            ),
            findings=Compared((*self._unusable(), *self._program(today).new)),
            governance=tuple(map(inert, governance(self.changed))),
            notes=tuple(self._notes()),
            others=sum(home_of(path, touched) is None for path in self.changed),
            altered=self._altered(),
        )

    def _homes(self, tree: str) -> set[str]:
        """The folders of charters in a tree, as far as changed paths may lie in them."""
        top = f"{self.prefix}charters/"
        mine = [path for path in self.changed if path.startswith(top)]
        parents = {str(parent) for path in mine for parent in PurePosixPath(path).parents}
        asked = [f"{parent}/charter.yaml" for parent in sorted(parents) if f"{parent}/".startswith(top)]
        wanted = asked if len(asked) <= _MOST_ASKED else [top]
        return homes(entries(self.root, tree, wanted)) if asked else set()

    def _listed(self, tree: str, folders: Sequence[str]) -> tuple[Entry, ...]:
        charters = folders if len(folders) <= _MOST_ASKED else [f"{self.prefix}charters"]
        return entries(self.root, tree, [*charters, self.program])

    def _laid(self, name: str, listed: Sequence[Entry], folders: Sequence[str]) -> Laid:
        place = self.place / name
        (place / self.prefix / "charters").mkdir(parents=True)
        within = set(folders)
        mine = [entry for entry in listed if home_of(entry.path, within) is not None]
        # the first program of a repository is its policy at once
        policy = self.usable if self.policy else [entry for entry in listed if entry.path == self.program]
        odd = lay_out(self.root, [*mine, *policy], place)
        blobs = {entry.path: entry.blob for entry in mine}
        return Laid(place, place / self.prefix, blobs, (*odd, *twins(mine), *nested(mine, folders)))

    def _hiding(self, new: Iterable[str]) -> Iterator[Odd]:
        """New charters above others, which are found no more."""
        for home in sorted(new):
            below = [entry.path for entry in entries(self.root, self.base, [home])]
            hidden = [path for path in below if path.endswith("/charter.yaml") and path != f"{home}/charter.yaml"]
            if hidden:
                yield Odd(f"{home}/charter.yaml", f"it hides {counted(len(hidden), 'charter')} below it")

    def _outside(self, touched: set[str]) -> tuple[Entry, ...]:
        """What the change leaves below `charters/`, in any spelling, and in no charter."""
        top = alike(f"{self.prefix}charters")
        near = [path for path in self.changed if alike(path) == top or alike(path).startswith(f"{top}/")]
        asked = [path for path in near if home_of(path, touched) is None][:_MOST_ASKED]
        return entries(self.root, self.result, asked) if asked else ()

    def _beside(self, outside: Sequence[Entry]) -> dict[str, str]:
        """A path outside of charters that some machines take for a file of one, by that charter's folder."""
        if not outside:
            return {}
        trees = [entries(self.root, tree, [f"{self.prefix}charters"]) for tree in (self.base, self.result)]
        known = {alike(home): home for listed in trees for home in homes(listed)}
        return {known[home]: entry.path for entry in outside if (home := home_of(alike(entry.path), known))}

    def _alone(self, one: CharterReview) -> CharterReview:
        """A charter that is new, and what else says that it is the same one."""
        if one.before or not re.fullmatch(r"[a-z0-9_-]{1,100}", one.charter):
            return one
        line = f"^id:[ ]*[\"']?{one.charter}[\"']?[ ]*(#.*)?$"
        own = f"{one.folder}/charter.yaml"
        found = files_with(self.root, self.result, line, "charters")
        others = [path for path in found if path.endswith("/charter.yaml") and path != own]
        if not others:
            return one
        message = f"it says that it is {one.charter}, and so does {inert(others[0])}: two records of one charter"
        return _told(one, own, message)

    def _program(self, today: date) -> Compared:
        """What is wrong with a program's policy as it is proposed."""
        mine = entries(self.root, self.result, [self.program]) if self.program in self.changed else ()
        if not mine:
            return Compared()
        place = self.place / "program"
        odd = lay_out(self.root, mine, place)
        if odd:
            return Compared((of_path("record-astray", self.program, odd[0].why, ""),))
        laid = Laid(place, place / self.prefix, {}, ())
        report = lint_paths(laid.root, [str(place / self.program)], Asked(today), jobs=1, cached=False)
        return Compared(tuple(as_committed(one, laid) for one in report.findings))

    def _settled(self, name: str, tree: str) -> tuple[Settled, tuple[Odd, ...]]:
        """The settings of a tree, and what of them is no plain file."""
        place = self.place / name
        place.mkdir()
        odd = lay_out(self.root, entries(self.root, tree, [self.prefix + one for one in _SETTINGS]), place)
        return settled(place, self.prefix), odd

    def _unusable(self) -> Iterator[Finding]:
        """What is wrong with the settings as they are proposed."""
        for one in self.odd:
            if one.path in self.changed:
                yield of_path("record-astray", one.path, one.why, "")
        found = self.proposed
        if found.why and any(self.prefix + name in self.changed for name in _SETTINGS):
            at = Position(*found.place)
            rule = "unknown-key" if found.why.endswith("is not a setting") else "schema-violation"
            yield of_path(rule, found.path, found.why, "")._replace(span=Span(at, at), help=found.help)

    def _altered(self) -> Altered:
        """What is checked otherwise; other tools' parts of a `pyproject.toml` do not count."""
        said = Altered() if self.proposed.why else altered(self.held.settings, self.proposed.settings)
        shared = f"{self.prefix}pyproject.toml"
        same = self.held.settings == self.proposed.settings and self.held.why == self.proposed.why
        own = (self.program,) if self.program in self.changed and self.policy else ()
        paths = [path for path in deciding(governance(self.changed)) if path != shared or not same]
        return said._replace(paths=tuple(map(inert, (*paths, *own))))

    def _notes(self) -> Iterator[str]:
        if self.held.why:
            path = self.held.path
            why = self.held.why.removeprefix(f"{path}: ").replace(f"{path} ", "it ", 1)
            yield f"{path} of the base cannot be used: {why}; judged without it, {self.held.help}"
        for name in POLICY:
            if self.prefix + name in self.changed and self.policy:
                yield f"{name} changes: this change is judged by the one before it, later ones by the new one"


def _with(one: CharterReview, path: str) -> CharterReview:
    """A charter, and what lies beside its folder under a name that some machines take for a name in it."""
    return _told(one, inert(path), f"some machines take it for a file of {one.folder}") if path else one


def _told(one: CharterReview, path: str, message: str) -> CharterReview:
    """A charter, and that something of it lies astray."""
    told = of_path("record-astray", path, message, one.charter)
    return replace(one, findings=one.findings._replace(new=(told, *one.findings.new)))
