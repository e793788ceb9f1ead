"""What is shown beside a text, as Markdown: fields, names and rules; words of a charter stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from charter.cursor.names import Name, Sheet, place_of
from charter.cursor.tokens import Token
from charter.finding import Path
from charter.model import Kind
from charter.model.place import Place
from charter.rendering.markdown.escaping import code, escape
from charter.rules import Rule

_MOST_LINES: Final = 14
_LONGEST: Final = 200


def field(kind: Kind, path: Path) -> str:
    """The page of the field at a path: what it is for, what may stand there, an example; empty where there is none."""
    place = place_of(kind, path)
    held = place
    while held is not None and held.field is None and path:
        path = path[:-1]
        held = place_of(kind, path)
    if place is None or held is None or held.field is None:
        return ""
    title = f"**{held.field.title}** `{path[-1]}`" + (", needed" if held.is_required else "")
    return "\n\n".join([title, *filter(None, (held.field.description, *_may_stand(place), _example(held)))])


def _may_stand(place: Place) -> Iterator[str]:
    if place.words:
        yield place.words[:1].upper() + place.words[1:] + "."
    if place.choices:
        yield "One of " + ", ".join(f"`{choice}`" for choice in place.choices) + "."
    if place.keys:
        keys = sorted(place.keys, key=lambda key: not place.keys[key].is_required())
        yield "Keys: " + ", ".join(f"`{key}`" for key in keys) + "."


def _example(place: Place) -> str:
    examples = place.field.examples if place.field is not None else None
    example = str(examples[0]) if examples and not isinstance(examples[0], dict | list) else ""
    return f"For example `{example}`." if example and "`" not in example else ""


def name(found: Sequence[tuple[Sheet, Name]], wanted: Name) -> str:
    """What a name stands for, with what its file says of it; empty where nothing has this name."""
    return "\n\n---\n\n".join(_described(sheet, given, wanted) for sheet, given in found[:3])


def _described(sheet: Sheet, given: Name, wanted: Name) -> str:
    head = f"**{given.sorts[0]}** {code(given.name)}"
    if given.name != wanted.name:
        head = f"{code(wanted.name)}: nobody holds this role yet\n\n{head}"
    lines = [f"- {escape(label)}: {_cut(text)}" for label, text in _said(sheet, given)]
    more = [f"- and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
    return "\n".join([head, "", *lines[:_MOST_LINES], *more, "", f"in {code(sheet.local)}"])


def _said(sheet: Sheet, given: Name) -> Iterator[tuple[str, str]]:
    """Every text below a name, with the way to it."""
    depth = len(given.base)
    for token in sheet.tokens:
        if token.sort not in ("key", "comment") and token.path[:depth] == given.base and token.path != given.base:
            way = [str(step) for step in token.path[depth:] if not isinstance(step, int)]
            if way and token.written:
                yield ".".join(way), _bare(token)


def _bare(token: Token) -> str:
    return re.sub(r"\A[|>][-+0-9]*[^\n]*\n", "", token.written) if token.sort == "block" else token.written


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return escape(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")


def rule(found: Rule) -> str:
    """A rule's page; it comes from this package, not from a charter."""
    return f"**{found.id}**\n\n{found.page}"


def together(pages: Iterable[str]) -> str:
    """Pages one below the other, each once."""
    return "\n\n---\n\n".join(dict.fromkeys(page for page in pages if page))
