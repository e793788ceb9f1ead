"""A charter file as plain data with places: what it says as text, and what the reader has to say about it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from charter.document import scalars
from charter.document.compose import Composer
from charter.document.defect import LIMITS, Defect, Limits, Stop
from charter.document.events import YAMLError, words_of
from charter.document.gaps import comment_places, misplaced
from charter.document.places import Places
from charter.document.scrutiny import Scrutiny
from charter.document.syntax import explained, swallowing
from charter.document.text import Text, decoded, indentation_is_unknown, prepared, tab_defects
from charter.document.tree import Data, Node
from charter.finding import Edit, Finding, Fix, Path, Related, Span, in_order, pointer

__all__ = ["LIMITS", "Data", "Document", "Limits", "comments", "read"]


class Document(NamedTuple):
    """One file, read.

    Attributes:
        path: As shown in findings.
        text: The decoded text, empty when it cannot be decoded.
        data: Nested dicts and lists of texts; None when the file is no single mapping within the limits.
        findings: What the reader has to say, in the order of the text.
        unreadable: Paths whose value was refused but could be stepped over; `data` holds an empty text there.
        plain: Unquoted values that a YAML 1.1 or 1.2 reader does not take for text, and what it makes of them, such
            as "a number" or "true or false". Dates are not among them.
        places: Where everything stands.
    """

    path: str
    text: str
    data: dict[str, Data] | None
    findings: tuple[Finding, ...]
    unreadable: frozenset[Path]
    plain: Mapping[Path, str]
    places: Places

    def span(self, path: Path, on_key: bool = False) -> Span:
        """The place of what a path names.

        Of a scalar its text, of a mapping or list under a key that key, of a container in a list its first line, of
        something missing the nearest parent that exists, of the root its first key.

        Args:
            on_key: Take the key even where a scalar stands.
        """
        return self.places.of(path, on_key)

    def exists(self, path: Path) -> bool:
        """Whether a path leads to anything."""
        return self.at(path) is not None

    def at(self, path: Path) -> "Data | None":
        """What a path leads to; None where it leads nowhere."""
        found: Data | None = self.data
        for step in path:
            if isinstance(found, dict):
                found = found.get(step) if isinstance(step, str) else None
            elif isinstance(found, list):
                found = found[step] if isinstance(step, int) and 0 <= step < len(found) else None
            else:
                return None
        return found

    def core(self) -> object:
        """The document as a reader of the YAML 1.2 core schema sees it, such as an editor: with numbers and nulls."""
        root = self.places.root
        return None if root is None else _core(root, self.places.source)


def read(raw: bytes, path: str) -> Document:
    """Read one file; whatever is wrong with it is a finding, nothing is raised."""
    try:
        text = decoded(raw)
    except Stop as stop:
        source = "" if len(raw) > LIMITS.bytes else raw.decode(errors="replace")
        nothing = Document(path, "", None, (), frozenset(), {}, Places(source, None))
        return nothing._replace(findings=_findings(nothing, [stop.defect]))
    return _composed(path, prepared(raw, text))


def comments(document: Document) -> Iterator[tuple[int, int, str]]:
    """Every comment as (line, column, text from its # on); none where the file could not be read."""
    places = document.places
    if places.root is None or "#" not in document.text:
        return
    for start, end in comment_places(places.source, places.root):
        line, column = places.between(start, end).start
        yield line, column, document.text[start:end].rstrip()


def _composed(path: str, text: Text) -> Document:
    composer, scrutiny = Composer(text.source), Scrutiny(text)
    root, ending = _root(composer, scrutiny, text)
    if indentation_is_unknown(text):
        root, composer, ending = None, Composer(""), []
    scrutiny.elsewhere()
    defects = [*text.defects, *composer.defects, *scrutiny.defects, *ending]
    if text.tabs:
        defects += tab_defects(text, list(comment_places(text.source, root)) if root else None)
    if root:
        defects += misplaced(text.source, root)
    document = Document(path, text.text, None, (), frozenset(), {}, Places(text.source, root))
    if root and not isinstance(root.data, dict):
        words = "the file holds a list, not keys with values"
        defects.append(Defect("invalid-yaml", root.start, root.start + 1, words, "begin with `charter: 1`"))
    elif root:
        document = _with_data(document, composer, scrutiny)
    return document._replace(findings=_findings(document, defects)) if defects else document


def _root(composer: Composer, scrutiny: Scrutiny, text: Text) -> tuple[Node | None, list[Defect]]:
    try:
        root = composer.compose()
        composer.values.remarks(root)
        if Scrutiny.is_due(text):
            scrutiny.look(root)
    except Stop as stop:
        return None, [stop.defect]
    except YAMLError as error:
        words = words_of(error)
        open_quote = swallowing(text.source, composer.values.swallowed, words[2])
        defect = open_quote or explained(*words, text.source)
        while composer.defects and composer.defects[-1].start >= defect.start:
            if open_quote is None and composer.defects[-1].rule not in ("empty-value", "split-text"):
                break
            composer.defects.pop()  # the slip itself cut that value short
        return None, [defect]
    return root, []


def _with_data(document: Document, composer: Composer, scrutiny: Scrutiny) -> Document:
    root = composer.top.data[0]
    unreadable, plain = composer.values.unreadable | scrutiny.unreadable, composer.values.plain
    document = document._replace(data=root, unreadable=frozenset(unreadable), plain=plain)
    if not composer.keys.folded:
        return document
    return document._replace(
        unreadable=frozenset(filter(document.exists, unreadable)),
        plain={path: meaning for path, meaning in plain.items() if document.exists(path)},
    )


def _findings(document: Document, defects: list[Defect]) -> tuple[Finding, ...]:
    return in_order(_finding(document, defect) for defect in defects)


def _finding(document: Document, defect: Defect) -> Finding:
    span = document.places.between(defect.start, defect.end)
    related: tuple[Related, ...] = ()
    if defect.first is not None:
        related = (Related(document.path, document.places.between(*defect.first), "it stands here first"),)
    mends = defect.mends if defect.instead is None else ((defect.start, defect.end, defect.instead),)
    edits = tuple(Edit(document.places.between(start, end), text) for start, end, text in mends)
    return Finding(
        rule=defect.rule,
        severity="error",
        path=document.path,
        span=span,
        message=defect.message,
        help=defect.help,
        pointer=pointer(defect.path or ()),
        related=related,
        fix=Fix(defect.safe, edits) if edits else None,
    )


def _core(node: Node, source: str) -> object:
    found: list[tuple[object, object]] = []
    for slot, child in node.entries():
        if node.is_mapping and slot.key not in node.data:
            continue
        if isinstance(child, Node):
            found.append((slot.key, _core(child, source)))
        else:
            value = node.data[slot.key]
            quoted = source[child[0] : child[1]].startswith(("'", '"', "|", ">"))
            found.append((slot.key, value if quoted else scalars.core(value)))
    return dict(found) if node.is_mapping else [value for _, value in found]
