"""A rehearsal on a terminal: a timeline with the branches of each gate, and the list of endings below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from charter.rehearsal import Ending
from charter.rendering.names import Names, listed
from charter.rendering.rehearsal import words
from charter.rendering.rehearsal.axis import Axis
from charter.rendering.rehearsal.story import Act, Branch, Story

Style: TypeAlias = Literal["plain", "title", "phase", "go", "no", "grey", "end", "dim", "alarm"]

NARROWEST, WIDEST = 80, 100
"""Columns."""


class Piece(NamedTuple):
    """A part of a line in one style."""

    text: str
    style: Style = "plain"


Line: TypeAlias = tuple[Piece, ...]

_STYLES: dict[str, Style] = {
    "go": "go", "renew": "go", "no": "no", "silence": "no", "grey": "grey", "unclear": "grey", "stay": "alarm",
}  # fmt: skip

_ASCII = str.maketrans("│├└─▼●○■▸–·█░▶", "|+`-v*o#>-;=.>")


def lines(story: Story, names: Names, width: int = WIDEST) -> Iterator[Line]:
    """The whole page, line by line, none wider than `width` unless one word is."""
    width = max(NARROWEST, min(width, WIDEST))
    yield from _paragraph(story.title, width, "title")
    yield from _paragraph(f"{_sentence(story.summary)}.", width)
    yield ()
    for number, act in enumerate(story.acts):
        yield from _act(act, width, first=number == 0, last=number == len(story.acts) - 1)
    yield ()
    yield from _endings(story, names, width)
    if story.nobody:
        yield ()
        yield (Piece("Where nobody may decide", "phase"),)
        for place in story.nobody:
            yield from _hanging(Piece("  ! ", "alarm"), place, width)
    yield ()
    for note in _notes(story):
        yield from _paragraph(note, width, "dim")


def in_ascii(text: str) -> str:
    """A line without anything beyond ASCII: lines as signs, other letters as codes."""
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _notes(story: Story) -> Iterator[str]:
    if story.unsaid:
        yield f"{_sentence('; '.join(story.unsaid))}."
    bars = " (░)" if any(ending.over for ending in story.endings) else ""
    yield f"█ when it can end, with notice and time to cure; the wind-down{bars} {story.wind_down}."
    if any(ending.empty_handed or ending.perhaps_empty_handed for ending in story.endings):
        yield (
            "Gets nothing: it has given money or work by then, and nothing that the others promised for one of its own "
            "goals is due. May: on some of those days."
        )
    yield (
        f"A phase is decided between its end and the last day for it. Not counted: {listed(story.left_out)}; an "
        "amendment makes this another charter."
    )


def _act(act: Act, width: int, *, first: bool, last: bool) -> Iterator[Line]:
    mark = "○" if first else "●"
    when = act.when + (f", {act.latest}" if act.latest else "")
    yield from _hanging(Piece(f"{mark} {act.name.upper()}   ", "phase"), when, width, "dim")
    trunk = " " if last else "│"
    for number, branch in enumerate(act.branches):
        yield from _branch(branch, width, trunk, final=number == len(act.branches) - 1)
    if not last:
        yield (Piece("│"),)
        yield (Piece("▼"),)


def _columns(width: int) -> tuple[int, int, int]:
    """The widths of the name, the days and who decides."""
    return (10, 25, 25) if width >= 92 else (10, 24, 19)


def _branch(branch: Branch, width: int, trunk: str, *, final: bool) -> Iterator[Line]:
    name, when, decides = _columns(width)
    style = _STYLES.get(branch.name, "plain")
    lead = f"{trunk}  {'└' if final else '├'}─ "
    rest = f"{trunk}  {' ' if final else '│'}  "
    target = width - _cells(lead) - name - when - decides - 3
    cells = [
        _wrapped(branch.name, name),
        _wrapped(branch.when, when),
        _wrapped(branch.who, decides),
        _wrapped(_target(branch), target),
    ]
    for row in range(max(len(cell) for cell in cells)):
        texts = [cell[row] if row < len(cell) else "" for cell in cells]
        alarm: Style = "alarm" if branch.who == "nobody" else "plain"
        yield _trimmed(
            Piece(rest if row else lead),
            Piece(_padded(texts[0], name) + " ", style),
            Piece(_padded(texts[1], when) + " "),
            Piece(_padded(texts[2], decides) + " ", alarm),
            Piece(texts[3], "end" if branch.ends and not branch.leads else "plain"),
        )
    yield from _details(branch, rest, width, name)


def _target(branch: Branch) -> str:
    ends = " ".join(f"■ {number}" for number in branch.ends)
    if branch.leads:
        return f"▸ {branch.leads} {ends}".rstrip()
    return ends


def _details(branch: Branch, rest: str, width: int, indent: int) -> Iterator[Line]:
    if branch.details:
        before = (Piece(rest + " " * (indent + 1)),)
        yield from _flowing(before, rest, branch.details, width, "plain" if branch.name == "exit" else "dim")


def _endings(story: Story, names: Names, width: int) -> Iterator[Line]:
    how, when = (30, 25) if width >= 92 else (26, 25)
    axis = Axis.of(story.endings, width - 5 - how - when - 2)
    head = (
        Piece(" " * 5),
        Piece(_padded("how it ends", how) + " ", "dim"),
        Piece(_padded("from – to", when) + " ", "dim"),
    )
    yield _trimmed(*head, Piece(axis.head() if axis else "", "dim"))
    yield (Piece("─" * width, "dim"),)
    for ending in story.endings:
        yield from _ending(ending, names, (how, when), axis)
        for line in _flowing((Piece("     "),), "", _about(ending, names), width, "dim"):
            yield tuple(part for piece in line for part in _marked(piece))


_ALARMS = ("gets nothing", "nobody may decide")


def _marked(piece: Piece) -> Iterator[Piece]:
    """A piece with what a reader must not miss in a style of its own."""
    found = next((words for words in _ALARMS if words in piece.text), None)
    if found is None:
        yield piece
        return
    before, _, after = piece.text.partition(found)
    yield from (Piece(before, piece.style), Piece(found, "no"))
    yield from _marked(Piece(after, piece.style))


def _ending(ending: Ending, names: Names, widths: tuple[int, int], axis: Axis | None) -> Iterator[Line]:
    how, when = (
        _wrapped(text, width)
        for text, width in zip((words.how(ending) + _where(ending), words.days(ending.days)), widths, strict=True)
    )
    can, after = axis.bar(ending) if axis else ("", "")
    for row in range(max(len(how), len(when))):
        yield _trimmed(
            Piece("" if row else _padded(f"■ {ending.number}", 5), "end") if not row else Piece(" " * 5),
            Piece(_padded(how[row] if row < len(how) else "", widths[0]) + " "),
            Piece(_padded(when[row] if row < len(when) else "", widths[1]) + " "),
            Piece("" if row else can, "end"),
            Piece("" if row else after, "dim"),
        )


def _about(ending: Ending, names: Names) -> Iterator[str]:
    """Who decides, when all is done, and what each side has given."""
    over = ending.over
    done = "" if over is None or over.latest is None else f", wound down by {words.day(over.latest)}"
    yield f"{words.decided(ending.who, names)}{done}"
    told = [words.gave(spent, ending, names) for spent in ending.spent]
    yield from [text for text in told if not text.endswith(": nothing")] or ["nothing given"]


def _where(ending: Ending) -> str:
    if ending.kind != "trigger" or len(ending.phases) != 1:
        return ""
    return f", in {ending.phases[0]}"


def _trimmed(*pieces: Piece) -> Line:
    """Without blanks at the end."""
    kept = list(pieces)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].style)
    return tuple(kept)


def _hanging(before: Piece, text: str, width: int, style: Style = "plain") -> Iterator[Line]:
    """A text after something, its further lines below its first."""
    room = _cells(before.text)
    for row, line in enumerate(_wrapped(text, width - room)):
        yield (before if row == 0 else Piece(" " * room), Piece(line, style))


def _flowing(before: Line, keep: str, items: Iterable[str], width: int, style: Style) -> Iterator[Line]:
    """Items one after the other; one that does not fit begins a new line, and is broken only if it is longer."""
    room = sum(_cells(piece.text) for piece in before)
    rows: list[str] = []
    for item in items:
        first, *rest = _wrapped(item, width - room)
        if rows and not rest and _cells(rows[-1]) + _cells(_BETWEEN) + _cells(first) <= width - room:
            rows[-1] += _BETWEEN + first
        else:
            rows += [first, *rest]
    for row in rows:
        yield (Piece(_padded(keep, room)), Piece(row, style))


_BETWEEN = "  ·  "


def _paragraph(text: str, width: int, style: Style = "plain") -> Iterator[Line]:
    return ((Piece(line, style),) for line in _wrapped(text, width))


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells; a longer word is cut."""
    rows, row = [], ""
    for word in _cut(text.split(" "), width):
        if row and _cells(row) + 1 + _cells(word) > width:
            rows.append(row.rstrip(" ·"))
            row = word
        else:
            row = f"{row} {word}" if row else word
    return [*rows, row]


def _cut(found: Iterable[str], width: int) -> Iterator[str]:
    for word in found:
        rest = word
        while _cells(rest) > width:
            take = max(width // 2, 1) if _cells(rest[:width]) > width else width
            yield rest[:take]
            rest = rest[take:]
        yield rest


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - _cells(text), 0)


def _cells(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
