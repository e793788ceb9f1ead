"""Every single check of the record is needed: without it, at least one fixture's refusal is gone.

A check is one place in the code that objects. Each is cut out of its function, alone, and the lives told under
`tests/rules/` are looked at again: the one that was refused for this reason must no longer be. `pytest -s` prints the
table: the check, the fixture, and which other rules still stop that attack.
"""

import ast
import importlib
import inspect
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from stories import change_of, fixture_story

from charter.check.checking import record_objections
from charter.check.recording import Recorded
from charter.lifecycle.replay import replay
from charter.review.refusals import refusals
from charter.rules import every_rule

MODULES = (
    "charter.consents",
    "charter.keyring",
    "charter.signed_pdf",
    "charter.check.page_proofs",
    "charter.lifecycle.approval",
    "charter.lifecycle.chain",
    "charter.lifecycle.conditions",
    "charter.lifecycle.drift",
    "charter.lifecycle.leaving",
    "charter.lifecycle.replay",
    "charter.lifecycle.rotation",
    "charter.gates.scrutiny",
    "charter.gates.sources",
    "charter.review.governing",
    "charter.review.keeping",
    "charter.review.powers",
)
SPEAKERS = {"Objection": 0, "Proof": 0, "_Answer": 0, "_say": 1, "_self_approved": None}
"""Calls that object, and where their rule stands; `_self_approved` speaks for one rule, from two places."""
RULES = Path(__file__).parent / "rules"
ID = re.compile(r"[a-z]+(-[a-z]+)+")


class Check(NamedTuple):
    """One place that objects: where it is in the code, and for which rules."""

    module: str
    function: str
    line: int
    column: int
    rules: tuple[str, ...]

    def __str__(self):
        return f"{self.module.removeprefix('charter.')}:{self.line} {self.function}"


def checks():
    return [check for module in MODULES for check in _checks_of(module)]


def _checks_of(module):
    tree = _tree(module)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.name in SPEAKERS:
            continue
        for node in ast.walk(function):
            rules = tuple(_rules(node, function, tree))
            if rules:
                yield Check(module, function.name, node.lineno, node.col_offset, rules)


def _tree(module):
    return ast.parse(inspect.getsource(importlib.import_module(module)))


def _rules(node, function, tree):
    """The rules that a node objects with; none where it is no objection, or only passes one on."""
    if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
        first = node.value.elts[0]
        if isinstance(first, ast.Constant) and ID.fullmatch(str(first.value)):
            yield first.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS:
        if node.func.id == "Proof" and len(node.args) < 4:
            return  # a step that holds
        place = SPEAKERS[node.func.id]
        if place is None:
            yield "self-approved"
        elif place < len(node.args):
            yield from _texts(node.args[place], function, tree)


def _texts(node, function, tree):
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Call):  # a function of the module that chooses
        chooser = next(
            part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef) and part.name == node.func.id
        )
        answers = [part for part in ast.walk(chooser) if isinstance(part, ast.Return)]
        yield from (text.value for answer in answers for text in ast.walk(answer) if _is_id(text))
    elif isinstance(node, ast.Name):
        for part in ast.walk(function):
            if isinstance(part, ast.Assign) and node.id in {
                name.id for name in ast.walk(part.targets[0]) if isinstance(name, ast.Name)
            }:
                yield from (text.value for text in ast.walk(part.value) if _is_id(text))


def _is_id(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value)


class _Cut(ast.NodeTransformer):
    """Takes one check out: what it would yield is not yielded, what it would return speaks for no rule."""

    def __init__(self, check):
        self.check = check

    def _is_it(self, node):
        return (node.lineno, node.col_offset) == (self.check.line, self.check.column)

    def visit_Expr(self, node):
        spoken = node.value
        if isinstance(spoken, ast.Yield) and (
            self._is_it(spoken.value) or (isinstance(spoken.value, ast.Tuple) and self._is_it(spoken))
        ):
            return ast.copy_location(ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load()))), node)
        return self.generic_visit(node)

    def visit_Call(self, node):
        self.generic_visit(node)
        if self._is_it(node) and isinstance(node.func, ast.Name):
            if node.func.id == "Proof":
                node.args[3] = ast.copy_location(ast.Constant(""), node.args[3])
            elif node.func.id in SPEAKERS:
                place = SPEAKERS[node.func.id]
                node.args[place] = ast.copy_location(ast.Constant(""), node.args[place])
        return node


