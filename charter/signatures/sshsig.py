"""SSH signatures (OpenSSH's PROTOCOL.sshsig), as `ssh-keygen -Y sign` writes them: read, and tried against a text.

Everything is refused that `ssh-keygen` would not write: another order, another spelling, anything behind the end.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from charter.signatures.keys import ED25519, RSA, PublicKey, key_of
from charter.signatures.wire import Wire, string, unarmored

_MAGIC = b"SSHSIG"
_VERSION = 1
_HASHES = ("sha512", "sha256")
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_ARMOR = re.compile(rf"{_BEGIN}\n((?:[A-Za-z0-9+/]{{1,76}}\n)*[A-Za-z0-9+/]{{1,76}}={{0,2}})\n{_END}\n?")
_TOUCHED = 0x01
"""The flag by which a security key says that somebody touched it."""

_SCHEMES: Mapping[str, tuple[str, ...]] = {RSA: ("rsa-sha2-512", "rsa-sha2-256")}
"""How a key of this kind signs, where it is not as the key itself is called; RSA with SHA-1 is not among them."""


class Signature(NamedTuple):
    """An SSH signature.

    Attributes:
        key: The public key it says it was made with.
        namespace: What it was made for, such as ``charter-consent-v1``.
        hashed: How the text was hashed: ``sha512`` or ``sha256``.
        scheme: How it was signed, such as ``rsa-sha2-512``.
        raw: The signature itself, in the form of the scheme.
        flags: With `counter`, what a security key says of the moment; 0 for other keys.
    """

    key: PublicKey
    namespace: str
    hashed: str
    scheme: str
    raw: bytes
    flags: int = 0
    counter: int = 0


def read_signature(armored: str) -> Signature:
    """The signature in an armoured text, the lines between BEGIN and END SSH SIGNATURE.

    Raises:
        ValueError: It is no such text, or a kind of signature that is not used; the message says what is wrong.
    """
    found = _ARMOR.fullmatch(armored)
    if found is None:
        raise ValueError(f"it is not one SSH signature, from {_BEGIN} to {_END}")
    wire = Wire(unarmored(found[1].replace("\n", "")))
    if wire.take(len(_MAGIC)) != _MAGIC or wire.number() != _VERSION:
        raise ValueError("it is no SSH signature of version 1")
    key = key_of(wire.string())
    namespace, reserved, hashed, inner = wire.name(), wire.string(), wire.name(), Wire(wire.string())
    wire.done()
    if reserved:
        raise ValueError("it holds something in a place that is reserved")
    if hashed not in _HASHES:
        raise ValueError(f"its text was hashed as {hashed}, and only {' and '.join(_HASHES)} count")
    return _signed(Signature(key, namespace, hashed, inner.name(), inner.string()), inner)


def _signed(signature: Signature, inner: Wire) -> Signature:
    """With what a security key adds.

    Raises:
        ValueError: The scheme is not the key's, or nobody touched the security key.
    """
    kind = signature.key.kind
    if signature.scheme not in _SCHEMES.get(kind, (kind,)):
        raise ValueError(f"it was signed as {signature.scheme}, which does not count for a key of the kind {kind}")
    if kind.startswith("sk-"):
        signature = signature._replace(flags=inner.take(1)[0], counter=inner.number())
        if not signature.flags & _TOUCHED:
            raise ValueError("nobody touched the security key when it was made")
    inner.done()
    if kind.endswith(ED25519) and len(signature.raw) != 64:
        raise ValueError("an Ed25519 signature has 64 bytes")
    return signature


def fits(signature: Signature, message: bytes) -> bool:
    """Whether the signature was made over this text with its key, for its namespace."""
    from charter.signatures.mathematics import holds

    hashed = hashlib.new(signature.hashed, message).digest()
    parts = (signature.namespace.encode(), b"", signature.hashed.encode(), hashed)
    signed = _MAGIC + b"".join(map(string, parts))
    key = signature.key
    if key.kind.startswith("sk-"):
        moment = bytes([signature.flags]) + signature.counter.to_bytes(4, "big")
        signed = hashlib.sha256(key.application).digest() + moment + hashlib.sha256(signed).digest()
    return holds(key, signature.scheme, signature.raw, signed)
