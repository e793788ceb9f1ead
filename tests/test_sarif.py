"""The SARIF output: what it must hold for any reader, and what the SARIF makers' own validator says of it."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from charter.finding import Finding, Position, Related, Report, Span
from charter.report import rendered
from charter.rules import every_rule

MODULES = Path(os.environ.get("CHARTER_NODE_MODULES", Path(__file__).parent.parent / "node_modules"))
VALIDATOR = MODULES / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"

REMARKS = {
    "SARIF2002": "messages by id, for translation",
    "SARIF2003": "which commit was looked at",
    "SARIF2006": "an address that cannot be reached from here",
    "SARIF2009": "rule names like CS2001",
    "SARIF2010": "the source lines once more",
    "SARIF2011": "the lines around them",
    "SARIF2012": "an address for every rule, whose page is already in it",
}
"""Notes of the validator that we do not follow: its wishes that no reader of ours needs."""

HOSTILE = r"""
charter: 1
id: hostile
revision: 1
title: "\e[2J‮ [click](https://evil.example) {0} \\ %s $(x) ::error::x"
tier: "[x](y) {1}"
pattern: '🙂🙂 \[ {{0}}'
parties: {a: {name: "𝔸 ]["}, b: {nme: x}}
binding: '<script>alert("x")</script>'
"""


def _repository(root: Path) -> Path:
    """Every text of every rule's fixture as a charter of its own, and places that are hard to write down."""
    for file in sorted((Path(__file__).parent / "rules").glob("*.yaml")):
        for number, case in enumerate(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["cases"]):
            if "text" not in case:
                continue  # a whole record; `charter lint` says nothing about it
            _write(root, f"charters/{file.stem}-{number}/charter.yaml", case["text"])
            for party, text in case.get("people", {}).items():
                _write(root, f"charters/{file.stem}-{number}/people/{party}.yaml", text)
    for folder in ("with space", "ünïcode 🙂", "[a](b) %20 #x ?y", "a:b"):
        _write(root, f"charters/{folder}/charter.yaml", HOSTILE)
        _write(root, f"charters/{folder}/people/a.yaml", "people: 1\nparty: a\nroles: {sponsor: [{nme: '[x]'}]}\n")
    _write(root, "charter.toml", '[severity]\nno-pattern = "info"\n')
    return root


def _write(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return _repository(tmp_path_factory.mktemp("sarif"))


@pytest.fixture(scope="module")
def log(charter, root):
    done = charter("lint", "--format", "sarif", "--stage", "signing", "--today", "2026-11-20", cwd=root)
    assert (done.returncode, done.stderr) == (1, "")
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def results(log):
    (run,) = log["runs"]
    return run["results"]


def _places(result):
    return [place["physicalLocation"] for place in (*result["locations"], *result.get("relatedLocations", ()))]


def test_it_says_the_same_as_json(charter, root, results):
    done = charter("lint", "--format", "json", "--stage", "signing", "--today", "2026-11-20", cwd=root)
    findings = json.loads(done.stdout)["findings"]
    assert len(findings) > 400
    for finding, result in zip(findings, results, strict=True):
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert result["ruleId"] == finding["rule"]
        assert result["level"] == {"error": "error", "warning": "warning", "info": "note"}[finding["severity"]]
        assert unquote(place["artifactLocation"]["uri"]) == finding["path"]
        assert finding["start"] == {"line": region["startLine"], "column": region["startColumn"]}
        assert finding["end"] == {"line": region["endLine"], "column": region["endColumn"]}
        assert len(result.get("relatedLocations", [])) == len(finding.get("related", []))


def test_it_holds_every_level_most_rules_and_related_places(results):
    assert {result["level"] for result in results} == {"error", "warning", "note"}
    assert len({result["ruleId"] for result in results}) > 0.8 * sum(
        rule.check is not None for rule in every_rule().values()
    )
    assert sum("relatedLocations" in result for result in results) > 10


def test_results_point_at_their_rules_and_rules_explain_themselves(log, results):
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in results}
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    for rule in rules:
        name = rule.get("name", "OneWord")
        assert name.isidentifier()
        assert name.lower() != rule["id"]
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert not text[0].islower(), rule["id"]
            assert 20 < len(text) <= 1024, rule["id"]
        assert rule["fullDescription"]["text"][-1] in ".:)", rule["id"]
        assert "## How to settle it with the partner" in rule["help"]["markdown"]
        assert rule["help"]["text"]


