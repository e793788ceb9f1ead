"""Proving a charter from its folder: its record is read and replayed, and all that stands against it is counted."""

from __future__ import annotations

from datetime import date

from charter.check.checking import record_objections
from charter.check.recording import Recorded
from charter.lifecycle.replay import replay
from charter.outlook.testimony import Expected
from charter.outlook.verification import Verification, of_subject, whole


def verified(record: Recorded, today: date, subject: str, expected: Expected) -> Verification:
    """What the files prove of a charter, or of one subject such as ``r1``; empty for the whole charter."""
    history = replay(record.facts, today)
    against = tuple(record_objections(record, history, today))
    if subject:
        return of_subject(record.facts, history, against, subject, expected)
    return whole(record.facts, history, against, expected)
