"""`charter render ID --to pdf`: where it goes, what it refuses, and how a charter's life shows on it."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

REPOSITORY = Path(__file__).parents[1]
SMALL = (REPOSITORY / "charters" / "acme-globex" / "charter.yaml").read_text(encoding="utf-8")


def folder(tmp_path: Path, text: str = SMALL) -> Path:
    home = tmp_path / "charters" / "acme-globex"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_text(text, encoding="utf-8")
    return home


@pytest.mark.parametrize(
    ("example", "mark"),
    [("acme-globex", "Draft, not signed"), ("northwind-contoso", "Signed by all parties")],
)
def test_writes_a_file_that_says_how_far_the_terms_are(charter, tmp_path, example, mark):
    done = charter("render", example, "--to", "pdf", "--output", "out.pdf", "--root", REPOSITORY, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    pages = pypdf.PdfReader(tmp_path / "out.pdf").pages
    assert all(mark in page.extract_text() for page in pages)


def test_terms_changed_after_they_were_signed_are_no_longer_marked_as_signed(charter, tmp_path):
    shutil.copytree(REPOSITORY / "charters" / "northwind-contoso", tmp_path / "charters" / "northwind-contoso")
    path = tmp_path / "charters" / "northwind-contoso" / "charter.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("six weeks", "ten weeks"), encoding="utf-8")
    done = charter("render", "northwind-contoso", "--to", "pdf", "--output", "out.pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Signed by all" not in pypdf.PdfReader(tmp_path / "out.pdf").pages[0].extract_text()


def test_letter_paper(charter, tmp_path):
    folder(tmp_path)
    done = charter("render", "acme-globex", "--to", "pdf", "--paper", "letter", "--output", "a.pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [float(side) for side in pypdf.PdfReader(tmp_path / "a.pdf").pages[0].mediabox] == [0, 0, 612, 792]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--view", "cover"), "a PDF always holds everything, its cover first: it takes no --view cover"),
        (("--template", "."), "a PDF always holds everything, its cover first: it takes no --template"),
        (("--paper", "a3"), 'there is no paper "a3"\n  the sizes are a4, letter'),
        (("--font-dir", "nowhere"), "--font-dir nowhere is not a folder"),
    ],
)
def test_refuses_what_a_pdf_cannot_be(charter, tmp_path, arguments, said):
    folder(tmp_path)
    done = charter("render", "acme-globex", "--to", "pdf", "--output", "a.pdf", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"charter: {said}")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_is_never_written_to_a_terminal(tmp_path):
    import pty

    folder(tmp_path)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "charter", "render", "acme-globex", "--to", "pdf"]
    done = subprocess.run(command, cwd=tmp_path, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert done.stderr == (
        "charter: a PDF cannot be shown on a terminal\n  write it to a file: --output acme-globex.pdf\n"
    )


def test_a_character_without_a_glyph_is_told_with_its_field(charter, tmp_path):
    folder(tmp_path, SMALL.replace("name: Globex BV", "name: ก BV").replace("Acme Ltd", "Acme Ltd ก"))
    done = charter("render", "acme-globex", "--to", "pdf", "--output", "a.pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        'charter: parties.acme.name in charter.yaml says "Acme Ltd ก", and no font here shows ก; the same in another text\n'
        "  name a folder with a font that does: --font-dir DIR, such as one of the Noto fonts for that script\n"
    )
    assert not (tmp_path / "a.pdf").exists()


def test_a_missing_glyph_in_a_people_file_is_told_with_that_file(tmp_path):
    home = folder(tmp_path)
    (home / "people").mkdir()
    (home / "people" / "acme.yaml").write_text(
        "people: 1\nparty: acme\nsignatories: [sponsor]\nroles:\n  sponsor:\n    - {name: 田中, email: t@acme.example}\n",
        encoding="utf-8",
    )
    packages = ("pylopdf_fonts_jp", "pylopdf_fonts_zh_cn", "pylopdf_fonts_zh_tw", "pylopdf_fonts_ko")
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({packages!r})); from charter.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", program, "render", "acme-globex", "--to", "pdf", "--output", "a.pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        'charter: roles.sponsor, item 1.name in people/acme.yaml says "田中", and no font here shows 田, 中\n'
        "  pip install 'partnership-charter[cjk]', or name a folder with a font that does: --font-dir DIR\n"
    )


def test_standard_output_takes_it_too(tmp_path):
    folder(tmp_path)
    command = [sys.executable, "-m", "charter", "render", "acme-globex", "--to", "pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert len(pypdf.PdfReader(io.BytesIO(done.stdout)).pages) == 4


@pytest.mark.parametrize("package", ["typst", "pikepdf"])
def test_without_its_packages_it_says_what_to_install(tmp_path, package):
    folder(tmp_path)
    program = f"import sys; sys.modules[{package!r}] = None; from charter.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "render", "acme-globex", "--to", "pdf", "--output", "a.pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"charter: making a PDF takes {package}, which is not installed\n  pip install 'partnership-charter[pdf]'\n"
    )


def test_markdown_needs_neither_typst_nor_pikepdf(tmp_path):
    folder(tmp_path)
    program = "import sys; sys.modules['typst'] = sys.modules['pikepdf'] = None; from charter.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "render", "acme-globex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
