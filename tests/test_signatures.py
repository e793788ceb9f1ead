"""SSH signatures: what `ssh-keygen` made is proved without it, and nothing else is."""

import json
import random
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ssh import Ecdsa, Ed25519, armor, blob, keygen_verifies, mpint, needs_keygen, new_key, sign, string, to_sign

from charter.signatures.keys import _SMALL_ORDER, key_of, read_key
from charter.signatures.sshsig import fits, read_signature
from charter.signatures.statement import NAMESPACE, statement

VECTORS = json.loads((Path(__file__).parent / "signatures" / "vectors.json").read_text(encoding="utf-8"))
MESSAGE = b'{"charter":"northwind-contoso","says":"sign"}'
JANA = Ed25519()


def verdict(armored, message=MESSAGE, line=JANA.line):
    """Whether it fits, was made for consents, and with this key; why it cannot even be read."""
    try:
        signature = read_signature(armored)
    except ValueError as error:
        return str(error)
    return signature.namespace == NAMESPACE and signature.key == read_key(line) and fits(signature, message)


# what ssh-keygen made


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_signature_that_was_made_once_is_proved_everywhere(vector):
    message = vector["message"].encode()
    assert verdict(vector["signature"], message, vector["key"]) is True
    assert verdict(vector["signature"], message + b" ", vector["key"]) is False
    assert read_key(vector["key"]).fingerprint == vector["fingerprint"]
    others = [other["key"] for other in VECTORS if other["fingerprint"] != vector["fingerprint"]]
    assert not any(verdict(vector["signature"], message, other) for other in others)


@needs_keygen
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_ssh_keygen_says_the_same_of_them(vector, tmp_path):
    message = vector["message"].encode()
    assert keygen_verifies(tmp_path, vector["key"], vector["signature"], message)
    assert not keygen_verifies(tmp_path, vector["key"], vector["signature"], message + b" ")


@needs_keygen
@pytest.mark.parametrize("kind", ["ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 3072"])
@pytest.mark.parametrize("options", [(), ("-O", "hashalg=sha256")], ids=["sha512", "sha256"])
def test_new_keys_of_every_kind_sign(kind, options, tmp_path):
    line = new_key(tmp_path / "key", *kind.split())
    armored = sign(tmp_path / "key", MESSAGE, NAMESPACE, *options)
    assert verdict(armored, line=line) is True
    assert verdict(sign(tmp_path / "key", MESSAGE, "git", *options), line=line) is False
    assert verdict(armored, b"", line) is False


@needs_keygen
@pytest.mark.parametrize("key", [Ed25519(application="ssh:"), Ecdsa(application="ssh:")], ids=lambda key: key.kind)
def test_a_security_key_signs_when_it_is_touched(key, tmp_path):
    armored = key.armored(MESSAGE)
    assert verdict(armored, line=key.line) is True
    assert keygen_verifies(tmp_path, key.line, armored, MESSAGE)
    assert verdict(key.armored(MESSAGE, flags=5, counter=8), line=key.line) is True  # verified by a PIN, too
    assert verdict(key.armored(MESSAGE, flags=4), line=key.line) == ("nobody touched the security key when it was made")
    moment = string(key.kind) + key.inner(MESSAGE)[4 + len(key.kind) : -5] + b"\x01\0\0\0\x08"
    assert verdict(armor(blob(key.blob, moment)), line=key.line) is False  # the counter is signed as well


def test_a_key_for_another_application_is_another_key():
    ours, theirs = Ed25519(application="ssh:"), Ed25519(application="ssh:other")
    assert read_key(ours.line) != read_key(theirs.line)
    assert verdict(armor(blob(ours.blob, theirs.inner(MESSAGE))), line=ours.line) is False


# what it refuses


def test_every_bit_of_a_signature_counts():
    raw = blob(JANA.blob, JANA.inner(MESSAGE))
    for bit in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        assert verdict(armor(bytes(flipped))) is not True, bit


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_every_character_of_an_armoured_signature_counts(vector):
    armored, chance = vector["signature"], random.Random(1)
    for at in range(len(armored) - 1):
        other = chance.choice([character for character in "Aa0+/=\n -é\0" if character != armored[at]])
        changed = armored[:at] + other + armored[at + 1 :]
        assert verdict(changed, vector["message"].encode(), vector["key"]) is not True, (at, other)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_every_beginning_of_a_signature_is_refused(vector):
    lines = vector["signature"].split("\n")[1:-2]
    raw = b64decode("".join(lines))
    for length in range(len(raw)):
        with pytest.raises(ValueError, match=r"^[a-zA-Z]"):
            read_signature(armor(raw[:length]) if length else "")


INNER = JANA.inner(MESSAGE)


