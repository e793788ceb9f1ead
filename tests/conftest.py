"""Options of the test run, and the real command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept`: write what was pinned anew; look at the difference before committing it."""
    parser.addoption("--accept", action="store_true", help="rewrite the pinned findings of the reconstructions")


@pytest.fixture(scope="session")
def charter() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`charter(arguments…, cwd=folder)` runs the command there, with a cache of its own beside the files."""

    def run(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("CHARTER_", "NO_COLOR"))}
        return subprocess.run(
            [sys.executable, "-m", "charter", *map(str, arguments)],
            cwd=cwd,
            env=clean | {"CHARTER_CACHE_DIR": str(cwd / ".cache-of-the-test"), "PYTHONSAFEPATH": "1"} | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run
