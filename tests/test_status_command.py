"""`charter status` on real folders: the row and the story of every main state, the past, JSON, and hostile names."""

import json
import re
import shutil

import pytest
from stories import ID, story


@pytest.fixture
def status(charter, tmp_path):
    """`status(point, day, arguments…)` is what the command prints of a life at a point."""

    def run(point, day, *arguments, **environment):
        told = story(point) if isinstance(point, str) else point
        shutil.rmtree(tmp_path / "charters", ignore_errors=True)
        told.write(tmp_path)
        return charter("status", *arguments, "--today", day, cwd=tmp_path, **{"COLUMNS": "100"} | environment)

    return run


@pytest.fixture
def row(status):
    """The lines of the one charter at 80 columns, where there is no table."""

    def run(point, day):
        done = status(point, day, COLUMNS="80")
        return done.stdout.split("\n\n")[0]

    return run


@pytest.mark.parametrize(
    ("point", "day", "shown"),
    [
        (
            "draft",
            "2025-11-21",
            "northwind-contoso  draft\n  next  ready to be proposed\n        2026-01-12 crawl is to start",
        ),
        (
            "draft",
            "2026-02-01",
            "northwind-contoso  draft\n  next  ready to be proposed\n  late  2026-01-12 crawl was to start",
        ),
        (
            "half signed",
            "2025-12-15",
            "northwind-contoso  proposed  since 2025-11-24\n  next  contoso has not signed revision 1 since 2025-11-24",
        ),
        (
            "half signed",
            "2026-01-13",
            "northwind-contoso  proposed  since 2025-11-24\n"
            "  next  charter sign northwind-contoso r1 --as contoso.sponsor\n"
            "  late  contoso has not signed revision 1 since 2025-11-24\n"
            "        2026-01-12 crawl was to start",
        ),
        ("signed", "2026-01-12", "northwind-contoso  signed  since 2025-12-16\n  next  2026-01-12 crawl is to start"),
        (
            "crawl",
            "2026-01-21",
            "northwind-contoso  crawl  since 2026-01-12\n"
            "  next  2026-02-06 Joint installation runbook is due\n        contoso.delivery",
        ),
        (
            "crawl measured",
            "2026-03-17",
            "northwind-contoso  crawl  since 2026-01-12\n"
            "  next  2026-03-20 crawl gate, so far go\n        northwind.sponsor and contoso.sponsor\n"
            "  late  2026-02-06 Joint installation runbook was due",
        ),
        (
            "crawl asked",
            "2026-03-19",
            "northwind-contoso  crawl  since 2026-01-12\n"
            "  next  charter advance northwind-contoso go --as contoso.sponsor\n"
            "  late  decision 3 (go) lacks the consent of contoso and northwind since\n        2026-03-18\n"
            "        2026-02-06 Joint installation runbook was due",
        ),
        (
            "grey",
            "2026-03-26",
            "northwind-contoso  crawl  since 2026-01-12\n"
            "  next  charter advance northwind-contoso no-go --as northwind.relationship\n"
            "  late  crawl gate overdue since 2026-03-21, if silent: end\n"
            "        2026-02-06 Joint installation runbook was due",
        ),
        (
            "waived",
            "2026-07-03",
            "northwind-contoso  walk  since 2026-03-19  crawl gate waived\n"
            "  next  charter advance northwind-contoso no-go --as northwind.relationship\n"
            "  late  walk gate overdue since 2026-06-23, if silent: end\n"
            "        2026-06-30 the waiver of the crawl gate (decision 3) is over\n"
            "        and 9 more",
        ),
        (
            "exit",
            "2026-09-13",
            "northwind-contoso  winding-down  since 2026-09-01\n"
            "  next  2026-12-30 shared data is returned\n"
            "  late  2026-09-11 customers are told: Northwind takes over open installations.",
        ),
        ("paused", "2026-09-01", "northwind-contoso  paused in crawl  since 2026-02-03\n  next  resume crawl"),
        ("restarted", "2026-06-27", "northwind-contoso  crawl (attempt 2)  since 2026-06-26"),
        ("closed", "2027-03-01", "northwind-contoso  ended  since 2027-03-01"),
    ],
)
def test_the_row_of_a_state(row, point, day, shown):
    said = row(point, day)
    assert said.startswith(shown) if point == "restarted" else said == shown


def test_days_of_deliverables_move_with_the_calendar(row):
    told = story("walk")  # began three days before its plan
    assert "2026-04-28 Sales training and playbook is due" in row(told, "2026-04-01")


