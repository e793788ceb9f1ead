"""Keeps one issue for everything that is late or due within some days: opened once, renewed, closed when it is done.

An issue that a person closed stays closed. Only issues that we wrote ourselves count: a mark alone could be anybody's.
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from host import call, listed

from charter.rendering.markdown.escaping import code, escape

HERE = pathlib.Path(__file__).parent
LABEL = "charter"
MOST = 20
"""How many issues one run opens; the rest are counted aloud and wait for the next."""
SHOWN = 50
"""How many things one issue names."""
LONGEST = 500
"""The most letters of what a charter says about one of them."""


class Reminder(NamedTuple):
    """What is due in one charter on one day; no word of a charter stands in its title."""

    mark: str
    title: str
    body: str


def main() -> int:
    """Ask where every charter stands, and bring the issues in line; 1 where a record does not hold."""
    command = [HERE / "python", "-m", "charter", "--root", os.environ.get("CHARTER_DIRECTORY", ".")]
    done = subprocess.run([*command, "status", "--format", "json"], stdout=subprocess.PIPE, check=False)
    if done.returncode > 1:
        return done.returncode
    told = json.loads(done.stdout)
    until = date.fromisoformat(told["as_of"]) + timedelta(days=int(os.environ.get("CHARTER_DAYS") or 7))
    wanted = {one.mark: one for one in due(told, until)}
    known = dict(ours())
    opened = [one for mark, one in wanted.items() if mark not in known]
    for one in opened[:MOST]:
        call("POST", "issues", {"title": one.title, "body": one.body, "labels": [LABEL]})
    changed = [call("PATCH", f"issues/{number}", body) for number, body in renewed(wanted, known)]
    silent = {_digest(one["charter"]) for one in told["charters"] if not one["proven"] or one["unreadable"]}
    over = [mark for mark in known if mark not in wanted and mark.split()[0] not in silent]
    closed = [close(known[mark]["number"]) for mark in over if known[mark]["state"] == "open"]
    print(f"opened {len(opened[:MOST])} issues, renewed {len(changed)}, closed {len(closed)}")
    if len(opened) > MOST:
        print(f"::warning title=charter::{len(opened) - MOST} more wait for the next run")
    if silent:
        print(f"::error title=charter::the records of {len(silent)} charters do not hold, charter check says why")
    return 1 if silent else 0


def ours() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every issue that we opened, by its mark."""
    author = os.environ.get("CHARTER_AUTHOR") or "github-actions[bot]"
    for issue in listed(f"issues?state=all&labels={LABEL}&per_page=100"):
        found = re.match(r"<!-- charter due ([0-9a-f]{16} [0-9a-f]{16}) -->", issue.get("body") or "")
        if found and (issue.get("user") or {}).get("login") == author and "pull_request" not in issue:
            yield found[1], issue


def renewed(wanted: dict[str, Reminder], known: dict[str, dict[str, Any]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Open issues that say something else by now, such as what was due and is late."""
    for mark, one in wanted.items():
        found = known.get(mark)
        if found and found["state"] == "open" and (found["title"], found["body"]) != (one.title, one.body):
            yield found["number"], {"title": one.title, "body": one.body}


def close(number: int) -> None:
    """Close an issue, and say why."""
    call("POST", f"issues/{number}/comments", {"body": "Done, or not due any more."})
    call("PATCH", f"issues/{number}", {"state": "closed", "state_reason": "completed"})


def due(told: dict[str, Any], until: date) -> Iterator[Reminder]:
    """Everything late, and everything due by a day: together what is of one sort, on one day, in one charter."""
    for one in told["charters"]:
        groups: dict[tuple[str, str], list[tuple[bool, dict[str, Any]]]] = {}
        for late, items in ((True, one["late"]), (False, one["next"])):
            for item in items:
                if late or (item["day"] is not None and date.fromisoformat(item["day"]) <= until):
                    groups.setdefault((item["sort"], item["day"] or ""), []).append((late, item))
        for (sort, day), found in groups.items():
            yield _reminder(one["charter"], sort, day, found)


def _reminder(charter: str, sort: str, day: str, found: list[tuple[bool, dict[str, Any]]]) -> Reminder:
    mark = f"{_digest(charter)} {_digest(charter, sort, day)}"
    name = charter if re.fullmatch(r"[a-z0-9_-]{1,100}", charter) else "a charter"
    lines = [f"- {_item(item)}" for _, item in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"- and {len(found) - SHOWN} more")
    title = f"{name}: {sort} {'late' if found[0][0] else 'due'}{', ' if day else ''}{day}"
    told = "\n".join(lines)
    return Reminder(mark, title, f"<!-- charter due {mark} -->\n{told}\n\n{code(charter)}")


def _item(item: dict[str, Any]) -> str:
    words = [item["what"], item["who"]] if item["who"] else [item["what"]]
    return ": ".join(str(escape(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")) for text in words)


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
