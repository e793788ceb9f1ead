"""Where one stands changes how files are shown, never what is found."""

import shutil
from pathlib import Path

import pytest

CHARTERS = Path(__file__).parent.parent / "charters"
DAY = ("--today", "2026-12-01")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = tmp_path_factory.mktemp("inside")
    for name in ("acme-globex", "northwind-contoso"):
        shutil.copytree(CHARTERS / name, root / "charters" / name)
    (root / "charters" / "acme-globex" / "people").mkdir(exist_ok=True)
    return root


@pytest.mark.parametrize("inside", ["charters", "charters/{}", "charters/{}/people"])
def test_status_and_check_say_the_same_from_inside(charter, place, inside):
    for name in ("acme-globex", "northwind-contoso"):
        for verb in ("status", "check"):
            outside = charter(verb, name, *DAY, cwd=place)
            within = charter(verb, name, *DAY, cwd=place / inside.format(name))
            assert (within.returncode, within.stdout, within.stderr) == (
                outside.returncode,
                outside.stdout,
                outside.stderr,
            )


def test_a_finding_is_shown_from_where_one_stands(charter, place):
    asked = ("lint", "acme-globex", "--stage", "proposed", "--format", "concise", *DAY)
    outside = charter(*asked, cwd=place).stdout
    within = charter(*asked, cwd=place / "charters" / "acme-globex").stdout
    assert outside
    assert within == outside.replace("charters/acme-globex/", "")
