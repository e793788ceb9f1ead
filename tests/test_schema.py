"""The JSON Schemas: generated, valid, complete, and of one mind with the models."""

import json
import random
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.document import read
from charter.model import KINDS
from charter.model.place import place_at
from charter.model.reading import understand
from charter.model.schema import schema, text

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(
    [*ROOT.glob("charters/*/**/*.yaml"), ROOT / "program.yaml", *ROOT.glob("tests/reconstructions/*.yaml")]
)
EXAMPLES = [file for file in EXAMPLES if file.name != "expected.yaml"]
VALIDATORS = {kind: jsonschema_rs.Draft202012Validator(schema(kind)) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_committed_schema_is_the_generated_one(kind):
    assert (ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8") == text(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_a_schema(kind):
    jsonschema.Draft202012Validator.check_schema(schema(kind))


def _fields(node, path=""):
    if isinstance(node, dict):
        for key, field in node.get("properties", {}).items():
            yield f"{path}/{key}", field
        for key, value in node.items():
            if key != "examples":
                yield from _fields(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _fields(value, f"{path}/{index}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_title_description_and_example(kind):
    lacking = [
        path for path, field in _fields(schema(kind)) if not {"title", "description", "examples"} <= field.keys()
    ]
    assert lacking == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_field_is_valid_in_its_field(kind):
    whole = schema(kind)
    for path, field in _fields(whole):
        for example in field["examples"]:
            if "…" not in json.dumps(example, ensure_ascii=False):
                part = {"$schema": whole["$schema"], "$defs": whole["$defs"], **field}
                errors = [error.message for error in jsonschema_rs.Draft202012Validator(part).iter_errors(example)]
                assert not any("required" not in error and "not valid under any" not in error for error in errors), (
                    path,
                    errors,
                )


def models_accept(kind, document) -> bool:
    """Whether the models, and the check for texts that editors read as something else, accept a document."""
    if document.data is None or document.findings:
        return False
    misread = [path for path in document.plain if (place := place_at(KINDS[kind], path)) is not None and place.is_text]
    return not misread and not understand(KINDS[kind], document.data, document.unreadable).violations


def kind_of(document):
    return next(kind for kind in document.data if kind in KINDS)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: str(file.relative_to(ROOT)))
def test_models_and_both_validators_accept_every_example(file):
    document = read(file.read_bytes(), str(file))
    kind = kind_of(document)
    assert models_accept(kind, document)
    assert VALIDATORS[kind].is_valid(document.core())
    assert jsonschema.Draft202012Validator(schema(kind)).is_valid(document.core())


LEAVES = [
    "EUR 12",
    "EUR",
    "12",
    "-3",
    "1.50",
    "20%",
    "0.2",
    "8 weeks",
    "8 week",
    "weeks",
    "2027-03-05",
    "2027-Q3",
    "2027",
    "2027-13",
    '">= 20%"',
    '"<40"',
    "northwind.delivery",
    "Jana Brandt",
    "true",
    "false",
    '"true"',
    "some words",
    '"12"',
    "end",
    "walk",
    "all",
    "majority",
    "customers",
    "sha256:00",
    "{none: because}",
    "{tbd: {owner: northwind.sponsor, by: 2027-01-01}}",
    "{tbd: soon}",
    "{undisclosed: secret}",
    "{undisclosed: secret, in: msa}",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "[[a]]",
    "{all: [a]}",
]


KEYS = [
    "owner",
    "value",
    "from",
    "nonsense",
    "id",
    "metric",
    "Not-an-id",
    "1",
    "EUR",
    "none",
    "tbd",
    "undisclosed",
    "in",
]


def flow(node) -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {flow(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(flow, node)) + "]"
    return node if isinstance(node, _Raw) else json.dumps(node, ensure_ascii=False)


class _Raw(str):
    """Source text that stands as it is."""


def mutated(node, chance: random.Random, rate: float):
    if chance.random() < rate:
        return _Raw(chance.choice(LEAVES))
    if isinstance(node, dict):
        changed = {key: mutated(value, chance, rate) for key, value in node.items() if chance.random() > rate}
        if chance.random() < rate:
            changed[chance.choice(KEYS)] = _Raw(chance.choice(LEAVES))
        return changed
    if isinstance(node, list):
        return [mutated(value, chance, rate) for value in node]
    return node


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.002, 0.01, 0.05]), st.sampled_from(EXAMPLES))
def test_models_and_schema_agree_on_changed_documents(seed, rate, file):
    whole = read(file.read_bytes(), str(file))
    kind = kind_of(whole)
    changed = mutated(whole.core(), random.Random(seed), rate)
    if not isinstance(changed, dict) or not changed:
        return
    document = read(flow(changed).encode(), "changed.yaml")
    assert not document.findings, document.findings
    assert VALIDATORS[kind].is_valid(document.core()) == models_accept(kind, document), flow(changed)
