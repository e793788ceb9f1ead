"""How a document is described: parts, fields, and the format's value types as pydantic and JSON Schema see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from charter import notation
from charter.codes import COUNTRIES
from charter.values import Absent, Comparison, Day, Duration, Money, Percent, Role, given

T = TypeVar("T")

GIVEN = "⟨given⟩"
"""The step that marks the given branch of a value in pydantic's error places; never part of a document."""

ABSENT = "⟨absent⟩"
"""The step that marks the branch for decided absences; what it complains about is noise."""


SCALAR, OTHER = "⟨scalar⟩", "⟨other⟩"
"""The steps that mark the two branches of a value that is either a scalar or something larger."""

WORDS = "⟨words⟩"
"""The key that marks, in a generated schema, what a value is in words; never part of a finished schema."""


class Part(BaseModel):
    """A mapping of the format: closed, frozen, and never coercing."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        defer_build=True,
        validate_by_alias=True,
        validate_by_name=False,
        serialize_by_alias=True,
    )


def required(title: str, description: str, example: object, *, alias: str | None = None) -> Any:
    """A field that must be there, with what an editor shows for it."""
    return Field(title=title, description=description, examples=[example], alias=alias)


def optional(title: str, description: str, example: object, *, alias: str | None = None) -> Any:
    """A field that a rule may ask for, never the shape."""
    return Field(default=None, title=title, description=description, examples=[example], alias=alias)


@dataclass(frozen=True, eq=False)
class Scalar:
    """A value type: its reader, what it is in words, and its JSON Schema."""

    read: Callable[[str], Any]
    words: str
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.schema | {WORDS: self.words}

    def _validate(self, value: object) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("expected", "{words}", {"words": self.words})
        try:
            return self.read(value)
        except ValueError as error:
            raise PydanticCustomError("value", "{problem}", {"problem": str(error)}) from error


def _text(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^(?:{pattern})$(?!\\n)"}


def _text_or(kind: str, pattern: str, *named: str, **limits: object) -> dict[str, Any]:
    """A text, the same as a plain number or flag, or one of the named words, which an editor then offers."""
    return {"anyOf": [*([{"enum": list(named)}] if named else []), _text(pattern), {"type": kind, **limits}]}


def _whole_or_text(*numbers: int) -> dict[str, Any]:
    return {"anyOf": [{"enum": list(numbers)}, _text("|".join(map(str, numbers)))]}


class Prose:
    """Text that people read."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.str_schema(strict=True, pattern=r"\S")

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": r"\S", WORDS: "a text; a number, true or false goes in quotes"}


Text = Annotated[str, Prose()]
Id = Annotated[
    str, Scalar(notation.read_identifier, "an id such as faster-start", _text(notation.IDENTIFIER) | {"maxLength": 64})
]
Number = Annotated[Decimal, Scalar(notation.read_number, "a number such as 40", _text_or("number", notation.NUMBER))]
Whole = Annotated[
    int,
    Scalar(
        notation.read_whole,
        "a whole number such as 2",
        _text_or("integer", "0|[1-9][0-9]{0,8}", minimum=0, maximum=999_999_999),
    ),
]
Flag = Annotated[bool, Scalar(notation.read_flag, "true or false", _text_or("boolean", "true|false"))]
Amount = Annotated[Money, Scalar(notation.read_amount, "an amount of money such as EUR 180000", _text(notation.AMOUNT))]
Share = Annotated[Percent, Scalar(notation.read_percent, "a percentage such as 20%", _text(notation.PERCENT))]
Span = Annotated[Duration, Scalar(notation.read_duration, "a length of time such as 8 weeks", _text(notation.DURATION))]
When = Annotated[
    Day,
    Scalar(
        notation.read_day, "a date such as 2027-03-05", _text_or("integer", notation.DAY, minimum=1000, maximum=2999)
    ),
]
ExactDay = Annotated[
    date,
    Scalar(
        notation.read_exact_day,
        "a day such as 2027-03-05",
        _text("[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"),
    ),
]
Threshold = Annotated[
    Comparison, Scalar(notation.read_comparison, 'a threshold such as ">= 20%"', _text(notation.COMPARISON))
]
RoleName = Annotated[Role, Scalar(notation.read_role, "a role such as northwind.delivery", _text(notation.ROLE))]
Measure = Annotated[
    Money | Percent | Decimal,
    Scalar(
        notation.read_measure,
        "a number, a percentage or an amount",
        _text_or("number", "|".join((notation.MONEY, notation.PERCENT, notation.NUMBER))),
    ),
]
Decider = Annotated[
    Role | str,
    Scalar(
        notation.read_decider,
        "a role such as northwind.sponsor, or an outsider's id",
        _text(rf"{notation.ROLE}|{notation.IDENTIFIER}"),
    ),
]
EndOrDay = Annotated[
    Day | Literal["end"],
    Scalar(
        notation.read_end,
        "a date, or `end` for the end of the charter's term",
        _text_or("integer", notation.DAY, "end", minimum=1000, maximum=2999),
    ),
]
PhaseOrDay = Annotated[
    Day | Literal["crawl", "walk", "run"],
    Scalar(
        notation.read_phase_or_day,
        "a phase or a date",
        _text_or("integer", notation.DAY, "crawl", "walk", "run", minimum=1000, maximum=2999),
    ),
]
Needed = Annotated[
    int | Literal["all", "majority"],
    Scalar(
        notation.read_needed,
        "all, majority or a number",
        _text_or("integer", "[1-9][0-9]{0,8}", "all", "majority", minimum=1, maximum=999_999_999),
    ),
]
Digest = Annotated[
    str, Scalar(notation.read_digest, "a digest, sha256: and 64 hex digits", _text("sha256:[0-9a-f]{64}"))
]
Month = Annotated[Day, Scalar(notation.read_month, "a month such as 2027-02", _text("[12][0-9]{3}-(?:0[1-9]|1[0-2])"))]
TierName = Annotated[int, Scalar(notation.read_tier, "a tier: 1, 2 or 3", {"enum": ["1", "2", "3"]})]
CurrencyName = Annotated[
    str, Scalar(notation.read_currency, "a currency code such as EUR, or as_of", _text("[A-Z]{3}|as_of"))
]
RateOrDay = Annotated[
    Decimal | date,
    Scalar(
        notation.read_rate_or_day,
        "a rate such as 1.08, or a day",
        _text_or("number", rf"{notation.NUMBER}|[12][0-9]{{3}}-[01][0-9]-[0-3][0-9]"),
    ),
]
Version = Annotated[int, Scalar(notation.read_version, "the version of the format, 1", _whole_or_text(1))]
Tier = Annotated[int, Scalar(notation.read_tier, "a tier: 1, 2 or 3", _whole_or_text(1, 2, 3))]
Country = Annotated[str, Scalar(notation.read_country, "a country code such as DE", _text("|".join(sorted(COUNTRIES))))]


