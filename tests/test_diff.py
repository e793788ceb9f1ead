"""What changed between two versions, in exact words, and for whom it is weaker."""

import re
from pathlib import Path

import pytest

from charter.check.comparing import files, told
from charter.comparison.telling import effect, sentence

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "charters" / "northwind-contoso" / "charter.yaml").read_text(encoding="utf-8")


@pytest.fixture
def compared(tmp_path):
    """The story of a change from one text to another."""

    def compare(old: str, new: str):
        paths = tmp_path / "old.yaml", tmp_path / "new.yaml"
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        return told(files(*paths))

    return compare


def edited(*pairs: tuple[str, str], text: str = SOURCE) -> str:
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def without(begin: str, text: str = SOURCE) -> str:
    """The text without the lines of one item of a list."""
    lines = text.splitlines(keepends=True)
    first = next(index for index, line in enumerate(lines) if line.lstrip().startswith(begin))
    depth = len(lines[first]) - len(lines[first].lstrip())
    last = first + 1
    while lines[last].strip() and len(lines[last]) - len(lines[last].lstrip()) > depth:
        last += 1
    return "".join((*lines[:first], *lines[last:]))


def moved(begin: str, text: str = SOURCE) -> str:
    """The text with one item of a list one place further down, where both are one line."""
    lines = text.splitlines(keepends=True)
    first = next(index for index, line in enumerate(lines) if line.lstrip().startswith(begin))
    lines[first : first + 2] = lines[first + 1], lines[first]
    return "".join(lines)


def _keys_moved(lines: list[str]) -> list[str]:
    """The lines with two keys of the top level changing places."""
    first, second = (next(i for i, line in enumerate(lines) if line.startswith(key)) for key in ("title:", "language:"))
    lines[first], lines[second] = lines[second], lines[first]
    return lines


