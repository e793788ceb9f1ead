"""The numbers that a CSV file yields, recomputed exactly from its columns as evidence says."""

from __future__ import annotations

import csv
import io
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from charter.errors import CharterError
from charter.values import given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from charter.model.evidence import RawData

LARGEST = 1 << 20
"""The most bytes of a file that is read as a table."""


class TableError(CharterError):
    """A file does not yield numbers the way the evidence says.

    The message may quote the file, for whoever has it at hand.

    Attributes:
        bare: The message for everybody: it quotes nothing that stands in the file, which may be confidential.
        bare_help: The help for everybody.
    """

    def __init__(self, message: str, help: str = "", *, bare: str = "", bare_help: str = "") -> None:
        super().__init__(message, help)
        self.bare = bare or message
        self.bare_help = bare_help or help


class Counted(NamedTuple):
    """So many of so many."""

    hits: int
    of: int


Yielded: TypeAlias = Fraction | Counted

Row: TypeAlias = Mapping[str, str]
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_SIGN = re.compile(r"==|!=|<=|>=|<|>")
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def recomputed(source: RawData, content: bytes) -> tuple[tuple[str, Yielded], ...]:
    """What the file yields: the name of each case (empty without `by`) and its value, in the file's order.

    `take` says how rows become one value, `sum` where it is silent. A share counts the rows that satisfy `where`, or
    else those whose column says yes, out of all rows of its case.

    Raises:
        TableError: The file is no such table, or a cell is no number; the message names the line.
    """
    column, by, where = given(source.column), given(source.by), given(source.where)
    take = given(source.take) or "sum"
    if column is None:
        raise TableError("no column is named", "say which column holds the values: column: hours")
    condition = _condition(where) if where is not None else None
    rows = list(_rows(content, [name for name in (column, by, condition and condition[0]) if name]))
    if not rows:
        raise TableError("the file has no rows below its header", "export it again with the days of the period")
    groups: dict[str, list[tuple[int, Row]]] = {}
    for line, row in rows:
        groups.setdefault(row[by].strip() if by else "", []).append((line, row))
    return tuple((name, _taken(take, column, condition, group, name)) for name, group in groups.items())


def _rows(content: bytes, needed: list[str]) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, needed)
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                message = f"line {reader.line_num} has {len(cells)} cells, the header has {len(header)}"
                raise TableError(message, "put quotes around a cell that has a comma in it")
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise TableError(f"line {reader.line_num} is no CSV: {error}", "save it as CSV, separated by commas") from error


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise TableError(f"the file has {len(content)} bytes, at most {LARGEST} are read", "keep one period in a file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(f"byte {error.start + 1} is not UTF-8", "save the file as CSV in UTF-8") from error
    if "\0" in text:
        raise TableError("the file holds a null character", "save it as CSV in UTF-8")
    return text


def _check_header(header: list[str], needed: list[str]) -> None:
    if not any(header):
        raise TableError("the file is empty", "its first line names the columns")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        bare = "the header names a column twice"
        raise TableError(f"the header names {quoted(twice[0])} twice", "give every column a name of its own", bare=bare)
    for name in needed:
        if name not in header:
            known = listed([quoted(column) for column in header[:12]])
            bare = "name one that its first line has"
            raise TableError(f"there is no column {quoted(name)}", f"the columns are {known}", bare_help=bare)


_Condition: TypeAlias = tuple[str, Callable[[Any, Any], bool], str]


def _condition(where: str) -> _Condition:
    text = where.strip()
    found = _SIGN.search(text, 1)  # the sign alone: a pattern of the whole takes cubic time over blanks
    if found is None:
        raise TableError(
            f"{quoted(where)} is not a condition", "write a column, an operator and a value: state == done"
        )
    column, value = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return column, _OPERATORS[found.group()], value


def _satisfied(condition: _Condition, row: Row, line: int) -> bool:
    column, compare, value = condition
    cell = row[column].strip()
    for read in (_as_number, _as_day):
        left, right = read(cell), read(value)
        if left is not None and right is not None:
            return compare(left, right)
    if compare in (operator.eq, operator.ne):
        return compare(cell, value)
    help = "numbers and days such as 2027-03-05 have an order, other texts have none"
    raise _misfit(cell, column, line, f"cannot be compared with {quoted(value)}", help)


def _as_number(cell: str) -> Fraction | None:
    return Fraction(cell) if _NUMBER.fullmatch(cell) else None


def _as_day(cell: str) -> date | None:
    if not re.fullmatch(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]", cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _taken(take: str, column: str, where: _Condition | None, group: list[tuple[int, Row]], name: str) -> Yielded:
    counting = [(line, row) for line, row in group if where is None or _satisfied(where, row, line)]
    if take == "share":
        if where is None:
            counting = [(line, row) for line, row in group if _truth(row[column], column, line)]
        return Counted(len(counting), len(group))
    if take == "count":
        return Fraction(len(counting))
    if not counting:
        whose = f" of {quoted(name)}" if name else ""
        bare = f"no row{' of a case' if name else ''} satisfies the condition"
        help = "nothing was measured there: leave the case out"
        raise TableError(f"no row{whose} satisfies the condition", help, bare=bare)
    if take == "last":
        counting = counting[-1:]
    numbers = [_number(row[column], column, line) for line, row in counting]
    return sum(numbers, Fraction(0)) / (len(numbers) if take == "mean" else 1)


def _number(cell: str, column: str, line: int) -> Fraction:
    found = _as_number(cell.strip())
    if found is None:
        raise _misfit(cell, column, line, "is not a number", "write plain numbers such as 29 or 2.5")
    return found


def _truth(cell: str, column: str, line: int) -> bool:
    found = _TRUTH.get(cell.strip().casefold())
    if found is None:
        raise _misfit(cell, column, line, "is neither yes nor no", "write yes or no")
    return found


def _misfit(cell: str, column: str, line: int, why: str, help: str) -> TableError:
    """A cell that cannot be what it has to be."""
    bare = f"line {line}: what stands in {quoted(column)} {why}"
    return TableError(f"line {line}: {quoted(cell)} in {quoted(column)} {why}", help, bare=bare)
