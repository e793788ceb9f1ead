"""`charter gate` on real folders: every main state in its exact words, the JSON, the pack, and hostile names."""

import json
import re

import pytest
from stories import ID, PILOTS, story


def asked(charter, told, tmp_path, *arguments, day, **environment):
    told.write(tmp_path)
    return charter("gate", ID, "--today", day, *arguments, cwd=tmp_path, **environment)


@pytest.fixture
def gate(charter, tmp_path):
    """`gate(point, day, arguments…)` is what the command prints of a life at a point."""

    def run(point, day, *arguments, **environment):
        told = story(point) if isinstance(point, str) else point
        return asked(charter, told, tmp_path, *arguments, day=day, **{"COLUMNS": "100"} | environment)

    return run


GO = """\
Northwind × Contoso warehouse onboarding (northwind-contoso)
crawl gate, attempt 1, as of 2026-03-17

planned    2026-01-12 to 2026-03-06, decided by 2026-03-20
clock      3 days left
decides    northwind.sponsor and contoso.sponsor
customers  Helio 3PL, Brandt Lager

criterion   verdict   needed, and what is there
---------- --------- ------------------------------------------------------------------
faster      met       >= 20% needed, 27.5% and 22.5%
                      Helio 3PL 27.5%, Brandt Lager 22.5%
                      2 cases: Helio 3PL 29, Brandt Lager 31; baseline 40 from 20 cases
recommend   met       2 of 2 needed, 2 said yes
                      Helio 3PL yes, Brandt Lager yes
scalable    met       2 of 2 needed, 2 said yes
                      contoso yes, northwind yes

go: all 3 criteria are met

next
  charter advance northwind-contoso go --as northwind.relationship --customer NAME …
    writes the decision that opens walk
"""


def test_an_open_gate_is_yes_and_says_what_to_type(gate):
    done = gate("crawl measured", "2026-03-17")
    assert (done.stdout, done.stderr, done.returncode) == (GO, "", 0)


