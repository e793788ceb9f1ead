"""The points of a charter that are still to be decided, wherever they stand."""

from collections.abc import Iterator
from typing import Any

from charter.model.part import Part
from charter.rendering.names import Names
from charter.values import Absent


def undecided(value: Any, names: Names, title: str = "a point") -> Iterator[tuple[str, Absent]]:
    """Every ``tbd`` in a value of the model, with what it is about.

    Args:
        title: What the value itself is called.
    """
    if isinstance(value, Absent) and value.kind == "tbd":
        yield title, value
    elif isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            yield from undecided(getattr(value, name), names, info.title or name)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from undecided(item, names, f"{title}, {names.short(name)}")
    elif isinstance(value, tuple):
        for item in value:
            yield from undecided(item, names, title)
