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
    from charter.rendering import FORMS, KINDS, render, terms
    from charter.repository import charter_folder, read_file, write_output

    kind = next((kind for kind in KINDS if kind == arguments.view), None)
    form = next((form for form in FORMS if form == arguments.to), None)
    if kind is None:
        raise UsageError(f'there is no view "{arguments.view}"', f"the views are {', '.join(KINDS)}")
    if form is None:
        raise UsageError(f"--to {arguments.to} is not available yet", f"the forms are {', '.join(FORMS)}")
    folder = charter_folder(arguments.root, arguments.charter)
    file = folder / "charter.yaml"
    people = {_shown(path): read_file(path) for path in sorted((folder / "people").glob("*.yaml"))}
    found = terms(_shown(file), read_file(file), people)
    text = render(found, arguments.today, kind=kind, form=form, template=arguments.template)
    if arguments.output:
        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    return Exit.YES


def _shown(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
