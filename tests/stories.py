"""The lives of one charter, written as real files without any command: any point of them, and the tools of a forger.

`story("walk")` is a copy of the worked example Northwind and Contoso as it stands when walk has just begun. Names stand
for files: `<hours>` is the path of the evidence called so, `<hours#>` its digest, `<hours@>` how consents call it.
"""

import hashlib
import json
import re
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from ssh import Ed25519

from charter.check.checking import record_objections
from charter.check.recording import Recorded, read_record
from charter.consents import seal
from charter.digest import canonical, digest
from charter.document import read
from charter.facts import Facts, RawFile
from charter.folder import Source, astray, facts_of, id_of, read_source
from charter.gates.judging import judge
from charter.gates.snapshot import snapshot
from charter.layout import record as written
from charter.lifecycle.replay import History, known, replay
from charter.lifecycle.sitting import bench
from charter.rendering import render, terms
from charter.review.side import Proposed, Side
from charter.signatures.keys import read_key
from charter.signatures.statement import NAMESPACE, statement

SOURCE = Path(__file__).parents[1] / "charters" / "northwind-contoso"
ID = "northwind-contoso"
PILOTS = ("Helio 3PL", "Brandt Lager")
INVITED = tuple(f"{name} Lager" for name in ("Adler", "Busch", "Celik", "Dorn", "Eder", "Falk", "Gross", "Huber"))
PERSONS = {
    "northwind": {"sponsor": "Jana Brandt", "relationship": "Omar Aydin", "delivery": "Ida Holm", "support": "Mei Tan"},
    "contoso": {
        "sponsor": "Luca Meier",
        "relationship": "Nora Keller",
        "delivery": "Beat Graf",
        "support": "Timo Wirz",
    },
}
KEYS = {name: Ed25519(name[0].encode() * 32) for name in ("jana", "luca", "eve", "omar")}
"""SSH keys of people, by first name; `eve` belongs to none of the parties."""
_INVITES = {
    ("start", "crawl"): PILOTS,
    ("restart", "crawl"): PILOTS,
    ("go", "walk"): INVITED,
    ("waive", "walk"): INVITED,
}
"""Whom a decision names, unless it is told otherwise."""
CSV = b"site,customer,hours\n1,Helio 3PL,12\n2,Helio 3PL,17\n3,Brandt Lager,31\n"