def test_awaited_evidence_is_late_once_it_is_due(status):
    data = json.loads(status("crawl", "2026-03-16", "--format", "json").stdout)["charters"][0]
    late = [item for item in data["late"] if item["sort"] == "evidence"]
    assert {
        "sort": "evidence",
        "day": "2026-03-13",
        "what": "onboarding_hours in crawl awaited since 2026-03-13",
        "who": "northwind.delivery",
    } in late
    data = json.loads(status("crawl", "2026-03-01", "--format", "json").stdout)["charters"][0]
    assert [item for item in data["late"] + data["next"] if item["sort"] == "evidence"] == []


def test_a_condition_past_its_long_stop_is_late(status):
    told = story("draft")
    told.files["charter.yaml"] += (
        b"\nconditions: [{id: works-council, what: The council agrees, owner: northwind.sponsor, by: 2025-12-01}]\n"
    )
    items = json.loads(status(told, "2025-12-03", "--format", "json").stdout)["charters"][0]["late"]
    assert [(item["what"], item["day"], item["who"]) for item in items] == [
        ("works-council is fulfilled", "2025-12-01", "northwind.sponsor")
    ]


def rework(told, name, month):
    told.evidence(
        name, "rework_rate", "run", [{"value": "9", "of": "100"}], f"2026-{month:02}-12", "contoso.delivery",
        period=(f"2026-{month - 1:02}-01", f"2026-{month - 1:02}-28"),
    )  # fmt: skip


def test_the_second_breach_makes_an_exit_review_due(status):
    def reviews(told, day):
        data = json.loads(status(told, day, "--format", "json").stdout)["charters"][0]
        return [
            (item["day"], item["what"], item["who"])
            for item in data["next"] + data["late"]
            if item["sort"] == "exit-review"
        ]

    told = story("run")
    rework(told, "august", 9)
    assert reviews(told, "2026-09-14") == []
    rework(told, "september", 10)
    due = [
        (
            "2026-10-26",
            "exit review, rework_rate broke <= 8% again on 2026-10-12",
            "contoso.sponsor and northwind.sponsor",
        )
    ]
    assert reviews(told, "2026-10-14") == due
    told.decide("continue", "run", "run", "2026-10-21", reason="Two crews were new.")
    told.approve("2026-10-21")
    assert reviews(told, "2026-10-22") == []


def test_an_escalation_that_came_to_no_end_makes_an_exit_review_due(status):
    def sorts(told, day):
        data = json.loads(status(told, day, "--format", "json").stdout)["charters"][0]
        return [item["day"] for item in data["next"] + data["late"] if item["sort"] == "exit-review"]

    told = story("run")
    incident = "record: 1\nparty: contoso\nincidents: [{date: 2026-08-03, kind: escalation, text: No crew came%s}]\n"
    told.files["record/contoso.yaml"] = (incident % "").encode()
    assert sorts(told, "2026-08-11") == []  # two business days, then five
    assert sorts(told, "2026-08-12") == ["2026-08-26"]
    told.files["record/contoso.yaml"] = (incident % ", resolved: 2026-08-11").encode()
    assert sorts(told, "2026-08-12") == []


def test_a_trigger_that_fires_is_told(status):
    data = json.loads(status("slump", "2026-10-21", "--format", "json").stdout)["charters"][0]
    fired = [item["what"] for item in data["late"] if item["sort"] == "trigger"]
    assert fired == ["exit trigger no-adoption fires since 2026-10-09 (adoption 3 of 8, 3 of 8)"]


# the story of one


def test_the_whole_story(status):
    done = status("run", "2026-08-01", ID, COLUMNS="120")
    said = re.sub(r" +", " ", done.stdout)
    assert said.startswith(
        "Northwind × Contoso warehouse onboarding (northwind-contoso)\n"
        "signed, revision 1, run, since 2026-06-26; as of 2026-08-01\n"
    )
    assert "walk 2026-03-23 to 2026-06-12, gate by 2026-06-26 2026-03-20 to 2026-06-26, over\n" in said
    assert "run 2026-07-01 to 2027-07-01 2026-06-26 to 2027-06-26\n" in said
    assert "customers of crawl: Helio 3PL, Brandt Lager\n" in said
    assert "2026-03-18 3 go, crawl to walk written by northwind.relationship\n" in said
    assert "contoso: Luca Meier, sponsor, 2026-03-20\n" in said
    assert "coming\n 2027-04-27 last day to speak up about renewal (northwind.relationship)\n" in said
    assert done.returncode == 0


