"""The canonical form: what it changes, what it never does, and that it is one."""

import re
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from charter.cli import main
from charter.digest import digest
from charter.document import comments, read
from charter.edits.form import formed

REPOSITORY = Path(__file__).parents[1]
EXAMPLES = sorted((REPOSITORY / "charters").rglob("*.yaml"))
PATTERNS = sorted(file.stem for file in (REPOSITORY / "templates" / "patterns").glob("*.toml"))
NORTHWIND = (REPOSITORY / "charters" / "northwind-contoso" / "charter.yaml").read_text(encoding="utf-8")


def form(text: str, kind: str = "charter") -> str:
    result = formed(text.encode(), kind)
    assert result.why is None, result.why
    return result.raw.decode()


def remarks(text: str) -> list[str]:
    return sorted(text for _, _, text in comments(read(text.encode(), "")))


AS_THEY_ARE = {
    "an empty line that somebody wants, and one that nobody misses": "id: a\n\ntitle: b\ntier: 1\n",
    "columns in brackets": "goals:\n  - {id: a,    for: x}\n  - {id: long, for: y}\n",
    "remarks in a column": "id: a        # one\ntitle: b     # two\n",
    "quotes of every kind": "id: 'a'\ntitle: \"b\"\n",
    "spaces that a block of text holds": "purpose:\n  why: |\n    one  \n      two\n      \n\n    three\n",
    "a block that keeps its line ends": "purpose:\n  why: |+\n    one\n\n\n  segment: x\n",
    "a block with its own indentation": "purpose:\n  why: |2\n      one\n    two\n",
    "names of the author's own": "parties:\n  zeta: {name: Z}\n  acme: {name: A}\n",
    "remarks at the top, in between and at the end": "# a\n\n# b\nid: a\n\n# c\ntitle: b\n# d\n",
    "brackets over lines": "scope:\n  in: [a,\n       b]\n",
    "a key nobody knows": "id: a\nzodiac: libra\ntitle: b\n",
}


@pytest.mark.parametrize("text", AS_THEY_ARE.values(), ids=AS_THEY_ARE)
def test_stays_byte_for_byte(text):
    assert form(text) == text


