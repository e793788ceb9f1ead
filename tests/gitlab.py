"""GitLab pipelines on this machine: the jobs of a repository's `.gitlab-ci.yml`, run by gitlab-ci-local in its own shell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "templates/gitlab/charter.gitlab-ci.yml"
RUNNER = ROOT / "node_modules/gitlab-ci-local/src/index.js"


def needed() -> None:
    """Skip where the runner is not installed."""
    for tool in ("node", "rsync"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    if not RUNNER.exists():
        pytest.skip("gitlab-ci-local is not installed: npm ci --ignore-scripts")


def pipeline(folder: Path, home: Path, *, charter: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Every job of the pipeline that these variables of GitLab start, against the tree as it is checked out.

    Args:
        home: Where the runner keeps what is not the repository's.
        charter: What is installed, as pip takes it; by default what these tests test is there already.
    """
    needed()
    given = [f"--variable={name}={value}" for name, value in {"CHARTER_PACKAGE": charter, **variables}.items()]
    scripts = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CHARTER_", "CI_"))}
    command = ["node", str(RUNNER), "--force-shell-executor", "--no-color", f"--home={home}", *given]
    return subprocess.run(
        command, cwd=folder, env=quiet | {"PATH": scripts}, capture_output=True, text=True, check=False, timeout=120
    )
