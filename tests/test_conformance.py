"""The conformance folder is what is written from the attacks, and this implementation answers every case as it must.

Cases are asked here in one process; `python tests/conformance/run.py --entrypoint charter` asks all of them as anybody
would. Attacks on a record are asked one by one in `test_attacks.py` and `test_verify.py`, and here a few of them.
"""

import ast
import contextlib
import importlib
import importlib.util
import inspect
import io
import json
import os
import shutil
import subprocess
import sys
from collections import Counter

import pytest
from publishing import FOLDER, published

from charter.cli import main

_SPEC = importlib.util.spec_from_file_location("conformance_run", FOLDER / "run.py")
run = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(run)
CASES = {case["name"]: case for case in run.cases()}
SHARES = {"git": 1, "push": 1, "honest": 2}
"""Every how many-th case of an area is asked here; of the others, which stand in other tests too, every twentieth."""


def chosen():
    areas = {}
    for name in CASES:
        areas.setdefault(name.partition("-")[0], []).append(name)
    return [name for area, names in areas.items() for name in names[:: SHARES.get(area, 20)]]


@pytest.fixture(scope="module")
def lives(tmp_path_factory):
    return run.template(tmp_path_factory.mktemp("conformance"))


def ask(arguments, folder):
    """The answer of this implementation, without a process of its own."""
    before, out = os.getcwd(), io.StringIO()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = main(arguments)
    except SystemExit as ended:
        code = ended.code
    finally:
        os.chdir(before)
    return code, out.getvalue()


def test_the_folder_holds_what_the_attacks_say(request):
    made = published()
    if request.config.getoption("--accept"):
        shutil.rmtree(FOLDER / "cases", ignore_errors=True)
        for path, raw in made.items():
            (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
            (FOLDER / path).write_bytes(raw)
    there = {str(file.relative_to(FOLDER)): file.read_bytes() for file in FOLDER.glob("cases/*/*")}
    there["lives.fi"] = (FOLDER / "lives.fi").read_bytes()
    differing = sorted(path for path in {**there, **made} if there.get(path) != made.get(path))
    assert not differing, "pytest tests/test_conformance.py --accept writes them anew; read the diff"
    assert sum(map(len, made.values())) < 2 << 20


def test_there_are_many_cases_of_both_kinds_and_names_say_which():
    kinds = Counter(case["expect"]["exit"] != 0 for case in CASES.values())
    assert kinds[True] > 250
    assert kinds[False] > 50
    assert all(name.endswith("_fail") == (case["expect"]["exit"] != 0) for name, case in CASES.items())
    assert {"review", "check", "verify", "witness"} == {case["ask"] for case in CASES.values()}


@pytest.mark.parametrize("name", chosen())
def test_case(name, lives, tmp_path, monkeypatch):
    monkeypatch.setenv("CHARTER_CACHE_DIR", str(tmp_path / "cache"))
    assert run.told(CASES[name], lives, ask).wrong == ""


def test_the_runner_asks_a_command_and_sees_what_is_wrong(tmp_path):
    def runs(entrypoint, only):
        command = [sys.executable, FOLDER / "run.py", "--entrypoint", entrypoint, "--only", only, "--jobs", "2"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=os.environ | {"CHARTER_CACHE_DIR": str(tmp_path)}
        )
        return done.returncode, done.stdout.splitlines()

    assert runs(f"{sys.executable} -m charter", "push-a-push-of-another-decision") == (
        0,
        [
            "ok    push-a-push-of-another-decision-of-the-same-number_fail",
            "hostile, refused as expected: 1 of 1",
            "honest, accepted: 0 of 0",
        ],
    )
    code, lines = runs("true", "push-a-")
    assert code == 1
    wrong = (
        "WRONG push-a-push-of-another-decision-of-the-same-number_fail: exit 0 instead of 1; it objects with nothing"
    )
    assert wrong in lines
    assert "honest, accepted: 1 of 1" in lines
    assert runs("false", "honest-nothing")[0] == 1
    assert runs("true", "no such case")[0] == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((1, '{"findings": [{"rule": "a-b", "severity": "error"}]}'), ""),
        ((1, '{"steps": [{"problems": [{"rule": "a-b"}]}]}'), ""),
        ((1, '{"findings": [{"rule": "a-b", "severity": "warning"}]}'), "does not object with a-b"),
        ((1, '{"findings": {"old": [{"rule": "a-b"}], "new": []}}'), "does not object with a-b"),
        ((1, '{"findings": [{"rule": "c", "related": [{"rule": "a-b"}]}]}'), "does not object with a-b"),
        ((1, "a-b"), "does not object with a-b"),
        ((3, ""), "exit 3 instead of 1; it objects with nothing"),
    ],
)
def test_only_what_is_objected_with_as_an_error_counts(answer, said):
    assert run.judged({"expect": {"exit": 1, "rules": ["a-b"]}}, answer) == said


# every defence against what only git can hold, cut out alone

