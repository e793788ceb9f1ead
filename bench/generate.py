"""Realistic charters by the thousand: the same seed and number always give the same bytes.

A charter depends on the seed and its own number alone, so the first 1,000 of 10,000 are the 1,000 of a smaller run.
"""
# ruff: noqa: E501, SIM905 - the texts stand here as they do in a charter, the words as one would list them

from __future__ import annotations

import argparse
from base64 import b64encode
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

COMPANIES = (
    "Northwind Contoso Acme Globex Initech Umbra Fabrikam Tailspin Wingtip Litware Proseware Adatum Lucerne Margie "
    "Trey Woodgrove Alpine Fourth Coho Consolidated Humongous Relecloud Nod Bellows Lamna Liberty Munson Southridge "
    "Graphic Blue Yonder City Power Wide World Datum Parnell Vanarsdel Verdant Harbour Quill"
).split()
LEGAL_FORMS = {"DE": "GmbH", "CH": "AG", "GB": "Ltd", "NL": "BV", "US": "Inc.", "FR": "SAS", "AT": "GmbH", "SE": "AB"}
SECTORS = (
    "logistics software",
    "field services",
    "payments",
    "hospital software",
    "farm machinery",
    "building automation",
    "fleet telematics",
    "identity management",
    "retail analytics",
    "industrial sensors",
    "legal research",
    "insurance",
)
FIRST = (
    "Jana Omar Ida Petr Mei Luca Amara Tomás Zofia Ravi Noor Elif Søren Chloé Kwame Hana Miguel Ana Björn Leila".split()
)
LAST = "Brandt Aydin Holm Novak Tan Meier Okafor García Nowak Iyer Haddad Yılmaz Lund Martin Mensah Sato Costa Ruiz".split()
SITES = ("warehouses", "clinics", "branches", "plants", "depots", "stores", "schools", "farms", "garages", "hotels")
TASKS = ("installation", "data migration", "device pairing", "staff training", "cabling", "calibration", "onboarding")
PAINS = (
    "lose six weeks between contract and first use",
    "retype every order by hand",
    "wait for an engineer on site",
    "call three companies before anybody answers",
    "keep a second list because the first one is never right",
)
SYSTEMS = ("Zendesk time log", "billing export", "dispatch system", "warehouse ledger", "survey tool", "data lake")
ROLES = ("sponsor", "relationship", "delivery", "integration", "support", "finance")
TITLES = {
    "sponsor": "VP Alliances",
    "relationship": "Partner manager",
    "delivery": "Head of onboarding",
    "integration": "Lead engineer",
    "support": "Head of support",
    "finance": "Controller",
}
TIERS = (1, 2, 2, 2, 2, 2, 3)
"""How often each tier occurs; the middle one is what most partnerships are."""


class Party(NamedTuple):
    id: str
    name: str
    country: str
    sector: str


class Deal(NamedTuple):
    """What one charter is about: everything that its text is made from."""

    id: str
    tier: int
    a: Party
    b: Party
    start: date
    site: str
    task: str
    pain: str
    numbers: Random

    def number(self, low: int, high: int, step: int = 1) -> int:
        return self.numbers.randrange(low, high + 1, step)

    def weeks(self, count: int) -> date:
        return self.start + timedelta(weeks=count)


def deal(seed: int, number: int) -> Deal:
    """The partnership with this number, counted from 0."""
    chance = Random(f"{seed}/{number}")
    words = chance.sample(COMPANIES, 2)
    parties = [_party(word, chance) for word in words]
    return Deal(
        id=f"{parties[0].id}-{parties[1].id}-{number:05d}",
        tier=chance.choice(TIERS),
        a=parties[0],
        b=parties[1],
        start=date(2027, 1, 4) + timedelta(weeks=chance.randrange(40)),
        site=chance.choice(SITES),
        task=chance.choice(TASKS),
        pain=chance.choice(PAINS),
        numbers=chance,
    )


def _party(word: str, chance: Random) -> Party:
    country = chance.choice(sorted(LEGAL_FORMS))
    sector = chance.choice(SECTORS)
    return Party(word.lower(), f"{word} {LEGAL_FORMS[country]}", country, sector)


def charter(deal: Deal) -> str:
    """The text of this partnership's `charter.yaml`."""
    return _draft(deal) if deal.tier == 1 else _terms(deal)


