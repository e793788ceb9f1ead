"""The binary form of SSH keys and signatures, read strictly: every length fits, every number is written shortest."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

LARGEST = 8192
"""The most bytes a key or a signature may have; an RSA key of 16384 bits with its signature has fewer."""


class Wire:
    """What is left to read of a binary value."""

    def __init__(self, data: bytes) -> None:
        self._left = data

    def take(self, length: int) -> bytes:
        """So many bytes.

        Raises:
            ValueError: There are fewer.
        """
        if length > len(self._left):
            raise ValueError("it is cut short")
        taken, self._left = self._left[:length], self._left[length:]
        return taken

    def number(self) -> int:
        """A whole number in four bytes."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """Bytes behind their length."""
        return self.take(self.number())

    def name(self) -> str:
        """A string of printable ASCII.

        Raises:
            ValueError: It is cut short, or is no name.
        """
        raw = self.string()
        if not re.fullmatch(rb"[!-~]{1,64}", raw):
            raise ValueError("a name in it is not written in plain letters")
        return raw.decode("ascii")

    def integer(self) -> int:
        """A number of any size above zero.

        Raises:
            ValueError: It is cut short, is not above zero, or could be written shorter.
        """
        raw = self.string()
        value = int.from_bytes(raw, "big", signed=True)
        if value <= 0 or len(raw) != value.bit_length() // 8 + 1:
            raise ValueError("a number in it is not written as SSH writes it")
        return value

    def done(self) -> None:
        """Say that this was all.

        Raises:
            ValueError: More follows.
        """
        if self._left:
            raise ValueError("more follows behind its end")


def string(raw: bytes) -> bytes:
    """Bytes behind their length, as they are written."""
    return len(raw).to_bytes(4, "big") + raw


def unarmored(text: str) -> bytes:
    """The bytes that a base64 text stands for, in its only spelling.

    Raises:
        ValueError: It is no such text, or is too long.
    """
    if len(text) > 2 * LARGEST:
        raise ValueError("it is too long")
    try:
        raw = b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise ValueError("it is not written in base64") from None
    if b64encode(raw).decode("ascii") != text:
        raise ValueError("it is not written as base64 is")
    return raw
