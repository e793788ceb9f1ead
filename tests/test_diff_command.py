"""`charter diff` on real folders and real repositories: its exact words, its formats, its exit codes, hostile names."""

import json
import subprocess
from datetime import date

import pytest
from cmarkgfm import github_flavored_markdown_to_html as html
from stories import ID, story

ON = "2026-03-17"


@pytest.fixture
def diff(charter, tmp_path):
    """`diff(point, arguments…)` is what the command prints of a life at a point."""

    def run(told, *arguments):
        told.write(tmp_path)
        return charter("diff", ID, *arguments, "--today", ON, cwd=tmp_path, COLUMNS="100")

    return run


def edited(point, *pairs):
    told = story(point)
    for old, new in pairs:
        told.edit("charter.yaml", old, new)
    return told


LOWER = ('reaches: ">= 70%", fails', 'reaches: ">= 60%", fails')
FASTER = ('improves: ">= 20%"', 'improves: ">= 15%"')
NOTICE = ("invoked_by: any, notice: 90 days", "invoked_by: any, notice: 120 days")

PAGE = """\
Northwind × Contoso warehouse onboarding
3 changes from revision 1 as signed to charters/northwind-contoso/charter.yaml

worth of Northwind's promise nw-engineers: EUR 180 000 in kind → EUR 170 000 in kind (smaller)
  line 74: worse for Contoso, better for Northwind

crawl gate, faster: improves by at least 20% → improves by at least 15% (easier to pass)
  line 135: above 32 hours to 34 hours counts as a go now

notice of convenience: 90 days → 120 days (longer)
  line 215: cuts both ways: who leaves waits longer, and who is left has longer to prepare

for whom
  Northwind: 0 worse, 1 better
  Contoso: 1 worse, 0 better

to sign
  revision 1 stays in force until revision 2 is signed by all and taken over by the step amend
  charter.yaml still says revision 1: raise it to 2 (signed-terms-changed)
  to be signed by a signatory of Northwind and Contoso, by any method
  goalposts moved after their phase began (threshold-moved): crawl gate, faster; until all have
    signed, the gate judges by revision 1
"""


def test_what_changed_since_all_signed(diff):
    done = diff(edited("crawl", FASTER, NOTICE, ("EUR 180000, basis", "EUR 170000, basis")))
    assert (done.stdout, done.stderr, done.returncode) == (PAGE, "", 1)


def test_nothing_changed_is_yes(diff):
    done = diff(story("crawl"))
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:] == [
        "no change in meaning from revision 1 as signed to charters/northwind-contoso/charter.yaml",
        "",
        "to sign",
        "  nothing to sign: charter.yaml says what all signed as revision 1",
    ]


def to_sign(done):
    return [line.strip() for line in done.stdout.partition("to sign\n")[2].splitlines()]


def test_a_raised_revision_waits_for_who_has_not_signed_it(diff):
    told = edited("crawl", NOTICE, ("revision: 1 ", "revision: 2 "))
    told.consent("r2", "northwind", "2026-02-11", "sign")
    assert to_sign(diff(told)) == [
        "revision 1 stays in force until revision 2 is signed by all and taken over by the step amend",
        "to be signed by a signatory of Contoso, by any method",
        "signed already by Northwind",
    ]


def test_a_consent_to_other_words_is_void(diff):
    told = edited("crawl", NOTICE, ("revision: 1 ", "revision: 2 "))
    told.consent("r2", "northwind", "2026-02-11", "sign")
    told.edit("charter.yaml", "notice: 120 days", "notice: 121 days")
    assert to_sign(diff(told))[1:] == [
        "to be signed by a signatory of Northwind and Contoso, by any method",
        "void, given to other words: consents/r2-northwind.yaml",
    ]


def test_a_signed_revision_counts_once_it_is_taken_over(diff):
    assert to_sign(diff(story("second revision"))) == [
        "nothing to sign: charter.yaml says what all signed as revision 2",
        "revision 1 stays in force until the step amend takes revision 2 over",
    ]
    assert to_sign(diff(story("amended"))) == ["nothing to sign: charter.yaml says what all signed as revision 2"]


def test_two_signed_revisions(diff):
    done = diff(story("amended"), "r1", "r2")
    assert done.stdout.splitlines()[1:] == [
        "2 changes from revision 1 as signed to revision 2 as signed",
        "",
        "revision: 1 → 2",
        "  the number of these terms",
        "",
        "operations, support, hours: “24x7” → “weekdays 8 to 18” (unclear for whom)",
        "  other words: read both",
    ]
    assert diff(story("amended"), "r2").returncode == 0


def test_lower_signing_and_a_party_less_still_need_both(diff):
    told = edited("signed", ("least: attested", "least: ssh"), ("revision: 1 ", "revision: 2 "))
    assert to_sign(diff(told))[1] == (
        "to be signed by a signatory of Northwind and Contoso, by method ssh or a stronger one"
    )


