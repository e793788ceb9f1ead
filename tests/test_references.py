"""Every field that could name something is either looked up or known to be an own word."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, get_args, get_origin

from charter.engine import lint_text
from charter.model import Charter
from charter.model.part import Decider, Id, Part
from charter.model.place import keys_of
from charter.terms.references import routes

OWN_WORDS = {
    "id": "the charter's own",
    "part_of": "another file",
    "phases.prior.charter": "another file",
    "parts": "other files",
    "pattern": "the program's",
    "parties.*.class": "an open list",
    "agreements.*.kind": "an open list",
    "at_risk.*.*.kind": "an open list",
    "governance.owners.{}": "duties, an open list",
    "governance.rules.{}": "an open list",
    "operations.seams.{}": "an open list",
    "operations.lifecycle.{}": "an open list",
    "operations.obligations.{}": "an open list",
    "operations.running_cost.{}": "an open list",
    "operations.judgment.{}": "an open list",
    "phases.run.reviews.{}": "an open list",
}


def names(annotation: Any, route: tuple[str, ...] = ()) -> Iterator[str]:
    """The routes below an annotation at which an id or a decider stands, lists left out at the end."""
    if annotation is Id or annotation == Decider:
        yield ".".join(route[:-1] if route[-1] == "*" else route)
    elif get_origin(annotation) is dict:
        yield ".".join((*route, "{}"))
        yield from names(get_args(annotation)[1], (*route, "*"))
    elif get_origin(annotation) is tuple:
        yield from names(get_args(annotation)[0], (*route, "*"))
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        for key, info in keys_of(annotation).items():
            yield from names(Annotated[(info.annotation, *info.metadata)], (*route, key))
    elif get_args(annotation):
        for inner in get_args(annotation):
            yield from names(inner, route)


def test_no_name_is_forgotten() -> None:
    found = set(names(Charter))
    assert found - routes() == set(OWN_WORDS)
    assert routes() - found == set()


def test_a_file_full_of_unknown_names_buys_no_time_for_guessing() -> None:
    goals = "".join(f"  - {{id: goal-{number}, for: customers, outcome: Sites live.}}\n" for number in range(60))
    promises = "".join(
        f"  - {{id: c-{number}, from: acme, kind: money, what: Pays., serves: [gaol-{number}]}}\n"
        for number in range(60)
    )
    text = f"parties: {{acme: {{name: Acme Ltd}}}}\ngoals:\n{goals}commitments:\n{promises}"
    report = lint_text(text, today=date(2026, 11, 20), select=["dangling-reference"])
    guessed = [finding.help.startswith("did you mean") for finding in report.findings]
    assert guessed == [True] * 40 + [False] * 20
