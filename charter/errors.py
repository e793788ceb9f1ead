"""What can go wrong with the question itself: one tree of errors, and the exit codes of every verb."""

from collections.abc import Iterable
from typing import Final


class Exit:
    """Exit codes, the same for every verb and format; plain numbers, since `enum` would slow every start."""

    YES: Final = 0
    NO: Final = 1
    COULD_NOT_ASK: Final = 2
    BUG: Final = 3
    INTERRUPTED: Final = 130


class CharterError(Exception):
    """The question cannot be answered: usage, configuration, a path that does not open.

    A defect *inside* a charter is never raised, it is a `charter.finding.Finding` with a place.

    Attributes:
        help: What to do about it, one clause; empty when the message says it all.
    """

    exit_code: int = Exit.COULD_NOT_ASK

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


class UsageError(CharterError):
    """The command line, or an argument of a library call, asks for something that does not exist."""


class ConfigurationError(CharterError):
    """A settings file (`charter.toml`, `[tool.charter]`, `program.yaml`) cannot be used.

    Attributes:
        key: The key in it that this is about; empty where it is about the whole file.
    """

    def __init__(self, message: str, help: str = "", key: str = "") -> None:
        super().__init__(message, help)
        self.key = key


class UnreadablePathError(CharterError):
    """A path that was asked for does not exist or cannot be opened."""


class AlreadyThereError(CharterError):
    """A file that was to be created exists: somebody else was faster, and theirs stays."""

    exit_code = Exit.NO


class RefusedError(CharterError):
    """A record is not written, because it would not hold.

    Attributes:
        reasons: What stands against it: (what it is about, why, what to do), the last two in words.
    """

    exit_code = Exit.NO

    def __init__(self, message: str, reasons: Iterable[tuple[str, str, str]], help: str = "") -> None:
        super().__init__(message, help)
        self.reasons = tuple(reasons)


class TemplateError(CharterError):
    """A document template failed, or took more time or memory than it may."""