def people(deal: Deal, party: Party) -> str:
    """The text of one party's people file."""
    chance = deal.numbers
    rows = [
        "people: 1",
        f"party: {party.id}",
        "signatories: [sponsor]",
        "roles:                                  # one person may hold several",
    ]
    for role in ROLES:
        first, last = chance.choice(FIRST), chance.choice(LAST)
        key = b64encode(b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + chance.randbytes(32)).decode()
        more = f', deputy: relationship, key: "ssh-ed25519 {key}"' if role == "sponsor" else ""
        address = f"{role}@{party.id}.example"
        rows.append(
            f"  {role + ':':13} [{{name: {first} {last}, title: {TITLES[role]}, email: {address}, from: 2026-11-01{more}}}]"
        )
    return "\n".join(rows) + "\n"


def _draft(d: Deal) -> str:
    a, b = d.a, d.b
    return f"""\
charter: 1
id: {d.id}
revision: 1
title: {a.name} and {b.name}, {d.task}
tier: 1
pattern: technology
purpose:
  job: product-utility
  why: |
    Our {d.site} {d.pain}. We do this to end
    that, and nothing else.
parties:
  {a.id}: {{name: {a.name}, country: {a.country}}}
  {b.id}: {{name: {b.name}, country: {b.country}}}
goals:
  - {{id: less-work, for: customers, outcome: "{d.number(5, 40)} of our {d.site} do {d.task} without calling anybody."}}
  - {{id: keep-users, for: {a.id}, outcome: Fewer {d.site} leave over missing {d.task}.}}
  - {{id: be-found, for: {b.id}, outcome: Listed where the {d.site} look first.}}
commitments:
  - {{id: app, from: {b.id}, kind: engineering, what: Build and run the {d.task} app., serves: [less-work]}}
  - {{id: api, from: {a.id}, kind: support, what: Interface access and office hours., serves: [less-work, be-found, keep-users]}}
phases:
  crawl:
    start: {d.start}
    end: {d.weeks(6)}
    gate:
      decide_by: {d.weeks(8)}
      decided_by: [{a.id}.sponsor, {b.id}.sponsor]
      criteria:
        - {{id: saved, ask: "Did each pilot stop doing it by hand?", of: customers, needs: all}}
      no_go: end
exit:
  triggers:
    - {{id: notice, when: {{event: Either party gives notice}}, invoked_by: any, notice: {d.number(30, 90, 15)} days}}
"""


def _terms(d: Deal) -> str:
    return "".join(part(d) for part in (_head, _exchange, _measures, _phases, _working, _ending))


def _head(d: Deal) -> str:
    a, b, cases = d.a, d.b, d.number(12, 40)
    change = (
        f"""\
strategic_change:
  - {{what: "{d.task.capitalize()} moves into the standard package.", party: {a.id}, owner: {a.id}.sponsor, date: {d.weeks(30)}}}
  - {{what: "A team of its own for {d.site}.", party: {b.id}, owner: {b.id}.sponsor, date: {d.weeks(26)}}}
"""
        if d.tier == 3
        else ""
    )
    return f"""\
# yaml-language-server: $schema=../../schemas/charter.schema.json
charter: 1                              # version of this format
id: {d.id}
revision: 1
title: {a.name} × {b.name}, {d.task} for {d.site}
tier: {d.tier}
pattern: co-delivery
binding: none
language: en
signing: {{before: crawl, least: external}}

purpose:
  job: implementation
  also: [product-utility]
  friction:
    kind: trusted-services
    statement: Mid-size {d.site} {d.pain}.
    source: {cases * 2 // 3} of {cases} interviews in 2026 name it
  why: |
    Customers of {a.name} wait {d.number(20, 60)} hours for {d.task} that nobody there can staff.
    {b.name} is on those {d.site} already. We say no to anything that does not shorten that wait.
  value_path:
    buyer_gain: First use in days, one team on site.
    why_now: {a.name} opens {d.number(100, 900, 50)} {d.site} in 2027.
    result_owner: {a.id}.delivery
    proof: hands_on_hours
  gain: lower-delivery-cost
  segment: {d.site} with {d.number(5, 15)} to {d.number(30, 80)} people in DE, AT, CH
  alternatives:                         # the direct alternative, honestly
    - {{option: fix-onboarding, verdict: worse, because: "The work is physical; software alone saves {d.number(3, 9)} hours."}}
    - {{option: build-integration, verdict: slower, because: "{d.number(6, 14)} months of roadmap."}}
    - {{option: improve-sales, verdict: worse, because: "The wait is after the sale."}}
    - {{option: narrow-segment, verdict: worse, because: "Smaller {d.site} wait as long."}}

scope:
  in: [on-site {d.task}, printer and scanner integration]
  out: [consulting, hardware resale]
{change}
parties:
  {a.id}:
    name: {a.name}
    country: {a.country}
    class: vendor
    sector: {a.sector}
  {b.id}:
    name: {b.name}
    country: {b.country}
    class: services-partner
    sector: {b.sector}
    competitor_of: {{none: different markets}}

leverage:                               # why the other side cannot shrug this off
  - over: {b.id}
    kind: economic
    because: A certified crew bills {d.number(15, 45)}% more per visit.
    source: Rate card 2026, page {d.number(2, 30)}
    if_absent: "{b.name} keeps losing this work to general contractors."
  - over: {a.id}
    kind: customer
    because: {d.number(20, 200)} tickets in 2026 ask for {d.task}.
    source: helpdesk export 2026-10-01
    if_absent: "{a.name} loses about one {d.site} contract in {d.number(4, 9)}."

"""


