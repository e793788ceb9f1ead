"""JSON Schemas (draft 2020-12) of every document kind, generated from the models, for editors and other validators."""

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from charter.model import KINDS, Kind
from charter.model.part import ABSENCES, ABSENT, WORDS, Part

DIALECT = "https://json-schema.org/draft/2020-12/schema"

EDITOR_KEYWORDS = ("defaultSnippets", "errorMessage")
"""Keywords that only editors read and validators pass over; a strict validator wants them declared.

Without `errorMessage` an editor shows a regular expression, without `defaultSnippets` it writes ``[object Object]``.
"""


def schema(kind: Kind) -> dict[str, Any]:
    """The schema of one kind.

    It reads a document as an editor does, plain numbers as numbers. It is as strict as the models except for calendar
    days, currency codes and how long an exact number may be, which JSON Schema cannot say.
    """
    generated = _generated(KINDS[kind])
    definitions = generated.pop("$defs", {}) | _absence()
    for name, part in definitions.items():
        part["title"] = _spaced(name)
    return {
        "$schema": DIALECT,
        "$id": f"urn:partnership-charter:{kind}:1",
        **generated,
        "title": f"{kind} file",
        "$defs": dict(sorted(definitions.items())),
    }


def text(kind: Kind) -> str:
    """The schema as it stands in ``schemas/<kind>.schema.json``."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    def sort(self, value: Any, parent_key: str | None = None) -> Any:
        return value  # as the models say it: an example begins with the id

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])  # a file never says null: what is not there is left out

    def union_schema(self, schema: Any) -> dict[str, Any]:
        (_, label), (given, _) = schema["choices"]  # every union of the models is a decided absence or a value
        assert label == ABSENT
        return {"anyOf": [self.generate_inner(given), {ABSENT: True}]}

    def tagged_union_schema(self, schema: Any) -> dict[str, Any]:
        return {"anyOf": [self.generate_inner(choice) for choice in schema["choices"].values()]}

    def list_schema(self, schema: Any) -> dict[str, Any]:
        words = "a list: start each item with a hyphen, or put them in [ ]"
        listed = super().list_schema(schema)
        return {**listed, "items": {"anyOf": [listed["items"], {ABSENT: True}]}, WORDS: words}

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        keys, values = (self.generate_inner(schema[part]) for part in ("keys_schema", "values_schema"))
        if "pattern" in keys:
            # the keys of an absence make an absence; the title is what an editor offers to type over
            others = f"^(?!(?:{'|'.join(ABSENCES)})$)" + keys["pattern"].removeprefix("^")
            keys |= {"pattern": others, "title": "your-own-word"}
        words = "a group of keys, one for each name"
        return {"type": "object", "propertyNames": keys, "additionalProperties": values, WORDS: words}

    def literal_schema(self, schema: Any) -> dict[str, Any]:
        return {"enum": list(schema["expected"])}  # without a type, so that an editor lists the words

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def _generated(model: type[Part]) -> dict[str, Any]:
    generated = model.model_json_schema(by_alias=True, schema_generator=_Generator, ref_template="#/$defs/{model}")
    tidy: dict[str, Any] = _tidy(generated)
    return tidy


def _absence() -> dict[str, Any]:
    """One mapping, not one for each way to say it, so that an editor offers each of its keys once.

    A list of one type, because editors replace our words by theirs where two plain types are refused at one place.
    """
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    alone: dict[str, Any] = {}
    together: dict[str, list[str]] = {}
    for key, model in ABSENCES.items():
        generated = _generated(model)
        definitions |= generated.pop("$defs", {})
        properties |= generated["properties"]
        alone[key] = {"propertyNames": {"enum": list(generated["properties"])}}
        together |= {other: [key] for other in generated["properties"] if other != key}
    definitions["Absence"] = {
        "description": "There is none, it is not decided yet, or it is withheld: said aloud, with the reason.",
        "type": ["object"],
        "properties": properties,
        "additionalProperties": False,
        "minProperties": 1,
        "dependentSchemas": alone,
        "dependentRequired": together,
    }
    return definitions


def _tidy(node: Any) -> Any:
    """The generated schema with absences as references, choices on one level, and our words for a wrong value."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    if ABSENT in node:
        return {"$ref": "#/$defs/Absence"}
    tidy = {key: value if key == "examples" else _tidy(value) for key, value in node.items() if key != WORDS}
    if "anyOf" in tidy:
        tidy["anyOf"] = [branch for choice in tidy["anyOf"] for branch in _flat(choice)]
    if WORDS in node:
        _say(tidy, f"expected {node[WORDS]}")
    _offer(tidy)
    return tidy


def _flat(choice: dict[str, Any]) -> list[dict[str, Any]]:
    return choice["anyOf"] if choice.keys() == {"anyOf"} else [choice]


def _say(node: dict[str, Any], message: str) -> None:
    first, *others = node.get("anyOf", [node])
    first["errorMessage"] = message
    for branch in others:
        branch["errorMessage"] = message
        if "type" in branch:
            branch["type"] = [branch["type"]]  # as in an absence, for the same reason


def _offer(field: dict[str, Any]) -> None:
    """Let editors insert the example of a field that they would spoil: rows of keys, texts that need quotes."""
    for example in field.get("examples", ()):
        if isinstance(example, dict | list) and _is_spoiled(example):
            rows = isinstance(example, list) and isinstance(example[0], dict)
            shape = {"type": "array", "body": example[0]} if rows else {"body": example}
            body = _blanks(shape["body"], itertools.count(1))
            label = f"example of {field['title'].lower()}"
            # on the absence, it is offered where nothing stands yet; the empty one keeps editors from their own way
            offer = {"title": "Absence", "defaultSnippets": [{"label": label, **shape, "body": body}]}
            field["anyOf"][-1].update(offer)
            field["defaultSnippets"] = [{"label": label, "body": {}}]


def _is_spoiled(example: Any) -> bool:
    if isinstance(example, dict):
        return any(map(_is_spoiled, example.values()))
    if isinstance(example, list):
        return any(isinstance(item, dict | list) or _is_spoiled(item) for item in example)
    return isinstance(example, str) and not _PLAIN.fullmatch(example)


_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w .,%@'/-]|:(?=\w))*")


def _blanks(example: Any, numbers: Iterator[int]) -> Any:
    """An example with every value a blank to type over, which the editor jumps to one after the other."""
    if isinstance(example, dict):
        return {key: _blanks(value, numbers) for key, value in example.items()}
    if isinstance(example, list):
        return [_blanks(item, numbers) for item in example]
    plain = isinstance(example, str) and _PLAIN.fullmatch(example)
    value = example if plain else json.dumps(example, ensure_ascii=False)
    blank = "" if example == "…" else re.sub(r"[$}\\]", r"\\\g<0>", value)
    return f"${{{next(numbers)}:{blank}}}"


def _spaced(name: str) -> str:
    """`RevenueShare` as an editor shows it: Revenue share."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f" {capital[0].lower()}", name)
