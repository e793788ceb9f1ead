"""The sentences of a comparison that every format shows alike."""

from __future__ import annotations

from charter.comparison.story import Said, Story
from charter.wording import listed


def headline(story: Story) -> str:
    """How much changed, between what and what."""
    count = len(story.changes)
    if not count:
        return f"no change in meaning from {story.old} to {story.new}"
    return f"{count} change{'' if count == 1 else 's'} from {story.old} to {story.new}"


def sentence(said: Said) -> str:
    """One change: ``notice of convenience: 30 days → 60 days (longer)``."""
    how = f" ({said.how})" if said.how else ""
    return f"{said.place}: {values(said)}{how}"


def values(said: Said) -> str:
    """What stood there and what stands there."""
    match said.kind:
        case "added":
            return f"added, {said.new}" if said.new else "added"
        case "removed":
            return f"removed, was {said.old}" if said.old else "removed"
        case "renamed":
            return f"{said.old} → {said.new}, all else the same"
        case "changed":
            return f"{said.old or 'nothing'} → {said.new or 'nothing'}"


def effect(said: Said) -> str:
    """For whom it is better and for whom worse, and why; empty where there is nothing to say."""
    whom = [f"{word} for {listed(names)}" for word, names in (("worse", said.worse), ("better", said.better)) if names]
    return ": ".join(piece for piece in (", ".join(whom), said.why) if piece)


def balance(story: Story) -> tuple[str, ...]:
    """Per party, how many changes are worse and how many better for it; nothing where all are neither."""
    names = dict.fromkeys((*story.parties, *(name for said in story.changes for name in (*said.worse, *said.better))))
    found = []
    for name in names:
        worse, better = (sum(name in getattr(said, side) for said in story.changes) for side in ("worse", "better"))
        if worse or better:
            found.append(f"{name}: {_count(worse, 'worse')}, {_count(better, 'better')}")
    return tuple(found)


def _count(number: int, word: str) -> str:
    return f"{number} {word}"


def unmeant(story: Story) -> str:
    """Where nothing changed in meaning and the digest did, what that means; else empty."""
    if story.changes or story.digests[0] == story.digests[1]:
        return ""
    return "the digest differs all the same, by the order of a list, so signatures to the one are none to the other"
