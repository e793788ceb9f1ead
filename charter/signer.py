"""The door to `ssh-keygen`, which signs with a key that this program never sees: from a file, an agent, a security key.

Passphrases and touches are between ssh-keygen and the person: it asks on the terminal itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from charter.errors import CharterError, RefusedError
from charter.signatures.keys import PublicKey, read_key
from charter.signatures.statement import NAMESPACE

_INSTALL = "it comes with OpenSSH: on Debian openssh-client; on Windows the optional feature OpenSSH Client"

_LENT = "charter-asks-the-agent.pub"
"""The file by which an agent is asked for a key that lies in no file here."""


def public_key(path: Path) -> PublicKey | None:
    """The public half of the key in a file, from the file beside it; None where there is none.

    Raises:
        RefusedError: There is no such file, or it holds no public key that is used here.
    """
    if not path.is_file() and not _beside(path).is_file():
        raise RefusedError(f"there is no key {path}", (), "ssh-keygen -t ed25519 makes one")
    source = path if path.suffix == ".pub" else _beside(path)
    if not source.is_file():
        return None
    try:
        return read_key(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise RefusedError(f"{source} cannot be opened", ()) from error
    except ValueError as error:
        raise RefusedError(f"{source}: {error}", (), "ssh-keygen -t ed25519 makes a key that can be used") from error


def sign(message: bytes, key: PublicKey, path: Path | None = None) -> str:
    """An armoured SSH signature over a message.

    Args:
        key: The public half of the key to sign with.
        path: The file of the key; without one the agent is asked for it, or it lies where ssh looks for keys.

    Raises:
        CharterError: There is no ssh-keygen here.
        RefusedError: It did not sign.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise CharterError("signing with ssh needs ssh-keygen, and it is not here", _INSTALL)
    with _file(key, path) as file:
        command = [program, "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(file)]
        # what it asks and says of a file is for the person; an agent asks by itself
        said = subprocess.DEVNULL if file.name == _LENT else None
        done = subprocess.run(command, input=message, stdout=subprocess.PIPE, stderr=said, check=False)  # noqa: S603 # no shell
    if done.returncode != 0 or not done.stdout:
        where = f"with {path}" if path else f"with {key.fingerprint}: no agent has it, nor {_home()}"
        help = "name the file of the private key: --key ~/.ssh/id_ed25519" if path is None else ""
        raise RefusedError(f"ssh-keygen did not sign {where}", (), help)
    return done.stdout.decode("ascii", "replace")


@contextmanager
def _file(key: PublicKey, path: Path | None) -> Iterator[Path]:
    """A file by which ssh-keygen knows the key: the one named, one where keys lie, or its public half for an agent."""
    found = path or next(_at_home(key), None)
    if found is not None:
        yield found
        return
    with TemporaryDirectory(prefix="charter-") as folder:
        public = Path(folder) / _LENT
        public.write_text(f"{key.line}\n", encoding="utf-8")
        yield public


def _at_home(key: PublicKey) -> Iterator[Path]:
    home = _home()
    for file in sorted(home.glob("*.pub")) if home.is_dir() else ():
        try:
            same = read_key(file.read_text(encoding="utf-8")) == key
        except (OSError, ValueError):
            continue
        if same:
            yield file.with_suffix("") if file.with_suffix("").is_file() else file


def _home() -> Path:
    return Path(os.path.expanduser("~")) / ".ssh"


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.pub")