def test_regions_lie_within_their_files(root, results):
    for result in results:
        for place in _places(result):
            lines = (root / unquote(place["artifactLocation"]["uri"])).read_text(encoding="utf-8").split("\n")
            region = place["region"]
            start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
            assert (1, 1) <= start <= end, result
            for line, column in (start, end):
                assert line <= len(lines), result
                assert 1 <= column <= len(lines[line - 1]) + 1, result


def test_columns_are_code_points_and_the_end_is_exclusive(root, results):
    (found,) = (
        result
        for result in results
        if result["ruleId"] == "schema-violation"
        and "with%20space/charter" in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        and "pattern" not in result["message"]["text"]
        and "binding" not in result["message"]["text"]
        and "script" in result["message"]["text"]
    )
    region = found["locations"][0]["physicalLocation"]["region"]
    line = HOSTILE.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "'<script>alert(\"x\")</script>'"
    beyond = rendered(
        Report((Finding("no-pattern", "info", "a.yaml", Span(Position(1, 3), Position(1, 5)), "x"),), 1),
        "sarif",
        lambda _: "🙂🙂🙂🙂",
    )
    region = json.loads(beyond)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (3, 5)


def _message(text: str) -> str:
    span = Span(Position(1, 1), Position(1, 2))
    related = (Related("a.yaml", span, text),)
    report = Report((Finding("no-pattern", "error", "a.yaml", span, text, related=related),), 1)
    (result,) = json.loads(rendered(report, "sarif", lambda _: "x"))["runs"][0]["results"]
    assert result["relatedLocations"][0]["message"] == result["message"]
    return result["message"]["text"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("[click](https://evil.example)", r"\[click\](https://evil.example)"),
        (r"\[x](1)", r"\\\[x\](1)"),
        ("{0} and {12}", "{{0}} and {{12}}"),
        ("{none: no reason}", "{none: no reason}"),
        ("a\x1b[2J\u202eb\ud800", r"a\\u{1b}\[2J\\u{202e}b\\u{d800}"),
    ],
)
def test_no_text_makes_a_link_a_blank_or_a_control_character(text, safe):
    assert _message(text) == safe


def test_addresses_are_relative_and_readable_as_addresses(results):
    addresses = {place["artifactLocation"]["uri"] for result in results for place in _places(result)}
    for address in addresses:
        assert address.isascii()
        assert not set(address) & set(' <>"{}|\\^`[]?#:')
        assert not address.startswith("/")
    assert any("%F0%9F%99%82" in address for address in addresses)