def test_the_story_tells_attempts_extensions_waivers_and_what_came_late(status):
    assert re.search(r"^crawl \(attempt 2\) ", status("restarted", "2026-06-27", ID).stdout, re.MULTILINE)
    assert "extended: crawl, once\n" in status("extended", "2026-03-21", ID).stdout
    waived = status("waived", "2026-07-03", ID).stdout
    assert "  the crawl gate, by decision 3, until 2026-06-30, which is over\n" in waived
    assert "risk of granting: Support load doubles.; risk of refusing: Two pilots are lost.\n" in waived
    told = story("walk")
    told.evidence("late", "?recommend", "crawl", [{"customer": "Helio 3PL", "answer": "no"}], "2026-03-26")
    late = told.resolved("<late>")
    assert f"  {late}, collected 2026-03-26: arrived after decision 3\n" in status(told, "2026-04-01", ID).stdout
    assert "worked: Crews were on site within two days.\n" in status("closed", "2027-03-01", ID).stdout


def test_evidence_after_an_extension_still_counts_and_is_not_late(status):
    told = story("extended")
    told.evidence("more", "?recommend", "crawl", [{"customer": "Helio 3PL", "answer": "yes"}], "2026-03-26")
    assert "late evidence" not in status(told, "2026-04-01", ID).stdout


def test_the_command_that_comes_next_is_shown_whole(status):
    assert (
        "\n  charter advance northwind-contoso go --as contoso.sponsor\n"
        in status("crawl asked", "2026-03-19", ID, COLUMNS="40").stdout
    )


# the past


@pytest.mark.parametrize(
    ("day", "state"),
    [("2025-11-23", "draft"), ("2025-11-24", "none"), ("2026-01-11", "none"), ("2026-01-12", "crawl"), ("2026-03-19", "crawl"),
     ("2026-03-20", "walk"), ("2026-06-26", "run"), ("2026-09-01", "winding-down"), ("2027-03-01", "none")],
)  # fmt: skip
def test_the_state_of_any_day(status, day, state):
    data = json.loads(status("closed", "2027-03-01", "--as-of", day, "--format", "json").stdout)
    assert data["as_of"] == day
    assert data["charters"][0]["phase"] == ("none" if state == "draft" else state)
    assert data["charters"][0]["proven"]


# what does not hold


def test_a_record_that_does_not_hold_says_so(status, row):
    told = story("walk")
    told.edit("decisions/0003.yaml", "2026-03-18", "2026-03-17")
    done = status(told, "2026-04-01")
    assert done.returncode == 1
    assert row(told, "2026-04-01") == (
        "northwind-contoso  unproven after decision 2\n  next  charter check northwind-contoso says why"
    )
    assert "1 charter as of 2026-04-01, nothing is late, 1 not proven\n" in done.stdout
    assert "unproven after decision 2, as of 2026-04-01\n" in status(told, "2026-04-01", ID).stdout


def test_terms_that_cannot_be_understood_are_told(status, row):
    told = story("draft")
    told.files["charter.yaml"] = b"charter: 1\nid: northwind-contoso\ntitle: [\n"
    assert row(told, "2025-11-21").startswith("northwind-contoso  cannot be understood\n")
    assert status(told, "2025-11-21").returncode == 1


def test_a_draft_says_how_much_is_missing(status, row):
    told = story("draft")
    told.edit("charter.yaml", "tier: 2 ", "# ")
    lacks = json.loads(status(told, "2025-11-21", "--format", "json").stdout)["charters"][0]["lacks"]
    assert lacks > 0
    assert f"{lacks} finding" in row(told, "2025-11-21")


def test_no_charter_cannot_be_asked(charter, tmp_path):
    done = charter("status", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert charter("status", "acme", cwd=tmp_path).returncode == 2
    assert "is not a day" in charter("status", "--as-of", "soon", cwd=tmp_path).stderr


# many, and how they look


def test_every_charter_of_the_repository_in_a_row(charter, tmp_path):
    root = tmp_path
    for number in range(70):  # enough for several processes
        folder = story("crawl").write(root / "one")
        text = (folder / "charter.yaml").read_text(encoding="utf-8").replace(f"id: {ID}", f"id: c{number:03}")
        place = root / "charters" / f"c{number:03}"
        place.mkdir(parents=True)
        (place / "charter.yaml").write_text(text, encoding="utf-8")
    done = charter("status", "--today", "2025-12-01", cwd=root, COLUMNS="120")
    assert re.findall(r"^(c\d{3}) ", done.stdout, re.MULTILINE) == [f"c{number:03}" for number in range(70)]
    assert done.stdout.endswith("\n70 charters as of 2025-12-01, nothing is late\n")
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("width", "head"),
    [("99", ""), ("100", "charter stands next late"), ("150", "charter agreement phase since next late")],
)
def test_it_keeps_to_the_width(status, width, head):
    text = status("crawl measured", "2026-03-26", COLUMNS=width).stdout
    assert max(map(len, text.splitlines())) <= int(width)
    assert not head or re.sub(r" +", " ", text.splitlines()[0]) == head


