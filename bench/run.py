"""How fast `charter lint` is: ratios against PyYAML's C loader, plain reading, start-up, and other linters.

Every contender is a whole process. Rounds are interleaved (A B C, A B C, …), so a machine that slows down slows all of
them; a ratio is the median of the rounds' own ratios. Processor time comes from the operating system's accounting of
the finished process and its children. Absolute times are shown for orientation only.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

import generate

BENCH = Path(__file__).resolve().parent
SCHEMA = BENCH.parent / "schemas" / "charter.schema.json"

EACH_FILE = "import sys; files = open(sys.argv[1], encoding='utf-8').read().split('\\n')\nfor file in files:\n"
LOAD = "import yaml\n" + EACH_FILE + "    yaml.load(open(file, 'rb').read(), yaml.CSafeLoader)\n"
HASH = "from hashlib import sha256\n" + EACH_FILE + "    sha256(open(file, 'rb').read()).hexdigest()\n"

WORDS = {  # what a peer prints that found something, in difference to one that failed
    "yamllint": r"\d+:\d+ +error",
    "check-jsonschema": "Schema validation errors were encountered",
    "spectral": r"\d+ problems?",
}
WANTED = {  # the targets of the project's first release; above them a row says "misses"
    "start-up": 1.3,
    "one file, cold": 12.0,
    "one file, warm": 2.0,
    "cold / CSafeLoader": 0.75,
    "warm / read + sha256": 1.5,
    "growth exponent": 1.05,
    "peak memory, MB": 60.0,
}
PEERS_WANTED = 15.0  # times faster than each


class Cost(NamedTuple):
    """What one finished process took: seconds of processor, seconds of wall clock, megabytes at most, and its exit."""

    cpu: float
    wall: float
    memory: float
    exit: int


class Contender(NamedTuple):
    """A command, and how to tell that it answered: exit code 0, or 1 with these words in what it prints."""

    name: str
    command: Sequence[str]
    words: str = ""


class Row(NamedTuple):
    what: str
    ratio: float
    wanted: float | None = None
    at_least: bool = False
    remark: str = ""

    @property
    def verdict(self) -> str:
        if self.wanted is None:
            return ""
        return "meets" if (self.ratio >= self.wanted) == self.at_least or self.ratio == self.wanted else "misses"


class Corpus(NamedTuple):
    """Generated charters in a folder, and the lists of files that contenders take."""

    root: Path
    files: tuple[str, ...]
    charters: tuple[str, ...]

    @property
    def number(self) -> int:
        return len(self.charters)

    @property
    def listing(self) -> str:
        return str(self.root / "files.txt")

    @property
    def size(self) -> int:
        return sum(Path(file).stat().st_size for file in self.files)


def corpus(folder: Path, size: int, seed: int) -> Corpus:
    root = folder / str(size)
    generate.write(root, size, seed)
    files = tuple(sorted(str(path) for path in root.rglob("*.yaml")))
    made = Corpus(root, files, tuple(file for file in files if file.endswith("/charter.yaml")))
    Path(made.listing).write_text("\n".join(files), encoding="utf-8")
    time.sleep(2.5)  # a cache may rightly distrust what was written a moment ago
    return made


def measure(contender: Contender, cwd: Path) -> Cost:
    """Run it once, with its output thrown away; the cost includes every process that it waited for."""
    begun = time.perf_counter()
    sink = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    here = os.open(".", os.O_RDONLY)
    os.chdir(cwd)
    try:
        process = os.posix_spawnp(contender.command[0], list(contender.command), os.environ, file_actions=sink)
    finally:
        os.fchdir(here)
        os.close(here)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    scale = 1 if sys.platform == "darwin" else 1024
    memory = used.ru_maxrss * scale / 1e6
    return Cost(used.ru_utime + used.ru_stime, wall, memory, os.waitstatus_to_exitcode(status))


def answers(contender: Contender, cwd: Path) -> bool:
    """Whether it does what it is measured for; a crash is quick, and would look like a good figure."""
    trial = subprocess.run(contender.command, cwd=cwd, capture_output=True, text=True, check=False)
    printed = trial.stdout + trial.stderr
    if trial.returncode == 0 or (trial.returncode == 1 and contender.words and re.search(contender.words, printed)):
        return True
    last = (printed.strip().splitlines() or ["nothing printed"])[-1]
    print(f"left out: {contender.name} ended with exit code {trial.returncode}: {last[:160]}")
    return False


def rounds(contenders: Iterable[Contender], cwd: Path, times: int) -> dict[str, list[Cost]]:
    """Interleaved rounds after one warm-up each; who does not answer is named and left out."""
    able = [contender for contender in contenders if answers(contender, cwd)]
    costs: dict[str, list[Cost]] = {contender.name: [] for contender in able}
    for _ in range(times):
        for contender in able:
            costs[contender.name].append(measure(contender, cwd))
    return costs


def reads_all(charter: str, these: Corpus) -> bool:
    """Whether `charter lint` here reads every file that the others get; says what it found."""
    command = lint(charter, these.root, "--no-cache", "--format", "json")
    printed = subprocess.run(command, cwd=these.root, capture_output=True, text=True, check=False).stdout
    try:
        summary = json.loads(printed)["summary"]
    except (ValueError, LookupError):
        print(f"left out: charter lint at N = {these.number:,} prints no report")
        return False
    found = ", ".join(f"{summary[severity]} {severity}" for severity in ("error", "warning", "info"))
    print(f"N = {these.number:,}: {len(these.files):,} files, {these.size / 1e6:.1f} MB; charter lint finds {found}")
    if summary["files"] < len(these.files):
        print(f"left out: charter lint reads {summary['files']} of the {len(these.files)} files")
        return False
    return True


def ratio(costs: dict[str, list[Cost]], one: str, other: str) -> float | None:
    """The median of the rounds' ratios of processor time; None when either is missing."""
    if one not in costs or other not in costs:
        return None
    return median(a.cpu / max(b.cpu, 1e-9) for a, b in zip(costs[one], costs[other], strict=True))


