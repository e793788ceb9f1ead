"""The verb `review`: what a proposed change does to the charters of a repository, and whether anything stops it."""

from __future__ import annotations

import argparse
import shutil
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
  charter review --base main --format github --write json=review.json --write markdown=comment.md

exit code 0 if nothing stops the change, 1 if something does, 2 if that cannot be told, such as a missing base"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    from charter.check.presenting import REVIEWS

    parser.add_argument("--base", metavar="COMMIT", required=True, help="what the change is to become a part of")
    parser.add_argument("--head", metavar="COMMIT", default="HEAD", help="what is proposed (default: HEAD)")
    parser.add_argument(
        "--as-is",
        action="store_true",
        help="the head replaces the base, as a push does; else it is judged as merged into it",
    )
    parser.add_argument(
        "--reviews", metavar="FILE", type=Path, help="reviews on the host, as its API gives them: a courtesy, no proof"
    )
    parser.add_argument("--format", choices=REVIEWS, default="text", help="what is printed (default: text)")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to the terminal")
    parser.add_argument(
        "--write", metavar="FORMAT=FILE", action="append", default=[], help="write it in another format, too; repeat"
    )


def run(arguments: argparse.Namespace) -> int:
    """Review and print; 1 if anything stops the change."""
    from charter.check.presenting import presented_review
    from charter.check.reviewing import Sought, reviewed
    from charter.writing import write_output

    files = [_written(text) for text in arguments.write]
    reviews = _reviews(arguments.reviews) if arguments.reviews else ()
    sought = Sought(arguments.base, arguments.head, arguments.as_is, reviews)
    review = reviewed(arguments.root, sought, arguments.today)
    for form, path in files:
        write_output(path, presented_review(review, form).encode())
    terminal = sys.stdout.isatty() and not arguments.output
    width, color = shutil.get_terminal_size((100, 24)).columns, wants_color(arguments.color, terminal=terminal)
    text = presented_review(review, arguments.format, width=width, color=color)
    if arguments.output:
        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    if arguments.head == "HEAD" and not arguments.quiet:
        _tell_uncommitted(arguments.root)
    return Exit.NO if review.against else Exit.YES


def _tell_uncommitted(root: Path) -> None:
    from charter.git import uncommitted

    count = uncommitted(root, "charters")
    if count:
        are = "1 changed file below charters/ is" if count == 1 else f"{count} changed files below charters/ are"
        sys.stderr.write(f"{are} not committed, and no part of what is reviewed\n")


def _written(text: str) -> tuple[str, Path]:
    from charter.check.presenting import REVIEWS

    form, sign, path = text.partition("=")
    if form not in REVIEWS or not sign or not path:
        raise UsageError(
            f'--write "{text}" names no format and file', f"write FORMAT=FILE, one of {', '.join(REVIEWS)}"
        )
    return form, Path(path)


def _reviews(path: Path) -> tuple[HostReview, ...]:
    import json

    from charter.repository import read_file
    from charter.review.courtesies import read_reviews

    try:
        return read_reviews(json.loads(read_file(path, 16 << 20)))
    except (ValueError, RecursionError) as error:
        help = "save what the host's API gives: GitHub's pulls/N/reviews, or GitLab's merge_requests/N/approvals"
        raise UsageError(f"{path} cannot be used: {error}", help) from error
