"""The stories of `tests/transcripts/`, played anew: what they show is what the real commands print.

A session is prose with commands in it. A line is one of

    # …                                 the story; left as it is, like an empty line
    has NAME [as a draft] [until DAY]   the charter's folder is there, as it was on that day; a draft has no record
    today DAY                           the day of the commands that follow
    key NAME                            the SSH key of that person, in the folder keys/
    pen NAME                            the key of that person in a PKCS#12 file, keys/NAME.p12, and keys/passphrase
    $ pin FILE NAME                     the first key in a people file becomes that of a key or a pen
    in FOLDER:                          where the lines that follow happen; a folder that is not there is made
    $ charter …                         the real command; what it prints follows, indented by two
    $ git …                             the same, with nobody's settings
    $ qpdf …, $ pdfsig …                the same; where there is no such program, what it printed stays as it is
    $ write FILE                        the lines that follow, indented by two, become that file
    $ edit FILE OLD => NEW              one place of a file is changed
    $ copy FROM TO                      a file is copied
    $ delete FILE                       a file is deleted

Nothing passes through a shell; `| grep WORD` at the end of a line shows only what has the word. An exit code other than 0 stands below the output. A long command goes on, after a
backslash, in lines that begin with `> `. The folder that `NAME-life.txt` leaves is the one that is committed as
`charters/NAME`; `pytest --accept` writes both.
"""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml
from ssh import KEYGEN
from stories import KEYS, key_line

ROOT = Path(__file__).parents[1]
SESSIONS = sorted((ROOT / "tests" / "transcripts").glob("*.txt"))
Command = Callable[..., CompletedProcess[str]]
PROGRAMS = ("git", "qpdf", "pdfsig")
NOBODYS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "init.defaultBranch",
    "GIT_CONFIG_VALUE_0": "main",
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
}
"""The settings of git where nobody has any."""
SIZES = r"(?:(?<=byte )|(?<=byte, ))\d{5,}|\d{5,}(?= bytes)"
"""How large a signed PDF is depends on the versions of what makes it."""
COMMITS = r"(?<![\w:])[0-9a-f]{12}(?![\w…])"
"""The id of a commit is another with every word of an example that changes."""


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_every_command_prints_what_is_shown(path: Path, charter, tmp_path: Path, request) -> None:
    told = path.read_text(encoding="utf-8")
    if KEYGEN is None and "\nkey " in told:
        pytest.skip("no ssh-keygen here")
    if "--method pdf" in told:
        for library in ("pyhanko", "typst", "docx"):
            pytest.importorskip(library, reason=f"{library} is not installed")
    folder = tmp_path / "shared"  # so that a session can keep something beside it
    folder.mkdir()
    now = played(told, folder, charter)
    name = path.stem.removesuffix("-life")
    lived = path.stem.endswith("-life")
    if request.config.getoption("--accept"):
        path.write_text(now, encoding="utf-8", newline="")
        if lived:
            _commit(folder / "charters" / name, ROOT / "charters" / name)
    assert path.read_text(encoding="utf-8") == now
    if lived:
        assert recorded(folder / "charters" / name) == recorded(ROOT / "charters" / name)


def _commit(lived: Path, committed: Path) -> None:
    """Make the committed record the one that was lived."""
    now = recorded(lived)
    for local in recorded(committed):
        if local not in now:
            os.unlink(committed / local)
    for local, content in now.items():
        (committed / local).parent.mkdir(parents=True, exist_ok=True)
        (committed / local).write_bytes(content)


def played(session: str, folder: Path, charter: Command) -> str:
    """The session with the output that it has now; `folder` is where it is played."""
    return _Stage(folder, charter).play(session)