class Story:
    """The files of one charter in memory, and the day they are looked at.

    Attributes:
        files: Contents by path inside the charter's folder.
        names: Evidence by the name the story gives it: its path.
        signs: The key in `KEYS` with which a party's sponsor signs, unless it is told otherwise.
    """

    def __init__(self):
        self.files = {"charter.yaml": SOURCE.joinpath("charter.yaml").read_bytes()}
        for party in PERSONS:
            self.files[f"people/{party}.yaml"] = SOURCE.joinpath(f"people/{party}.yaml").read_bytes()
        self.names = {}
        self.signs = {}
        self._digests = {}
        self.today = date(2025, 11, 20)

    def copy(self):
        other = Story.__new__(Story)
        other.files, other.names, other.today = dict(self.files), dict(self.names), self.today
        other.signs = self.signs
        return other

    # looking at it

    def data(self, local):
        if local.endswith(".json"):
            return json.loads(self.files[local])
        return read(self.files[local], local).data

    def digest(self, local):
        return digest(self.data(local))

    def facts(self) -> Facts:
        """The same as from disk, without the disk; files that are not touched are read once."""
        reads = [_read(local, raw) for local, raw in sorted(self.files.items()) if local.endswith(".yaml")]
        signed = {
            local: raw for local, raw in self.files.items() if local.startswith("signed/") and local.endswith(".json")
        }
        raw_files = {
            local: RawFile(hashlib.sha256(raw).hexdigest(), raw)
            for local, raw in self.files.items()
            if local.startswith(("evidence/data/", "signed/"))
        }
        terms = next((item for item in reads if item.local == "charter.yaml"), None)
        facts = facts_of(id_of(terms) or ID, reads, signed)
        return replace(facts, files=raw_files, astray=(*facts.astray, *astray(self.files)))

    def replay(self, day=None) -> History:
        day = day or self.today
        return replay(known(self.facts(), day), day)

    def objections(self):
        """What `charter check` objects to, without the lint run."""
        facts = self.facts()
        record = Recorded(Path(), "", facts, {})
        return list(record_objections(record, replay(facts, self.today), self.today))

    def write(self, root: Path) -> Path:
        """The charter's folder below a repository's root."""
        folder = root / "charters" / ID
        for local, raw in self.files.items():
            file = folder / local
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        return folder

    def on_disk(self, root: Path) -> Recorded:
        return read_record(self.write(root))

    def resolved(self, value):
        """The same with the names of evidence replaced by what they stand for."""
        if isinstance(value, dict):
            return {self.resolved(key): self.resolved(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.resolved(item) for item in value]
        if not isinstance(value, str):
            return value
        return re.sub(r"<([a-z0-9./-]+)([#@~]?)>", self._named, value)

    def _named(self, match):
        name, how = match.groups()
        if name in KEYS or name.endswith(".p12"):
            return read_key(key_line(name)).fingerprint
        if re.fullmatch(r"d\d{4}", name):
            local = f"decisions/{name[1:]}.yaml"
        elif name in ("r1", "r2") and how:
            local = f"signed/{name}.json" if f"signed/{name}.json" in self.files else "charter.yaml"
        else:
            local = self.names.get(name, name if name in self.files else None)
        if local is None:
            return match.group()
        if not how:
            return local
        whole = self.digest(local)
        return {"#": whole, "@": f"e-{whole[7:15]}", "~": whole[:15] + "…"}[how]

    # living

    def put(self, local, data):
        self.files[local] = written(data).encode()
        return local

    @property
    def seq(self):
        return sum(1 for local in self.files if local.startswith("decisions/"))

    def decide(self, step, source, target, on, by="northwind.relationship", name=None, gate=True, **more):
        """Write the next decision; one that answers a gate lists all evidence and consents so far, and the snapshot."""
        self.today = max(self.today, date.fromisoformat(on))
        seq = self.seq + 1
        if "invited" not in more and (step, target) in _INVITES:
            more["invited"] = list(_INVITES[step, target])
        more = {key: value for key, value in more.items() if value not in ("", [])}
        data = {
            "decision": "1",
            "seq": str(seq),
            "charter": ID,
            "step": step,
            "by": by,
            "phase": {"from": source, "to": target},
            "date": on,
            "terms": self.digest(self._terms(more.pop("revision", None))),
        }
        if step in ("go", "no-go", "restart", "extend", "waive") and gate:
            data |= self._judged(source, on, more.pop("listing", None), more.pop("hearing", None))
        data |= more
        data["previous"] = self.digest(f"decisions/{seq - 1:04d}.yaml") if seq > 1 else ID
        return self.put(name or f"decisions/{seq:04d}.yaml", data)

    def _terms(self, revision=None):
        signed = sorted(local for local in self.files if local.startswith("signed/r") and local.endswith(".json"))
        return f"signed/r{revision}.json" if revision else signed[0] if signed else "charter.yaml"

    def _judged(self, phase, on, listing=None, hearing=None):
        listed = [self.names[name] for name in (self._evidence_of(phase) if listing is None else listing)]
        heard = [
            local
            for local in sorted(self.files)
            if local.startswith("consents/e-") and any(self.digest(one)[7:15] in local for one in listed)
        ]
        if hearing is not None:
            heard = [local for local in heard if local in self.resolved(list(hearing))]
        digests = [self.digest(local) for local in listed]
        gate = self.snapshot(on, digests, [self.digest(local) for local in heard])
        found = {"evidence": digests, "consents": [self.digest(local) for local in heard], "gate": gate}
        return {key: value for key, value in found.items() if value}

    def _evidence_of(self, phase):
        return [name for name, local in self.names.items() if self.data(local).get("phase") == phase]

    def snapshot(self, on, evidence, consents):
        """What the gate comes to, judged on these digests on a day."""
        facts, day = self.facts(), date.fromisoformat(on)
        history = replay(known(facts, day), day)
        chosen = tuple(fact for fact in facts.evidence if fact.digest in evidence)
        heard = tuple(fact for fact in facts.consents if fact.digest in consents)
        return snapshot(judge(bench(history.standing, facts, day, chosen, heard)))

    def consent(self, subject, party, on, says="approve", role="sponsor", name=None, **more):
        """Write one consent; its subject may be a name of evidence, such as `hours`."""
        self.today = max(self.today, date.fromisoformat(on))
        local = self._subject(subject)
        subject = f"e-{self.digest(local)[7:15]}" if local.startswith("evidence/") else subject
        data = {
            "consent": "1",
            "charter": ID,
            "subject": subject,
            "digest": self.digest(local),
            "says": says,
            "party": party,
            "role": role,
            "person": PERSONS.get(party, {}).get(role, "Max Muster"),
            "date": on,
            **{key: more.pop(key) for key in ("reason", "value") if key in more},
            "method": "ssh" if self._signer(party, role, more) else "attested",
            **more,
        }
        if "signature" not in data:
            data = self.signed(data, self._signer(party, role, data), data.get("namespace", NAMESPACE))
        return self.put(name or f"consents/{subject}-{party}.yaml", data)

    def _signer(self, party, role, more):
        """The name of the key that a consent is signed with; None where it is not signed by a key."""
        own = self.signs.get(party) if role == "sponsor" and more.get("method", "ssh") == "ssh" else None
        return more.get("with", own)

    @staticmethod
    def signed(data, key=None, namespace=NAMESPACE):
        """A consent with its seal, or signed by a key."""
        data = {name: value for name, value in data.items() if name not in ("with", "namespace", "signature")}
        if key is None:
            return {**data, "signature": seal(data)}
        data = {**data, "method": "ssh", "key": data.get("key", read_key(KEYS[key].line).fingerprint)}
        return {**data, "signature": KEYS[key].armored(statement(data), namespace=namespace)}

    def pens(self, parties):
        """Pin the keys of PKCS#12 files for the sponsors: the name of the file by party."""
        for party, name in parties.items():
            self.set(f"people/{party}.yaml", "/roles/sponsor/0/key", key_line(f"{name}.p12"))

    def pdf(self, subject="r1"):
        """The PDF of the terms as it lies in the folder, begun where it is not there."""
        local = f"signed/{subject}.pdf"
        if local not in self.files:
            people = tuple((one, raw) for one, raw in self.files.items() if one.startswith("people/"))
            self.files[local] = _rendered(self.files["charter.yaml"], people)
        return local

    def pen(self, party, on, name, box=None, at=None, says=None, stamped=None, **more):
        """Sign inside the PDF, in a box.

        Args:
            name: The PKCS#12 file.
            at: The moment, where it is not the afternoon of the day.
            says: The reason, where it is not the one that fits.
            stamped: The day on which a time-stamping authority saw it.
        """
        from pens import clock, pen, put

        from charter.signed_pdf import reason

        local, box = self.pdf(), box or f"signature-{party}-sponsor"
        raw = self.files[local]
        self.consent("r1", party, on, says="sign", method="pdf", key=pen(name).key.fingerprint, signature="-", **more)
        data = self.data(f"consents/r1-{party}.yaml")
        moment = datetime.fromisoformat(at or f"{on}T16:03:00+00:00")
        del data["signature"]
        ask, why = clock(stamped) if stamped else None, says or reason("I agree", data)
        self.files[local] = signed = put(raw, box, name, why, data["person"], moment, ask)
        lies = {"file": "r1.pdf", "field": box, "size": str(len(signed)), "sha256": hashlib.sha256(signed).hexdigest()}
        return self.put(f"consents/r1-{party}.yaml", {**data, "signature": lies})

    def tamper(self, local, how):
        """Append something to a PDF that is no signature."""
        from pens import tampered

        self.files[self.pdf()] = tampered(self.files[self.pdf()], how)

    def keys(self, parties):
        """Pin keys for the sponsors and have them sign with them: the name of the key by party."""
        for party, key in parties.items():
            self.set(f"people/{party}.yaml", "/roles/sponsor/0/key", KEYS[key].line)
        self.signs = dict(parties)

    def _subject(self, subject):
        if subject in self.names:
            return self.names[subject]
        if re.fullmatch(r"d\d{4}", subject):
            return f"decisions/{subject[1:]}.yaml"
        if re.fullmatch(r"r\d+", subject):
            return f"signed/{subject}.json" if f"signed/{subject}.json" in self.files else "charter.yaml"
        if subject.startswith("people-"):
            return f"people/{subject.removeprefix('people-')}.yaml"
        return "charter.yaml"

    def approve(self, on, seq=None, parties=tuple(PERSONS), **more):
        for party in parties:
            self.consent(f"d{seq or self.seq:04d}", party, on, **more)

    def render(self, local):
        """The Markdown of the terms as they are, as one commits it."""
        people = {name: raw for name, raw in self.files.items() if name.startswith("people/")}
        self.files[local] = render(terms("charter.yaml", self.files["charter.yaml"], people), self.today).encode()

    def freeze(self, number):
        """Keep the terms as they are signed."""
        self.files[f"signed/r{number}.json"] = canonical(self.data("charter.yaml"))

    def evidence(self, name, about, phase, cases, on, by="northwind.delivery", period=None, **more):
        """Write one evidence file; what it is about is a metric, or `?question`."""
        self.today = max(self.today, date.fromisoformat(on))
        asked = about.startswith("?")
        data = {"evidence": "1", "criterion" if asked else "metric": about.removeprefix("?"), "phase": phase}
        if period:
            data["period"] = {"from": period[0], "to": period[1]}
        data |= {"cases": cases, **more, "collected": {"date": on, "by": by}}
        local = f"evidence/{about.removeprefix('?').replace('_', '-')}-{digest(data)[7:15]}.yaml"
        self.names[name] = local
        return self.put(local, data)

    # forging

    def edit(self, local, old, new, count=1):
        text = self.files[local].decode()
        assert old in text, f"{local} does not say {old!r}:\n{text}"
        self.files[local] = text.replace(old, new, count).encode()

    def set(self, local, pointer, value):
        """Set or, with None, take away one place, and write the file anew; its seal is left as it is."""
        data = self.data(local)
        *way, last = pointer.strip("/").split("/")
        place = data
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place[step]
        last = int(last) if isinstance(place, list) else last
        if value is None:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
        if local.endswith(".json"):
            self.files[local] = canonical(data)
        else:
            self.put(local, data)

    def delete(self, local):
        del self.files[local]

    def copy_file(self, local, to):
        self.files[to] = self.files[local]

    def seal(self, local, key=None):
        """Seal a consent anew, as anybody can; or sign it anew, as whoever has the key can."""
        self.put(local, self.signed(self.data(local), key))

    def reseal(self, judge_anew=False):
        """Make every name, digest, link and seal fit what the files say now: all that a forger without keys can do.

        Args:
            judge_anew: Write the gates' snapshots anew as well.
        """
        before, moved = self._digests, {}
        self._raw_files()
        self._moved(moved, before)
        for local in sorted(local for local in self.files if local.startswith("consents/")):
            data = self.data(local)
            subject = data["subject"]
            if subject.startswith("d"):
                continue
            self._forged(local, data, moved)
        for local in sorted(local for local in self.files if local.startswith("decisions/")):
            self._forged_decision(local, moved, judge_anew)
        for local in sorted(local for local in self.files if local.startswith("consents/d")):
            self._forged(local, self.data(local), moved)

    def _raw_files(self):
        for local in [local for local in self.files if local.startswith("evidence/") and local.endswith(".yaml")]:
            data = deepcopy(self.data(local))
            for place, name in ((data.get("source", {}), "file"), *((case, "attachment") for case in data["cases"])):
                if place.get(name) in self.files:
                    place["sha256"] = hashlib.sha256(self.files[place[name]]).hexdigest()
            if data != self.data(local):
                self.put(local, data)

    def remember(self):
        """Remember every digest, so that `reseal` knows what has become of what."""
        self._digests = {local: self.digest(local) for local in self.files if not local.startswith("evidence/data/")}
        return self

    def _moved(self, moved, before):
        for local in [local for local in self.files if local.startswith("evidence/") and local.endswith(".yaml")]:
            now, data = self.digest(local), self.data(local)
            about = (data.get("metric") or data.get("criterion") or "").replace("_", "-")
            to = f"evidence/{about}-{now[7:15]}.yaml"
            if before.get(local, now) != now:
                moved[before[local]] = now
            if to != local:
                self.files[to] = self.files.pop(local)
                self.names = {name: to if place == local else place for name, place in self.names.items()}
        for local in [
            local for local in self.files if local.startswith(("signed/", "people/")) or local == "charter.yaml"
        ]:
            if local in before and before[local] != self.digest(local):
                moved[before[local]] = self.digest(local)

    def _forged(self, local, data, moved):
        old = self.digest(local)
        data = {**data, "digest": moved.get(data["digest"], data["digest"])}
        subject = data["subject"]
        if subject.startswith("e-"):
            data["subject"] = f"e-{data['digest'][7:15]}"
        if data.get("method") == "attested":
            data["signature"] = seal(data)
        self.delete(local)
        self.put(f"consents/{data['subject']}-{data['party']}.yaml", data)
        moved[old] = digest(data)

    def _forged_decision(self, local, moved, judge_anew):
        data, old = _replaced(self.data(local), moved), self._digests.get(local, self.digest(local))
        if judge_anew and "gate" in data:
            data["gate"] = self.snapshot(data["date"], data.get("evidence", []), data.get("consents", []))
        self.put(local, data)
        moved[old] = digest(data)


def _replaced(value, moved):
    if isinstance(value, dict):
        return {key: _replaced(item, moved) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, moved) for item in value]
    return moved.get(value, value)


