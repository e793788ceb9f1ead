"""Proving a charter from its folder: its record is read and replayed, and all that stands against it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from charter.check.checking import record_objections
from charter.check.recording import Recorded
from charter.facts import Fact, Objection
from charter.lifecycle.replay import History, replay
from charter.model import Consent
from charter.outlook.testimony import Expected, Step, problem_of, proved
from charter.outlook.verification import Verification, of_subject, whole


def verified(record: Recorded, today: date, subject: str, expected: Expected, *, pages: bool = True) -> Verification:
    """What the files prove of a charter, or of one subject such as ``r1``; empty for the whole charter.

    Args:
        pages: Whether what was signed in a PDF is proved only if its pages can be made again here; if not, somebody
            has read them.
    """
    history = replay(record.facts, today)
    against = tuple(record_objections(record, history, today))
    unseen = tuple(one for one in against if one.rule == "pdf-not-repeated" and not pages)
    look = _Look(record, history, tuple(one for one in against if one not in unseen), unseen)
    if subject:
        found = of_subject(record.facts, history, look.against, subject, expected)
        found = replace(found, steps=(*found.steps, *look.pages(subject)))
    else:
        found = whole(record.facts, history, look.against, expected)
    return replace(found, unseen=True, digest=look.digest()) if unseen else found


class _Look(NamedTuple):
    """What was seen of the pages of signed PDFs.

    Attributes:
        unseen: What says that pages could not be made again, where somebody has read them.
    """

    record: Recorded
    history: History
    against: tuple[Objection, ...]
    unseen: tuple[Objection, ...]

    def pages(self, subject: str) -> Iterator[Step]:
        """Of each consent that holds itself, whether the pages are right in which it lies."""
        for fact in self.record.facts.consents:
            if subject in (fact.part.subject, fact.name) and fact.part.method == "pdf" and proved(fact, self.history):
                shown = f"the pages of signed/{fact.part.subject}.pdf are, byte for byte, those that its terms make"
                if not self._is_unseen(fact):
                    wrong = (one for one in self.against if one.local == fact.local and one.rule.startswith("pdf-not-"))
                    yield Step(f"{fact.local}: {shown}", tuple(map(problem_of, wrong)))

    def digest(self) -> str:
        """Of the newest terms whose pages were not made again."""
        found = [fact for fact in self.record.facts.consents if self._is_unseen(fact)]
        newest = max(found, key=lambda fact: (len(str(fact.part.subject)), str(fact.part.subject)))
        return str(newest.part.digest)

    def _is_unseen(self, fact: Fact[Consent]) -> bool:
        return any(one.local == fact.local for one in self.unseen)
