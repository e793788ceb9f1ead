"""SSH keys and signatures put together by hand: what no honest tool writes, and security keys without the hardware."""

import hashlib
import shutil
import subprocess
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

KEYGEN = shutil.which("ssh-keygen")
NAMESPACE = "charter-consent-v1"
needs_keygen = pytest.mark.skipif(KEYGEN is None, reason="no ssh-keygen here")


def keygen(*arguments, text=None, cwd=None, env=None):
    """Run ssh-keygen; `text` goes to its standard input."""
    return subprocess.run([KEYGEN, *map(str, arguments)], input=text, cwd=cwd, env=env, capture_output=True)


def new_key(path, *kind):
    """Make a key without a passphrase; returns the line of its public half."""
    made = keygen("-q", "-t", *(kind or ("ed25519",)), "-N", "", "-C", path.name, "-f", path)
    assert made.returncode == 0, made.stderr
    return path.with_name(f"{path.name}.pub").read_text().strip()


def sign(path, message, namespace=NAMESPACE, *options):
    """A signature made by the real ssh-keygen."""
    made = keygen("-q", "-Y", "sign", "-n", namespace, *options, "-f", path, text=message)
    assert made.returncode == 0, made.stderr
    return made.stdout.decode()


def keygen_verifies(tmp_path, line, armored, message, namespace=NAMESPACE):
    """What the real ssh-keygen says of a signature."""
    (tmp_path / "allowed").write_text(f'jana namespaces="{NAMESPACE}" {line}\n')
    (tmp_path / "s.sig").write_text(armored)
    arguments = ("-f", tmp_path / "allowed", "-I", "jana", "-n", namespace, "-s", tmp_path / "s.sig")
    return keygen("-Y", "verify", *arguments, text=message).returncode == 0


def string(raw):
    raw = raw.encode() if isinstance(raw, str) else raw
    return len(raw).to_bytes(4, "big") + raw


def mpint(value):
    return string(value.to_bytes(value.bit_length() // 8 + 1, "big"))


def to_sign(message, namespace=NAMESPACE, hashed="sha512", reserved=b""):
    digest = hashlib.new(hashed, message).digest()
    return b"SSHSIG" + string(namespace) + string(reserved) + string(hashed) + string(digest)


def blob(key, inner, namespace=NAMESPACE, hashed="sha512", reserved=b"", version=1, magic=b"SSHSIG", behind=b""):
    head = magic + version.to_bytes(4, "big") + string(key)
    return head + string(namespace) + string(reserved) + string(hashed) + string(inner) + behind


def armor(raw, width=70):
    text = b64encode(raw).decode()
    lines = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n"


class Ed25519:
    """An Ed25519 key, in the software or as if on a security key."""

    def __init__(self, seed=b"\1" * 32, application=None):
        self.private = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
        self.application = application
        self.kind = "sk-ssh-ed25519@openssh.com" if application else "ssh-ed25519"
        point = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.blob = string(self.kind) + string(point) + (string(application) if application else b"")
        self.line = f"{self.kind} {b64encode(self.blob).decode()}"

    def write(self, path):
        """Write it as ssh-keygen does, with its public half beside it."""
        private = self.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        path.write_bytes(private)
        path.chmod(0o600)
        path.with_name(f"{path.name}.pub").write_text(f"{self.line} {path.name}\n")

    def sign(self, signed):
        return string(self.private.sign(signed))

    def inner(self, message, flags=1, counter=7, **more):
        """The signature inside the envelope."""
        signed, moment = to_sign(message, **more), bytes([flags]) + counter.to_bytes(4, "big")
        if not self.application:
            return string(self.kind) + self.sign(signed)
        application = hashlib.sha256(self.application.encode()).digest()
        return string(self.kind) + self.sign(application + moment + hashlib.sha256(signed).digest()) + moment

    def armored(self, message, namespace=NAMESPACE, **more):
        return armor(blob(self.blob, self.inner(message, namespace=namespace, **more), namespace=namespace))


class Ecdsa(Ed25519):
    """An ECDSA key on the curve P-256."""

    def __init__(self, secret=12345, application=None):
        self.private = ec.derive_private_key(secret, ec.SECP256R1())
        self.application = application
        self.kind = "sk-ecdsa-sha2-nistp256@openssh.com" if application else "ecdsa-sha2-nistp256"
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.blob = string(self.kind) + string("nistp256") + string(point)
        self.blob += string(application) if application else b""
        self.line = f"{self.kind} {b64encode(self.blob).decode()}"

    def sign(self, signed):
        r, s = decode_dss_signature(self.private.sign(signed, ec.ECDSA(hashes.SHA256())))
        return string(mpint(r) + mpint(s))