def _exchange(d: Deal) -> str:
    a, b, engineers, crews = d.a, d.b, d.number(1, 4), d.number(2, 8)
    return f"""\
goals:
  - {{id: faster-start, for: customers, outcome: "First use with at most 30 hours of work.", metric: hands_on_hours, targets: [{{by: {d.weeks(50)}, reaches: "<= 30"}}]}}
  - {{id: more-sites, for: {a.id}, outcome: "{d.site.capitalize()} live on the joint offer.", metric: sites_live, targets: [{{by: {d.weeks(24)}, reaches: ">= 10"}}, {{by: {d.weeks(50)}, reaches: ">= {d.number(120, 400, 10)}"}}]}}
  - {{id: service-line, for: {b.id}, outcome: "A profitable line of {d.task} within a year.", metric: line_margin, targets: [{{by: {d.weeks(52)}, reaches: ">= {d.number(8, 25)}%"}}]}}

commitments:                            # the value exchange, one row a promise
  - id: engineers
    from: {a.id}
    kind: engineering
    what: {engineers} integration engineers, full time, until the end of walk.
    quantity: {{value: {engineers}, unit: fte}}
    value: {{amount: EUR {engineers * 90000}, basis: in-kind}}
    from_date: {d.start}
    until: {d.weeks(22)}
    owner: {a.id}.delivery
    serves: [faster-start]
  - id: crews
    from: {b.id}
    kind: support
    what: {crews} trained crews on call in DE, AT and CH.
    quantity: {{value: {crews}, unit: crews}}
    value: {{low: EUR {crews * 30000}, high: EUR {crews * 50000}, basis: in-kind}}
    due: {d.start}
    owner: {b.id}.delivery
    serves: [faster-start, service-line]
  - id: referral-fee
    from: {b.id}
    kind: revenue-share
    what: Share of {d.task} revenue from customers that {a.name} introduces.
    share: {{percent: {d.number(4, 15)}%, base: net {d.task} revenue, pay_within: 30 days, reported_by: {b.id}, true_up: yearly}}
    after: walk
    from_date: {d.weeks(26)}
    until: end
    under: msa
    owner: {b.id}.finance
    serves: [more-sites]

at_risk:                                # if this fails, what does each side lose?
  {a.id}: [{{loses: "{engineers} engineer-years and the 2027 window.", kind: money, amount: EUR {engineers * 90000}}}]
  {b.id}: [{{loses: "Crew training and vans already ordered.", kind: money, amount: EUR {crews * 35000}}}]
if_other_stops:
  {a.id}: {{continues: false, because: "Without crews there is nothing to sell."}}
  {b.id}: {{continues: false, because: "Without {d.site} the crews stand idle."}}

"""


def _measures(d: Deal) -> str:
    a, b = d.a, d.b
    return f"""\
metrics:
  hands_on_hours:
    name: Hands-on hours from contract to first use
    class: time-to-value
    unit: hours
    better: lower
    baseline: {{value: {d.number(36, 60)}, date: 2026-11-30, cases: {d.number(20, 60)}}}
    source: {{system: {d.numbers.choice(SYSTEMS)}, party: {a.id}, attested_by: {b.id}, lag: 1 week}}
    owner: {a.id}.delivery
    review: monthly
    counter_metric: rework_rate         # keeps it honest
  rework_rate: {{name: "{d.site.capitalize()} revisited within 7 days", class: support-load, unit: share, of: "{d.site} done", better: lower, baseline: {{value: 5%, date: 2026-11-30, cases: {d.number(40, 90)}}}, source: {{system: {d.numbers.choice(SYSTEMS)}, party: {b.id}, attested_by: {a.id}, lag: 10 days}}, owner: {b.id}.delivery, review: monthly}}
  adoption: {{name: Invited customers live on the joint offer, class: adoption, unit: share, of: invited customers, better: higher, source: {{system: {d.numbers.choice(SYSTEMS)}, party: {a.id}, attested_by: {b.id}, lag: 3 days}}, owner: {a.id}.relationship, review: monthly, counter_metric: rework_rate}}
  sites_live: {{name: "{d.site.capitalize()} live", class: adoption, unit: sites, better: higher, source: {{system: {d.numbers.choice(SYSTEMS)}, party: {a.id}, lag: 3 days}}, owner: {a.id}.relationship, review: monthly, counter_metric: rework_rate}}
  line_margin: {{name: "Margin of the {d.task} line", class: revenue, unit: share, of: "{d.task} revenue", better: higher, source: {{system: {d.numbers.choice(SYSTEMS)}, party: {b.id}, lag: 4 weeks}}, owner: {b.id}.finance, review: quarterly}}

"""


