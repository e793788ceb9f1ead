"""One HTML file that holds a charter, its signatures and keys, and checks them itself in the browser that shows it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from charter import __version__
from charter.rendering.html.embedding import embedded, policy, resealed
from charter.rendering.html.engine import filled
from charter.rendering.html.page import keys, page
from charter.rendering.html.sheet import script, styles
from charter.rendering.pdf import Mark, Paper
from charter.rendering.terms import Terms
from charter.rendering.view import view
from charter.values import given

if TYPE_CHECKING:
    from charter.facts import Fact
    from charter.model import Consent, People

__all__ = ["html"]


def html(
    terms: Terms,
    consents: "Iterable[Fact[Consent]]",
    people: "Mapping[str, Fact[People]]",
    *,
    mark: Mark = "draft",
    paper: Paper = "a4",
) -> str:
    """The page: the same text for the same input, always; it asks nothing from elsewhere.

    Args:
        consents: What parties have said of these terms.
        people: The people files by party, whose keys signatures are held against.
        mark: How far these terms have come.
        paper: What it is printed on.
    """
    said = sorted(consents, key=lambda fact: fact.local)
    seen = view(terms, date.min)  # the day only decides what the cover of the Markdown names as next
    data = page(seen, given(terms.charter.language) or "", paper, mark, said)
    sheets, code = styles(paper, terms.digest), script()
    data |= {
        "styles": sheets,
        "script": code,
        "policy": policy(sheets, code),
        "embedded": embedded(
            {
                "page": 1,
                "made_with": __version__,
                "mark": mark,
                "paper": paper,
                "terms": terms.canonical.decode(),
                "charter": json.loads(terms.canonical or "{}") if terms.data is None else terms.data,
                "people": {party: keys(fact.data) for party, fact in sorted(people.items())},
                "consents": [{"statement": one["statement"], "signature": one["given"]} for one in data["consents"]],
            }
        ),
    }
    return resealed(filled("page.html.j2", {"page": data}))
