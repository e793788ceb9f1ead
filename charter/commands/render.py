"""The verb `render`: a charter as a document that a business reader can read and sign."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.rendering.pdf import Paper

HELP = "write a charter as a document"
EXAMPLE = """  charter render northwind-contoso --view cover
  charter render northwind-contoso --output charters/northwind-contoso/charter.md
  charter render northwind-contoso --to pdf --output northwind-contoso.pdf
  charter render northwind-contoso --to html --output northwind-contoso.html   a page that checks itself
  charter render northwind-contoso --to docx --output northwind-contoso.docx
  charter render --check                    is every committed charter.md up to date?
  charter render northwind-contoso --view redline --to docx --output changes.docx   against what all signed last"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", nargs="?", help="an id, or a path")
    parser.add_argument(
        "--check", action="store_true", help="write nothing: is every committed charter.md what its charter says now?"
    )
    parser.add_argument(
        "--view", default="full", help="cover (one page), full (everything, the default) or redline (what changed)"
    )
    parser.add_argument("--to", default="md", metavar="FORM", help="md (Markdown, the default), pdf, html or docx")
    parser.add_argument(
        "--paper", default="a4", metavar="SIZE", help="of a document with pages: a4 (the default) or letter"
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
    parser.add_argument(
        "--against", metavar="WHAT", help="of a redline: a signed revision such as r1, a commit, or a file"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write there instead of to the terminal")


def run(arguments: argparse.Namespace) -> int:
    """Render and print."""
    from charter.rendering import FORMS, KINDS

    if arguments.check or arguments.charter is None:
        return _checked(arguments)
    kind = next((kind for kind in KINDS if kind == arguments.view), None)
    if arguments.view == "redline":
        return _redline(arguments)
    if kind is None:
        raise UsageError(f'there is no view "{arguments.view}"', f"the views are {', '.join(KINDS)}, redline")
    if arguments.against is not None:
        raise UsageError("--against is for --view redline", "say --view redline, or leave out --against")
    if (make := _MADE_WHOLE.get(arguments.to)) is not None:
        return make(arguments)
    if arguments.to not in FORMS:
        forms = ", ".join((*FORMS, *_MADE_WHOLE))
        raise UsageError(f"--to {arguments.to} is not available yet", f"the forms are {forms}")
    from charter.library import render
    from charter.writing import write_output

    text = render(arguments.charter, today=arguments.today, root=arguments.root, view=kind, template=arguments.template)
    if arguments.output:
        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    return Exit.YES


def _checked(arguments: argparse.Namespace) -> int:
    """Whether the Markdown beside charters is up to date; 1 if one is not."""
    from charter.check.checking import stale_pages
    from charter.check.presenting import presented
    from charter.report.inert import inert

    if not arguments.check:
        raise UsageError("say which charter", "charter render ID; charter render --check looks at all of them")
    if arguments.output or arguments.to != "md" or arguments.view != "full" or arguments.template:
        raise UsageError("--check is for charter.md as charter render writes it", "leave out the other options")
    asked = [arguments.charter] if arguments.charter else []
    report = stale_pages(arguments.root, asked, arguments.today)
    sys.stdout.write(presented(report, "concise"))
    for help in dict.fromkeys(finding.help for finding in report.findings if not arguments.quiet):
        sys.stderr.write(f"help: {inert(help)}\n")
    return Exit.NO if report.findings else Exit.YES


def _pdf(arguments: argparse.Namespace) -> int:
    from charter.library import pdf

    paper = _paper(arguments, "a PDF")
    _no_terminal(arguments, "a PDF", "pdf")
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


def _docx(arguments: argparse.Namespace) -> int:
    from charter.library import docx

    paper = _paper(arguments, "a file of Word")
    if arguments.font_dir:
        raise UsageError("Word shows a file in the reader's own fonts: it takes no --font-dir", "leave out --font-dir")
    _no_terminal(arguments, "a file of Word", "docx")
    made = docx(arguments.charter, today=arguments.today, root=arguments.root, paper=paper, against=arguments.against)
    return _written(arguments, made)


def _redline(arguments: argparse.Namespace) -> int:
    from charter.library import redline

    against = arguments.against or ""
    if arguments.template:
        raise UsageError("a redline takes no --template", "leave out --template")
    if arguments.to == "docx":
        arguments.view, arguments.against = "full", against
        return _docx(arguments)
    if arguments.to != "md":
        raise UsageError(f"a redline is not made as {arguments.to}", "the forms of a redline are md, docx")
    text = redline(arguments.charter, today=arguments.today, root=arguments.root, against=against)
    return _written(arguments, text.encode())


_MADE_WHOLE: Final = {"pdf": _pdf, "html": _html, "docx": _docx}
"""The forms that always hold everything."""


def _no_terminal(arguments: argparse.Namespace, made: str, suffix: str) -> None:
    if arguments.output is None and sys.stdout.isatty():
        said = f"write it to a file: --output {_name(arguments)}.{suffix}"
        raise UsageError(f"{made} cannot be shown on a terminal", said)


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
