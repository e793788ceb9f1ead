"""`charter sign`: one party's word on exactly one thing, refused with what to do wherever it would not hold."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
NAME = "northwind-contoso"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def stages(charter: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same charter at three points of its life: drafted, proposed, and with its start waiting for consents."""
    folder = tmp_path_factory.mktemp("stages")
    made = {}

    def stage(name: str, source: Path | None) -> Path:
        made[name] = folder / name
        if source:
            shutil.copytree(source, made[name])
        return made[name]

    first = stage("draft", None)
    example, copy = ROOT / "charters" / NAME, first / "charters" / NAME
    shutil.copytree(example / "people", copy / "people")
    terms = (example / "charter.yaml").read_text(encoding="utf-8").replace("least: external}", "least: attested}")
    (copy / "charter.yaml").write_text(terms, encoding="utf-8")
    proposed = stage("proposed", first)
    done = charter("advance", NAME, "propose", "--as", "northwind.relationship", "--today", "2025-12-11", cwd=proposed)
    assert done.returncode == 0, done.stderr
    pending = stage("pending", proposed)
    for party in ("northwind", "contoso"):
        done = charter("sign", NAME, "--as", f"{party}.sponsor", "--today", "2025-12-15", cwd=pending)
        assert done.returncode == 0, done.stderr
    done = charter("advance", NAME, "start", "--as", "northwind.relationship", "--today", "2026-01-12", cwd=pending)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def sign(charter: Run, stages: dict[str, Path], tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """`sign(stage, arguments…)` signs in a copy of that stage, or again in the copy of the call before."""

    def run(stage: str, *arguments: str, today: str = "2025-12-15", verb: str = "sign") -> tuple[int, str, str]:
        if not (tmp_path / "charters").exists():
            shutil.copytree(stages[stage], tmp_path, dirs_exist_ok=True)
        done = charter(verb, NAME, *arguments, "--today", today, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    return run


def files(folder: Path) -> dict[str, bytes]:
    here = folder / "charters" / NAME
    return {path.relative_to(here).as_posix(): path.read_bytes() for path in here.rglob("*") if path.is_file()}


def edit(folder: Path, local: str, old: str, new: str) -> None:
    path = folder / "charters" / NAME / local
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_first_signature_says_what_was_signed_and_who_is_missing(sign, tmp_path):
    code, out, err = sign("proposed", "--as", "northwind.sponsor")
    digest = "sha256:" + hashlib.sha256(_canonical(tmp_path)).hexdigest()
    assert (code, err) == (0, "")
    assert out == (
        f"wrote charters/{NAME}/consents/r1-northwind.yaml\n"
        "Jana Brandt, sponsor of northwind, signs revision 1 of Northwind × Contoso warehouse onboarding"
        f" (r1, digest {digest[7:19]}…)\n"
        f"  {digest}\n"
        "  By this, Northwind agrees to exactly these words; a change of any of them voids it.\n"
        "  This charter says what the parties intend and how they will decide. By itself it is not meant to bind them;"
        " a promise binds where an agreement named beside it makes it bind.\n"
        "  It was given as a typed name, which shows who said it and proves no person.\n"
        "still missing: contoso\n"
        f"  charter sign {NAME} r1 --as contoso.sponsor\n"
    )
    assert list(yaml.safe_load(files(tmp_path)["consents/r1-northwind.yaml"])) == [
        "consent", "charter", "subject", "digest", "says", "party", "role", "person", "date", "method", "signature",
    ]  # fmt: skip


def _canonical(folder: Path) -> bytes:
    data = yaml.load((folder / "charters" / NAME / "charter.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def test_the_last_signature_writes_the_signed_terms_and_says_what_is_next(sign, tmp_path):
    sign("proposed", "--as", "northwind.sponsor")
    assert "signed/r1.json" not in files(tmp_path)
    code, out, _ = sign("", "--as", "contoso.sponsor")
    assert code == 0
    assert files(tmp_path)["signed/r1.json"] == _canonical(tmp_path)
    assert out.startswith(f"wrote charters/{NAME}/signed/r1.json: the words that all have signed\n")
    assert out.endswith(
        f"every party has signed: {NAME} is signed\nnext: charter advance {NAME} start --as contoso.relationship\n"
    )


def test_signed_terms_that_were_lost_are_written_again(sign, tmp_path):
    sign("proposed", "--as", "northwind.sponsor")
    sign("", "--as", "contoso.sponsor")
    (tmp_path / "charters" / NAME / "signed" / "r1.json").unlink()
    code, out, err = sign("", "r1", "--as", "contoso.sponsor")
    assert "signed/r1.json: every party had signed, and it was missing\n" in out
    assert files(tmp_path)["signed/r1.json"] == _canonical(tmp_path)
    assert (code, err) == (0, "")
    code, _, err = sign("", "r1", "--as", "contoso.sponsor")
    said = "charter: revision 1 is signed by every party, since 2025-12-15\n  nothing is left to sign\n"
    assert (code, err) == (1, said)


@pytest.mark.parametrize(
    ("stage", "arguments", "code", "words"),
    [
        pytest.param(
            "draft", ["--as", "northwind.sponsor"], 1,
            "charter: revision 1 of Northwind × Contoso warehouse onboarding is not proposed yet\n"
            f"  first: charter advance {NAME} propose --as northwind.sponsor\n", id="not proposed",
        ),
        pytest.param(
            "proposed", [], 2,
            "charter: say who signs revision 1 of Northwind × Contoso warehouse onboarding\n"
            f"  charter sign {NAME} r1 --as northwind.sponsor or charter sign {NAME} r1 --as contoso.sponsor\n",
            id="nobody named",
        ),
        pytest.param(
            "proposed", ["--as", "sponsor"], 2,
            'charter: --as "sponsor" is not a role: write party.role, such as northwind.delivery\n', id="no role",
        ),
        pytest.param(
            "proposed", ["--as", "fabrikam.sponsor"], 1,
            "charter: fabrikam is no party of this charter\n  the parties are northwind and contoso\n", id="a stranger",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.legal"], 1,
            "charter: nobody holds the role legal of contoso on 2025-12-15\n"
            "  the roles held that day are sponsor, relationship, delivery, integration, support and finance\n",
            id="nobody holds it",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--person", "Jana Brandt"], 1,
            'charter: "Jana Brandt" does not hold the role sponsor of contoso on 2025-12-15\n'
            "  it is held by Luca Meier\n", id="the other side's person",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.finance"], 1,
            "charter: contoso.finance cannot sign r1 like this\n"
            "  consent-without-authority: the role finance cannot give this consent for contoso: it takes sponsor\n",
            id="no signatory",
        ),
        pytest.param(
            "proposed", ["r1", "--as", "contoso.sponsor", "--attest"], 1,
            "charter: contoso.sponsor cannot attest r1 like this\n"
            "  consent-without-sense: one cannot attest r1: write sign or decline\n", id="another word",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--decline"], 1,
            "charter: contoso.sponsor cannot decline r1 like this\n"
            "  consent-without-reason: it says decline and does not say why\n"
            '    help: say why: --reason "…"\n', id="no reason",
        ),
        pytest.param(
            "proposed", ["r2", "--as", "contoso.sponsor"], 1,
            f"charter: there is no revision 2\n  charter.yaml is revision 1: charter sign {NAME} r1\n", id="no revision",
        ),
        pytest.param(
            "proposed", ["d0002", "--as", "contoso.sponsor"], 1,
            "charter: there is no decision 2\n  no decision waits\n", id="no decision",
        ),
        pytest.param(
            "proposed", ["d0001", "--as", "contoso.sponsor"], 1,
            "charter: decision 1 (propose) took effect on 2025-12-11\n  nothing is left to approve\n", id="settled",
        ),
        pytest.param(
            "proposed", ["r0", "--as", "contoso.sponsor"], 2,
            'charter: "r0" is nothing that one consents to\n  write r1 for terms, d0003 for a decision,'
            " e-9f2c41aa for evidence, people-acme for a people file\n", id="no subject",
        ),
        pytest.param(
            "proposed", ["people-northwind", "--as", "contoso.sponsor"], 1,
            "charter: the people of northwind are northwind's own matter, not contoso's\n"
            "  somebody of northwind approves the change\n", id="the other side's people",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--method", "pdf"], 2,
            "charter: --method pdf needs your key with its certificate\n  name the file: --key FILE.p12\n",
            id="a PDF without a key",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--key", "me.p12", "--reason", "We like it."], 2,
            "charter: a signature inside the PDF carries no reason\n  leave out --reason\n", id="a PDF with a reason",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--key", "me.p12", "--decline", "--reason", "No."], 1,
            "charter: only terms are signed inside a PDF, and this is to decline\n"
            "  --method ssh signs it with a key beside it\n", id="a PDF to decline",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--timestamp", "https://example.org"], 2,
            "charter: --passphrase-file, --timestamp and --font-dir belong to a signature inside the PDF\n"
            "  add --method pdf\n", id="a time stamp for a typed name",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--method", "attested", "--key", "id_ed25519"], 2,
            "charter: --key belongs to a signature with a key\n  add --method ssh, or --method pdf\n", id="a key for a typed name",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--method", "fax"], 2,
            'charter: there is no method "fax"\n  the methods are attested, external, ssh and pdf\n', id="no method",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--method", "attested", "--envelope", "ENV-1"], 2,
            "charter: --file and --envelope belong to a signature given outside\n  add --method external\n",
            id="an envelope for a typed name",
        ),
        pytest.param(
            "proposed", ["--as", "contoso.sponsor", "--value", "31"], 2,
            "charter: --value is the other number of a dispute\n  it goes with evidence only\n", id="a value",
        ),
    ],
)  # fmt: skip
def test_what_would_not_hold_is_refused_and_writes_nothing(sign, stages, tmp_path, stage, arguments, code, words):
    before = files(stages[stage])
    got, out, err = sign(stage, *arguments)
    assert (got, out) == (code, "")
    # a rule's page may add its own help below
    assert err.startswith(words)
    assert files(tmp_path) == before


def test_words_changed_after_a_signature_void_it(sign, tmp_path):
    sign("proposed", "--as", "northwind.sponsor")
    edit(tmp_path, "charter.yaml", "language: en", "language: de")
    code, out, _ = sign("", "--as", "contoso.sponsor")
    assert code == 0
    assert "still missing: northwind\n" in out
    assert "signed/r1.json" not in files(tmp_path)
    code, _, err = sign("", "--as", "northwind.sponsor")
    assert (code, err) == (
        1,
        "charter: northwind said sign to other words than r1 has now: Jana Brandt, 2025-12-15\n"
        "  that consent is void: delete consents/r1-northwind.yaml (git keeps it), and give yours again\n",
    )
    (tmp_path / "charters" / NAME / "consents" / "r1-northwind.yaml").unlink()
    assert sign("", "--as", "northwind.sponsor")[0] == 0
    assert b'"language":"de"' in files(tmp_path)["signed/r1.json"]


def test_a_consent_is_given_once(sign, tmp_path):
    sign("proposed", "--as", "northwind.sponsor")
    before = files(tmp_path)
    code, _, err = sign("", "--as", "northwind.sponsor", today="2025-12-16")
    assert (code, err) == (
        1,
        "charter: northwind has said sign to r1 already: Jana Brandt on 2025-12-15\n"
        "  a consent is never changed; nothing is left to do for you\n",
    )
    assert files(tmp_path) == before


def test_terms_with_errors_are_not_signed(sign, tmp_path):
    sign("proposed", "--quiet", "--as", "northwind.sponsor")
    (tmp_path / "charters" / NAME / "consents" / "r1-northwind.yaml").unlink()
    edit(tmp_path, "charter.yaml", "decide_by: 2026-03-20", "decide_by: 2026-02-20")
    code, _, err = sign("", "--as", "northwind.sponsor")
    assert code == 1
    assert err.startswith("charter: the terms are not ready to be signed\n  charters/northwind-contoso/charter.yaml:")
    assert err.endswith(f"  charter lint {NAME} --stage signing shows every place\n")
    # nor does a settings file in the charter's own folder, which the other side could have put there
    (tmp_path / "charters" / NAME / "charter.toml").write_text('fail-on = "error"\nselect = ["tier-missing"]\n')
    assert sign("", "--as", "northwind.sponsor")[0] == 1


def test_a_draft_changed_after_all_signed_is_another_revision(sign, tmp_path):
    sign("pending")
    edit(tmp_path, "charter.yaml", "language: en", "language: de")
    code, _, err = sign("", "r1", "--as", "northwind.sponsor")
    assert (code, err) == (
        1,
        "charter: revision 1 is signed by every party, since 2025-12-15, and charter.yaml says something else by now\n"
        "  put it back; or raise its revision to 2, have all sign r2, and amend\n",
    )


def test_a_pending_decision_is_the_default_and_takes_effect_with_the_last_consent(sign, tmp_path):
    code, out, _ = sign("pending", "--as", "northwind.sponsor", today="2026-01-12")
    assert code == 0
    assert "Jana Brandt, sponsor of northwind, approves decision 2: start from signed to crawl (d0002, digest " in out
    assert f"it takes effect with the consent of contoso\n  charter sign {NAME} d0002 --as contoso.sponsor\n" in out
    _, out, _ = sign("", "--as", "contoso.sponsor", today="2026-01-13")
    assert out.endswith(f"every consent is there: {NAME} is now crawl, since 2026-01-13\n")
    code, _, err = sign("", "d0002", "--as", "contoso.sponsor", today="2026-01-13")
    assert err == "charter: decision 2 (start) took effect on 2026-01-13\n  nothing is left to approve\n"
    assert code == 1


def test_nobody_approves_what_they_wrote_or_before_it_was_written(sign, tmp_path):
    sign("pending")
    edit(tmp_path, "people/northwind.yaml", "Omar Aydin", "Jana Brandt")
    code, _, err = sign("", "--as", "northwind.sponsor", today="2026-01-12")
    assert code == 1
    assert "self-approved: Jana Brandt wrote this decision and approves it for northwind\n" in err
    edit(tmp_path, "people/northwind.yaml", "{name: Jana Brandt, title: Partner manager", "{name: O, title: Partner")
    code, _, err = sign("", "--as", "northwind.sponsor", today="2026-01-11")
    assert code == 1
    assert err.startswith("charter: what is recorded so far does not hold, so nothing may follow it\n")
    assert "decision-from-the-future" in err


def test_a_decision_is_declined_with_a_reason(sign, tmp_path):
    reason = "The crews are not trained: see minutes.\nWe meet on Monday"
    code, out, _ = sign("pending", "--as", "contoso.sponsor", "--decline", "--reason", reason, today="2026-01-12")
    assert code == 0
    assert "By this, Contoso says no; the reason stays on record.\n" in out
    assert yaml.safe_load(files(tmp_path)["consents/d0002-contoso.yaml"])["reason"] == reason


def test_a_signature_given_outside_is_bound_to_its_file(sign, tmp_path):
    sign("proposed")
    edit(tmp_path, "charter.yaml", "least: attested}", "least: external}")
    outside = ["--as", "contoso.sponsor", "--method", "external", "--envelope", "ENV-1142"]
    code, _, err = sign("", "--as", "contoso.sponsor", "--method", "attested")
    assert (code, err) == (
        1,
        "charter: attested is not enough: these terms count nothing weaker than external\n"
        f"  sign outside, put the signed file there and type: charter sign {NAME} r1 --as contoso.sponsor"
        " --method external --file signed/r1-contoso.pdf --envelope ID\n",
    )
    assert "needs the file that was signed" in sign("", "--as", "contoso.sponsor", "--method", "external")[2]
    assert 'there is no file "signed/r1.pdf"' in sign("", *outside, "--file", "signed/r1.pdf")[2]
    place = tmp_path / "charters" / NAME / "signed"
    place.mkdir()
    (place / "r1.pdf").write_bytes(b"%PDF signed by Luca")
    for path in ("../charter.yaml", "signed/../charter.yaml", "/etc/hostname", "signed/r1.json", "signed/.x", "signed"):
        code, _, err = sign("", *outside, "--file", path)
        assert code == 1, path
        assert f"put the signed file, no link, into charters/{NAME}/signed/ and name it from there\n" in err
    (place / "link.pdf").symlink_to("/etc/hostname")
    assert sign("", *outside, "--file", "signed/link.pdf")[0] == 1
    code, out, err = sign("", *outside, "--file", "signed/r1.pdf")
    assert (code, err) == (0, "")
    assert "typed name" not in out
    assert yaml.safe_load(files(tmp_path)["consents/r1-contoso.yaml"])["signature"] == {
        "envelope": "ENV-1142",
        "file": "r1.pdf",
        "sha256": hashlib.sha256(b"%PDF signed by Luca").hexdigest(),
    }
    assert out.endswith(f"  charter sign {NAME} r1 --as northwind.sponsor\n")  # whose key is pinned


def test_of_several_holders_one_is_named(sign, tmp_path):
    sign("draft")
    old = "{name: Luca Meier,"
    edit(tmp_path, "people/contoso.yaml", old, "{name: Ada Lind, from: 2025-11-01}, " + old)
    assert sign("", "propose", "--as", "northwind.relationship", verb="advance")[0] == 0
    code, _, err = sign("", "--as", "contoso.sponsor")
    assert (code, err) == (
        2,
        'charter: contoso.sponsor is held by Ada Lind and Luca Meier\n  say who of them it is: --person "Ada Lind"\n',
    )
    assert sign("", "--as", "contoso.sponsor", "--person", "Luca  Meier")[0] == 0
    assert b"person: Luca Meier\n" in files(tmp_path)["consents/r1-contoso.yaml"]


def test_hostile_names_neither_move_the_cursor_nor_forge_a_line(sign, tmp_path):
    sign("proposed")
    edit(
        tmp_path, "charter.yaml", "title: Northwind × Contoso warehouse onboarding", 'title: "A\\nwrote x\\u202e [31m"'
    )
    code, out, err = sign("", "--as", "northwind.sponsor")
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
    assert not any(line.startswith("wrote x") for line in (out + err).splitlines())
    code, _, err = sign("", "r1\x1b[31m", "--as", "northwind.sponsor")
    assert (code, err.splitlines()[0]) == (2, 'charter: "r1\\u{1b}[31m" is nothing that one consents to')


def test_both_sides_at_the_same_moment(sign, charter, tmp_path):
    sign("proposed")
    command = [sys.executable, "-m", "charter", "sign", NAME, "--today", "2025-12-15", "--as"]
    running = [
        subprocess.Popen([*command, f"{party}.sponsor"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for party in ("northwind", "contoso", "northwind", "contoso")
    ]
    codes = [process.wait(60) for process in running]
    for process in running:
        process.communicate()
    assert sorted(codes) == [0, 0, 1, 1]
    assert files(tmp_path)["signed/r1.json"] == _canonical(tmp_path)
    done = charter("evidence", "list", NAME, "--today", "2025-12-15", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{NAME} has no evidence yet\n")


def test_the_smallest_example_has_nobody_who_could_sign(charter, tmp_path):
    shutil.copytree(ROOT / "charters" / "acme-globex", tmp_path / "charters" / "acme-globex")
    done = charter("sign", "acme-globex", "r1", "--as", "acme.sponsor", "--decline", "--reason", "no", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        1,
        "charter: acme has no people file, so nobody can tell who may speak for it\n  write people/acme.yaml first\n",
    )
