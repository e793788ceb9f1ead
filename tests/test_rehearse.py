"""Every way a partnership can end: what the examples say, what a hole or a hostile number does, and what always holds."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from charter.model import Charter
from charter.rehearsal import Ending, Rehearsal, rehearse
from charter.rendering import terms
from charter.rendering.names import Names
from charter.rendering.rehearsal.data import document
from charter.rendering.rehearsal.flowchart import chart
from charter.rendering.rehearsal.story import story
from charter.rendering.rehearsal.tree import in_ascii, lines
from charter.rendering.rehearsal.words import summary

REPOSITORY = Path(__file__).parents[1]
EXAMPLES = sorted(path.parent.name for path in (REPOSITORY / "charters").glob("*/charter.yaml"))
PINNED = ("acme-globex", "northwind-contoso", "ordered-infusions")
RECONSTRUCTIONS = sorted(
    path.stem for path in (REPOSITORY / "tests/reconstructions").glob("*.yaml") if path.stem != "expected"
)
GOLDEN = Path(__file__).parent / "rehearsals"


def read(text: str) -> Charter:
    return terms("charter.yaml", text.encode(), {}).charter


def example(name: str) -> Charter:
    return read((REPOSITORY / "charters" / name / "charter.yaml").read_text(encoding="utf-8"))


def page(charter: Charter, width: int = 100) -> str:
    names = Names(charter)
    told = story(charter, rehearse(charter), names)
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines(told, names, width))


def data(charter: Charter) -> dict[str, Any]:
    return document(charter, rehearse(charter), Names(charter))


GATE = "gate: {{decide_by: 2027-03-19, decided_by: [north.sponsor, south.sponsor], criteria: [{{id: happy, ask: Happy?, of: customers, needs: all}}], no_go: {no_go}, if_silent: end{more}}}"


def charter(phases: str = "", exit: str = "", extra: str = "") -> Charter:
    text = """charter: 1
id: north-south
revision: 1
title: North and South
parties: {north: {name: North GmbH}, south: {name: South AG}}
"""
    return read(text + (f"phases:\n{phases}" if phases else "") + (f"exit: {exit}\n" if exit else "") + extra)


def crawl(no_go: str = "end", more: str = "") -> str:
    return f"  crawl: {{start: 2027-01-11, end: 2027-03-05, {GATE.format(no_go=no_go, more=more)}}}\n"


WALK = """  walk: {start: 2027-03-22, end: 2027-06-11, gate: {decide_by: 2027-06-25, decided_by: [north.sponsor, south.sponsor],
    criteria: [{id: sold, ask: Sold?, of: customers, needs: all}], no_go: %s, if_silent: end%s}}