class _Decided:
    """Marks a field whose value may be one of the decided absences instead."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        real = [choice for choice in get_args(source) if choice not in (Absent, type(None))]
        given = handler.generate_schema(real[0])
        return core_schema.union_schema(
            [(core_schema.is_instance_schema(Absent), ABSENT), (given, GIVEN)], mode="left_to_right"
        )


class _Sequence:
    """Marks a sequence: a list in the document, a tuple in the model."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        items = handler.generate_schema(get_args(source)[0])
        return core_schema.no_info_after_validator_function(tuple, core_schema.list_schema(items, strict=True))


class EitherMark:
    """Marks a value that is a scalar or else a mapping or sequence; the document's own shape says which."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        scalar, other = (handler.generate_schema(choice) for choice in get_args(source))
        return core_schema.tagged_union_schema(
            {SCALAR: scalar, OTHER: other},
            discriminator=lambda value: SCALAR if isinstance(value, str) else OTHER,
        )


class ListMark:
    """Marks a value that is a list or else a mapping."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        listed, mapped = (handler.generate_schema(choice) for choice in get_args(source))
        return core_schema.tagged_union_schema(
            {SCALAR: listed, OTHER: mapped},
            discriminator=lambda value: OTHER if isinstance(value, dict) else SCALAR,
        )


U = TypeVar("U")
Many: TypeAlias = Annotated[tuple[T, ...], _Sequence()]
"""A sequence of T."""
Maybe: TypeAlias = Annotated[T | Absent, _Decided()]
"""A T, or a decided absence."""
Opt: TypeAlias = Annotated[T | Absent | None, _Decided()]
"""A T, a decided absence, or nothing at all."""
Either: TypeAlias = Annotated[T | U, EitherMark()]
"""A scalar T, or a mapping or sequence U."""
ListOr: TypeAlias = Annotated[Many[T] | U, ListMark()]
"""A sequence of T, or a mapping U."""


CurrencyTable: TypeAlias = dict[CurrencyName, Either[RateOrDay, dict[CurrencyName, RateOrDay]]]
"""Exchange rates by currency, and the day they are of under `as_of`."""
AllOrIds: TypeAlias = Either[Literal["all"], Many[Id]]
"""`all`, or a list of ids."""


class Undecided(Part):
    """Who decides a point that is still open, and until when."""

    owner: Text = required("Owner", "Who decides it: a role, or a person's function.", "northwind.sponsor")
    by: When = required("By", "The day by which it is decided.", "2026-12-01")


class _None(Part):
    none: Text = required("None, because", "Decided: there is none. The reason in words.", "different markets")


class _Tbd(Part):
    tbd: Undecided = required(
        "To be decided",
        "Not decided yet: who decides and by when. Blocks signing.",
        {"owner": "northwind.sponsor", "by": "2026-12-01"},
    )


class _Undisclosed(Part):
    undisclosed: Text = required(
        "Withheld, because",
        "The value exists and is not shown here. The reason in words.",
        "price list is confidential",
    )
    agreement: Id | None = optional("In", "The id of the agreement that holds the value.", "msa", alias="in")


ABSENCES: dict[str, type[Part]] = {"none": _None, "tbd": _Tbd, "undisclosed": _Undisclosed}


def absent(part: Part) -> Absent:
    """The decided absence that one of `ABSENCES` says."""
    match part:
        case _None(none=reason):
            return Absent("none", reason)
        case _Tbd(tbd=open_point):
            return Absent("tbd", owner=open_point.owner, by=str(open_point.by))
        case _Undisclosed(undisclosed=reason, agreement=agreement):
            return Absent("undisclosed", reason, agreement=given(agreement) or "")
    raise AssertionError(part)
