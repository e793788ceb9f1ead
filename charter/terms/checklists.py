"""Lists of topics that a map in own words should cover: which of them no key speaks of."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def uncovered(topics: Mapping[str, str], keys: Collection[str]) -> list[str]:
    """The topics that no key speaks of, in words.

    Args:
        topics: What a key that speaks of the topic contains, several stems with a bar between them, and the topic in
            words: ``{"pric": "pricing exceptions"}``.
        keys: The keys that somebody wrote, in any form: ``pricing``, ``special-prices``.
    """
    return [
        words for stems, words in topics.items() if not any(stem in key for stem in stems.split("|") for key in keys)
    ]