@pytest.fixture
def repository(tmp_path):
    def git(*arguments):
        settings = ("-c", "user.name=Jana", "-c", "user.email=jana@northwind.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *settings, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    return git


def test_a_commit_is_read_and_not_checked_out(diff, repository, tmp_path):
    told = story("draft")
    told.write(tmp_path)
    repository("add", ".")
    repository("commit", "--quiet", "--message", "first")
    done = diff(edited("draft", LOWER), "--base", "HEAD")
    assert done.stdout.splitlines()[1:4] == [
        "1 change from charter.yaml at HEAD to charters/northwind-contoso/charter.yaml",
        "",
        "walk gate, adopted: at least 70% → at least 60% (easier to pass)",
    ]
    assert to_sign(done)[0] == "revision 1 is not signed by all yet: until then every change of it is signed anew"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--base", "nowhere"), 'git knows no commit "nowhere" here\n  git fetch origin nowhere'),
        (("--base", "--output=x"), "expected one argument"),
        (("--base=--output=x",), '"--output=x" is no name of a commit'),
        (("--base=HEAD:x",), '"HEAD:x" is no name of a commit'),
        (("r7",), "there is no signed/r7.json"),
        (("elsewhere.yaml",), '"elsewhere.yaml" is no revision, and no file'),
        (("r1", "r2", "r3"), "that is more than two versions"),
        (("r1", "--base", "HEAD"), "that is more than two versions"),
    ],
)
def test_what_cannot_be_asked(diff, repository, arguments, words):
    done = diff(story("signed"), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_nothing_signed_yet_is_nothing_to_compare_with(diff):
    done = diff(story("proposed"))
    assert done.returncode == 2
    assert "no revision of northwind-contoso is signed by all yet" in done.stderr


def test_what_cannot_be_understood_is_not_compared(diff):
    done = diff(edited("signed", ("tier: 2", "tier: two")))
    assert done.returncode == 2
    assert "cannot be understood, so it cannot be compared" in done.stderr


def test_two_files_and_a_signed_one(charter, tmp_path):
    folder = story("signed").write(tmp_path)
    new = folder / "charter.yaml"
    assert charter("diff", folder / "signed" / "r1.json", new, cwd=tmp_path).returncode == 0
    other = tmp_path / "other.yaml"
    other.write_text(new.read_text(encoding="utf-8").replace(*NOTICE), encoding="utf-8")
    done = charter("diff", new, other, cwd=tmp_path)
    assert done.returncode == 1 and "to sign" not in done.stdout
    done = charter("diff", other, folder / "signed" / "r1.json", "--format", "json", cwd=tmp_path)
    (change,) = json.loads(done.stdout)["changes"]
    assert (change["line"], change["effect"]) == (None, "shorter")


def test_json_is_version_1(diff):
    done = diff(edited("crawl", ("EUR 180000, basis", "EUR 170000, basis")), "--format", "json")
    found = json.loads(done.stdout)
    assert found["version"] == 1
    assert found["summary"] == {"changes": 1, "worse": {"Northwind": 0, "Contoso": 1}}
    assert found["changes"] == [
        {
            "pointer": "/commitments/0/value",
            "line": 74,
            "kind": "changed",
            "class": "terms",
            "what": "worth of Northwind's promise nw-engineers",
            "old": "EUR 180 000 in kind",
            "new": "EUR 170 000 in kind",
            "effect": "smaller",
            "in_words": "smaller",
            "better_for": ["Northwind"],
            "worse_for": ["Contoso"],
            "why": None,
        }
    ]


def test_an_owner_of_the_same_side_is_operational(diff):
    told = edited("crawl", ("owner: contoso.delivery, due: 2026", "owner: contoso.support, due: 2026"))
    (change,) = json.loads(diff(told, "--format", "json").stdout)["changes"]
    assert (change["class"], change["effect"], change["why"]) == (
        "operational",
        "none",
        "who answers for it, on that side",
    )


HOSTILE = "<script>alert(1)</script> | `x` @all #1 [a](http://x.example) ](x"


def test_hostile_words_stay_words(diff):
    told = edited("crawl", ("what: Two integration engineers, full time, until the end of walk.", f"what: '{HOSTILE}'"))
    page = diff(told, "--format", "markdown").stdout
    shown = html(page)
    assert "<script" not in shown and "<a " not in shown and HOSTILE.split()[0] not in page
    assert "alert(1)" in shown


def test_what_moves_a_terminal_is_written_out(charter, tmp_path):
    folder = story("signed").write(tmp_path)
    signed = folder / "signed" / "r1.json"
    old = tmp_path / "old.json"
    name = "Contoso \u202eField\u001b[2J Services AG"
    data = json.loads(signed.read_text(encoding="utf-8"))
    data["parties"]["contoso"]["name"] = name
    old.write_text(json.dumps(data), encoding="utf-8")
    for file, other in ((old, signed), (signed, old)):
        done = charter("diff", file, other, cwd=tmp_path, COLUMNS="200")
        assert done.returncode == 1
        assert "\u202e" not in done.stdout and "\u001b" not in done.stdout
        assert "Contoso \\u{202e}Field" in done.stdout


def test_the_library_tells_the_same(tmp_path):
    import charter

    folder = edited("crawl", NOTICE).write(tmp_path)
    (change,) = charter.diff(folder, today=date.fromisoformat(ON)).changes
    assert (change.place, change.old, change.new) == ("notice of convenience", "90 days", "120 days")


def test_a_change_that_goes_over_three_lines_keeps_its_blanks(diff):
    done = diff(edited("crawl", ("percent: 8%", "percent: 6%")))
    assert " ".join(done.stdout.split("\n\n")[1].split("\n")[:3]).replace("   ", " ") == (
        "share of Contoso's promise referral-fee: 8% of net installation revenue, paid within 30 days, reported by"
        " Contoso, settled yearly → 6% of net installation revenue, paid within 30 days, reported by Contoso, settled"
        " yearly (smaller)"
    )


def test_options_may_stand_between_the_words(charter, tmp_path):
    told = story("amended")
    told.write(tmp_path)
    mixed = charter("diff", ID, "--today", ON, "r1", "--format", "json", "r2", cwd=tmp_path)
    plain = charter("diff", ID, "r1", "r2", "--today", ON, "--format", "json", cwd=tmp_path)
    assert (mixed.returncode, mixed.stdout, mixed.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert json.loads(mixed.stdout)["changes"]
