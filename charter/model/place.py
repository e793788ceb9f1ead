"""What the format expects at a path: the field there, its description, and the keys beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from charter.finding import Path
from charter.model.part import ABSENCES, EitherMark, ListMark, Part, Prose, Scalar
from charter.notation import read_decider, read_role
from charter.values import Absent


class Place:
    """What the format expects somewhere.

    Places know the places inside them, once asked for: the same few are looked at for every document.

    Attributes:
        annotation: The type there, decided absences taken off.
        field: The field that leads there; None inside a list or an open mapping.
    """

    def __init__(self, annotation: Any, field: FieldInfo | None) -> None:
        self.annotation = annotation
        self.field = field
        self._inside: dict[object, Place | None] = {}

    @cached_property
    def keys(self) -> Mapping[str, FieldInfo]:
        """The keys a closed mapping may have here, as written in a file; empty elsewhere."""
        part = _mapping_of(self.annotation)
        return keys_of(part) if part is not None else {}

    @cached_property
    def is_text(self) -> bool:
        """Whether a text stands here: a plain number or yes/no word would be misread by other tools."""
        kind = _outer(self.annotation, scalar=True)
        marks = kind.__metadata__ if get_origin(kind) is Annotated else ()
        for mark in marks:
            if isinstance(mark, Scalar):
                return mark.schema.get("type") == "string" or _all_texts(mark.schema.get("enum"))
        return any(isinstance(mark, Prose) for mark in marks)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The words that may stand here as a scalar, where they are named one by one; others may be allowed, too."""
        kind = _outer(self.annotation, scalar=True)
        if get_origin(_bare(kind)) is Literal:
            return tuple(map(str, get_args(_bare(kind))))
        marks = kind.__metadata__ if get_origin(kind) is Annotated else ()
        return tuple(word for mark in marks if isinstance(mark, Scalar) for word in _named(mark.schema))

    @cached_property
    def words(self) -> str:
        """What a scalar here is, in words; empty where the format has none for it."""
        kind = _outer(self.annotation, scalar=True)
        marks = kind.__metadata__ if get_origin(kind) is Annotated else ()
        return next((mark.words for mark in marks if isinstance(mark, Scalar)), "")

    @cached_property
    def is_role(self) -> bool:
        """Whether a role such as northwind.delivery may stand here."""
        kind = _outer(self.annotation, scalar=True)
        marks = kind.__metadata__ if get_origin(kind) is Annotated else ()
        return any(isinstance(mark, Scalar) and mark.read in (read_role, read_decider) for mark in marks)

    @property
    def is_required(self) -> bool:
        """Whether what holds it must have it."""
        return self.field is not None and self.field.is_required()

    def inside(self, step: str | int) -> Place | None:
        """What is expected one step further; None where the format knows no such step."""
        known = step if step in self._closed else type(step)
        if known not in self._inside:
            self._inside[known] = _inside(self.annotation, step)
        return self._inside[known]

    @cached_property
    def _closed(self) -> Collection[str]:
        """The keys that lead somewhere of their own; any other, in an open mapping, leads where all others do."""
        return {*self.keys, *_ABSENT_KEYS}


def _named(schema: Mapping[str, Any]) -> Iterator[str]:
    """The words that a value type names one by one."""
    yield from map(str, schema.get("enum", ()))
    if schema.get("type") == "boolean":
        yield from ("true", "false")
    for branch in schema.get("anyOf", ()):
        yield from _named(branch)


def _all_texts(choices: Sequence[object] | None) -> bool:
    return choices is not None and all(isinstance(choice, str) for choice in choices)


def place_at(model: type[Part], path: Path) -> Place | None:
    """What `model` expects at `path`, sequence items at any index alike; None where the format knows no such path."""
    place: Place | None = _root(model)
    for step in path:
        if place is None:
            return None
        place = place.inside(step)
    return place


@lru_cache(maxsize=16)
def _root(model: type[Part]) -> Place:
    return Place(model, None)


@lru_cache(maxsize=256)
def keys_of(part: type[Part]) -> Mapping[str, FieldInfo]:
    """The keys of a closed mapping as they are written, with their fields."""
    return {info.alias or name: info for name, info in part.model_fields.items()}


_ABSENT_KEYS = frozenset(key for part in ABSENCES.values() for key in keys_of(part))


def _inside(annotation: Any, step: str | int) -> Place | None:
    inner = _outer(annotation, scalar=False, listed=isinstance(step, int))
    if isinstance(step, int):
        return Place(get_args(_bare(inner))[0], None) if get_origin(_bare(inner)) is tuple else None
    # a decided absence may stand anywhere, so its keys are known everywhere
    own = [inner] if isinstance(inner, type) and issubclass(inner, Part) else []
    for part in (*own, *ABSENCES.values()):
        if (info := keys_of(part).get(step)) is not None:
            return Place(_with_marks(info), info)
    return Place(get_args(inner)[1], None) if get_origin(inner) is dict else None


def _with_marks(info: FieldInfo) -> Any:
    # pydantic moves the marks of the outermost Annotated from the annotation to the field
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def _outer(annotation: Any, *, scalar: bool, listed: bool = False) -> Any:
    """The annotation without absences; of an either-or, the branch that is asked for."""
    bare = _bare(annotation)
    marks = annotation.__metadata__ if get_origin(annotation) is Annotated else ()
    if get_origin(bare) in (Union, UnionType):
        choices = [choice for choice in get_args(bare) if choice not in (Absent, NoneType)]
        if any(isinstance(mark, EitherMark) for mark in marks):
            return _outer(choices[0 if scalar else 1], scalar=scalar, listed=listed)
        if any(isinstance(mark, ListMark) for mark in marks):
            return _outer(choices[0 if listed else 1], scalar=scalar, listed=listed)
        if any(isinstance(mark, Scalar) for mark in marks):
            return annotation
        return _outer(choices[0], scalar=scalar, listed=listed)
    return annotation if marks and get_origin(bare) is not dict else bare


def _mapping_of(annotation: Any) -> type[Part] | None:
    inner = _bare(_outer(annotation, scalar=False))
    return inner if isinstance(inner, type) and issubclass(inner, Part) else None


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
