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
    found: keys.PublicKeyInfo = certificate.public_key
    if found.algorithm == "rsa":
        numbers = found["public_key"].parsed
        parts = [RSA.encode(), _integer(numbers["public_exponent"].native), _integer(numbers["modulus"].native)]
    elif found.algorithm == "ec":
        curve = _curve(found)
        parts = [f"ecdsa-sha2-{curve}".encode(), curve.encode(), bytes(found["public_key"])]
    elif found.algorithm == "ed25519":
        parts = [ED25519.encode(), bytes(found["public_key"])]
    else:
        raise ValueError(f"{found.algorithm} is no kind of key that is used here")
    return key_of(b"".join(map(string, parts)))


def _curve(found: keys.PublicKeyInfo) -> str:
    how, curve = found.curve
    if how != "named" or curve not in _CURVES:
        raise ValueError("it lies on a curve that is not used here: P-256, P-384 and P-521 are")
    return _CURVES[curve]


def _integer(value: int) -> bytes:
    if value <= 0:
        raise ValueError("a number in it is not above zero")
    return value.to_bytes(value.bit_length() // 8 + 1, "big")
