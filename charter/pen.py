"""The door to a person's own key in a PKCS#12 file (.p12, .pfx): it is read, and its passphrase is asked for.

The passphrase comes from the terminal or from a file, never from the command line, which others on the machine see.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from charter.errors import RefusedError, UsageError
from charter.signatures.pades import installed

if TYPE_CHECKING:
    from charter.signatures.pades.pen import Pen

_LARGEST = 1 << 20
_NAME_A_FILE = "name a file with the passphrase in its first line: --passphrase-file FILE"
_MAKE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 3650 -subj '/CN=Your Name' -out me.pem "
    "-keyout me.key and openssl pkcs12 -export -in me.pem -inkey me.key -out me.p12 make one"
)


def opened_pen(path: Path, passphrase_file: str = "") -> Pen:
    """The key in a file, opened.

    Args:
        passphrase_file: A file whose first line is the passphrase, ``-`` for the standard input; empty asks for it.

    Raises:
        RefusedError: It does not open.
        UsageError: The packages that sign inside a PDF are not installed, or no passphrase was typed.
    """
    with installed():
        from charter.signatures.pades.pen import UnopenedError, opened
    raw = _read(path)
    try:
        if passphrase_file:
            return opened(raw, _first_line(passphrase_file))
        try:
            return opened(raw, None)
        except UnopenedError as error:
            if not error.locked or not sys.stdin.isatty():
                raise
        return opened(raw, _asked(path))
    except UnopenedError as error:
        help = _NAME_A_FILE if error.locked else _MAKE
        raise RefusedError(f"{path} cannot be used: {error}", (), help) from error


def now_on(day: date) -> datetime:
    """This moment of the day in UTC, on a day."""
    return datetime.combine(day, datetime.now(UTC).time().replace(microsecond=0), UTC)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise RefusedError(f"there is no key {path}", (), _MAKE) from error
    except OSError as error:
        raise RefusedError(f"{path} cannot be opened", ()) from error
    if len(raw) > _LARGEST:
        raise RefusedError(f"{path} is too large for a key", (), _MAKE)
    return raw


def _first_line(name: str) -> bytes:
    try:
        raw = sys.stdin.buffer.readline(_LARGEST) if name == "-" else _read(Path(name).expanduser())
    except RefusedError as error:
        raise RefusedError(f"there is no passphrase in {name}", (), "write it into the first line") from error
    return raw.split(b"\n")[0].removesuffix(b"\r")


def _asked(path: Path) -> bytes:
    from getpass import getpass

    try:
        return getpass(f"passphrase of {path}: ").encode()
    except EOFError as error:
        raise UsageError(f"no passphrase of {path} was typed", _NAME_A_FILE) from error
