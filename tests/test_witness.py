"""`charter witness`: what one company saw is held against what is there, through real git and real force pushes."""

import json
import os
import re
import shutil
import subprocess

import pytest
from stories import ID, play, story

from charter.cli import main
from charter.outlook.memory import read_memory


def git(folder, *arguments):
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "t@example.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    command = ["git", "-C", str(folder), "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


class Shared:
    """A repository that two companies share: `ours` is one's clone, `theirs` the other's."""

    def __init__(self, folder, run):
        self.folder, self.run = folder, run
        self.origin, self.ours, self.theirs = (folder / name for name in ("origin.git", "ours", "theirs"))
        git(folder, "init", "--bare", str(self.origin))
        git(folder, "clone", "--quiet", str(self.origin), str(self.theirs))
        git(self.theirs, "checkout", "--quiet", "-b", "main")

    def push(self, one, *, words="record", folder=ID):
        """The other company makes the repository hold just this story; its history is rewritten where it must."""
        shutil.rmtree(self.theirs / "charters", ignore_errors=True)
        if one is not None:
            one.write(self.theirs)
            os.rename(self.theirs / "charters" / ID, self.theirs / "charters" / folder)
        git(self.theirs, "add", "--all")
        git(self.theirs, "commit", "--quiet", "--allow-empty", "-m", words)
        git(self.theirs, "push", "--quiet", "--force", "origin", "main")

    def rewind(self, to):
        git(self.theirs, "reset", "--quiet", "--hard", to)

    def look(self, *arguments, verb="witness", today="2027-12-31"):
        """Our company gets what the shared repository holds now, and looks."""
        if not self.ours.exists():
            git(self.folder, "clone", "--quiet", str(self.origin), str(self.ours))
        git(self.ours, "fetch", "--quiet", "--force")
        git(self.ours, "reset", "--quiet", "--hard", "origin/main")
        return self.run(self.ours, [verb, *arguments, "--today", today])

    def witness(self, *arguments):
        return self.look(*arguments, "--file", "../memory.json")

    @property
    def memory(self):
        return json.loads((self.folder / "memory.json").read_text())


