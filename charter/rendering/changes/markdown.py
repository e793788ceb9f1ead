"""A comparison as Markdown, for a pull request; everything that a charter says leaves as text that stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from charter.comparison.story import Said, Story
from charter.comparison.telling import balance, effect, headline, unmeant, values
from charter.rendering.markdown.escaping import code, escape, table


def page(story: Story) -> str:
    """The page."""
    blocks = [f"# {escape(story.title)}", escape(headline(story)), escape(unmeant(story))]
    if story.changes:
        rows = [_row(said) for said in story.changes]
        blocks.append(str(table({"head": ("What", "Change", "Effect", "Line"), "rows": rows})))
    blocks += _section("For whom", balance(story))
    blocks += _section("To sign", story.process)
    if story.file:
        blocks.append(f"Lines are those of {code(story.file)}.")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _row(said: Said) -> tuple[str, str, list[str], str]:
    return said.place, values(said), [said.how, effect(said)], str(said.line or "")


def _section(title: str, texts: Iterable[str]) -> Iterator[str]:
    items = [f"- {escape(text)}" for text in texts]
    if items:
        yield f"## {title}"
        yield "\n".join(items)
