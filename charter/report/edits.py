"""What was changed in files, and what would be: the difference, line by line, and one line of counts."""

from collections.abc import Iterable, Iterator

from charter.report.inert import inert

_COLORS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


def changes_shown(changes: Iterable[tuple[str, bytes, bytes]], *, color: bool = False) -> str:
    """Changed files as a unified diff, which `git apply` and `patch` take.

    A character that nobody can see is written out, as ``\\u{200b}``; such a diff is for reading only.

    Args:
        changes: Path, bytes before and bytes after.
    """
    return "".join(line for change in changes for line in _of_file(*change, color=color))


def _of_file(path: str, before: bytes, after: bytes, *, color: bool) -> Iterator[str]:
    from difflib import unified_diff

    one, other = _lines(before), _lines(after)
    for number, line in enumerate(unified_diff(one, other, f"a/{path}", f"b/{path}")):
        bare = inert(line.rstrip("\n")) if not line.endswith("\r\n") else f"{inert(line[:-2])}\r"
        yield f"{_COLORS[line[0]]}{bare}\x1b[0m\n" if color and number > 1 and line[0] in _COLORS else f"{bare}\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"


def _lines(raw: bytes) -> list[str]:
    *lines, rest = raw.decode(errors="replace").split("\n")
    return [f"{line}\n" for line in lines] + [rest] * bool(rest)


def fixes_told(many: int, files: int, kept: Iterable[tuple[str, int, str]], offered: int, *, written: bool) -> str:
    """How many findings were fixed, or would be, how many could be, and what was refused.

    Args:
        kept: Path, how many fixes were refused there, and why.
        offered: How many more `--unsafe-fixes` could make.
    """
    lines = [f"{inert(path)}: {_fixes(count)} refused: {why}" for path, count, why in kept]
    where = f" in {files} file{'s' * (files != 1)}" if files else ""
    words = f"{'fixed' if written else 'would fix'} {many} finding{'s' * (many != 1)}{where}"
    if offered:
        words += f"; {offered} more can be fixed with --unsafe-fixes, which may change the meaning"
    return "".join(f"{line}\n" for line in [*lines, words])


def _fixes(count: int) -> str:
    return f"{count} fix that is not safe" if count == 1 else f"{count} fixes that are not safe"


def forms_told(files: int, many: int, kept: Iterable[tuple[str, int, str]], *, written: bool) -> str:
    """How many files were brought into their form, or would be, and which have none.

    Args:
        files: How many were looked at.
        many: How many change.
        kept: Path, line from 1, and why it is left as it is.
    """
    lines = [f"{inert(path)}:{line}: left as it is: {inert(why)}\n" for path, line, why in kept]
    words = f"{'brought' if written else 'would bring'} {many} of {files} file{'s' * (files != 1)} into form"
    return "".join([*lines, f"{words}\n"])
