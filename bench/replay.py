"""How fast `charter check` replays: copies of a lived charter by the thousand, and whether its time grows in line.

Each copy is a charter of its own: its id, and with it every digest, seal and link of its chain, is made anew, so
nothing can be answered from another one. Ratios are of processor time, of whole processes, against PyYAML's C loader
reading the same files; the growth exponent compares two sizes.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from pathlib import Path

from run import LOAD, Contender, Cost, measure

from charter.check.recording import Recorded, read_record
from charter.consents import seal
from charter.digest import canonical, digest
from charter.layout import record as written


def clone(record: Recorded, name: str, folder: Path) -> None:
    """The same life under another id, in `folder`."""
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
    for fact in (*attested, *record.facts.decisions, *approvals):
        data = renamed(fact.data, new)
        if "consent" in data:
            data["signature"] = seal(data)
        new[fact.digest] = digest(data)
        (folder / fact.local).write_text(written(data), encoding="utf-8")


def renamed(data, new: dict[str, str]):  # type: ignore[no-untyped-def]  # plain data
    """Plain data with every old digest and id replaced."""
    if isinstance(data, dict):
        return {key: renamed(value, new) for key, value in data.items()}
    if isinstance(data, list):
        return [renamed(item, new) for item in data]
    return new.get(data, data)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", type=Path, default=Path("charters/northwind-contoso"), help="the life to copy")
    parser.add_argument("--decisions", default="1000,10000", help="two sizes, in decisions")
    parser.add_argument("--today", default="2028-12-31")
    arguments = parser.parse_args()
    record = read_record(arguments.charter)
    each = len(record.facts.decisions)
    small, large = (int(size) // each for size in arguments.decisions.split(","))
    with tempfile.TemporaryDirectory() as place:
        costs = [timed(record, Path(place) / str(count), count, arguments.today) for count in (small, large)]
    growth = math.log(costs[1][0].cpu / costs[0][0].cpu) / math.log(large / small)
    print(f"{large * each} decisions, {large} charters, {costs[1][2]} files")
    print(f"check: {costs[1][0].cpu:.1f} s processor, {costs[1][0].wall:.1f} s wall, {costs[1][0].memory:.0f} MB")
    print(f"check / CSafeLoader on the same files: {costs[1][0].cpu / costs[1][1].cpu:.2f}")
    print(f"growth exponent {small * each} to {large * each} decisions: {growth:.2f}")


def timed(record: Recorded, root: Path, count: int, today: str) -> tuple[Cost, Cost, int]:
    """The cost of a check of so many copies, and of loading their files."""
    for number in range(count):
        clone(record, f"copy-{number}", root / "charters" / f"copy-{number}")
    files = sorted(map(str, root.rglob("*.yaml")))
    (root / "files.txt").write_text("\n".join(files), encoding="utf-8")
    check = measure(
        Contender(
            "check", (sys.executable, "-m", "charter", "check", "--root", str(root), "--today", today, "--no-cache")
        ),
        root,
    )
    load = measure(Contender("load", (sys.executable, "-c", LOAD, str(root / "files.txt"))), root)
    return check, load, len(files)


if __name__ == "__main__":
    main()
