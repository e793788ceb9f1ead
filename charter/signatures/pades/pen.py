"""A private key with its certificate, as a PKCS#12 file (.p12, .pfx) carries it, opened with its passphrase."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from asn1crypto import pkcs12
from pyhanko.sign.signers import SimpleSigner

from charter.signatures.keys import PublicKey
from charter.signatures.pades.certificate import public_key


class UnopenedError(ValueError):
    """The file does not open; the message says why, for the end of a sentence.

    Attributes:
        locked: Whether it is the passphrase that is wrong.
    """

    def __init__(self, message: str, *, locked: bool = False) -> None:
        super().__init__(message)
        self.locked = locked


class Pen(NamedTuple):
    """What a person signs with.

    Attributes:
        key: The public half.
        first: From when the certificate is valid, with the zone.
        last: Until when.
    """

    key: PublicKey
    first: datetime
    last: datetime
    signer: SimpleSigner


def opened(raw: bytes, passphrase: bytes | None) -> Pen:
    """The key in a PKCS#12 file.

    Args:
        passphrase: None where it has none.

    Raises:
        UnopenedError: It does not open, holds no key with its certificate, or a key that is not used here.
    """
    try:
        pkcs12.Pfx.load(raw, strict=True)["auth_safe"]["content"]  # parsed when it is looked at
    except ValueError as error:
        raise UnopenedError("it is no PKCS#12 file") from error
    try:
        signer = SimpleSigner.load_pkcs12_data(raw, [], passphrase)
    except ValueError as error:
        why = "its passphrase is another one" if passphrase else "it asks for a passphrase"
        raise UnopenedError(why, locked=True) from error
    except (AttributeError, TypeError, NotImplementedError) as error:
        raise UnopenedError("it does not hold one private key with its certificate") from error
    certificate = signer.signing_cert
    assert certificate is not None
    try:
        key = public_key(certificate)
    except ValueError as error:
        raise UnopenedError(f"its key cannot be used: {error}") from error
    validity = certificate["tbs_certificate"]["validity"]
    return Pen(key, validity["not_before"].native, validity["not_after"].native, signer)
