"""`charter init`: a repository that works at once, and never a byte of what was there before."""

import json
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from gitlab import RUNNER, needed

from charter import __version__
from charter.model import KINDS

SCRIPTS = Path(sys.executable).parent
REPOSITORY = Path(__file__).parents[1]

WRITTEN = {
    "program.yaml",
    ".pre-commit-config.yaml",
    ".github/workflows/charter.yml",
    ".vscode/settings.json",
    ".vscode/extensions.json",
    ".gitignore",
    ".gitattributes",
    "charters/acme-globex/charter.yaml",
    "charters/acme-globex/people/acme.yaml",
    "charters/acme-globex/people/globex.yaml",
    *(f"schemas/{kind}.schema.json" for kind in KINDS),
}


def charter(*arguments: str, cwd: Path, today: str = "2026-12-01") -> subprocess.CompletedProcess[str]:
    command = [str(SCRIPTS / "charter"), *arguments, "--today", today]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def tool(name: str) -> str:
    found = shutil.which(name, path=str(SCRIPTS)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts[:1]
    }


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository started in an empty folder; tests only look at it."""
    folder = tmp_path_factory.mktemp("fresh")
    answer = charter("init", cwd=folder)
    assert (answer.returncode, answer.stderr) == (0, "")
    return folder


def test_an_empty_folder_becomes_a_repository_without_a_finding(tmp_path: Path) -> None:
    answer = charter("init", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert set(contents(tmp_path)) == WRITTEN
    last = answer.stdout.splitlines()[-1]
    assert last == (
        "next: open charters/acme-globex/charter.yaml, put your facts where it says replace, and run charter lint"
    )
    lint = charter("lint", "--format", "concise", "--fail-on", "info", cwd=tmp_path)
    assert (lint.returncode, lint.stdout, lint.stderr) == (0, "", "0 errors, 0 warnings in 4 files\n")


def test_a_second_run_changes_nothing_on_any_day(fresh: Path) -> None:
    before = contents(fresh)
    answer = charter("init", cwd=fresh, today="2027-06-01")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert contents(fresh) == before
    assert "wrote" not in answer.stdout
    assert answer.stdout.splitlines()[-1].startswith("nothing was missing; next: ")


def test_a_repository_with_charters_gets_no_example(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "charters" / "northwind-contoso", tmp_path / "charters" / "northwind-contoso")
    assert charter("init", cwd=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "charters").iterdir()] == ["northwind-contoso"]


def test_what_is_there_is_kept_and_what_it_lacks_is_said(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    mine = {
        ".gitignore": b"*.tmp\n",
        ".pre-commit-config.yaml": b"repos: []\n",
        ".vscode/settings.json": b"{}\n",
        "program.yaml": b"program: 1\r\nname: Ours\r\n",
        "README.md": b"# Ours\n",
        "schemas/charter.schema.json": b"{}\n",
    }
    for path, content in mine.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    answer = charter("init", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    after = contents(tmp_path)
    assert {path: after[path] for path in mine} == mine
    assert set(after) == WRITTEN | {"README.md"}
    lines = answer.stdout.splitlines()
    assert {"kept   .gitignore", "kept   program.yaml", "wrote  .gitattributes"} <= set(lines)
    for path in (".gitignore", ".pre-commit-config.yaml", ".vscode/settings.json"):
        assert f"to have it for charters too, add to {path}:" in lines
    assert "    internal-*.yaml" in lines
    assert "      - id: charter-lint" in "\n".join(lines)
    assert "schemas/charter.schema.json is not the one of this version: delete it and run charter init again" in lines


def test_a_file_that_does_its_part_already_is_not_spoken_of(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.tmp\ninternal-*.yaml\n")
    assert "add to" not in charter("init", cwd=tmp_path).stdout


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    dry = charter("init", "--dry-run", cwd=tmp_path)
    assert dry.returncode == 0
    assert list(tmp_path.iterdir()) == []
    real = charter("init", cwd=tmp_path)
    said = [line.replace("would write", "wrote") for line in dry.stdout.splitlines()]
    assert [line.split() for line in said] == [line.split() for line in real.stdout.splitlines()[: len(said)]]


def test_starts_in_a_folder_that_does_not_exist_yet(tmp_path: Path) -> None:
    flags = ["--id", "northwind-contoso", "--pattern", "co-delivery", "--tier", "2", "--start", "2027-03-01"]
    answer = charter("init", "partners", *flags, "--party", "contoso=Contoso AG", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.splitlines()[-1].startswith(
        "next: go to partners, open charters/northwind-contoso/charter.yaml, "
    )
    text = (tmp_path / "partners/charters/northwind-contoso/charter.yaml").read_text(encoding="utf-8")
    assert "name: Contoso AG" in text
    assert "start: 2027-03-01" in text
    assert not (tmp_path / "partners/charters/acme-globex").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["file"], "file is not a folder"),
        (["--id", "a-b"], "say which kind of partnership it is"),
        (["--id", "../a-b", "--pattern", "resell"], "is not an id"),
        (["--pattern", "resell"], "say what the charter is called"),
        (["file/below"], "cannot be written"),
    ],
)
def test_an_impossible_wish_is_refused_in_words_and_leaves_nothing(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "file").write_text("mine")
    answer = charter("init", *arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert words in answer.stderr
    assert contents(tmp_path) == {"file": b"mine"}


def test_does_not_start_inside_another_repository_by_accident(fresh: Path, tmp_path: Path) -> None:
    shutil.copytree(fresh, tmp_path / "root")
    inner = tmp_path / "root" / "deeper"
    inner.mkdir()
    refused = charter("init", cwd=inner)
    assert refused.returncode == 2
    assert "lies inside a repository of charters already" in refused.stderr
    assert list(inner.iterdir()) == []
    assert charter("init", ".", cwd=inner).returncode == 0
    assert set(contents(inner)) == WRITTEN


def test_never_writes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / ".github").symlink_to(tmp_path / "outside")
    (root / "program.yaml").symlink_to(tmp_path / "nowhere")
    answer = charter("init", cwd=root)
    assert answer.returncode == 2
    assert "is a link to somewhere else" in answer.stderr
    assert list((tmp_path / "outside").iterdir()) == []
    (root / ".github").unlink()
    assert charter("init", cwd=root).returncode == 0
    assert not (tmp_path / "nowhere").exists()


def test_every_kind_of_file_has_a_schema_that_is_there(fresh: Path) -> None:
    settings = json.loads((fresh / ".vscode/settings.json").read_text())
    schemas = settings["yaml.schemas"]
    assert {PurePosixPath(schema).name for schema in schemas} == {f"{kind}.schema.json" for kind in KINDS}
    assert all((fresh / schema).is_file() for schema in schemas)
    shutil.copytree(REPOSITORY / "charters", fresh / "more" / "charters")
    try:
        assert list(fresh.glob(schemas["./schemas/charter.schema.json"]))
        assert list((fresh / "more").glob(schemas["./schemas/people.schema.json"]))
    finally:
        shutil.rmtree(fresh / "more")


def test_drafts_point_editors_at_the_schema(fresh: Path) -> None:
    draft = fresh / "charters/acme-globex/charter.yaml"
    for file in (draft, fresh / "program.yaml"):
        modeline = file.read_text(encoding="utf-8").partition("\n")[0]
        schema = file.parent / modeline.removeprefix("# yaml-language-server: $schema=")
        assert schema.resolve().is_relative_to(fresh / "schemas")
        assert schema.is_file()


def test_a_schema_validator_agrees_with_the_example(fresh: Path) -> None:
    checker = tool("check-jsonschema")
    for schema, file in (("charter", "charters/acme-globex/charter.yaml"), ("program", "program.yaml")):
        command = [checker, "--schemafile", f"schemas/{schema}.schema.json", file]
        answer = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_workflow_is_one_that_github_accepts(fresh: Path) -> None:
    workflow = ".github/workflows/charter.yml"
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", workflow]
    answer = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_workflow_has_nothing_to_attack(fresh: Path) -> None:
    command = [tool("zizmor"), "--offline", "--persona", "pedantic", "--no-progress", ".github/workflows/charter.yml"]
    answer = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


GITLAB = {".gitlab-ci.yml", ".gitlab/charter.gitlab-ci.yml"}


@pytest.fixture(scope="module")
def on_gitlab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository started for GitLab; tests only look at it."""
    folder = tmp_path_factory.mktemp("gitlab")
    answer = charter("init", "--host", "gitlab", cwd=folder)
    assert (answer.returncode, answer.stderr) == (0, "")
    return folder


