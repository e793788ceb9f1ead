"""The verb `graph`: the lifecycle as a Mermaid diagram."""

import argparse
import sys

from charter.errors import Exit

HELP = "print the lifecycle as a Mermaid diagram"
EXAMPLE = """  charter graph
  charter graph northwind-contoso    only the states and steps that its terms allow, with its dates"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument(
        "charter", metavar="CHARTER", nargs="?", help="an id, or a path (default: the whole step table)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the diagram."""
    from charter.outlook.diagram import diagram, diagram_of

    if arguments.charter is None:
        sys.stdout.write(diagram())
    else:
        from charter.library import load

        sys.stdout.write(diagram_of(load(arguments.charter, root=arguments.root)))
    return Exit.YES