def _phases(d: Deal) -> str:
    a, b = d.a, d.b
    return f"""\
phases:
  crawl:
    start: {d.start}
    end: {d.weeks(8)}
    cohort: [Helio {d.number(1, 99)}, Brandt {d.site.capitalize()}]
    integration: manual
    deliverables:
      - {{id: runbook, what: Joint runbook for {d.task}, owner: {b.id}.delivery, due: {d.weeks(4)}, done_when: "Both pilots worked from it."}}
    gate:
      decide_by: {d.weeks(10)}
      decided_by: [{a.id}.sponsor, {b.id}.sponsor]
      criteria:
        - {{id: faster, metric: hands_on_hours, improves: ">= {d.number(20, 30)}%", fails: "< 10%", each: customer}}
        - {{id: recommend, ask: "Would each pilot customer recommend this to a peer?", of: customers, needs: all}}
        - {{id: scalable, ask: "Can we scale this integration?", of: parties, needs: all}}
      no_go: end
      extension: {{times: 1, for: 4 weeks}}
      if_silent: end
  walk:
    start: {d.weeks(11)}
    end: {d.weeks(22)}
    invited: {d.number(5, 10)}
    integration: formal
    deliverables:
      - {{id: connector, what: "{d.task.capitalize()} connector 1.0", owner: {a.id}.integration, due: {d.weeks(18)}, done_when: "Every {d.site} of the cohort runs it for two weeks."}}
      - {{id: playbook, what: Sales training and playbook, owner: {b.id}.relationship, due: {d.weeks(16)}, done_when: "{d.number(8, 20)} sellers pass the test."}}
      - {{id: announcement, what: Joint announcement and one webinar, owner: {a.id}.relationship, due: {d.weeks(19)}, done_when: "Both published, approved by both sponsors."}}
    gate:
      decide_by: {d.weeks(24)}
      decided_by: [{a.id}.sponsor, {b.id}.sponsor]
      criteria:
        - {{id: adopted, metric: adoption, reaches: ">= 70%", fails: "< 40%"}}
        - {{id: promoting, ask: "Is each partner actively promoting?", of: parties, needs: all, attachment: required}}
        - {{id: supportable, metric: rework_rate, stays: "<= 6%"}}
      no_go: restart-crawl
      extension: {{times: 1, for: 4 weeks}}
      if_silent: end
  run:
    start: {d.weeks(25)}
    term: 12 months
    renewal: {{mode: by-choice, notice: 60 days, owner: {a.id}.relationship}}
    reviews: {{business: quarterly, steering: quarterly, operating: monthly}}
    enter_if: {{roi: all, recommit: all}}
    guardrails:
      - {{metric: rework_rate, stays: "<= 8%", owner: {b.id}.delivery}}

"""


