"""Whether a raw signature holds under a public key: the only place that calls the library for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charter.signatures.keys import CURVES, RSA, PublicKey, curve_of
from charter.signatures.wire import Wire

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurve


def holds(key: PublicKey, scheme: str, raw: bytes, signed: bytes) -> bool:
    """Whether `raw` is a signature of `signed` under the key.

    Args:
        scheme: As SSH calls it, such as ``rsa-sha2-512``.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        if key.kind == RSA:
            _rsa(key, scheme, raw, signed)
        elif curve_of(key.kind) in CURVES:
            _ecdsa(key, raw, signed)
        else:
            _ed25519(key, raw, signed)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):  # ValueError: no point of the curve, no real modulus
        return False
    return True


def _ed25519(key: PublicKey, raw: bytes, signed: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    Ed25519PublicKey.from_public_bytes(key.point).verify(raw, signed)


def _ecdsa(key: PublicKey, raw: bytes, signed: bytes) -> None:
    """FIPS 186-5, with the hash that RFC 5656 gives to the size of the curve."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512

    curves: dict[str, tuple[EllipticCurve, SHA256 | SHA384 | SHA512]] = {
        "nistp256": (ec.SECP256R1(), SHA256()),
        "nistp384": (ec.SECP384R1(), SHA384()),
        "nistp521": (ec.SECP521R1(), SHA512()),
    }
    curve, hashed = curves[curve_of(key.kind)]
    wire = Wire(raw)
    signature = encode_dss_signature(wire.integer(), wire.integer())
    wire.done()
    public = ec.EllipticCurvePublicKey.from_encoded_point(curve, key.point)
    public.verify(signature, signed, ec.ECDSA(hashed))


def _rsa(key: PublicKey, scheme: str, raw: bytes, signed: bytes) -> None:
    """PKCS #1 v1.5, as RFC 8332 says."""
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
    from cryptography.hazmat.primitives.hashes import SHA256, SHA512

    hashed: SHA256 | SHA512 = SHA512() if scheme == "rsa-sha2-512" else SHA256()
    RSAPublicNumbers(key.exponent, key.modulus).public_key().verify(raw, signed, PKCS1v15(), hashed)