def test_the_command_it_shows_works(charter, gate, tmp_path):
    shown = gate("crawl measured", "2026-03-17").stdout
    command = re.search(r"^  charter (advance .*) --customer", shown, re.MULTILINE)[1].split()
    names = [word for number in range(8) for word in ("--customer", f"Site {number}")]
    done = charter(*command, *names, "--today", "2026-03-17", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert gate_again(charter, tmp_path, "2026-03-18").startswith("go: all 3 criteria are met; decision 3 (go) waits")


def gate_again(charter, tmp_path, day):
    text = charter("gate", ID, "--today", day, cwd=tmp_path).stdout
    return text[text.index("\ngo:") + 1 :]


def test_nothing_is_there_yet_and_nothing_is_due_yet(gate):
    done = gate("crawl", "2026-01-21")
    assert done.returncode == 1
    assert "faster      missing   >= 20% needed, nothing is there\n" in done.stdout
    assert "  the answer of contoso to scalable, from contoso, not due yet\n" in done.stdout
    assert "undecided: 0 of 3 criteria are met; faster, recommend and scalable are missing\n" in done.stdout
    record = "charter evidence add northwind-contoso onboarding_hours --from 2026-01-12 --to DATE"
    assert (
        f"  {record} --case 'Helio 3PL=VALUE' --case 'Brandt Lager=VALUE' --as northwind.delivery\n    records onboarding_hours\n"
        in done.stdout
    )


def test_a_measurement_is_asked_for_from_the_day_on_which_it_counts(gate):
    said = "from 2026-03-13 on record onboarding_hours: its numbers are final then, earlier they do not count"
    for arguments in ((), ("--pack",)):
        shown = gate("crawl", "2026-03-12", *arguments).stdout
        assert said in shown.replace("\\", "")
        assert "evidence add northwind-contoso onboarding_hours" not in shown
        assert "evidence add northwind-contoso scalable" in shown
    found = json.loads(gate("crawl", "2026-03-12", "--format", "json").stdout)["next"]
    assert {"command": "", "why": said} in found
    shown = gate("crawl", "2026-03-13").stdout
    assert "evidence add northwind-contoso onboarding_hours --from 2026-01-12 --to 2026-03-06" in shown
    assert said not in shown


def test_a_measurement_waits_for_the_other_side(gate):
    told = story("crawl")
    cases = [{"customer": name, "value": "29"} for name in PILOTS]
    told.evidence("hours", "onboarding_hours", "crawl", cases, "2026-03-13", period=("2026-01-12", "2026-03-06"))
    done = gate(told, "2026-03-17")
    name = told.resolved("<hours@>")
    assert "the attestation of contoso, from contoso, since 2026-03-13 (4 days)\n" in done.stdout
    assert f"  charter evidence attest northwind-contoso {name} --as contoso.relationship\n" in done.stdout


def test_nobody_decided_in_time(gate):
    done = gate("grey", "2026-03-26")
    assert "clock      overdue since 2026-03-21, if silent: end\n" in done.stdout
    assert "undecided: 2 of 3 criteria are met; faster is grey\n" in done.stdout
    assert "  charter advance northwind-contoso no-go --as northwind.relationship\n" in done.stdout
    assert done.returncode == 1
    assert "clock      today is the last day\n" in gate("grey", "2026-03-20").stdout


def test_a_closed_gate_is_no(gate):
    done = gate("failed", "2026-03-17")
    assert "no-go: 2 of 3 criteria are met; faster failed\n" in done.stdout
    assert done.stdout.endswith("no-go --as northwind.relationship\n    writes the decision that ends it\n")
    assert done.returncode == 1


def test_a_no_of_walk_leads_to_another_crawl(gate):
    assert "charter advance northwind-contoso restart --as" in gate("walk failed", "2026-06-25").stdout


def test_a_pending_decision_says_whose_consent_lacks(gate):
    done = gate("crawl asked", "2026-03-19")
    assert "crawl gate, attempt 1, as pending decision 3 judged it\n" in done.stdout
    said = " ".join(done.stdout.split())
    assert "decision 3 (go) waits for the consent of contoso and northwind since 2026-03-18 next" in said
    assert (
        "  charter advance northwind-contoso go --as contoso.sponsor\n    approves decision 3 for contoso\n"
        in done.stdout
    )


def test_what_arrives_late_is_shown_and_not_counted(gate):
    told = story("crawl asked")
    cases = [{"customer": name, "answer": "no"} for name in PILOTS]
    told.evidence("late", "?recommend", "crawl", cases, "2026-03-19")
    done = gate(told, "2026-03-19")
    late = told.resolved("<late>")
    said = " ".join(done.stdout.split())
    assert f"{late}, collected 2026-03-19: arrived after decision 3, not counted" in said
    assert done.returncode == 0  # the decision judged what was there


def test_a_decided_gate_is_shown_as_it_was_judged(gate):
    done = gate("walk", "2026-05-01", "--phase", "crawl")
    said = " ".join(done.stdout.split())
    assert "crawl gate, as decision 3 judged it" in said
    assert "actual 2026-01-12 to 2026-03-20, when it was decided" in said
    assert "decided go by decision 3 of 2026-03-18, in force since 2026-03-20" in said
    assert done.returncode == 0


def test_a_gate_that_is_ahead_says_what_it_will_ask(gate):
    done = gate("crawl", "2026-02-01", "--phase", "walk")
    assert "walk gate, not begun yet\n" in done.stdout
    assert re.search(r"^adopted +adoption +reaches >= 70% +< 40%$", done.stdout, re.MULTILINE)
    assert "not begun: the walk gate will ask 3 questions\n" in done.stdout
    assert done.returncode == 1


def test_days_move_with_the_decision(gate):
    done = gate("walk", "2026-04-01")
    assert "planned    2026-03-23 to 2026-06-12, decided by 2026-06-26\n" in done.stdout
    assert "actual     2026-03-20 to 2026-06-09, decided by 2026-06-23\n" in done.stdout
    assert "adopted       missing   6 of 8 needed, nothing is there\n" in done.stdout


def test_a_pause_stops_the_clock(gate):
    assert "clock      paused since 2026-02-03, the clock stands still\n" in gate("paused", "2026-06-01").stdout


def test_the_past_is_what_was_known_then(gate):
    assert "undecided: 0 of 3 criteria are met" in gate("run", "2026-02-01").stdout


def test_a_waiver_is_a_debt_for_ever(gate):
    said = "  the crawl gate was waived by decision 3 until 2026-06-30"
    assert f"{said}, which is over\n" in gate("waived", "2026-07-01").stdout
    assert f"{said}\n" in gate("waived", "2026-06-30").stdout


def test_the_signed_criteria_count(gate):
    told = story("crawl measured")
    told.edit("charter.yaml", 'improves: ">= 20%"', 'improves: ">= 25%"')
    told.edit("charter.yaml", "baseline: {value: 40,", "baseline: {value: 50,")
    done = gate(told, "2026-03-17", COLUMNS="120")
    said = " ".join(done.stdout.split())
    assert "charter.yaml asks something else than revision 1, which all signed; the signed one counts" in said
    assert "improves >= 25%" in said
    assert "baseline of onboarding_hours" in said
    assert "27.5% and 22.5%" in said
    assert "go: all 3 criteria are met" in said


def rework(told, name, month, last, value):
    told.evidence(
        name, "rework_rate", "run", [{"value": value, "of": "100"}], f"2026-{month}-{last}", "contoso.delivery",
        period=(f"2026-{int(month) - 1:02}-01", f"2026-{int(month) - 1:02}-28"),
    )  # fmt: skip


def test_the_limits_of_run_are_watched(gate):
    told = story("run")
    assert "  rework_rate <= 8%: not measured yet, contoso.delivery measures it\n" in gate(told, "2026-08-01").stdout
    rework(told, "july", "08", "12", "7")
    done = gate(told, "2026-08-21")
    assert "  rework_rate <= 8%: holds, 7 of 100 on 2026-08-12\n" in done.stdout
    assert "run has no gate; no limit is broken\n" in done.stdout
    assert done.returncode == 0
    rework(told, "august", "09", "12", "9")
    done = gate(told, "2026-09-21")
    assert "  rework_rate <= 8%: broken on 2026-09-12 (9 of 100), which opens a review\n" in done.stdout
    assert done.returncode == 1
    rework(told, "september", "10", "12", "9")
    assert "broken on 2026-10-12 (9 of 100), 2 times, which opens an exit review\n" in gate(told, "2026-10-21").stdout


def test_a_record_that_does_not_hold_opens_nothing(gate):
    told = story("crawl measured")
    told.edit("decisions/0002.yaml", "2026-01-09", "2026-01-08")
    done = gate(told, "2026-03-17")
    assert "unproven: the record does not hold, and nothing may be built on it\n" in done.stdout
    assert "  charter check northwind-contoso\n" in done.stdout
    assert done.returncode == 1


# what if


def test_tried_values_are_labelled_and_never_written(gate, tmp_path):
    tried = ("--what-if", "onboarding_hours=29", "--what-if", "recommend=yes", "--what-if", "scalable=yes")
    done = gate("crawl", "2026-02-01", *tried)
    before = sorted(path for path in tmp_path.rglob("*") if ".cache" not in str(path))
    assert "TRIED, NOT RECORDED: onboarding_hours = 29, recommend = yes, scalable = yes\n" in done.stdout
    assert "tried, not recorded: it would be go: all 3 criteria are met\n" in done.stdout
    assert "advance" not in done.stdout
    assert sorted(path for path in tmp_path.rglob("*") if ".cache" not in str(path)) == before


@pytest.mark.parametrize(
    ("tried", "words"),
    [
        ("adoption", "--what-if adoption says no value to try"),
        ("adoption=", "--what-if adoption= says no value to try"),
        ("adoption=64%", 'the crawl gate does not ask for "adoption"'),
        ("faster=30%", '"30%" cannot be tried for onboarding_hours'),
    ],
)
def test_what_cannot_be_tried_cannot_be_asked(gate, tried, words):
    done = gate("crawl", "2026-02-01", "--what-if", tried)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_only_the_gate_that_runs_can_be_tried(gate):
    done = gate("crawl", "2026-02-01", "--phase", "walk", "--what-if", "adoption=64%")
    assert done.returncode == 2
    assert "the walk gate is not the one that runs, so nothing can be tried on it" in done.stderr


# json


def test_the_json_holds_exact_texts_and_no_floats(gate):
    def no_float(text):
        raise AssertionError(text)

    told = story("grey")
    data = json.loads(gate(told, "2026-03-19", "--format", "json").stdout, parse_float=no_float)
    assert data["version"] == 1
    assert (data["verdict"], data["opens"], data["days_left"], data["if_silent"]) == ("undecided", False, 1, "end")
    faster = data["criteria"][0]
    assert faster["cases"] == [{"case": "Helio 3PL", "value": "27.5%"}, {"case": "Brandt Lager", "value": "15%"}]
    assert faster["evidence"] == [told.resolved("<hours#>")]
    assert data["planned"] == {"start": "2026-01-12", "end": "2026-03-06", "decide_by": "2026-03-20"}


@pytest.mark.parametrize(
    "point", ["draft", "proposed", "crawl", "crawl asked", "walk measured", "run", "exit", "closed"]
)
def test_the_json_has_the_same_keys_everywhere(gate, point):
    from charter.report import gate_json

    data = json.loads(gate(point, "2027-03-01", "--format", "json").stdout)
    described = re.findall(r"^    (\w+(?:, \w+)*)  +\S", gate_json.__doc__, re.MULTILINE)
    promised = {key for keys in described for key in keys.split(", ")} | {"title"}
    assert set(data) == promised


# the pack


def test_the_pack_is_markdown_for_the_pull_request(gate, tmp_path):
    done = gate("crawl measured", "2026-03-17", "--pack", "--output", tmp_path / "review.md")
    text = (tmp_path / "review.md").read_text(encoding="utf-8")
    assert (done.stdout, done.returncode) == ("", 0)
    assert text.startswith("# Northwind × Contoso warehouse onboarding: crawl gate\n\n**go: all 3 criteria are met**\n")
    assert "| Decides   | northwind.sponsor and contoso.sponsor" in text
    assert "- faster: Brandt Lager 31, Helio 3PL 29" in text or "- faster: Helio 3PL 29, Brandt Lager 31" in text
    assert "`charter advance northwind-contoso go --as northwind.relationship --customer NAME …`" in text


def test_the_pack_tells_what_was_waived_with_its_risks(gate):
    text = gate("waived", "2026-07-03", "--pack").stdout
    assert "risk of granting: Support load doubles.; risk of refusing: Two pilots are lost." in text


def test_a_pack_is_no_json(gate):
    assert gate("crawl", "2026-02-01", "--pack", "--format", "json").returncode == 2


# hostile names


EVIL = "Helio [bold red]@octocat <img src=x> | [x](http://evil.example) :smile:"


@pytest.fixture
def evil():
    said = json.dumps(EVIL)
    new = f"cohort: [{said}, Brandt Lager]"
    told = story("signed", [{"edit": "charter.yaml", "old": "cohort: [Helio 3PL, Brandt Lager]", "new": new}])
    told.decide("start", "signed", "crawl", "2026-01-09", invited=[EVIL, "Brandt Lager"])
    told.approve("2026-01-12")
    return told


@pytest.mark.parametrize("color", ["always", "never"])
def test_a_hostile_name_stays_text_on_a_terminal(gate, evil, color):
    done = gate(evil, "2026-02-01", "--color", color, COLUMNS="300")
    assert f"customers  {EVIL}, Brandt Lager" in re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)


