"""The words of a pattern: what a referral or a joint development usually says, from its file in `templates/`."""

import tomllib
from collections.abc import Mapping, Sequence
from string import Template
from typing import TypeAlias

from charter.draft.request import Side

Value: TypeAlias = "str | bool | Sequence[Value] | Mapping[str, Value]"


class Words:
    """One pattern's words, said about two named parties.

    Every text of the file may use ``$a`` and ``$b`` for the ids of the first and the second party, ``$A`` and ``$B``
    for what sentences call them.
    """

    def __init__(self, text: str, first: Side, second: Side) -> None:
        self._names = {"a": first.id, "b": second.id, "A": first.label, "B": second.label}
        self._table = tomllib.loads(text)

    def text(self, *path: str) -> str:
        """A text.

        Raises:
            KeyError: The file has none there.
        """
        found = self._at(path)
        if not isinstance(found, str):
            raise KeyError(".".join(path))
        return self._said(found)

    def get(self, *path: str) -> str:
        """A text, or nothing."""
        return self.text(*path) if path[-1] in self._table_at(path[:-1]) else ""

    def texts(self, *path: str) -> list[str]:
        """A list of texts; empty where there is none."""
        found = self._table_at(path[:-1]).get(path[-1], [])
        return [self._said(item) for item in found if isinstance(item, str)] if isinstance(found, list) else []

    def names(self, *path: str) -> list[str]:
        """The keys of a table, in the order of the file; empty where there is none."""
        return [*self._table_at(path)]

    def says(self, *path: str) -> bool:
        """Whether a flag is set."""
        return self._table_at(path[:-1]).get(path[-1]) is True

    def _at(self, path: Sequence[str]) -> Value:
        return self._table_at(path[:-1])[path[-1]]

    def _table_at(self, path: Sequence[str]) -> Mapping[str, Value]:
        found: Value = self._table
        for step in path:
            found = found.get(step, {}) if isinstance(found, Mapping) else {}
        return found if isinstance(found, Mapping) else {}

    def _said(self, text: str) -> str:
        return Template(text).substitute(self._names)
