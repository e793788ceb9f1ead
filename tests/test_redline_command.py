"""`charter render ID --view redline`: what it is held against, what it refuses, and what a reader sees in Markdown."""

import html
import os
import re
import shutil
import subprocess
from pathlib import Path

import cmarkgfm
import pytest
from stories import story
from test_docx import opened
from tracked import outline, resolved, words
from tracked import story as xml

REPOSITORY = Path(__file__).parents[1]
SWAPS = (
    ("revision: 1", "revision: 2"),
    ("six weeks", "ten weeks"),
    ("300 sites live in 2026.", "250 sites live in 2026."),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the example that is signed, and changed since."""
    shutil.copytree(REPOSITORY / "charters" / "northwind-contoso", tmp_path / "charters" / "northwind-contoso")
    change(tmp_path, *SWAPS)
    return tmp_path


def change(root: Path, *swaps: tuple[str, str]) -> None:
    path = root / "charters" / "northwind-contoso" / "charter.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def marked(markdown: str) -> list[str]:
    """The lines of Markdown that show a change, but for revision and digest."""
    return [
        one
        for one in markdown.splitlines()
        if re.search(r"~~|\*\*", one) and "revision" not in one and "sha256" not in one
    ][1:]


def test_shows_what_changed_since_all_signed(charter, home):
    done = charter("render", "northwind-contoso", "--view", "redline", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Changes from r1 to r2. ~~Struck out~~ is what is gone, **bold** is what has come.\n")
    assert "- The customers' trouble: Mid-size warehouses lose ~~six~~ **ten** weeks between" in done.stdout
    assert "| more sites | Northwind | ~~300~~ **250** sites live in 2026. |" in done.stdout
    assert len(marked(done.stdout)) == 3


def test_the_order_that_signing_sorts_away_is_no_change(charter, home):
    signed = (home / "charters" / "northwind-contoso" / "signed" / "r1.json").read_text(encoding="utf-8")
    assert signed.index('"contoso":{') < signed.index('"northwind":{')
    done = charter("render", "northwind-contoso", "--view", "redline", cwd=home)
    file = charter(
        "render",
        "northwind-contoso",
        "--view",
        "redline",
        "--against",
        "charters/northwind-contoso/signed/r1.json",
        cwd=home,
    )
    assert [line for line in file.stdout.splitlines()[1:] if "revision" not in line] == [
        line for line in done.stdout.splitlines()[1:] if "revision" not in line
    ]
    assert [line for line in marked(done.stdout) if line.count("Contoso") and line.count("~~") > 2] == []


def test_word_gets_the_same_as_tracked_changes(charter, home):
    for arguments in (["--view", "redline", "--output", "both.docx"], ["--output", "new.docx"]):
        done = charter("render", "northwind-contoso", "--to", "docx", *arguments, cwd=home)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    both, new = ((home / name).read_bytes() for name in ("both.docx", "new.docx"))
    assert outline(resolved(xml(both), "ins")) == outline(xml(new))
    shutil.copytree(REPOSITORY / "charters" / "northwind-contoso", home / "before" / "charters" / "northwind-contoso")
    charter("render", "northwind-contoso", "--to", "docx", "--output", "../old.docx", cwd=home / "before")
    assert outline(resolved(xml(both), "del")) == outline(xml((home / "old.docx").read_bytes()))
    assert "six" not in words(resolved(xml(both), "ins")).partition("Mid-size warehouses lose ")[2][:10]
    marks = opened(both).element.xpath("//w:ins | //w:del")
    assert {mark.get(mark.tag.replace("ins", "author").replace("del", "author")) for mark in marks} == {
        "Charter r1 → r2"
    }


def test_against_another_revision_a_file_or_a_commit(charter, home):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example"]
    subprocess.run([*git, "init", "-q", "-b", "main"], cwd=home, check=True)
    subprocess.run([*git, "add", "."], cwd=home, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], cwd=home, check=True)
    shutil.copy(home / "charters" / "northwind-contoso" / "charter.yaml", home / "before.yaml")
    change(home, ("30% more", "40% more"))
    for against, count in (("main", 1), ("before.yaml", 1), ("r1", 4)):
        done = charter("render", "northwind-contoso", "--view", "redline", "--against", against, cwd=home)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"Changes from {against} to ")
        assert len(marked(done.stdout)) == count


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--against", "r7"], "there is no signed/r7.json that can be understood\n  the revisions there are: r1\n"),
        (["--against", "nowhere"], "HOME/charters/northwind-contoso is not in a git repository\n"),
        (["--to", "pdf"], "a redline is not made as pdf\n  the forms of a redline are md, docx\n"),
        (["--template", "."], "a redline takes no --template\n  leave out --template\n"),
        (["--to", "docx", "--paper", "a3"], 'there is no paper "a3"\n'),
        (["--to", "docx", "--font-dir", "."], "Word shows a file in the reader's own fonts: it takes no --font-dir\n"),
    ],
)
def test_refuses(charter, home, arguments, said):
    done = charter("render", "northwind-contoso", "--view", "redline", *arguments, cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"charter: {said.replace('HOME', str(home))}")


def test_where_nothing_is_signed_there_is_nothing_to_hold_it_against(charter, tmp_path):
    story("draft").write(tmp_path)
    done = charter("render", "northwind-contoso", "--view", "redline", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "charter: no revision of northwind-contoso is signed by all yet, so there is nothing to hold it against\n"
        "  name a commit or a file: --against origin/main, --against old/charter.yaml\n"
    )


def test_where_nothing_changed_there_is_nothing_to_mark(charter, tmp_path):
    done = charter("render", "northwind-contoso", "--view", "redline", "--root", REPOSITORY, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("charter: charter.yaml says what r1 says, so there is nothing to mark\n")


def test_only_a_redline_is_held_against_something(charter, home):
    done = charter("render", "northwind-contoso", "--against", "r1", cwd=home)
    assert done.returncode == 2
    assert done.stderr.startswith("charter: --against is for --view redline\n")


HOSTILE = "**bold** ~~gone~~ <del>x</del> [a](https://e.example) | `code` @you"


def test_hostile_texts_stay_texts_on_both_sides(charter, home):
    change(home, ("ten weeks between contract and first shipment.", f'ten "{HOSTILE}" weeks'.replace('"', "'")))
    done = charter("render", "northwind-contoso", "--view", "redline", cwd=home)
    assert done.returncode == 0, done.stderr
    shown = cmarkgfm.github_flavored_markdown_to_html(done.stdout)
    line = next(one for one in shown.splitlines() if "Mid-size warehouses" in one)
    assert not re.search(r"<(?!/?(li|p|strong|del|code|br)\b)", line)
    new = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<del>.*?</del>", "", line)))
    assert " ".join(new.split()).endswith(f"Mid-size warehouses lose ten '{HOSTILE}' weeks")
    old = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<strong>.*?</strong>", "", line)))
    assert " ".join(old.split()).endswith("Mid-size warehouses lose six weeks between contract and first shipment.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_a_file_of_word_is_never_written_to_a_terminal(home):
    import pty
    import sys

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "charter", "render", "northwind-contoso", "--view", "redline", "--to", "docx"]
    done = subprocess.run(command, cwd=home, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "charter: a file of Word cannot be shown on a terminal\n  write it to a file: --output"
    )
