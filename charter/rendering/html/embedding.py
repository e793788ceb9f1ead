"""What is inside a page for machines: data that no text can end, the policy of what may run, and the page's own seal.

The seal is the digest of everything that stands on the page: elements, attributes and texts, as the browser and any
other reader of HTML come to them. It finds what was changed by accident or carelessly, and is no proof against whoever
writes a page anew.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

UNSEALED = "sha256:" + "0" * 64
"""What stands in the place of the seal before there is one."""

_SEAL = re.compile(r'(<meta name="charter-page" content=")sha256:[0-9a-f]{64}(">)')
_VOID = frozenset(["br", "hr", "meta", "wbr", "img", "link", "input", "base"])
_UNSAFE = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def embedded(data: Any) -> str:
    """JSON that can stand inside a `script` element: nothing in it ends that element, or is ``##[name]`` in a log."""
    return json.dumps(data, ensure_ascii=False).translate(_UNSAFE).replace("##", "#\\u0023")


def policy(styles: Iterable[str], script: str) -> str:
    """The Content-Security-Policy: nothing from elsewhere, and no style or script but these."""
    sheets = " ".join(map(_source, styles))
    runs = f"script-src {_source(script)}; " if script else ""
    return f"default-src 'none'; {runs}style-src {sheets}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def resealed(page: str) -> str:
    """The page with its seal."""
    return _SEAL.sub(lambda found: f"{found[1]}{seal(page)}{found[2]}", page, count=1)


def seal(page: str) -> str:
    """The digest of everything that stands on a page, but for the seal itself."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    told = "\0".join(reader.told())
    return f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"


class _Reader(HTMLParser):
    """Reads what `check.js` reads: the title, the styles, and the body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._head: list[str] = []
        self._body: list[str] = []
        self._text = ""
        self._open: list[str] = []

    def told(self) -> list[str]:
        """The pieces: `(` opens an element, `@` is an attribute, `-` a text, `)` ends an element, `!` a comment."""
        return [*self._head, *self._body]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self._said()
        if self._place(tag) is not None:
            self._put(f"({tag}", *sorted(f"@{name}={value or ''}" for name, value in attrs))
            if tag in _VOID:
                self._put(")")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self._said()
        if self._place(tag) is not None:
            self._put(")")
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """A piece of text; pieces that follow each other are one text."""
        self._text += data

    def handle_comment(self, data: str) -> None:
        """A comment, which a page of ours never has."""
        self._said()
        if self._place("") is not None:
            self._put("!")

    def _said(self) -> None:
        if self._text.strip() and self._place("") is not None:
            self._put(f"-{self._text}")
        self._text = ""

    def _place(self, tag: str) -> list[str] | None:
        if "body" in self._open:
            return None if tag == "body" else self._body
        return self._head if tag in ("title", "style") or {"title", "style"} & {*self._open} else None

    def _put(self, *pieces: str) -> None:
        (self._body if "body" in self._open else self._head).extend(pieces)
