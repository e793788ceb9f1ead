"""`charter verify`: an untouched record holds in every step, and every tampering is refused with its reason."""

import json
import shutil
from pathlib import Path

import pytest
from ssh import KEYGEN, keygen, needs_keygen
from stories import ID, KEYS, play, story

from charter.check.checking import record_objections
from charter.check.recording import Recorded
from charter.lifecycle.replay import replay
from charter.outlook.verification import of_subject, whole
from charter.report.verification import text
from charter.signatures.keys import read_key

SIGNED = [{"keys": {"northwind": "jana", "contoso": "luca"}}]
STRICT = [{"edit": "charter.yaml", "old": "least: attested}", "new": "least: ssh}"}, *SIGNED]
JANA, LUCA, EVE = (read_key(KEYS[name].line).fingerprint for name in ("jana", "luca", "eve"))
NORTHWIND, CONTOSO = (f"consents/r1-{party}.yaml" for party in ("northwind", "contoso"))


def told(point, edits=(), before=SIGNED):
    one = story(point, before)
    for edit in edits:
        play(one, edit)
    return one


def verified(one, subject="", expected=None):
    facts = one.facts()
    history = replay(facts, one.today)
    against = list(record_objections(Recorded(Path(), "", facts, {}), history, one.today))
    if subject:
        return of_subject(facts, history, against, subject, expected or {})
    return whole(facts, history, against, expected or {})


def rules(proved):
    return sorted({problem.rule for step in proved.steps for problem in step.problems})


@pytest.mark.parametrize("before", [SIGNED, []], ids=["with keys", "typed names"])
@pytest.mark.parametrize(
    "point", ["signed", "crawl", "walk", "run", "closed", "extended", "restarted", "amended", "paused"]
)
def test_a_life_without_tampering_holds(point, before):
    proved = verified(told(point, before=before))
    assert proved.holds, text(proved, told(point).today)
    shown = {signer.fingerprint for signer in proved.signers}
    assert shown == ({JANA, LUCA} if before else set())


