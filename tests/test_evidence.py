"""One evidence file by itself: what is fine stays silent, every defect is one objection at its place."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from charter import document
from charter.digest import digest
from charter.facts import Fact, Facts, Objection, RawFile
from charter.gates.bench import Bench
from charter.gates.scrutiny import faults, objections
from charter.model import KINDS
from charter.model.reading import understand

TEXT = (Path(__file__).parents[1] / "charters/northwind-contoso/charter.yaml").read_bytes()
TERMS: Any = understand(KINDS["charter"], document.read(TEXT, "charter.yaml").data).part
TODAY = date(2027, 3, 17)
HOURS = b"customer,hours\nHelio 3PL,29\nBrandt Lager,31\n"
LETTER = b"%PDF-1.7 a letter"

PEOPLE: Any = understand(
    KINDS["people"],
    {
        "people": "1",
        "party": "northwind",
        "roles": {
            "delivery": [{"name": "Ida Holm", "from": "2027-01-01", "to": "2027-03-12"}],
            "sponsor": [{"name": "Jana Brandt"}],
        },
    },
).part


def sha(content: bytes) -> str:
    return sha256(content).hexdigest()


FILES = {
    "evidence/data/hours.csv": RawFile(sha(HOURS), HOURS),
    "evidence/data/letter.pdf": RawFile(sha(LETTER), LETTER),
    "evidence/data/large.csv": RawFile("ab" * 32),
    "charter.yaml": RawFile("cd" * 32),
}

MEASURED: dict[str, Any] = {
    "evidence": "1",
    "metric": "onboarding_hours",
    "phase": "crawl",
    "period": {"from": "2027-01-11", "to": "2027-03-05"},
    "cases": [{"customer": "Helio 3PL", "value": "29"}, {"customer": "Brandt Lager", "value": "31"}],
    "source": {"file": "evidence/data/hours.csv", "sha256": sha(HOURS), "column": "hours", "by": "customer"},
    "collected": {"date": "2027-03-12", "by": "northwind.delivery"},
}
ASKED: dict[str, Any] = {
    "evidence": "1",
    "criterion": "recommend",
    "phase": "crawl",
    "cases": [
        {"customer": "Helio 3PL", "answer": "yes", "attachment": "evidence/data/letter.pdf", "sha256": sha(LETTER)}
    ],
    "collected": {"date": "2027-03-12", "by": "contoso.sponsor"},
}


def fact(data: dict[str, Any], local: str = "") -> Fact[Any]:
    reading = understand(KINDS["evidence"], data)
    assert reading.violations == ()
    about = str(data.get("metric") or data.get("criterion") or "nothing").replace("_", "-")
    return Fact(local or f"evidence/{about}-{digest(data)[7:15]}.yaml", digest(data), reading.part)


def found(data: dict[str, Any], local: str = "", files: Any = None) -> list[Objection]:
    people: Any = {"northwind": Fact("people/northwind.yaml", "sha256:" + "0" * 64, PEOPLE)}
    facts = Facts("northwind-contoso", files=FILES if files is None else files, people=people)
    return list(objections(fact(data, local), facts, TERMS, TODAY))


def said(data: dict[str, Any], local: str = "", files: Any = None) -> list[tuple[str, str, str]]:
    return [(one.rule, "/".join(map(str, one.path)), one.message) for one in found(data, local, files)]


def cases(*rows: dict[str, str], base: dict[str, Any] = MEASURED) -> dict[str, Any]:
    return {key: value for key, value in base.items() if key != "source"} | {"cases": list(rows)}


@pytest.mark.parametrize(
    "data",
    [
        MEASURED,
        ASKED,
        {**MEASURED, "collected": {"date": "2027-03-05", "by": "northwind.sponsor"}},
        {**MEASURED, "collected": {"date": "2027-03-17", "by": "contoso.delivery"}},
        {key: value for key, value in MEASURED.items() if key != "source"},
        cases({"customer": "Vela Cargo", "value": "40", "control": "true"}, {"customer": "Helio 3PL", "value": "29"}),
        {**cases({"value": "6", "of": "8"}), "metric": "adoption", "phase": "walk"},
        {**cases({"value": "70%"}), "metric": "adoption", "phase": "walk"},
        {**cases({"customer": "Site A", "answer": "yes"}), "metric": "adoption", "phase": "walk"},
        {**cases({"party": "contoso", "value": "EUR -5"}, base=ASKED), "criterion": "roi", "phase": "walk"},
        {**cases({"party": "contoso", "answer": "no"}, base=ASKED), "criterion": "scalable"},
        {**MEASURED, "source": {**MEASURED["source"], "take": "mean"}},
        {**MEASURED, "source": {"file": "evidence/data/large.csv", "sha256": "ab" * 32}},
    ],
)
def test_what_is_fine(data):
    assert said(data) == []


def sourced(**changed: str) -> dict[str, Any]:
    return {**MEASURED, "source": {**MEASURED["source"], **changed}}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({**{key: value for key, value in MEASURED.items() if key != "metric"}}, ("evidence-of-nothing", "criterion", "the evidence names neither a metric nor a criterion")),
        ({**MEASURED, "criterion": "recommend"}, ("evidence-of-nothing", "metric", "the evidence names a metric and a criterion")),
        ({**MEASURED, "metric": "onboarding_days"}, ("evidence-of-nothing", "metric", "onboarding_days is no metric of the terms")),
        ({**ASKED, "criterion": "faster"}, ("evidence-of-nothing", "criterion", "faster is no question of a gate")),
        ({**MEASURED, "collected": {"date": "2027-03-18", "by": "northwind.sponsor"}}, ("evidence-from-the-future", "collected/date", "it was collected on 2027-03-18, and today is 2027-03-17")),
        (sourced(file="../contoso/evidence/data/hours.csv"), ("evidence-path-outside", "source/file", "../contoso/evidence/data/hours.csv does not lie in the charter's own folder evidence/")),
        (sourced(file="evidence/../charter.yaml"), ("evidence-path-outside", "source/file", "evidence/../charter.yaml does not lie in the charter's own folder evidence/")),
        (sourced(file="/evidence/data/hours.csv"), ("evidence-path-outside", "source/file", "/evidence/data/hours.csv does not lie in the charter's own folder evidence/")),
        (sourced(file="evidence\\data\\hours.csv"), ("evidence-path-outside", "source/file", "evidence\\data\\hours.csv does not lie in the charter's own folder evidence/")),
        (sourced(file="evidence/./data/hours.csv"), ("evidence-path-outside", "source/file", "evidence/./data/hours.csv does not lie in the charter's own folder evidence/")),
        (sourced(file="charter.yaml"), ("evidence-path-outside", "source/file", "charter.yaml does not lie in the charter's own folder evidence/")),
        (sourced(file="evidence/data/lost.csv"), ("evidence-file-missing", "source/file", "there is no file evidence/data/lost.csv")),
        (sourced(sha256="ef" * 32), ("evidence-digest-mismatch", "source/sha256", f"evidence/data/hours.csv has the digest {sha(HOURS)[:12]}…, recorded is efefefefefef…")),
        (sourced(sha256=sha(HOURS).upper()), ("evidence-digest-mismatch", "source/sha256", f"evidence/data/hours.csv has the digest {sha(HOURS)[:12]}…, recorded is {sha(HOURS).upper()[:12]}…")),
        (sourced(column="days"), ("evidence-not-reproduced", "source/column", 'evidence/data/hours.csv: there is no column "days"')),
        (sourced(file="evidence/data/large.csv", sha256="ab" * 32), ("evidence-not-reproduced", "source/column", "evidence/data/large.csv: evidence/data/large.csv is too large to be recomputed")),
        ({**MEASURED, "cases": MEASURED["cases"][:1]}, ("evidence-not-reproduced", "cases", "evidence/data/hours.csv yields 1 case that no case here records")),
        ({**MEASURED, "cases": [{"customer": "Helio 3PL", "value": "28"}, MEASURED["cases"][1]]}, ("evidence-not-reproduced", "cases/0/value", "evidence/data/hours.csv yields 29 for Helio 3PL, recorded is 28")),
        (cases({"customer": "Helio 3PL", "value": "29%"}), ("evidence-wrong-unit", "cases/0/value", "29% of Helio 3PL is no value of onboarding_hours, which is measured in hours")),
        (cases({"customer": "Helio 3PL", "answer": "yes"}), ("evidence-wrong-unit", "cases/0/answer", 'the answer "yes" of Helio 3PL is no value of onboarding_hours, which is measured in hours')),
        ({**cases({"value": "7"}), "metric": "rework_rate"}, ("evidence-wrong-unit", "cases/0/value", "7 is no share, and rework_rate is a share: write 5%, or 3 of 60")),
        ({**cases({"value": "7", "of": "6"}), "metric": "rework_rate"}, ("evidence-wrong-unit", "cases/0/value", "7 of 6 counts more than there are")),
        (cases({"customer": "Helio 3PL", "value": "9"}, base=ASKED), ("evidence-wrong-unit", "cases/0/value", "9 of Helio 3PL is no answer: write answer: yes or no")),
        ({**cases({"party": "contoso", "value": "9"}, base=ASKED), "criterion": "roi"}, ("evidence-wrong-unit", "cases/0/value", "9 of contoso is no return: write an amount of money or a percentage")),
        (cases({"customer": "Helio 3PL"}), ("evidence-without-cases", "cases/0", "Helio 3PL has neither a value nor an answer")),
        (cases(), ("evidence-without-cases", "cases", "it holds no case")),
        ({**cases({"value": "0", "of": "0"}), "metric": "rework_rate"}, ("evidence-without-cases", "cases/0/of", "0 of 0 is no share: nothing was counted")),
        (cases({"customer": "Vela Cargo", "value": "9"}), ("evidence-of-a-stranger", "cases/0/customer", "Vela Cargo is not on the list of customers that was frozen")),
        ({**cases({"party": "fabrikam", "answer": "yes"}, base=ASKED), "criterion": "scalable"}, ("evidence-of-a-stranger", "cases/0/party", "fabrikam is no party of this charter")),
        ({**MEASURED, "collected": {"date": "2027-03-04", "by": "northwind.delivery"}}, ("evidence-before-its-period-ends", "period/to", "it was collected on 2027-03-04, before its period ended on 2027-03-05")),
        ({**MEASURED, "period": {"from": "2027-03-06", "to": "2027-03-05"}}, ("evidence-before-its-period-ends", "period/to", "its period ends on 2027-03-05, before it begins on 2027-03-06")),
        ({**MEASURED, "collected": {"date": "2027-03-12", "by": "fabrikam.delivery"}}, ("evidence-collector-unknown", "collected/by", "fabrikam is no party of this charter")),
        ({**MEASURED, "collected": {"date": "2027-03-12", "by": "northwind.finance"}}, ("evidence-collector-unknown", "collected/by", "nobody held northwind.finance on 2027-03-12")),
        ({**MEASURED, "collected": {"date": "2027-03-13", "by": "northwind.delivery"}}, ("evidence-collector-unknown", "collected/by", "nobody held northwind.delivery on 2027-03-13")),
        ({**ASKED, "cases": [{**ASKED["cases"][0], "sha256": "ef" * 32}]}, ("attachment-mismatch", "cases/0/sha256", f"evidence/data/letter.pdf has the digest {sha(LETTER)[:12]}…, recorded is efefefefefef…")),
        ({**ASKED, "cases": [{"customer": "Helio 3PL", "answer": "yes", "attachment": "evidence/data/letter.pdf"}]}, ("attachment-mismatch", "cases/0/sha256", f"evidence/data/letter.pdf has the digest {sha(LETTER)[:12]}…, recorded is none")),
        ({**ASKED, "cases": [{**ASKED["cases"][0], "attachment": "evidence/data/lost.pdf"}]}, ("evidence-file-missing", "cases/0/attachment", "there is no file evidence/data/lost.pdf")),
        ({**ASKED, "cases": [{**ASKED["cases"][0], "attachment": "../letter.pdf"}]}, ("evidence-path-outside", "cases/0/attachment", "../letter.pdf does not lie in the charter's own folder evidence/")),
    ],
)  # fmt: skip
def test_each_defect_is_one_objection_at_its_place(data, expected):
    assert said(data) == [expected]
    assert all(one.help and one.local == fact(data).local for one in found(data))


def test_a_file_that_was_changed_after_it_was_written_has_the_wrong_name():
    name = fact(MEASURED).local
    changed = {**MEASURED, "note": "one more word"}
    expected = fact(changed).local.removeprefix("evidence/")
    message = f"by what it says this file is {expected}; it was changed after it was written, or renamed"
    assert said(changed, name) == [("evidence-misnamed", "", message)]
    assert said(MEASURED, name.replace("onboarding-hours", "onboarding_hours"))[0][0] == "evidence-misnamed"
    assert said(MEASURED, name.replace("evidence/", "evidence/data/"))[0][0] == "evidence-misnamed"


def test_a_mean_without_end_is_recorded_to_nine_places():
    content = b"hours\n10\n10\n9\n"
    files = {"evidence/data/hours.csv": RawFile(sha(content), content)}
    source = {"file": "evidence/data/hours.csv", "sha256": sha(content), "column": "hours", "take": "mean"}
    for value, fine in (("9.666666667", True), ("9.666666666", False), ("9.67", False), ("10", False)):
        data = {**cases({"value": value}), "source": source}
        assert (said(data, files=files) == []) == fine, value


def test_a_share_may_be_recorded_as_its_count_or_as_the_exact_percentage():
    content = b"again\nyes\nno\nno\nno\n"
    files = {"evidence/data/again.csv": RawFile(sha(content), content)}
    source = {"file": "evidence/data/again.csv", "sha256": sha(content), "column": "again", "take": "share"}
    for case, fine in (
        ({"value": "1", "of": "4"}, True),
        ({"value": "25%"}, True),
        ({"value": "2", "of": "8"}, False),
        ({"value": "24%"}, False),
    ):
        data = {**cases(case), "metric": "rework_rate", "source": source}
        assert (said(data, files=files) == []) == fine, case


def test_the_customers_that_a_decision_froze_are_known():
    decision = understand(
        KINDS["decision"],
        {
            "decision": "1",
            "seq": "3",
            "charter": "northwind-contoso",
            "step": "go",
            "by": "northwind.relationship",
            "phase": {"from": "crawl", "to": "walk"},
            "date": "2027-03-17",
            "terms": "sha256:" + "0" * 64,
            "invited": ["Site A"],
            "previous": "sha256:" + "0" * 64,
        },
    ).part
    frozen: Any = Facts("northwind-contoso", decisions=(Fact("decisions/0003.yaml", "sha256:" + "0" * 64, decision),))  # type: ignore[arg-type]
    for name, rules in (("Site A", []), ("Site B", ["evidence-of-a-stranger"])):
        data = {**cases({"customer": name, "answer": "yes"}), "metric": "adoption", "phase": "walk"}
        assert [one.rule for one in objections(fact(data), frozen, TERMS, TODAY)] == rules


def test_a_gate_uses_the_same_checks_and_words():
    data = sourced(sha256="ef" * 32)
    bench = Bench(TERMS, "crawl", date(2027, 1, 11), TODAY, ("Helio 3PL", "Brandt Lager"), files=FILES)
    assert list(faults(fact(data), bench)) == found(data)
