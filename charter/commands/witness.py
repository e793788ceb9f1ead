"""The verb `witness`: remember what was recorded, in a place of one's own, so that nobody can unsay it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charter.errors import Exit

if TYPE_CHECKING:
    from charter.check.witnessing import Witnessed

HELP = "remember what was recorded, in a file of your own, and notice what is unsaid later"
EXAMPLE = """  charter witness --file ~/our-memory.json                     all of them; after each pull, or once a day
  charter witness northwind-contoso --file ~/our-memory.json
  charter verify northwind-contoso --witness ~/our-memory.json hold against it without writing
  charter check --witness ~/our-memory.json                    the same for everything, in your own CI
  charter witness --file ~/our-memory.json --compare theirs.json   did both companies see the same history?

the file lies outside the shared repository, where only your own company writes; it only ever grows
exit code 0 if everything that was seen is still there, else 1, and the file stays as it is
with --compare 1 only if one contradicts the other; what one lacks is named, as it may only not be updated yet"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charters", nargs="*", metavar="CHARTER", help="ids or paths (default: everything)")
    parser.add_argument("--file", metavar="FILE", type=Path, required=True, help="your memory; the first run makes it")
    parser.add_argument("--compare", metavar="OTHER", type=Path, help="another company's memory; nothing is written")


def run(arguments: argparse.Namespace) -> int:
    """Look, hold against the memory, and remember what is new."""
    if arguments.compare:
        return _compared(arguments)
    from charter.check.witnessing import save, witnessed

    file = arguments.file.expanduser()
    found = witnessed(arguments.root, arguments.charters, file, arguments.today)
    written = save(file, found.after)
    if not arguments.quiet or written:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(found, file)))
    return Exit.YES


def _lines(found: Witnessed, file: Path) -> list[str]:
    from charter.outlook.memory import news
    from charter.report.inert import inert

    said = []
    for name, now in sorted(found.now.items()):
        known = (found.before or {}).get(name)
        new = news(known, now) if now is not None else ""
        if now is None:
            said.append(f"{name} has no decision yet: there is nothing to remember")
        elif new:
            said.append(f"{name}: {new} {'more' if known else 'seen for the first time'}")
        else:
            said.append(f"{name}: nothing new, and all that was seen is there")
    where = "remembered in" if found.before is not None else "started"
    count = len(found.after)
    return [*map(inert, said), f"{where} {inert(str(file))}: {count} charter{'' if count == 1 else 's'}"]


def _compared(arguments: argparse.Namespace) -> int:
    from charter.check.witnessing import compared
    from charter.report.inert import inert

    ours, theirs = arguments.file.expanduser(), arguments.compare.expanduser()
    found = compared(ours, theirs)
    less = {ours: found.ours_lacks, theirs: found.theirs_lacks}
    but = ", but they did not see the same" if any(less.values()) else ""
    said = [f"nothing in one contradicts the other{but}; both saw {found.both} charter{'' if found.both == 1 else 's'}"]
    for file, lacks in less.items():
        said += [f"  {file} lacks of {one.charter}: {one.why}" for one in lacks]
        said += [f"  so {file} was shown less, or was not updated since"] if lacks else []
    sys.stdout.write("".join(f"{inert(line)}\n" for line in said))
    return Exit.YES
