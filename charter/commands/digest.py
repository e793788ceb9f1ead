"""The verb `digest`: what is signed, as a digest or as the bytes it is taken of."""

import argparse
import sys

from charter.errors import Exit, UsageError

HELP = "print the digest of the terms, or of people files"
EXAMPLE = """  charter digest northwind-contoso
  charter digest northwind-contoso --people northwind contoso
  charter digest northwind-contoso --json | sha256sum"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path")
    parser.add_argument(
        "--people", nargs="+", metavar="PARTY", help="of these parties' people files in place of the terms"
    )
    parser.add_argument("--json", action="store_true", help="print the canonical JSON that the digest is taken of")


def run(arguments: argparse.Namespace) -> int:
    """Print one digest a line, or the canonical JSON of one file."""
    from charter.digest import canonical, digest
    from charter.rendering.terms import read_whole
    from charter.repository import charter_folder, read_file

    folder = charter_folder(arguments.root, arguments.charter)
    files = [folder / "charter.yaml"]
    if arguments.people:
        files = [folder / "people" / f"{party}.yaml" for party in arguments.people]
    if arguments.json and len(files) > 1:
        raise UsageError("--json prints one file", "name one party")
    for file in files:
        data = read_whole(str(file), read_file(file)).data
        assert data is not None
        if arguments.json:
            sys.stdout.flush()
            sys.stdout.buffer.write(canonical(data))
        elif len(files) > 1:
            sys.stdout.write(f"{digest(data)}  people/{file.name}\n")
        else:
            sys.stdout.write(f"{digest(data)}\n")
    return Exit.YES