SIGNATURE = "/signature"
ENV = "sha256:" + "0" * 64
TAMPERED = {
    # what is signed
    "the terms were edited": ([{"edit": "charter.yaml", "old": "hours: 24x7", "new": "hours: 8 to 18"}], {"signed-terms-changed"}),
    "the signed terms were edited": ([{"edit": "signed/r1.json", "old": "24x7", "new": "8 to 18"}], {"consent-to-other-words"}),
    "the signed terms are gone": ([{"delete": "signed/r1.json"}], {"signed-terms-missing"}),
    "terms and signed terms were edited alike": (
        [{"edit": "charter.yaml", "old": "hours: 24x7", "new": "hours: 8 to 18"}, {"freeze": "1"}, "reseal"],
        {"signature-does-not-fit"},
    ),
    # every word of a consent
    "the digest": ([{"set": CONTOSO, "at": "/digest", "to": ENV}], {"consent-to-other-words", "signature-does-not-fit"}),
    "what is said": ([{"set": CONTOSO, "at": "/says", "to": "decline"}, {"set": CONTOSO, "at": "/reason", "to": "No."}], {"signature-does-not-fit"}),
    "the person": ([{"set": CONTOSO, "at": "/person", "to": "Beat Graf"}], {"consent-without-authority", "key-not-pinned", "signature-does-not-fit"}),
    "the role": ([{"set": CONTOSO, "at": "/role", "to": "delivery"}], {"key-not-pinned", "signature-does-not-fit"}),
    "the day": ([{"set": CONTOSO, "at": "/date", "to": "2025-12-14"}], {"signature-does-not-fit"}),
    "a reason put in": ([{"set": CONTOSO, "at": "/reason", "to": "Only if paid."}], {"signature-does-not-fit"}),
    "the charter": ([{"set": CONTOSO, "at": "/charter", "to": "acme-globex"}], {"consent-of-another-charter"}),
    "the key it names": ([{"set": CONTOSO, "at": "/key", "to": EVE}], {"key-not-pinned"}),
    # whose key
    "an unknown key": ([{"consent": "r1", "party": "contoso", "on": "2025-12-16", "says": "sign", "with": "eve"}], {"key-not-pinned"}),
    "the other party's key": (
        [{"consent": "r1", "party": "contoso", "on": "2025-12-16", "says": "sign", "with": "jana"}],
        {"key-not-pinned", "same-key-for-two-parties"},
    ),
    "an unknown key under the pinned one's name": (
        [{"consent": "r1", "party": "contoso", "on": "2025-12-16", "says": "sign", "with": "eve", "key": LUCA}],
        {"key-not-pinned"},
    ),
    "a key after its last day": ([{"set": "people/contoso.yaml", "at": "/roles/sponsor/0/to", "to": "2025-12-15"}], {"consent-without-authority", "key-not-pinned"}),
    "a key before its first day": ([{"set": "people/contoso.yaml", "at": "/roles/sponsor/0/from", "to": "2025-12-17"}], {"consent-without-authority", "key-not-pinned"}),
    "the pinned key was exchanged": ([{"pin": "contoso", "key": "eve"}], {"key-not-pinned", "roster-unapproved"}),
    "the pinned key was exchanged, and that key signed everything anew": (
        [
            {"pin": "contoso", "key": "eve"},
            *({"seal": f"consents/{name}-contoso.yaml", "with": "eve"} for name in ("r1", "d0002", "d0003")),
        ],
        {"key-not-pinned", "roster-unapproved"},
    ),
    "one key for both parties": ([{"pin": "northwind", "key": "luca", "at": "/roles/support/0/key"}], {"same-key-for-two-parties"}),
    "a new key approves itself": (
        [
            {"set": "people/contoso.yaml", "at": "/roles/sponsor/1", "to": {"name": "Luca Meier", "from": "2026-03-21"}},
            {"pin": "contoso", "key": "eve", "at": "/roles/sponsor/1/key"},
            {"consent": "people-contoso", "party": "contoso", "on": "2026-03-21", "with": "eve"},
        ],
        {"roster-approved-by-new-key"},
    ),
    # what a signature was for
    "replayed from the decision before": (
        [{"copy": "consents/d0002-contoso.yaml", "to": "consents/d0003-contoso.yaml"}],
        {"consent-misnamed"},
    ),
    "replayed, and relabelled": (
        [
            {"copy": "consents/d0002-contoso.yaml", "to": "consents/d0003-contoso.yaml"},
            {"set": "consents/d0003-contoso.yaml", "at": "/subject", "to": "d0003"},
            {"set": "consents/d0003-contoso.yaml", "at": "/digest", "to": "<d0003#>"},
            {"set": "consents/d0003-contoso.yaml", "at": "/date", "to": "2026-03-20"},
        ],
        {"signature-does-not-fit"},
    ),
    "the other party's, relabelled": (
        [
            {"copy": NORTHWIND, "to": CONTOSO},
            {"set": CONTOSO, "at": "/party", "to": "contoso"},
            {"set": CONTOSO, "at": "/person", "to": "Luca Meier"},
        ],
        {"key-not-pinned", "signature-does-not-fit"},
    ),
    "made for git": ([{"consent": "r1", "party": "contoso", "on": "2025-12-16", "says": "sign", "namespace": "git"}], {"signature-does-not-fit"}),
    "made for files": ([{"consent": "r1", "party": "contoso", "on": "2025-12-16", "says": "sign", "namespace": "file"}], {"signature-does-not-fit"}),
    # the signature itself
    "no signature": ([{"unset": CONTOSO, "at": SIGNATURE}], {"signature-unreadable"}),
    "words for a signature": ([{"set": CONTOSO, "at": SIGNATURE, "to": "Luca Meier"}], {"signature-unreadable"}),
    "a consent is gone": ([{"delete": "consents/d0003-contoso.yaml"}], set()),
    "a signature is gone": ([{"delete": CONTOSO}], {"", "illegal-step"}),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_tampering_is_refused_with_its_reason(how):
    edits, expected = TAMPERED[how]
    one = told("walk", edits)
    proved = verified(one)
    if how == "a consent is gone":  # nothing false is said: the decision waits again
        assert proved.holds
        assert any("decision 3, go, waits for contoso" in step.shown for step in proved.steps)
        assert one.replay().standing.state == "crawl"
        return
    assert not proved.holds
    assert expected <= set(rules(proved)), rules(proved)


def test_a_typed_name_does_not_do_where_a_key_is_asked_for():
    one = told(
        "walk",
        [{"set": CONTOSO, "at": "/method", "to": "attested"}, {"unset": CONTOSO, "at": "/key"}, {"seal": CONTOSO}],
        STRICT,
    )
    assert "consent-too-weak" in rules(verified(one))


@pytest.mark.parametrize(
    "local", [CONTOSO, "consents/d0003-northwind.yaml", "people/contoso.yaml", "decisions/0003.yaml"]
)
def test_every_line_that_is_taken_out_is_missed(local):
    one = told("walk")
    lines = one.files[local].decode().splitlines(keepends=True)
    for at in range(len(lines)):
        if not lines[at].strip():
            continue
        other = one.copy()
        other.files[local] = "".join(lines[:at] + lines[at + 1 :]).encode()
        assert not verified(other).holds, lines[at]


def test_a_signature_cut_anywhere_is_refused():
    one = told("signed")
    before = one.data(CONTOSO)
    armored = before["signature"]
    for at in range(0, len(armored) - 1, 7):
        one.put(CONTOSO, {**before, "signature": armored[:at] + armored[at + 1 :]})
        assert rules(verified(one)) != [], at


def test_keys_that_were_told_by_voice_are_held_against_every_consent():
    good = {"northwind": frozenset({JANA}), "contoso": frozenset({LUCA})}
    everything = told("crawl")
    assert verified(everything, expected=good).holds
    assert not verified(everything, expected={"contoso": frozenset({EVE})}).holds
    assert not verified(everything, expected={"fabrikam": frozenset({EVE})}).holds
    forged = told("crawl", before=[{"keys": {"northwind": "jana", "contoso": "eve"}}])  # made up from beginning to end
    assert verified(forged).holds
    assert not verified(forged, expected=good).holds
    typed = verified(told("walk"), expected=good)  # contoso.delivery attested by a typed name
    assert [step.shown for step in typed.steps if not step.holds] == [f"everything of contoso is signed with {LUCA}"]


def test_a_subject_holds_only_with_the_people_and_everybody_it_needs():
    assert verified(told("walk"), "r1").holds
    assert verified(told("walk"), "d0003").holds
    half = verified(told("half signed"), "r1")
    assert [(step.shown, step.problems[0].message) for step in half.steps if not step.holds] == [
        ("every party of revision 1 has signed: northwind and contoso", "contoso has not signed revision 1")
    ]
    other = verified(told("walk", [{"pin": "northwind", "key": "eve", "at": "/roles/support/0/key"}]), "r1")
    assert rules(other) == ["roster-unapproved"]
    assert rules(verified(told("walk", [{"set": CONTOSO, "at": "/date", "to": "2025-12-14"}]), "r1")) == [
        "",
        "signature-does-not-fit",
    ]


# the command


@pytest.fixture
def run(charter, tmp_path):
    def run(*arguments, today="2026-03-21"):
        done = charter("verify", ID, *arguments, "--today", today, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    return run


def test_the_command_shows_every_step_and_what_is_left_to_the_reader(run, tmp_path):
    told("signed").write(tmp_path)
    terms = json.loads(run("--format", "json")[1])["steps"][0]["says"].split()[6].rstrip(",")
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out == (
        f"{ID}, on 2026-03-21, from nothing but its files\n"
        f"   1 ✓ revision 1 of the terms is {terms}, in signed/r1.json, signed by every party on 2025-12-16\n"
        f"   2 ✓ Luca Meier, sponsor of contoso, signs r1 on 2025-12-16: signed with the key {LUCA}\n"
        f"   3 ✓ Jana Brandt, sponsor of northwind, signs r1 on 2025-12-15: signed with the key {JANA}\n"
        "   4 ✓ every party of revision 1 has signed: contoso and northwind\n"
        "   5 ✓ the people are those that were bound or approved: people/contoso.yaml and people/northwind.yaml\n"
        "   6 ✓ decision 1, propose, took effect on 2025-11-24, and follows from what it lists\n"
        "   7 ✓ nothing else stands against the record\n"
        "7 of 7 steps hold\n"
        "left to you: compare these keys by voice; ssh-keygen -l -f KEY.pub shows one's own\n"
        f"  {LUCA}  Luca Meier, sponsor of contoso\n"
        f"  {JANA}  Jana Brandt, sponsor of northwind\n"
    )


def test_what_does_not_hold_is_told_with_what_to_do(run, tmp_path):
    told("signed", [{"set": CONTOSO, "at": "/reason", "to": "Only if paid now."}]).write(tmp_path)
    code, out, _ = run("--quiet")
    assert code == 1
    assert out.splitlines()[1:4] == [
        f"   2 ✗ Luca Meier, sponsor of contoso, signs r1 on 2025-12-16: signed with the key {LUCA}",
        "       its signature does not fit: this is not what was signed, or not with this key (signature-does-not-fit)",
        "       help: restore the file, or have its signer sign again",
    ]
    code, out, _ = run("--format", "json")
    data = json.loads(out)
    assert (code, data["version"], data["charter"], data["subject"], data["holds"]) == (1, 1, ID, None, False)
    assert data["steps"][1]["problems"] == [
        {
            "rule": "signature-does-not-fit",
            "file": CONTOSO,
            "message": "its signature does not fit: this is not what was signed, or not with this key",
            "help": "restore the file, or have its signer sign again",
        }
    ]
    assert data["keys"] == [{"party": "northwind", "person": "Jana Brandt", "role": "sponsor", "fingerprint": JANA}]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["r7"], 1, 'charter: nobody has said anything of "r7"\n  consents here are about r1\n'),
        (["--expect", "contoso"], 2, 'charter: --expect "contoso" names no key\n  write it as contoso=SHA256:l0dm…, all 43 characters\n'),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(run, tmp_path, arguments, code, words):
    told("signed").write(tmp_path)
    assert run(*arguments) == (code, "", words)


def test_a_draft_proves_nothing(run, tmp_path):
    told("draft").write(tmp_path)
    code, out, _ = run("--quiet")
    assert code == 1
    assert "       northwind and contoso have not signed revision 1\n" in out


def test_one_consent_is_named_by_its_file_too(run, tmp_path):
    told("signed").write(tmp_path)
    by_name, by_file = run("r1-contoso"), run(f"charters/{ID}/{CONTOSO}")
    assert by_name == by_file
    assert by_name[0] == 0
    assert f"{CONTOSO}: the signature covers every other word of this consent" in by_name[1]
    assert NORTHWIND not in by_name[1]


@needs_keygen
def test_ssh_keygen_gives_the_same_answers_on_what_is_exported(run, tmp_path):
    one = told("walk", [{"set": "consents/d0003-contoso.yaml", "at": "/date", "to": "2026-03-19"}])
    one.write(tmp_path)
    code, out, _ = run("--export", "proofs")
    assert code == 1
    commands = [line.split() for line in out.splitlines() if line.startswith("  ssh-keygen ")]
    assert len(commands) == 6
    answers = {}
    for command in commands:
        *words, _, statement = command
        name = words[words.index("-I") + 1]
        done = keygen(*words[1:], text=(tmp_path / "proofs" / statement).read_bytes(), cwd=tmp_path / "proofs")
        answers[name] = done.returncode == 0
    assert answers == {f"{what}-{party}": (what, party) != ("d0003", "contoso") for what in ("r1", "d0002", "d0003") for party in ("contoso", "northwind")}  # fmt: skip


def test_it_needs_no_program_and_no_network(charter, tmp_path):
    """In another folder, without git, with nothing on the path."""
    told("walk").write(tmp_path / "here")
    shutil.copytree(tmp_path / "here" / "charters" / ID, tmp_path / "there")
    done = charter("verify", "there", "--today", "2026-03-21", cwd=tmp_path, PATH="", HOME="/nonexistent")
    assert (done.returncode, done.stderr) == (0, "")
    assert KEYGEN is None or "SHA256:" in done.stdout
