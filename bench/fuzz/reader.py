"""Mutates real charter text and compares what the reader accepts with other YAML readers.

    python bench/fuzz/reader.py 1000000 --node       # documents; --node compares with npm `yaml` too

Prints one line of figures and every disagreement; the exit code is 1 if there was any. Looked for are: an exception, a
document that takes longer than a second, a place outside of the text, and an accepted document that another reader
refuses or reads differently: ruamel.yaml (YAML 1.2, every scalar as text), and the `yaml` package from npm (what
editors use) with the core schema. `run.py` runs the same guided by coverage, with PyYAML instead of npm, and with the
models behind it.
"""

import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from charter.document import Document, comments, read
from charter.finding import Path as Way
from charter.folder import Source, read_source

ROOT = Path(__file__).parents[2]

SEED = """\
# a realistic charter in small
charter: 1
id: northwind-contoso
title: Northwind × Contoso, warehouse onboarding   # a comment
binding: 'none'
purpose:
  job: implementation
  also: [product-utility, "a, b", 'it''s']
  why: |
    Customers wait 40 hours of hands-on work.
      Indented, with: colon and # no comment.

    We say no to anything else.
  folded: >-
    one line
    goes on

    and ends
  wrapped: a plain text that
    goes on below
parties:
  northwind: {name: Northwind GmbH, country: DE, competitor_of: {none: different markets}}
  contoso: {name: "Contoso \\"Field\\" Services", country: CH}
goals:
- {id: faster, targets: [{by: 2027-12-31, reaches: "<= 30"}], hours: 22:30}
- id: slower
  text: "a quoted text
    that is wrapped"
wide: {
    amount: EUR 180000,
    list: [a,
      b c, -1, 0.5],
    }
"""

MORE = """\
---
"quoted key": 'single
  wrapped'
list:
  - - deep
    - [a, {b: c}, "d"]
  -   spaced:   out
      and: |-
          literal

            indented more

      folded: >+
        kept


  -
    alone: below
  # a comment
  - plain over
    two lines # and a comment
indentless:
- a: [
    b
    ]
- c: "x\\
    y\\n \\u00e9"

last: -1
url: http://example.com/a?b=c#d
time: 2027-01-11
...
"""

PIECES = (
    *" \n:#,-?[]{}&*!|>'\"%@`~<=.\\/0123456789aznoyxe_+^$()",
    *(
        "\t",
        "\r",
        "\r\n",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\u0085",
        "\u2028",
        "é",
        "e\u0301",
        "😀",
        "\x00",
        "\x1b",
    ),
    *(
        ": ",
        " #",
        "- ",
        "? ",
        "[]",
        "{}",
        "{a: b}",
        "[a, b]",
        "''",
        '""',
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\n\n",
        "  ",
    ),
    *(
        "|-\n",
        ">+\n",
        "|2\n",
        "<<: ",
        "*a",
        "&a ",
        "!!str ",
        "null",
        "~",
        "no",
        "on",
        "1_000",
        "0o14",
        "0x1F",
        ".5",
        "1e3",
    ),
    *(
        "\\n",
        "\\u202e",
        "\\x41",
        "\\\n",
        "key: value\n",
        "  key: value\n",
        "- item\n",
        "# comment\n",
        ":\n",
        ",\n",
        "{\n",
        "}\n",
    ),
)

MOST_OF_A_SEED = 3000
MOST_SECONDS = 1.0
CRLF = 0.05
RUAMEL_BUG = "more indented follow up line than first in a block scalar"
"""It refuses a block of text whose first line holds fewer spaces and nothing else, which YAML 1.2.2 allows."""


def mutated(text: str, chance: random.Random) -> str:
    """A text with one to four changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        text = chance.choice(CHANGES)(text, chance)
    return text


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(PIECES) + text[at:]


def _delete(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + text[at + chance.choice((1, 1, 2, 5, 20)) :]


def _replace(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(PIECES) + text[at + 1 :]


def _lines(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    change = chance.randrange(5)
    if change == 0:
        lines[one], lines[two] = lines[two], lines[one]
    elif change == 1:
        lines.insert(one, lines[two])
    elif change == 2:
        lines[one] = " " * chance.randint(1, 4) + lines[one]
    elif change == 3:
        lines[one] = lines[one][chance.randint(1, 3) :]
    else:
        lines[one] = lines[one].rstrip("\n") + chance.choice(("", " ", "  # c\n", "\r\n"))
    return "".join(lines)


def _copy(text: str, chance: random.Random) -> str:
    begin = chance.randint(0, len(text))
    piece = text[begin : begin + chance.randint(1, 40)]
    at = chance.randint(0, len(text))
    return text[:at] + piece + text[at:]


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (_insert, _insert, _delete, _replace, _lines, _lines, _copy)


def judged(raw: bytes) -> tuple[Document, list[str]]:
    """A document, and what is wrong with the reader itself."""
    began = time.perf_counter()
    document = read(raw, "charter.yaml")
    list(comments(document))
    wrong = []
    if time.perf_counter() - began > MOST_SECONDS:
        wrong.append(f"took {time.perf_counter() - began:.1f} s")
    lines = document.places.source.split("\n")
    for finding in document.findings:
        for line, column in finding.span:
            if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
                wrong.append(f"{finding.rule} stands outside of the text: {finding.span}")
        if finding.span.start > finding.span.end:
            wrong.append(f"{finding.rule} ends before it begins: {finding.span}")
    if document.data is None and not document.findings:
        wrong.append("refused without a word")
    return document, wrong


def as_ruamel_reads(text: str) -> object:
    """The document with every scalar as text.

    Raises:
        YAMLError: It is refused.
    """
    return YAML(typ="base", pure=True).load(text)


class Node:
    """The npm package `yaml`, in one process for all documents."""

    SCRIPT = """
    const YAML = require('yaml');
    require('readline').createInterface({input: process.stdin}).on('line', line => {
      let answer;
      try {
        const document = YAML.parseDocument(JSON.parse(line), {schema: 'core', version: '1.2'});
        answer = document.errors.length ? {error: document.errors[0].message} : {value: document.toJS()};
      } catch (error) { answer = {error: String(error)}; }
      console.log(JSON.stringify(answer, (_, x) => typeof x === 'number' && !isFinite(x) ? String(x) : x));
    });
    """

    def __init__(self) -> None:
        modules = os.environ.get("CHARTER_NODE_MODULES", str(ROOT / "node_modules"))
        environment = {**os.environ, "NODE_PATH": modules}
        self._process = subprocess.Popen(
            ["node", "-e", self.SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
        )

    def reads(self, text: str) -> dict[str, object]:
        """`value` as it reads it, or `error`."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        answer: dict[str, object] = json.loads(self._process.stdout.readline())
        return answer


