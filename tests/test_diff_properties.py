"""What holds of every comparison: nothing from nothing, the way back mirrors the way there, no change is lost."""

import copy
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.check.comparing import Compared, told, version
from charter.comparison.compare import compared
from charter.comparison.effect import MIRROR
from charter.digest import canonical
from charter.document import read
from charter.errors import CharterError

ROOT = Path(__file__).parents[1]
CHARTERS = sorted((*ROOT.glob("charters/*/charter.yaml"), *ROOT.glob("tests/reconstructions/*-*.yaml")))
BACK = {"added": "removed", "removed": "added", "changed": "changed", "renamed": "renamed"}


@cache
def data_of(path):
    return read(path.read_bytes(), str(path)).data


def of(data):
    return version("x.json", canonical(data))[0]


def leaves(data, path=()) -> Iterator:
    if isinstance(data, str):
        yield path, data
        return
    for step, item in data.items() if isinstance(data, dict) else enumerate(data):
        yield from leaves(item, (*path, step))


def at(data, path):
    for step in path:
        data = data[step]
    return data


def put(data, path, value):
    """The data with another value at a path; None takes the key or item away."""
    data = copy.deepcopy(data)
    around = at(data, path[:-1])
    if value is None:
        del around[path[-1]]
    else:
        around[path[-1]] = value
    return data


def others(text: str) -> Iterator[str]:
    """Other values of the same kind: a larger and a smaller number, or other words."""
    found = re.search(r"(?<![\d-])\d+(?![\d-])", text)
    if found:
        for by in (1, -1):
            number = str(max(int(found[0]) + by, 1)).rjust(len(found[0]), "0")
            yield text[: found.start()] + number + text[found.end() :]
    if dated := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        yield f"{dated[1]}-{dated[2]}-{'11' if dated[3] != '11' else '12'}"
    yield from {"any": ["other"], "all": ["majority"], "true": ["false"], "false": ["true"]}.get(text, [])
    yield f"{text} indeed" if " " in text else f"{text}-x"


def mutants(data, seed: int, every: int):
    """The data with one leaf another, or taken away; only what is still a charter."""
    chance = random.Random(seed)
    for path, text in leaves(data):
        for value in (*others(text), None):
            if value != text and chance.randrange(every) == 0:
                try:
                    yield path, of(put(data, path, value))
                except CharterError:
                    continue


def mirrored(there, back):
    return sorted(map(key, there)) == sorted(key(one, turned=True) for one in back)


def key(one, turned=False):
    change, effect = one.change, one.effect
    if not turned:
        return (str(change.old_path), str(change.new_path), change.kind, effect.verdict, effect.better, effect.worse)
    verdict = MIRROR[effect.verdict]
    return (str(change.new_path), str(change.old_path), BACK[change.kind], verdict, effect.worse, effect.better)


def hits(found, path):
    old = [one for one in found if path in one.change.leaves[0]]
    new = [one for one in found if path in one.change.leaves[1]]
    return old, new


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_differs_from_itself(path):
    assert compared(of(data_of(path)), of(copy.deepcopy(data_of(path)))) == ()


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_changed_leaf_is_in_one_change_and_the_way_back_mirrors_it(path):
    data = data_of(path)
    before = of(data)
    seen = 0
    for place, after in mutants(data, 7, 12):
        there, back = compared(before, after), compared(after, before)
        assert there, place
        old, new = hits(there, place)
        assert len(old) <= 1 and len(new) <= 1 and old + new, (place, there)
        assert mirrored(there, back), (place, [key(one) for one in there], [key(one, True) for one in back])
        for said in told(Compared(before, after, there)).changes:
            assert said.place and (said.old or said.new), (place, said)
        seen += 1
    assert seen


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_many_changes_at_once_are_all_told(drawn):
    data = data_of(drawn.draw(st.sampled_from(CHARTERS)))
    places = [path for path, _ in leaves(data)]
    changed, touched = data, set()
    for path in drawn.draw(st.lists(st.sampled_from(places), min_size=2, max_size=6, unique=True)):
        value = drawn.draw(st.sampled_from(list(others(at(data, path)))))
        try:
            of(put(changed, path, value))
        except CharterError:
            continue
        if at(changed, path) != value:
            changed = put(changed, path, value)
            touched.add(path)
    before, after = of(data), of(changed)
    there, back = compared(before, after), compared(after, before)
    for path in touched:
        old, new = hits(there, path)
        assert len(old) <= 1 and len(new) <= 1 and old + new, path
    assert len(there) == len(back)


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(CHARTERS))
def test_order_is_no_change(chance, path):
    def shuffled(data, name=""):
        if isinstance(data, dict):
            items = list(data.items())
            chance.shuffle(items)
            return {key: shuffled(value, key) for key, value in items}
        if isinstance(data, list):
            items = [shuffled(item) for item in data]
            if name != "first":
                chance.shuffle(items)
            return items
        return data

    assert compared(of(data_of(path)), of(shuffled(data_of(path)))) == ()
