"""Keys with certificates in PKCS#12 files, made once and kept beside this, and PDFs that are signed with them.

The people and the authority are made up. All but `ed` open with the same passphrase; `old` was valid until 2025-12-10,
`weak` is too short to count, `clock` is a time-stamping authority's, `eve` belongs to none of the parties.
"""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "pens"
PASSPHRASE = "correct horse"

pyhanko = pytest.importorskip("pyhanko", reason="pyhanko is not installed")

from charter.signatures.pades.pen import opened  # noqa: E402
from charter.signatures.pades.writing import Said, sign  # noqa: E402


@lru_cache
def pen(name):
    """An opened key."""
    return opened((FOLDER / f"{name}.p12").read_bytes(), None if name == "ed" else PASSPHRASE.encode())


def pinned(name):
    """The public half, as a people file pins it."""
    return pen(name).key.line


def put(
    raw, field, name, reason="I agree", person="Jana Brandt", at=datetime(2025, 12, 15, 16, 3, tzinfo=UTC), ask=None
):
    """The PDF with one more signature, whose box stays blank."""
    return sign(raw, field, pen(name), Said(person, reason, at, ()), ask)
