"""`charter review`: what a change does, read from git's objects in real repositories."""

import json
import re
import shutil
import subprocess

import pytest
from repositories import PATH, Repository, git
from stories import ID, KEYS, fixture_story, story

from charter.signatures.keys import read_key

TODAY = "2026-06-30"


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    made = Repository(tmp_path_factory.mktemp("review") / "repository")
    made.commit("measured", story("walk measured"))
    amended = fixture_story({"story": "walk", "edits": [
        {"edit": "charter.yaml", "old": "revision: 1 ", "new": "revision: 2 "},
        {"edit": "charter.yaml", "old": "hours: 24x7", "new": "hours: 8 to 18"},
        {"consent": "r2", "party": "contoso", "on": "2026-06-01", "says": "sign"},
    ]})  # fmt: skip
    made.commit("amended", amended)
    hostile = story("walk").copy()
    hostile.delete("decisions/0003.yaml")
    hostile.edit("charter.yaml", "hours: 24x7", "hours: '</td><img src=x onerror=alert(1)> @all ::error::x'")
    made.commit("hostile", hostile, **{"charter.toml": 'ignore = ["signed-terms-changed", "decision-missing"]\n'})
    made.commit("gone", None)
    made.commit("policy", story("walk"), **{"program.yaml": "program: 1\nnmae: Northwind\n"})
    made.commit("elsewhere", story("walk"), **{"docs/notes.md": "notes\n"})
    git(made.folder, "checkout", "--quiet", "main")
    return made


@pytest.fixture
def review(charter, repository):
    def run(head, *arguments, base="main", cwd=None, today=TODAY):
        where = cwd or repository.folder
        return charter("review", "--base", base, "--head", head, "--today", today, *arguments, cwd=where, COLUMNS="160")

    return run


def test_evidence_is_told_with_the_gate_and_whose_word_it_takes(review):
    done = review("measured")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "nothing stands against this change"
    assert "  evidence and a confirmation of evidence; the charter stays in walk" in done.stdout
    assert "  walk gate\n" in done.stdout
    said = "confirmed by Beat Graf, delivery of contoso, on 2026-06-22, as a typed name, which proves no person"
    assert f"adoption in walk (e-5cec6242): {said}" in done.stdout


def test_an_amendment_is_told_in_words_with_who_signs(review):
    found = json.loads(review("amended", "--format", "json").stdout)
    (one,) = found["charters"]
    assert (found["verdict"], one["kinds"], one["before"], one["after"]) == (
        "free",
        ["amendment", "signature"],
        "walk",
        "walk",
    )
    assert [(change["what"], change["change"]) for change in one["changes"]] == [
        ("revision", "1 → 2"),
        ("operations, support, hours", "“24x7” → “8 to 18”"),
    ]
    assert "to be signed by a signatory of Northwind, by any method" in one["to_sign"]
    assert [(ask["party"], bool(ask["given"])) for ask in one["asks"]] == [("northwind", False), ("contoso", True)]


def test_what_is_taken_back_stops_it_and_its_own_settings_silence_nothing(review):
    done = review("hostile", "--format", "json")
    assert done.returncode == 1
    (one,) = json.loads(done.stdout)["charters"]
    rules = {finding["rule"] for finding in one["findings"]["new"] if finding["severity"] == "error"}
    assert {"history-rewritten", "signed-terms-changed", "governance-with-charter"} <= rules
    assert all("/tmp" not in json.dumps(finding) for finding in one["findings"]["new"])
    assert {finding["path"].split("/")[0] for finding in one["findings"]["new"]} == {"charters"}


def test_the_comment_lets_nothing_act(review):
    import cmarkgfm

    done = review("hostile", "--format", "markdown")
    page = cmarkgfm.github_flavored_markdown_to_html(done.stdout)
    assert done.returncode == 1
    assert "<img" not in page
    assert "@all" not in re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL)
    assert done.stdout.startswith("# ❌ ")


def test_a_charter_that_is_gone_is_told(review):
    done = review("gone")
    assert done.returncode == 1
    assert "the charter northwind-contoso is gone from this folder, and with it 3 decisions" in done.stdout
    assert "  the charter is removed; it was in walk" in done.stdout


