"""A comparison as JSON, version 1: every change with its place, its words and its effect.

`version`, `charter` (id), `path` (the new file; null where it has no lines), `old` and `new` (`name` and `digest` of
the terms), `changes`, `process` (sentences: what it takes to sign) and `summary` (`changes`, and `worse`: for how many
each party is worse off). One change has

- `pointer`: RFC 6901, into the new terms; of what was removed, into the old; `line` in the new file or null
- `kind`: `added`, `removed`, `changed`, `renamed`
- `class`: `operational` (who does what on one side, when they meet) or `terms`
- `what`: what it is about, and `old` and `new`: the values in words; null where there is none
- `effect`: a verdict of `charter.comparison.effect`, such as `easier`, `longer`, `same`, `none` or `unclear`;
  `in_words`: the same as the text format shows it, or null
- `better_for`, `worse_for`: names of parties, `customers` too; `why`: in words, or null

Fields may be added within this version, never taken away.
"""

from __future__ import annotations

from typing import Any

from charter.answers import answer
from charter.comparison.story import Said, Story


def document(story: Story) -> str:
    """One JSON document; what a charter says stands in it as it is, with every sign outside ASCII escaped."""
    data = {
        "version": 1,
        "charter": story.charter,
        "path": story.file or None,
        "old": {"name": story.old, "digest": story.digests[0]},
        "new": {"name": story.new, "digest": story.digests[1]},
        "changes": [_change(said) for said in story.changes],
        "process": list(story.process),
        "summary": {"changes": len(story.changes), "worse": _worse(story)},
    }
    return answer(data)


def _change(said: Said) -> dict[str, Any]:
    return {
        "pointer": said.pointer,
        "line": said.line,
        "kind": said.kind,
        "class": said.group,
        "what": said.place,
        "old": said.old or None,
        "new": said.new or None,
        "effect": said.verdict,
        "in_words": said.how or None,
        "better_for": list(said.better),
        "worse_for": list(said.worse),
        "why": said.why or None,
    }


def _worse(story: Story) -> dict[str, int]:
    """For whom how many changes are worse."""
    names = dict.fromkeys((*story.parties, *(name for said in story.changes for name in said.worse)))
    return {name: sum(name in said.worse for said in story.changes) for name in names}