def middle(costs: dict[str, list[Cost]], name: str) -> Cost:
    return Cost(*(median(column) for column in zip(*costs[name], strict=True)))


def lint(charter: str, root: Path, *more: str) -> list[str]:
    return [charter, "lint", "--quiet", "--exit-zero", "--root", str(root), *more]


def startup(charter: str, one: Corpus, times: int) -> tuple[list[Row], dict[str, list[Cost]]]:
    """What a whole process costs, in units of an interpreter that does nothing."""
    costs = rounds(
        [
            Contender("python", (sys.executable, "-c", "pass")),
            Contender("start-up", (charter, "--version")),
            Contender("one file, cold", lint(charter, one.root, "--no-cache")),
            Contender("one file, warm", lint(charter, one.root)),  # its trial run fills the cache
        ],
        one.root,
        times,
    )
    rows = [
        Row(f"{name} / python -c pass", value, WANTED[name], remark=timed(middle(costs, name)))
        for name in ("start-up", "one file, cold", "one file, warm")
        if (value := ratio(costs, name, "python")) is not None
    ]
    return rows, costs


def timed(cost: Cost, files: int = 0) -> str:
    pace = f", {files / cost.cpu:,.0f} files/s" if files else ""
    return f"{cost.cpu * 1000:,.0f} ms{pace}"


def many(
    charter: str, these: Corpus, peers: dict[str, list[str]], times: int
) -> tuple[list[Row], dict[str, list[Cost]]]:
    """A full lint of all files, cold and warm, against the loader, the disk and the peers."""
    costs = rounds(
        [
            Contender("CSafeLoader", (sys.executable, "-c", LOAD, these.listing)),
            Contender("read + sha256", (sys.executable, "-c", HASH, these.listing)),
            Contender("cold", lint(charter, these.root, "--no-cache", "--jobs", "1")),
            Contender("cold, jobs by default", lint(charter, these.root, "--no-cache")),
            Contender("warm", lint(charter, these.root)),
            *(Contender(name, [*command, *these.charters], WORDS[name]) for name, command in peers.items()),
        ],
        these.root,
        times,
    )
    at, files = f"N = {these.number:,}", len(these.files)
    rows = []
    for one, other, wanted in (
        ("cold", "CSafeLoader", "cold / CSafeLoader"),
        ("warm", "read + sha256", "warm / read + sha256"),
    ):
        if (value := ratio(costs, one, other)) is not None:
            enough = these.number >= 1000 or one == "warm"
            rows.append(
                Row(
                    f"{wanted}, {at}",
                    value,
                    WANTED[wanted] if enough else None,
                    remark=timed(middle(costs, one), files),
                )
            )
    if "cold, jobs by default" in costs and "cold" in costs:
        quick, plain = middle(costs, "cold, jobs by default"), middle(costs, "cold")
        rows.append(Row(f"wall clock, one process / jobs by default, {at}", plain.wall / quick.wall))
    rows += [
        Row(f"{name} / cold, {at}", value, PEERS_WANTED, at_least=True, remark=timed(middle(costs, name), these.number))
        for name in peers
        if (value := ratio(costs, name, "cold")) is not None
    ]
    return rows, costs


