"""Public SSH keys as the people files pin them: the kinds there are, which are strong enough, their fingerprints."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import NamedTuple

from charter.signatures.wire import Wire, unarmored

ED25519, RSA = "ssh-ed25519", "ssh-rsa"
SK_ED25519, SK_ECDSA = "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"
"""Keys on a security key (FIDO), which is touched for every signature."""

CURVES: Mapping[str, int] = {"nistp256": 32, "nistp384": 48, "nistp521": 66}
"""The bytes of one coordinate of a point, by curve."""

RSA_BITS = (3072, 16384)
"""The fewest, since NIST SP 800-57 part 1 counts fewer as too weak from 2031 on; and the most that OpenSSH takes."""

_SMALL_ORDER = frozenset(
    bytes.fromhex(text)
    for text in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)
"""The points of an order of at most 8, without the sign of x: under such a key one signature fits many texts."""


class PublicKey(NamedTuple):
    """A public key.

    Attributes:
        kind: The name of its kind, such as ``ssh-ed25519``.
        blob: The whole key as SSH writes it; two keys are one if this is the same.
        point: The public point, for all kinds but RSA.
        exponent: With `modulus`, of an RSA key.
        application: What a security key made it for, such as ``ssh:``; empty for other kinds.
    """

    kind: str
    blob: bytes
    point: bytes = b""
    exponent: int = 0
    modulus: int = 0
    application: bytes = b""

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` shows it, to be compared by voice: ``SHA256:`` and 43 characters."""
        return "SHA256:" + b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")

    @property
    def line(self) -> str:
        """As a people file pins it, without a comment."""
        return f"{self.kind} {b64encode(self.blob).decode()}"


def read_key(text: str) -> PublicKey:
    """The key of one line such as ``ssh-ed25519 AAAA… jana@northwind``; the comment says nothing.

    Raises:
        ValueError: It is no public key, or one that is not strong enough; the message says what is wrong.
    """
    kind, _, rest = text.strip().partition(" ")
    if "PRIVATE KEY" in text:
        raise ValueError("it is a private key: keep it secret, and write the line of the file that ends with .pub")
    if kind == "ssh-dss" or kind.endswith(("-cert-v01@openssh.com", "webauthn")):
        raise ValueError(f"{kind} is no kind of key that is used here")
    words = rest.split()
    if not words or not (kind.startswith(("ssh-", "sk-", "ecdsa-"))):
        raise ValueError("it is not a public SSH key in one line, such as ssh-ed25519 AAAA…")
    key = key_of(unarmored(words[0]))
    if key.kind != kind:
        raise ValueError(f"it says {kind} and holds a key of the kind {key.kind}")
    return key


def key_of(blob: bytes) -> PublicKey:
    """The key that bytes hold, as SSH writes them.

    Raises:
        ValueError: It is no key of a kind that is used here, or one that is not strong enough.
    """
    wire = Wire(blob)
    kind = wire.name()
    if kind not in _READERS:
        raise ValueError(f"{kind} is no kind of key that is used here")
    key = _READERS[kind](wire, kind, blob)
    wire.done()
    return key


def _ed25519(wire: Wire, kind: str, blob: bytes) -> PublicKey:
    point = wire.string()
    if len(point) != 32:
        raise ValueError("an Ed25519 key has 32 bytes")
    if point[:-1] + bytes([point[-1] & 0x7F]) in _SMALL_ORDER:
        raise ValueError("it is no real key: a signature under it fits any text")
    return PublicKey(kind, blob, point)


def _ecdsa(wire: Wire, kind: str, blob: bytes) -> PublicKey:
    curve, point = wire.name(), wire.string()
    size = CURVES[curve_of(kind)]
    if curve != curve_of(kind) or len(point) != 1 + 2 * size or point[0] != 4:
        raise ValueError(f"it holds no point of the curve {curve_of(kind)}")
    return PublicKey(kind, blob, point)


def _rsa(wire: Wire, kind: str, blob: bytes) -> PublicKey:
    exponent, modulus = wire.integer(), wire.integer()
    fewest, most = RSA_BITS
    if not fewest <= modulus.bit_length() <= most:
        raise ValueError(f"an RSA key of {modulus.bit_length()} bits is too weak or too long: {fewest} to {most}")
    if not 3 <= exponent < 1 << 32 or not exponent & modulus & 1:
        raise ValueError("it is no real RSA key")
    return PublicKey(kind, blob, exponent=exponent, modulus=modulus)


def _on_security_key(
    read: Callable[[Wire, str, bytes], PublicKey],
) -> Callable[[Wire, str, bytes], PublicKey]:
    def reader(wire: Wire, kind: str, blob: bytes) -> PublicKey:
        return read(wire, kind, blob)._replace(application=wire.string())

    return reader


def curve_of(kind: str) -> str:
    """The curve that an ECDSA kind names, such as ``nistp256``."""
    return kind.removesuffix("@openssh.com").rpartition("-")[2]


_READERS: Mapping[str, Callable[[Wire, str, bytes], PublicKey]] = {
    ED25519: _ed25519,
    RSA: _rsa,
    **{f"ecdsa-sha2-{curve}": _ecdsa for curve in CURVES},
    SK_ED25519: _on_security_key(_ed25519),
    SK_ECDSA: _on_security_key(_ecdsa),
}

KINDS: tuple[str, ...] = tuple(_READERS)
"""Every kind of key that is used."""