def key_line(name):
    """The public half of a key as a people file pins it; `jana.p12` is the one in a PKCS#12 file."""
    if not name.endswith(".p12"):
        return KEYS[name].line
    from pens import pinned

    return pinned(name.removesuffix(".p12"))


@lru_cache(maxsize=16)
def _rendered(terms_of_charter, people):
    from charter.rendering.pdf import pdf

    return pdf(terms("charter.yaml", terms_of_charter, dict(people)), mark="proposed")


@lru_cache(maxsize=4096)
def _read(local, raw):
    return read_source(Source(local, raw), local)


# the life, point by point


def _draft(s):
    pass


def _proposed(s):
    s.decide(
        "propose",
        "draft",
        "proposed",
        "2025-11-24",
        people={party: s.digest(f"people/{party}.yaml") for party in PERSONS},
    )


def _half_signed(s):
    _proposed(s)
    s.consent("r1", "northwind", "2025-12-15", "sign")


def _signed(s):
    _half_signed(s)
    s.consent("r1", "contoso", "2025-12-16", "sign")
    s.freeze("1")


def _crawl(s):
    _signed(s)
    s.decide("start", "signed", "crawl", "2026-01-09")
    s.approve("2026-01-12")


def _measured(s, first=("29", "31"), rows=CSV):
    s.files["evidence/data/crawl-hours.csv"] = rows
    source = {
        "file": "evidence/data/crawl-hours.csv",
        "sha256": hashlib.sha256(rows).hexdigest(),
        "column": "hours",
        "by": "customer",
        "take": "sum",
    }
    cases = [{"customer": name, "value": value} for name, value in zip(PILOTS, first, strict=True)]
    s.evidence(
        "hours", "onboarding_hours", "crawl", cases, "2026-03-13", period=("2026-01-12", "2026-03-06"), source=source
    )
    s.consent("hours", "contoso", "2026-03-16", "attest", "delivery")
    s.evidence(
        "recommend", "?recommend", "crawl", [{"customer": name, "answer": "yes"} for name in PILOTS], "2026-03-13"
    )
    for party in PERSONS:
        s.evidence(
            f"scalable-{party}",
            "?scalable",
            "crawl",
            [{"party": party, "answer": "yes"}],
            "2026-03-13",
            f"{party}.delivery",
        )


