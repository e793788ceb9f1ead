"""What an earlier run found is really used: an unchanged charter is answered without reading the format again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = (Path(__file__).parents[1] / "charters" / "acme-globex" / "charter.yaml").read_text(encoding="utf-8")

QUESTION = """
import sys
from charter.cli import main
code = main(["lint", "--format", "concise", *sys.argv[1:]])
print(*sorted({"pydantic", "yaml"} & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def lint(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """The exit code, what was printed, and which of the libraries that read a charter were imported."""
    done = subprocess.run(
        [sys.executable, "-c", QUESTION, *arguments],
        cwd=folder,
        env=os.environ | {"CHARTER_CACHE_DIR": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.splitlines()[-1].strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, GOOD.replace("tier: 1\n", "tier: 1\nteir: 1\n"))
    return tmp_path


def write(folder: Path, text: str) -> None:
    target = folder / "charters" / "acme-globex" / "charter.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def test_the_second_run_says_the_same_and_reads_nothing(folder: Path) -> None:
    code, printed, imported = lint(folder)
    assert (code, imported) == (1, "pydantic yaml")
    assert "teir" in printed
    assert lint(folder) == (1, printed, "")


def test_a_changed_charter_is_read_again(folder: Path) -> None:
    lint(folder)
    write(folder, GOOD)
    code, printed, imported = lint(folder)
    assert (code, imported) == (0, "pydantic yaml")
    assert "teir" not in printed


@pytest.mark.parametrize("arguments", [["--stage", "proposed"], ["--today", "2026-11-21"], ["--no-cache"]], ids=str)
def test_another_question_is_not_answered_by_this_one(folder: Path, arguments: list[str]) -> None:
    lint(folder, "--today", "2026-11-20")
    assert lint(folder, *arguments)[2] == "pydantic yaml"