@pytest.mark.parametrize(
    ("armored", "says"),
    [
        pytest.param(armor(blob(JANA.blob, JANA.inner(MESSAGE, namespace="git"), namespace="git")), False, id="made for git"),
        pytest.param(armor(blob(JANA.blob, INNER, namespace="git")), False, id="the namespace was changed"),
        pytest.param(armor(blob(JANA.blob, JANA.inner(MESSAGE, namespace="git"))), False, id="relabelled"),
        pytest.param(armor(blob(Ed25519(b"\2" * 32).blob, INNER)), False, id="another key is named"),
        pytest.param(armor(blob(JANA.blob, INNER, version=2)), "it is no SSH signature of version 1", id="version"),
        pytest.param(armor(blob(JANA.blob, INNER, magic=b"SSHSIH")), "it is no SSH signature of version 1", id="magic"),
        pytest.param(armor(blob(JANA.blob, INNER, behind=b"\0")), "more follows behind its end", id="behind"),
        pytest.param(armor(blob(JANA.blob, INNER + b"\0")), "more follows behind its end", id="inside, behind"),
        pytest.param(armor(blob(JANA.blob, JANA.inner(MESSAGE, reserved=b"x"), reserved=b"x")), "it holds something in a place that is reserved", id="reserved"),
        pytest.param(armor(blob(JANA.blob, INNER, hashed="md5")), "its text was hashed as md5, and only sha512 and sha256 count", id="hash"),
        pytest.param(armor(blob(JANA.blob, string("ssh-rsa") + INNER[15:])), "it was signed as ssh-rsa, which does not count for a key of the kind ssh-ed25519", id="another scheme"),
        pytest.param(armor(blob(JANA.blob, string("ssh-ed25519") + string(b"\0" * 63))), "an Ed25519 signature has 64 bytes", id="short"),
        pytest.param(armor(blob(JANA.blob, INNER), width=64), True, id="lines of 64"),
        pytest.param(armor(blob(JANA.blob, INNER)).strip(), True, id="without the last line end"),
        pytest.param(armor(blob(JANA.blob, INNER), width=100), "it is not one SSH signature, from -----BEGIN SSH SIGNATURE----- to -----END SSH SIGNATURE-----", id="lines of 100"),
        pytest.param(2 * armor(blob(JANA.blob, INNER)), "it is not one SSH signature, from -----BEGIN SSH SIGNATURE----- to -----END SSH SIGNATURE-----", id="two"),
        pytest.param(armor(blob(JANA.blob, INNER)).replace("\n", "\r\n"), "it is not one SSH signature, from -----BEGIN SSH SIGNATURE----- to -----END SSH SIGNATURE-----", id="CRLF"),
        pytest.param(armor(b"A" * 20000), "it is too long", id="long"),
    ],
)  # fmt: skip
def test_what_no_tool_writes_is_refused(armored, says):
    assert verdict(armored) == says


def test_rsa_with_sha_1_and_short_rsa_do_not_count():
    vector = next(vector for vector in VECTORS if vector["name"] == "rsa")
    raw = read_key(vector["key"]).blob
    sha1 = armor(blob(raw, string("ssh-rsa") + string(b"\0" * 384)))
    assert (
        verdict(sha1, line=vector["key"])
        == "it was signed as ssh-rsa, which does not count for a key of the kind ssh-rsa"
    )
    short = string("ssh-rsa") + mpint(65537) + mpint((1 << 2047) + 1)
    assert verdict(armor(blob(short, INNER))) == "an RSA key of 2048 bits is too weak or too long: 3072 to 16384"


@pytest.mark.parametrize("r", [b"", b"\0", b"\0\x01", b"\xff", b"\0" + b"\xff" * 40])
def test_numbers_of_ecdsa_are_written_as_ssh_writes_them(r):
    key = Ecdsa()
    inner = string(key.kind) + string(string(r) + mpint(1))
    assert verdict(armor(blob(key.blob, inner)), line=key.line) is False


def test_nothing_follows_the_two_numbers_of_ecdsa():
    """Else one signature could be written in many ways, each with a digest of its own."""
    key = Ecdsa()
    honest = key.inner(MESSAGE)
    assert verdict(armor(blob(key.blob, honest)), line=key.line) is True
    head = len(string(key.kind))
    longer = honest[:head] + string(honest[head + 4 :] + b"\0")
    assert verdict(armor(blob(key.blob, longer)), line=key.line) is False


def test_a_point_that_is_not_on_the_curve_proves_nothing():
    key = Ecdsa()
    off = key.blob[:-1] + bytes([key.blob[-1] ^ 1])
    line = f"{key.kind} {b64encode(off).decode()}"
    assert verdict(armor(blob(off, key.inner(MESSAGE))), line=line) is False


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_readers(raw):
    for read in (
        lambda: key_of(raw),
        lambda: read_signature(armor(raw)),
        lambda: read_signature(armor(b"SSHSIG\0\0\0\1" + raw)),
    ):
        with pytest.raises(ValueError, match=r"^[a-zA-Z]"):
            read()


