"""Every place of every file of a living charter is replaced by something else: no command ever crashes.

Normal runs try a sample of the places; `CHARTER_FUZZ_ALL=1` tries them all, `CHARTER_FUZZ_SEED` another sample.
"""

import contextlib
import io
import json
import os
import random
from copy import deepcopy
from pathlib import Path

import pytest
from stories import ID, story

from charter.cli import main

ALL = "CHARTER_FUZZ_ALL" in os.environ
SAMPLE = 40
"""Places tried of each life in a normal run."""
PROGRAM = (Path(__file__).parents[1] / "program.yaml").read_bytes()
LIVES = ("crawl measured", "walk measured", "run", "closed", "extended", "restarted", "waived", "slump", "amended")
INSTEAD = (
    {"none": "there is none"},
    {"none": ""},
    {"tbd": {"owner": "northwind.sponsor", "by": "2026-12-31"}},
    {"tbd": {}},
    {"undisclosed": "secret", "agreement": "nda"},
    "none",
    "tbd",
    "",
    "0",
    "-1",
    "9" * 400,
    "-0.000000000000000000000000000000000000001",
    "100000000000000000000%",
    "EUR 99999999999999999999999999",
    "99999999 months",
    "9998-12-31",
    "0001-01-01",
    "northwind",
    "sha256:" + "0" * 64,
    [],
    {},
    [[]],
    [{}],
    {"x": {"y": []}},
    ["a", "a"],
    "very long " * 5000,
    "\u2603 \u0623\u0647\u0644\u0627 \U0001f600",
)
COMMANDS = (
    ("check", "--no-cache", "--jobs", "1", "--format", "json"),
    ("gate", ID, "--format", "json"),
    ("gate", ID),
    ("status",),
    ("status", ID),
    ("evidence", "verify", ID),
    ("rehearse", ID),
    ("graph", ID),
)


def pointers(data, way=()):
    """Every place below a document's top, with a key or an index for each step."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*way, key)
        yield from pointers(value, (*way, key))


def replaced(data, way, value):
    data = place = deepcopy(data)
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = deepcopy(value)
    return data


def places(told):
    for local in sorted(told.files):
        if local.endswith((".yaml", ".json")):
            for way in pointers(told.data(local)):
                yield local, way


def trials(point):
    """What is tried of a life: (file, place, value, whether every digest and seal is made to fit)."""
    told = story(point)
    chance = random.Random(os.environ.get("CHARTER_FUZZ_SEED", "7") + point)
    found = [
        (local, way, INSTEAD[chance.randrange(len(INSTEAD))], bool(chance.randrange(2))) for local, way in places(told)
    ]
    return found if ALL else chance.sample(found, SAMPLE)


def forged(point, local, way, value, *, fits):
    told = story(point)
    data = json.dumps(replaced(told.data(local), way, value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    told.files[local] = data.encode()
    if fits:
        whole = told.copy()
        with contextlib.suppress(Exception):  # the forger gives up where the file is no record any more
            told.reseal()
        if any(len(name) > 200 for local in told.files for name in local.split("/")):
            return whole  # no disk would take it
    return told


def run(arguments, day):
    """The exit code of a command in this process, and what it wrote to standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([*arguments, "--today", str(day)])
        except SystemExit as end:
            code = end.code
    return code, err.getvalue()


def crashes(root, told, monkeypatch):
    for local in [file for file in root.rglob("*") if file.is_file()]:
        local.unlink()
    told.write(root)
    (root / "program.yaml").write_bytes(PROGRAM)
    monkeypatch.chdir(root)
    for arguments in COMMANDS:
        code, said = run(arguments, told.today)
        if code not in (0, 1, 2):
            yield arguments, said


@pytest.mark.parametrize("point", LIVES)
def test_no_command_crashes_on_any_value_at_any_place(point, tmp_path, monkeypatch):
    bad = []
    for local, way, value, fits in trials(point):
        told = forged(point, local, way, value, fits=fits)
        for arguments, said in crashes(tmp_path, told, monkeypatch):
            bad.append((local, way, str(value)[:60], fits, arguments, said[:400]))
    assert bad == []
