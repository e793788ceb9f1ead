"""The template engine for HTML: everything is escaped, and every text of a charter keeps its direction to itself."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from charter.rendering.engine import tidy
from charter.rendering.templates import built_in

_WIDE = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{25,}|[^\s@]+@[^\s@]+")
"""A word that may have no room; Chinese, Japanese and Korean break between letters anyway."""
_ROOM, _STEP = 24, 14
"""A word with more letters than the first may have no room, and breaks after so many as the second."""
_COMMAND = re.compile(r"#(?=#\w*\[)")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNDECIDED = "to be decided by "


def filled(name: str, data: Mapping[str, Any]) -> str:
    """The page that one of our templates makes; printed into a log, no text in it is a build server's ``##[name]``."""
    return _COMMAND.sub("&#35;", tidy(_environment().get_template(name).render(data)))


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=DictLoader(dict(built_in("html"))),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"prose": prose, "words": _words, "share": _share, "ours": _ours}
    environment.tests["told"] = _is_told
    return environment


def prose(text: str) -> Markup:
    """A text of a charter, isolated from what stands around it: paragraphs, lines, overlong words that may break."""
    if not text:
        return Markup("")
    paragraphs = [lines(part) for part in text.split("\n\n")]
    if len(paragraphs) > 1:
        paragraphs = [Markup('<span class="par">{}</span>').format(part) for part in paragraphs]
    return isolated(text, Markup("").join(paragraphs))


def isolated(text: str, shown: Markup) -> Markup:
    """A text as it is shown, with its own direction and in the face of what is still to be decided."""
    flow = Markup(' dir="{}"').format(direction(text)) if _RTL.search(text) else ""
    kind = Markup(' class="undecided"') if text.startswith(_UNDECIDED) else ""
    return Markup("<bdi{}{}>{}</bdi>").format(flow, kind, shown)


def lines(text: str) -> Markup:
    """Lines one below the other, in which overlong words may break."""
    return Markup("<br>").join(map(_breakable, text.split("\n")))


def direction(text: str) -> str:
    """``rtl`` for a text that begins, and is mostly, in a script written from right to left; else ``ltr``."""
    letters = [letter for letter in text if letter.isalpha()]
    leftward = sum(1 for letter in letters if _RTL.match(letter))
    return "rtl" if letters and _RTL.match(letters[0]) and leftward * 2 > len(letters) else "ltr"


def _breakable(line: str) -> Markup:
    pieces, at = [], 0
    for found in _WIDE.finditer(line):
        pieces += [escape(line[at : found.start()]), Markup("<wbr>").join(_parts(found[0]))]
        at = found.end()
    return Markup("").join([*pieces, escape(line[at:])])


def _parts(word: str) -> Iterator[str]:
    """A long word in parts, each ending behind a sign or after so many letters, never within a letter."""
    signs = "@./_:+-" if len(word) > _ROOM else "@"
    part = ""
    for letter in word:
        whole = not unicodedata.category(letter).startswith("M") and letter != "\u200d" and part[-1:] != "\u200d"
        if part and whole and (len(part) >= _STEP or part[-1] in signs):
            yield part
            part = ""
        part += letter
    yield part


def _share(position: int) -> str:
    """A place on the timeline in percent: 1234 is ``12.34%``."""
    return f"{position // 100}.{position % 100:02}%"


def _ours(text: str) -> Markup:
    """What is written by this program alone: style, script, and data that cannot end its element."""
    return Markup(text)  # noqa: S704


def _words(pieces: Sequence[tuple[str, str]]) -> Markup:
    """A text in pieces, some of which were taken out of it or put into it."""
    whole = "".join(text for _, text in pieces)
    return isolated(whole, Markup("").join(_MARKS[kind].format(lines(text)) for kind, text in pieces))


_MARKS = {"same": Markup("{}"), "removed": Markup("<del>{}</del>"), "added": Markup("<ins>{}</ins>")}


def _is_told(part: Mapping[str, Any]) -> bool:
    return any(part.get(key) for key in ("said", "rows", "facts"))