@pytest.fixture
def shared(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CHARTER_CACHE_DIR", str(tmp_path / "cache"))

    def run(folder, arguments):
        monkeypatch.chdir(folder)
        return main(arguments), *capsys.readouterr()

    return Shared(tmp_path, run)


def lived(point, *edits):
    one = story(point)
    for edit in edits:
        play(one, edit)
    return one


# near misses: what may happen


def test_honest_growth_is_remembered_and_nothing_is_forgotten(shared):
    counts = []
    for point in ("half signed", "crawl", "walk", "run"):
        shared.push(lived(point))
        code, out, err = shared.witness()
        assert (code, err) == (0, ""), point
        counts.append(len(shared.memory["charters"][ID]["decisions"]))
    assert counts == [1, 2, 3, 4]
    assert out.splitlines() == [
        f"{ID}: 1 decision, 4 consents and 6 evidence files more",
        "remembered in ../memory.json: 1 charter",
    ]
    before = (shared.folder / "memory.json").read_bytes()
    assert shared.witness()[:2] == (
        0,
        f"{ID}: nothing new, and all that was seen is there\nremembered in ../memory.json: 1 charter\n",
    )
    assert (shared.folder / "memory.json").read_bytes() == before


def test_other_commits_with_the_same_record_are_no_matter(shared):
    shared.push(lived("walk"))
    assert shared.witness()[0] == 0
    git(shared.theirs, "commit", "--quiet", "--amend", "-m", "other words")
    git(shared.theirs, "push", "--quiet", "--force", "origin", "main")
    assert shared.witness()[0] == 0


def test_terms_that_not_all_have_signed_may_be_reworded_and_signed_anew(shared):
    shared.push(lived("half signed"))
    assert shared.witness()[0] == 0
    shared.push(lived("proposed"))
    assert shared.witness()[0] == 0


def test_a_draft_is_nobodys_word_yet(shared):
    shared.push(lived("draft"))
    assert shared.witness()[:2] == (
        0,
        f"{ID} has no decision yet: there is nothing to remember\nstarted ../memory.json: 0 charters\n",
    )


# what may not


def refused(shared, *arguments):
    """It refuses, and the memory stays as it was; what it says."""
    before = (shared.folder / "memory.json").read_bytes()
    code, out, err = shared.witness(*arguments)
    assert (code, out) == (1, "")
    assert (shared.folder / "memory.json").read_bytes() == before
    return err


def test_a_force_push_that_drops_a_no_and_makes_it_a_go_is_seen(shared):
    shared.push(lived("crawl measured"))
    no = lived("no-go")
    shared.push(no)
    assert shared.witness()[0] == 0
    shared.rewind("HEAD~1")
    shared.push(lived("walk"))
    assert shared.look(verb="check")[0] == 0  # every proof inside the record holds
    err = refused(shared)
    assert err.startswith("charter: this is not what ../memory.json remembers; that file stays as it is\n")
    assert f"  {ID}: the decision d0003 is another: sha256:" in err
    assert f"now, {no.digest('decisions/0003.yaml')} when it was seen\n" in err
    assert "git reflog" in err.splitlines()[-1]
    code, out, _ = shared.look(ID, "--witness", "../memory.json", "--quiet", verb="verify")
    assert code == 1
    assert "✗ all that ../memory.json remembers is there: 3 decisions, 1 revision, " in out
    code, _, told = shared.look("--witness", "../memory.json", verb="check")
    assert code == 1
    assert f"{ID}: the decision d0003 is another: sha256:" in told


def test_a_rollback_is_seen(shared):
    shared.push(lived("crawl"))
    shared.push(lived("run"))
    assert shared.witness()[0] == 0
    shared.rewind("HEAD~1")
    git(shared.theirs, "push", "--quiet", "--force", "origin", "main")
    assert shared.look(verb="check")[0] == 0
    err = refused(shared)
    assert err.splitlines()[1] == f"  {ID}: 2 decisions are gone: d0003 and d0004"
    gone = "7 consents are gone: d0003-contoso, d0003-northwind, d0004-contoso, d0004-northwind, e-"
    assert err.splitlines()[2].startswith(f"  {ID}: {gone}")
    assert err.splitlines()[3].startswith(f"  {ID}: 10 evidence files are gone: adoption-")


def test_a_consent_that_is_taken_back_is_seen(shared):
    shared.push(lived("walk"))
    assert shared.witness()[0] == 0
    shared.push(lived("walk", {"delete": "consents/d0003-contoso.yaml"}))
    assert shared.look(verb="check")[0] == 0  # the decision waits again
    assert f"  {ID}: 1 consent is gone: d0003-contoso\n" in refused(shared)


def test_a_decline_that_becomes_an_approval_is_seen(shared):
    asked, said = lived("crawl asked"), {"consent": "d0003", "party": "contoso", "on": "2026-03-20"}
    declined = asked.copy()
    play(declined, said | {"says": "decline", "reason": "The numbers are of one site only."})
    shared.push(declined)
    assert shared.witness()[0] == 0
    play(asked, said)
    shared.push(asked)
    assert f"  {ID}: the consent d0003-contoso is another: sha256:" in refused(shared)


def test_evidence_that_is_taken_away_is_seen_and_a_record_that_does_not_hold_is_no_excuse(shared):
    shared.push(lived("crawl measured"))
    assert shared.witness()[0] == 0
    one = lived("crawl measured")
    one.delete(one.names["recommend"])
    shared.push(one)
    assert f"  {ID}: 1 evidence file is gone: recommend-" in refused(shared)


def test_a_history_that_was_made_up_anew_is_seen(shared):
    shared.push(lived("walk"))
    assert shared.witness()[0] == 0
    other = story("walk", [{"edit": "charter.yaml", "old": "hours: 24x7", "new": "hours: 8 to 18"}])
    shared.push(other)
    assert shared.look(verb="check")[0] == 0
    err = refused(shared)
    assert f"  {ID}: the revision r1 is another" in err
    assert f"  {ID}: the decision d0001 is another" in err


def test_a_charter_that_is_gone_or_went_by_another_name_is_seen(shared):
    one = lived("walk")
    shared.push(one)
    assert shared.witness()[0] == 0
    shared.push(None)
    before = (shared.folder / "memory.json").read_bytes()
    assert shared.witness()[::2] == (
        1,
        "charter: this is not what ../memory.json remembers; that file stays as it is\n"
        f"  {ID}: it is gone, with 3 decisions, 1 revision, 7 consents and 4 evidence files\n"
        "  somebody rewrote what was recorded: look for a commit that still has it (git reflog, a clone that was not "
        "updated), and ask the partner before anything else\n",
    )
    shared.push(one, folder="other")
    code, _, err = shared.witness()
    assert code == 1
    assert err.splitlines()[1] == f"  charters/other/: it says that it is {ID}"
    renamed = lived("draft", {"edit": "charter.yaml", "old": f"id: {ID}", "new": "id: other"})
    shared.push(renamed, folder="other")
    assert f"  {ID}: it is gone, with 3 decisions" in shared.witness()[2]
    assert (shared.folder / "memory.json").read_bytes() == before


def test_people_who_count_again_after_they_were_replaced_are_seen(shared):
    before = story("walk", [{"keys": {"northwind": "jana", "contoso": "luca"}}])
    after = before.copy()
    play(after, {"set": "people/contoso.yaml", "at": "/roles/support/0/name", "to": "Ada Frei"})
    play(after, {"consent": "people-contoso", "party": "contoso", "on": "2026-03-21", "with": "luca"})
    shared.push(before)
    assert shared.witness()[0] == 0
    shared.push(after)
    assert f"{ID}: changed people of contoso more\n" in shared.witness()[1]
    shared.push(before)
    assert f"  {ID}: the people of contoso are again those of before sha256:" in refused(shared)


def test_nothing_is_remembered_of_a_record_that_does_not_hold(shared):
    shared.push(lived("walk", {"set": "consents/r1-contoso.yaml", "at": "/date", "to": "2025-12-14"}))
    code, out, err = shared.witness()
    assert (code, out) == (1, "")
    assert err.startswith("charter: a record does not hold, so nothing is remembered\n  charters/northwind-contoso/")
    assert not (shared.folder / "memory.json").exists()


# the file


def test_two_memories_show_whether_both_were_shown_the_same(shared):
    shared.push(lived("crawl"))
    assert shared.witness()[0] == 0
    shutil.copy(shared.folder / "memory.json", shared.folder / "earlier.json")
    compare = ("--compare", "../earlier.json")
    shared.push(lived("no-go"))
    assert shared.witness()[0] == 0
    code, out, _ = shared.witness(*compare)
    assert (code, out.splitlines()) == (
        0,
        [
            "nothing in one contradicts the other, but they did not see the same; both saw 1 charter",
            f"  ../earlier.json lacks of {ID}: decision 3, 2 consents and 4 evidence files",
            "  so ../earlier.json was shown less, or was not updated since",
        ],
    )
    shared.push(lived("walk"))  # what the partner was shown
    assert shared.look("--file", "../earlier.json")[0] == 0
    code, out, err = shared.witness(*compare)
    assert (code, out) == (1, "")
    assert err.splitlines()[0].endswith("did not see the same: one of them was shown another history")
    assert err.splitlines()[1].startswith(f"  {ID}: of the decision d0003 one saw sha256:")


def test_a_memory_that_was_shown_less_is_told_what_it_lacks(shared):
    shared.push(lived("amended"))
    assert shared.witness()[0] == 0
    memory = shared.memory
    (shared.folder / "theirs.json").write_text(json.dumps(memory))
    compare = ("--compare", "../theirs.json")
    assert shared.witness(*compare)[:2] == (0, "nothing in one contradicts the other; both saw 1 charter\n")
    seen, ours = memory["charters"][ID], (shared.folder / "memory.json").read_bytes()
    last = sorted(seen["decisions"])[-2:]
    for kind, names in {"decisions": last, "revisions": ["r2"]}.items():
        for name in names:
            del seen[kind][name]
    seen["people"]["contoso"] = ["sha256:" + "0" * 64]
    seen["evidence"] = {f"other-{number}": digest for number, digest in enumerate(seen["evidence"].values())}
    memory["charters"]["other"] = seen
    (shared.folder / "theirs.json").write_text(json.dumps(memory))
    code, out, _ = shared.witness(*compare)
    numbers = " and ".join(name[1:].lstrip("0") for name in last)
    assert code == 0
    assert out.splitlines()[1:4] == [
        f"  ../memory.json lacks of {ID}: the newest people of contoso",
        "  ../memory.json lacks of other: the whole charter, with 1 decision, 1 revision and 6 consents",
        "  so ../memory.json was shown less, or was not updated since",
    ]
    assert f"  ../theirs.json lacks of {ID}: decisions {numbers}, revision 2 and the newest people of contoso\n" in out
    assert out.endswith("  so ../theirs.json was shown less, or was not updated since\n")
    assert (shared.folder / "memory.json").read_bytes() == ours


def test_the_file_lies_outside_the_shared_repository(shared):
    shared.push(lived("proposed"))
    (shared.folder / "link").symlink_to(shared.folder / "ours")
    for file in ("memory.json", "charters/memory.json", "../link/memory.json"):
        code, _, err = shared.look("--file", file)
        assert (code, err.splitlines()[0]) == (
            2,
            f"charter: {file} lies inside the repository that it is to be held against",
        )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value"),
        (b"\xff", "codec can't decode"),
        (b"[" * 100_000, "it is no JSON"),
        (b"{}", 'it does not begin with "witness": 1'),
        (b'{"witness": 2, "charters": {}}', 'it does not begin with "witness": 1'),
        (b'{"witness": 1, "witness": 1, "charters": {}}', "a key stands twice in it"),
        (b'{"witness": 1, "charters": []}', "it holds something else"),
        (b'{"witness": 1, "charters": {"a": {}}}', "a does not hold exactly decisions, "),
        (b'{"witness": 1, "charters": {"a\\u001b[2J": {}}}', "is no name of anything"),
    ],
)
def test_a_file_that_is_no_memory_is_refused(content, why):
    with pytest.raises(ValueError, match=re.escape(why)) as caught:
        read_memory(content.decode())
    assert "\x1b" not in str(caught.value)


