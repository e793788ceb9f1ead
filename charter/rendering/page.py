"""What the PDF's template is given: the view in plain data, its texts ready to be set, its tables ready to be drawn."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias

from charter.rendering.timeline import timeline
from charter.rendering.view import View

Paper: TypeAlias = Literal["a4", "letter"]
Mark: TypeAlias = Literal["draft", "proposed", "signed"]

MARKS: dict[Mark, str] = {
    "draft": "Draft, not signed",
    "proposed": "For signature",
    "signed": "Signed by all parties",
}
"""What stands on every page about how far these terms have come."""

_PAPERS: dict[Paper, str] = {"a4": "a4", "letter": "us-letter"}
_LANGUAGE = re.compile(r"(?P<code>[a-z]{2,3})(?:-(?P<region>[A-Z]{2}))?")
_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,3}[.)])\s")
_KEPT = re.compile(
    r"""(?<=\d)\ (?=\d{3}(?!\d)) | (?<=\b[A-Z]{3})\ (?=\d)  # within an amount
    | (?<=\b\d)\ (?=[A-Z][a-z]+\ \d{4}\b) | (?<=\b\d\d)\ (?=[A-Z][a-z]+\ \d{4}\b)  # between a day and its month
    """,
    re.VERBOSE,
)
"""Blanks at which no line breaks."""
_FIGURE = re.compile(r"(?:[A-Z]{3}\s)?[0-9][0-9\s.,]*%?")


def page(view: View, language: str, paper: Paper, mark: Mark) -> dict[str, Any]:
    """Plain data: mappings, lists, whole numbers and texts.

    Args:
        language: The language of the terms, as they name it.
    """
    data: dict[str, Any] = _prepared(view.plain())
    found = _LANGUAGE.fullmatch(language)
    return data | {
        "name": data["title"] or view.id,
        "authors": [block.party for block in view.signing.blocks],
        "lang": {"code": found["code"] if found else "en", "region": found["region"] if found else None},
        "paper": _PAPERS[paper],
        "mark": MARKS[mark],
        "short": view.digest[:19],
        "names": sorted(_names(view), key=lambda name: (-len(name), name)),
        "strip": list(_strip(view, mark)),
        # sentences of ours, in which a name from right to left is only a part
        "endings": data["endings"] | {"table": data["endings"]["table"] | {"flow": "ltr"}},
        "timeline": _prepared(timeline(view.plan.chart)),
        "cover": data["cover"] | {"timeline": _prepared(timeline(view.plan.chart, brief=True))},
        **_people(view),
        "signing": data["signing"] | {"blocks": list(_blocks(data["signing"]["blocks"]))},
    }


def _people(view: View) -> dict[str, Any]:
    """The people, close together; what is said of all of them alike, the time, is told once above them."""
    head, rows, said = view.people.head, view.people.rows, view.people.said
    times = {row[-1] for row in rows}
    if len(rows) < 3 or len(times) > 1 or not all(times):
        return {"people": _table({"head": head, "rows": rows, "said": said}) | {"dense": True}}
    table = {"head": head[:-1], "rows": [row[:-1] for row in rows], "said": said}
    return {"people": _table(table) | {"dense": True}, "people_since": set_text(str(*times))}


_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def _names(view: View) -> set[str]:
    """What parties and people are called who are written from right to left."""
    parties = [cell for row in view.sides.parties.rows for cell in row[:2]]
    people = [person for row in view.people.rows for person in (row[0], str(row[2]).partition(",")[0])]
    signing = [
        name for block in view.signing.blocks for name in (block.party, *(one.person for one in block.signatories))
    ]
    found = (set_text(name) for name in (*parties, *people, *signing) if isinstance(name, str))
    return {name for name in found if _FROM_THE_RIGHT.search(name)}


def _strip(view: View, mark: Mark) -> Iterator[dict[str, Any]]:
    """The foot of the cover."""
    yield {"label": "Standing", "text": f"{view.id}, revision {view.revision}. {MARKS[mark]}."}
    if view.tier:
        yield {"label": "Kind", "text": f"{view.tier}."}
    yield {"label": "Every way this can end", "text": f"{view.endings.said}."}
    if view.undecided.rows:
        count = len(view.undecided.rows)
        yield {"label": "Still open", "text": f"{count} {'point' if count == 1 else 'points'}, listed near the end."}
    yield {"label": "Digest of these terms", "text": view.digest, "mono": True}


def _blocks(blocks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks of the signature page, with a name for every field; a name is never given twice."""
    taken: dict[str, int] = {}
    for block in blocks:
        signatories = []
        for one in block["signatories"]:
            name = "-".join(("signature", block["id"], *re.findall(r"\w+", one["role"]))).lower()
            taken[name] = taken.get(name, 0) + 1
            field = name if taken[name] == 1 else f"{name}-{taken[name]}"
            who = ", ".join(text for text in (one["person"], one["role"]) if text)
            say = f"Signature for {block['party']}" + (f" ({who})" if who else "")
            signatories.append(one | {"field": field, "say": " ".join(say.split())})
        yield block | {"signatories": signatories}


