"""What a proposed change comes to: of each charter it touches, and altogether."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from charter.finding import SEVERITIES, Finding
from charter.review.altered import Altered
from charter.review.asks import Ask
from charter.review.courtesies import Courtesy
from charter.review.kinds import Kind
from charter.review.people import Personal
from charter.review.silences import Silencing

if TYPE_CHECKING:
    from charter.comparison.story import Story
    from charter.outlook.hearing import Hearing


class Compared(NamedTuple):
    """The findings of both sides: those that the change brings, those it settles, and those that stay."""

    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    old: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class CharterReview:
    """What a change does to one charter.

    Attributes:
        folder: Its folder, from the top of the repository.
        opening: How its cover begins, of a charter that is new; else empty.
        before: Where it stood, such as ``walk``; empty where there was none, like `after`.
        story: How its terms change; None where they do not, or cannot be understood.
        hearing: The gate of the phase that runs after the change, where the change has to do with it.
        void: The files of the consents that do not cover any more what is there.
        courtesies: Who approved or refused on the host; no proof of anything.
        silences: The comments that silence checks, as far as the change touches them.
        people: What changes of who speaks for a party, and with which key.
        lacking: Of a draft, how many errors stand before the step that proposes it.
    """

    charter: str
    title: str
    folder: str
    kinds: tuple[Kind, ...]
    opening: tuple[str, ...]
    before: str
    after: str
    findings: Compared
    story: Story | None = None
    hearing: Hearing | None = None
    void: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    courtesies: tuple[Courtesy, ...] = ()
    silences: tuple[Silencing, ...] = ()
    lacking: int | None = None
    people: tuple[Personal, ...] = ()

    @property
    def against(self) -> tuple[Finding, ...]:
        """What stops the change: the errors that it brings."""
        return tuple(finding for finding in self.findings.new if finding.severity == "error")


@dataclass(frozen=True)
class Review:
    """What a change does to a repository.

    Attributes:
        base: The id of the commit it is held against, and `head`, of the one that is proposed.
        charters: The charters it touches, by their folders.
        findings: Of the program's policy and of the settings, where they change.
        governance: The changed paths that tell the host or this tool what to ask.
        notes: What is to be known about how it was looked at.
        others: How many other paths it changes.
        altered: What is checked otherwise from then on.
    """

    base: str
    head: str
    charters: tuple[CharterReview, ...]
    findings: Compared = field(default_factory=Compared)
    governance: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    others: int = 0
    altered: Altered = field(default_factory=Altered)

    @property
    def against(self) -> tuple[Finding, ...]:
        """What stops the change."""
        program = [finding for finding in self.findings.new if finding.severity == "error"]
        return (*(finding for one in self.charters for finding in one.against), *program)


def compared(
    before: Sequence[Finding], after: Sequence[Finding], anew: Callable[[Finding], bool] = lambda _: False
) -> Compared:
    """Which findings are new, fixed and old.

    One is the same where rule, file and words are, and it did not become more severe; where it stands in the file does
    not count.

    Args:
        anew: Whether a finding is new whatever was found before, as about a record that the change touches.
    """
    left, old, new = list(before), [], []
    for finding in after:
        twin = None if anew(finding) else next((one for one in left if _is_same(one, finding)), None)
        if twin is None:
            new.append(finding)
        else:
            left.remove(twin)
            old.append(finding)
    return Compared(tuple(new), tuple(left), tuple(old))


def _is_same(one: Finding, other: Finding) -> bool:
    same = (one.rule, one.path, one.message) == (other.rule, other.path, other.message)
    return same and SEVERITIES.index(one.severity) <= SEVERITIES.index(other.severity)