SILENT = {
    "the same": SOURCE,
    "a comment": SOURCE.replace("charter: 1 ", "charter: 1 # another comment ", 1),
    "no comments": re.sub(r"(?m)\s+# .*$", "", SOURCE),
    "an item further down": moved("- {id: no-adoption"),
    "a criterion further down": moved("- {id: faster,"),
    "deciders in another order": edited(
        ("decided_by: [northwind.sponsor, contoso.sponsor]", "decided_by: [contoso.sponsor, northwind.sponsor]")
    ),
    "keys in another order": "\n".join(_keys_moved(SOURCE.splitlines())),
    "other quotes": edited(("no_go: restart-crawl", 'no_go: "restart-crawl"')),
    "lines ended by CR LF": SOURCE.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_means_the_same_is_no_change(compared, text):
    assert compared(SOURCE, text).changes == ()


def test_another_normal_form_of_unicode_is_no_change(compared):
    story = compared(edited(("title: Northwind", "title: Café")), edited(("title: Northwind", "title: Cafe\u0301")))
    assert story.changes == () and story.digests[0] == story.digests[1]


TABLE = [
    # gates
    ('reaches: ">= 70%"', 'reaches: ">= 60%"', "walk gate, adopted: at least 70% → at least 60% (easier to pass)",
     "from 60% to below 70% counts as a go now"),
    ('reaches: ">= 70%"', 'reaches: "> 70%"', "walk gate, adopted: at least 70% → more than 70% (harder to pass)",
     "exactly 70% is no go any more"),
    ('reaches: ">= 70%"', 'reaches: ">= 70.0%"', "walk gate, adopted: at least 70% → at least 70.0% (means the same)",
     "the same values are a go, and the same a no"),
    ('>= 70%", fails: "< 40%"', '>= 60%", fails: "< 50%"',
     "walk gate, adopted: at least 70% and a no at less than 40% → at least 60% and a no at less than 50%"
     " (unclear for whom)",
     "from 60% to below 70% counts as a go now; from 40% to below 50% is a no now"),
    ("value: 40, date", "value: 45, date", "baseline of onboarding hours: 40 hours → 45 hours (easier to pass)",
     "crawl gate, faster: easier to pass, above 32 hours to 36 hours counts as a go now;"
     " above 36 hours to 40.5 hours is no longer a no"),
    ("value: 5%, date", "value: 6%, date", "baseline of rework rate: 5% of sites installed → 6% of sites installed",
     "no gate counts from it"),
    ("of: parties, needs: all}", "of: parties, needs: majority}",
     "crawl gate, scalable, how many must say yes: all → majority (means the same)", "that is 2 here, before and now"),
    ("of: customers, needs: all}", "of: customers, needs: majority}",
     "crawl gate, recommend, how many must say yes: all → majority (easier to pass)",
     "or the same, where they are one or two"),
    ("decided_by: [northwind.sponsor, contoso.sponsor]", "decided_by: [northwind.sponsor]",
     "crawl gate, who decides: Northwind sponsor and Contoso sponsor → Northwind sponsor",
     "worse for Contoso: no say in it any more"),
    ("no_go: end", "no_go: restart-crawl", "crawl gate, what a no means: end → restart crawl (looser)",
     "a no does not end it"),
    ("times: 1, for: 4 weeks", "times: 2, for: 4 weeks", "crawl gate, extension: 1 × 4 weeks → 2 × 4 weeks (longer)",
     "a decision can be put off further"),
    ("times: 1, for: 4 weeks", "times: 2, for: 2 weeks",
     "crawl gate, extension: 1 × 4 weeks → 2 × 2 weeks (unclear for whom)", "this cannot be computed: read both"),
    ("end: 2026-06-12", "end: 2026-06-26", "walk ends: 12 June 2026 → 26 June 2026 (two weeks later)",
     "the phase is longer"),
    # promises
    ("EUR 180000, basis", "EUR 170000, basis",
     "worth of Northwind's promise nw-engineers: EUR 180 000 in kind → EUR 170 000 in kind (smaller)",
     "worse for Contoso, better for Northwind"),
    ("EUR 180000, basis", "USD 170000, basis",
     "worth of Northwind's promise nw-engineers: EUR 180 000 in kind → USD 170 000 in kind (unclear for whom)",
     "this cannot be computed: read both"),
    ("low: EUR 120000, high: EUR 200000", "low: EUR 130000, high: EUR 190000",
     "worth of Contoso's promise co-crews: EUR 120 000 to 200 000 in kind → EUR 130 000 to 190 000 in kind"
     " (unclear for whom)", "this cannot be computed: read both"),
    ("value: 4, unit: crews", "value: 5, unit: crews",
     "quantity of Contoso's promise co-crews: 4 crews → 5 crews (larger)", "worse for Contoso, better for Northwind"),
    ("value: 4, unit: crews", "value: 5, unit: people",
     "quantity of Contoso's promise co-crews: 4 crews → 5 people (unclear for whom)",
     "this cannot be computed: read both"),
    ("id: co-crews", "id: co-teams", "id of Contoso's promise co-teams: co-crews → co-teams, all else the same"
     " (means the same)", "another name; all else is the same"),
    ("    after: walk ", "    # after: walk ", "after of Contoso's promise referral-fee: removed, was walk", "worse for Contoso, better for Northwind"),
    ("EUR 180000, basis: in-kind", "EUR 180000, total: EUR 540000, basis: in-kind",
     "worth of Northwind's promise nw-engineers: EUR 180 000 in kind → EUR 180 000, EUR 540 000 in total in kind"
     " (unclear for whom)", "this cannot be computed: read both"),
    ("from: contoso\n    kind: support", "from: northwind\n    kind: support",
     "from of Northwind's promise co-crews: Contoso → Northwind",
     "worse for Northwind, better for Contoso: another party gives it"),
    # ways out
    ("invoked_by: other", "invoked_by: any", "who may use change-of-control: the other party → any party (wider)",
     "by the party to whom it happened, too"),
    ("invoked_by: other", "invoked_by: contoso", "who may use change-of-control: the other party → Contoso",
     "worse for Northwind, better for Contoso: whoever it happened to"),
    ("invoked_by: any, notice: 90 days", "invoked_by: any, notice: 120 days",
     "notice of convenience: 90 days → 120 days (longer)",
     "cuts both ways: who leaves waits longer, and who is left has longer to prepare"),
    ("invoked_by: any, notice: 90 days", "invoked_by: any, notice: 3 months",
     "notice of convenience: 90 days → 3 months (unclear for whom)", "this cannot be computed: read both"),
    ("invoked_by: any, notice: 90 days", "invoked_by: contoso, notice: 90 days",
     "who may use convenience: any party → Contoso (narrower)", "worse for Northwind: fewer of them may end it"),
    ('is: "< 40%", for: 2 reviews', 'is: "< 30%", for: 2 reviews',
     "what must be seen for no-adoption: Invited customers live on the joint offer: less than 40% for 2 reviews in run →"
     " Invited customers live on the joint offer: less than 30% for 2 reviews in run (narrower)",
     "cuts both ways: it can be used in fewer cases"),
    ("cure: 30 days", "cure: 4 weeks", "cure of breach: 30 days → 4 weeks (shorter)",
     "cuts both ways: less time to put it right"),
    ("support_tail: 12 months", "support_tail: 1 year", "wind-down, support goes on for: 12 months → 1 year (means the same)", ""),
    ("support_tail: 12 months", "support_tail: 6 months", "wind-down, support goes on for: 12 months → 6 months (shorter)",
     "worse for customers: customers are helped for less long"),
    # the rest
    ('stays: "<= 8%"', 'stays: "<= 9%"', "the limit of rework rate in run: at most 8% → at most 9% (looser)",
     "a review is opened later or not at all"),
    ('reaches: ">= 300"', 'reaches: ">= 200"',
     "target of goal more-sites by 31 December 2026: at least 300 → at least 200 (easier to reach)",
     "an aim; no gate hangs on it"),
    ("deadline: 5 business days", "deadline: 7 days",
     "deadline of decisions on pricing exceptions: 5 business days → 7 days (unclear for whom)",
     "this cannot be computed: read both"),
    ("exceptions, decided_by: [northwind.sponsor]", "exceptions, decided_by: [contoso.sponsor]",
     "who takes decisions on pricing exceptions: Northwind sponsor → Contoso sponsor",
     "worse for Northwind, better for Contoso: who has a say in it"),
    ("recommit: all}", "}", "commitment renewed by (to enter it) of run: removed, was all (easier to pass)",
     "one thing fewer must be shown for run"),
    ("registered_for: 90 days", "registered_for: 60 days",
     "attribution, a registration protects for: 90 days → 60 days (shorter)", "who registered it is protected less"),
    ("due: 2026-02-06", "due: 2026-02-20",
     "due of crawl deliverable runbook: 6 February 2026 → 20 February 2026 (two weeks later)",
     "worse for Northwind, better for Contoso: more time to deliver"),
    ("better: lower", "better: higher", "good direction of onboarding hours: lower → higher (unclear for whom)",
     "other words: read both"),
    ("return_by: 30 days", "return_by: 60 days", "wind-down, data, returned within: 30 days → 60 days (longer)",
     "worse for Northwind, better for Contoso: shared data stays longer with who received it"),
    ("at_exit: delete", "at_exit: keep", "at exit of data “site plans”: delete → keep (weaker)",
     "worse for Northwind, better for Contoso: who received the data keeps it"),
    ("least: attested", "least: ssh", "signing, weakest method that counts: attested → ssh (stronger)",
     "weaker signatures do not count any more"),
    ("attested_by: contoso, lag: 1 week", "lag: 1 week",
     "who confirms the numbers (source) of onboarding hours: removed, was Contoso (weaker)",
     "worse for Contoso: nobody else confirms the numbers any more"),
    ("decide_by: 2026-03-20", "decide_by: 2026-03-27",
     "crawl gate, last day to decide: 20 March 2026 → 27 March 2026 (one week later)", "more time to decide"),
    ("start: 2026-03-23", "start: 2026-03-30", "walk starts: 23 March 2026 → 30 March 2026 (one week later)",
     "the phase is shorter"),
    ("term: 12 months", "term: 24 months", "first term of run: 12 months → 24 months (longer)",
     "the term is longer"),
    ("notice: 90 days", "notice: {undisclosed: secret, in: msa}",
     "notice of convenience: 90 days → withheld: secret (see MSA) (unclear for whom)",
     "one of the two is withheld or not decided yet"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words", "why"), TABLE, ids=[f"{row[0]} · {row[1]}" for row in TABLE])
def test_a_change_is_told_in_words_with_whom_it_hurts(compared, old, new, words, why):
    (said,) = compared(SOURCE, edited((old, new))).changes
    assert (sentence(said), effect(said)) == (words, why)


def test_items_that_come_and_go(compared):
    gone = without("- id: co-crews")
    (said,) = compared(SOURCE, gone).changes
    assert sentence(said) == (
        "Contoso's promise co-crews: removed, was “Four trained crews on call in DE, AT and CH.”,"
        " EUR 120 000 to 200 000 in kind, 4 crews"
    )
    assert effect(said) == "worse for Northwind, better for Contoso: a promise less"
    assert gone.splitlines()[said.line - 1].startswith("commitments:")
    (said,) = compared(gone, SOURCE).changes
    assert effect(said) == "worse for Contoso, better for Northwind: a promise more"
    assert SOURCE.splitlines()[said.line - 1].strip() == "- id: co-crews"


def test_a_renamed_metric_is_one_name_and_what_follows_it(compared):
    story = compared(SOURCE, SOURCE.replace("onboarding_hours", "setup_hours"))
    assert {said.verdict for said in story.changes} == {"same"}
    assert [sentence(said) for said in story.changes if said.kind == "renamed"] == [
        "id of setup hours: onboarding_hours → setup_hours, all else the same (means the same)"
    ]


def test_whoever_is_renamed_still_decides(compared):
    story = compared(SOURCE, re.sub(r"\bcontoso\b", "contoso-field", SOURCE))
    deciding = [said for said in story.changes if said.place.endswith("who decides")]
    assert deciding and {said.verdict for said in deciding} == {"same"}


def test_no_change_hides_behind_a_new_name(compared):
    """A goal that is renamed from walk to crawl says nothing about a promise that waited for the walk gate."""
    named = SOURCE.replace("faster-start", "walk")
    story = compared(named, edited(("after: walk", "after: crawl"), text=SOURCE.replace("faster-start", "crawl")))
    (said,) = (said for said in story.changes if said.place.startswith("after of"))
    assert (said.verdict, said.worse) == ("larger", ("Contoso",))
    assert {
        said.verdict for said in story.changes if said.place.startswith("for the goals") or "serves" in said.place
    } <= {"same"}


def test_order_alone_changes_no_meaning_but_the_digest(compared):
    from charter.comparison.telling import unmeant

    story = compared(SOURCE, moved("- {id: no-adoption"))
    assert unmeant(story).startswith("the digest differs all the same")
    assert unmeant(compared(SOURCE, SOURCE)) == ""


EXCLUSIVE = """\
  - id: only-us
    from: contoso
    kind: exclusivity
    what: No other installer.
    exclusive: {field: installation, territory: [DE, AT], carve_outs: [existing customers]}
    intended: false
    survives: false
    serves: [faster-start]
at_risk:"""
EXCLUSIVITY = [
    ("territory: [DE, AT]", "territory: [DE, AT, CH]", "wider", ("Contoso",), ("Northwind",)),
    ("territory: [DE, AT]", "territory: [DE]", "narrower", ("Northwind",), ("Contoso",)),
    ("territory: [DE, AT]", "territory: [DE, CH]", "unclear", (), ()),
    ("territory: [DE, AT]", "territory: [DE, AT, not CH]", "unclear", (), ()),
    ("carve_outs: [existing customers]", "carve_outs: [existing customers, pilots]", "narrower", ("Northwind",), ("Contoso",)),
    (", carve_outs: [existing customers]", "", "wider", ("Contoso",), ("Northwind",)),
    ("carve_outs: [existing customers]", "carve_outs: {none: all of it}", "wider", ("Contoso",), ("Northwind",)),
    ("field: installation", "field: installation and repair", "unclear", (), ()),
    ("    intended: false\n", "", "same", (), ()),
    ("    survives: false\n", "", "same", (), ()),
    ("intended: false", "intended: true", "smaller", ("Northwind",), ("Contoso",)),
    ("survives: false", "survives: true", "larger", ("Contoso",), ("Northwind",)),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "verdict", "worse", "better"), EXCLUSIVITY)
def test_an_exclusivity_binds_who_gives_it(compared, old, new, verdict, worse, better):
    whole = edited(("at_risk:", EXCLUSIVE))
    (said,) = compared(whole, edited((old, new), text=whole)).changes
    assert (said.verdict, said.worse, said.better) == (verdict, worse, better)


def test_who_gets_a_promise_is_not_guessed_among_three(compared):
    third = "  fabrikam: {name: Fabrikam Ltd, country: GB}\n\nleverage:"
    whole = edited(("\nleverage:", third))
    (said,) = compared(whole, edited(("value: 4, unit: crews", "value: 5, unit: crews"), text=whole)).changes
    assert (said.verdict, said.worse, said.better) == ("larger", ("Contoso",), ())
    named = edited(
        ("    from: contoso\n    kind: support", "    from: contoso\n    to: fabrikam\n    kind: support"), text=whole
    )
    (said,) = compared(named, edited(("value: 4, unit: crews", "value: 5, unit: crews"), text=named)).changes
    assert (said.worse, said.better) == (("Contoso",), ("Fabrikam",))
