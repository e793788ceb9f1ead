"""The verb `lsp`: a language server, started by an editor and spoken to over standard input and output."""

import argparse
import os
import sys

from charter.commands import today
from charter.errors import Exit

HELP = "a language server for editors: findings while typing, hover, completion, fixes, definitions"
EXAMPLE = """  charter lsp                               an editor starts it; README.md has the settings"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("--stdio", action="store_true", help="speak over standard input and output, as it does anyway")


def run(arguments: argparse.Namespace) -> int:
    """Serve until the editor leaves; 1 if it left without a goodbye."""
    import gc
    import logging

    from charter.lsp import serve

    gc.enable()  # off for programs that end at once, and this one stays
    gc.unfreeze()
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING, format="%(message)s")
    fixed = arguments.today if arguments.today != today() else None
    # nothing else may get between the messages: whatever is printed goes where errors go
    with os.fdopen(os.dup(1), "wb") as writer:
        os.dup2(2, 1)
        served = serve(sys.stdin.buffer, writer, lambda: fixed or today())
    return Exit.YES if served else Exit.NO
