"""What a time-stamping authority says of a signature (RFC 3161): held against the signature, trusted by nobody yet."""

from __future__ import annotations

import hashlib

from asn1crypto import cms, tsp
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation import generic_cms

from charter.signatures.pades import Moment

_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


def moment_of(signer: cms.SignerInfo) -> Moment | None:
    """The authority's word on a signature; None where it has none.

    Raises:
        ValueError: There are several, or it cannot be read.
    """
    tokens = list(generic_cms.extract_tst_data_iter(signer, signed=False))
    if not tokens:
        return None
    if len(tokens) > 1:
        raise ValueError("it has several time stamps")
    token = tokens[0]
    inner = token["encap_content_info"]["content"]
    said = inner.parsed
    if not isinstance(said, tsp.TSTInfo):
        raise ValueError("its time stamp says no time")
    certificate = generic_cms.extract_certs_for_validation(token).signer_cert
    return Moment(
        said["gen_time"].native,
        str(certificate.subject.human_friendly),
        certificate.sha256.hex(),
        _problem(token, said, signer["signature"].native),
    )


def _problem(token: cms.SignedData, said: tsp.TSTInfo, signature: bytes) -> str:
    imprint = said["message_imprint"]
    hashed = _HASHES.get(imprint["hash_algorithm"]["algorithm"].native)
    if hashed is None or hashed(signature).digest() != imprint["hashed_message"].native:
        return "its time stamp was made for another signature"
    signer = extract_signer_info(token)
    digest = _HASHES.get(signer["digest_algorithm"]["algorithm"].native)
    if digest is None:
        return "its time stamp was hashed in a way that does not count"
    certificate = generic_cms.extract_certs_for_validation(token).signer_cert
    content = bytes(token["encap_content_info"]["content"])
    holds = all(generic_cms.validate_sig_integrity(signer, certificate, "tst_info", digest(content).digest()))
    return "" if holds else "its time stamp does not fit"
