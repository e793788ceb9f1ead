"""How a file reaches the disk: whole or not at all, and a record never over another one or through a link."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from charter.errors import AlreadyThereError, UnreadablePathError

_WITHOUT_LINKS: Final = frozenset([errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP])
"""How file systems say that a file cannot have two names: FAT, some network shares, some phones."""

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_OLD: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def write_output(path: Path, content: bytes) -> None:
    """Write what a verb was asked to write, but never over a file that people write.

    Raises:
        UnreadablePathError: It is a YAML or TOML file that exists, or cannot be written.
    """
    if path.suffix.lower() in (".yaml", ".yml", ".toml") and path.exists():
        raise UnreadablePathError(f"{path} is not overwritten: people write files of this kind", "name another file")
    write_atomically(path, content)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old content or the new, never a torn one.

    Raises:
        UnreadablePathError: It cannot be written.
    """
    with _told(path), _folder(path.parent) as folder:
        temporary = _written(folder, path.name, content, 0o644)
        try:
            os.replace(folder.at(temporary), folder.at(path.name), src_dir_fd=folder.handle, dst_dir_fd=folder.handle)
        except BaseException:
            _drop(folder, temporary)
            raise
        folder.sync()


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put an edited file in place of the one that was read, whole or not at all, with the permissions it has.

    Raises:
        UnreadablePathError: It is a link or no regular file, it is not any more what was read, or cannot be written.
    """
    with _told(path), _folder(path.parent) as folder:
        mode = _unchanged(folder, path, before)
        temporary = _written(folder, path.name, after, mode)
        try:
            _unchanged(folder, path, before)  # once more, right before it counts
            os.replace(folder.at(temporary), folder.at(path.name), src_dir_fd=folder.handle, dst_dir_fd=folder.handle)
        except BaseException:
            _drop(folder, temporary)
            raise
        folder.sync()


def _unchanged(folder: "_Folder", path: Path, before: bytes) -> int:
    """The permissions of a file that still holds what was read."""
    name = folder.at(path.name)
    status = os.stat(name, dir_fd=folder.handle, follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        raise UnreadablePathError(f"{path} is a link, and no file is edited through one", "name where it leads")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadablePathError(f"{path} is not a regular file")
    descriptor = os.open(name, _OLD, dir_fd=folder.handle)
    try:
        now = b"".join(iter(lambda: os.read(descriptor, 1 << 20), b""))
    finally:
        os.close(descriptor)
    if now != before:
        raise UnreadablePathError(f"{path} was changed by somebody else in the meantime", "run it again")
    return stat.S_IMODE(status.st_mode)


def create_file(path: Path, content: bytes) -> None:
    """Create a file that does not exist yet, with its full content from its first moment; never replace one.

    Of any number of processes that create the same file exactly one succeeds. What a crash leaves behind is no file or
    the whole one, and at most a hidden temporary file beside it that nothing reads. After an error the file may be
    there, whole: the disk took it and did not confirm it.

    Where a file system knows no second names (FAT, some network shares), the name is first taken with an empty file:
    there too exactly one succeeds and nothing is ever half there, but a crash in between leaves the empty file, which
    lint reports and a person deletes.

    Args:
        path: Its folder is made where it is missing, and is itself no link; links further up are followed.

    Raises:
        AlreadyThereError: It exists.
        UnreadablePathError: It or its folder is a link, or it cannot be written.
    """
    with _told(path), _real_folder(path) as folder:
        temporary = _written(folder, path.name, content, None)
        try:
            _name(folder, temporary, path.name)
        except FileExistsError as error:
            words = f"{path} was written by somebody else in the meantime"
            raise AlreadyThereError(words, "read it and try again") from error
        finally:
            _drop(folder, temporary)
        folder.sync()


class _Folder(NamedTuple):
    """An open folder: what is done in it happens there even if its name now leads elsewhere; Windows knows no such."""

    path: Path
    handle: int | None

    def at(self, name: str) -> str:
        return os.path.join(self.path, name) if self.handle is None else name

    def sync(self) -> None:
        if self.handle is not None:
            os.fsync(self.handle)


@contextmanager
def _folder(path: Path, *, follow: bool = True) -> Iterator[_Folder]:
    _make(path)
    if os.name == "nt":
        yield _Folder(path, None)
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | (0 if follow else os.O_NOFOLLOW))
    try:
        yield _Folder(path, handle)
    finally:
        os.close(handle)


def _real_folder(path: Path) -> AbstractContextManager[_Folder]:
    """The folder of a file to be created, where neither is a link."""
    for place in (path.parent, path):
        if os.path.islink(place) or getattr(os.path, "isjunction", os.path.islink)(place):
            raise UnreadablePathError(
                f"{place} is a link, and no record is written through one", "put the real one there"
            )
    return _folder(path.parent, follow=False)  # which refuses a link once more, at the moment it counts


def _make(path: Path) -> None:
    """Make a folder and those above it, each on the disk before anything is put into it."""
    if path.is_dir():
        return
    _make(path.parent)
    with suppress(FileExistsError):  # made by somebody else meanwhile; opening it tells whether it is a folder
        os.mkdir(path)
    with _folder(path.parent) as parent:
        parent.sync()


def _written(folder: _Folder, name: str, content: bytes, mode: int | None) -> str:
    """The name of a new hidden file in the folder that holds the content, on the disk; no reader takes it for YAML.

    Args:
        mode: Its permissions; None for those that the person's umask leaves.
    """
    temporary = f".{name[:32]}.{os.urandom(8).hex()}.tmp"
    descriptor = os.open(folder.at(temporary), _NEW, 0o644, dir_fd=folder.handle)
    try:
        try:
            _fill(descriptor, content)
        finally:
            os.close(descriptor)
        if mode is not None:
            os.chmod(folder.at(temporary), mode, dir_fd=folder.handle)
    except BaseException:
        _drop(folder, temporary)
        raise
    return temporary


def _fill(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def _name(folder: _Folder, temporary: str, name: str) -> None:
    """Give a written file its name.

    Raises:
        FileExistsError: The name is taken.
    """
    if os.name == "nt":
        os.rename(folder.at(temporary), folder.at(name))  # never replaces there
        return
    try:
        os.link(temporary, name, src_dir_fd=folder.handle, dst_dir_fd=folder.handle)
    except OSError as error:
        if error.errno not in _WITHOUT_LINKS:
            raise
        _claim(folder, temporary, name)


def _claim(folder: _Folder, temporary: str, name: str) -> None:
    claim = os.open(name, _NEW, 0o644, dir_fd=folder.handle)
    try:
        os.close(claim)
        os.replace(temporary, name, src_dir_fd=folder.handle, dst_dir_fd=folder.handle)
    except BaseException:
        _drop(folder, name)
        raise


def _drop(folder: _Folder, name: str) -> None:
    """Remove a file that nobody needs; one that stays is hidden and harms nobody, so why is not asked."""
    with suppress(OSError):
        os.unlink(folder.at(name), dir_fd=folder.handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        raise UnreadablePathError(f"{path} cannot be written: {words}") from error
