"""The worked examples in `charters/`: complete at their stage, with nothing left to say."""

import base64
import struct
from datetime import date
from pathlib import Path

import pytest
import yaml

from charter.engine import lint_text
from charter.rules import Stage

CHARTERS = Path(__file__).parents[1] / "charters"
STAGES: dict[str, Stage] = {
    "acme-globex": "draft",
    "litware-tailwind": "walk",
    "northwind-contoso": "run",
    "ordered-infusions": "signing",
    "proseware-trey": "signing",
}
PEOPLE = sorted(CHARTERS.glob("*/people/*.yaml"))


def test_every_example_is_linted_here() -> None:
    assert {path.parent.name for path in CHARTERS.glob("*/charter.yaml")} == set(STAGES)


@pytest.mark.parametrize("name", STAGES)
def test_nothing_is_left_to_say(name: str) -> None:
    people = {path.stem: path.read_text(encoding="utf-8") for path in (CHARTERS / name / "people").glob("*.yaml")}
    text = (CHARTERS / name / "charter.yaml").read_text(encoding="utf-8")
    report = lint_text(text, people=people, stage=STAGES[name], today=date(2026, 11, 20))
    assert [f"{f.path}:{f.span.start.line} {f.severity} {f.rule} {f.message}" for f in report.findings] == []


@pytest.mark.parametrize("path", PEOPLE, ids=lambda path: path.stem)
def test_each_signatory_has_a_real_public_key(path: Path) -> None:
    people = yaml.safe_load(path.read_text(encoding="utf-8"))
    for role in people["signatories"]:
        kind, _, body = people["roles"][role][0]["key"].partition(" ")
        raw = base64.b64decode(body, validate=True)
        name, key = raw[4:15], raw[19:]
        assert (kind, name, struct.unpack(">I", raw[15:19]), len(key)) == ("ssh-ed25519", b"ssh-ed25519", (32,), 32)
