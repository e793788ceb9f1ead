"""Where the packages that read signatures in a PDF are not installed, that is said, and nothing of the record."""

import shutil

import pytest
from pens import pen  # noqa: F401  # skips all of this where the terms cannot be signed for the tests either
from repositories import ROOT, git
from stories import ID, story

MISSING = (
    "charter: signatures inside a PDF take pyhanko, which is not installed\n"
    "  pip install 'partnership-charter[pades]'\n"
)
PENS = {"northwind": "jana", "contoso": "luca"}
SIGNED = [{"pens": PENS}, {"pen": "northwind", "with": "jana", "on": "2025-12-15"}]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A repository with a charter that is signed inside the PDF, and a change that waits for review."""
    root = tmp_path_factory.mktemp("signed")
    folder = story("proposed", SIGNED).write(root)
    shutil.copy(ROOT / "program.yaml", root)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=signed")
    with (folder / "charter.yaml").open("a") as file:
        file.write("# seen\n")
    git(root, "commit", "--quiet", "--all", "--message=seen")
    return root


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """The environment of a Python that does not have some packages; the processes it starts do not have them either."""

    def made(*missing):
        place = tmp_path_factory.mktemp("without")
        (place / "sitecustomize.py").write_text(f"import sys; sys.modules.update(dict.fromkeys({missing}))\n")
        return {"PYTHONPATH": str(place)}

    return made


@pytest.fixture(scope="module")
def bare(without):
    return without("asn1crypto", "pyhanko", "pyhanko_certvalidator")


@pytest.mark.parametrize(
    "arguments",
    [
        "check",
        "check --jobs 2",
        f"check charters/{ID}",
        "status",
        f"status {ID}",
        f"verify {ID}",
        f"verify {ID} r1",
        f"gate {ID}",
        f"advance {ID} start --as northwind.sponsor",
        f"sign {ID} r1 --as northwind.sponsor",
        f"evidence add {ID} on-time --as northwind.sponsor",
        "review --base HEAD~",
    ],
)
def test_a_tool_that_is_missing_is_no_proof_that_failed(root, bare, charter, arguments):
    done = charter(*arguments.split(), "--today", "2025-12-16", cwd=root, **bare)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", MISSING)


def test_a_package_that_pyhanko_takes_is_named_itself(root, without, charter):
    done = charter("check", "--today", "2025-12-16", cwd=root, **without("asn1crypto"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == MISSING.replace("pyhanko", "asn1crypto")


def test_a_charter_is_linted_without_them(root, bare, charter):
    done = charter("lint", "--today", "2025-12-16", cwd=root, **bare)
    assert done.returncode == 0, done.stdout
    assert "not installed" not in done.stdout + done.stderr


def test_nothing_is_missing_before_somebody_signs_inside_the_pdf(tmp_path, bare, charter):
    story("proposed", [{"pens": PENS}]).write(tmp_path)
    for verb in ("check", "status"):
        done = charter(verb, "--today", "2025-12-16", cwd=tmp_path, **bare)
        assert done.returncode == 0, done.stderr
        assert "not installed" not in done.stdout + done.stderr


def test_without_what_sets_pages_only_the_pages_are_not_compared(root, without, charter):
    done = charter("check", "--today", "2025-12-16", "--format", "concise", cwd=root, **without("typst"))
    assert done.returncode == 0, done.stdout
    assert "making a PDF takes typst, which is not installed" in done.stdout
    assert "0 errors, 1 warning in" in done.stderr