"""
RUN = "  run: {start: 2027-07-01, term: 12 months, renewal: {mode: %s}}\n"


def days(rehearsal: Rehearsal, kind: str, phase: str = "") -> tuple[date | None, date | None]:
    found = one(rehearsal, kind, phase).days
    return found.earliest, found.latest


def one(rehearsal: Rehearsal, kind: str, phase: str = "") -> Ending:
    (ending,) = [e for e in rehearsal.endings if e.kind == kind and (not phase or phase in e.phases)]
    return ending


def gaps(found: Charter) -> list[tuple[str, str]]:
    return [(place.gap, place.about) for place in rehearse(found).nobody]


@pytest.mark.parametrize("form", ["txt", "json", "mmd"])
@pytest.mark.parametrize("name", PINNED)
def test_the_examples_end_as_they_did(name: str, form: str, request: pytest.FixtureRequest) -> None:
    found, golden = example(name), GOLDEN / f"{name}.{form}"
    names = Names(found)
    shown = {
        "txt": lambda: page(found),
        "json": lambda: json.dumps(data(found), indent=1) + "\n",
        "mmd": lambda: chart(story(found, rehearse(found), names), names),
    }[form]()
    if request.config.getoption("--accept", False):
        golden.write_text(shown, encoding="utf-8", newline="")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80, 100, 140])
@pytest.mark.parametrize("name", RECONSTRUCTIONS)
def test_real_partnerships_with_holes_can_be_rehearsed(name: str, width: int) -> None:
    found = read((REPOSITORY / f"tests/reconstructions/{name}.yaml").read_text(encoding="utf-8"))
    assert all(len(line) <= max(80, min(width, 100)) for line in page(found, width).splitlines())
    assert json.dumps(data(found))


def test_the_gate_of_a_crawl_ends_it_between_its_end_and_the_last_day() -> None:
    found = rehearse(charter(crawl()))
    assert days(found, "no-go") == (date(2027, 3, 5), date(2027, 3, 19))
    assert days(found, "silence") == (date(2027, 3, 19), date(2027, 3, 19))
    assert days(found, "withdrawn") == (None, date(2027, 1, 10))
    assert one(found, "unwritten").phases == ("crawl",)
    assert found.nobody == ()


def test_an_extension_lengthens_and_everything_later_moves() -> None:
    plain, longer = (
        crawl() + WALK % ("end", ""),
        crawl(more=", extension: {times: 2, for: 4 weeks}") + WALK % ("end", ""),
    )
    assert days(rehearse(charter(plain)), "silence", "walk")[1] == date(2027, 6, 22)  # walk begins with the decision
    assert days(rehearse(charter(longer)), "silence", "crawl") == (date(2027, 3, 19), date(2027, 5, 14))
    assert days(rehearse(charter(longer)), "silence", "walk")[1] == date(2027, 8, 17)


def test_a_silence_that_extends_ends_after_the_last_extension() -> None:
    gate = crawl(more=", extension: {times: 1, for: 4 weeks}").replace("if_silent: end", "if_silent: extend")
    assert days(rehearse(charter(gate)), "silence") == (date(2027, 4, 16), date(2027, 4, 16))


def test_a_restart_is_counted_and_the_no_that_ends_comes_after_the_last_attempt() -> None:
    found = rehearse(charter(crawl("restart-crawl", ", attempts: 3")))
    assert one(found, "no-go").after_attempts == 3
    assert days(found, "no-go") == (
        date(2027, 3, 5 + 0) + 2 * (date(2027, 3, 5) - date(2027, 1, 11)),
        date(2027, 7, 31),
    )
    assert rehearse(charter(crawl("restart-crawl"))).windows[0].crawls == 2


def test_a_restart_from_walk_takes_both_phases_again() -> None:
    once = rehearse(charter(crawl() + WALK % ("end", "")))
    again = rehearse(charter(crawl() + WALK % ("restart-crawl", "")))
    whole = date(2027, 6, 22) - date(2027, 1, 11)
    assert days(again, "no-go", "walk")[1] == date(2027, 6, 22) + whole == days(once, "no-go", "walk")[1] + whole
    assert days(again, "no-go", "crawl")[1] == date(2027, 3, 19) + whole


def test_a_term_ends_and_a_renewal_without_end_is_open() -> None:
    whole = crawl() + WALK % ("end", "") + RUN
    assert days(rehearse(charter(whole % "by-choice")), "term")[1] == date(2028, 6, 22)
    automatic = rehearse(charter(whole % "automatic"))
    assert one(automatic, "term").days.open == "it renews by itself"
    assert "no latest day, as it renews by itself" in summary(automatic, Names(charter(whole % "automatic")))


def test_a_trigger_waits_for_its_phase_its_day_its_cure_and_its_notice() -> None:
    trigger = "{triggers: [{id: late, when: {event: It happens, in: [walk]}, invoked_by: any, cure: 10 days, notice: 1 month}]}"
    found = one(rehearse(charter(crawl() + WALK % ("end", ""), trigger)), "trigger")
    assert found.phases == ("walk",)
    assert (found.days.earliest, found.days.latest) == (date(2027, 4, 15), date(2027, 8, 2))
    assert found.over is None


def test_a_trigger_that_cannot_be_used_or_changes_only_a_part_is_no_ending() -> None:
    in_run = "{triggers: [{id: late, when: {event: It happens}, in: [run], invoked_by: any}]}"
    change = "{triggers: [{id: less, when: {event: It happens}, invoked_by: any, then: change}]}"
    too_late = "{triggers: [{id: late, when: {event: It happens, from: 2029-01-01}, invoked_by: any}]}"
    for way in (in_run, change, too_late):
        assert [e.kind for e in rehearse(charter(crawl(), way)).endings] == [
            "withdrawn",
            "no-go",
            "silence",
            "unwritten",
        ]


def test_the_wind_down_follows_the_last_day() -> None:
    found = one(rehearse(charter(crawl(), "{wind_down: {takes: 90 days}}")), "silence")
    assert found.over is not None and found.over.latest == date(2027, 6, 17)


@pytest.mark.parametrize(
    ("phases", "way", "extra", "expected"),
    [
        (crawl(), "", "", []),
        (crawl().replace(", south.sponsor", ""), "", "", [("party without a voice", "south")]),
        (crawl().replace("[north.sponsor, south.sponsor]", "[]"), "", "", [("no deciders", "")]),
        (crawl().replace(", if_silent: end", ""), "", "", [("silence unwritten", "")]),
        (crawl().replace("silent: end", "silent: extend"), "", "", [("silence extends nothing", "")]),
        (crawl().replace("if_silent: end", "if_silent: {undisclosed: secret}"), "", "", []),
        ("  crawl: {start: 2027-01-11, end: 2027-03-05}\n", "", "", [("no gate", "")]),
        ("  run: {start: 2027-01-11}\n", "", "", [("no way out", "")]),
        ("  run: {start: 2027-01-11, term: {undisclosed: secret}}\n", "", "", []),
        (crawl(), "{triggers: [{id: t, when: {event: E}, invoked_by: nobody-here}]}", "", [("unknown invoker", "t")]),
        (crawl(), "{triggers: [{id: t, when: {event: E}, invoked_by: south}]}", "", []),
        (
            crawl(),
            "{triggers: [{id: t, when: {event: E}, invoked_by: judge}]}",
            "outsiders: {judge: {kind: arbiter, name: A judge}}\n",
            [("nobody picks", "judge")],
        ),
        (
            crawl(),
            "{triggers: [{id: t, when: {event: E}, invoked_by: judge}]}",
            "outsiders: {judge: {kind: arbiter, name: A judge, chosen_by: the chamber}}\n",
            [],
        ),
        (
            crawl().replace("ask: Happy?, of: customers, needs: all", 'metric: hours, reaches: "<= 20", fails: "> 30"'),
            "",
            "metrics: {hours: {name: Hours of work, unit: hours, better: lower}}\n",
            [("grey without extension", "happy")],
        ),
        (
            crawl(more=", extension: {times: 1, for: 1 week}").replace(
                "ask: Happy?, of: customers, needs: all", 'metric: hours, reaches: "<= 20", fails: "> 30"'
            ),
            "",
            "metrics: {hours: {name: Hours of work, unit: hours, better: lower}}\n",
            [],
        ),
    ],
)
def test_where_nobody_may_decide(phases: str, way: str, extra: str, expected: list[tuple[str, str]]) -> None:
    assert gaps(charter(phases, way, extra)) == expected


GOALS = "goals: [{id: ours, for: north, outcome: We win.}, {id: theirs, for: south, outcome: They win.}]\n"
PAID = "{id: fee, from: north, kind: money, what: A fee, value: {amount: EUR 900}, due: 2027-02-01, serves: [theirs]}"
BACK = "{id: work, from: south, kind: support, what: Work, serves: [ours], %s}"


def handed(back: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = rehearse(charter(crawl() + WALK % ("end", ""), "", f"{GOALS}commitments: [{PAID}, {BACK % back}]\n"))
    ending = one(found, "no-go", "crawl")
    return ending.empty_handed, ending.perhaps_empty_handed


def test_a_party_that_paid_before_the_others_owe_anything_gets_nothing() -> None:
    assert handed("due: 2027-02-01") == ((), ())
    assert handed("due: 2027-03-05") == ((), ())
    assert handed("due: 2027-03-06") == ((), ("north",))
    assert handed("due: 2027-03-20") == (("north",), ())
    assert handed("after: crawl, due: 2027-02-01") == (("north",), ())
    assert handed("quantity: {value: 1, unit: fte}") == ((), ())  # no date: nothing is claimed


def test_what_is_spent_is_exact_and_what_a_gate_holds_back_is_not_owed() -> None:
    commitments = """commitments:
  - {id: fee, from: north, kind: money, what: A fee, value: {total: EUR 300.50, schedule: [{date: 2027-03-05, amount: EUR 100.25}, {date: 2027-03-10, amount: EUR 200.25}]}}
  - {id: more, from: north, kind: money, what: More, value: {amount: EUR 5000}, after: crawl, due: 2027-02-01}
  - {id: rent, from: south, kind: money, what: Rent, value: {amount: CHF 10, per: month}, from_date: 2027-01-15}
  - {id: help, from: south, kind: support, what: Help, value: {undisclosed: secret}, due: 2027-02-01}
  - {id: good-will, from: south, kind: support, what: Help, intended: true, value: {amount: CHF 9}, due: 2027-02-01}