def _crawl_measured(s):
    _crawl(s)
    _measured(s)


def _crawl_asked(s):
    _crawl_measured(s)
    s.decide("go", "crawl", "walk", "2026-03-18")


def _walk(s):
    _crawl_asked(s)
    s.approve("2026-03-20")


def _walk_numbers(s, adopted="6"):
    period = ("2026-03-23", "2026-06-12")
    s.evidence("adoption", "adoption", "walk", [{"value": adopted, "of": "8"}], "2026-06-19", period=period)
    s.consent("adoption", "contoso", "2026-06-22", "attest", "delivery")
    s.evidence("rework", "rework_rate", "walk", [{"value": "3", "of": "64"}], "2026-06-23", "contoso.delivery", period)
    s.consent("rework", "northwind", "2026-06-24", "attest", "delivery")
    for party in PERSONS:
        file = f"evidence/data/{party}-promotion.txt"
        s.files[file] = f"{party}: two webinars, one page on the site\n".encode()
        case = {
            "party": party,
            "answer": "yes",
            "attachment": file,
            "sha256": hashlib.sha256(s.files[file]).hexdigest(),
        }
        s.evidence(f"promoting-{party}", "?promoting", "walk", [case], "2026-06-23", f"{party}.delivery")
        case = {"party": party, "value": {"northwind": "EUR 90000", "contoso": "EUR 60000"}[party]}
        s.evidence(f"roi-{party}", "?roi", "walk", [case], "2026-06-23", f"{party}.delivery")