def test_what_git_is_told_to_take_instead_does_not_count(review, repository):
    empty = git(repository.folder, "commit-tree", "-m", "empty", git(repository.folder, "mktree", "--missing"))
    git(repository.folder, "replace", "--graft", "main", empty)
    try:  # what git is told to take instead is not what counts
        done = review("main", base=empty)
        assert done.returncode == 2
        assert "no commit in common" in done.stderr
    finally:
        git(repository.folder, "replace", "--delete", git(repository.folder, "rev-parse", "main"))


def test_the_first_commit_of_a_charter(charter, tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "nothing")
    story("draft").write(folder)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "proposal")
    done = charter("review", "--base", "HEAD~1", "--today", "2025-11-20", cwd=folder, COLUMNS="160")
    assert done.returncode == 0, done.stdout
    assert "  a new charter and people and keys, a draft" in done.stdout
    assert "nobody has signed it, and merging it signs nothing; it is complete enough to be proposed\n" in done.stdout
    assert "First shipment with at most 30 hands-on hours." in done.stdout
    assert done.stdout.count("Northwind × Contoso warehouse onboarding") == 1


def test_a_draft_that_lacks_something_says_how_much(charter, repository):
    told = story("draft").copy()
    told.edit(
        "charter.yaml", "support_tail: 12 months", "support_tail: {tbd: {owner: northwind.support, by: 2026-12-01}}"
    )
    early = repository.commit("unready", story("draft"))
    repository.commit("lacking", told, since=early)
    git(repository.folder, "checkout", "--quiet", "main")
    asked = ("--base", "unready", "--head", "lacking", "--today", "2025-11-20")
    said = charter("review", *asked, cwd=repository.folder, COLUMNS="160").stdout
    assert "1 thing is to be settled before it can be proposed: charter lint --stage signing lists them\n" in said
    data = json.loads(charter("review", *asked, "--format", "json", cwd=repository.folder).stdout)
    assert data["charters"][0]["lacking"] == 1


def test_what_touches_no_charter_is_said_aloud(review):
    done = review("elsewhere")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "this change touches no charter: there is nothing to check"
    assert "1 file outside of charters changes too" in done.stdout


def test_what_is_not_committed_is_said_to_be_left_out(charter, tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    story("draft").write(folder)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "proposal")
    asked = ("review", "--base", "main", "--today", "2025-11-20")
    assert charter(*asked, cwd=folder).stderr == ""
    terms = folder / "charters" / ID / "charter.yaml"
    terms.write_bytes(terms.read_bytes() + b"# remark\n")
    (folder / "notes.md").write_text("notes\n")
    said = "1 changed file below charters/ is not committed, and no part of what is reviewed\n"
    assert charter(*asked, cwd=folder).stderr == said
    git(folder, "add", "--all")
    assert charter(*asked, cwd=folder).stderr == said
    assert charter(*asked, "--quiet", cwd=folder).stderr == ""
    assert charter(*asked, "--head", "main", cwd=folder).stderr == ""


def test_a_change_of_the_policy_is_judged_by_the_one_before(review):
    done = review("policy")
    assert done.returncode == 1
    assert "error unknown-key program.yaml:2:1" in done.stdout
    assert "program.yaml changes: this change is judged by the one before it, later ones by the new one" in done.stdout


def test_no_work_tree_is_needed_and_a_missing_base_says_what_to_fetch(review, repository, tmp_path):
    bare, shallow = tmp_path / "bare.git", tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--bare", repository.folder, bare)
    assert review("measured", cwd=bare).stdout == review("measured").stdout
    url = f"file://{repository.folder}"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=measured", url, shallow)
    done = review("HEAD", base="origin/main", cwd=shallow)
    assert done.returncode == 2
    assert 'git knows no commit "origin/main" here' in done.stderr
    assert "this clone is shallow: git fetch --unshallow, or fetch-depth: 0" in done.stderr


def test_a_merge_is_held_against_what_it_merges_into(repository, review):
    git(repository.folder, "checkout", "--quiet", "-B", "merge", "elsewhere")
    git(repository.folder, "merge", "--quiet", "--no-ff", "--message", "merge", "measured")
    found = json.loads(review("merge", "--format", "json", base="elsewhere").stdout)
    git(repository.folder, "checkout", "--quiet", "main")
    assert found["others"] == 0
    assert [one["kinds"] for one in found["charters"]] == [["evidence", "attestation"]]


