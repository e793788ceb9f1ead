"""The wheel, as somebody gets it who never sees this repository."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
THE_SMALLEST = REPOSITORY / "charters" / "acme-globex"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PIP_"))}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, REPOSITORY, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a new environment with this wheel; what it depends on is borrowed from the running one."""
    home = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = ("-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet")
    done = run(sys.executable, *pip, wheel, cwd=home)
    assert done.returncode == 0, done.stderr
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).stdout.strip()
    borrowed = next(path for path in sys.path if path.endswith("site-packages"))
    Path(packages, "borrowed.pth").write_text(borrowed + "\n", encoding="utf-8")
    where = run(python, "-c", "import charter; print(charter.__file__)", cwd=home).stdout.strip()
    assert Path(where).is_relative_to(packages)
    return python.parent


def test_carries_every_schema_and_template(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"charter/_data/{path.relative_to(REPOSITORY).as_posix()}"
        for folder in ("schemas", "templates")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file()
    }
    assert {path for path in wanted if "/schemas/" in path}
    assert {path for path in wanted if "/templates/" in path}
    assert wanted - inside == set()


def test_carries_types_and_license_and_nothing_else(wheel: Path) -> None:
    inside = zipfile.ZipFile(wheel).namelist()
    assert "charter/py.typed" in inside
    assert any(path.endswith("dist-info/licenses/LICENSE") for path in inside)
    tops = {path.partition("/")[0] for path in inside}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"charter"}
    assert [path for path in inside if "__pycache__" in path or path.endswith(".pyc")] == []


def test_the_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    answer = run(installed / "charter", "--version", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.strip().rpartition(" ")[2] == version_of(installed)


def version_of(scripts: Path) -> str:
    question = "import importlib.metadata as m; print(m.version('partnership-charter'))"
    return run(scripts / "python", "-c", question, cwd=scripts).stdout.strip()


def test_finds_its_schemas_without_the_repository(installed: Path, tmp_path: Path) -> None:
    answer = run(installed / "charter", "schema", "charter", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.encode() == (REPOSITORY / "schemas" / "charter.schema.json").read_bytes()


def test_lints_and_renders_without_the_repository(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "charters" / "acme-globex"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_bytes((THE_SMALLEST / "charter.yaml").read_bytes())
    answer = run(installed / "charter", "lint", cwd=tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    page = run(installed / "charter", "render", "acme-globex", "--view", "cover", cwd=tmp_path)
    assert page.returncode == 0, page.stderr
    assert "Acme and Globex calendar sync" in page.stdout
    document = run(installed / "charter", "render", "acme-globex", "--to", "pdf", "--output", "a.pdf", cwd=tmp_path)
    assert (document.returncode, document.stderr) == (0, "")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")
