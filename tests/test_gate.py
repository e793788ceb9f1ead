"""Gates judged on real terms: the near misses first, then every way a criterion is not met, in its exact words."""

from datetime import date
from pathlib import Path
from typing import Any

from charter import document
from charter.digest import digest
from charter.facts import Fact
from charter.gates.bench import Bench
from charter.gates.judging import judge
from charter.gates.snapshot import snapshot
from charter.gates.verdict import Judged
from charter.model import KINDS
from charter.model.reading import understand

TERMS = (Path(__file__).parents[1] / "charters/northwind-contoso/charter.yaml").read_bytes()


def part(kind: str, data: Any) -> Any:
    reading = understand(KINDS[kind], data)
    assert reading.violations == ()
    return reading.part


def terms(**changed: str) -> Any:
    """The worked example's terms, with texts replaced."""
    text = TERMS.decode()
    for old, new in changed.items():
        old = OLD[old]
        assert old in text
        text = text.replace(old, new)
    return part("charter", document.read(text.encode(), "charter.yaml").data)


OLD = {
    "faster": '{id: faster, metric: onboarding_hours, improves: ">= 20%", fails: "< 10%", each: customer}',
    "recommend": '{id: recommend, ask: "Would each pilot customer recommend this to a peer?", of: customers, needs: all}',
    "scalable": '{id: scalable, ask: "Can we scale this integration?", of: parties, needs: all}',
    "adopted": '{id: adopted, metric: adoption, reaches: ">= 70%", fails: "< 40%"}',
    "promoting": '{id: promoting, ask: "Is each partner actively promoting?", of: parties, needs: all, attachment: required}',
    "supportable": '{id: supportable, metric: rework_rate, stays: "<= 6%"}',
    "hours_baseline": "baseline: {value: 40, date: 2026-11-30, cases: 20}",
    "hours_source": "source: {system: Zendesk time log, party: northwind, attested_by: contoso, lag: 1 week}",
    "enter_if": "enter_if: {roi: all, recommit: all}",
    "better": "better: lower\n    baseline: {value: 40",
    "tier": "tier: 2 ",
}


def evidence(about: str, *cases: dict[str, str], by: str = "northwind.delivery", **more: Any) -> Fact[Any]:
    """An evidence file; what it is about is a metric, or ``?question``."""
    walk = more.pop("phase", "crawl") == "walk"
    asked = about.startswith("?")
    data: dict[str, Any] = {
        "evidence": "1",
        ("criterion" if asked else "metric"): about.removeprefix("?"),
        "phase": "walk" if walk else "crawl",
        "cases": list(cases),
        "collected": {"date": more.pop("on", "2027-06-22" if walk else "2027-03-12"), "by": by},
        **more,
    }
    if not asked and "period" not in data:
        first, last = ("2027-03-22", "2027-06-11") if walk else ("2027-01-11", "2027-03-05")
        data["period"] = {"from": first, "to": last}
    name = digest(data)
    local = f"evidence/{about.removeprefix('?').replace('_', '-')}-{name[7:15]}.yaml"
    return Fact(local, name, part("evidence", data))


def consent(of: Fact[Any], party: str, says: str = "attest", on: str = "2027-03-15", **more: str) -> Fact[Any]:
    data = {
        "consent": "1",
        "charter": "northwind-contoso",
        "subject": f"e-{of.digest[7:15]}",
        "digest": of.digest,
        "says": says,
        "party": party,
        "role": "sponsor",
        "person": "Luca Meier",
        "date": on,
        "method": "attested",
        **more,
    }
    return Fact(f"consents/{data['subject']}-{party}.yaml", digest(data), part("consent", data))


def crawl(*facts: Fact[Any], consents: tuple[Fact[Any], ...] = (), **more: Any) -> Bench:
    return Bench(
        terms=more.pop("terms", None) or terms(),
        phase="crawl",
        started=date(2027, 1, 11),
        today=more.pop("today", date(2027, 3, 17)),
        customers=more.pop("customers", ("Helio 3PL", "Brandt Lager")),
        evidence=facts,
        consents=consents,
        **more,
    )


INVITED = tuple(f"Site {letter}" for letter in "ABCDEFGH")


def walk(*facts: Fact[Any], consents: tuple[Fact[Any], ...] = (), **more: Any) -> Bench:
    return Bench(
        terms=more.pop("terms", None) or terms(),
        phase="walk",
        started=more.pop("started", date(2027, 3, 22)),
        today=more.pop("today", date(2027, 6, 24)),
        customers=more.pop("customers", INVITED),
        evidence=facts,
        consents=consents,
        **more,
    )


def hours(*values: str, **more: Any) -> Fact[Any]:
    return evidence(
        "onboarding_hours",
        *(
            {"customer": name, "value": value}
            for name, value in zip(("Helio 3PL", "Brandt Lager"), values, strict=False)
        ),
        **more,
    )


def said(*answers: str, **more: Any) -> Fact[Any]:
    cases = zip(("Helio 3PL", "Brandt Lager"), answers, strict=False)
    return evidence("?recommend", *({"customer": name, "answer": answer} for name, answer in cases), **more)


def scale(party: str, answer: str = "yes", **more: Any) -> Fact[Any]:
    by = more.pop("by", f"{party}.sponsor")
    return evidence("?scalable", {"party": party, "answer": answer}, by=by, **more)


def one(bench: Bench, id: str) -> Judged:
    return next(judged for judged in judge(bench).criteria if judged.id == id)


def test_a_crawl_whose_every_criterion_holds_is_a_go():
    measured = hours("29", "31")
    review = judge(
        crawl(
            measured, said("yes", "yes"), scale("northwind"), scale("contoso"), consents=(consent(measured, "contoso"),)
        )
    )
    assert review.verdict == "go"
    assert review.awaits == ()
    assert review.criteria[0] == Judged(
        "faster",
        "met",
        values=("27.5%", "22.5%"),
        needed=">= 20%",
        have=">= 20% needed, 27.5% and 22.5%",
        cases=("Helio 3PL", "Brandt Lager"),
        evidence=(measured.digest,),
        sample="2 cases: Helio 3PL 29, Brandt Lager 31; baseline 40 from 20 cases",
    )
    assert snapshot(review)["faster"] == {
        "verdict": "met",
        "value": ["27.5%", "22.5%"],
        "needed": ">= 20%",
        "evidence": measured.digest,
    }
    assert [judged.have for judged in review.criteria[1:]] == ["2 of 2 needed, 2 said yes"] * 2
