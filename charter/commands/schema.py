"""The verb `schema`: the JSON Schema of a document kind."""

import argparse
import sys

from charter.errors import Exit, UsageError

HELP = "print the JSON Schema of a kind of file"
EXAMPLE = """  charter schema charter > charter.schema.json
  charter schema                            the kinds there are"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="charter, people, program, record, evidence, decision or consent"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one schema, or the names there are."""
    from charter.model import KINDS
    from charter.model.schema import text

    if arguments.name is None:
        sys.stdout.write("".join(f"{kind}\n" for kind in KINDS))
        return Exit.YES
    kind = next((kind for kind in KINDS if kind == arguments.name), None)
    if kind is None:
        raise UsageError(f'there is no schema "{arguments.name}"', f"the schemas are {', '.join(KINDS)}")
    sys.stdout.write(text(kind))
    return Exit.YES
