"""Real git repositories whose branches hold one charter at points of its life."""

import os
import shutil
import subprocess
from pathlib import Path

from stories import ID, story

ROOT = Path(__file__).parent.parent
PATH = f"charters/{ID}"


def git(folder, *arguments):
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-C", folder, *arguments], capture_output=True, text=True, env=quiet | who, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class Repository:
    """A repository whose branches hold one charter at points of its life."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        git(folder, "init", "--quiet", "--initial-branch=main")
        shutil.copy(ROOT / "program.yaml", folder)
        self.commit("main", story("walk"))

    def commit(self, branch, told, *, since="main", **files):
        """A branch with the charter as told, and other files by path."""
        if branch != "main":
            git(self.folder, "checkout", "--quiet", "-B", branch, since)
        shutil.rmtree(self.folder / PATH, ignore_errors=True)
        if told is not None:
            told.write(self.folder)
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", branch)
        return git(self.folder, "rev-parse", "HEAD")