def test_a_file_that_is_no_memory_is_kept(shared):
    shared.push(lived("proposed"))
    file = shared.folder / "memory.json"
    file.write_text("{}")
    code, out, err = shared.witness()
    assert (code, out) == (2, "")
    assert err == (
        'charter: ../memory.json is no memory that charter witness wrote: it does not begin with "witness": 1\n'
        "  restore it from a copy\n"
    )
    assert file.read_text() == "{}"


def test_a_memory_is_for_people_to_read_and_has_one_form(shared):
    shared.push(lived("walk"))
    assert shared.witness()[0] == 0
    raw = (shared.folder / "memory.json").read_text()
    assert raw == json.dumps(json.loads(raw), indent=2, sort_keys=True) + "\n"
    assert list(json.loads(raw)) == ["charters", "witness"]


def test_verify_and_check_hold_against_a_memory_without_writing_it(shared):
    shared.push(lived("walk"))
    assert shared.look("--witness", "../memory.json", verb="check")[0] == 2
    assert shared.witness()[0] == 0
    before = (shared.folder / "memory.json").read_bytes()
    shared.push(lived("run"))
    for verb in ("check", "verify"):
        named = [ID] if verb == "verify" else []
        assert shared.look(*named, "--witness", "../memory.json", verb=verb)[0] == 0
    assert (shared.folder / "memory.json").read_bytes() == before
