"""Runs the conformance cases in this folder against any implementation, named by the command that starts it.

    python run.py --entrypoint charter
    python run.py --entrypoint "npx my-charter" --only signature

Needs Python 3.11 and git, and nothing of the implementation but its answers; README.md tells what it is asked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
SECONDS = 120

Case = dict[str, Any]
Answer = tuple[int, str]
Ask = Callable[[list[str], Path], Answer]
"""Gives the exit code and the standard output of a command line in a folder."""


class Told(NamedTuple):
    """What came of a case: why it failed, or nothing."""

    case: Case
    wrong: str


def cases(folder: Path = HERE, only: str = "") -> list[Case]:
    """Every case, sorted by name; those whose name begins with a word."""
    found = []
    for file in sorted(folder.glob("cases/*/case.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        if file.parent.name.startswith(only):
            found.append({**case, "name": file.parent.name, "folder": file.parent})
    return found


# repositories


def git(repository: Path, *arguments: str, input: bytes = b"") -> bytes:
    """Run git on a repository, deaf to the settings of whoever runs this."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    deaf = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    command = ["git", f"--git-dir={repository / '.git'}", f"--work-tree={repository}", *arguments]
    done = subprocess.run(command, input=input, capture_output=True, env=quiet | deaf, check=False)
    if done.returncode:
        raise RuntimeError(f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def template(place: Path) -> Path:
    """A repository that holds every life as a branch; each case starts from a copy."""
    made = place / "lives"
    made.mkdir()
    subprocess.run(["git", "init", "--quiet", "--template=", "--initial-branch=none", str(made)], check=True)
    git(made, "config", "fastimport.unpackLimit", "0")
    git(made, "config", "core.autocrlf", "false")
    git(made, "fast-import", "--quiet", input=(HERE / "lives.fi").read_bytes())
    return made


def repository(case: Case, lives: Path, place: Path) -> Path:
    """The case's own repository, with everything in it that a hostile clone may hold."""
    made = place / "repository"
    shutil.copytree(lives, made)
    stream = case["folder"] / "change.fi"
    if stream.exists():
        git(made, "fast-import", "--quiet", "--force", input=stream.read_bytes())
    for odd in case.get("odd", []):
        _put(made, case["head"], odd)
    known = {}
    if "git" in case:
        known = {name: git(made, "rev-parse", case[name]).decode().strip() for name in ("base", "head")}
    for local, text in case.get("git", {}).items():
        file = made / ".git" / local.format(**known)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(**known), encoding="utf-8")
    for name, value in case.get("config", {}).items():
        git(made, "config", name, value)
    if case["ask"] != "review" or case.get("checkout"):
        laid_out(made, case["head"])
    return made


def laid_out(repository: Path, revision: str) -> None:
    """Put the files of a commit into the work tree, and no others."""
    for entry in repository.iterdir():
        if entry.name != ".git":
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    git(repository, "symbolic-ref", "HEAD", "refs/heads/none")
    git(repository, "read-tree", "--empty")
    git(repository, "read-tree", revision)
    git(repository, "checkout-index", "--all", "--force")


def _put(repository: Path, branch: str, odd: dict[str, str]) -> None:
    """A commit on a branch with one entry more, under a name that honest tools refuse to write."""
    blob = git(repository, "hash-object", "-w", "--stdin", input=odd["text"].encode()).decode().strip()
    root = git(repository, "rev-parse", f"{branch}^{{tree}}").decode().strip()
    tree = _grown(repository, root, odd["path"].split("/"), odd.get("mode", "100644"), blob)
    who = "Conformance <conformance@example.test> 1767225600 +0000"
    parent = git(repository, "rev-parse", branch).decode().strip()
    commit = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\n{odd['path']!a}\n".encode()
    git(repository, "update-ref", f"refs/heads/{branch}", _written(repository, "commit", commit))


def _grown(repository: Path, tree: str, steps: list[str], mode: str, blob: str) -> str:
    rows = {}
    if tree:
        for row in git(repository, "ls-tree", "-z", tree).split(b"\0"):
            if row:
                about, _, name = row.partition(b"\t")
                rows[name] = (about.split()[0].lstrip(b"0"), bytes.fromhex(about.split()[2].decode()))
    first, *rest = steps
    name = first.encode()
    if rest:
        below = rows[name][1].hex() if name in rows else ""
        rows[name] = (b"40000", bytes.fromhex(_grown(repository, below, rest, mode, blob)))
    else:
        rows[name] = (mode.encode(), bytes.fromhex(blob))
    ordered = sorted(rows.items(), key=lambda row: row[0] + (b"/" if row[1][0] == b"40000" else b""))
    return _written(repository, "tree", b"".join(how[0] + b" " + name + b"\0" + how[1] for name, how in ordered))


