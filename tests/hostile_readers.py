"""What each reader of an output would do with it: a build server, a terminal, a host, a browser, Word, a PDF reader.

None of them knows how the output was escaped: every one reads it as the real one does, and names what is alive in it.
"""

import io
import json
import re
import shlex
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from xml.etree import ElementTree

import cmarkgfm
from cmarkgfm.cmark import Options

# the log of a build server

REGISTERED = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
]
"""What GitHub's runner obeys."""


class Command(NamedTuple):
    """A command in a log, with the line it stands in."""

    name: str
    line: str


def commands(log: str) -> list[Command]:
    """What a build server would obey in a log.

    GitHub's runner: `ActionCommand.cs` and `ActionCommandManager.cs`; of others the signs with which theirs begin.
    """
    return [found for line in re.split(r"\r\n|\r|\n", log) for found in _command(line)]


def _command(line: str) -> Iterator[Command]:
    bare = line.strip()  # any white space of Unicode, as .NET's TrimStart
    if bare.startswith("::") and "::" in bare[2:]:
        name = bare[2:].partition("::")[0].partition(" ")[0].lower()
        if name in REGISTERED:
            yield Command(name, line)
    if (sign := line.find("##[")) >= 0 and "]" in line[sign:]:
        name = line[sign + 3 :].partition("]")[0].partition(" ")[0].lower()
        if name in REGISTERED:
            yield Command(name, line)
    yield from (Command(sign, line) for sign in ("##vso[", "##teamcity[") if sign in line)


# a terminal

_OWN = re.compile(r"\x1b\[[0-9;]*m")
"""The colors that the tool itself sets."""

_HIDDEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff0-\ufffb\ue000-\uf8ff\U000e0000-\U0010ffff\ud800-\udfff]"
)


def moves(shown: str, *, colored: bool = False) -> list[str]:
    """The lines in which something moves the cursor, is hidden or is put in another order."""
    plain = _OWN.sub("", shown) if colored else shown
    return [ascii(line) for line in plain.split("\n") if _HIDDEN.search(line)]


# Markdown, as GitHub and GitLab show it

GITHUB = ("table", "strikethrough", "autolink", "tagfilter")

LIVE = re.compile(
    r"@\w|#\d|:[\w+-]+:|\bGH-\d|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b|https?://|www\.\w|\$|\[\[|(?:^|\s)[!%~&]\w",
    re.IGNORECASE,
)
"""What a host turns into something else after it has read the Markdown, unless it stands in code."""

_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 table thead tbody tr th td ul ol li strong em del blockquote hr pre".split()  # noqa: SIM905
)


class Page(NamedTuple):
    """What a reader sees.

    Attributes:
        tags: Every element that opens, but for code spans and line breaks.
        text: All that is shown outside diagrams, white space run together.
        loose: The texts that stand outside code.
        diagrams: The sources of the diagrams.
    """

    tags: list[str]
    text: str
    loose: list[str]
    diagrams: list[str]


class Reader(HTMLParser):
    """Reads the HTML that a Markdown parser made."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.pieces: list[str] = []
        self.loose: list[str] = []
        self.diagrams: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("code", "br"):
            shown = " ".join(f"{name}={value}" for name, value in attrs)
            self.tags.append(f"{tag} {shown}".strip())
        if tag in ("code", "pre"):
            self.inside.append(tag)
        if tag == "pre":
            self.diagrams.append("")
        if tag in ("br", "p", "td", "th", "li"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("code", "pre"):
            self.inside.remove(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.tags.append(f"declaration {decl}")

    def handle_data(self, data: str) -> None:
        if "pre" in self.inside:
            self.diagrams[-1] += data
            return
        self.pieces.append(data)
        if not self.inside:
            self.loose.append(data)


def seen(markdown: str, extensions: tuple[str, ...] = GITHUB) -> Page:
    """What a reader sees of Markdown whose raw HTML nothing filters."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    reader = Reader()
    reader.feed(cmarkgfm.markdown_to_html_with_extensions(markdown, options=options, extensions=extensions))
    reader.close()
    return Page(reader.tags, " ".join("".join(reader.pieces).split()), reader.loose, reader.diagrams)