def test_a_base_that_went_on_is_judged_with_the_change(repository, review):
    found = json.loads(review("amended", "--format", "json", base="measured").stdout)
    assert found["notes"] == ["the base has gone on since: judged as it would be merged into it"]
    assert found["charters"][0]["kinds"] == ["amendment", "signature"]
    assert "evidence" not in str(found["charters"][0]["kinds"])


def test_a_branch_from_early_on_is_judged_by_whom_the_base_knows_now(repository, review):
    folder = repository.folder
    early = repository.commit("early", story("draft"))
    repository.commit("later", story("walk"), since=early)
    known = story("draft").copy()
    known.edit("people/contoso.yaml", "luca@contoso.example", "eve@contoso.example")
    repository.commit("stale", known, since=early, **{".github/workflows/x.yml": "on: push\n"})
    git(folder, "checkout", "--quiet", "--force", "main")
    done = review("stale", base="later")
    assert done.returncode == 1
    assert "governance-with-charter" in done.stdout
    assert "roster-unapproved" in done.stdout


def test_what_cannot_be_merged_is_said(repository, review):
    other = story("walk").copy()
    other.edit("charter.yaml", "hours: 24x7", "hours: 9 to 17")
    repository.commit("clashing", other)
    git(repository.folder, "checkout", "--quiet", "main")
    done = review("clashing", base="amended")
    assert done.returncode == 2
    assert f"both change {PATH}/charter.yaml" in done.stderr


def test_a_push_that_takes_commits_back_is_seen(repository, review):
    assert "touches no charter" in review("main", base="measured").stdout
    done = review("main", "--as-is", base="measured")
    assert done.returncode == 1
    assert "history-rewritten" in done.stdout


def decoyed(repository, branch, *paths, told=None, **files):
    """A branch with drafts of another charter at some paths."""
    draft = story("draft").files["charter.yaml"].decode().replace("id: northwind-contoso", "id: decoy")
    repository.commit(branch, told or story("walk"), **dict.fromkeys(paths, draft), **files)
    git(repository.folder, "checkout", "--quiet", "--force", "main")


def test_a_charter_inside_a_charter_shields_nothing(repository, review):
    robbed = story("walk").copy()
    robbed.delete("decisions/0003.yaml")
    decoyed(repository, "shield", f"{PATH}/decisions/charter.yaml", told=robbed)
    done = review("shield")
    assert done.returncode == 1
    assert f"history-rewritten {PATH}/decisions/0003.yaml" in done.stdout
    assert f"record-astray {PATH}/decisions/charter.yaml" in done.stdout


def test_a_charter_above_others_hides_none(repository, review):
    decoyed(repository, "above", "charters/charter.yaml")
    done = review("above")
    assert done.returncode == 1
    assert "it hides 1 charter below it" in done.stdout


def test_a_second_record_of_one_charter_is_seen(repository, review):
    folder = repository.folder
    git(folder, "checkout", "--quiet", "-B", "twin", "main")
    shutil.copytree(folder / PATH, folder / "charters" / "eu" / "copy")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "twin")
    git(folder, "checkout", "--quiet", "--force", "main")
    done = review("twin")
    assert done.returncode == 1
    assert f"it says that it is {ID}, and so does {PATH}/charter.yaml: two records of one charter" in done.stdout


def test_attributes_inside_a_signed_charter_are_what_the_host_asks_for(repository, review):
    repository.commit("attributes", story("walk"), **{f"{PATH}/.gitattributes": "* -diff linguist-generated\n"})
    git(repository.folder, "checkout", "--quiet", "main")
    done = review("attributes")
    assert done.returncode == 1
    assert "governance-with-charter" in done.stdout


@pytest.mark.parametrize("form", ["text", "markdown", "github", "json"])
def test_names_that_act_are_written_out(repository, review, form, tmp_path):
    folder = repository.folder
    blob = git(folder, "rev-parse", f"main:{PATH}/charter.yaml")
    git(folder, "checkout", "--quiet", "-B", "names", "main")
    for name in (b"charters/\x1b]0;pwned\x07/charter.yaml", b".github/workflows/x\xff.yml", b".github/a\nb.yml"):
        row = b"100644 " + blob.encode() + b"\t" + name + b"\0"
        done = subprocess.run(["git", "-C", folder, "update-index", "-z", "--index-info"], input=row, check=False)
        assert done.returncode == 0
    git(folder, "commit", "--quiet", "--message", "names")
    git(folder, "checkout", "--quiet", "--force", "main")
    done = review("names", "--format", form, f"--write=markdown={tmp_path / 'page'}")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "Traceback" not in done.stderr


