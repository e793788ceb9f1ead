"""Refusing to write a record: what would stand against it, in the words of the later findings, each with what to do."""

from __future__ import annotations

from collections.abc import Iterable

from charter.errors import RefusedError
from charter.facts import Objection


def refused(message: str, against: Iterable[Objection], help: str = "") -> RefusedError:
    """Objections as the reasons of a refusal, each with what to do."""
    from charter.rules import every_rule

    rules = every_rule()
    reasons = [(o.rule, o.message, o.help or (rules[o.rule].help if o.rule in rules else "")) for o in against]
    return RefusedError(message, dict.fromkeys(reasons), help)
