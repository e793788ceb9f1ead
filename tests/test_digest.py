"""What is signed: the digest changes with what is said, and with nothing else."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charter.digest import canonical, digest
from charter.document import read

REPOSITORY = Path(__file__).parents[1]
NORTHWIND = REPOSITORY / "charters" / "northwind-contoso"

words = st.text(st.sampled_from("abc é\u0301Åß×日 '\"#:,-|{}[]"), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
keys = st.text(st.sampled_from("abcdef_"), min_size=1, max_size=6)
documents = st.recursive(
    words,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(keys, inner, min_size=1, max_size=4),
    max_leaves=12,
)
mappings = st.dictionaries(keys, documents, min_size=1, max_size=5)


def digest_of(text: str) -> str:
    document = read(text.encode(), "x.yaml")
    assert document.data is not None, document.findings
    return digest(document.data)


def test_it_is_the_sha256_of_sorted_compact_json() -> None:
    data: Any = {"b": ["1", "ü"], "a": {"z": "x", "y": '"'}}
    assert canonical(data) == '{"a":{"y":"\\"","z":"x"},"b":["1","ü"]}'.encode()
    assert digest(data) == "sha256:" + hashlib.sha256(canonical(data)).hexdigest()


def test_the_same_letters_composed_or_not_are_the_same() -> None:
    assert digest({"a": "e\u0301"}) == digest({"a": "é"})
    assert digest({"e\u0301": "a"}) == digest({"é": "a"})


@pytest.mark.parametrize(
    "same",
    [
        "title: A\ntier: 2\nscope: {in: [x, y]}\n",
        "tier: 2\ntitle: A\nscope: {in: [x, y]}\n",
        "# a comment\ntitle: A # another\ntier: 2\n\n\nscope: {in: [x, y]}\n",
        "title: 'A'\ntier: \"2\"\nscope: {\"in\": [x, 'y']}\n",
        "title: A\ntier: 2\nscope:\n  in:\n    - x\n    - y\n",
        "title: A\r\ntier: 2\r\nscope: {in: [x, y]}\r\n",
        "title: >-\n  A\ntier: 2\nscope:\n    in: [x,\n      y]\n",
        "title:    A\ntier: 2\nscope: { in: [ x , y ] }\n",
    ],
)
def test_layout_never_changes_it(same: str) -> None:
    assert digest_of(same) == digest_of("title: A\ntier: 2\nscope: {in: [x, y]}\n")


@pytest.mark.parametrize(
    "other",
    [
        "title: a\ntier: 2\nscope: {in: [x, y]}\n",
        "title: A\ntier: 3\nscope: {in: [x, y]}\n",
        "title: A\ntier: 2\nscope: {in: [y, x]}\n",
        "title: A\ntier: 2\nscope: {out: [x, y]}\n",
        "title: A\ntier: 2\nscope: {in: [x, y, z]}\n",
        "title: A\ntier: 2\nscope: {in: x}\n",
        "title: A\ntier: 2\n",
        "title: A.\ntier: 2\nscope: {in: [x, y]}\n",
        "title: |\n  A\ntier: 2\nscope: {in: [x, y]}\n",
        "title: A\ntier: 2.0\nscope: {in: [x, y]}\n",
    ],
)
def test_any_change_of_what_is_said_changes_it(other: str) -> None:
    assert digest_of(other) != digest_of("title: A\ntier: 2\nscope: {in: [x, y]}\n")


def written(data: Any, draw: Any, depth: int = 0) -> str:
    """The data as YAML in one of many layouts: flow or block, keys in any order, comments, quotes of any kind."""
    if isinstance(data, str):
        return json.dumps(data, ensure_ascii=False) if draw(st.booleans()) else "'" + data.replace("'", "''") + "'"
    flow = depth > 0 and draw(st.booleans())
    if isinstance(data, dict):
        names = draw(st.permutations(list(data)))
        if flow:
            return "{" + ", ".join(f"'{name}': {_flow(data[name], draw)}" for name in names) + "}"
        entries = [f"'{name}':{_under(data[name], draw, depth)}" for name in names]
    elif flow:
        return "[" + ", ".join(_flow(item, draw) for item in data) + "]"
    else:
        entries = [f"-{_under(item, draw, depth)}" for item in data]
    note = "# note\n" + "  " * depth if draw(st.booleans()) else ""
    return ("\n" + "  " * depth).join(note + entry for entry in entries)


def _flow(data: Any, draw: Any) -> str:
    if isinstance(data, str):
        return written(data, draw, 1)
    if isinstance(data, list):
        return "[" + ", ".join(_flow(item, draw) for item in data) + "]"
    return "{" + ", ".join(f"'{name}': {_flow(item, draw)}" for name, item in data.items()) + "}"


def _under(data: Any, draw: Any, depth: int) -> str:
    text = written(data, draw, depth + 1)
    if isinstance(data, str) or text[0] in "{[":
        return " " + text
    return "\n" + "  " * (depth + 1) + text


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(mappings, st.data())
def test_no_layout_of_any_document_changes_it(data: Any, source: st.DataObject) -> None:
    text = written(data, source.draw) + "\n"
    document = read(text.encode(), "x.yaml")
    assert document.data is not None, (text, document.findings)
    assert digest(document.data) == digest(data)


@settings(max_examples=200, deadline=None)
@given(mappings, mappings)
def test_two_documents_share_it_only_if_they_say_the_same(one: Any, other: Any) -> None:
    assert (digest(one) == digest(other)) == (canonical(one) == canonical(other))
    assert json.loads(canonical(one)) == json.loads(canonical(json.loads(canonical(one))))


def asked(*arguments: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "charter", "digest", *arguments], cwd=cwd, capture_output=True, check=False
    )


def test_the_verb_gives_what_sha256sum_gives() -> None:
    said = asked("northwind-contoso")
    assert (said.returncode, said.stderr) == (0, b"")
    json_bytes = asked("northwind-contoso", "--json").stdout
    assert said.stdout.decode().strip() == "sha256:" + hashlib.sha256(json_bytes).hexdigest()
    assert json.loads(json_bytes)["id"] == "northwind-contoso"


def test_people_files_have_digests_too() -> None:
    one = asked("northwind-contoso", "--people", "contoso").stdout.decode()
    assert one == digest_of((NORTHWIND / "people/contoso.yaml").read_text(encoding="utf-8")) + "\n"
    both = asked("northwind-contoso", "--people", "northwind", "contoso").stdout.decode().splitlines()
    assert [line.split()[1] for line in both] == ["people/northwind.yaml", "people/contoso.yaml"]
    assert both[1].split()[0] == one.strip()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nobody",), 2, "there is no charter"),
        (("northwind-contoso", "--people", "globex"), 2, "globex.yaml cannot be opened"),
        (("northwind-contoso", "--people", "northwind", "contoso", "--json"), 2, "--json prints one file"),
    ],
)
def test_a_wrong_question(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = asked(*arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert said in done.stderr.decode().replace(os.sep, "/")


def test_a_file_in_doubt_has_no_digest(tmp_path: Path) -> None:
    home = tmp_path / "charters" / "a"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_text("charter: 1\ntitle: A\ntitle: B\n", encoding="utf-8")
    done = asked("a", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"run charter lint" in done.stderr