def recorded(folder: Path) -> dict[str, bytes]:
    """Every file of a charter's folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class _Stage:
    """Where one session is played."""

    def __init__(self, folder: Path, charter: Command) -> None:
        self.folder, self.here, self.charter, self.today = folder, folder, charter, ""

    def play(self, session: str) -> str:
        said: list[str] = []
        for line, below in _lines(session):
            said.append(line)
            line = line.replace("\\\n> ", "")
            if line.startswith("$ write "):
                self._file(line.removeprefix("$ write ")).write_text(_plain(below), encoding="utf-8", newline="")
                said += below
            elif line.startswith("$ charter "):
                said += self._shown(self._charter(line), line)
            elif line.startswith(tuple(f"$ {program} " for program in PROGRAMS)):
                done = self._program(line)
                said += below if done is None else self._shown(done, line)
            else:
                self._scene(line)
        return "".join(f"{line}\n" for line in said)

    def _charter(self, line: str) -> CompletedProcess[str]:
        _, *arguments = _words(line)
        kept = {"COLUMNS": "100", "CHARTER_CACHE_DIR": str(self.folder / ".cache-of-the-test")}
        return self.charter(*arguments, "--today", self.today, cwd=self.here, **kept)

    def _program(self, line: str) -> CompletedProcess[str] | None:
        """Another program, run; None where it is not here."""
        words = _words(line)
        if shutil.which(words[0]) is None:
            return None
        days = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{self.today}T12:00Z")
        environment = {**os.environ, **NOBODYS, **days, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return subprocess.run(
            words, cwd=self.here, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    def _shown(self, done: CompletedProcess[str], line: str) -> Iterator[str]:
        wanted = "".join(shlex.split(line.partition(" | grep ")[2]))
        for text in (done.stdout + done.stderr).replace(str(self.folder), "…").splitlines():
            if wanted in text:
                text = re.sub(COMMITS, "…", re.sub(SIZES, "…", text))
                yield f"  {text}".rstrip()
        if done.returncode:
            yield f"  [exit {done.returncode}]"

    def _scene(self, line: str) -> None:
        if line.startswith("today "):
            self.today = line.removeprefix("today ")
        elif found := re.fullmatch(r"in (\S+):", line):
            self.here = self.folder / found[1]
            self.here.mkdir(exist_ok=True)
        elif line.startswith("key "):
            KEYS[line.removeprefix("key ")].write(self._file(f"keys/{line.removeprefix('key ')}"))
        elif line.startswith("pen "):
            name = f"{line.removeprefix('pen ')}.p12"
            shutil.copy(ROOT / "tests" / "pens" / name, self._file(f"keys/{name}"))
            self._file("keys/passphrase").write_text("correct horse\n", encoding="utf-8")
        elif found := re.fullmatch(r"\$ pin (\S+) (\S+)", line):
            self._pin(self._file(found[1]), found[2])
        elif found := re.fullmatch(r"has (\S+)( as a draft)?(?: until (\S+))?", line):
            self._has(found[1], "" if found[2] else found[3] or "9999-12-31")
        elif found := re.fullmatch(r"\$ edit (\S+) (.+) => (.*)", line):
            file = self._file(found[1])
            text = file.read_text(encoding="utf-8")
            assert text.count(found[2]) == 1, f"{found[2]!r} stands {text.count(found[2])} times in {found[1]}"
            file.write_text(text.replace(found[2], found[3]), encoding="utf-8", newline="")
        elif found := re.fullmatch(r"\$ copy (\S+) (\S+)", line):
            shutil.copy(self._file(found[1]), self._file(found[2]))
        elif found := re.fullmatch(r"\$ delete (\S+)", line):
            self._file(found[1]).unlink()
        else:
            assert not line or line.startswith("#"), f"no line of a session: {line}"

    def _pin(self, file: Path, name: str) -> None:
        text = file.read_text(encoding="utf-8")
        line = key_line(f"{name}.p12" if (self.folder / "keys" / f"{name}.p12").exists() else name)
        mine = re.sub(r'key: "[^"]*"', lambda _: f'key: "{line}"', text, count=1)
        file.write_text(mine, encoding="utf-8", newline="")

    def _file(self, name: str) -> Path:
        file = self.here / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def _has(self, name: str, until: str) -> None:
        """Lay the folder anew: the terms, the people, and what was recorded by the end of a day; "" is none of it."""
        source, target = ROOT / "charters" / name, self.here / "charters" / name
        shutil.copy(ROOT / "program.yaml", self.here / "program.yaml")
        shutil.rmtree(target, ignore_errors=True)
        for local, content in recorded(source).items():
            kept = local.startswith(("charter.yaml", "people/"))
            if kept or (until and _day(local, content, source) <= until):
                self._file(f"charters/{name}/{local}").write_bytes(content)


def _words(line: str) -> list[str]:
    """The program of a line and its arguments."""
    return shlex.split(line.removeprefix("$ ").partition(" | grep ")[0])


def _lines(session: str) -> Iterator[tuple[str, list[str]]]:
    """Each line of the script, and what is indented below it."""
    line: str | None = None
    below: list[str] = []
    for text in session.splitlines():
        if text.startswith("  ") or (not text and line and line.startswith("$")):
            below.append(text)
            continue
        if text.startswith("> "):
            line = f"{line}\n{text}"
            continue
        if line is not None:
            yield from _split(line, below)
        line, below = text, []
    if line is not None:
        yield from _split(line, below)


def _split(line: str, below: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Empty lines at the end of an output are the script's own."""
    own = len(below)
    while own and not below[own - 1]:
        own -= 1
    yield line, below[:own]
    yield from (("", []) for _ in below[own:])


def _plain(below: list[str]) -> str:
    return "".join(f"{line.removeprefix('  ')}\n" for line in below)


def _day(local: str, content: bytes, folder: Path) -> str:
    """On which day a file was written; signed terms with the last signature."""
    if local.startswith("signed/"):
        consents = folder.glob(f"consents/{Path(local).stem}-*.yaml")
        return max(_day("consents/", consent.read_bytes(), folder) for consent in consents)
    if local.startswith("evidence/data/"):
        return ""
    data = yaml.load(content, yaml.BaseLoader)
    return str((data.get("collected") or data)["date"])