def test_what_was_wrong_before_may_not_get_worse(repository, review):
    loose = story("proposed").copy()
    loose.edit("charter.yaml", "hours: 24x7", "hours: tbd")
    repository.commit("loose", loose)
    stricter = loose.copy()
    stricter.edit("people/contoso.yaml", "luca@contoso.example", "eve@contoso.example")
    once = repository.commit("wrong", stricter, since="loose")
    again = stricter.copy()
    again.edit("people/contoso.yaml", "eve@contoso.example", "mallory@contoso.example")
    repository.commit("wronger", again, since=once)
    git(repository.folder, "checkout", "--quiet", "main")
    rules = [
        f["rule"]
        for f in json.loads(review("wronger", "--format", "json", base=once).stdout)["charters"][0]["findings"]["new"]
    ]
    assert "roster-unapproved" in rules


@pytest.mark.parametrize(
    ("mode", "why"),
    [("120000", "it is a link"), ("160000", "it is another repository")],
)
def test_what_is_no_plain_file_is_told_and_never_followed(repository, review, mode, why):
    folder = repository.folder
    target = git(folder, "hash-object", "-w", "program.yaml") if mode == "120000" else git(folder, "rev-parse", "main")
    git(folder, "checkout", "--quiet", "-B", f"odd-{mode}", "main")
    git(folder, "update-index", "--add", "--cacheinfo", f"{mode},{target},{PATH}/evidence/hours-00000000.yaml")
    git(folder, "commit", "--quiet", "--message", "odd")
    git(folder, "reset", "--quiet", "--hard")
    git(folder, "checkout", "--quiet", "--force", "main")
    done = review(f"odd-{mode}")
    assert done.returncode == 1
    assert f"record-astray {PATH}/evidence/hours-00000000.yaml" in done.stdout
    assert why in done.stdout


def test_the_charter_itself_as_a_link(repository, review):
    folder = repository.folder
    git(folder, "checkout", "--quiet", "-B", "linked", "main")
    (folder / PATH / "charter.yaml").unlink()
    (folder / PATH / "charter.yaml").symlink_to("/etc/passwd")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "linked")
    git(folder, "checkout", "--quiet", "--force", "main")
    done = review("linked")
    assert done.returncode == 1
    assert "root:" not in done.stdout
    assert "history-rewritten" in done.stdout


def test_a_name_that_is_an_option_is_refused(review):
    for name in ("--output=x", "-h", "main;id", "$(id)"):
        done = review("main", base=name)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


# checks that a comment silences

EXIT = "exit:\n"
QUIET = "# charter: ignore[no-wind-down-plan] until=2026-09-30 both counsels are at it"


@pytest.fixture(scope="module")
def quiet(repository):
    """A branch whose signed charter silences a check; a comment is no word of the terms."""
    told = story("walk").copy()
    told.edit("charter.yaml", EXIT, f"exit:  {QUIET}\n")
    repository.commit("quiet", told)
    git(repository.folder, "checkout", "--quiet", "main")
    return told


def silences(review, head, base="quiet"):
    (one,) = json.loads(review(head, "--format", "json", base=base).stdout)["charters"]
    return [(said["how"], said["file"], said["place"], said["rules"], said["until"]) for said in one["silences"]]


def changed(repository, branch, told, base="quiet"):
    repository.commit(branch, told, since=base)
    git(repository.folder, "checkout", "--quiet", "main")
    return branch


def test_a_check_that_a_change_silences_is_told_though_no_word_of_the_terms_changes(repository, review, quiet):
    done = review("quiet")
    assert done.returncode == 0
    assert "  comments or layout, no word of the terms; the charter stays in walk" in done.stdout
    assert (
        "  comments that silence checks, which no signature covers\n"
        "    added: no-wind-down-plan at exit, until 2026-09-30: “both counsels are at it”\n"
        "      charter.yaml:211, a file of all parties\n"
    ) in done.stdout
    page = review("quiet", "--format", "markdown").stdout
    assert "### Comments that silence checks, which no signature covers\n\n- Added: no-wind-down-plan at exit" in page
    found = json.loads(review("quiet", "--format", "json").stdout)["charters"][0]
    assert found["kinds"] == ["layout"]
    assert found["silences"] == [{
        "how": "added", "file": "charter.yaml", "line": 211, "place": "exit", "rules": ["no-wind-down-plan"],
        "until": "2026-09-30", "reason": "both counsels are at it", "before": None,
    }]  # fmt: skip


