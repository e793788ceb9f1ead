"""Charters in an editor, by the Language Server Protocol; the only package that knows pygls.

It judges nothing of its own: findings come from the lint engine, fixes from the findings, and what may stand where from
the model and the table of references.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import BinaryIO

from charter.errors import UsageError


def serve(reader: BinaryIO, writer: BinaryIO, today: Callable[[], date]) -> bool:
    """Answer an editor until it leaves; whether it said goodbye before.

    Args:
        today: The day to judge by, asked anew for every check: an editor stays open over midnight.

    Raises:
        UsageError: The packages that speak the protocol are not installed.
    """
    try:
        import pygls  # noqa: F401
    except ImportError as error:
        said = "the language server needs packages that are not installed"
        raise UsageError(said, "pip install 'partnership-charter[lsp]'") from error
    from charter.lsp.server import Server

    return Server(today).run(reader, writer)
