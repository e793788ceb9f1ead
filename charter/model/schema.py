"""JSON Schemas (draft 2020-12) of every document kind, generated from the models, for editors and other validators."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from charter.model import KINDS, Kind
from charter.model.part import ABSENCES, ABSENT

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: Kind) -> dict[str, Any]:
    """The schema of one kind.

    It reads a document as an editor does, plain numbers as numbers. It is as strict as the models except for calendar
    days, currency codes and how long an exact number may be, which JSON Schema cannot say.
    """
    model = KINDS[kind]
    generated = model.model_json_schema(by_alias=True, schema_generator=_Generator, ref_template="#/$defs/{model}")
    definitions = {name: _tidy(part) for name, part in generated.pop("$defs", {}).items()}
    return {
        "$schema": DIALECT,
        "$id": f"urn:partnership-charter:{kind}:1",
        **_tidy(generated),
        "title": f"{kind} file",
        "$defs": dict(sorted((definitions | _absence()).items())),
    }


def text(kind: Kind) -> str:
    """The schema as it stands in ``schemas/<kind>.schema.json``."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])  # a file never says null: what is not there is left out

    def union_schema(self, schema: Any) -> dict[str, Any]:
        (_, label), (given, _) = schema["choices"]  # every union of the models is a decided absence or a value
        assert label == ABSENT
        return {"anyOf": [self.generate_inner(given), {ABSENT: True}]}

    def tagged_union_schema(self, schema: Any) -> dict[str, Any]:
        return {"anyOf": [self.generate_inner(choice) for choice in schema["choices"].values()]}

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def _absence() -> dict[str, Any]:
    parts: dict[str, Any] = {}
    choices = []
    for model in ABSENCES.values():
        generated = model.model_json_schema(by_alias=True, schema_generator=_Generator, ref_template="#/$defs/{model}")
        parts |= {name: _tidy(part) for name, part in generated.pop("$defs", {}).items()}
        choices.append(_tidy(generated))
    return parts | {
        "Absence": {
            "title": "Decided absence",
            "description": "There is none, it is not decided yet, or it is withheld: said aloud, with the reason.",
            "anyOf": choices,
        }
    }


def _tidy(node: Any) -> Any:
    """The generated schema with absences as references, and without what only repeats the key."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    if ABSENT in node:
        return {"$ref": "#/$defs/Absence"}
    return {key: _tidy(value) for key, value in node.items()}
