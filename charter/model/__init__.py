"""The shape of every document kind, as pydantic models; the only floor that knows pydantic.

A kind is imported when it is first asked for: linting one charter must not pay for the shapes of seven kinds.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from charter.model.part import Part

if TYPE_CHECKING:
    from charter.model.charter import Charter
    from charter.model.consent import Consent
    from charter.model.decision import Decision
    from charter.model.evidence import Evidence
    from charter.model.people import People
    from charter.model.program import Program
    from charter.model.record import Record

Kind: TypeAlias = Literal["charter", "people", "program", "record", "evidence", "decision", "consent"]


class _Kinds(Mapping[Kind, type[Part]]):
    def __getitem__(self, kind: Kind) -> type[Part]:
        if kind not in get_args(Kind):
            raise KeyError(kind)
        model: type[Part] = getattr(import_module(f"{__name__}.{kind}"), kind.capitalize())
        return model

    def __iter__(self) -> Iterator[Kind]:
        return iter(get_args(Kind))

    def __len__(self) -> int:
        return len(get_args(Kind))


KINDS: Mapping[Kind, type[Part]] = _Kinds()
"""The model of each kind; a kind's name is also the first key of its files."""


def __getattr__(name: str) -> type[Part]:
    if name.lower() in KINDS and name == name.capitalize():
        return KINDS[name.lower()]  # type: ignore[index]  # just looked up
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["KINDS", "Charter", "Consent", "Decision", "Evidence", "Kind", "Part", "People", "Program", "Record"]