def _working(d: Deal) -> str:
    a, b = d.a, d.b
    owners = "\n".join(
        f"    {duty + ':':13} {{{a.id}: {a.id}.{duty}, {b.id}: {b.id}.{duty}}}"
        for duty in ("relationship", "delivery", "integration", "support")
    )
    return f"""\
governance:
  sponsors: {{{a.id}: {a.id}.sponsor, {b.id}: {b.id}.sponsor}}
  owners:                               # one role per party and duty
{owners}
  decisions:
    - {{topic: pricing exceptions, decided_by: [{a.id}.sponsor], mode: single, deadline: {d.number(3, 10)} business days}}
    - {{topic: roadmap conflict, decided_by: [{a.id}.delivery, {b.id}.delivery], mode: consensus, deadline: 10 business days, deadlock: escalate}}
  escalation:
    - {{level: 1, roles: [{a.id}.delivery, {b.id}.delivery], within: 2 business days}}
    - {{level: 2, roles: [{a.id}.sponsor, {b.id}.sponsor], within: 5 business days, then: exit-review}}
  touchpoints: [{{what: operating call, every: 2 weeks, owner: {a.id}.relationship}}]

operations:
  support: {{hours: 24x7, first_line: {b.id}, second_line: {a.id}, severity_1: {{respond: 1 hour, by: {b.id}.support}}, handoff: "Ticket with photos, accepted within {d.number(15, 60, 5)} minutes."}}
  seams:
    onboarding: {{owner: {b.id}.delivery, funded_by: [{a.id}, {b.id}]}}
    support-handoff: {{owner: {b.id}.support, funded_by: [{b.id}]}}
    authentication: {{owner: {a.id}.integration, funded_by: [{a.id}]}}
    permissions: {{owner: {a.id}.integration, funded_by: [{a.id}]}}
    data-quality: {{owner: {a.id}.support, funded_by: [{a.id}]}}
    experience: {{none: the crew uses no screen of the other side}}
  data:
    - {{dataset: site plans, from: {a.id}, to: {b.id}, purpose: {d.task}, personal: false, at_exit: delete}}
  dependencies:
    - {{party: {b.id}, control: "Quality of {d.task}", mitigation: "{a.name} trains two own crews.", owner: {a.id}.delivery, due: {d.weeks(38)}}}
  trust: ["Customers trust the crews of {b.name} on their premises."]
  publicity: {{announce: joint, approvers: {{{a.id}: {a.id}.sponsor, {b.id}: {b.id}.sponsor}}, turnaround: 5 business days, not_before: walk}}

incentives:
  - {{party: {a.id}, team: sales, mechanism: "Quota credit for {d.site} done by the partner."}}
  - {{party: {a.id}, team: product, mechanism: "The connector is one of three roadmap goals of the half-year."}}
  - {{party: {b.id}, team: sales, mechanism: "The referral fee is paid from the account's margin, not the seller's."}}
  - {{party: {b.id}, team: delivery, mechanism: "Crews reserved; the utilisation target leaves them out until the walk gate."}}
attribution: {{sourced: "First meeting brought by the party", registered_for: {d.number(60, 120, 30)} days, tie: earliest, disputes_to: [{a.id}.relationship, {b.id}.relationship]}}

"""


def _ending(d: Deal) -> str:
    return f"""\
agreements:                             # the contracts beside this charter
  - {{id: msa, kind: msa, ref: "MSA-2026-{d.number(100, 999)}", dated: 2026-10-02, binding: true}}
  - {{id: nda, kind: nda, ref: "NDA-2025-{d.number(100, 999)}", dated: 2025-05-20, binding: true, expires: 2029-05-20}}

exit:
  triggers:
    - {{id: no-adoption, when: {{metric: adoption, is: "< 40%", for: 2 reviews, in: [run]}}, invoked_by: any, notice: 30 days}}
    - {{id: breach, when: {{event: "Material breach of the master agreement", under: msa}}, invoked_by: any, cure: 30 days, notice: 0 days}}
    - {{id: convenience, when: {{event: "Either party gives notice"}}, invoked_by: any, notice: {d.number(60, 120, 30)} days}}
    - {{id: change-of-control, when: {{event: "Change of control of a party"}}, invoked_by: other, notice: 60 days}}
  deprioritize: {{when: {{metric: sites_live, is: "< {d.number(20, 60)}", for: 2 reviews, in: [run], from: {d.weeks(38)}}}, then: "Return to walk staffing."}}
  wind_down:
    takes: 90 days
    customers: {{plan: "{d.a.name} takes over open work.", told_within: 10 days}}
    support_tail: 12 months
    data: {{return_by: 30 days, delete_by: 60 days}}
    brand: {{stop_use_by: 30 days}}
    settle: {{by: 60 days}}
"""


def write(root: Path, count: int, seed: int = 1) -> None:
    """Write `count` charters, with people files from tier 2 on, under ``root/charters/``."""
    for number in range(count):
        this = deal(seed, number)
        home = root / "charters" / this.id
        home.mkdir(parents=True, exist_ok=True)
        (home / "charter.yaml").write_text(charter(this), encoding="utf-8")
        if this.tier > 1:
            (home / "people").mkdir(exist_ok=True)
            for party in (this.a, this.b):
                (home / "people" / f"{party.id}.yaml").write_text(people(this, party), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path, help="folder to write charters/ into")
    parser.add_argument("--count", type=int, default=1000, help="how many charters (default: 1000)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(arguments.root, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