def test_a_comment_on_another_line_or_further_in_is_the_same(repository, review, quiet):
    further = quiet.copy()
    further.edit("charter.yaml", f"exit:  {QUIET}\n", f"# a remark\n\nexit:          {QUIET}\n")
    assert silences(review, changed(repository, "further", further)) == []
    above = quiet.copy()
    above.edit("charter.yaml", f"exit:  {QUIET}\n", f"{QUIET}\nexit:\n")
    assert silences(review, changed(repository, "above-it", above)) == []


def test_a_comment_that_goes_is_told_as_taken_away(repository, review, quiet):
    changed(repository, "spoken", story("walk"))
    assert silences(review, "spoken") == [("removed", "charter.yaml", "exit", ["no-wind-down-plan"], "2026-09-30")]
    assert "    taken away: no-wind-down-plan at exit\n" in review("spoken", base="quiet").stdout


def test_a_comment_that_says_more_is_told_with_what_it_said(repository, review, quiet):
    longer = quiet.copy()
    longer.edit(
        "charter.yaml", "ignore[no-wind-down-plan] until=2026-09-30", "ignore[no-wind-down-plan, no-exit-criteria]"
    )
    done = review(changed(repository, "longer", longer), base="quiet")
    assert (
        "changed: no-wind-down-plan and no-exit-criteria at exit, for ever: “both counsels are at it”; "
        "before: no-wind-down-plan, until 2026-09-30"
    ) in " ".join(done.stdout.split())


def test_a_comment_put_at_something_else_is_told(repository, review, quiet):
    moved = quiet.copy()
    moved.edit("charter.yaml", f"exit:  {QUIET}\n", EXIT)
    moved.edit("charter.yaml", "    - {id: convenience", f"    {QUIET}\n    - {{id: convenience")
    where = "exit, triggers, convenience"
    changed(repository, "put-elsewhere", moved)
    assert silences(review, "put-elsewhere") == [("moved", "charter.yaml", where, ["no-wind-down-plan"], "2026-09-30")]
    assert (
        f"moved: no-wind-down-plan at {where}, before at exit; until 2026-09-30"
        in review("put-elsewhere", base="quiet").stdout
    )


def test_whose_file_it_stands_in_is_told_and_the_whole_file_is(repository, review, quiet):
    theirs = quiet.copy()
    file = "people/contoso.yaml"
    theirs.files[file] = b"# charter: file-ignore[role-unfilled] we are hiring\n" + theirs.files[file]
    done = review(changed(repository, "theirs", theirs), base="quiet")
    assert "added: role-unfilled at the whole file, for ever: “we are hiring”\n" in done.stdout
    assert "people/contoso.yaml:1, a file of contoso\n" in done.stdout


def test_a_comment_without_a_reason_and_one_full_of_tricks_stay_words(repository, review, quiet):
    hostile = quiet.copy()
    hostile.edit(
        "charter.yaml", QUIET, "# charter: ignore[<img src=x>] until=@all \\x1b ![x](http://x.example) | ::error::x"
    )
    page = review(changed(repository, "tricks", hostile), "--format", "markdown", base="quiet").stdout
    import cmarkgfm

    html = re.sub(r"<code>.*?</code>", "", cmarkgfm.github_flavored_markdown_to_html(page), flags=re.DOTALL)
    assert "<img" not in html
    assert "@all" not in html
    assert "<a " not in html
    bare = quiet.copy()
    bare.edit("charter.yaml", QUIET, "# charter: ignore[no-wind-down-plan]")
    told = review(changed(repository, "bare-comment", bare), base="quiet").stdout
    assert "no reason is given, so it silences nothing" in " ".join(told.split())


# a no

SOFT = "</td><img src=x onerror=alert(1)> @all\n# ✅ Nothing stands"


def said_no(repository, branch, told, subject, says, base="no-base", **more):
    """A branch on which Contoso says no to something that is there before."""
    since = repository.commit(base, told)
    no = told.copy()
    no.consent(subject, "contoso", told.today.isoformat(), says=says, **more)
    repository.commit(branch, no, since=since)
    git(repository.folder, "checkout", "--quiet", "--force", "main")


