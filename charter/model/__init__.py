"""The shape of every document kind, as pydantic models; the only floor that knows pydantic."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from charter.model.charter import Charter
from charter.model.consent import Consent
from charter.model.decision import Decision
from charter.model.evidence import Evidence
from charter.model.part import Part
from charter.model.people import People
from charter.model.program import Program
from charter.model.record import Record

Kind: TypeAlias = Literal["charter", "people", "program", "record", "evidence", "decision", "consent"]

KINDS: Mapping[Kind, type[Part]] = {
    "charter": Charter,
    "people": People,
    "program": Program,
    "record": Record,
    "evidence": Evidence,
    "decision": Decision,
    "consent": Consent,
}
"""The model of each kind; a kind's name is also the first key of its files."""

__all__ = ["KINDS", "Charter", "Consent", "Decision", "Evidence", "Kind", "Part", "People", "Program", "Record"]
