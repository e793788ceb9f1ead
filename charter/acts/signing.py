"""A consent signed with an SSH key: when it is given so, which key is pinned for it, and the signature itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from charter.check.recording import Recorded
from charter.errors import RefusedError, UsageError
from charter.facts import Facts
from charter.keyring import everybody, in_role, pinned
from charter.signatures.keys import PublicKey
from charter.values import Role, given
from charter.wording import listed, quoted

if TYPE_CHECKING:
    from datetime import date

    from charter.acts.asking import Request


def usual_method(facts: Facts, request: Request, weakest: str) -> str:
    """The method of a consent that names none: what its other options say, else the easiest that counts.

    Args:
        weakest: The weakest method that counts under the terms.
    """
    if request.key:
        return "pdf" if request.key.lower().endswith((".p12", ".pfx")) else "ssh"
    if request.file or request.envelope:
        return "external"
    if weakest == "pdf":
        return "pdf"
    asked = weakest in ("external", "ssh") or request.subject.startswith("people-")  # who changes keys shows one
    strong = asked and has_key(facts, request.role, request.today)
    return "ssh" if strong else "attested"


def has_key(facts: Facts, role: Role, day: date) -> bool:
    """Whether somebody who holds the role can sign with a key."""
    roster = facts.people.get(role.party)
    held = in_role(roster.part, role.role, day) if roster is not None else ()
    return any(given(holder.key) is not None for holder in held)


def chosen(record: Recorded, request: Request, person: str) -> PublicKey:
    """The pinned key that a person signs with.

    Raises:
        RefusedError: None is pinned, or another than the one that was named; it says which line to pin.
        UsageError: Several are pinned.
    """
    mine = _public_half(request) if request.key else None
    return entitled_key(record, request, person, mine)


def _public_half(request: Request) -> PublicKey | None:
    """The public half of the key in a request's file; None where it does not lie beside it."""
    path = Path(request.key).expanduser()
    if request.method == "pdf":
        from charter.pen import opened_pen

        return opened_pen(path, request.passphrase).key
    from charter.signer import public_key

    return public_key(path)


def entitled_key(record: Recorded, request: Request, person: str, mine: PublicKey | None) -> PublicKey:
    """The pinned key of a person, which is the one they hold.

    Args:
        mine: The public half of the key they hold; None where it is not known.

    Raises:
        RefusedError: None is pinned, or another than the one that was named; it says which line to pin.
        UsageError: Several are pinned.
    """
    role, roster = request.role, record.facts.people.get(request.role.party)
    keys = pinned(roster.part, role.role, person, request.today) if roster is not None else ()
    if mine is not None and mine in keys:
        return mine
    known = listed([key.fingerprint for key in keys])
    where = f"{record.prefix}people/{role.party}.yaml"
    if mine is not None and (whose := _others(record.facts, mine, role.party)):
        message = f"{request.key} is the key {mine.fingerprint} of {whose}"
        raise RefusedError(message, (), "each party signs with a key of its own")
    if mine is not None and keys:
        message = f"{request.key} is the key {mine.fingerprint}, and {where} pins {known} for {person}"
        raise RefusedError(message, (), f"sign with the pinned key; to change it, {_second_row(record, mine, role)}")
    if not keys:
        message = f"{where} pins no key of {person} as {role.role} on {request.today}"
        raise RefusedError(message, (), _pinning(record, mine, request, person))
    if len(keys) > 1:
        raise UsageError(f"{where} pins {known} for {person}", "say which one it is: --key FILE")
    return keys[0]


def unpinned(record: Recorded, request: Request, person: str) -> tuple[tuple[str, str, str], ...]:
    """Why the key of a request would not count, as a reason of a refusal; empty where it would, or where none is named.

    Raises:
        RefusedError: The key cannot be read.
        UsageError: The packages that read it are not installed, or no passphrase was typed.
    """
    if not request.key:
        return ()
    mine = _public_half(request)
    try:
        entitled_key(record, request, person, mine)
    except (RefusedError, UsageError) as error:
        return (("the key", str(error), error.help),)
    return ()


def signed(data: Mapping[str, Any], key: PublicKey, request: Request) -> dict[str, Any]:
    """The consent with its signature, over everything that it says and the key's fingerprint.

    Raises:
        CharterError: There is no ssh-keygen here.
        RefusedError: It did not sign, or with another key.
    """
    from charter.signatures.sshsig import read_signature
    from charter.signatures.statement import statement
    from charter.signer import sign

    said = {**data, "key": key.fingerprint}
    armored = sign(statement(said), key, Path(request.key).expanduser() if request.key else None)
    try:
        made = read_signature(armored)
    except ValueError as error:
        raise RefusedError(f"ssh-keygen made a signature that does not count: {error}", ()) from error
    if made.key != key:
        message = f"{request.key} is the key {made.key.fingerprint}, and {key.fingerprint} is pinned"
        raise RefusedError(message, (), "sign with the pinned key")
    return {**said, "signature": armored}


def _others(facts: Facts, key: PublicKey, party: str) -> str:
    """Whose key it is at another party; empty where no other pins it."""
    return listed(
        sorted(
            {f"{one.person} of {one.party}" for one in everybody(facts.people) if one.key == key and one.party != party}
        )
    )


def _pinning(record: Recorded, mine: PublicKey | None, request: Request, person: str) -> str:
    """Which line pins the key, and who approves it."""
    role = request.role
    if mine is None:
        how = f"ssh-keygen -y -f {request.key} prints its public half" if request.key else "name yours: --key FILE"
        return f"{how}; it is pinned at {quoted(person)} under {role.role}"
    line = f'key: "{mine.line}"'
    return f"put {line} to {quoted(person)} under {role.role}{_approved(record, role)}"


def _second_row(record: Recorded, mine: PublicKey, role: Role) -> str:
    row = f'give its row a last day (to:), not before today, and add a row with key: "{mine.line}"'
    return row + _approved(record, role, ", with the old key")


def _approved(record: Recorded, role: Role, how: str = "") -> str:
    """What makes a change of the people file count, once a decision binds it."""
    if not record.facts.decisions:
        return ""
    return f"; then{how}: charter sign {record.facts.id} people-{role.party} --as {role}"