def _prepared(value: Any) -> Any:
    if isinstance(value, str):
        return set_text(value)
    if isinstance(value, dict):
        if value.keys() == {"head", "rows", "said"}:
            return _table(value)
        return {key: _prepared(item) for key, item in value.items()}
    return [_prepared(item) for item in value] if isinstance(value, list | tuple) else value


def set_text(text: str) -> str:
    """A text as it is set: an empty line divides paragraphs, a single line break only the items of a list."""
    paragraphs: list[list[str]] = [[]]
    for raw in text.splitlines():
        line = re.sub(r"[ \t]+", " ", raw.strip())
        if not line:
            paragraphs.append([])
        elif paragraphs[-1] and not _ITEM.match(raw):
            paragraphs[-1][-1] += f" {line}"
        else:
            paragraphs[-1].append(line)
    return _KEPT.sub("\u00a0", "\n\n".join("\n".join(lines) for lines in paragraphs if lines))


def _table(table: dict[str, Any]) -> dict[str, Any]:
    """A table without its empty columns; what a crowded one has no room for becomes a note under its row."""
    head, rows = table["head"], [[_cell(cell) for cell in row] for row in table["rows"]]
    kept = [index for index in range(len(head)) if any(row[index] for row in rows)]
    notes = [index for index in kept[1:] if head[index] in _noted([(head[i], [row[i] for row in rows]) for i in kept])]
    shown = [index for index in kept if index not in notes]
    return {
        "head": [_prepared(head[index]) for index in shown],
        "rows": [
            {
                "cells": [row[index] or [""] for index in shown],
                "note": [text for index in notes for text in _note(head[index], row[index])],
            }
            for row in rows
        ],
        "right": [index != shown[0] and _is_figures(row[index] for row in rows) for index in shown],
        "said": _prepared(table["said"]),
    }


_ROOM, _MOST = 110, 4
"""About how many letters stand side by side on a page, and how many columns a crowded table keeps if it can."""
_FIRST_TO_GO = ("Only if", "For the goals", "Stands in", "Time", "Reviewed", "Ground", "Goes before")


def _noted(columns: Sequence[tuple[str, list[list[str]]]]) -> set[str]:
    """The heads of the columns that are told in notes: where there are too many, or hardly anything stands in one."""
    noted = {"More"}
    for name in _FIRST_TO_GO:
        left = [(head, cells) for head, cells in columns if head not in noted]
        wanted = sum(max(len(line) for cell in cells for line in cell) for _, cells in left)
        sparse = any(head == name and sum(map(bool, cells)) * 3 < len(cells) for head, cells in left)
        if wanted > _ROOM and (len(left) > _MOST + 1 or sparse):
            noted.add(name)
    return noted


def _note(head: str, cell: list[str]) -> Iterator[str]:
    if cell:
        yield from cell if head == "More" else (f"{head}: {'; '.join(cell)}",)


def _cell(cell: Any) -> list[str]:
    texts = [cell] if isinstance(cell, str) else cell
    return [text for text in map(set_text, texts) if text]


def _is_figures(cells: Iterator[list[str]]) -> bool:
    return all(len(cell) < 2 and all(map(_FIGURE.fullmatch, cell)) for cell in cells)