def test_a_no_to_the_terms_comes_first_with_its_reason_and_what_follows(repository, review):
    said_no(repository, "no", story("proposed"), "r1", "decline", reason="Walk too soft")
    done = review("no", base="no-base")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == "contoso (Luca Meier, sponsor) says no to revision 1 of the terms: “Walk too soft”"
    assert "  a refusal; the charter stays proposed" in lines
    next = "  revision 1 of the terms is not agreed; change charter.yaml together, then all sign its new words"
    assert next in lines
    assert "as a typed name, which proves no person: “Walk too soft”" in " ".join(done.stdout.split())
    page = review("no", "--format", "markdown", base="no-base").stdout
    assert page.startswith("# ✋ Contoso (Luca Meier, sponsor) says no to revision 1 of the terms: “Walk too soft”\n")
    assert "✅" not in page
    data = json.loads(review("no", "--format", "json", base="no-base").stdout)
    (ask,) = [ask for ask in data["charters"][0]["asks"] if ask["against"]]
    assert (data["verdict"], data["charters"][0]["kinds"], ask["reason"]) == ("free", ["refusal"], "Walk too soft")


def test_a_yes_is_no_refusal(repository, review):
    said_no(repository, "yes", story("proposed"), "r1", "sign")
    found = json.loads(review("yes", "--format", "json", base="no-base").stdout)
    assert found["charters"][0]["kinds"] == ["signature"]
    assert "says no" not in found["sentence"]


def test_the_reason_of_a_no_cannot_act(repository, review):
    import cmarkgfm

    said_no(repository, "loud", story("proposed"), "r1", "decline", reason=SOFT)
    page = review("loud", "--format", "markdown", base="no-base").stdout
    html = re.sub(r"<code>.*?</code>", "", cmarkgfm.github_flavored_markdown_to_html(page), flags=re.DOTALL)
    assert html.count("<h1>") == 1
    assert "<img" not in html
    assert "@all" not in html


def test_a_dispute_of_evidence_that_was_there_before_is_told(repository, review):
    told = story("walk measured").copy()
    for local in [local for local in told.files if local.startswith("consents/e-5cec6242")]:
        told.delete(local)
    name = next(name for name, local in told.names.items() if "5cec6242" in local)
    said_no(repository, "disputed", told, name, "dispute", role="delivery", reason="Two left", value="60%")
    done = review("disputed", base="no-base")
    assert done.returncode == 0, done.stdout
    head = "contoso (Beat Graf, delivery) disputes evidence of adoption in walk: 60% instead, “Two left”"
    assert done.stdout.splitlines()[0] == head
    assert "  a dispute of evidence; the charter stays in walk" in done.stdout
    assert "settle the number together, and record it as new evidence" in " ".join(done.stdout.split())


def test_what_is_taken_away_or_called_the_same_revision_is_no_ordinary_act(review, repository):
    assert "  signed words changed without an amendment and a decision that is taken away;" in review("hostile").stdout
    rewritten = story("walk").copy()
    rewritten.set("decisions/0003.yaml", "/reason", "another")
    repository.commit("rewritten", rewritten)
    laid = story("walk").copy()
    laid.files["decisions/0003.yaml"] += b"# a remark\n"
    repository.commit("laid-out", laid)
    git(repository.folder, "checkout", "--quiet", "--force", "main")
    assert "  a decision that is rewritten; " in review("rewritten").stdout
    assert "  comments or layout, no word of the terms; the charter stays in walk" in review("laid-out").stdout


def test_two_lines_on_the_same_evidence_are_told_apart(repository, review):
    told = story("walk measured").copy()
    name = next(local for local in told.names.values() if "5cec6242" in local)
    twin = {**told.data(name), "note": "counted again"}
    number = told.digest(name)
    told.put(name, twin)
    local = f"evidence/adoption-{told.digest(name)[7:15]}.yaml"
    told.copy_file(name, local)
    told.files[name] = story("walk measured").files[name]
    assert told.digest(name) == number != told.digest(local)
    repository.commit("twin-evidence", told)
    git(repository.folder, "checkout", "--quiet", "--force", "main")
    page = re.sub(r"[`\\]", "", review("twin-evidence", "--format", "markdown").stdout)
    assert "Evidence of adoption in walk (e-5cec6242): confirmed by Beat Graf" in page
    assert f"Evidence of adoption in walk (e-{told.digest(local)[7:15]}): awaited from contoso" in page
    assert "(e-5cec6242)" not in review("measured", "--format", "markdown").stdout


