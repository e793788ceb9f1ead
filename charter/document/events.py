"""The one door to PyYAML: its parser's events, in C where it is built in; no constructor or resolver ever runs."""

from collections.abc import Callable
from typing import Any, Final

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
    "event_source",
    "words_of",
]


def _pure_parser() -> Callable[[str], Any]:
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        def __init__(self, source: str) -> None:
            Reader.__init__(self, source)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser


def _fastest_parser() -> Callable[[str], Any]:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return _pure_parser()
    return CParser


_new_parser: Final = _fastest_parser()


def event_source(source: str) -> Callable[[], Any]:
    """A function that returns the next event of `source` at each call, or raises `YAMLError`."""
    get: Callable[[], Any] = _new_parser(source).get_event
    return get


_ITEM: Final = "'-' indicator"
_IN_C: Final = {
    "expected '<document start>'": "did not find expected <document start>",
    "expected the node content": "did not find expected node content",
    "mapping keys are not allowed here": "mapping keys are not allowed in this context",
}
"""How the parser in C says what the one in Python says otherwise, as far as anybody asks for the words."""


def words_of(error: YAMLError) -> tuple[str, str, int | None, int | None]:
    """The words of the parser in C, (problem, context, offset of the problem, offset of the context)."""
    if not isinstance(error, MarkedYAMLError):
        return str(error), "", None, None
    places = [mark.index if mark else None for mark in (error.problem_mark, error.context_mark)]
    problem, context = error.problem or "", error.context or ""
    if problem.startswith("expected <block end>"):
        problem = f"did not find expected {'key' if context.endswith('mapping') else _ITEM}"
    return _IN_C.get(problem.partition(", but ")[0], problem), context, places[0], places[1]
