"""What can go wrong with the question itself: one tree of errors, and the exit codes of every verb."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, the same for every verb and format."""

    YES = 0
    NO = 1
    COULD_NOT_ASK = 2
    BUG = 3
    INTERRUPTED = 130


class CharterError(Exception):
    """The question cannot be answered: usage, configuration, a path that does not open.

    A defect *inside* a charter is never raised, it is a `charter.finding.Finding` with a place.

    Attributes:
        help: What to do about it, one clause; empty when the message says it all.
    """

    exit_code = Exit.COULD_NOT_ASK

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


class UsageError(CharterError):
    """The command line, or an argument of a library call, asks for something that does not exist."""


class ConfigurationError(CharterError):
    """A settings file (`charter.toml`, `[tool.charter]`, `program.yaml`) cannot be used."""


class UnreadablePathError(CharterError):
    """A path that was asked for does not exist or cannot be opened."""


class TemplateError(CharterError):
    """A document template failed, or took more time or memory than it may."""