@pytest.mark.parametrize(
    ("arguments", "colored"), [((), False), (("--color", "never"), False), (("--color", "always"), True)]
)
def test_color_only_where_it_is_wanted(status, arguments, colored):
    done = status("crawl", "2026-02-01", *arguments)
    assert ("\x1b[" in done.stdout, "│" in done.stdout) == (colored, colored)


EVIL = "Helio [bold red]@octocat[/] [link=http://evil.example]x[/link] :smile:"


@pytest.mark.parametrize("color", ["always", "never"])
def test_a_hostile_name_stays_text(status, color):
    new = f"cohort: [{json.dumps(EVIL)}, Brandt Lager]"
    told = story("signed", [{"edit": "charter.yaml", "old": "cohort: [Helio 3PL, Brandt Lager]", "new": new}])
    told.decide("start", "signed", "crawl", "2026-01-09", invited=[EVIL, "Brandt Lager"])
    told.approve("2026-01-12")
    done = status(told, "2026-02-01", ID, "--color", color, COLUMNS="300")
    assert EVIL in re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    assert "\x1b]8" not in done.stdout


# json


@pytest.mark.parametrize(
    "point", ["draft", "half signed", "crawl asked", "walk measured", "slump", "waived", "restarted", "closed"]
)
def test_the_json_has_the_promised_keys_and_no_floats(status, point):
    from charter.report import status_json

    def no_float(text):
        raise AssertionError(text)

    done = status(point, "2027-03-01", "--format", "json")
    data = json.loads(done.stdout, parse_float=no_float)
    described = re.findall(r"^    (\w+(?:, \w+)*)  +\S", status_json.__doc__, re.MULTILINE)
    promised = {key for keys in described for key in keys.split(", ")} | {"title", "paused_from"}
    assert data["version"] == 1
    assert set(data["charters"][0]) == promised


def test_a_revision_that_waits_is_seen_while_the_one_before_runs(status):
    half = story("second revision")
    half.delete("consents/r2-contoso.yaml")
    half.delete("signed/r2.json")
    shown = status(half, "2026-02-12", ID).stdout
    assert "\ncoming\n  contoso has not signed revision 2 since 2026-02-11\n" in shown
    assert "\nnext\n  charter sign northwind-contoso r2 --as contoso.sponsor\n" in shown
    shown = status("second revision", "2026-02-12", ID).stdout
    assert "\ncoming\n  revision 2 is signed by all since 2026-02-11, and not in force yet\n" in shown
    assert "\nnext\n  charter advance northwind-contoso amend --as northwind.relationship\n" in shown


def test_a_revision_that_nobody_has_signed_or_that_is_in_force_is_no_item(status):
    written = story("second revision")
    for local in ("consents/r2-contoso.yaml", "consents/r2-northwind.yaml", "signed/r2.json"):
        written.delete(local)
    assert "revision 2" not in status(written, "2026-02-12", ID).stdout
    assert "revision 2 is signed by all" not in status("amended", "2026-02-13", ID).stdout


@pytest.fixture
def drifted(status):
    """A life in crawl, in whose people file somebody else stands now, and in whose terms a day was moved."""
    told = story("crawl")
    told.files["charter.yaml"] = told.files["charter.yaml"].replace(b"notice: 60 days", b"notice: 6 days", 1)
    assert told.files["charter.yaml"] != story("crawl").files["charter.yaml"]
    return told


def test_words_that_changed_after_all_signed(status, drifted):
    shown = "its files say otherwise than what is in force, in 1 place; charter check says where"
    done = status(drifted, "2026-01-21", ID)
    assert done.stdout.splitlines()[2] == shown
    assert status("crawl", "2026-01-21", ID).stdout.count("say otherwise") == 0
    assert "files say otherwise" in status(drifted, "2026-01-21").stdout
    assert json.loads(status(drifted, "2026-01-21", "--format", "json").stdout)["charters"][0]["drifted"] == 1


def test_of_a_past_day_nobody_knows_what_the_files_said(status, drifted):
    done = status(drifted, "2026-01-21", ID, "--as-of", "2026-01-09")
    assert "say otherwise" not in done.stdout