def _as_json(value: object) -> object:
    """A value as JavaScript has it: every number a double."""
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = float(value)
        return number if math.isfinite(number) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(number, "NaN")
    return value


def _normal(value: object) -> object:
    if isinstance(value, dict):
        return {_normal(key): _normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_normal(item) for item in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def disagreements(document: Document, text: str, node: Node | None) -> Iterator[str]:
    """How other readers see an accepted document otherwise."""
    try:
        theirs = _normal(as_ruamel_reads(text if text.endswith("\n") else text + "\n"))
    except (YAMLError, ValueError) as error:
        if RUAMEL_BUG not in str(error):
            yield f"ruamel refuses: {str(error)[:200]!r}"
    else:
        if theirs != document.data:
            yield f"ruamel reads {theirs!r}"
    if node:
        answer = node.reads(text)
        if "error" in answer:
            yield f"npm yaml refuses: {str(answer['error'])[:200]!r}"
        elif _as_json(_normal(answer.get("value"))) != _as_json(document.core()):
            yield f"npm yaml reads {answer.get('value')!r}"


# guided by coverage: bytes instead of chance


def seeds() -> Iterator[bytes]:
    """Small whole documents, and the pieces of real files, each from a key at the margin to the next."""
    pieces = [SEED, MORE]
    for pattern in ("charters/*/charter.yaml", "charters/*/*/*.yaml", "tests/reconstructions/*.yaml", "program.yaml"):
        for file in sorted(ROOT.glob(pattern)):
            pieces += re.split(r"\n(?=[a-z])", file.read_text(encoding="utf-8"))
    yield from dict.fromkeys(piece.encode() for piece in pieces if 0 < len(piece) < MOST_OF_A_SEED)


def one(raw: bytes) -> None:
    """Judge one document.

    Raises:
        AssertionError: The reader, or what understands what it read, breaks a promise.
    """
    document, wrong = judged(raw)
    lines = document.places.source.split("\n")
    for way in _ways(document.data, ()):
        for line, column in document.span(way):
            if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
                wrong.append(f"{way} stands outside of the text: {document.span(way)}")
    for local in ("charter.yaml", "other.yaml"):  # the second is of the kind that its first key says
        reading = read_source(Source(local, raw), local).reading
        for violation in reading.violations:
            document.span(violation.path, violation.on_key)
    if not document.findings:
        text = raw.decode()
        wrong += disagreements(document, text, None)
        wrong += _as_pyyaml_disagrees(document, text)
    assert not wrong, "; ".join(wrong)


def _ways(data: object, way: Way) -> Iterator[Way]:
    yield way
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in items:
        yield from _ways(item, (*way, step))


def _as_pyyaml_disagrees(document: Document, text: str) -> Iterator[str]:
    """Where PyYAML accepts it too, as YAML 1.1 with every scalar as text."""
    try:
        whole = text if text.endswith("\n") else text + "\n"
        theirs = _normal(yaml.load(whole, yaml.BaseLoader))  # it makes texts only
    except (yaml.YAMLError, ValueError):
        return
    if theirs != document.data:
        yield f"PyYAML reads {theirs!r}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--node", action="store_true")
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    node = Node() if options.node else None
    chance = random.Random(options.seed)
    seeds = [SEED, MORE, *re.split(r"\n(?=[a-z])", SEED + MORE)]
    figures: Counter[str] = Counter()
    slowest, shown, began = 0.0, 0, time.perf_counter()
    for _ in range(options.documents):
        text = mutated(chance.choice(seeds), chance)
        if chance.random() < CRLF:
            text = text.replace("\n", "\r\n")
        start = time.perf_counter()
        try:
            document, wrong = judged(text.encode())
        except Exception:
            print(f"{text!r}", flush=True)
            raise
        slowest = max(slowest, time.perf_counter() - start)
        accepted = not document.findings
        figures["accepted" if accepted else "refused" if document.data is None else "read with findings"] += 1
        if accepted:
            wrong += disagreements(document, text, node)
        figures["disagreements"] += bool(wrong)
        if wrong and shown < options.show:
            shown += 1
            print(f"{text!r}\n  ours {document.core()!r}\n  " + "\n  ".join(wrong), flush=True)
    seconds = time.perf_counter() - began
    print(f"{options.documents} documents in {seconds:.0f} s, slowest {slowest * 1000:.0f} ms: {dict(figures)}")
    return 1 if figures["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main())
