"""What a person signs: everything that a consent's file says, but the signature itself, in its canonical form.

So a signature binds the charter, the subject with its digest, what is said of it, party, role, person, day, reason or
value, and the fingerprint of the key. Anybody can compute it with any tool that writes canonical JSON (RFC 8785), and
`ssh-keygen -Y verify` gives the same answer on it as `charter verify`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from charter.digest import canonical

NAMESPACE = "charter-consent-v1"
"""What a signature is made for: one that was made for anything else, such as a git commit, is none under a consent."""


def statement(data: Mapping[str, Any]) -> bytes:
    """The statement of a consent.

    Args:
        data: What its file says; nested mappings and lists whose scalars are all text.
    """
    return canonical({key: value for key, value in data.items() if key != "signature"})