def live(markdown: str) -> list[str]:
    """What acts in a Markdown page: elements that are not ours, what a host links or calls, quick actions, commands."""
    page = seen(markdown)
    found = [
        tag for tag in page.tags if tag not in _BLOCKS and not re.fullmatch(r"pre lang=mermaid|t[hd] align=\w+", tag)
    ]
    found += [piece for piece in page.loose if LIVE.search(piece)]
    found += re.findall(r"^[ \t]*/\w.*", re.sub(r"^```.*?^```$", "", markdown, flags=re.M | re.S), re.M)
    found += [command.line for command in commands(markdown)]
    return found + moves(markdown)


# Mermaid

_LABEL = re.compile(r'"[^"\n]*"')


def skeleton(diagram: str) -> list[str]:
    """A diagram without its labels: what its grammar reads as structure."""
    return [_LABEL.sub('""', line) for line in diagram.splitlines()]


# HTML, as a browser reads it


class Built(HTMLParser):
    """The elements of a page with their attributes, and what its scripts and styles hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[str] = []
        self.targets: list[str] = []
        self.raw: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append(" ".join((tag, *sorted(name for name, _ in attrs))))
        self.targets += [value or "" for name, value in attrs if name in ("href", "src", "action", "style", "srcdoc")]

    def handle_comment(self, data: str) -> None:
        self.shape.append("comment")

    def handle_data(self, data: str) -> None:
        (self.raw if self.cdata_elem else self.text).append(data)


def browsed(page: str) -> Built:
    """A page, read."""
    reader = Built()
    reader.feed(page)
    reader.close()
    return reader


# files of findings


def linked(sarif: str) -> list[str]:
    """The messages of a SARIF log in which something would be a link or a blank to fill in, or hidden."""
    run = json.loads(sarif)["runs"][0]
    words = [
        place["message"]["text"] for result in run["results"] for place in (result, *result.get("relatedLocations", ()))
    ]
    return [
        text for text in words if moves(text) or re.search(r"[\[\]]|(?<!\{)\{\d+\}(?!\})", re.sub(r"\\.", "", text))
    ]


def cases(junit: str) -> int:
    """How many tests a JUnit file tells of; it holds nothing but tests."""
    root = ElementTree.fromstring(junit)
    kinds = {element.tag for element in root.iter()}
    assert kinds <= {"testsuites", "testsuite", "testcase", "failure", "system-out"}, kinds
    return len(root.findall(".//testcase"))


# office files


def fields(docx: bytes) -> tuple[set[str], set[str]]:
    """What Word would work out or fetch: instructions of fields, and relations that lead outside."""
    instructions, outside = set(), set()
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in ElementTree.fromstring(package.read(name)).iter():
                tag = element.tag.rpartition("}")[2]
                if tag == "instrText":
                    instructions.add((element.text or "").strip())
                elif tag == "fldSimple":
                    instructions |= {value.strip() for name, value in element.items() if name.endswith("}instr")}
                elif tag in ("altChunk", "object", "control", "subDoc", "attachedTemplate"):
                    instructions.add(tag)
                elif tag == "Relationship" and element.get("TargetMode") == "External":
                    outside.add(element.get("Target") or "")
    return instructions, outside


_ACTIVE = {
    "/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA", "/URI", "/SubmitForm", "/GoToR", "/GoToE", "/ImportData",
    "/RichMedia", "/XFA", "/Movie", "/Sound", "/Rendition",
}  # fmt: skip


def acting(pdf: bytes) -> set[str]:
    """What a PDF reader would run, open or send, by the names of it anywhere in the file."""
    import pikepdf

    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for one in file.objects:
            found |= _ACTIVE.intersection(_names(one))
    return found


def _names(value: Any) -> Iterator[str]:
    import pikepdf

    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key in value.keys():  # noqa: SIM118  # of a stream, the keys of its dictionary
            yield str(key)
            if not value.get(key).is_indirect if isinstance(value.get(key), pikepdf.Object) else False:
                yield from _names(value.get(key))
    elif isinstance(value, pikepdf.Array):
        for item in value:
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _names(item)
    elif isinstance(value, pikepdf.Name):
        yield str(value)


# a shell


def splits(command: str) -> list[str]:
    """What a shell would do with a command beside running it with plain words."""
    try:
        shlex.split(command)
    except ValueError:
        return [command]
    bare = re.sub(r"'[^']*'|\"'\"", "", command)  # an apostrophe is the only thing that our quotes put into others
    return [command] if re.search(r"[`$;&|<>()\\!*?\[\]{}~#\n\"']", bare) else []
