"""Whatever strikes while a file is written, it is there whole or not at all; of many who create one, one succeeds."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stories import ID, Story, story

from charter.check.checking import record_objections
from charter.check.recording import read_record
from charter.errors import AlreadyThereError, Exit, UnreadablePathError
from charter.lifecycle.replay import replay
from charter.repository import units
from charter.writing import create_file, write_atomically, write_output

WRITER = Path(__file__).with_name("writer.py")
OLD, NEW = "old: 1\n" * 2000, "new: 22\n" * 3000
WRITTEN, THERE, REFUSED = 0, 1, 2
FAULTS = ("ENOSPC", "EIO", "EINTR", "half", "short", "kill-before", "kill-after")

Ask = Callable[..., dict[str, Any]]
needs_fork = pytest.mark.skipif(os.name == "nt", reason="the writer forks one process a point; Windows cannot")


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Ask the writer for something; it lives in a process of its own and forks one more for each file."""
    with subprocess.Popen(
        [sys.executable, WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def answer(question: str, **request: object) -> dict[str, Any]:
            stdin.write(json.dumps({"ask": question, **request}) + "\n")
            stdin.flush()
            return dict(json.loads(stdout.readline()))

        yield answer
        stdin.close()


def charter_in(folder: Path) -> Path:
    """A new charter's folder; returns where its first decision is to lie, in a folder that is still missing."""
    folder.mkdir(parents=True)
    (folder / "charter.yaml").write_text("charter: 1\n")
    return folder / "decisions" / "0001.yaml"


def content(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


def read_as_charter(target: Path) -> set[str]:
    """The names of all files that lint would read."""
    return {Path(file).name for unit in units(target.parents[1], [str(target.parents[1])]) for file in unit.files}


def left_over(target: Path) -> list[str]:
    found = os.listdir(target.parent) if target.parent.is_dir() else []
    return [name for name in found if name != target.name]


def points(ask: Ask, folder: Path, verb: str, links: bool) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Strike every call with every fault: the fault, the target, and what the writer said."""
    for fault in FAULTS:
        for at in range(1, 100):
            target = charter_in(folder / f"{fault}-{at}")
            if verb == "overwrite":
                create_file(target, OLD.encode())
            said = ask("one", verb=verb, path=str(target), content=NEW, fault=fault, at=at, links=links)
            if len(said["calls"]) < at:
                break
            yield fault, target, {**said, "struck": said["calls"][at - 1]}
        else:
            raise AssertionError("the writer never ends")


@needs_fork
@pytest.mark.parametrize("verb", ["create", "overwrite"])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
def test_no_fault_at_any_call_tears_a_file(ask: Ask, tmp_path: Path, verb: str, links: bool) -> None:
    before = OLD if verb == "overwrite" else None
    struck = 0
    for fault, target, said in points(ask, tmp_path / "charters", verb, links):
        place = f"{fault} at {said['struck']}: {said['calls']}"
        struck += 1
        killed = fault.startswith("kill")
        now = content(target)
        claimed = killed and not links and verb == "create" and now == ""
        assert said["end"] == -9 if killed else said["end"] in (WRITTEN, REFUSED), place
        assert now in (before, NEW) or claimed, place
        assert now == NEW or said["end"] != WRITTEN, place
        assert fault != "short" or said["end"] == WRITTEN, place
        assert read_as_charter(target) <= {"charter.yaml", target.name}, place
        assert not left_over(target) or killed or said["struck"] == "unlink temp", place
        again = ask("one", verb=verb, path=str(target), content=NEW)
        expected = THERE if verb == "create" and now is not None else WRITTEN
        assert again["end"] == expected, place
        assert content(target) == (now if expected == THERE else NEW), place
    assert struck > 50


@needs_fork
def test_a_folder_swapped_for_a_link_at_any_call_leads_nobody_elsewhere(ask: Ask, tmp_path: Path) -> None:
    ends = set()
    for at in range(1, 11):
        target = charter_in(tmp_path / str(at))
        target.parent.mkdir()
        elsewhere = tmp_path / str(at) / "elsewhere"
        elsewhere.mkdir()
        ends.add(ask("one", verb="create", path=str(target), content=NEW, fault="swap", at=at)["end"])
        assert os.listdir(elsewhere) == []
    assert ends == {WRITTEN, REFUSED}


@needs_fork
def test_content_is_on_the_disk_before_its_name_and_the_name_before_success(ask: Ask, tmp_path: Path) -> None:
    target = charter_in(tmp_path / "charters" / "acme-globex")
    target.parent.mkdir()
    into = ["open decisions", "open temp", "write temp", "fsync temp", "close temp"]
    done = ["fsync decisions", "close decisions"]
    created = ask("one", verb="create", path=str(target), content=NEW)
    assert created["calls"] == [*into, "link temp", "unlink temp", *done]
    overwritten = ask("one", verb="overwrite", path=str(target), content=OLD)
    assert overwritten["calls"] == [*into, "chmod temp", "replace temp", *done]
    target.unlink()
    claimed = ask("one", verb="create", path=str(target), content=NEW, links=False)
    claim = ["link temp", "open 0001.yaml", "close 0001.yaml", "replace temp", "unlink temp"]
    assert claimed["calls"] == [*into, *claim, *done]


@needs_fork
def test_a_new_folder_is_on_the_disk_before_anything_is_put_into_it(ask: Ask, tmp_path: Path) -> None:
    target = charter_in(tmp_path / "charters" / "acme-globex")
    calls = ask("one", verb="create", path=str(target), content=NEW)["calls"]
    assert calls[:5] == [
        "mkdir decisions",
        "open acme-globex",
        "fsync acme-globex",
        "close acme-globex",
        "open decisions",
    ]


@needs_fork
@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
def test_of_many_who_create_the_same_file_exactly_one_succeeds(ask: Ask, tmp_path: Path, links: bool) -> None:
    target = charter_in(tmp_path / "charters" / "acme-globex")
    contents = [f"{number}\n" * 10_000 for number in range(8)]
    winners = Counter[int]()
    for _ in range(150):
        said = ask("race", path=str(target), contents=contents, links=links)
        assert sorted(said["ends"]) == [WRITTEN] + 7 * [THERE]
        winner = said["ends"].index(WRITTEN)
        winners[winner] += 1
        assert content(target) == contents[winner]
        assert left_over(target) == []
        assert set(said["seen"]) <= {20_000} | (set() if links else {0})
        target.unlink()
    assert len(winners) > 1, "nobody raced"


@needs_fork
def test_a_process_killed_at_any_moment_leaves_the_old_or_the_new(ask: Ask, tmp_path: Path) -> None:
    target = charter_in(tmp_path / "charters" / "acme-globex")
    create_file(target, OLD.encode())
    moments = random.Random(20270111)
    created = 0
    for number in range(200):
        folder = tmp_path / str(number)
        after = moments.uniform(0, 0.02)
        said = ask("kill", path=str(target), folder=str(folder), contents=[OLD, NEW], after=after)
        assert said["end"] == -9
        assert content(target) in (OLD, NEW)
        assert read_as_charter(target) == {"charter.yaml", "0001.yaml"}
        whole = [path.read_text() for path in folder.glob("[0-9]*.yaml")]
        created += len(whole)
        assert set(whole) <= {OLD, NEW}
    assert created > 20  # the kill struck after many writes, too, however busy the machine is


STRUCK = "openat,write,fsync,close,linkat,unlinkat,renameat,renameat2,rename,mkdir,mkdirat,newfstatat,fchmodat"
STRIKES = ("error=ENOSPC", "error=EIO", "error=EINTR", "signal=KILL")
VERBS = {"create": create_file, "overwrite": write_atomically}


def straced(folder: Path, verb: str, target: Path, *options: str) -> list[str]:
    """The calls of one write that strace saw, from where the write begins."""
    log = folder / "strace.log"
    command = ["strace", "-f", "-o", log, "-e", f"trace=?{STRUCK.replace(',', ',?')}", *options]
    subprocess.run([*command, sys.executable, WRITER, verb, target, NEW], capture_output=True, check=False, timeout=60)
    return log.read_text().splitlines() if log.exists() else []


def counted(lines: list[str]) -> Counter[str]:
    return Counter(found[1] for line in lines if (found := re.match(r"\d+ +(\w+)\(", line)))


@pytest.mark.parametrize(("verb", "old"), [("create", None), ("overwrite", OLD)])
def test_the_kernel_may_refuse_any_call(tmp_path: Path, verb: str, old: str | None) -> None:
    """An extra where strace is at hand; the same faults without it are above."""
    target = charter_in(tmp_path / "first")
    lines = straced(tmp_path, verb, target) if shutil.which("strace") else []
    begin = next((number for number, line in enumerate(lines) if "the-write-begins-here" in line), None)
    if begin is None:
        pytest.skip("strace is missing or may not trace; the calls were struck without it above")
    before, total, struck = counted(lines[: begin + 1]), counted(lines), 0
    for name in sorted(total):
        for when in range(before[name] + 1, total[name] + 1):
            for strike in STRIKES:
                struck += 1
                target = charter_in(tmp_path / f"{name}-{when}-{strike}")
                if old is not None:
                    write_atomically(target, old.encode())
                straced(tmp_path, verb, target, "-e", f"inject={name}:{strike}:when={when}")
                now = content(target)
                assert now in (old, NEW), f"{strike} at {name} {when}"
                assert read_as_charter(target) <= {"charter.yaml", target.name}
                if now == old:
                    VERBS[verb](target, NEW.encode())
                    assert content(target) == NEW
    assert struck > 40


def test_a_file_that_exists_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "0001.yaml"
    create_file(target, b"first")
    with pytest.raises(AlreadyThereError) as caught:
        create_file(target, b"second")
    assert str(caught.value) == f"{target} was written by somebody else in the meantime"
    assert caught.value.help == "read it and try again"
    assert caught.value.exit_code == Exit.NO
    assert target.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["0001.yaml"]


def test_missing_folders_are_made_and_permissions_are_the_usual_ones(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "0001.yaml"
    create_file(target, b"")
    assert target.read_bytes() == b""
    if os.name != "nt":
        assert target.stat().st_mode & 0o777 & ~0o644 == 0


def test_a_long_name_and_one_in_another_script_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("ß" * 120 + ".yaml")
    create_file(target, b"x")
    assert target.read_bytes() == b"x"


@pytest.mark.parametrize("exists", [True, False])
def test_nothing_is_created_through_a_linked_folder(tmp_path: Path, exists: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if exists:
        elsewhere.mkdir()
    (tmp_path / "decisions").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(UnreadablePathError, match="decisions is a link, and no record is written through one"):
        create_file(tmp_path / "decisions" / "0001.yaml", b"x")
    assert not exists or os.listdir(elsewhere) == []


@pytest.mark.parametrize("exists", [True, False])
def test_nothing_is_created_through_a_link(tmp_path: Path, exists: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if exists:
        elsewhere.write_bytes(b"theirs")
    (tmp_path / "0001.yaml").symlink_to(elsewhere)
    with pytest.raises(UnreadablePathError, match=r"0001\.yaml is a link, and no record is written through one"):
        create_file(tmp_path / "0001.yaml", b"x")
    assert (elsewhere.read_bytes() == b"theirs") if exists else not elsewhere.exists()


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "decisions").write_bytes(b"")
    for write in (create_file, write_atomically):
        with pytest.raises(UnreadablePathError, match="cannot be written"):
            write(tmp_path / "decisions" / "0001.yaml", b"x")


def test_an_answer_may_go_into_a_linked_folder_but_not_over_what_people_write(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real", target_is_directory=True)
    write_output(tmp_path / "out" / "report.json", b"{}")
    write_output(tmp_path / "out" / "report.json", b"[]")
    assert (tmp_path / "real" / "report.json").read_bytes() == b"[]"
    (tmp_path / "charter.yaml").write_bytes(b"charter: 1\n")
    with pytest.raises(UnreadablePathError, match="is not overwritten"):
        write_output(tmp_path / "charter.yaml", b"x")


# whole commands

DAY = "2026-02-02"
LONG = "CHARTER_LONG" in os.environ
TABLE = "exports/hours.csv"


def acts(verb: str, *words: str, day: str = DAY) -> list[str]:
    return [verb, *words, "--today", day]


PAUSE = acts("advance", ID, "pause", "--as", "northwind.relationship")
HOURS = (
    "onboarding_hours", "--from", "2026-01-12", "--to", "2026-01-25", "--file", TABLE, "--column", "hours",
    "--by", "customer", "--take", "sum", "--as", "northwind.delivery",
)  # fmt: skip
COMMANDS = {
    "a decision": (story("crawl"), PAUSE, ("ENOSPC", "EIO", "kill-before", "kill-after")),
    "the first decision": (
        story("draft"),
        acts("advance", ID, "propose", "--as", "northwind.relationship", day="2025-11-24"),
        ("kill-after",),
    ),
    "the last signature": (
        story("half signed"),
        acts("sign", ID, "--as", "contoso.sponsor", day="2025-12-16"),
        ("kill-after",),
    ),
    "evidence with its table": (story("crawl"), acts("evidence", "add", ID, *HOURS), ("kill-after",)),
}
"""Each with the faults of a normal run; `CHARTER_LONG=1` tries all with each."""


def told_in(root: Path, told: Story) -> Path:
    folder = told.write(root)
    (root / TABLE).parent.mkdir()
    (root / TABLE).write_text("customer,hours\nHelio 3PL,29\nBrandt Lager,31\n")
    return folder


def recorded_in(folder: Path) -> dict[str, bytes]:
    """Every file that anybody reads; what a killed writer leaves behind is hidden and ends in .tmp."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not re.search(r"/\.[^/]*\.tmp$", name)}


def unsound(folder: Path, day: str) -> list[str]:
    """What `charter check` objects to."""
    record, today = read_record(folder), date.fromisoformat(day)
    return [one.message for one in record_objections(record, replay(record.facts, today), today)]


SEALED = "signed/r1.json is kept, as every party signed revision 1; contoso's word is not there"
"""What stands between the two files of a last signature: nobody can tell it from a signature taken away."""


@needs_fork
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_struck_at_any_call_leaves_the_old_or_the_new_and_is_completed_by_repeating_it(
    ask: Ask, tmp_path: Path, name: str
) -> None:
    told, arguments, faults = COMMANDS[name]
    day = arguments[-1]
    folder = told_in(tmp_path / "whole", told)
    before = recorded_in(folder)
    whole = ask("command", folder=str(tmp_path / "whole"), arguments=arguments)
    assert (whole["end"], whole["code"], whole["err"]) == (0, 0, "")
    after, calls = recorded_in(folder), len(whole["calls"])
    assert set(after) > set(before)
    assert calls > 7
    ends = Counter[str]()
    for fault in FAULTS if LONG else faults:
        for at in range(1, calls + 1):
            root = tmp_path / f"{fault}-{at}"
            folder = told_in(root, told)
            said = ask("command", folder=str(root), arguments=arguments, fault=fault, at=at)
            place = f"{fault} at {at}: {said}"
            now = recorded_in(folder)
            assert before.items() <= now.items() <= after.items(), place
            assert said["end"] == (-9 if fault.startswith("kill") else 0), place
            assert said.get("code", 2) in (Exit.YES, Exit.COULD_NOT_ASK), place
            assert said.get("code") != Exit.YES or now == after, place
            halfway = [SEALED] if set(now) - set(before) == {"signed/r1.json"} else []
            assert unsound(folder, day) == halfway, place
            ends["new" if now == after else "old" if now == before else "part"] += 1
            again = ask("command", folder=str(root), arguments=arguments)
            assert again["code"] == Exit.YES if now != after else again["code"] in (Exit.YES, Exit.NO), again
            assert recorded_in(folder) == after, place
            assert unsound(folder, day) == [], place
    assert ends["old"] > 0
    assert ends["new"] > 0


def compete(ask: Ask, root: Path, told: Story, *commands: list[str]) -> tuple[Path, list[dict[str, Any]]]:
    """The commands at the same moment, in a folder of their own."""
    folder = told_in(root, told)
    answers = ask("compete", folder=str(root), commands=commands)["answers"]
    assert unsound(folder, commands[0][-1]) == []
    assert not [path for path in folder.rglob("*") if path.name.endswith(".tmp")]
    return folder, answers


ROUNDS = 200 if LONG else 12
FASTER = f"charter: charters/{ID}/decisions/0003.yaml was written by somebody else in the meantime\n"


def shown(answer: dict[str, Any], root: Path) -> str:
    return str(answer["err"]).replace(f"{root}/", "")


@needs_fork
def test_of_two_who_write_the_same_decision_one_does_and_the_other_is_told(ask: Ask, tmp_path: Path) -> None:
    told = Counter[str]()
    for number in range(ROUNDS):
        root = tmp_path / str(number)
        folder, answers = compete(ask, root, story("crawl"), PAUSE, PAUSE)
        assert sorted(answer["code"] for answer in answers) == [0, 1]
        loser = shown(next(answer for answer in answers if answer["code"]), root)
        late = "self-approved: Omar Aydin wrote this decision and approves it for northwind" in loser
        assert late or loser.startswith(f"{FASTER}  read it and try again\n"), loser
        told["late" if late else "raced"] += 1
        assert sorted(os.listdir(folder / "decisions")) == ["0001.yaml", "0002.yaml", "0003.yaml"]
        assert len(os.listdir(folder / "consents")) == 4
    assert told["raced"] > 0, "nobody raced"


@needs_fork
def test_of_two_different_steps_one_is_written_and_the_other_is_told_what_waits(ask: Ask, tmp_path: Path) -> None:
    leave = acts(
        "advance", ID, "exit", "--trigger", "convenience", "--reason", "We stop.", "--as", "contoso.relationship"
    )
    told = Counter[str]()
    for number in range(ROUNDS):
        root = tmp_path / str(number)
        folder, answers = compete(ask, root, story("crawl"), PAUSE, leave)
        assert sorted(answer["code"] for answer in answers) == [0, 1]
        winner = ("pause", "exit")[answers[0]["code"]]
        loser = shown(next(answer for answer in answers if answer["code"]), root)
        waits = f"charter: decision 3 ({winner}) still waits for the consent of "
        assert loser.startswith((waits, FASTER)), loser
        told["late" if loser.startswith(waits) else "raced"] += 1
        assert f"\nstep: {winner}\n" in (folder / "decisions/0003.yaml").read_text()
        assert sorted(os.listdir(folder / "decisions")) == ["0001.yaml", "0002.yaml", "0003.yaml"]
    assert told["raced"] > 0, "nobody raced"


@needs_fork
def test_two_sides_approve_at_the_same_moment_and_one_side_only_once(ask: Ask, tmp_path: Path) -> None:
    told = story("crawl")
    told.decide("pause", "crawl", "paused", DAY)
    yes = {party: acts("advance", ID, "pause", "--as", f"{party}.sponsor") for party in ("northwind", "contoso")}
    for number in range(ROUNDS // 2):
        root = tmp_path / str(number)
        commands = [yes["northwind"], yes["contoso"], yes["contoso"]]
        folder, answers = compete(ask, root, told, *commands)
        codes = [answer["code"] for answer in answers]
        assert (codes[0], sorted(codes[1:])) in ((0, [0, 1]),), answers
        loser = shown(next(answer for answer in answers if answer["code"]), root)
        assert "contoso" in loser
        assert sorted(os.listdir(folder / "consents"))[:2] == ["d0002-contoso.yaml", "d0002-northwind.yaml"]
        assert replay(read_record(folder).facts, date.fromisoformat(DAY)).standing.state == "paused"


@needs_fork
def test_the_same_evidence_at_once_is_one_file_and_different_evidence_two(ask: Ask, tmp_path: Path) -> None:
    def hours(value: int) -> list[str]:
        cases = ["--case", f"Helio 3PL={value}", "--case", "Brandt Lager=31"]
        return acts("evidence", "add", ID, *HOURS[:5], *cases, "--as", "northwind.delivery")

    for number in range(ROUNDS // 2):
        folder, answers = compete(ask, tmp_path / f"same-{number}", story("crawl"), hours(29), hours(29))
        assert [answer["code"] for answer in answers] == [0, 0], answers
        assert len(os.listdir(folder / "evidence")) == 1
        wrote = [answer["out"].startswith("wrote ") for answer in answers]
        assert sorted(wrote) == [False, True], answers
        folder, answers = compete(ask, tmp_path / f"other-{number}", story("crawl"), hours(29), hours(30))
        assert [answer["code"] for answer in answers] == [0, 0], answers
        assert len(os.listdir(folder / "evidence")) == 2
