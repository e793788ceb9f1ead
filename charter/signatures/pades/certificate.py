"""A certificate as a carrier of a public key: the key as people files pin it, and the days on which it is valid."""

from __future__ import annotations

from asn1crypto import keys, x509

from charter.signatures.keys import ED25519, RSA, PublicKey, key_of
from charter.signatures.wire import string

_CURVES = {"secp256r1": "nistp256", "secp384r1": "nistp384", "secp521r1": "nistp521"}


def public_key(certificate: x509.Certificate) -> PublicKey:
    """The key that a certificate carries, as SSH writes it.

    Raises:
        ValueError: It is of a kind that is not used, or not strong enough; the message says which.
    """
    try:
        found: keys.PublicKeyInfo = certificate.public_key
        kind, parts = found.algorithm, _parts(found)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError("it cannot be read") from error
    if parts is None:
        raise ValueError(f"{kind} is no kind of key that is used here, or lies on no curve that is")
    return key_of(b"".join(map(string, parts)))


def _parts(found: keys.PublicKeyInfo) -> list[bytes] | None:
    """What SSH writes one after the other; None for a kind that is not used."""
    if found.algorithm == "rsa":
        numbers = found["public_key"].parsed
        return [RSA.encode(), _integer(numbers["public_exponent"].native), _integer(numbers["modulus"].native)]
    if found.algorithm == "ed25519":
        return [ED25519.encode(), bytes(found["public_key"])]
    how, name = found.curve if found.algorithm == "ec" else ("", "")
    curve = _CURVES.get(name, "") if how == "named" else ""
    return [f"ecdsa-sha2-{curve}".encode(), curve.encode(), bytes(found["public_key"])] if curve else None


def _integer(value: int) -> bytes:
    if value <= 0:
        raise ValueError("a number in it is not above zero")
    return value.to_bytes(value.bit_length() // 8 + 1, "big")
