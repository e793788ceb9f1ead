"""Where in a charter a text stands that no font can show, and how that is told."""

import json
import re
from collections.abc import Iterator
from typing import Any

from charter.errors import CharterError, Exit
from charter.model.part import Part
from charter.rendering.terms import Terms


class UnshownTextError(CharterError):
    """A text holds characters that no font at hand can show, so the document would not say what the terms say."""

    exit_code = Exit.NO


def unshown(characters: tuple[str, ...], terms: Terms) -> UnshownTextError:
    """What to tell about characters without a glyph: the field, its text, and what to do.

    Args:
        characters: At least one, as the typesetter names them.
    """
    fields = list(_holding(characters, terms))
    found = fields[0] if fields else None
    where = f'{found[0]} says "{_short(found[1])}"' if found else "a text cannot be shown"
    here = [one for one in characters if found is None or one in found[1]]
    more = f", and {len(here) - _MOST} more" if len(here) > _MOST else ""
    said = f"{where}, and no font here shows {', '.join(here[:_MOST])}{more}"
    said += f"; the same in {_counted(len(fields) - 1)}" if len(fields) > 1 else ""
    return UnshownTextError(said, _help(here[:_MOST]))


_MOST, _LONGEST = 8, 60
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def _help(characters: list[str]) -> str:
    if all(map(_EAST_ASIAN.match, characters)):
        return "pip install 'partnership-charter[cjk]', or name a folder with a font that does: --font-dir DIR"
    return "name a folder with a font that does: --font-dir DIR, such as one of the Noto fonts for that script"


def _counted(others: int) -> str:
    return "another text" if others == 1 else f"{others} other texts"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _holding(characters: tuple[str, ...], terms: Terms) -> Iterator[tuple[str, str]]:
    """The fields that hold one of them, with their texts: the terms first, then the people."""
    known = [("charter.yaml", json.loads(terms.canonical))]
    known += [(f"people/{party}.yaml", people) for party, people in terms.people.items()]
    for file, value in known:
        for path, text in _texts(value, ""):
            if any(character in text for character in characters):
                yield f"{path} in {file}", text


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            yield from _texts(getattr(value, name), f"{path}.{info.alias or name}".lstrip("."))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value, 1):
            yield from _texts(item, f"{path}, item {index}")
