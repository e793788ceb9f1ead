"""The reader against documents nobody thought of: generated ones, and real text with random changes."""

import importlib.util
import io
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from ruamel.yaml import YAML

from charter.document import Document, comments, events, read

_SPEC = importlib.util.spec_from_file_location(
    "fuzz_reader", Path(__file__).parent.parent / "bench" / "fuzz" / "reader.py"
)
fuzz_reader = importlib.util.module_from_spec(_SPEC)
sys.modules["fuzz_reader"] = fuzz_reader
_SPEC.loader.exec_module(fuzz_reader)

MUTATIONS = 4000

visible = some.text(some.sampled_from("ab z0-:#,'\"[]{}&*!|>%@`?\\/~é×北😀\n"), max_size=12)
keys = visible.filter(lambda key: key.strip() and "\n" not in key)
scalars = some.one_of(visible, some.integers(-(10**9), 10**9), some.booleans(), some.floats(allow_nan=False))
values = some.recursive(
    scalars,
    lambda inner: some.one_of(some.lists(inner, max_size=4), some.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)
documents = some.dictionaries(keys, values, min_size=1, max_size=5)


def _written(data, *, flow, width):
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.width = width
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _told(document: Document) -> set[str]:
    return {finding.rule for finding in document.findings}


def test_the_texts_to_change_are_flawless():
    for text in (fuzz_reader.SEED, fuzz_reader.MORE):
        document = read(text.encode(), "charter.yaml")
        assert document.findings == ()
        assert list(fuzz_reader.disagreements(document, text, node=None)) == []


@settings(max_examples=300, deadline=None)
@given(documents, some.sampled_from([True, False, None]), some.sampled_from([20, 80, 4000]))
def test_what_another_tool_writes_is_refused_or_read_as_it_was_meant(data, flow, width):
    text = _written(data, flow=flow, width=width)
    document = read(text.encode(), "charter.yaml")
    if not document.findings:  # not held against `data`: what the other tool writes is not always what it was given
        assert document.core() == YAML(typ="safe", pure=True).load(text)


@settings(max_examples=300, deadline=None)
@given(documents)
def test_every_leaf_of_an_accepted_document_stands_where_its_place_says(data):
    text = _written(data, flow=None, width=4000)
    document = read(text.encode(), "charter.yaml")
    if document.findings:
        return
    for path, value in _paths(document.data):
        assert document.exists(path)
        span = document.span(path)
        assert span.start <= span.end
        if isinstance(value, str) and "\n" not in value and span.start.line == span.end.line:
            line = text.split("\n")[span.start.line - 1]
            assert YAML(typ="base", pure=True).load(line[span.start.column - 1 : span.end.column - 1]) == value


@settings(max_examples=500, deadline=None)
@given(some.binary(max_size=200))
def test_bytes_of_any_kind_are_a_document_or_a_finding(raw):
    document = read(raw, "charter.yaml")
    list(comments(document))
    assert document.findings or document.data is not None


@settings(max_examples=500, deadline=None)
@given(some.text(some.sampled_from(" \n\t\r:-?#,[]{}&*!|>'\"%@a<=.0\\u\u00a0\u200b\ufeffé\u0301"), max_size=60))
def test_texts_of_all_signs_are_judged_alike_by_all(text):
    document, wrong = fuzz_reader.judged(text.encode())
    assert wrong == []
    if not document.findings:
        assert list(fuzz_reader.disagreements(document, text, node=None)) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_charter_with_random_changes_is_refused_or_read_as_ruamel_reads_it(seed):
    chance = random.Random(seed)
    accepted = 0
    for _ in range(MUTATIONS // 4):
        text = fuzz_reader.mutated(chance.choice((fuzz_reader.SEED, fuzz_reader.MORE)), chance)
        document, wrong = fuzz_reader.judged(text.encode())
        assert wrong == [], text
        if not document.findings:
            accepted += 1
            assert list(fuzz_reader.disagreements(document, text, node=None)) == [], text
    assert accepted > MUTATIONS // 4 // 8


SLIPS = (
    "a: {b: c} d",
    "a: b\n c: d: e",
    "- a\nb",
    "a: [b, c",
    "a: [b c: d, e]]",
    "a: {b: ,}",
    "say}\n: approve",
    "{}person: Salmi",
    ": job",
    "a:\n  - b\n c: d",
    "a: >x\n  b",
    "a: |2 b",
    "a: - b",
    "a: * b",
    "a: ? b",
    "a: 'b",
    "a\nb\nc: d",
    "a: @b",
    "a: !<x b",
)


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_in_the_same_words_without_the_parser_in_c(text, monkeypatch):
    usual = read(text.encode(), "charter.yaml")
    monkeypatch.setattr(events, "_new_parser", events._pure_parser())
    assert usual.findings != ()
    assert read(text.encode(), "charter.yaml").findings == usual.findings


def test_without_the_parser_in_c_nothing_else_is_read(monkeypatch):
    chance = random.Random(1)
    texts = [fuzz_reader.mutated(chance.choice((fuzz_reader.SEED, fuzz_reader.MORE)), chance) for _ in range(300)]
    usual = [read(text.encode(), "charter.yaml") for text in texts]
    monkeypatch.setattr(events, "_new_parser", events._pure_parser())
    for text, document in zip(texts, usual, strict=True):
        other = read(text.encode(), "charter.yaml")
        assert other.findings or other.data == document.data, text


def _paths(value, path=()):
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _paths(item, (*path, step))
