"""`charter codeowners`: the file as the hosts read it, held against another reader of such files."""

import pytest
from codeowners import CodeOwners
from stories import ID, story

HOME = f"charters/{ID}"


@pytest.fixture
def place(tmp_path):
    story("walk").write(tmp_path)
    return tmp_path


@pytest.fixture
def codeowners(charter, place):
    def run(*arguments, today="2026-06-01"):
        return charter("codeowners", *arguments, "--today", today, cwd=place)

    return run


def test_every_file_is_asked_of_whom_it_concerns(codeowners):
    found = CodeOwners(codeowners("--guard", "@northwind/legal").stdout)

    def asked(path):
        return [name for _, name in found.of(path)]

    sponsors = ["jana@northwind.example", "luca@contoso.example"]
    assert asked(f"{HOME}/charter.yaml") == sponsors
    assert asked(f"{HOME}/decisions/0003.yaml") == sponsors
    assert asked(f"{HOME}/evidence/adoption-5cec6242.yaml") == ["omar@northwind.example", "nora@contoso.example"]
    assert asked(f"{HOME}/people/contoso.yaml") == ["luca@contoso.example"]
    assert asked(f"{HOME}/consents/d0003-northwind.yaml") == ["jana@northwind.example"]
    assert asked(f"{HOME}/notes.md") == ["omar@northwind.example", "nora@contoso.example", *sponsors]
    assert asked(".github/workflows/charter.yml") == ["@northwind/legal"]
    assert asked(".github/CODEOWNERS") == ["@northwind/legal"]
    assert asked("README.md") == []


def test_the_file_says_that_one_of_several_owners_is_enough(codeowners):
    header = " ".join(line.lstrip("# ") for line in codeowners().stdout.splitlines() if line.startswith("#"))
    assert "one of several owners on a line is enough: it does not make both companies review" in header


def test_it_is_written_where_the_host_looks_and_others_lines_stay(codeowners, place):
    (place / "CODEOWNERS").write_text("* @everybody\n", encoding="utf-8")
    assert codeowners("--write", "--guard", "@us").stdout == "wrote CODEOWNERS\n"
    first = (place / "CODEOWNERS").read_text(encoding="utf-8")
    assert first.startswith("* @everybody\n\n# charter codeowners: begin")
    assert codeowners("--check").returncode == 0
    codeowners("--write")
    assert (place / "CODEOWNERS").read_text(encoding="utf-8") == first  # the guards are kept, too


def test_a_new_file_goes_to_the_hosts_own_place(codeowners, place):
    codeowners("--write")
    assert (place / ".github" / "CODEOWNERS").is_file()
    (place / ".github" / "CODEOWNERS").unlink()
    codeowners("--write", "--host", "gitlab")
    assert (place / "CODEOWNERS").is_file()


def test_an_account_is_taken_before_a_mail_address(codeowners, place):
    file = place / HOME / "people" / "contoso.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("email: luca@contoso.example", "accounts: {github: lmeier}"), encoding="utf-8")
    assert f"/{HOME}/people/contoso.yaml @lmeier\n" in codeowners().stdout
    assert f"/{HOME}/people/contoso.yaml" not in codeowners("--host", "gitlab").stdout


@pytest.mark.parametrize("evil", ["luca@contoso.example @attacker", "@everybody", "luca\u00e9@contoso.example", "# x"])
def test_an_address_that_says_more_is_none(codeowners, place, evil):
    file = place / HOME / "people" / "contoso.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("email: luca@contoso.example", f'email: "{evil}"'), encoding="utf-8")
    assert evil not in codeowners().stdout


def test_what_keeps_it_from_working_is_told(codeowners, place):
    done = codeowners("--check")
    assert done.returncode == 1
    assert done.stdout == (
        "there is no CODEOWNERS\n"
        "  charter codeowners --write\n"
        "nobody is asked when this file, a workflow or the settings change\n"
        "  name somebody: --guard @our-team\n"
    )
    codeowners("--write", "--guard", "@us")
    assert codeowners("--check").stdout == ".github/CODEOWNERS says what the people files say\n"
    (place / "CODEOWNERS").write_text("* @x\n", encoding="utf-8")
    file = place / ".github" / "CODEOWNERS"
    file.write_text(file.read_text(encoding="utf-8") + "/charters/ @attacker\n", encoding="utf-8")
    assert codeowners("--check").stdout == (
        "CODEOWNERS counts for nothing: the host takes .github/CODEOWNERS\n"
        "  delete it, so that nobody relies on it\n"
        'after our lines stands "/charters/ @attacker", and of several matching lines the last counts\n'
        "  move it above them\n"
    )


def test_somebody_who_left_makes_it_stale(codeowners, place):
    codeowners("--write", "--guard", "@us")
    file = place / HOME / "people" / "contoso.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("from: 2025-11-01, deputy: delivery", "from: 2025-11-01, to: 2026-05-31, deputy: delivery"),
        encoding="utf-8",
    )
    told = codeowners("--check").stdout
    assert ".github/CODEOWNERS does not say what the people files say" in told
    assert "of contoso nobody can be asked about some files of northwind-contoso" in told


def test_an_owner_that_is_none_is_refused(codeowners):
    assert codeowners("--guard", "@a @b").returncode == 2


@pytest.mark.parametrize("name", ["z\n*\t@evil\t#", "a b", "x[1]", "q*"])
def test_a_folder_that_would_be_a_line_or_a_pattern_is_left_out_and_told(codeowners, place, name):
    (place / HOME).rename(place / "charters" / name)
    done = codeowners()
    assert "@evil" not in done.stdout
    assert "jana@northwind.example" not in done.stdout
    assert "cannot be named in such a file" in codeowners("--check").stdout


def test_a_link_is_neither_read_nor_replaced(codeowners, place, tmp_path):
    private = tmp_path / "private"
    private.write_text("secret\n", encoding="utf-8")
    (place / "CODEOWNERS").symlink_to(private)
    done = codeowners("--write")
    assert done.returncode == 2
    assert "secret" not in done.stdout
    assert private.read_text(encoding="utf-8") == "secret\n"


def test_a_charter_that_cannot_be_read_takes_nobody_out(codeowners, place):
    codeowners("--write")
    before = (place / ".github" / "CODEOWNERS").read_bytes()
    (place / HOME / "charter.yaml").write_text("parties: [\n", encoding="utf-8")
    assert codeowners("--write").returncode == 2
    assert (place / ".github" / "CODEOWNERS").read_bytes() == before
