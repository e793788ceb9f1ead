"""The first page: who, why, who gives and gets what, when, how it can end, and what this file is."""

from __future__ import annotations

from collections.abc import Iterator

from charter.rendering import shapes
from charter.rendering.manuscript.blocks import Block
from charter.rendering.manuscript.setting import pairs, passage, rows, titled
from charter.rendering.view import View

_LONGEST = 560
"""A reason with more letters is told in full by the first section, and only begun here."""
_IN_SHORT = ("Phase", "When", "Decision by")


def cover(view: View, mark: str) -> Iterator[Block]:
    """The cover's blocks."""
    yield from passage("cover.kicker", "kicker", "Partnership charter")
    yield from passage("cover.name", "title", view.title or view.id)
    yield from passage("cover.lead", "lead", view.lead)
    if not view.purpose.said:
        yield from passage("cover.why", "quote", _why(view.purpose.why))
    aims = (("Purpose", view.purpose.said), ("For customers", " ".join(view.cover.customers)))
    yield from pairs("cover.aims", aims)
    yield from titled("cover.exchange", "Who gives, who gets", rows("cover.exchange", view.cover.exchange), "caption")
    yield from titled("cover.plan", "When we go on, when we stop", _plan(view), "caption")
    yield from titled("cover.strip", "This document", pairs("cover.strip", _strip(view, mark)), "caption")


def _why(why: str) -> str:
    return why.strip().split("\n\n")[0] if len(why) > _LONGEST else why


def _plan(view: View) -> Iterator[Block]:
    whole = view.plan.table
    kept = [at for at, head in enumerate(whole.head) if head in _IN_SHORT]
    short = tuple(tuple(row[at] for at in kept) for row in whole.rows)
    yield from rows("cover.plan", shapes.Table(tuple(whole.head[at] for at in kept), short, view.plan.said))


def _strip(view: View, mark: str) -> Iterator[tuple[str, str]]:
    yield "Standing", f"{view.id}, revision {view.revision}. {mark}."
    yield "Kind", f"{view.tier}." if view.tier else ""
    yield "Every way this can end", f"{view.endings.said}."
    count = len(view.undecided.rows)
    yield "Still open", f"{count} {'point' if count == 1 else 'points'}, listed near the end." if count else ""
    yield "Digest of these terms", view.digest
