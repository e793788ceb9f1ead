"""A rehearsal as a Mermaid flowchart: phases as boxes, endings as rounded ones."""

from __future__ import annotations

from collections.abc import Iterator

from charter.rendering.markdown.escaping import mermaid
from charter.rendering.names import Names
from charter.rendering.rehearsal import words
from charter.rendering.rehearsal.story import Act, Story


def chart(story: Story, names: Names) -> str:
    """The chart, without a fence around it."""
    return "\n".join(["flowchart TD", *(f"  {line}" for line in _lines(story, names))]) + "\n"


def _lines(story: Story, names: Names) -> Iterator[str]:
    for place, act in enumerate(story.acts):
        yield f'p{place}["{_label(act.name)}<br>{_label(act.when)}"]'
    for ending in story.endings:
        text = f"{ending.number}. {words.how(ending)}"
        yield f'e{ending.number}(["{_label(text)}<br>{_label(words.days(ending.days))}"]):::ending'
    for place, act in enumerate(story.acts):
        yield from _edges(story, place, act)
    yield "classDef ending stroke-width:2px"


def _edges(story: Story, place: int, act: Act) -> Iterator[str]:
    names = [other.name.lower() for other in story.acts]
    if place == 0 and len(story.acts) > 1:
        yield 'p0 -->|"start"| p1'
    for branch in act.branches:
        word = branch.leads.split(",")[0].split(" ")[0]
        if branch.name == "exit":
            numbers = [ending.number for ending in story.endings if ending.kind == "trigger" and _here(act, ending)]
            yield from (f'p{place} -.->|"exit"| e{number}' for number in numbers)
        elif branch.name in ("grey", "unclear") and branch.leads != "silence":
            yield f'p{place} -->|"{_label(branch.leads)}"| p{place}'
        elif word in names:
            yield f'p{place} -->|"{_label(branch.name)}"| p{names.index(word)}'
        yield from (f'p{place} -->|"{_label(branch.name)}"| e{number}' for number in branch.ends)


def _here(act: Act, ending: object) -> bool:
    phases = getattr(ending, "phases", ())
    return not phases or act.name.lower() in phases


def _label(text: str) -> str:
    return str(mermaid(text))
