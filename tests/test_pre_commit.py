"""Our hook in somebody else's repository, run by the real pre-commit."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
GOOD = (REPOSITORY / "charters" / "acme-globex" / "charter.yaml").read_text(encoding="utf-8")
BAD = GOOD.replace("tier: 1\n", "tier: 1\nteir: 1\n")
PRE_COMMIT = shutil.which("pre-commit", path=str(Path(sys.executable).parent)) or shutil.which("pre-commit")

pytestmark = [
    pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is not installed"),
    pytest.mark.xdist_group("pre-commit"),
]


class Room:
    """A company's git repository with one charter, and the environment its commands run in."""

    def __init__(self, home: Path, store: Path) -> None:
        self.home = home
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))}
        self.environment |= {
            "PRE_COMMIT_HOME": str(store),
            "PRE_COMMIT_COLOR": "never",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "Jana Brandt",
            "GIT_AUTHOR_EMAIL": "jana@northwind.example",
            "GIT_COMMITTER_NAME": "Jana Brandt",
            "GIT_COMMITTER_EMAIL": "jana@northwind.example",
        }
        home.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, cwd=self.home, env=self.environment, capture_output=True, text=True, check=False)
        lost = ("Could not find a version", "ConnectionError", "NameResolutionError", "Network is unreachable")
        if done.returncode and any(words in done.stdout + done.stderr for words in lost) and not os.environ.get("CI"):
            pytest.skip("pre-commit installs a hook's dependencies from the package registry, and there is none here")
        return done

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        target = self.home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        self.git("add", path)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps hook environments: one for this module, as one developer has."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Room:
    """This checkout as it stands, committed or not, published as a repository of hooks."""
    room = Room(tmp_path_factory.mktemp("published") / "charter", store)
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("this is not a git checkout")
    for path in filter(None, listing.stdout.split("\0")):
        if path.startswith("tests/") or not (REPOSITORY / path).is_file():
            continue
        (room.home / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / path, room.home / path)
    room.git("add", "--force", ".")
    room.git("commit", "--quiet", "--message", "charter")
    return room


@pytest.fixture
def room(tmp_path: Path, store: Path) -> Room:
    return Room(tmp_path / "partnerships", store)


def test_try_repo_shows_the_place_in_a_bad_charter(hooks: Room, room: Room) -> None:
    room.write("charters/acme-globex/charter.yaml", BAD)
    bad = room.run(str(PRE_COMMIT), "try-repo", str(hooks.home), "charter-lint", "--all-files", "--verbose")
    assert bad.returncode == 1, bad.stdout + bad.stderr
    line = BAD.splitlines().index("teir: 1") + 1
    assert f"charters/acme-globex/charter.yaml:{line}:1" in bad.stdout
    assert "teir" in bad.stdout


def test_an_installed_hook_stops_the_commit_of_a_bad_charter(hooks: Room, room: Room) -> None:
    revision = hooks.git("rev-parse", "HEAD")
    config = f"repos:\n- repo: {hooks.home}\n  rev: {revision}\n  hooks:\n  - id: charter-lint\n"
    room.write(".pre-commit-config.yaml", config)
    installed = room.run(str(PRE_COMMIT), "install")
    assert installed.returncode == 0, installed.stdout + installed.stderr

    room.write("charters/acme-globex/charter.yaml", BAD)
    refused = room.run("git", "commit", "--message", "acme-globex: Propose")
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "teir" in refused.stdout + refused.stderr
    assert room.run("git", "rev-parse", "--verify", "--quiet", "HEAD").returncode != 0

    room.write("charters/acme-globex/charter.yaml", GOOD)
    room.git("commit", "--message", "acme-globex: Propose")

    room.write("notes.md", "Nothing the hook has a word on.\n")
    skipped = room.run("git", "commit", "--message", "notes: Add")
    assert skipped.returncode == 0
    assert "no files to check" in skipped.stdout + skipped.stderr


def test_the_hook_check_sees_a_record_that_was_edited_and_a_page_that_is_old(hooks: Room, room: Room) -> None:
    shutil.copytree(REPOSITORY / "charters" / "northwind-contoso", room.home / "charters" / "northwind-contoso")
    revision = hooks.git("rev-parse", "HEAD")
    config = f"repos:\n- repo: {hooks.home}\n  rev: {revision}\n  hooks:\n  - id: charter-check\n"
    room.write(".pre-commit-config.yaml", config)
    room.git("add", ".")
    trial = (str(PRE_COMMIT), "run", "--all-files", "--verbose")
    good = room.run(*trial)
    assert good.returncode == 0, good.stdout + good.stderr

    decision = room.home / "charters" / "northwind-contoso" / "decisions" / "0003.yaml"
    room.write(
        "charters/northwind-contoso/decisions/0003.yaml", decision.read_text().replace("step: go", "step: no-go")
    )
    room.write("charters/northwind-contoso/charter.md", "# an old page\n")
    bad = room.run(*trial)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "charters/northwind-contoso/decisions/0003.yaml" in bad.stdout
    assert "render-stale" in bad.stdout


def test_installed_hooks_bring_files_into_form_and_hold_back_an_old_page(hooks: Room, room: Room) -> None:
    names = ("charter-fmt", "charter-lint-fix", "charter-render")
    listed = "".join(f"  - id: {name}\n" for name in names)
    revision = hooks.git("rev-parse", "HEAD")
    room.write(".pre-commit-config.yaml", f"repos:\n- repo: {hooks.home}\n  rev: {revision}\n  hooks:\n{listed}")
    raw = "charters/acme-globex/evidence/data/export.yaml"
    room.write(raw, "b:   1\na: 2   \n")
    room.write("charters/acme-globex/charter.yaml", GOOD.replace("country: GB", "country: NO").replace("\n", "  \n", 1))
    room.write("charters/acme-globex/charter.md", "# an old page\n")

    first = room.run(str(PRE_COMMIT), "run")
    assert first.returncode == 1, first.stdout + first.stderr
    said = re.findall(r"^(charter [a-z -]+?)\.+(Passed|Failed)$", first.stdout, re.MULTILINE)
    assert said == [("charter fmt", "Failed"), ("charter lint --fix", "Failed"), ("charter render --check", "Failed")]
    assert "charters/acme-globex/charter.md:1:1: error render-stale" in first.stdout
    mended = (room.home / "charters/acme-globex/charter.yaml").read_text(encoding="utf-8")
    assert mended == GOOD.replace("country: GB", 'country: "NO"')
    assert (room.home / raw).read_text(encoding="utf-8") == "b:   1\na: 2   \n"

    (room.home / "charters/acme-globex/charter.md").unlink()
    room.git("add", "--all")
    second = room.run(str(PRE_COMMIT), "run")
    assert second.returncode == 0, second.stdout + second.stderr
