"""One version of the terms: what it says as plain data, and the typed value at any of its paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import normalize

from charter.finding import Path
from charter.values import Absent

if TYPE_CHECKING:
    from charter.model import Charter

Data: TypeAlias = "dict[str, Data] | list[Data] | str"


@dataclass(frozen=True)
class Version:
    """The terms as one side of a comparison.

    Attributes:
        name: What it is called: a file, a signed revision, a commit.
        digest: Of its canonical JSON, ``sha256:…``.
        data: Its plain data, every text in NFC.
        absent: Decided absences that stand in place of a list's item, by their path; they are not in `charter`.
    """

    name: str
    charter: Charter
    digest: str
    data: dict[str, Data] = field(repr=False)
    absent: Mapping[Path, Absent] = field(default_factory=dict)

    def at(self, path: Path) -> Any:
        """The typed value at a path of the data; None where nothing stands."""
        found: Any = self.charter
        for depth, step in enumerate(path):
            here = path[: depth + 1]
            if isinstance(step, int):
                if here in self.absent:
                    return self.absent[here]
                before = sum(other[:-1] == path[:depth] and int(other[-1]) < step for other in self.absent)
                found = found[step - before] if isinstance(found, tuple) and step - before < len(found) else None
            else:
                found = _inside(found, step)
        return found

    def raw(self, path: Path) -> Data | None:
        """The plain data at a path; None where nothing stands."""
        found: Any = self.data
        for step in path:
            if isinstance(found, dict):
                found = found.get(str(step))
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found  # type: ignore[no-any-return]  # data all the way down


def _inside(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    for name, info in getattr(type(value), "model_fields", {}).items():
        if (info.alias or name) == step:
            return getattr(value, name)
    return None


def composed(data: Data) -> Data:
    """The same data with every text and key in NFC, as the digest sees it."""
    if isinstance(data, str):
        return normalize("NFC", data)
    if isinstance(data, list):
        return [composed(item) for item in data]
    return {normalize("NFC", key): composed(value) for key, value in data.items()}