def _walk_measured(s):
    _walk(s)
    _walk_numbers(s)


def _run(s):
    _walk_measured(s)
    s.decide("go", "walk", "run", "2026-06-25")
    s.approve("2026-06-26")


def _slump(s):
    """Two reviews of run with too little adoption."""
    _run(s)
    for month, last in (("08", "31"), ("09", "30")):
        s.evidence(
            f"run-adoption-{month}",
            "adoption",
            "run",
            [{"value": "3", "of": "8"}],
            f"2026-10-0{month[1]}",
            period=(f"2026-{month}-01", f"2026-{month}-{last}"),
        )


def _run_exit(s):
    _run(s)
    s.decide(
        "exit", "run", "winding-down", "2026-09-01", trigger="convenience", reason="Northwind trains its own crews."
    )
    s.approve("2026-09-01", parties=("northwind",))


DONE = {
    "customers-told": "2026-09-09",
    "data-returned": "2026-12-21",
    "data-deleted": "2027-01-21",
    "brand-removed": "2026-12-21",
    "settled": "2027-01-21",
    "wound-down": "2027-02-26",
}
TOLD = {
    "worked": "Crews were on site within two days.",
    "failed": "Scanners came late.",
    "again": "Yes, with fewer sites.",
}


def _closed(s):
    _run_exit(s)
    s.decide("close", "winding-down", "ended", "2027-03-01", checklist=DONE, retrospective=TOLD)
    s.approve("2027-03-01")


