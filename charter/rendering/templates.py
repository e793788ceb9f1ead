"""Where the texts of templates come from: our own, and the ones a user names."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from charter.errors import UsageError
from charter.resources import resource

_LARGEST = 1 << 20
_MOST = 200


@lru_cache
def built_in(form: str) -> Mapping[str, str]:
    """Our own templates for one form of output, by name."""
    return dict(_texts(resource("templates", form)))


def of_user(folder: Path, wanted: str) -> Mapping[str, str]:
    """Every ``*.j2`` in a folder the user names, by its path there.

    Args:
        wanted: The template that must be among them, such as ``cover.md.j2``.

    Raises:
        UsageError: The folder or the template is missing, or there is more than a document needs.
    """
    if not folder.is_dir():
        raise UsageError(f"--template {folder} is not a folder")
    texts = dict(_texts(folder))
    if wanted not in texts:
        found = ", ".join(sorted(texts)) or "no template at all"
        raise UsageError(f"there is no {wanted} in {folder}", f"found {found}")
    return texts


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    home = folder.resolve()
    paths = sorted(path for path in folder.rglob("*.j2") if path.resolve().is_relative_to(home) and path.is_file())
    if len(paths) > _MOST:
        raise UsageError(f"{folder} holds more than {_MOST} templates")
    for path in paths:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path} is larger than a template may be, 1 MiB")
        try:
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path} cannot be read: {error}") from error
