"""The verb `codeowners`: whom a host asks to review what, from the people files; and what keeps that from working."""

from __future__ import annotations

import argparse
import re
import sys

from charter.errors import Exit, UsageError

HELP = "CODEOWNERS from the people files, and what keeps it from asking the right people"
EXAMPLE = """  charter codeowners                                     the file as it should be
  charter codeowners --write --guard @northwind/legal    write it; others' lines in it stay
  charter codeowners --check --host gitlab

exit code 0, or 1 with --check where something keeps it from working"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("--host", choices=("github", "gitlab"), default="github", help="github (the default) or gitlab")
    parser.add_argument(
        "--guard", metavar="OWNER", action="append", default=[], help="who is asked when the checks change; repeat"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--write", action="store_true", help="write the file where the host looks for it")
    how.add_argument("--check", action="store_true", help="only say what is wrong with the one that is there")


def run(arguments: argparse.Namespace) -> int:
    """Print, write or check."""
    from charter.check.owning import owning
    from charter.report.inert import inert
    from charter.writing import write_output

    wrong = [one for one in arguments.guard if not re.fullmatch(r"@?[A-Za-z0-9_.+@/-]{1,200}", one)]
    if wrong:
        raise UsageError(
            f'--guard "{wrong[0]}" is no name of an owner', "write @account, @company/team or a mail address"
        )
    found = owning(arguments.root, arguments.host, tuple(arguments.guard), arguments.today)
    if arguments.write:
        write_output(arguments.root / found.path, found.text.encode())
        sys.stdout.write(f"wrote {inert(found.path)}\n")
    elif not arguments.check:
        sys.stdout.write(found.text)
    out = sys.stdout if arguments.check else sys.stderr
    told = found.problems if arguments.check else [one for one in found.problems if "--write" not in one[1]]
    out.write("".join(f"{inert(problem)}\n  {inert(cure)}\n" for problem, cure in told))
    if arguments.check and not told:
        out.write(f"{inert(found.path)} says what the people files say\n")
    return Exit.NO if arguments.check and told else Exit.YES