@pytest.mark.skipif(sys.platform != "linux", reason="only there may the name of a file be no text")
def test_the_name_of_a_file_may_be_no_text(charter, tmp_path):
    people = tmp_path / "charters" / "a" / "people"
    people.mkdir(parents=True)
    (tmp_path / "charters" / "a" / "charter.yaml").write_text("charter: 1\n")
    (people / os.fsdecode(b"\xff\n.yaml")).write_text("people: 1\n")
    done = charter("lint", "--format", "sarif", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "charters/a/people/%FF%0A.yaml" in done.stdout


def _fingerprints(charter, root: Path) -> Counter:
    done = charter("lint", "--format", "sarif", "--today", "2026-11-20", cwd=root)
    (run,) = json.loads(done.stdout)["runs"]
    return Counter((result["ruleId"], result["partialFingerprints"]["charterFinding/v1"]) for result in run["results"])


GOALS = """\
charter: 1
id: a
revision: 1
title: Calendar sync
goals:
{more}  - {{id: keep-users, for: acme, outcom: Fewer users leave.}}
  - {{id: keep-users, for: acme, outcom: Fewer users leave.}}
parties: {{acme: {{nam: Acme}}, globex: {{name: Globex}}}}
"""


def test_fingerprints_differ_and_stay_when_lines_and_entries_move(charter, tmp_path):
    _write(tmp_path, "charters/a/charter.yaml", GOALS.format(more=""))
    before = _fingerprints(charter, tmp_path)
    assert set(before.values()) == {1}
    assert Counter(rule for rule, _ in before)["unknown-key"] == 3
    more = "  # a note\n\n  - {id: be-paid, for: acme, outcom: More sales.}\n"
    _write(tmp_path, "charters/a/charter.yaml", "# a new first line\n" + GOALS.format(more=more))
    after = _fingerprints(charter, tmp_path)
    assert set(after.values()) == {1}
    assert before.keys() <= after.keys()
    assert Counter(rule for rule, _ in after.keys() - before.keys())["unknown-key"] == 1


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """`judged(log)`: what the validator says, as (level, rule, place in the log); it has no exit code for that."""
    if not VALIDATOR.exists():
        pytest.skip(f"the SARIF validator is not in {MODULES}; `npm ci` puts it there")
    if not os.access(VALIDATOR, os.X_OK):
        VALIDATOR.chmod(0o755)  # npm leaves that to a script of the package, which CI does not run
    folder = tmp_path_factory.mktemp("validator")

    def judge(log):
        (folder / "log.sarif").write_text(json.dumps(log, indent=1), encoding="utf-8")
        command = [VALIDATOR, "validate", "log.sarif", "--rule-kind", "Sarif;Ghas", "--output", "said.sarif"]
        command += ["--log", "ForceOverwrite", "--level", "Error;Warning;Note", "--kind", "Fail;Review;Open"]
        nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
        subprocess.run([*command, "--quiet"], cwd=folder, env=os.environ | nowhere, check=False, timeout=120)
        (run,) = json.loads((folder / "said.sarif").read_text(encoding="utf-8-sig"))["runs"]
        assert "toolExecutionNotifications" not in run["invocations"][0], run["invocations"]
        return [
            (said.get("level", "warning"), said["ruleId"], said["message"].get("arguments")) for said in run["results"]
        ]

    return judge


def _excerpt(log):
    """Two results of each rule and level, and all of the hard places: the validator takes its time."""
    log = json.loads(json.dumps(log))
    (run,) = log["runs"]
    seen: Counter = Counter()
    kept = []
    for result in run["results"]:
        kind = (result["ruleId"], result["level"], "relatedLocations" in result)
        seen[kind] += 1
        if seen[kind] <= 2 or "%" in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]:
            kept.append(result)
    run["results"] = kept
    return log


def test_the_validator_has_no_error_and_no_warning(judged, log):
    excerpt = _excerpt(log)
    said = judged(excerpt)
    assert [one for one in said if one[0] != "note"] == []
    assert {rule for _, rule, _ in said} <= REMARKS.keys()
    # it falls silent at a value outside a closed list, so it must have spoken about every result
    assert Counter(rule for _, rule, _ in said)["SARIF2010"] == len(excerpt["runs"][0]["results"]) > 100


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        (("ruleIndex",), 999, "SARIF1009"),
        (("locations", 0, "physicalLocation", "region", "startColumn"), 0, "JSON1008"),
        (("locations", 0, "physicalLocation", "artifactLocation", "uri"), "a b.yaml", "SARIF1002"),
    ],
)
def test_the_validator_would_see_a_slip(judged, log, path, value, rule):
    broken = _excerpt(log)
    (run,) = broken["runs"]
    run["results"] = run["results"][:1]
    part = run["results"][0]
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert [found for level, found, _ in judged(broken) if level == "error"] == [rule]