CUTS = {
    "programs are told": ("charter.check.committed", 'entry.mode == "100755"', "False", "evidence-is-a-program"),
    "names are no options": ("charter.check.committed", "(?!-)", "", "a-name-that-is-a-shorter-option"),
    "names are not git's folder": ("charter.check.committed", '".git", ', "", "a-path-into-gits-own-folder"),
    "names are not git's folder in short": ("charter.check.committed", ', "git~1")', ")", "a-short-name-of-gits-own-folder"),
    "names hold nothing hidden": ("charter.check.committed", "and not hidden", "", "a-name-that-turns-round"),
    "names are one on every machine": ("charter.check.committed", "if same in seen:", "if False:", "a-second-table-in-capitals"),
    "charters hold no charters": ("charter.check.committed", 'casefold() == "charter.yaml"', "casefold() == ''", "a-charter-inside-the-record"),
    "names beside a charter": ("charter.check.reviewing", "        if not outside:\n", "        if True:\n", "the-folder-above-in-capitals"),
    "links among charters": ("charter.check.committed", '"it is a link, and links are not followed"', '""', "a-charter-is-a-link-to-another"),
    "repositories among charters": ("charter.check.committed", 'if entry.mode == "160000":\n        return "it is another repository inside this one, whose files nobody here sees"\n    if _M', "if _M", "a-charter-is-another-repository"),
    "charters under another name": ("charter.check.committed", "if _MISNAMED.fullmatch(name):", "if False:", "a-charter-under-another-ending"),
    "records without terms": ("charter.check.committed", '"no charter.yaml lies beside this record"', '""', "a-record-without-its-terms"),
    "blanks behind a name": ("charter.check.committed", 'step.rstrip(" .")', "step", "the-same-folder-with-a-blank-behind-it"),
    "one record only": ("charter.check.reviewing", "        if not others:", "        if True:", "a-second-record-of-the-same-charter"),
    "no replacement counts": ("charter.git", '"--no-replace-objects", ', "", "a-decision-is-gone-and-the-commit-is-replaced-by-the-base"),
    "no graft counts": ("charter.git", '"GIT_GRAFT_FILE": _NOWHERE,', "", "a-decision-is-gone-and-the-commit-is-grafted-below-the-base"),
    "no colour counts": ("charter.git", '"--no-color", "--no-recurse-submodules"', "", "a-second-record-in-a-clone-that-colours-everything"),
    "no tag is taken for a branch": ("charter.git", "if len(found) > 1:", "if False:", "a-tag-under-the-name-of-the-base"),
    "no attribute counts": ("charter.git", '_git(inside, "merge-tree"', '_git(folder, "merge-tree"', "two-changes-that-git-was-told-to-unite"),
}  # fmt: skip
"""The module, what is cut out of it, what stands there instead, and the case that notices.

What is held back twice is not here: links and other repositories are no plain files and have no mode of one, `..` ends in
a dot, a charter above others makes them charters inside a charter, and git itself takes no name of a commit for an option.
"""


@pytest.fixture
def cut():
    """Puts the code of a module's functions, with a piece cut out, into the functions that run."""
    kept = []

    def cut_out(name, old, new):
        module = importlib.import_module(name)
        source = inspect.getsource(module)
        assert source.count(old) >= 1, f"{name} does not say {old!r} any more"
        found = {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}
        made = {}
        exec(compile(source.replace(old, new), module.__file__, "exec"), made := {"__name__": name})
        for owner, other in ((vars(module), made), *_classes(module, made)):
            for called in found & set(owner) & set(other):
                if inspect.isfunction(owner[called]):
                    kept.append((owner[called], owner[called].__code__))
                    owner[called].__code__ = other[called].__code__
        for called, value in made.items():
            if called.startswith("_") and called.isupper() and value != vars(module).get(called):
                kept.append((vars(module), called, vars(module)[called]))
                vars(module)[called] = value

    yield cut_out
    for owner, *rest in reversed(kept):
        if len(rest) == 1:
            owner.__code__ = rest[0]
        else:
            owner[rest[0]] = rest[1]


def _classes(module, made):
    for called, value in vars(module).items():
        if inspect.isclass(value) and value.__module__ == module.__name__ and called in made:
            yield vars(value), vars(made[called])


@pytest.mark.parametrize("defence", CUTS)
def test_without_this_defence_an_attack_passes_or_is_refused_for_another_reason(
    defence, cut, lives, tmp_path, monkeypatch
):
    monkeypatch.setenv("CHARTER_CACHE_DIR", str(tmp_path / "cache"))
    module, old, new, name = CUTS[defence]
    cut(module, old, new)
    assert run.told(CASES[f"git-{name}_fail"], lives, ask).wrong


def test_every_case_belongs_to_a_row_of_the_table_of_threats():
    rows = {row for case in CASES.values() for row in case["threats"]}
    assert rows <= set(range(1, 39))
    assert json.loads((FOLDER / "cases" / "git-the-charter-is-a-link_fail" / "case.json").read_text())["threats"] == [
        14
    ]
