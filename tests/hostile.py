"""Text that attacks whoever reads it: strings by what they attack, and how to put one into every text of a document.

The texts of a document are found by the format's own models, so a new field is attacked without a line here.
"""

from collections.abc import Callable, Iterator, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from charter.model.part import CurrencyName, EitherMark, ListMark, Part, Prose, Scalar, TierName
from charter.model.place import Place, keys_of, place_at
from charter.values import Absent


class Attack(NamedTuple):
    """One string, and what it is meant to wake."""

    text: str
    aim: str


def _aimed(aim: str, *texts: str) -> tuple[Attack, ...]:
    return tuple(Attack(text, aim) for text in texts)


CORPUS = (
    *_aimed(
        "workflow command",
        "::error::x",
        "::add-mask::e",
        "::stop-commands::pause",
        "::set-output name=verdict::free",
        "::save-state name=x::y",
        "::add-matcher::/tmp/m.json",
        "\u00a0::warning::x",
        "\u3000::notice::x",
        "x ::group::y",
        "::ERROR::x",
        "##[error]x",
        "mid ##[add-mask]e",
        "###[group]x",
        "##[set-output name=verdict;]free",
        "##vso[task.setvariable variable=x]y",
        "##teamcity[message text='x']",
        "%0A::error::x",
        "50%25 off",
        "x%0Ay",
        "%0D%0A::error::x",
        "a::error::b",
        "word::::error::b",
        ":",
        "::",
        "--- group",
    ),
    *_aimed("terminal", "\x1b[2J", "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07", "\x9b31m", "\r::error::x", "\x07\x08", "a\nb\x0b\x0c"),
    *_aimed("order", "\u202egpj.exe", "\u2066x\u2069", "a\u200bb", "\ufeffx", "\U000e0041", "x\u2028::error::y", "\ue000"),
    *_aimed(
        "mention",
        "@everyone",
        "ask @octo-org/team now",
        "(@someone)",
        "<@U123> <!channel> <!here>",
        "jo@evil.example",
    ),
    *_aimed(
        "reference", "#12", "fixes #12.", "octo/repo#12", "GH-12", "0123456789abcdef0123456789abcdef01234567",
        "octo/repo@0123abc", "!12", "%v1", "&12", '~"two words"', "[issue:project/12]", "CVE-2024-1234", ":tada:", "$x^2$",
    ),
    *_aimed(
        "link", "https://evil.example", "www.evil.example", "<https://evil.example>", "[click](https://evil.example)",
        "[click](javascript:alert(1))", "[a]: https://evil.example", "mailto:jo@evil.example", "[x](y)", "[^1]: note",
        "[[wiki page]]", "[text](1)", "xmpp:jo@evil.example/x",
    ),
    *_aimed("image", "![pixel](https://evil.example/p.png)", "<img src=https://evil.example/p>", "![[embedded]]"),
    *_aimed(
        "html", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- hidden", "--> shown", "<details open>",
        "</td></tr></table><h1>x</h1>", "&lt;b&gt; &#60;i&#62;", "</script><svg onload=alert(1)>", "]]>", "<![CDATA[x]]>",
        "</failure><system-out>", "<iframe srcdoc=x>", "' onmouseover='x", '" onmouseover="x', "<style>*{}</style>",
        "</title></head>", "<base href=https://evil.example>", "javascript:alert(1)",
    ),
    *_aimed(
        "markdown block", "# heading", "> quote", "- item", "1. first", "---", "===", "```", "~~~", "    indented", "+++",
        "| a | b |", "| --- | --- |", "[ ] to do", "***", "`code`", "``", "**bold**", "~~gone~~", "<br>", "\\", "%%", ": x",
    ),
    *_aimed("quick action", "/close", "/assign @octo", "/approve", "/merge", "/label ~bug"),
    *_aimed(
        "spreadsheet", "=cmd|'/C calc'!A0", "=1+1", "+1+1", "-1+1", "@SUM(1,1)", '=HYPERLINK("https://evil.example")',
        "\t=1+1",
    ),
    *_aimed("sarif", "[x](https://evil.example)", "{0} {1}", "[1](2)", "\\[x\\](y)"),
    *_aimed("typst", '#read("/etc/passwd")', "@ref <label>", "$ x $", "// comment", "/* x", '#panic("x")', "= Heading"),
    *_aimed("latex", "\\input{/etc/passwd}", "\\write18{id}", "$$x$$"),
    *_aimed("template", "{{ 7*7 }}", "{% raw %}", "{#x#}", "${7*7}", "%(x)s", "{0.__class__}", "{x!r}"),
    *_aimed("word field", '{ INCLUDETEXT "http://evil.example" }', "w:instrText", "HYPERLINK evil", "{ DDEAUTO c:\\x }"),
    *_aimed(
        "diagram", '"] --> x', "x\nclick a href javascript:alert(1)", "%%{init: {}}%%", "end", "subgraph x", "a --> b",
        "click S call alert()", "x;y", "section Other", "title New", '#quot;', "style S fill:#f00", "---\ntitle: x\n---",
        "<br/>", "`x`", "|x|", "}}", "@{ shape: x }", ":::x", "2027-01-01, 1d",
    ),
    *_aimed("shell", "$(touch x)", "`touch x`", "; touch x", "| sh", "&& x", "'; x; '", "--output=x", "!!"),
    *_aimed("settings", "[section]", "a = b", "; x", "* @evil", "/charters/ @evil"),
    *_aimed("path", "../../etc/passwd", "C:\\x", "file:///etc/passwd", "a%2e%2e/b", "-rf"),
    *_aimed("many lines", "one\n\n# two", "a\n---\nb", "x\n::error::y", "x\n/close", "a | b\n--- | ---\nc | d", "x\n@octo"),
)  # fmt: skip
"""Every string; the issue's own list, and what `threats.md` names in rows 19 to 24, 36 and 37."""

