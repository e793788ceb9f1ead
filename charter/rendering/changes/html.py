"""A comparison as one HTML page: what stood there and what stands there side by side, word by word, and for whom."""

from __future__ import annotations

from typing import Any

from charter.comparison.story import Said, Story
from charter.comparison.telling import balance, effect, headline, unmeant
from charter.rendering.changes.pieces import Piece, pieces
from charter.rendering.html.embedding import policy
from charter.rendering.html.engine import filled
from charter.rendering.html.sheet import styles


def page(story: Story) -> str:
    """The page: no script, and nothing from elsewhere."""
    sheets = styles("a4", story.digests[1])
    return filled(
        "diff.html.j2",
        {
            "story": story,
            "headline": headline(story),
            "unmeant": unmeant(story),
            "changes": [_row(said) for said in story.changes],
            "balance": balance(story),
            "styles": sheets,
            "policy": policy(sheets, ""),
        },
    )


def _row(said: Said) -> dict[str, Any]:
    before, after = _sides(said)
    return {
        "place": said.place,
        "line": said.line,
        "before": before,
        "after": after,
        "how": said.how,
        "worse": bool(said.worse),
        "effect": effect(said),
    }


def _sides(said: Said) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    match said.kind:
        case "added":
            return (), (Piece("added", said.new or "added"),)
        case "removed":
            return (Piece("removed", said.old or "removed"),), ()
        case "changed" | "renamed":
            return pieces(said.old, said.new)
