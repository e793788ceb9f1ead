"""One byte of a running charter is changed: that is refused, or changes nothing but the format.

Every byte of every file of the record counts: terms, signed terms, people, decisions, consents, evidence, and the files
behind evidence. Normal runs try a sample; `CHARTER_FLIP_ALL=1` tries every byte, each in two ways, and `-s` prints the
counts. A change is *format only* if the file still reads as exactly the same data.
"""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from stories import story

from charter.check.checking import check_paths
from charter.check.linting import Asked
from charter.digest import canonical
from charter.document import read
from charter.errors import CharterError
from charter.folder import Source, read_source

ALL = "CHARTER_FLIP_ALL" in os.environ
SIGNED = ({"keys": {"northwind": "jana", "contoso": "luca"}},)
STORIES = ("crawl", "walk", "run", "extended", "restarted", "closed", "amended")
SAMPLE = 8
"""Bytes tried of a file in a normal run."""
WAYS = (0x01, 0x02)
"""A digit becomes its neighbour, a letter another letter: the changes that are most likely to stay readable."""


def places(size, local):
    """Which bytes are tried; in a sample others in every file, spread evenly."""
    if ALL or size <= SAMPLE:
        return range(size)
    start = sum(local.encode()) % (size // SAMPLE)
    return range(start, size, size // SAMPLE)


def same_data(local, before, after):
    """Whether a changed file still reads as exactly the same data."""
    if local.startswith(("evidence/data/", "signed/")):
        return False
    one, other = read(before, local), read(after, local)
    return not _defects(other) and other.data is not None and canonical(one.data) == canonical(other.data)


def _defects(document):
    return any(finding.severity == "error" for finding in document.findings)


def refused(told, local):
    """Whether `charter check` refuses it: the replay objects, or `charter lint` cannot understand the file."""
    if told.objections():
        return True
    if not local.endswith(".yaml"):
        return False
    file = read_source(Source(local, told.files[local]), local)
    return _defects(file.document) or bool(file.reading.violations) or file.reading.part is None


def flipped(told, local, place, way):
    raw = told.files[local]
    other = told.copy()
    other.files[local] = raw[:place] + bytes([raw[place] ^ way]) + raw[place + 1 :]
    return other


@pytest.mark.parametrize(("point", "before"), [*((point, ()) for point in STORIES), ("walk", SIGNED)])
def test_a_flipped_byte_is_refused_or_changes_nothing(point, before):
    told = story(point, before)
    assert not told.objections()
    counts, passed = Counter(), []
    for local, raw in told.files.items():
        for place in places(len(raw), local):
            for way in WAYS:
                other = flipped(told, local, place, way)
                if same_data(local, raw, other.files[local]):
                    counts["format only"] += 1
                    assert not other.objections()
                elif refused(other, local):
                    counts["refused"] += 1
                else:
                    passed.append((local, place, way, _line(raw, place), _line(other.files[local], place)))
    print(f"{point}: {sum(counts.values()) + len(passed)} flips, {dict(counts)}, accepted: {len(passed)}")
    assert passed == []


def _line(raw, place):
    start, end = raw.rfind(b"\n", 0, place) + 1, raw.find(b"\n", place)
    return raw[start : end if end >= 0 else len(raw)][:160]


@pytest.mark.parametrize("point", ["run"])
def test_the_same_through_the_whole_check_on_disk(point, tmp_path):
    """A few of them as `charter check` sees them: real files, with the lint run."""
    told = story(point)
    folder = told.write(tmp_path)
    usual = _errors(tmp_path, told)
    for number, (local, raw) in enumerate(told.files.items()):
        place = next(
            at
            for at in range(number % 7, len(raw))
            if not same_data(local, raw, flipped(told, local, at, 1).files[local])
        )
        (folder / local).write_bytes(flipped(told, local, place, 1).files[local])
        assert _errors(tmp_path, told) - usual, (local, place)
        (folder / local).write_bytes(raw)
    assert _errors(tmp_path, told) == usual


def _errors(root: Path, told):
    try:
        checked = check_paths(root, [], Asked(told.today + timedelta(days=1)), jobs=1, cached=False)
    except CharterError as error:
        return {str(error)}
    return {
        (one.rule, one.path, one.pointer, one.message) for one in checked.report.findings if one.severity == "error"
    }
