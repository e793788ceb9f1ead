"""A check lints from memory and proves anew: its answer is the same for any number of processes, and never remembered."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from charter.check.checking import Checked, check_paths
from charter.check.linting import Asked

EXAMPLE = Path(__file__).parents[1] / "charters" / "northwind-contoso"
TODAY = Asked(date(2028, 4, 30))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of the lived example, and of a copy under another name."""
    monkeypatch.setenv("CHARTER_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("northwind-contoso", "copied"):
        shutil.copytree(EXAMPLE, tmp_path / "charters" / name)
    return tmp_path


def rules(checked: Checked) -> set[str]:
    return {finding.rule for finding in checked.report.findings}


def test_the_answer_is_the_same_for_any_number_of_processes_and_from_memory(root: Path) -> None:
    (root / "charters/copied/people/contoso.yaml").unlink()
    one = check_paths(root, [], TODAY, jobs=1, cached=False)
    assert {"id-differs-from-folder", "roster-unapproved"} <= rules(one)
    assert (one.charters, one.decisions) == (2, 10)
    for jobs, cached in ((2, False), (1, True), (1, True), (2, True)):
        assert check_paths(root, [], TODAY, jobs=jobs, cached=cached) == one


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "after a clean check"])
def test_what_only_the_proof_reads_is_read_at_every_check(root: Path, warm: bool) -> None:
    shutil.rmtree(root / "charters/copied")
    if warm:
        assert check_paths(root, [], TODAY, jobs=1).report.findings == ()
    table = next((root / "charters/northwind-contoso/evidence/data").glob("*hours.csv"))
    table.write_bytes(table.read_bytes() + b"\n")
    assert "evidence-digest-mismatch" in rules(check_paths(root, [], TODAY, jobs=1))
