"""The laws of the code: floors, one door per library, purity below the doors, and nothing heavy before it is needed."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "charter"
MODULES = sorted(PACKAGE.rglob("*.py"))

PURE = ("rules", "model", "report", "document", "layout", "digest", "values", "finding", "errors", "lint")
"""Below the doors: what stands here gets the disk, the clock and the environment as arguments."""

PRINTS = ("commands", "cli.py", "__main__.py")
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def inside(place: str, names: tuple[str, ...]) -> bool:
    return place.partition("/")[0].removesuffix(".py") in {name.removesuffix(".py") for name in names}


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call as the line and the dotted name it is written with."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def contracts_of(folder: Path) -> subprocess.CompletedProcess[str]:
    linter = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or shutil.which("lint-imports")
    if linter is None:
        pytest.skip("import-linter is not installed")
    return subprocess.run([linter, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_floors_and_doors_hold() -> None:
    verdict = contracts_of(REPOSITORY)
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("errors.py", "import charter.finding", "a module imports only from floors below its own"),
        ("finding.py", "import charter.rules", "a module imports only from floors below its own"),
        ("strange.py", "'''A module that nobody gave a floor.'''", "a module imports only from floors below its own"),
        ("values.py", "import yaml", "PyYAML has one door"),
        ("finding.py", "import pydantic", "pydantic has one door"),
        ("errors.py", "import jinja2", "jinja2 has one door"),
        ("rules/no_exit_criteria.py", "import subprocess", "below the doors"),
    ],
)
def test_a_broken_law_is_named(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "charter", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    with (tmp_path / "charter" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    verdict = contracts_of(tmp_path)
    assert verdict.returncode == 1, verdict.stdout
    assert any(contract in row and "BROKEN" in row for row in verdict.stdout.splitlines()), verdict.stdout


def test_below_the_doors_nobody_asks_the_clock_or_the_disk() -> None:
    asking = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "open", "input", "breakpoint"}
    reading = (".read_text", ".read_bytes", ".write_text", ".write_bytes")
    found = [
        f"{name(path)}:{line} {call}"
        for path in MODULES
        if inside(name(path), PURE)
        for line, call in calls(path)
        if call.removeprefix("datetime.") in asking or call in asking or call.endswith(reading)
    ]
    assert found == []


def test_only_commands_print() -> None:
    found = [
        f"{name(path)}:{line}"
        for path in MODULES
        if not inside(name(path), PRINTS)
        for line, call in calls(path)
        if call == "print" or call.startswith(("sys.stdout", "sys.stderr"))
    ]
    assert found == []


def test_every_module_opens_with_what_it_knows() -> None:
    silent = [name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name(path) for path in MODULES if path.stem.strip("_") in VAGUE] == []


def test_no_module_has_outgrown_one_idea() -> None:
    long = {
        name(path): count for path in MODULES if (count := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


HEAVY = {
    "pydantic", "pydantic_core", "yaml", "jinja2", "ruamel", "jsonschema", "portion", "sortedcontainers", "transitions",
    "rich", "typst", "pikepdf", "cryptography",
}  # fmt: skip
"""What takes longer to import than most answers take."""

JUDGES = {"pydantic", "pydantic_core", "yaml"}
"""What reads and understands a charter."""


def heavy_imports(arguments: list[str], cache: Path) -> set[str]:
    """The heavy modules that one command line imports, in a process of its own."""
    question = "\n".join(
        [
            "import sys",
            "from charter.cli import main",
            "try:",
            f"    code = main({arguments!r})",
            "except SystemExit as stop:",
            "    code = stop.code",
            f"print(*sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)",
            "sys.exit(code)",
        ]
    )
    answer = subprocess.run(
        [sys.executable, "-c", question],
        cwd=REPOSITORY,
        env={**os.environ, "CHARTER_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return set(answer.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["rules"], ["graph"], ["lint", "--help"]], ids=" ".join
)
def test_an_answer_without_a_charter_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    assert heavy_imports(arguments, tmp_path) == set()


LINT = ["lint", "charters/northwind-contoso", "--today", "2026-11-20", "--exit-zero"]


def test_a_lint_imports_what_reads_and_understands_a_charter_and_nothing_else_heavy(tmp_path: Path) -> None:
    """Not the machine of the replay, and not the intervals: they are only for the words of a contradiction."""
    assert heavy_imports(LINT, tmp_path) == JUDGES


def test_a_lint_of_what_did_not_change_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy_imports(LINT, tmp_path)
    assert heavy_imports(LINT, tmp_path) == set()


def test_a_check_imports_the_machine_of_the_replay_and_nothing_that_only_shows(tmp_path: Path) -> None:
    check = ["check", "charters/northwind-contoso", "--today", "2028-12-31", "--format", "concise"]
    assert heavy_imports(check, tmp_path) == JUDGES | {"transitions"}


def test_the_hooks_use_the_versions_that_ci_uses() -> None:
    """`.pre-commit-config.yaml` cannot read `pyproject.toml`; this keeps the two the same."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = [item for item in project["project"]["optional-dependencies"]["dev"] if "==" in item]
    hooks = (REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert pinned
    assert [item for item in pinned if item not in hooks] == []