# whose word counts


def of_people(review, head, base):
    (one,) = json.loads(review(head, "--format", "json", base=base).stdout)["charters"]
    return [(said["role"], said["person"], said["what"], said["old"], said["new"]) for said in one["people"]]


@pytest.fixture
def drafted(repository):
    """A branch with a draft, changed by somebody in contoso's people file."""
    early = repository.commit("people-base", story("draft"))

    def change(branch, *edits):
        told = story("draft").copy()
        for old, new in edits:
            told.edit("people/contoso.yaml", old, new)
        repository.commit(branch, told, since=early)
        git(repository.folder, "checkout", "--quiet", "--force", "main")
        return branch

    return change


def key_of(name):
    return " ".join(KEYS[name].line.split()[:2])


def test_a_key_that_is_swapped_in_a_draft_is_no_green_tick(review, drafted):
    old = re.search(r'key: "([^"]+)"', story("draft").files["people/contoso.yaml"].decode())[1]
    drafted("swapped", (old, key_of("eve")))
    was, now = read_key(old).fingerprint, read_key(key_of("eve")).fingerprint
    done = review("swapped", base="people-base")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == "it changes whose key counts for contoso: only contoso can say that it is right"
    said = f"  contoso, sponsor, Luca Meier: key replaced, was {was}, is {now} now"
    assert said in " ".join(done.stdout.split("\n      "))
    assert "    ask contoso by voice whether this fingerprint is theirs: only contoso can say so" in lines
    assert of_people(review, "swapped", "people-base") == [("sponsor", "Luca Meier", "key", was, now)]
    page = review("swapped", "--format", "markdown", base="people-base").stdout
    assert page.startswith("# ⚠ It changes whose key counts for contoso: only contoso can say that it is right\n")
    assert "✅" not in page
    assert now in page


def test_people_who_come_go_and_are_renamed_are_told(review, drafted):
    drafted(
        "people-moved",
        ("[{name: Beat Graf, title: Head of crews, email: beat@contoso.example, from: 2025-11-01}]", "[]"),
        ("name: Luca Meier", "name: Eve Hollow"),
        ("signatories: [sponsor]", "signatories: [support]"),
        ("{name: Nora Keller,", "{name: Nora Keller, accounts: {github: mallory},"),
        ("support:      [", "support:      [{name: Kim Ott, from: 2025-11-02}, "),
    )
    assert of_people(review, "people-moved", "people-base") == [
        ("", "", "signatories", "sponsor", "support"),
        ("sponsor", "Eve Hollow", "person", "Luca Meier", "Eve Hollow"),
        ("relationship", "Nora Keller", "accounts", None, "github mallory"),
        ("delivery", "Beat Graf", "person", "Beat Graf", None),
        ("support", "Kim Ott", "person", None, "Kim Ott"),
    ]
    done = review("people-moved", base="people-base")
    assert done.stdout.startswith("it changes who speaks for contoso: only contoso can say that it is right")
    assert "contoso, sponsor, Eve Hollow: Luca Meier is renamed\n" in done.stdout
    assert "contoso, delivery, Beat Graf: gone\n" in done.stdout


def test_a_second_key_of_one_person_is_told(review, drafted):
    drafted("second-key", ("sponsor:      [", f'sponsor:      [{{name: Luca Meier, key: "{key_of("eve")}"}}, '))
    found = of_people(review, "second-key", "people-base")
    assert ("sponsor", "Luca Meier", "key", None, read_key(key_of("eve")).fingerprint) in found


@pytest.mark.parametrize(
    ("name", "edits"),
    [
        ("title", [("title: Head of crews", "title: Crew lead")]),
        ("remark", [("people: 1", "# nobody new\npeople: 1")]),
        ("layout", [("name: Beat Graf, title: Head of crews", "title:  Head of crews,   name: Beat Graf")]),
    ],
)
def test_what_is_nobodys_power_is_not_told(review, drafted, name, edits):
    assert of_people(review, drafted(f"same-{name}", *edits), "people-base") == []
    done = review(f"same-{name}", base="people-base")
    assert done.stdout.splitlines()[0] == "nothing stands against this change"


