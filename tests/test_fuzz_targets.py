"""The fuzz targets run, hold on what they begin with, and fail where a check of the code is missing."""

import random
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench" / "fuzz"))

import reader
import replay
import review

from charter.review import keeping

WALK_WITHOUT_ITS_FIRST_DECISION = bytes([7, 7, 1, 0, 10, 8])
"""For `review`: base and head at walk, one change, it deletes a file, the one at place 8."""


@pytest.mark.parametrize("target", [reader, replay, review])
def test_a_target_holds_on_some_of_its_seeds_and_on_any_bytes(target):
    chance = random.Random(target.__name__)
    for raw in chance.sample(list(target.seeds()), 15):
        target.one(raw)
    for size in range(0, 60, 6):
        target.one(chance.randbytes(size))


def test_a_target_fails_where_nothing_speaks_for_the_record(monkeypatch):
    review.one(WALK_WITHOUT_ITS_FIRST_DECISION)
    monkeypatch.setattr(keeping, "objections", lambda proposed: iter(()))
    monkeypatch.setattr(review, "objections", lambda *_: [])
    with pytest.raises(AssertionError, match="a settled step is gone"):
        review.one(WALK_WITHOUT_ITS_FIRST_DECISION)
