"""What is printed on a terminal is broken between words; a command, a path and a digest never are."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from stories import ID, story

from charter.report.fitting import fitted

DIGEST = f"sha256:{'5d' * 32}"


@pytest.mark.parametrize(
    ("line", "width", "said"),
    [
        ("one two three four five six seven eight nine", 0, "one two three four five six seven eight nine"),
        ("short", 40, "short"),
        (
            "  one two three four five six seven eight nine", 40,
            "  one two three four five six seven\n    eight nine",
        ),
        (f"  {DIGEST}", 40, f"  {DIGEST}"),
        (f"next: charter advance {ID} start --as northwind.relationship", 40,
         f"next: charter advance {ID} start --as northwind.relationship"),
        (f"  charter sign {ID} d0002 --as contoso.sponsor", 40, f"  charter sign {ID} d0002 --as contoso.sponsor"),
        ("charter: the walk gate is not open because", 40, "charter: the walk gate is not open\n  because"),
    ],
)  # fmt: skip
def test_a_line_is_broken_between_words(line: str, width: int, said: str) -> None:
    assert fitted(line, width) == said


def on_a_terminal(*arguments: str, cwd: Path) -> list[str]:
    """The lines that a command prints on a terminal of 60 columns, of both streams."""
    master, slave = pty.openpty()
    command = [str(Path(sys.executable).with_name("charter")), *arguments]
    done = subprocess.Popen(
        command, cwd=cwd, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "COLUMNS": "60", "TERM": "dumb"}
    )
    os.close(slave)
    seen = b""
    while piece := _read(master):
        seen += piece
    done.wait()
    os.close(master)
    return seen.decode().splitlines()


def _read(master: int) -> bytes:
    try:
        return os.read(master, 4096)
    except OSError:  # Linux: the other end is closed
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_sign_and_a_refusal_fit_on_a_terminal_and_stay_whole_in_a_pipe(tmp_path: Path, charter) -> None:
    story("crawl").write(tmp_path)
    refused = ("advance", ID, "go", "--as", "northwind.relationship", "--today", "2026-03-16")
    lines = on_a_terminal(*refused, cwd=tmp_path)
    assert any("advanced-without-pass: the crawl gate is not open" in line for line in lines)
    assert [line for line in lines if len(line) > 60] == []
    piped = charter(*refused, cwd=tmp_path).stderr.splitlines()
    assert [" ".join(line.split()) for line in piped if "advanced-without-pass" in line] != []
    assert len(piped) < len(lines)