def test_on_gitlab_a_pipeline_stands_where_the_workflow_would(on_gitlab: Path) -> None:
    assert set(contents(on_gitlab)) == WRITTEN - {".github/workflows/charter.yml"} | GITLAB
    pipeline = (on_gitlab / ".gitlab/charter.gitlab-ci.yml").read_text(encoding="utf-8")
    assert f"CHARTER_PACKAGE: partnership-charter[pades]=={__version__} #" in pipeline


def test_the_pipeline_is_one_that_gitlab_accepts(on_gitlab: Path) -> None:
    files = [str(on_gitlab / name) for name in sorted(GITLAB)]
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", *files]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_pipeline_has_its_jobs(on_gitlab: Path, tmp_path: Path) -> None:
    needed()
    shutil.copytree(on_gitlab, tmp_path / "root")
    git = ["git", "-C", str(tmp_path / "root"), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q", "-b", "main"], ["add", "--all"], ["commit", "-q", "-m", "start"]):
        subprocess.run([*git, *words], check=True)
    command = ["node", str(RUNNER), "--list-csv-all", f"--home={tmp_path}"]
    answer = subprocess.run(command, cwd=tmp_path / "root", capture_output=True, text=True, check=False)
    names = [line.partition(";")[0] for line in answer.stdout.splitlines()[1:]]
    assert names == ["charter review", "charter check", "charter reminders", "pages"], answer.stderr


def test_a_pipeline_that_is_there_is_kept_and_told_what_to_include(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("stages: [test]\n")
    answer = charter("init", "--host", "gitlab", cwd=tmp_path)
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "stages: [test]\n"
    assert "to have it for charters too, add to .gitlab-ci.yml:\n    include:\n" in answer.stdout


def test_the_workflow_and_the_hook_take_this_version(fresh: Path) -> None:
    workflow = (fresh / ".github/workflows/charter.yml").read_text()
    assert f"run: python -I -m pip install 'partnership-charter[pades]=={__version__}'\n" in workflow
    assert f"rev: v{__version__}\n" in (fresh / ".pre-commit-config.yaml").read_text()
    ours = (REPOSITORY / ".github/workflows/ci.yml").read_text()
    pinned = [line.strip() for line in workflow.splitlines() if "uses:" in line]
    assert pinned
    assert [line for line in pinned if line not in ours] == []


def test_the_hook_is_configured_as_pre_commit_wants_it(fresh: Path) -> None:
    command = [tool("pre-commit"), "validate-config", ".pre-commit-config.yaml"]
    answer = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    hooks = (REPOSITORY / ".pre-commit-hooks.yaml").read_text()
    configured = (fresh / ".pre-commit-config.yaml").read_text()
    named = [line.strip() for line in configured.splitlines() if "- id: " in line]
    assert named == ["- id: charter-fmt", "- id: charter-lint", "- id: charter-check"]
    assert [name for name in named if f"{name}\n" not in hooks] == []


def test_the_hooks_find_nothing_in_what_was_written(fresh: Path) -> None:
    for verb in (["fmt", "--check"], ["check"]):
        answer = charter(*verb, cwd=fresh)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_hooks_that_were_written_are_said_to_need_an_installation(tmp_path: Path) -> None:
    said = "once in every clone: pre-commit install, or the hooks check nothing"
    assert said in charter("init", cwd=tmp_path).stdout.splitlines()
    assert said not in charter("init", cwd=tmp_path).stdout.splitlines()


def test_private_notes_stay_out_of_git(fresh: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(fresh, root)
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    (root / "charters/acme-globex/internal-acme.yaml").write_text("walk_away: 1\n")
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=True
    )
    assert set(listed.stdout.split()) == WRITTEN


@pytest.mark.skipif(sys.platform == "win32", reason="a write takes other ways there")
def test_what_a_killed_write_leaves_is_never_added(tmp_path: Path) -> None:
    assert charter("init", cwd=tmp_path).returncode == 0
    git = [tool("git"), "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    target = tmp_path / "charters" / "acme-globex" / "decisions" / "0001.yaml"
    killed = (
        "import os, pathlib, sys; os.link = lambda *_, **__: os._exit(9); from charter.writing import create_file; "
    )
    writer = [sys.executable, "-c", killed + "create_file(pathlib.Path(sys.argv[1]), b'decision: 1')", str(target)]
    assert subprocess.run(writer, check=False).returncode == 9
    (left,) = target.parent.iterdir()
    assert left.name != target.name
    subprocess.run([*git, "add", "--all"], check=True)
    added = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout.splitlines()
    assert set(added) == WRITTEN