CHANGED = {
    "keys in the format's order": ("title: b\nid: a\ncharter: 1\n", "charter: 1\nid: a\ntitle: b\n"),
    "a remark goes with its key": ("# of the title\ntitle: b # t\n# of the id\nid: a # i\n", "# of the id\nid: a # i\n# of the title\ntitle: b # t\n"),
    "the top of a file stays its top": (
        "# yaml-language-server: $schema=x\n# charter: file-ignore[tier-missing] y\ntitle: b\nid: a\n",
        "# yaml-language-server: $schema=x\n# charter: file-ignore[tier-missing] y\nid: a\ntitle: b\n",
    ),
    "keys in brackets, gaps where they were": ("goals:\n  - {for: x,  id: a, outcome: y}\n", "goals:\n  - {id: a,  for: x, outcome: y}\n"),
    "brackets in brackets": ("exit:\n  triggers: [{when: {for: 2 reviews, metric: m}, id: a}]\n", "exit:\n  triggers: [{id: a, when: {metric: m, for: 2 reviews}}]\n"),
    "two spaces a level": ("purpose:\n    friction:\n            kind: rollout\n", "purpose:\n  friction:\n    kind: rollout\n"),
    "items one level deeper": ("scope:\n  in:\n  - a\n  -   b\n", "scope:\n  in:\n    - a\n    - b\n"),
    "the first key of an item": (
        "goals:\n- for: x # f\n  # the id\n  id: a\n- id: b\n  for: y\n",
        "goals:\n  # the id\n  - id: a\n    for: x # f\n  - id: b\n    for: y\n",
    ),
    "a dash alone on its line": ("goals:\n  -\n    id: a\n  - # second\n    id: b\n", "goals:\n  - id: a\n  # second\n  - id: b\n"),
    "lists in lists": ("scope:\n  in:\n  - - a\n    - b\n  - - c\n", "scope:\n  in:\n    - - a\n      - b\n    - - c\n"),
    "spaces at the end, line ends at the end": ("id: a  \ntitle: b \n\n\n", "id: a\ntitle: b\n"),
    "no line end": ("id: a", "id: a\n"),
    "line ends of Windows": ("id: a\r\npurpose:\r\n  why: |\r\n    x\r\n    y\r\n", "id: a\npurpose:\n  why: |\n    x\n    y\n"),
    "a byte order mark": ("\ufeffid: a\n", "id: a\n"),
    "two empty lines": ("\n\nid: a\n\n\n\ntitle: b\n", "id: a\n\ntitle: b\n"),
    "an empty line below a key": ("purpose:\n\n  job: credibility\n", "purpose:\n  job: credibility\n"),
    "a text in quotes over lines": ('purpose:\n    why: "one\n\n         two"\n', 'purpose:\n  why: "one\n\n    two"\n'),
    "a plain text over lines": ("title: one\n   two   # r\nid: a\n", "id: a\ntitle: one\n  two   # r\n"),
    "a block goes with its key": ("purpose:\n      why: |\n         one\n           two\n      job: x\n", "purpose:\n  job: x\n  why: |\n    one\n      two\n"),
    "a remark at the end of a block stays there": (
        "purpose:\n    job: x\n    # more to come\nid: a\n",
        "id: a\npurpose:\n  job: x\n  # more to come\n",
    ),
    "a remark that silences speaks of the next line": (
        "purpose:\n  job: x\n  # charter: ignore[no-value-path] y\nid: a\n",
        "# charter: ignore[no-value-path] y\nid: a\npurpose:\n  job: x\n",
    ),
    "what was moved, in a file with empty lines": ("scope:\n  in: [a]\n\npurpose:\n  job: x\nid: a\n", "id: a\n\npurpose:\n  job: x\n\nscope:\n  in: [a]\n"),
    "what was moved, in a file without": ("scope:\n  in: [a]\npurpose:\n  job: x\nid: a\n", "id: a\npurpose:\n  job: x\nscope:\n  in: [a]\n"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGED.values(), ids=CHANGED)
def test_is_brought_into_form(text, expected):
    assert form(text) == expected
    assert form(expected) == expected
    assert remarks(expected) == remarks(text)


REFUSED = {
    "a key that stands twice": ("id: a\nid: b\n", (2, '"id" stands here a second time')),
    "no YAML": ("id: [a\n", None),
    "a list": ("- a\n", (1, "the file holds a list, not keys with values")),
    "nothing": ("", (1, "the file is empty")),
    "a tab": ("purpose:\n\tjob: x\n", (2, "the line is indented with a tab")),
}


@pytest.mark.parametrize(("text", "why"), REFUSED.values(), ids=REFUSED)
def test_is_left_as_it_is_where_it_is_not_understood(text, why):
    result = formed(text.encode(), "charter")
    assert result.raw == text.encode()
    assert result.why == why if why else result.why


def test_another_reader_takes_the_form_for_the_same():
    from ruamel.yaml import YAML

    mess = "title: b\npurpose:\n      why: |\n         one\n           two\n      job: 'x'\nid: a\n"
    one, other = (YAML(typ="safe", pure=True).load(text) for text in (mess, form(mess)))
    assert one == other


def test_every_worked_example_is_in_its_form(capsys):
    assert main(["fmt", "--check", "--root", str(REPOSITORY)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(r"would bring 0 of \d+ files into form\n", told.err)


def test_every_first_draft_is_in_its_form(tmp_path):
    (tmp_path / "charters").mkdir()
    for tier, pattern in product("123", PATTERNS):
        command = ["new", f"t{tier}-{pattern}", "--tier", tier, "--pattern", pattern, "--root", str(tmp_path)]
        assert main([*command, "--party", "acme=Acme Ltd", "--party", "globex=Globex BV", "--quiet"]) == 0
    assert main(["fmt", "--check", "--root", str(tmp_path)]) == 0


SMALL = yaml.load(NORTHWIND, yaml.BaseLoader)
SMALL = {key: SMALL[key] for key in ("charter", "id", "title", "purpose", "scope", "goals", "commitments", "exit")}
REMARK = st.text("abc :#-[]{}\"'", max_size=12).map(lambda text: f"# {text}".rstrip())


class Mess:
    """Writes data as somebody in a hurry would: any order, any depth, remarks and empty lines anywhere."""

    def __init__(self, draw):
        self.draw = draw
        self.remarks = []

    def text(self, data):
        end = self.draw(st.sampled_from(["\n", "\r\n"]))
        return "".join(f"{line}{end}" for line in [*self.mapping(data, 0), *self.above()])

    def above(self, indent=0):
        """Up to two lines that are empty or a remark, which stands no deeper than what follows."""
        lines = self.draw(st.lists(st.just("") | REMARK, max_size=2))
        self.remarks += filter(None, lines)
        return [f"{' ' * self.draw(st.integers(0, indent))}{line}" if line else "" for line in lines]

    def behind(self):
        if self.draw(st.integers(0, 5)):
            return " " * self.draw(st.sampled_from([0, 0, 2]))
        remark = self.draw(REMARK)
        self.remarks.append(remark)
        return f"   {remark}"

    def mapping(self, data, indent):
        for key in self.draw(st.permutations(list(data))):
            yield from self.above(indent)
            yield from self.value(f"{' ' * indent}{key}:", data[key], indent)

    def value(self, begun, value, indent):
        deeper = indent + self.draw(st.integers(1, 5))
        if isinstance(value, str) and "\n" in value:
            yield f"{begun} |"
            yield from (f"{' ' * deeper}{line}" if line else "" for line in value.removesuffix("\n").split("\n"))
        elif isinstance(value, str):
            yield f"{begun} {self.quoted(value)}{self.behind()}"
        elif self.draw(st.integers(0, 2)) == 0 and not any("\n" in text for text in leaves(value)):
            yield f"{begun} {self.flow(value)}{self.behind()}"
        elif isinstance(value, dict):
            yield f"{begun}{self.behind()}"
            yield from self.mapping(value, deeper)
        else:
            yield f"{begun}{self.behind()}"
            yield from self.items(value, indent + self.draw(st.integers(0, 4)))

    def items(self, items, indent):
        for item in items:
            yield from self.above(indent)
            dash = f"{' ' * indent}-{' ' * self.draw(st.integers(1, 4))}"
            if isinstance(item, dict):
                first, *rest = list(Mess.mapping(self.quiet(), item, len(dash)))
                yield f"{dash}{first.lstrip()}"
                yield from rest
            else:
                yield f"{dash}{self.flow(item)}{self.behind()}"

    def quiet(self):
        silent = Mess(self.draw)
        silent.above = lambda indent: []
        silent.remarks = self.remarks
        return silent

    def quoted(self, text):
        plain = re.fullmatch(r"[A-Za-z][A-Za-z ]*[A-Za-z]", text) and text not in (
            "no",
            "yes",
            "on",
            "off",
            "true",
            "false",
        )
        return text if plain and self.draw(st.booleans()) else "'" + text.replace("'", "''") + "'"

    def flow(self, value):
        if isinstance(value, str):
            return self.quoted(value)
        gap = f",{' ' * self.draw(st.integers(1, 3))}"
        if isinstance(value, list):
            return f"[{gap.join(map(self.flow, value))}]"
        return (
            "{" + gap.join(f"{key}: {self.flow(value[key])}" for key in self.draw(st.permutations(list(value)))) + "}"
        )


def leaves(value):
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)


@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_any_mess_has_one_form_with_the_same_data_and_every_remark(data):
    keys = data.draw(st.lists(st.sampled_from(sorted(SMALL)), min_size=1, max_size=3, unique=True))
    terms = {key: SMALL[key] for key in keys}
    mess = Mess(data.draw)
    text = mess.text(terms)
    now = form(text)
    assert read(now.encode(), "").data == terms
    assert digest(read(now.encode(), "").data) == digest(terms)
    assert remarks(now) == sorted(mess.remarks)
    assert form(now) == now
    assert not re.search(r"[ \t]$|\n\n\n|\r|\A\n|\n\n\Z", now, re.MULTILINE) or "|" in now
    order = [
        key for key in ("charter", "id", "title", "purpose", "scope", "goals", "commitments", "exit") if key in terms
    ]
    assert list(read(now.encode(), "").data) == order