"""
    found = rehearse(charter(crawl(), "", commitments))
    north, south = one(found, "no-go").spent
    assert [str(amount) for amount in north.amounts] == ["EUR 100.25 to EUR 300.50"]
    assert ([str(amount) for amount in south.amounts], south.unknown) == (["CHF 10 to CHF 30"], True)
    assert all(not spent.amounts or not spent.amounts[0].high for spent in one(found, "withdrawn").spent)


HOSTILE = charter(
    crawl("restart-crawl", ", attempts: 999999999, extension: {times: 100000000, for: 999999 years}")
    + WALK % ("restart-crawl", ", attempts: 99999999, extension: {times: 100000000, for: 999999 business days}")
    + "  run: {start: 2027-07-01, term: 999999 years}\n",
    "{{triggers: [{}], wind_down: {{takes: 999999 months}}}}".format(
        ", ".join(f"{{id: t{n}, when: {{event: E}}, invoked_by: any, notice: 999999 weeks}}" for n in range(50))
    ),
)


def test_a_hostile_charter_is_counted_and_not_walked() -> None:
    found = rehearse(HOSTILE)
    assert len(found.endings) == 56
    assert days(found, "no-go", "walk")[1] == date.max
    assert "2027-03-19 – after 9999" in page(HOSTILE)


def test_hostile_names_stay_inside_their_boxes() -> None:
    evil = 'A"] --> x; click p0 href "javascript:alert(1)" %%{init: {}}%%\n  subgraph end'
    found = read(
        "charter: 1\nid: a-b\nrevision: 1\n"
        f"title: {json.dumps(evil)}\nparties: {{a: {{name: {json.dumps(evil)}}}, b: {{name: B}}}}\n"
        "exit: {triggers: [{id: click, when: {event: E}, invoked_by: a}]}\n"
    )
    names = Names(found)
    drawn = chart(story(found, rehearse(found), names), names)
    assert all(
        re.fullmatch(r'  (?:p\d+|e\d+|classDef)[^"]*(?:"[^"\n]*"[^"]*)?', line) for line in drawn.splitlines()[1:]
    )
    assert "click p0" not in drawn


def test_what_nobody_can_see_is_refused_and_colors_are_only_ours(charter: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "charters" / "a-b" / "charter.yaml"
    file.parent.mkdir(parents=True)
    text = 'charter: 1\nid: a-b\nrevision: 1\ntitle: "%s"\nparties: {a: {name: A}, b: {name: B}}\n'
    file.write_text(text % "A\\u202e", encoding="utf-8")
    done = charter("rehearse", "a-b", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "") and "\u202e" not in done.stderr
    file.write_text(text % "A", encoding="utf-8")
    assert "\x1b" not in charter("rehearse", "a-b", cwd=tmp_path).stdout
    assert "\x1b[1mA\x1b[0m" in charter("rehearse", "a-b", "--color", "always", cwd=tmp_path).stdout
    assert "\x1b" not in charter("rehearse", "a-b", "--color", "never", cwd=tmp_path).stdout


def test_the_exit_code_says_whether_nobody_may_decide(charter: Callable[..., Any], tmp_path: Path) -> None:
    def run(name: str, *more: str, **environment: str) -> Any:
        return charter("rehearse", name, *more, "--root", REPOSITORY, cwd=tmp_path, **environment)

    assert run("northwind-contoso").returncode == 0
    assert run("acme-globex").returncode == 1
    assert run("northwind-contoso", "--ascii").stdout.isascii()
    assert run("northwind-contoso", PYTHONIOENCODING="latin-1").stdout.isascii()
    wide, narrow = (run("ordered-infusions", COLUMNS=columns).stdout for columns in ("200", "80"))
    assert max(map(len, wide.splitlines())) == 100
    assert max(map(len, narrow.splitlines())) <= 80
    shown = json.loads(run("northwind-contoso", "--format", "json").stdout)
    assert shown["version"] == 1
    assert run("northwind-contoso", "--format", "mermaid").stdout.startswith("flowchart TD\n")


def test_ascii_keeps_every_column() -> None:
    text = page(example("acme-globex"))
    assert [len(line) for line in in_ascii(text).splitlines()] == [len(line) for line in text.splitlines()]


SUBJECTS = [example(name) for name in EXAMPLES] + [
    read((REPOSITORY / f"tests/reconstructions/{name}.yaml").read_text(encoding="utf-8")) for name in RECONSTRUCTIONS
]


@pytest.mark.parametrize("found", [*SUBJECTS, HOSTILE], ids=lambda found: str(found.id))
def test_the_sentence_counts_what_the_data_lists(found: Charter) -> None:
    shown = data(found)
    assert shown["summary"].startswith(f"{len(shown['endings'])} ending")
    counted = re.search(r"in (\d+) places? nobody", shown["summary"])
    assert int(counted[1] if counted else 0) == len(shown["nobody"]) == shown["counts"]["nobody"]
    for party, times in shown["counts"]["empty_handed"].items():
        assert times == sum(party in ending["empty_handed"] for ending in shown["endings"])
    assert [ending["number"] for ending in shown["endings"]] == list(range(1, len(shown["endings"]) + 1))


def test_every_golden_is_compared() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(PINNED) <= set(EXAMPLES)


def test_what_one_crawl_released_is_owed_in_the_next() -> None:
    fee = "commitments: [{id: fee, from: north, kind: money, what: A fee, value: {amount: EUR 900}, after: crawl, due: 2027-02-01}]\n"
    once, again = (
        one(rehearse(charter(crawl() + WALK % (no, ""), "", fee)), "no-go", "crawl") for no in ("end", "restart-crawl")
    )
    assert [str(amount) for amount in once.spent[0].amounts] == []
    assert [str(amount) for amount in again.spent[0].amounts] == ["up to EUR 900"]


def test_the_sentence_names_who_is_left_with_nothing_and_where_nobody_decides() -> None:
    text = f"{GOALS}commitments: [{PAID}, {BACK % 'due: 2027-03-20'}]\n"
    found = charter(crawl().replace(", if_silent: end", ""), "", text)
    assert summary(rehearse(found), Names(found)) == (
        "4 endings, earliest 2027-03-05 by a no at crawl, no latest day, as nothing ends a silence at crawl; "
        "in 2 of them North has paid and gets nothing; in 1 place nobody may decide"
    )