def _grey(s):
    _crawl(s)
    _measured(s, ("29", "34"), CSV.replace(b"31", b"34"))


def _extended(s):
    _grey(s)
    s.decide("extend", "crawl", "crawl", "2026-03-18", reason="The second site got its scanners late.")
    s.approve("2026-03-19")


def _failed(s):
    _crawl(s)
    _measured(s, ("29", "38"), CSV.replace(b"31", b"38"))


def _no_go(s):
    _failed(s)
    s.decide("no-go", "crawl", "winding-down", "2026-03-18")
    s.approve("2026-03-18", parties=("northwind",))


def _walk_failed(s):
    _walk(s)
    _walk_numbers(s, "3")


CHANGES = ["A crew lead is on site from day one"]


def _restarted(s):
    _walk_failed(s)
    s.decide("restart", "walk", "crawl", "2026-06-25", changes=CHANGES)
    s.approve("2026-06-26")


WAIVER = {
    "risk_of_granting": "Support load doubles.",
    "risk_of_refusing": "Two pilots are lost.",
    "until": "2026-06-30",
}


def _waived(s):
    _grey(s)
    s.decide("waive", "crawl", "walk", "2026-03-18", waiver=WAIVER, reason="The scanners came late.")
    s.approve("2026-03-19")


def _paused(s):
    _crawl(s)
    s.decide("pause", "crawl", "paused", "2026-02-01", reason="A strike closes both sites.")
    s.approve("2026-02-03")


def _second_revision(s):
    """Revision 2 is signed, and not yet in force."""
    _crawl(s)
    s.edit("charter.yaml", "revision: 1 ", "revision: 2 ")
    s.edit("charter.yaml", "hours: 24x7", "hours: weekdays 8 to 18")
    for party in PERSONS:
        s.consent("r2", party, "2026-02-11", "sign")
    s.freeze("2")


def _amended(s):
    _second_revision(s)
    s.decide("amend", "crawl", "crawl", "2026-02-12", revision=2)