MIXED = (
    "::error::x @octo <img src=x> [a](https://evil.example) ##[add-mask]e #12",
    "/close @octo [x](y) ##[error]x </script><svg onload=x> www.evil.example {{7*7}}",
    '=HYPERLINK("x") ##vso[x]y ![p](https://evil.example/p) </td><b>x</b> $(id) `id` \'; id',
    '- <!-- @octo --> | x | ``` ]]> &#60;b&#62; https://evil.example #read("x") "] --> y %%{init}%%',
)
"""A few lines that attack every reader at once, each beginning like something else: for documents, which hold many."""


# documents with everything the format knows


def built(annotation: Any, text: Callable[[], str], variant: int) -> Any:
    """A value of the format with everything it can have, all prose made by `text`."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        for mark in marks:
            if isinstance(mark, Prose):
                return text()
            if isinstance(mark, Scalar):
                return _example(mark)
            if isinstance(mark, EitherMark | ListMark):
                choices = [choice for choice in get_args(inner) if choice not in (Absent, NoneType)]
                return built(choices[variant], text, variant)
        return built(inner, text, variant)
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return built(next(c for c in get_args(annotation) if c not in (Absent, NoneType)), text, variant)
    if origin is Literal:
        return get_args(annotation)[min(variant, len(get_args(annotation)) - 1)]
    if origin is tuple:
        return [built(get_args(annotation)[0], text, variant)]
    if origin is dict:
        key, value = get_args(annotation)
        return {name: built(value, text, variant) for name in _NAMES.get(key, ("alpha", "beta"))}
    assert issubclass(annotation, Part), annotation
    return {
        key: built(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation, text, variant)
        for key, info in keys_of(annotation).items()
    }


_NAMES: dict[Any, tuple[str, ...]] = {TierName: ("1", "2", "3"), CurrencyName: ("EUR", "USD")}
"""The keys of an open mapping, where they are no ids."""


def _example(scalar: Scalar) -> str:
    plain = {
        "true or false": "true",
        "the version of the format, 1": "1",
        "a tier: 1, 2 or 3": "2",
        "a number, a percentage or an amount": "40",
        "a phase or a date": "walk",
        "all, majority or a number": "all",
        "a digest, sha256: and 64 hex digits": f"sha256:{'0' * 64}",
        "a currency code such as EUR, or as_of": "EUR",
    }
    if scalar.words in plain:
        return plain[scalar.words]
    if scalar.words.startswith("a date, or `end`"):
        return "end"
    example = scalar.words.rpartition("such as ")[2].partition(",")[0].strip('"')
    return {"northwind.delivery": "alpha.sponsor", "northwind.sponsor": "alpha.sponsor"}.get(example, example)


# documents that exist


Path = tuple[str | int, ...]


def texts(model: type[Part], data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text for people in a document's data, by its path."""
    if isinstance(data, str):
        place = place_at(model, path)
        if place is not None and is_prose(place):
            yield path, data
        return
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from texts(model, value, (*path, step))


def is_prose(place: Place) -> bool:
    """Whether a text that people read may stand there."""
    return any(isinstance(mark, Prose) for mark in _marks(place.annotation))


def _marks(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        if any(isinstance(mark, EitherMark | ListMark) for mark in marks):
            inner = get_args(inner)[0]  # a text stands where the scalar does
        yield from marks
        yield from _marks(inner)
    elif get_origin(annotation) in (Union, UnionType):
        for choice in get_args(annotation):
            yield from _marks(choice)


def room(model: type[Part], data: Any, path: Path = ()) -> Iterator[Path]:
    """Every text that a document could say and does not."""
    if isinstance(data, str):
        return
    place = place_at(model, path)
    if isinstance(data, dict) and place is not None and not {"none", "tbd", "undisclosed"} & data.keys():
        for key in place.keys:
            inner = place_at(model, (*path, key))
            if key not in data and inner is not None and is_prose(inner):
                yield (*path, key)
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from room(model, value, (*path, step))


def put(data: Any, path: Path, value: str) -> None:
    """Say something at a place."""
    *way, last = path
    for step in way:
        data = data[step]
    data[last] = value


def rotated(strings: Sequence[str], shift: int) -> Callable[[str], str]:
    """A text made hostile: another attack before each, the same for the same text."""
    made: dict[str, str] = {}

    def hostile(text: str) -> str:
        if text in made.values():
            return text  # hostile already
        if text not in made:
            made[text] = f"{strings[(len(made) + shift) % len(strings)]} {text}"
        return made[text]

    return hostile
