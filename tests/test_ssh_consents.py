"""Consents with SSH keys through the command line: real keys, an agent, a passphrase, and two companies in two clones."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ssh import keygen, keygen_verifies, needs_keygen, new_key

pytestmark = needs_keygen

ROOT = Path(__file__).parent.parent
NAME = "northwind-contoso"
DRAFT, SIGNED, START = "2025-12-11", "2025-12-15", "2026-01-12"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Keys of Jana (northwind), Luca (contoso) and Eve (nobody): the files; `line[name]` is the public half."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("jana", "luca", "eve"):
        new_key(folder / name)
    return folder


def line(file):
    return " ".join(file.with_name(f"{file.name}.pub").read_text().split()[:2])


def fingerprint(file):
    return keygen("-l", "-f", file).stdout.decode().split()[1]


def draft(root, keys, least="ssh", pins=("jana", "luca")):
    """The worked example as a draft whose sponsors have these keys."""
    example, copy = ROOT / "charters" / NAME, root / "charters" / NAME
    shutil.copytree(example / "people", copy / "people")
    terms = (example / "charter.yaml").read_text(encoding="utf-8")
    terms, found = re.subn(r"least: (attested|external)", f"least: {least}", terms)
    assert found == 1
    (copy / "charter.yaml").write_text(terms, encoding="utf-8")
    for party, key in zip(("northwind", "contoso"), pins, strict=True):
        people = copy / "people" / f"{party}.yaml"
        text = people.read_text(encoding="utf-8")
        old = re.search(r'key: "ssh-ed25519 [^"]*"', text)[0]
        pinned = text.replace(old, f'key: "{line(keys / key)}"') if key else text.replace(f", {old}", "")
        people.write_text(pinned, encoding="utf-8")
    return copy


@pytest.fixture
def run(charter, tmp_path):
    """`run(verb, arguments…)` in the repository at tmp_path / "repo"; no keys at home and no agent, unless told."""
    home = tmp_path / "home"
    home.mkdir()

    def run(*arguments, cwd=tmp_path / "repo", today=SIGNED, **env):
        env = {"HOME": str(home), "SSH_AUTH_SOCK": "", **env}
        done = charter(*arguments, "--today", today, cwd=cwd, **env)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def proposed(run, keys, tmp_path):
    folder = draft(tmp_path / "repo", keys)
    code, _, err = run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)
    assert (code, err) == (0, "")
    return folder


def test_a_signature_names_its_key_and_ssh_keygen_verifies_it(run, proposed, keys, tmp_path):
    code, out, err = run("sign", NAME, "--as", "northwind.sponsor", "--key", str(keys / "jana"))
    assert (code, err) == (0, "")
    shown = fingerprint(keys / "jana")
    assert f"  It was signed with the key {shown}, which people/northwind.yaml pins for Jana Brandt.\n" in out
    assert out.endswith(f"still missing: contoso\n  charter sign {NAME} r1 --as contoso.sponsor\n")
    said = yaml.load((proposed / "consents" / "r1-northwind.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    armored = said.pop("signature")
    assert (said["method"], said["key"]) == ("ssh", shown)
    statement = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert keygen_verifies(tmp_path, line(keys / "jana"), armored, statement)
    assert not keygen_verifies(tmp_path, line(keys / "luca"), armored, statement)
    assert not keygen_verifies(tmp_path, line(keys / "jana"), armored, statement.replace(b"Jana", b"Jane"))


@pytest.mark.parametrize("kind", [("ecdsa", "-b", "256"), ("ecdsa", "-b", "521"), ("rsa", "-b", "3072")], ids=" ".join)
def test_keys_of_other_kinds_sign_too(run, keys, tmp_path, kind):
    mine = tmp_path / "keys"
    mine.mkdir()
    shutil.copy(keys / "luca.pub", mine / "luca.pub")
    new_key(mine / "jana", *kind)
    draft(tmp_path / "repo", mine)
    assert run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)[0] == 0
    assert run("sign", NAME, "--as", "northwind.sponsor", "--key", str(mine / "jana"))[0] == 0


def test_two_companies_sign_in_two_clones_and_git_merges_it(run, keys, tmp_path):
    def git(folder, *arguments):
        config = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *config, *arguments], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    repo = tmp_path / "repo"
    draft(repo, keys)
    assert run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)[0] == 0
    git(repo, "init", "-q", "-b", "main")
    git(repo, "add", ".")
    git(repo, "commit", "-q", "-m", "Propose")
    clones = {}
    for party, key in (("northwind", "jana"), ("contoso", "luca")):
        clones[party] = tmp_path / party
        git(tmp_path, "clone", "-q", str(repo), party)
        code, _, err = run("sign", NAME, "--as", f"{party}.sponsor", "--key", str(keys / key), cwd=clones[party])
        assert code == 0, err
        git(clones[party], "add", ".")
        git(clones[party], "commit", "-q", "-m", f"{party} signs")
    git(clones["contoso"], "pull", "-q", "--no-rebase", "--no-edit", str(clones["northwind"]), "HEAD")
    code, out, err = run("advance", NAME, "start", "--as", "contoso.relationship", cwd=clones["contoso"], today=START)
    assert code == 1
    assert "signed/r1.json" in out + err
    code, out, _ = run("sign", NAME, "r1", "--as", "contoso.sponsor", cwd=clones["contoso"])
    assert "wrote " in out
    assert "signed/r1.json: every party had signed, and it was missing" in out
    assert run("advance", NAME, "start", "--as", "contoso.relationship", cwd=clones["contoso"], today=START)[0] == 0
    for party, key in (("northwind", "jana"), ("contoso", "luca")):
        arguments = ("advance", NAME, "start", "--as", f"{party}.sponsor", "--key", str(keys / key))
        code, out, err = run(*arguments, cwd=clones["contoso"], today=START)
        assert code == 0, err
    assert f"{NAME} is now in crawl" in out
    git(clones["contoso"], "add", ".")
    git(clones["contoso"], "commit", "-q", "-m", "Start")
    git(clones["northwind"], "pull", "-q", "--ff-only", str(clones["contoso"]), "HEAD")
    code, out, err = run("check", cwd=clones["northwind"], today=START)
    assert code == 0, out + err


def test_an_agent_signs_without_a_file(run, proposed, keys, tmp_path):
    socket = f"/tmp/charter-test-{os.getpid()}.sock"  # a path in tmp_path may be too long for a socket
    started = subprocess.run(["ssh-agent", "-a", socket], capture_output=True, text=True)
    if started.returncode != 0:
        pytest.skip(f"no ssh-agent here: {started.stderr}")
    agent = int(re.search(r"SSH_AGENT_PID=(\d+)", started.stdout)[1])
    try:
        code, _, err = run("sign", NAME, "--as", "northwind.sponsor", SSH_AUTH_SOCK=socket)
        assert code == 1
        shown = fingerprint(keys / "jana")
        assert (
            f"charter: ssh-keygen did not sign with {shown}: no agent has it, nor {tmp_path / 'home' / '.ssh'}\n" in err
        )
        assert "name the file of the private key: --key ~/.ssh/id_ed25519" in err
        assert not (proposed / "consents").exists()
        subprocess.run(["ssh-add", "-q", str(keys / "jana")], env={**os.environ, "SSH_AUTH_SOCK": socket}, check=True)
        code, _, err = run("sign", NAME, "--as", "northwind.sponsor", SSH_AUTH_SOCK=socket)
        assert (code, err) == (0, "")
    finally:
        os.kill(agent, signal.SIGTERM)


def test_a_key_that_lies_where_ssh_looks_is_found(run, proposed, keys, tmp_path):
    home = tmp_path / "home" / ".ssh"
    home.mkdir(mode=0o700)
    for name in ("eve", "jana"):
        shutil.copy(keys / name, home / f"id_{name}")
        shutil.copy(keys / f"{name}.pub", home / f"id_{name}.pub")
    assert run("sign", NAME, "--as", "northwind.sponsor")[0] == 0


def test_a_passphrase_is_asked_for_by_ssh_keygen(run, keys, tmp_path):
    mine = tmp_path / "keys"
    mine.mkdir()
    shutil.copy(keys / "luca.pub", mine / "luca.pub")
    assert keygen("-q", "-t", "ed25519", "-N", "open sesame", "-f", mine / "jana").returncode == 0
    folder = draft(tmp_path / "repo", mine)
    run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)
    answer = tmp_path / "askpass"
    sign = ("sign", NAME, "--as", "northwind.sponsor", "--key", str(mine / "jana"))
    for words, expected in (("wrong", 1), ("open sesame", 0)):
        answer.write_text(f"#!/bin/sh\necho '{words}'\n")
        answer.chmod(0o700)
        code, _, err = run(*sign, SSH_ASKPASS=str(answer), SSH_ASKPASS_REQUIRE="force", DISPLAY=":0")
        assert code == expected, err
        assert (folder / "consents").exists() == (not expected)
    assert "PRIVATE" not in "".join(file.read_text() for file in folder.rglob("*.yaml"))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(
            ["--key", "{keys}/eve"], 1,
            "charter: {keys}/eve is the key {eve}, and charters/northwind-contoso/people/northwind.yaml pins {jana} for Jana Brandt\n"
            '  sign with the pinned key; to change it, give its row a last day (to:), not before today, and add a row with key: "{line}";'
            " then, with the old key: charter sign northwind-contoso people-northwind --as northwind.sponsor\n", id="another key",
        ),
        pytest.param(
            ["--key", "{keys}/nobody"], 1, "charter: there is no key {keys}/nobody\n  ssh-keygen -t ed25519 makes one\n", id="no file",
        ),
        pytest.param(
            ["--key", "{keys}/jana", "--method", "attested"], 1,
            "charter: attested is not enough: these terms count nothing weaker than ssh\n"
            "  pin your key in charters/northwind-contoso/people/northwind.yaml, as key: in your row under sponsor,"
            " and add --key FILE\n", id="a typed name",
        ),
        pytest.param(
            ["--method", "external", "--file", "signed/r1.pdf"], 1,
            "charter: external is not enough: these terms count nothing weaker than ssh\n"
            "  pin your key in charters/northwind-contoso/people/northwind.yaml, as key: in your row under sponsor,"
            " and add --key FILE\n", id="paper",
        ),
        pytest.param(
            ["--method", "ssh", "--file", "signed/r1.pdf"], 2,
            "charter: --file and --envelope belong to a signature given outside\n  add --method external\n", id="ssh with a file",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_signed_is_refused_in_words(run, proposed, keys, arguments, code, words):
    names = {
        "keys": keys,
        "line": line(keys / "eve"),
        "eve": fingerprint(keys / "eve"),
        "jana": fingerprint(keys / "jana"),
    }
    told = run("sign", NAME, "--as", "northwind.sponsor", *(each.format(**names) for each in arguments))
    assert told == (code, "", words.format(**names))
    assert not (proposed / "consents").exists()


def test_terms_that_ask_for_a_signature_in_the_pdf_take_no_key_beside_it(run, keys, tmp_path):
    draft(tmp_path / "repo", keys, least="pdf")
    code, out, _ = run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)
    assert (code, out.count(" --method pdf --key FILE.p12\n")) == (0, 2)
    code, _, err = run("sign", NAME, "--as", "northwind.sponsor", "--method", "ssh")
    assert code == 1
    assert err.endswith("count nothing weaker than pdf\n  add --method pdf --key FILE.p12\n")


def test_terms_that_ask_for_a_signature_in_the_pdf_are_declined_with_a_key_beside_it(run, keys, tmp_path):
    folder = draft(tmp_path / "repo", keys, least="pdf")
    assert run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)[0] == 0
    no = ("sign", NAME, "r1", "--as", "northwind.sponsor", "--decline", "--reason", "The walk gate is too soft for us.")
    code, _, err = run(*no, "--method", "attested")
    assert (code, err.splitlines()[0]) == (
        1,
        "charter: attested is not enough: these terms count nothing weaker than ssh",
    )
    code, _, err = run(*no, "--key", str(keys / "eve"))
    assert (code, (folder / "consents").exists()) == (1, False)
    code, out, err = run(*no, "--key", str(keys / "jana"))
    assert (code, err) == (0, "")
    assert "Jana Brandt, sponsor of northwind, declines revision 1 of" in out
    consent = yaml.safe_load((folder / "consents" / "r1-northwind.yaml").read_text(encoding="utf-8"))
    assert (consent["says"], consent["method"], consent["key"]) == ("decline", "ssh", fingerprint(keys / "jana"))
    code, out, err = run("check", NAME)
    assert code == 0, out + err
    code, out, err = run("verify", NAME, "consents/r1-northwind.yaml")
    assert "it was given as ssh, and ssh is enough" in out
    assert "signed/r1.json" not in [path.relative_to(folder).as_posix() for path in folder.rglob("*")]


def test_whoever_has_no_pinned_key_is_told_the_line_to_pin(run, keys, tmp_path):
    folder = draft(tmp_path / "repo", keys, pins=(None, "luca"))
    where = f"charters/{NAME}/people/northwind.yaml"
    code, _, err = run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)
    assert (code, re.sub(r":\d+ ", ":N ", err)) == (
        0,
        f"warning: {where}:N signatory-without-key: nothing weaker than ssh counts,"
        " and northwind pins no key of Jana Brandt, who signs for it\n"
        "  pin the key in the row of whoever signs, or agree on a weaker signing.least\n",
    )
    code, _, err = run("sign", NAME, "--as", "northwind.sponsor", "--key", str(keys / "jana"))
    assert (code, err) == (
        1,
        f"charter: {where} pins no key of Jana Brandt as sponsor on {SIGNED}\n"
        f'  put key: "{line(keys / "jana")}" to "Jana Brandt" under sponsor;'
        f" then: charter sign {NAME} people-northwind --as northwind.sponsor\n",
    )
    code, _, err = run("sign", NAME, "--as", "northwind.sponsor")
    assert "attested is not enough" in err
    text = (folder / "people" / "northwind.yaml").read_text(encoding="utf-8")
    changed = text.replace("deputy: relationship", f'deputy: relationship, key: "{line(keys / "jana")}"')
    (folder / "people" / "northwind.yaml").write_text(changed, encoding="utf-8")
    for subject in ("people-northwind", "r1"):
        code, _, err = run("sign", NAME, subject, "--as", "northwind.sponsor", "--key", str(keys / "jana"))
        assert code == 0, err


def test_before_the_proposal_it_tells_the_line_to_pin_too(run, keys, tmp_path):
    folder = draft(tmp_path / "repo", keys, pins=(None, "luca"))
    sign = ("sign", NAME, "--as", "northwind.sponsor", "--key", str(keys / "jana"))
    first = f"  first: charter advance {NAME} propose --as northwind.sponsor\n"
    early = "charter: revision 1 of Northwind × Contoso warehouse onboarding is not proposed yet\n"
    where = f"charters/{NAME}/people/northwind.yaml"
    assert run(*sign, today=DRAFT) == (
        1,
        "",
        f"{early}  the key: {where} pins no key of Jana Brandt as sponsor on {DRAFT}\n"
        f'    help: put key: "{line(keys / "jana")}" to "Jana Brandt" under sponsor\n{first}',
    )
    people = folder / "people" / "northwind.yaml"
    text = people.read_text(encoding="utf-8")
    pinned = text.replace("deputy: relationship", f'deputy: relationship, key: "{line(keys / "jana")}"')
    people.write_text(pinned, encoding="utf-8")
    assert run(*sign, today=DRAFT) == (1, "", early + first)


def test_who_signs_no_terms_is_told_so_and_not_to_pin_a_key(run, proposed, keys):
    for way in (["--key", str(keys / "eve")], ["--method", "ssh"], ["--key", "nowhere.p12"]):
        assert run("sign", NAME, "r1", "--as", "contoso.finance", *way) == (
            1,
            "",
            "charter: contoso.finance cannot sign r1 like this\n"
            "  consent-without-authority: the role finance cannot give this consent for contoso: it takes sponsor\n"
            "    help: have it given by somebody who holds a role that may\n"
            f"  charter status {NAME} says whose word is awaited, and the command\n",
        )


def test_without_ssh_keygen_it_says_where_it_comes_from(run, proposed, keys, tmp_path):
    code, _, err = run("sign", NAME, "--as", "northwind.sponsor", "--key", str(keys / "jana"), PATH=str(tmp_path))
    assert code == 2
    assert err.startswith("charter: signing with ssh needs ssh-keygen, and it is not here\n  it comes with OpenSSH")


def test_a_public_half_that_lies_beside_the_wrong_key_signs_nothing(run, proposed, keys, tmp_path):
    shutil.copy(keys / "eve", tmp_path / "key")
    shutil.copy(keys / "jana.pub", tmp_path / "key.pub")
    code, _, err = run("sign", NAME, "--as", "northwind.sponsor", "--key", str(tmp_path / "key"))
    assert code == 1
    assert "charter: " in err
    assert not (proposed / "consents").exists()


def test_evidence_is_attested_and_disputed_with_a_key(run, keys, tmp_path):
    folder = draft(tmp_path / "repo", keys, least="attested")
    people = folder / "people" / "contoso.yaml"
    text = people.read_text(encoding="utf-8")
    people.write_text(
        text.replace("{name: Beat Graf,", f'{{name: Beat Graf, key: "{line(keys / "eve")}",'), encoding="utf-8"
    )
    assert run("advance", NAME, "propose", "--as", "northwind.relationship", today=DRAFT)[0] == 0
    for party in ("northwind", "contoso"):
        assert run("sign", NAME, "--as", f"{party}.sponsor")[0] == 0
    assert run("advance", NAME, "start", "--as", "northwind.relationship", today=START)[0] == 0
    for party, key in (("northwind", "jana"), ("contoso", "luca")):
        by = ("--as", f"{party}.sponsor", "--method", "ssh", "--key", str(keys / key))
        code, out, err = run("advance", NAME, "start", *by, today=START)
        assert code == 0, err
    period = ("--from", "2026-01-12", "--to", "2026-03-06")
    for hours in ("29", "28"):
        cases = ("--case", f"Helio 3PL={hours}", "--case", "Brandt Lager=31")
        done = run(
            "evidence",
            "add",
            NAME,
            "onboarding_hours",
            *period,
            *cases,
            "--as",
            "northwind.delivery",
            today="2026-03-13",
        )
        assert done[0] == 0, done[2]
    first, second = sorted(f"e-{file.stem[-8:]}" for file in (folder / "evidence").glob("*.yaml"))
    by = ("--as", "contoso.delivery", "--key", str(keys / "eve"))
    code, _, err = run("evidence", "attest", NAME, first, *by, today="2026-03-16")
    assert code == 0, err
    code, _, err = run(
        "evidence", "dispute", NAME, second, *by, "--reason", "Travel is missing.", "--value", "34", today="2026-03-16"
    )
    assert code == 0, err
    for name, says in ((first, "attest"), (second, "dispute")):
        said = yaml.safe_load((folder / "consents" / f"{name}-contoso.yaml").read_text(encoding="utf-8"))
        assert (said["says"], said["method"], said["key"]) == (says, "ssh", fingerprint(keys / "eve"))
    code, out, _ = run("check", today="2026-03-16")
    assert "key-" not in out
    assert "signature-" not in out


def test_a_key_is_replaced_by_its_party_and_what_the_old_one_signed_stays_proved(run, proposed, keys):
    by = {
        party: ("--as", f"{party}.sponsor", "--key", str(keys / key))
        for party, key in (("northwind", "jana"), ("contoso", "luca"))
    }
    new = ("--as", "contoso.sponsor", "--key", str(keys / "eve"))
    for party in by:
        assert run("sign", NAME, "r1", *by[party])[0] == 0
    file = proposed / "people" / "contoso.yaml"
    text = file.read_text(encoding="utf-8")
    row = re.search(r"\{name: Luca Meier,.*\}", text)[0]
    old = row.replace("from: 2025-11-01", "from: 2025-11-01, to: 2026-01-31")
    later = row.replace("from: 2025-11-01", "from: 2026-01-05").replace(line(keys / "luca"), line(keys / "eve"))
    file.write_text(text.replace(row, f"{old}, {later}"), encoding="utf-8")
    code, out, _ = run("check", today="2026-01-08")
    assert code == 1
    assert "roster-unapproved" in out
    code, _, err = run("sign", NAME, "people-contoso", *new, today="2026-01-08")
    assert code == 1
    assert "roster-approved-by-new-key" in err
    assert (
        f"was approved with {fingerprint(keys / 'eve')}; contoso had signed with {fingerprint(keys / 'luca')} before"
        in err
    )
    code, _, err = run(
        "sign", NAME, "people-contoso", "--as", "contoso.sponsor", "--method", "attested", today="2026-01-08"
    )
    assert code == 1
    assert not (proposed / "consents" / "people-contoso-contoso.yaml").exists()
    code, _, err = run("sign", NAME, "people-contoso", *by["contoso"], today="2026-01-08")
    assert code == 0, err
    assert run("advance", NAME, "start", "--as", "northwind.relationship", today="2026-02-02")[0] == 0
    code, _, err = run("advance", NAME, "start", *by["contoso"], today="2026-02-02")
    assert code == 1
    assert f"pins {fingerprint(keys / 'eve')} for Luca Meier" in err
    for how in (by["northwind"], new):
        code, _, err = run("advance", NAME, "start", *how, today="2026-02-02")
        assert code == 0, err
    code, out, _ = run("verify", NAME, today="2026-02-03")
    assert code == 0, out
    shown = [fingerprint(keys / key) for key in ("luca", "eve")]
    assert all(f"  {one}  Luca Meier, sponsor of contoso\n" in out for one in shown)


def test_the_readme_can_be_typed(run, proposed, keys, tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = (text for text in re.findall(r"```console\n(.*?)```", readme, re.DOTALL) if "ssh-keygen" in text)
    lines = [line.removeprefix("$ ") for line in shown.splitlines()]
    home = tmp_path / "home"
    (home / ".ssh").mkdir(mode=0o700)
    shutil.copy(keys / "jana", home / ".ssh" / "id_ed25519")
    shutil.copy(keys / "jana.pub", home / ".ssh" / "id_ed25519.pub")
    assert run("sign", NAME, "--as", "contoso.sponsor", "--key", str(keys / "luca"))[0] == 0
    script = "\n".join(f"{line} || exit 7" for line in lines)
    script = f'charter() {{ "{sys.executable}" -m charter "$@" --today {SIGNED}; }}\n{script}\n'
    env = {**os.environ, "HOME": str(home), "SSH_AUTH_SOCK": "", "CHARTER_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path / "repo", env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(f"signature for r1-northwind with ED25519 key {fingerprint(keys / 'jana')}\n")
