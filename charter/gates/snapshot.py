"""What a decision keeps of a gate: each criterion's verdict, values, threshold and evidence."""

from __future__ import annotations

from typing import Any

from charter.gates.verdict import GateReview


def snapshot(review: GateReview) -> dict[str, dict[str, Any]]:
    """The review in the form of a decision file's ``gate``; what is empty is left out."""
    return {
        judged.id: {
            key: value
            for key, value in (
                ("verdict", judged.verdict),
                ("value", list(judged.values)),
                ("needed", judged.needed),
                ("evidence", judged.evidence[0] if judged.evidence else ""),
            )
            if value
        }
        for judged in review.criteria
    }