def growth(charter: str, small: Corpus, large: Corpus, base: float) -> list[Row]:
    """How cost grows from the small corpus to the large one, start-up taken off, and what the large one needs."""
    costs = [
        [
            measure(Contender("cold", lint(charter, these.root, "--no-cache", "--jobs", "1")), these.root)
            for these in (small, large)
        ]
        for _ in range(3)
    ]
    if any(cost.exit for pair in costs for cost in pair):
        print(
            f"left out: growth, charter lint ended with exit codes {sorted({c.exit for pair in costs for c in pair})}"
        )
        return []
    step = math.log(large.number / small.number)
    exponent = median(math.log((b.cpu - base) / (a.cpu - base)) / step for a, b in costs)
    memory = median(pair[1].memory for pair in costs)
    span = f"{small.number:,} to {large.number:,}"
    return [
        Row(f"growth exponent, {span}", exponent, WANTED["growth exponent"]),
        Row(f"peak memory, MB, N = {large.number:,}", memory, WANTED["peak memory, MB"]),
    ]


def find(name: str, folder: Path | None) -> str | None:
    """A program beside this interpreter, in a node_modules/ folder, or on the path."""
    places = [str(Path(sys.executable).parent)]
    places += [str(base / "node_modules" / ".bin") for base in (folder, BENCH.parent, BENCH) if base]
    return shutil.which(name, path=os.pathsep.join(places)) or shutil.which(name)


def peers(names: Sequence[str], folder: Path | None) -> dict[str, list[str]]:
    """The commands of the peers that are here; the absent are named."""
    options = {
        "yamllint": ["-d", "{extends: default, rules: {line-length: disable}}"],
        "check-jsonschema": ["--schemafile", str(SCHEMA)],
        "spectral": ["lint", "--quiet", "--ruleset", str(BENCH / "spectral.yaml")],
    }
    here = {name: [program, *options[name]] for name in names if (program := find(name, folder))}
    absent = [name for name in names if name not in here]
    if absent:
        print(f"absent, so not compared: {', '.join(absent)} (bench/README.md says how to get them)")
    return here


def table(rows: Sequence[Row]) -> str:
    lines = ["| what | ratio | wanted | | absolute, for orientation |", "| --- | ---: | ---: | --- | --- |"]
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        wanted = f"{sign} {row.wanted:g}" if row.wanted is not None else ""
        lines.append(f"| {row.what} | {row.ratio:.2f} | {wanted} | {row.verdict} | {row.remark} |")
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    numbers = lambda text: [int(part) for part in text.split(",") if part]  # noqa: E731
    parser.add_argument("--sizes", type=numbers, default=[1, 100, 1000, 5000], help="charters, e.g. 1,100,1000,5000")
    parser.add_argument("--growth", type=numbers, default=[1000, 10000], help="two sizes; empty to leave it out")
    parser.add_argument("--peers", default=",".join(WORDS), help="which to compare with; empty for none")
    parser.add_argument("--peers-up-to", type=int, default=1000, help="largest size peers are run at (default: 1000)")
    parser.add_argument("--node", type=Path, help="folder that holds the node_modules/ with Spectral")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    charter = find("charter", None)
    if charter is None:
        print("no command charter beside this interpreter or on the path: install the project first", file=sys.stderr)
        return 2
    others = peers([name for name in asked.peers.split(",") if name], asked.node)
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, {charter}")
    with tempfile.TemporaryDirectory(prefix="charter-bench-") as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # it would have every contender compile itself each time
        os.environ["CHARTER_CACHE_DIR"] = str(
            Path(folder, "cache")
        )  # nothing remembered from before, nothing left behind
        rows = everything(asked, charter, others, Path(folder))
    print(table(rows) if rows else "nothing measured")
    if asked.json:
        asked.json.write_text(json.dumps([row._asdict() for row in rows], indent=2) + "\n", encoding="utf-8")
    return 0 if rows else 1


def everything(asked: argparse.Namespace, charter: str, others: dict[str, list[str]], folder: Path) -> list[Row]:
    seed = next(seed for seed in count(asked.seed) if generate.deal(seed, 0).tier == 2)  # the one file is a usual one
    one = corpus(folder / "one", 1, seed)
    if not reads_all(charter, one):
        return []
    rows, costs = startup(charter, one, max(asked.rounds, 7))
    for size in asked.sizes:
        these = corpus(folder, size, seed)
        if reads_all(charter, these):
            rows += many(charter, these, others if size <= asked.peers_up_to else {}, asked.rounds)[0]
    if len(asked.growth) == 2 and "one file, cold" in costs:
        small, large = (corpus(folder / "growth", size, seed) for size in asked.growth)
        rows += growth(charter, small, large, middle(costs, "one file, cold").cpu)
    return rows


if __name__ == "__main__":
    sys.exit(main())