def test_a_new_charter_tells_its_keys_and_no_more(repository, review):
    repository.commit("none", None)
    repository.commit("brought", story("draft"), since="none")
    git(repository.folder, "checkout", "--quiet", "--force", "main")
    found = of_people(review, "brought", "none")
    assert {what for _, _, what, _, _ in found} == {"key"}
    done = review("brought", base="none")
    assert done.stdout.splitlines()[0] == "nothing stands against this change"
    assert "ask contoso by voice whether this fingerprint is theirs" in done.stdout


def test_people_who_are_bound_wait_for_their_own_word(repository, review):
    told = story("walk").copy()
    told.edit("people/contoso.yaml", "name: Timo Wirz", "name: Eve Hollow")
    repository.commit("usurper", told)
    told = told.copy()
    told.consent("people-contoso", "contoso", "2026-06-01")
    repository.commit("own-word", told)
    git(repository.folder, "checkout", "--quiet", "--force", "main")
    done = review("usurper")
    assert done.returncode == 1
    assert done.stdout.startswith("1 thing stops this change; it changes who speaks for contoso: only contoso can")
    assert "it changes who" not in review("own-word").stdout
    assert "contoso, support, Eve Hollow: added\n" in review("own-word").stdout


GITHUB = [
    {"user": {"login": "LMeier"}, "state": "CHANGES_REQUESTED", "commit_id": "old"},
    {"user": {"login": "lmeier"}, "state": "APPROVED", "commit_id": "old"},
    {"user": {"login": "lmeier"}, "state": "COMMENTED", "commit_id": "new"},
    {"user": {"login": "stranger"}, "state": "APPROVED", "commit_id": "new"},
]


def test_what_the_host_says_is_a_courtesy_read_by_the_people_of_the_base(repository, review, tmp_path):
    known = story("walk").copy()
    known.set("people/contoso.yaml", "/roles/sponsor/0/accounts", {"github": "lmeier"})
    repository.commit("accounts", known)
    usurped = known.copy()
    usurped.set("people/contoso.yaml", "/roles/sponsor/0/accounts", {"github": "stranger"})
    repository.commit("usurped", usurped, since="accounts")
    git(repository.folder, "checkout", "--quiet", "main")
    file = tmp_path / "reviews.json"
    file.write_text(json.dumps(GITHUB), encoding="utf-8")
    done = review("usurped", "--reviews", file, base="accounts")
    assert (
        "on the host, a courtesy and no proof\n    contoso: Luca Meier (lmeier) approves, of an earlier state of it"
        in done.stdout
    )
    assert "stranger) approves" not in done.stdout
    file.write_text(json.dumps({"approved_by": [{"user": {"username": "lmeier"}}]}), encoding="utf-8")
    assert "on the host" not in review("usurped", "--reviews", file, base="accounts").stdout


@pytest.mark.parametrize("content", ["{}", "[1]", "{", '[{"user": {}}]', '{"approved_by": [{}]}'])
def test_reviews_that_are_none_are_refused(review, tmp_path, content):
    file = tmp_path / "reviews.json"
    file.write_text(content, encoding="utf-8")
    done = review("main", "--reviews", file)
    assert done.returncode == 2
    assert "reviews.json cannot be used" in done.stderr


def test_several_forms_are_written_in_one_run(review, tmp_path):
    files = {form: tmp_path / form for form in ("json", "markdown", "sarif", "gitlab", "junit")}
    done = review("hostile", "--format", "github", *(f"--write={form}={path}" for form, path in files.items()))
    brought = json.loads(files["json"].read_text())["charters"][0]["findings"]["new"]
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=charters/northwind-contoso/")
    assert files["markdown"].read_text(encoding="utf-8").startswith("# ❌ ")
    assert len(json.loads(files["sarif"].read_text())["runs"][0]["results"]) == len(brought)
    assert len(json.loads(files["gitlab"].read_text())) == len(brought)
    assert files["junit"].read_text().count("<testcase") == len(brought)


@pytest.mark.parametrize("text", ["json", "=x", "xml=a", "json="])
def test_a_form_without_a_file_is_refused(review, text):
    assert review("main", "--write", text).returncode == 2
