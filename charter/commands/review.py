"""The verb `review`: what a proposed change does to the charters of a repository, and whether anything stops it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from charter.commands import wants_color
from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.review.courtesies import HostReview

HELP = "what a pull request does: changes in words, findings, gate, whose word it takes"
EXAMPLE = """  charter review --base origin/main                        this branch, as it is committed
  charter review --base origin/main --format markdown      the comment on the pull request
  charter review --base 1f3c… --head refs/pull/7/head      any two commits; no work tree is needed

exit code 0 if nothing stops the change, 1 if something does, 2 if that cannot be told, such as a missing base"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("--base", metavar="COMMIT", required=True, help="what the change is to become a part of")
    parser.add_argument("--head", metavar="COMMIT", default="HEAD", help="what is proposed (default: HEAD)")
    parser.add_argument(
        "--reviews",
        metavar="FILE",
        type=Path,
        help="what was said on the host, as its API gives it: a courtesy, no proof",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="text (the default), json or markdown"
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to the terminal")


def run(arguments: argparse.Namespace) -> int:
    """Review and print; 1 if anything stops the change."""
    from charter.check.reviewing import reviewed

    reviews = _reviews(arguments.reviews) if arguments.reviews else ()
    review = reviewed(arguments.root, arguments.base, arguments.head, arguments.today, reviews)
    text = _text(review, arguments)
    if arguments.output:
        from charter.writing import write_output

        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    return Exit.NO if review.against else Exit.YES


def _reviews(path: Path) -> tuple[HostReview, ...]:
    import json

    from charter.repository import read_file
    from charter.review.courtesies import read_reviews

    try:
        return read_reviews(json.loads(read_file(path, 16 << 20)))
    except (ValueError, RecursionError) as error:
        help = "save what the host's API gives: GitHub's pulls/N/reviews, or GitLab's merge_requests/N/approvals"
        raise UsageError(f"{path} cannot be used: {error}", help) from error


def _text(review, arguments: argparse.Namespace) -> str:  # type: ignore[no-untyped-def]  # Review, imported lazily
    if arguments.format == "json":
        from charter.report.review_json import document

        return document(review)
    if arguments.format == "markdown":
        from charter.rendering.review import comment

        return comment(review)
    import shutil

    from charter.report.review import page
    from charter.report.terminal import drawn

    terminal = sys.stdout.isatty() and not arguments.output
    width = shutil.get_terminal_size((100, 24)).columns
    return drawn(page(review), width=width, color=wants_color(arguments.color, terminal=terminal))
