"""The JSON Schemas in ajv, another validator than ours: strictly compiled, and of one mind with ours and the models."""

import importlib.util
import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from charter.document import read
from charter.model import KINDS
from charter.model.schema import EDITOR_KEYWORDS, schema

MODULES = Path(os.environ.get("CHARTER_NODE_MODULES", Path(__file__).parent.parent / "node_modules"))

_SPEC = importlib.util.spec_from_file_location("schema_and_models", Path(__file__).parent / "test_schema.py")
ours = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(ours)

_JUDGE = """
const Ajv = require(process.argv[1]);
const {keywords, schemas, documents} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const refused = {}, compiled = {};
for (const [name, schema] of Object.entries(schemas)) {
  const ajv = new Ajv({strict: true}).addVocabulary(keywords);
  try { compiled[name] = ajv.compile(schema); } catch (error) { refused[name] = error.message; }
}
const verdicts = documents.map(([name, document]) => compiled[name](document));
console.log(JSON.stringify({refused, verdicts}));
"""


@pytest.fixture(scope="module")
def ajv():
    """`ajv(documents, schemas)`: what it says of schemas that it refuses, and of documents given with their kind."""
    entry = MODULES / "ajv" / "dist" / "2020.js"
    if not entry.exists():
        pytest.skip(f"ajv is not in {MODULES}; `npm ci` puts it there")
    if shutil.which("node") is None:
        pytest.skip("node is not installed")

    def judge(documents, schemas):
        task = {"keywords": EDITOR_KEYWORDS, "schemas": schemas, "documents": documents}
        done = subprocess.run(
            ["node", "-e", _JUDGE, entry],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            timeout=120,
        )
        answer = json.loads(done.stdout)
        return answer["refused"], answer["verdicts"]

    return judge


SCHEMAS = {kind: schema(kind) for kind in KINDS}


def test_strict_mode_compiles_every_schema_and_would_refuse_a_slip(ajv):
    slips = {
        "unknown keyword": {"errorMesage": "expected a date"},
        "without a type": {"pattern": "^a$"},
        "ignored": {"type": "string", "minimum": 1},
        "broken pattern": {"type": "string", "pattern": "("},
    }
    refused, _ = ajv([], SCHEMAS | slips)
    assert refused.keys() == slips.keys()


def test_every_example_is_accepted(ajv):
    documents = [read(file.read_bytes(), str(file)) for file in ours.EXAMPLES]
    refused, verdicts = ajv([(ours.kind_of(document), document.core()) for document in documents], SCHEMAS)
    assert refused == {}
    assert [str(file) for file, verdict in zip(ours.EXAMPLES, verdicts, strict=True) if not verdict] == []


def _changed(seed):
    chance = random.Random(seed)
    file = chance.choice(ours.EXAMPLES)
    whole = read(file.read_bytes(), str(file))
    changed = ours.mutated(whole.core(), chance, chance.choice([0.002, 0.01, 0.05]))
    return read(ours.flow(changed).encode(), f"{file.name}, seed {seed}") if isinstance(changed, dict) else None


def test_changed_documents_are_judged_alike_by_ajv_by_our_validator_and_by_the_models(ajv):
    documents = [document for document in map(_changed, range(400)) if document and document.data]
    kinds = [next((kind for kind in KINDS if kind in document.data), "charter") for document in documents]
    values = [document.core() for document in documents]
    _, verdicts = ajv(list(zip(kinds, values, strict=True)), SCHEMAS)
    own = [ours.VALIDATORS[kind].is_valid(value) for kind, value in zip(kinds, values, strict=True)]
    models = [ours.models_accept(kind, document) for kind, document in zip(kinds, documents, strict=True)]
    judged = zip(documents, verdicts, own, models, strict=True)
    assert [(document.path, *verdict) for document, *verdict in judged if len(set(verdict)) > 1] == []
    assert 50 < sum(verdicts) < len(verdicts) - 50
