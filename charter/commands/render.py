"""The verb `render`: a charter as a document that a business reader can read and sign."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.rendering.pdf import Paper

HELP = "write a charter as a document"
EXAMPLE = """  charter render northwind-contoso --view cover
  charter render northwind-contoso --output charters/northwind-contoso/charter.md
  charter render northwind-contoso --to pdf --output northwind-contoso.pdf
  charter render northwind-contoso --to html --output northwind-contoso.html   a page that checks itself"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path")
    parser.add_argument("--view", default="full", help="cover (one page) or full (everything, the default)")
    parser.add_argument("--to", default="md", metavar="FORM", help="md (Markdown, the default), pdf or html")
    parser.add_argument(
        "--paper", default="a4", metavar="SIZE", help="of a PDF or a page that is printed: a4 (the default) or letter"
    )
    parser.add_argument(
        "--font-dir", type=Path, action="append", metavar="DIR", help="further fonts for a PDF, such as for Japanese"
    )
    parser.add_argument(
        "--template",
        type=Path,
        metavar="DIR",
        help="your own templates, such as DIR/cover.md.j2, run with limits; templates/README.md says what they get",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there instead of to the terminal")


def run(arguments: argparse.Namespace) -> int:
    """Render and print."""
    from charter.rendering import FORMS, KINDS

    kind = next((kind for kind in KINDS if kind == arguments.view), None)
    if kind is None:
        raise UsageError(f'there is no view "{arguments.view}"', f"the views are {', '.join(KINDS)}")
    if arguments.to == "pdf":
        return _pdf(arguments)
    if arguments.to == "html":
        return _html(arguments)
    if arguments.to not in FORMS:
        raise UsageError(f"--to {arguments.to} is not available yet", f"the forms are {', '.join(FORMS)}, pdf, html")
    from charter.library import render
    from charter.writing import write_output

    text = render(arguments.charter, today=arguments.today, root=arguments.root, view=kind, template=arguments.template)
    if arguments.output:
        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    return Exit.YES


def _pdf(arguments: argparse.Namespace) -> int:
    from charter.library import pdf

    paper = _paper(arguments, "a PDF")
    if arguments.output is None and sys.stdout.isatty():
        raise UsageError("a PDF cannot be shown on a terminal", f"write it to a file: --output {_name(arguments)}.pdf")
    fonts = tuple(arguments.font_dir or ())
    return _written(
        arguments, pdf(arguments.charter, today=arguments.today, root=arguments.root, paper=paper, fonts=fonts)
    )


def _html(arguments: argparse.Namespace) -> int:
    from charter.library import html

    paper = _paper(arguments, "a page that checks itself")
    if arguments.font_dir:
        raise UsageError("a page is shown in the reader's own fonts: it takes no --font-dir", "leave out --font-dir")
    return _written(
        arguments, html(arguments.charter, today=arguments.today, root=arguments.root, paper=paper).encode()
    )


def _paper(arguments: argparse.Namespace, made: str) -> Paper:
    """The paper; a document that is signed as a whole has no other view and no other template.

    Raises:
        UsageError: There is no such paper, or the document cannot be made that way.
    """
    from charter.rendering.pdf import PAPERS

    if arguments.view != "full" or arguments.template:
        wrong = "--template" if arguments.template else f"--view {arguments.view}"
        raise UsageError(f"{made} always holds everything, its cover first: it takes no {wrong}", f"leave out {wrong}")
    paper = next((paper for paper in PAPERS if paper == arguments.paper), None)
    if paper is None:
        raise UsageError(f'there is no paper "{arguments.paper}"', f"the sizes are {', '.join(PAPERS)}")
    return paper


def _written(arguments: argparse.Namespace, made: bytes) -> int:
    from charter.writing import write_output

    if arguments.output:
        write_output(arguments.output, made)
    else:
        sys.stdout.buffer.write(made)
    return Exit.YES


def _name(arguments: argparse.Namespace) -> str:
    path = Path(arguments.charter)
    return path.parent.name if path.suffix else path.name
