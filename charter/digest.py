"""What is signed: the canonical JSON of a document's data, and its digest."""

import hashlib
import json
from typing import TypeAlias
from unicodedata import is_normalized, normalize

Data: TypeAlias = "dict[str, Data] | list[Data] | str"


def canonical(data: Data) -> bytes:
    """The canonical JSON of plain data: mappings and lists as written, every scalar as its text in NFC.

    With texts only this is RFC 8785 wherever keys are ASCII, as the keys of the format are. Comments, key order,
    quoting and layout of the file never change it.

    Args:
        data: Nested mappings and sequences whose scalars are all text.
    """
    text = _written(data)
    # a part of a text in NFC is in NFC, so one look at the whole is enough for nearly every document
    return (text if is_normalized("NFC", text) else _written(_composed(data))).encode()


def _written(data: Data) -> str:
    return _WRITER.encode(data)


_WRITER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
"""Made once: it is asked for every file, and making one costs more than most of its answers."""


def digest(data: Data) -> str:
    """``sha256:`` and the 64 hex digits of the canonical JSON's SHA-256."""
    return f"sha256:{hashlib.sha256(canonical(data)).hexdigest()}"


def _composed(data: Data) -> Data:
    if isinstance(data, str):
        return normalize("NFC", data)
    if isinstance(data, list):
        return [_composed(item) for item in data]
    return {normalize("NFC", key): _composed(value) for key, value in data.items()}
