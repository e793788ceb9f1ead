"""Money where only a range is known."""

from typing import Literal, TypeAlias

from charter.model.part import Amount, Either, Maybe, Opt, Part, optional, required

Basis: TypeAlias = Literal["cash", "in-kind", "contingent", "guaranteed"]


class MoneyRange(Part):
    """Between two amounts."""

    low: Maybe[Amount] = required("Low", "The lower end.", "EUR 120000")
    high: Maybe[Amount] = required("High", "The upper end.", "EUR 200000")
    basis: Opt[Basis] = optional("Basis", "How sure and in what form.", "in-kind")

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"


Sum: TypeAlias = Either[Amount, MoneyRange]
"""An amount, or a range of it."""