@given(st.data())
def test_no_changed_signature_fits(data):
    raw = bytearray(blob(JANA.blob, INNER))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        how = data.draw(st.sampled_from(["flip", "drop", "double", "huge"]))
        if how == "flip":
            raw[at] ^= data.draw(st.integers(1, 255))
        elif how == "drop":
            del raw[at : at + data.draw(st.integers(1, 8))]
        elif how == "double":
            raw[at:at] = raw[at : at + 8]
        else:
            raw[at : at + 4] = b"\xff\xff\xff\xff"
        if len(raw) == 0:
            return
    if bytes(raw) != blob(JANA.blob, INNER):
        assert verdict(armor(bytes(raw))) is not True


# keys


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "it is not a public SSH key in one line, such as ssh-ed25519 AAAA…"),
        ("ssh-ed25519", "it is not a public SSH key in one line, such as ssh-ed25519 AAAA…"),
        ("jana@northwind.example", "it is not a public SSH key in one line, such as ssh-ed25519 AAAA…"),
        ("ssh-ed25519 AAAA…", "it is not written in base64"),
        ("ssh-ed25519 AAAA", "it is cut short"),
        ("ssh-dss AAAA", "ssh-dss is no kind of key that is used here"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA", "ssh-ed25519-cert-v01@openssh.com is no kind of key that is used here"),
        (f"ssh-rsa {JANA.line.split()[1]}", "it says ssh-rsa and holds a key of the kind ssh-ed25519"),
        (JANA.line + "AAAA", "more follows behind its end"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "it is a private key: keep it secret, and write the line of the file that ends with .pub"),
        (f"ssh-ed25519 {b64encode(string('ssh-ed25519') + string(bytes(31))).decode()}", "an Ed25519 key has 32 bytes"),
        (f"ssh-ed25519 {b64encode(string('ssh-ed25519') + string(bytes(32))).decode()}", "it is no real key: a signature under it fits any text"),
        (f"ecdsa-sha2-nistp256 {b64encode(string('ecdsa-sha2-nistp256') + string('nistp384') + string(b'4' + bytes(64))).decode()}", "it holds no point of the curve nistp256"),
        (f"ssh-rsa {b64encode(string('ssh-rsa') + mpint(65536) + mpint((1 << 3071) + 1)).decode()}", "it is no real RSA key"),
        (f"ssh-rsa {b64encode(string('ssh-rsa') + mpint(3) + mpint(1 << 3072)).decode()}", "it is no real RSA key"),
        (f"ssh-rsa {b64encode(string('ssh-rsa') + mpint(3) + mpint((1 << 17000) + 1)).decode()}", "an RSA key of 17001 bits is too weak or too long: 3072 to 16384"),
    ],
)  # fmt: skip
def test_what_is_no_key_is_told_in_words(line, says):
    with pytest.raises(ValueError, match=r"^[a-zA-Z]") as refused:
        read_key(line)
    assert str(refused.value) == says


def test_a_comment_is_no_part_of_a_key():
    assert read_key(f"  {JANA.line}  jana at home\n") == read_key(JANA.line)
    assert read_key(JANA.line).line == JANA.line


def test_the_points_of_small_order_are_all_of_them():
    p, d = 2**255 - 19, -121665 * pow(121666, -1, 2**255 - 19) % (2**255 - 19)

    def double(x, y):
        k = d * x * x * y * y % p
        return 2 * x * y * pow(1 + k, -1, p) % p, (y * y + x * x) * pow(1 - k, -1, p) % p

    def is_small(y):
        u, v = (y * y - 1) % p, (d * y * y + 1) % p
        square = u * pow(v, -1, p) % p
        root = pow(square, (p + 3) // 8, p)
        x = next((x for x in (root, root * pow(2, (p - 1) // 4, p) % p) if x * x % p == square), None)
        point = None if x is None else (x, y % p)
        for _ in range(3):
            point = point and double(*point)
        return point == (0, 1)

    listed = {int.from_bytes(raw, "little") for raw in _SMALL_ORDER}
    assert all(map(is_small, listed))
    assert {y % p for y in listed} == {0, 1, p - 1} | {y for y in listed if 1 < y < p - 1}
    assert len({y for y in listed if 1 < y < p - 1}) == 2  # the eight points have five ordinates: 0, 1, -1 and these
    assert {y for y in listed if y >= p} == {p, p + 1}  # 0 and 1 once more, not reduced; p - 1 would need 256 bits


# statements


def test_a_statement_is_everything_but_the_signature_in_canonical_form():
    said = {"consent": "1", "person": "Zoë", "signature": "x", "charter": "a"}
    assert statement(said) == '{"charter":"a","consent":"1","person":"Zoë"}'.encode()
    assert statement({**said, "person": "Zoe\u0308"}) == statement(said)
    assert to_sign(b"").startswith(b"SSHSIG")
