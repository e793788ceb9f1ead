"""The shapes a view is made of: facts, tables and what is said in place of them; texts only, ready to be laid out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from charter.model.part import Part
from charter.rendering.names import Names
from charter.rendering.words import absence, facts, is_prose, words
from charter.values import Absent, given

P = TypeVar("P", bound=Part)

Cell: TypeAlias = str | tuple[str, ...]
"""A text, or several that each get a line."""


@dataclass(frozen=True)
class Fact:
    """One thing with its name: "Segment" and "warehouses with 10 to 50 docks"."""

    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """Rows under a head.

    Attributes:
        said: What is said in place of rows: "none: different markets"; empty where there are rows.
    """

    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Facts:
    """Facts under one heading, or what is said in place of them."""

    facts: tuple[Fact, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Column(Generic[P]):
    """A column of a table about parts: its head, the fields it tells, and how."""

    head: str
    fields: tuple[str, ...]
    cell: Callable[[P], Cell]


class Drawing:
    """Makes tables and facts in which nothing that a part says is lost: what no column tells stands in the last one."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def column(self, head: str, field: str) -> Column[Any]:
        """One field in the words of its type."""
        return Column(head, (field,), lambda part: self.field(part, field))

    def field(self, part: Part, field: str) -> str:
        """One field of a part in words."""
        key = "" if is_prose(type(part), field) else field.strip("_")
        return words(getattr(part, field), self.names, key)

    def table(self, items: Sequence[P] | Absent | None, columns: Sequence[Column[P]]) -> Table:
        """One row a part."""
        if isinstance(items, Absent):
            return Table(said=absence(items, self.names))
        rows = tuple((*(column.cell(item) for column in columns), self._rest(item, columns)) for item in items or ())
        return Table((*(column.head for column in columns), "More"), rows)

    def mapping(
        self,
        head: str,
        items: Mapping[str, P | Absent] | Absent | None,
        columns: Sequence[Column[P]],
        say: Callable[[str], str],
    ) -> Table:
        """One row an entry, its name in the first column."""
        if isinstance(items, Absent):
            return Table(said=absence(items, self.names))
        rows: list[tuple[Cell, ...]] = []
        for name, item in (items or {}).items():
            if isinstance(item, Absent):
                rows.append((say(name), absence(item, self.names), *("" for _ in columns)))
            else:
                rows.append((say(name), *(column.cell(item) for column in columns), self._rest(item, columns)))
        return Table((head, *(column.head for column in columns), "More"), tuple(rows))

    def facts(self, part: Part | Absent | None, but: Iterable[str] = ()) -> Facts:
        """Every field that is there, under its title."""
        if isinstance(part, Absent):
            return Facts(said=absence(part, self.names))
        if part is None:
            return Facts()
        return Facts(tuple(Fact(title, text) for title, text in facts(part, self.names, but=frozenset(but))))

    def texts(self, items: Mapping[str, Any] | Absent | None, say: Callable[[str], str]) -> Facts:
        """A mapping of names to values as facts."""
        if isinstance(items, Absent):
            return Facts(said=absence(items, self.names))
        return Facts(tuple(Fact(say(name), words(value, self.names)) for name, value in (items or {}).items()))

    def _rest(self, item: P, columns: Sequence[Column[P]]) -> Cell:
        told = {field for column in columns for field in column.fields} | {"id"}
        rest = tuple(f"{title}: {text}" for title, text in facts(item, self.names, but=told))
        return rest[0] if len(rest) == 1 else rest


def inside(part: Any, *fields: str) -> Any:
    """A value some fields deep; None where any of them is missing or absent."""
    for field in fields:
        part = given(getattr(part, field)) if part is not None else None
    return part


def absent_in(part: Any, field: str) -> Absent | None:
    """The absence that stands in place of a part, or of one of its fields."""
    if isinstance(part, Absent):
        return part
    value = getattr(part, field) if part is not None else None
    return value if isinstance(value, Absent) else None


def titled(text: str) -> str:
    """Our own words with a capital at the start; never for a charter's texts."""
    return text[:1].upper() + text[1:]
