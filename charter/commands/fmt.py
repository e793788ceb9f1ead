"""The verb `fmt`: files in their canonical form, with the same data and every remark."""

import argparse
import sys

from charter.commands import wants_color
from charter.errors import Exit

HELP = "bring files into their canonical form: order of keys, layout; remarks and data stay"
EXAMPLE = """  charter fmt                               everything in this repository
  charter fmt charters/northwind-contoso/charter.yaml
  charter fmt --check                       only say which files would change
  charter fmt --diff                        show how they would"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders or ids of charters (default: everything)"
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="write nothing, and exit 1 if a file would change")
    mode.add_argument("--diff", action="store_true", help="the same, and show what would change")


def run(arguments: argparse.Namespace) -> int:
    """Write the files that change; 1 if one would change and must not, or has no form."""
    from charter.check.forming import forming
    from charter.check.mending import write
    from charter.report.edits import changes_shown, forms_told
    from charter.report.inert import inert

    found = forming(arguments.root, arguments.paths)
    only_told = arguments.check or arguments.diff
    if arguments.diff:
        color = wants_color(arguments.color, terminal=sys.stdout.isatty())
        sys.stdout.write(changes_shown(((one.shown, one.before, one.after) for one in found.changes), color=color))
    else:
        if not only_told:
            write(arguments.root, found.changes)
        sys.stdout.write("".join(f"{inert(one.shown)}\n" for one in found.changes))
    if not arguments.quiet:
        sys.stderr.write(forms_told(found.files, len(found.changes), found.kept, written=not only_told))
    return Exit.NO if found.kept or (only_told and found.changes) else Exit.YES
