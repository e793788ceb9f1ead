"""How fast `charter check` replays: lived charters by the thousand, one very long life, and whether time grows in line.

Each charter is a copy of a lived one with an id of its own, and goes on: it is paused and resumed by both sides until
it has as many decisions as asked for. Its id is in every digest, seal and link of its chain, which are all made anew,
so nothing can be answered from another copy. Ratios are of processor time, of whole processes, against PyYAML's C
loader reading the same files; a growth exponent compares two sizes, start-up taken off.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from run import LOAD, Contender, Cost, measure

from charter.check.recording import Recorded, read_record
from charter.consents import seal
from charter.digest import canonical, digest
from charter.layout import record as written
from charter.lifecycle.replay import replay

Data = dict[str, Any]


class Longer(NamedTuple):
    """What a copy gets besides: so many decisions and evidence files in all, and so many of these attested."""

    decisions: int = 0
    evidence: int = 0
    attested: int = 0


def clone(record: Recorded, name: str, folder: Path, longer: Longer) -> None:
    """The same life under another id, in `folder`, lived on."""
    shutil.copytree(record.folder, folder)
    text = (folder / "charter.yaml").read_text(encoding="utf-8").replace(f"id: {record.facts.id}", f"id: {name}", 1)
    (folder / "charter.yaml").write_text(text, encoding="utf-8")
    new: dict[str, str] = {record.facts.id: name}
    for number, terms in record.facts.signed.items():
        data = {**terms.data, "id": name}
        (folder / f"signed/r{number}.json").write_bytes(canonical(data))
        new[terms.digest] = digest(data)
    attested = [fact for fact in record.facts.consents if fact.part.subject[0] in "re"]
    approvals = [fact for fact in record.facts.consents if fact.part.subject[0] == "d"]
    copied: dict[str, Data] = {}
    for fact in (*attested, *record.facts.decisions, *approvals):
        data = renamed(fact.data, new)
        if "consent" in data:
            data["signature"] = seal(data)
        new[fact.digest] = digest(data)
        copied[fact.local] = data
    last = copied[record.facts.decisions[-1].local]
    consents = [data for data in copied.values() if data.get("subject") == f"d{int(last['seq']):04d}"]
    for local, data in (*copied.items(), *lived_on(last, consents, longer), *measured(record, name, longer)):
        (folder / local).write_text(written(data), encoding="utf-8")


def renamed(data: Any, new: dict[str, str]) -> Any:
    """Plain data with every old digest and id replaced."""
    if isinstance(data, dict):
        return {key: renamed(value, new) for key, value in data.items()}
    if isinstance(data, list):
        return [renamed(item, new) for item in data]
    return new.get(data, data)


def lived_on(last: Data, consents: list[Data], longer: Longer) -> Iterator[tuple[str, Data]]:
    """Pauses and resumptions, one a day, each approved by those who approved the last decision."""
    here = last["phase"]["to"]
    for seq in range(int(last["seq"]) + 1, longer.decisions + 1):
        pauses = last["step"] != "pause"
        last = {
            **{key: last[key] for key in ("decision", "charter", "by", "terms")},
            "seq": str(seq),
            "step": "pause" if pauses else "resume",
            "phase": {"from": here, "to": "paused"} if pauses else {"from": "paused", "to": here},
            "date": str(date.fromisoformat(last["date"]) + timedelta(1)),
            "previous": digest(last),
        }
        yield f"decisions/{seq:04d}.yaml", last
        for consent in consents:
            yield sealed({**consent, "subject": f"d{seq:04d}", "digest": digest(last), "date": last["date"]})


def sealed(data: Data) -> tuple[str, Data]:
    """A consent with its path and its seal."""
    return f"consents/{data['subject']}-{data['party']}.yaml", {**data, "signature": seal(data)}


def measured(record: Recorded, name: str, longer: Longer) -> Iterator[tuple[str, Data]]:
    """More measurements like one that is there and was attested, each of other numbers, from later days."""
    word = next(fact.data for fact in record.facts.consents if fact.data["says"] == "attest")
    like = next(fact for fact in record.facts.evidence if fact.digest == word["digest"])
    last = record.facts.decisions[-1].data
    first = str(date.fromisoformat(last["date"]) + timedelta(1))
    for number in range(longer.evidence - len(record.facts.evidence)):
        data = {
            **like.data,
            "phase": last["phase"]["to"],
            "period": {"from": first, "to": first},
            "cases": [{"value": str(number), "of": str(longer.evidence)}],
            "collected": {**like.data["collected"], "date": first},
        }
        short = digest(data).removeprefix("sha256:")[:8]
        yield f"evidence/{like.data['metric'].replace('_', '-')}-{short}.yaml", data
        if number < longer.attested:
            yield sealed({
                **word, "charter": name, "subject": f"e-{short}", "digest": digest(data), "date": first,
            })  # fmt: skip


class Lives(NamedTuple):
    """Charters in a folder, and what they hold."""

    root: Path
    charters: int
    decisions: int
    files: int


def written_out(record: Recorded, root: Path, count: int, longer: Longer) -> Lives:
    """So many copies below a folder, and the list of their files for the loader."""
    for number in range(count):
        clone(record, f"copy-{number}", root / "charters" / f"copy-{number}", longer)
    files = sorted(map(str, root.rglob("*.yaml")))
    (root / "files.txt").write_text("\n".join(files), encoding="utf-8")
    return Lives(root, count, count * max(longer.decisions, len(record.facts.decisions)), len(files))


def checked(lives: Lives, today: str, *more: str) -> Cost:
    """The cost of a check; it has to find nothing, or it did not replay to the end."""
    command = (sys.executable, "-m", "charter", "check", "--root", str(lives.root), "--today", today, "--no-cache")
    cost = measure(Contender("check", (*command, *more)), lives.root)
    if cost.exit:
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        sys.exit(f"the copies do not hold: {(told.stdout + told.stderr)[:600]}")
    return cost


def loaded(lives: Lives) -> Cost:
    """The cost of loading the same files with PyYAML."""
    return measure(Contender("load", (sys.executable, "-c", LOAD, str(lives.root / "files.txt"))), lives.root)


def replayed(lives: Lives, today: str) -> float:
    """Seconds of processor for the replay alone, of what was read before."""
    records = [read_record(folder) for folder in sorted((lives.root / "charters").iterdir())]
    begun = time.process_time()
    for record in records:
        history = replay(record.facts, date.fromisoformat(today))
        assert not history.objections
    return time.process_time() - begun


def exponent(small: float, large: float, times: float) -> float:
    """How cost grows: 1 is in line; no number where it is too little to be told from start-up."""
    return math.log(large / small) / math.log(times) if min(small, large) > 0 else math.nan


def many(record: Recorded, asked: argparse.Namespace, place: Path) -> dict[str, float]:
    """Thousands of charters, at two sizes."""
    sizes = [int(size) // asked.each for size in asked.decisions.split(",")]
    small, large = (written_out(record, place / str(size), size, Longer(asked.each)) for size in sizes)
    empty = checked(written_out(record, place / "one", 1, Longer(asked.each)), asked.today).cpu
    first, one, both, load = (
        checked(small, asked.today, "--jobs", "1"),
        checked(large, asked.today, "--jobs", "1"),
        checked(large, asked.today),
        loaded(large),
    )
    print(f"{large.decisions:,} decisions, {large.charters:,} charters, {large.files:,} files")
    return {
        "check, one process: s processor": one.cpu,
        "check, one process: s processor per 1,000 charters": one.cpu * 1000 / large.charters,
        "check, jobs by default: s wall": both.wall,
        "check, one process: MB": one.memory,
        "check / CSafeLoader on the same files": one.cpu / load.cpu,
        "replay alone: s processor": replayed(large, asked.today),
        f"growth exponent, {small.decisions:,} to {large.decisions:,} decisions": exponent(
            first.cpu - empty, one.cpu - empty, large.charters / small.charters
        ),
    }


def long(record: Recorded, asked: argparse.Namespace, place: Path) -> dict[str, float]:
    """One charter with a very long life, in each of its dimensions; of three runs the quickest, as each is short."""
    rows: dict[str, float] = {}
    short = written_out(record, place / "usual", 1, Longer())
    usual = min(checked(short, asked.today).cpu for _ in range(3))
    for what, half, whole in (
        ("decisions", Longer(250), Longer(500)),
        ("evidence files", Longer(0, 2500), Longer(0, 5000)),
        ("evidence files, all attested", Longer(0, 2500, 2500), Longer(0, 5000, 5000)),
        ("of all", Longer(250, 2500, 2500), Longer(500, 5000, 5000)),
    ):
        costs = []
        for number, longer in enumerate((half, whole)):
            lives = written_out(record, place / f"{what}-{number}", 1, longer)
            costs.append(min(checked(lives, asked.today, "--jobs", "1").cpu for _ in range(3)))
        rows[f"one charter, {max(whole):,} {what}: s processor"] = costs[1]
        rows[f"one charter, {max(whole):,} {what}: growth exponent from half"] = exponent(
            costs[0] - usual, costs[1] - usual, 2
        )
    return rows


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", type=Path, default=Path("charters/northwind-contoso"), help="the life to copy")
    parser.add_argument("--decisions", default="1000,10000", help="two sizes, in decisions; empty to leave them out")
    parser.add_argument("--each", type=int, default=10, help="how many decisions a copy has")
    parser.add_argument("--long", action="store_true", help="one charter with a very long life, too")
    parser.add_argument("--today", default="2028-12-31")
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    asked = parser.parse_args()
    record = read_record(asked.charter)
    with tempfile.TemporaryDirectory(prefix="charter-bench-") as place:
        rows = many(record, asked, Path(place)) if asked.decisions else {}
        rows |= long(record, asked, Path(place)) if asked.long else {}
    for what, value in rows.items():
        print(f"{what}: {value:.2f}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