def _written(repository: Path, kind: str, body: bytes) -> str:
    """An object as git keeps it; git's own commands would refuse its names."""
    whole = f"{kind} {len(body)}\0".encode() + body
    name = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    file = repository / ".git" / "objects" / name[:2] / name[2:]
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_bytes(zlib.compress(whole))
    return name


# questions


def asked(case: Case, made: Path, ask: Ask) -> Answer:
    """What the implementation answers to the case's question."""
    day = ["--today", case["today"]]
    if case["ask"] == "review":
        more = ["--as-is"] if case.get("as_is") else []
        return ask(["review", "--base", case["base"], "--head", case["head"], *more, *day, "--format", "json"], made)
    if case["ask"] == "verify":
        return ask(["verify", case["of"], *day, "--format", "json"], made)
    if case["ask"] == "witness":
        memory = ["--file", str(made.parent / "memory.json")]
        laid_out(made, case["base"])
        code, said = ask(["witness", *memory, *day], made)
        if code:
            return 70, f"it would not remember the base: exit {code}\n{said}"
        laid_out(made, case["head"])
        return ask(["witness", *memory, *day], made)
    return ask([case["ask"], *day, "--format", "json"], made)


def rules(said: str) -> set[str]:
    """The rules that an answer objects with, as errors that the asked change or the files bring."""
    try:
        found = json.loads(said)
    except ValueError:
        return set()
    return set(_rules(found))


def _rules(found: Any) -> Iterator[str]:
    if isinstance(found, list):
        for one in found:
            yield from _rules(one)
    elif isinstance(found, dict):
        if isinstance(found.get("rule"), str) and found.get("severity", "error") == "error":
            yield found["rule"]
        for name, value in found.items():
            if name not in ("old", "fixed", "related"):
                yield from _rules(value)


def judged(case: Case, answer: Answer) -> str:
    """Why an answer is not the expected one; nothing if it is."""
    (code, said), expected = answer, case["expect"]
    if code != expected["exit"]:
        return (
            f"exit {code} instead of {expected['exit']}; it objects with {', '.join(sorted(rules(said))) or 'nothing'}"
        )
    missing = sorted(set(expected.get("rules", [])) - rules(said))
    return f"does not object with {', '.join(missing)}" if missing else ""


def told(case: Case, lives: Path, ask: Ask) -> Told:
    """One case, in a repository of its own."""
    with tempfile.TemporaryDirectory(prefix="conformance-") as place:
        made = repository(case, lives, Path(place))
        return Told(case, judged(case, asked(case, made, ask)))


def process(command: list[str]) -> Ask:
    """Ask a command in a process of its own."""

    def ask(arguments: list[str], folder: Path) -> Answer:
        try:
            done = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return 71, f"no answer within {SECONDS} seconds"
        return done.returncode, done.stdout.decode(errors="replace")

    return ask


def main() -> int:
    """Run what is asked for and print a line a case; 1 if any answer is not the expected one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entrypoint", required=True, help="the command that starts the implementation")
    parser.add_argument("--only", default="", help="cases whose name begins with this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--quiet", action="store_true", help="print what is wrong, and the total")
    arguments = parser.parse_args()
    ask, chosen = process(shlex.split(arguments.entrypoint)), cases(only=arguments.only)
    with tempfile.TemporaryDirectory(prefix="conformance-") as place, ThreadPoolExecutor(arguments.jobs) as pool:
        lives = template(Path(place))
        answers = []
        for one in pool.map(lambda case: told(case, lives, ask), chosen):
            answers.append(one)
            if one.wrong or not arguments.quiet:
                print(f"{'WRONG' if one.wrong else 'ok   '} {one.case['name']}{': ' if one.wrong else ''}{one.wrong}")
    return _total(answers)


def _total(answers: list[Told]) -> int:
    hostile = [one for one in answers if one.case["expect"]["exit"] != 0]
    honest = [one for one in answers if one.case["expect"]["exit"] == 0]
    for name, those in (("hostile, refused as expected", hostile), ("honest, accepted", honest)):
        print(f"{name}: {sum(not one.wrong for one in those)} of {len(those)}")
    return 1 if not answers or any(one.wrong for one in answers) else 0


if __name__ == "__main__":
    sys.exit(main())