def test_a_hidden_character_never_gets_that_far(gate):
    told = story("crawl")
    told.edit("charter.yaml", "title: Northwind", "title: \u202eNorthwind")
    done = gate(told, "2026-02-01")
    assert "\u202e" not in done.stdout + done.stderr
    assert "Northwind × Contoso warehouse onboarding" in done.stdout  # as all signed it


def test_terms_that_cannot_be_understood_are_no_gate(gate):
    told = story("draft")
    told.edit("charter.yaml", "title: Northwind", "title: \u202eNorthwind")
    done = gate(told, "2026-02-01")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "the terms of northwind-contoso cannot be understood\n  charter lint northwind-contoso says why\n"
        in done.stderr
    )


def test_a_hostile_name_stays_text_in_markdown(gate, evil):
    from cmarkgfm import github_flavored_markdown_to_html

    html = github_flavored_markdown_to_html(gate(evil, "2026-02-01", "--pack").stdout)
    assert "<img" not in html
    assert "<a " not in html
    outside_of_code = re.sub(r"<code>.*?</code>", "", html)
    assert "@octocat" in html and "@octocat" not in outside_of_code
    assert ":smile:" in html and ":smile:" not in outside_of_code


# color


def test_color_only_where_it_is_wanted(gate):
    assert "\x1b[" not in gate("crawl", "2026-02-01").stdout
    assert "\x1b[" not in gate("crawl", "2026-02-01", "--color", "never").stdout
    assert "\x1b[" in gate("crawl", "2026-02-01", "--color", "always").stdout


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_it_keeps_to_the_width(gate, width):
    text = gate("crawl", "2026-02-01", COLUMNS=width).stdout
    lines = [line for line in text.splitlines() if not line.startswith("  charter ")]
    assert max(map(len, lines)) <= int(width)


def test_a_question_whose_id_is_left_open_is_asked_for_all_the_same(gate):
    """Found by replacing every place of the terms by something else."""
    told = story(
        "crawl", [{"set": "charter.yaml", "at": "/phases/crawl/gate/criteria/1/id", "to": {"none": "no name"}}]
    )
    done = gate(told, "2026-03-17")
    assert done.returncode == 1
    assert "records answers" in done.stdout