POINTS = {
    "draft": _draft,
    "proposed": _proposed,
    "half signed": _half_signed,
    "signed": _signed,
    "crawl": _crawl,
    "crawl measured": _crawl_measured,
    "crawl asked": _crawl_asked,
    "walk": _walk,
    "walk measured": _walk_measured,
    "walk failed": _walk_failed,
    "run": _run,
    "slump": _slump,
    "exit": _run_exit,
    "closed": _closed,
    "grey": _grey,
    "failed": _failed,
    "no-go": _no_go,
    "extended": _extended,
    "restarted": _restarted,
    "waived": _waived,
    "paused": _paused,
    "second revision": _second_revision,
    "amended": _amended,
}
"""Every point by its name; each lives on from one before."""


@lru_cache(maxsize=200)
def _told(point, before):
    told = Story()
    for edit in json.loads(before):
        play(told, edit)
    POINTS[point](told)
    return told.remember()


def story(point, before=()) -> Story:
    """A life up to a point, to be changed at will.

    Args:
        before: Edits of the terms and the people files made before anything was proposed.
    """
    told = _told(point, json.dumps(list(before)))
    other = told.copy()
    other._digests = told._digests
    return other


def fixture_story(case) -> Story:
    """The life that a fixture's case tells, edited as it says."""
    told = story(case["story"], case.get("before", ()))
    for edit in case.get("edits", ()):
        play(told, edit)
    return told


def change_of(case):
    """The change that a fixture's case proposes: the base as it tells it, and after its edits; and what else changes."""
    before = fixture_story(case)
    after = before.copy()
    for edit in case["proposed"] if case["proposed"] != "gone" else ():
        play(after, edit)
    today = after.today
    gone = case["proposed"] == "gone"
    return Proposed(_side(before, today), None if gone else _side(after, today)), tuple(case.get("outside", ()))


def _side(told, today):
    files = {local: hashlib.sha256(raw).hexdigest() for local, raw in told.files.items()}
    return Side(told.facts(), replay(told.facts(), today), files)


# edits as the fixtures write them


def _take(told, step, how):
    """A decision, approved by all on its own day."""
    day = how.pop("on")
    told.decide(step, how.pop("from"), how.pop("to"), day, **how)
    told.approve(day)


def play(told: Story, edit):
    """One edit: what it does is its first key."""
    if edit == "reseal" or edit == {"reseal": "judged anew"}:
        told.reseal(judge_anew=edit != "reseal")
        return
    edit = told.resolved(edit)
    (verb, subject), *rest = edit.items()
    _VERBS[verb](told, subject, dict(rest))


_VERBS = {
    "edit": lambda told, local, how: told.edit(local, how["old"], how["new"]),
    "set": lambda told, local, how: told.set(local, how["at"], how["to"]),
    "unset": lambda told, local, how: told.set(local, how["at"], None),
    "delete": lambda told, local, how: told.delete(local),
    "copy": lambda told, local, how: told.copy_file(local, how["to"]),
    "rename": lambda told, local, how: (told.copy_file(local, how["to"]), told.delete(local)),
    "write": lambda told, local, how: told.files.__setitem__(local, how["text"].encode()),
    "seal": lambda told, local, how: told.seal(local, how.get("with")),
    "keys": lambda told, parties, how: told.keys(parties),
    "pens": lambda told, parties, how: told.pens(parties),
    "pen": lambda told, party, how: told.pen(party, how.pop("on"), how.pop("with"), **how),
    "begin": lambda told, subject, how: told.pdf(subject),
    "tamper": lambda told, local, how: told.tamper(local, how["how"]),
    "pin": lambda told, party, how: told.set(
        f"people/{party}.yaml",
        how.get("at", "/roles/sponsor/0/key"),
        f"{key_line(how['key'])} {how.get('comment', '')}".strip(),
    ),
    "decide": lambda told, step, how: told.decide(step, how.pop("from"), how.pop("to"), how.pop("on"), **how),
    "take": lambda told, step, how: _take(told, step, how),
    "approve": lambda told, on, how: told.approve(on, **how),
    "consent": lambda told, subject, how: told.consent(subject, how.pop("party"), how.pop("on"), **how),
    "evidence": lambda told, name, how: told.evidence(
        name, how.pop("about"), how.pop("phase"), how.pop("cases"), how.pop("on"), **how
    ),
    "freeze": lambda told, number, how: told.freeze(number),
    "render": lambda told, local, how: told.render(local),
    "remember": lambda told, _, how: told.remember(),
    "today": lambda told, day, how: setattr(told, "today", date.fromisoformat(day)),
}
