"""The bench measures what it says: its charters are real ones, and a crash is never a good figure."""

import importlib.util
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    found = importlib.util.spec_from_file_location("bench_generate", BENCH / "generate.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}


def test_the_same_seed_gives_the_same_bytes_and_a_smaller_run_is_its_beginning(
    generate: ModuleType, tmp_path: Path
) -> None:
    for name, count, seed in (("large", 30, 1), ("small", 20, 1), ("other", 20, 2)):
        generate.write(tmp_path / name, count, seed)
    large, small, other = (contents(tmp_path / name) for name in ("large", "small", "other"))
    assert small.items() <= large.items()
    assert len([path for path in large if path.endswith("/charter.yaml")]) == 30
    assert not set(small.values()) & set(other.values())


def test_the_charters_are_varied_and_of_the_size_that_people_write(generate: ModuleType) -> None:
    deals = [generate.deal(1, number) for number in range(200)]
    assert {deal.tier for deal in deals} == {1, 2, 3}
    assert len({deal.id for deal in deals}) == 200
    lines = [generate.charter(deal).count("\n") for deal in deals if deal.tier == 2]
    assert min(lines) >= 200 and max(lines) <= 280


def test_the_linter_finds_no_error_in_them(generate: ModuleType) -> None:
    from charter.engine import lint_text

    for deal in map(generate.deal, [1] * 40, range(40)):
        report = lint_text(generate.charter(deal), today=date(2026, 11, 20))
        errors = [(finding.rule, finding.pointer) for finding in report.findings if finding.severity == "error"]
        assert errors == [], deal.id


def bench(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCH / "run.py"), "--rounds", "1", "--growth", "", *arguments]
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"}  # run.py imports its neighbour
    return subprocess.run(command, cwd=cwd, env=usual, capture_output=True, text=True, check=False)


def test_prints_ratios_and_names_the_peers_that_are_absent(tmp_path: Path) -> None:
    done = bench("--sizes", "2", "--peers", "no-such-linter", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "absent, so not compared: no-such-linter" in done.stdout
    for row in (
        "start-up / python -c pass",
        "one file, cold",
        "cold / CSafeLoader, N = 2",
        "warm / read + sha256, N = 2",
    ):
        assert f"| {row}" in done.stdout
    assert "left out" not in done.stdout


def test_the_replay_bench_lives_on_and_its_copies_hold(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "replay.py"), "--decisions", "9,18", "--each", "9"]
    command += ["--charter", str(BENCH.parent / "charters" / "northwind-contoso")]
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=usual, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "18 decisions, 2 charters, " in done.stdout
    for row in ("check / CSafeLoader on the same files: ", "replay alone: s processor: ", "growth exponent, 9 to 18"):
        assert row in done.stdout