def cut(check, monkeypatch):
    """Take the check out of the running code."""
    module = importlib.import_module(check.module)
    tree = ast.fix_missing_locations(_Cut(check).visit(_tree(check.module)))
    code = compile(tree, module.__file__, "exec")
    found = [part for part in _codes(code) if part.co_name == check.function]
    owners = [
        module,
        *(value for value in vars(module).values() if isinstance(value, type) and value.__module__ == check.module),
    ]
    owner = next(owner for owner in owners if check.function in vars(owner))
    function = inspect.unwrap(vars(owner)[check.function])
    one = next(part for part in found if part.co_firstlineno == function.__code__.co_firstlineno)
    assert one.co_code != function.__code__.co_code or one.co_consts != function.__code__.co_consts
    monkeypatch.setattr(function, "__code__", one)
    forget()


def forget():
    """Let nobody answer from what was said with another code."""
    for name in MODULES:
        for function in vars(importlib.import_module(name)).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()


def _codes(code):
    for part in code.co_consts:
        if inspect.iscode(part):
            yield part
            yield from _codes(part)


@lru_cache
def attacks(rule):
    """The fixtures that a rule refuses: (what it is called, the record, the day)."""
    fixture = yaml.load((RULES / f"{rule}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    found = []
    for case in fixture["cases"]:
        if "proposed" in case and "finds" in case:
            found.append((case["case"], change_of(case)))
        elif "story" in case and "finds" in case:
            told = fixture_story(case)
            if "today" in case:
                told.today = told.today.fromisoformat(case["today"])
            found.append((case["case"], told))
    return found


def objected(told):
    """What a record, or a change of one, is refused for."""
    if isinstance(told, tuple):
        return {(one.rule, one.local, one.path, one.message) for one in refusals(*told) if one.rule}
    facts = told.facts()
    record = Recorded(Path(), "", facts, {})
    return {
        (one.rule, one.local, one.path, one.message)
        for one in record_objections(record, replay(facts, told.today), told.today)
        if one.rule
    }


def _objected_without(told):
    """The same, where a check is cut out: what it held back may then crash."""
    try:
        return objected(told)
    except Exception as crash:
        return {(f"crash: {type(crash).__name__}",)}


@lru_cache
def _before(rule):
    return [objected(told) for _, told in attacks(rule)]


@pytest.mark.parametrize("check", checks(), ids=str)
def test_without_this_check_a_fixture_is_no_longer_refused_for_its_reason(check, monkeypatch):
    suspects = [
        (rule, *one, before) for rule in check.rules for one, before in zip(attacks(rule), _before(rule), strict=True)
    ]
    cut(check, monkeypatch)
    freed = []
    for rule, name, told, before in suspects:
        now = _objected_without(told)
        if {one for one in before if one[0] == rule} - now:
            freed.append((rule, name, tuple(sorted({one[0] for one in now}))))
    monkeypatch.undo()
    forget()
    assert {rule for rule, _, _ in freed} == set(check.rules), (
        f"{check} can be deleted, and no fixture of {check.rules} notices"
    )
    rule, name, still = min(freed, key=lambda one: len(one[2]))
    print(f"{check} | {rule}: {name} | {', '.join(still) or 'accepted'}")


def test_every_rule_that_the_code_objects_with_has_its_page_and_its_attack():
    spoken = {rule for check in checks() for rule in check.rules}
    assert spoken <= set(every_rule())
    assert all(attacks(rule) for rule in spoken)


def test_every_page_about_a_record_is_spoken():
    told = {file.stem for file in RULES.glob("*.yaml") if "\n    story: " in file.read_text(encoding="utf-8")}
    assert told - {"render-stale"} == {rule for check in checks() for rule in check.rules}


def test_no_module_objects_that_is_not_cut_here():
    """`leaving` yields bare tuples, and `checking` compares a committed render, which is no part of the record.

    `page_proofs` has a word of its own for what it says, and `speaking` tells whoever is about to sign what `consents`
    would say.
    """
    root = Path(importlib.import_module("charter").__file__).parent
    speaking = {
        ".".join(("charter", *file.relative_to(root).with_suffix("").parts))
        for file in root.rglob("*.py")
        if re.search(r"\b(Objection|Proof)\(\s*(rule|\")", file.read_text(encoding="utf-8"))
    }
    others = {"charter.lifecycle.leaving", "charter.check.page_proofs"}
    assert speaking == {*MODULES, "charter.check.checking", "charter.acts.speaking"} - others
