"""The verb `render`: a charter as a document that a business reader can read and sign."""

import argparse
import sys
from pathlib import Path

from charter.errors import Exit, UsageError

HELP = "write a charter as a document"
EXAMPLE = """  charter render northwind-contoso --view cover
  charter render northwind-contoso --output charters/northwind-contoso/charter.md"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path")
    parser.add_argument("--view", default="full", help="cover (one page) or full (everything, the default)")
    parser.add_argument("--to", default="md", metavar="FORM", help="md (Markdown, the default)")
    parser.add_argument(
        "--template",
        type=Path,
        metavar="DIR",
        help="your own templates, such as DIR/cover.md.j2, run with limits; templates/README.md says what they get",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there instead of to the terminal")


def run(arguments: argparse.Namespace) -> int:
    """Render and print."""
    from charter.library import render
    from charter.rendering import FORMS, KINDS
    from charter.writing import write_output

    kind = next((kind for kind in KINDS if kind == arguments.view), None)
    if kind is None:
        raise UsageError(f'there is no view "{arguments.view}"', f"the views are {', '.join(KINDS)}")
    if arguments.to not in FORMS:
        raise UsageError(f"--to {arguments.to} is not available yet", f"the forms are {', '.join(FORMS)}")
    text = render(arguments.charter, today=arguments.today, root=arguments.root, view=kind, template=arguments.template)
    if arguments.output:
        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    return Exit.YES
