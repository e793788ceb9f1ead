"""What changed between two versions of a charter, told in the words that a sponsor reads."""

from __future__ import annotations

from charter.comparison.compare import Told, compared
from charter.comparison.process import Process
from charter.comparison.story import Said, Story
from charter.comparison.version import Version
from charter.finding import pointer
from charter.rendering.changes.directions import direction
from charter.rendering.changes.places import Scene, place
from charter.rendering.changes.signing import sentences
from charter.rendering.changes.values import sides
from charter.rendering.names import Names
from charter.values import given


def story(old: Version, new: Version, process: Process | None = None, told: tuple[Told, ...] | None = None) -> Story:
    """The whole comparison in words; places in the file are for who has the file to add.

    Args:
        process: What the new terms need to come into force, where they are the draft of a record.
        told: The changes, where they are known already.
    """
    scene = Scene(old, new, Names(old.charter), Names(new.charter))
    found = compared(old, new) if told is None else told
    return Story(
        charter=given(new.charter.id) or "",
        title=_line(given(new.charter.title) or given(new.charter.id) or ""),
        file="",
        old=old.name,
        new=new.name,
        parties=tuple(scene.party(party) for party in given(new.charter.parties) or ()),
        changes=tuple(_said(one, scene) for one in found),
        process=tuple(_line(text) for text in sentences(process, scene)) if process is not None else (),
        digests=(old.digest, new.digest),
    )


def _said(one: Told, scene: Scene) -> Said:
    change, effect = one.change, one.effect
    before, after = sides(change, scene)
    return Said(
        pointer=pointer(change.path),
        line=None,
        kind=change.kind,
        group=one.kind,
        place=_line(place(change, scene)),
        old=_line(before),
        new=_line(after),
        verdict=effect.verdict,
        how=direction(change, effect),
        better=tuple(map(scene.party, effect.better)),
        worse=tuple(map(scene.party, effect.worse)),
        why=_line(effect.why),
    )


def _line(text: str) -> str:
    return " ".join(text.split())
