"""What the page's template is given: what the PDF's is given, and every consent to these terms."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from charter.outlook.testimony import sentence
from charter.rendering.html.embedding import UNSEALED
from charter.rendering.page import page as laid_out
from charter.rendering.pdf import Mark, Paper
from charter.rendering.view import View
from charter.signatures.statement import statement
from charter.values import given

if TYPE_CHECKING:
    from charter.facts import Fact
    from charter.model import Consent


def page(view: View, language: str, paper: Paper, mark: Mark, consents: Sequence[Fact[Consent]]) -> dict[str, Any]:
    """Plain data: mappings, lists, whole numbers and texts.

    Args:
        language: The language of the terms, as they name it.
    """
    data = laid_out(view, language, paper, mark)
    told = [_told(number, fact) for number, fact in enumerate(consents)]
    parties = {block.id for block in view.signing.blocks}
    region = data["lang"]["region"]
    return data | {
        "language": data["lang"]["code"] + (f"-{region}" if region else ""),
        "consents": told,
        "strangers": [one for one in told if one["party"] not in parties],
        "seal": UNSEALED,
    }


_NEEDED = ("name", "title", "email", "from", "to", "deputy", "key", "certificate")


def keys(people: Mapping[str, Any]) -> dict[str, Any]:
    """Of a people file what is shown, and what a signature is held against: roles, persons, their time, their keys."""
    roles = people.get("roles")
    if not isinstance(roles, Mapping):
        return dict(people)
    return {**people, "roles": {role: _holders(held) for role, held in roles.items()}}


def _holders(held: Any) -> Any:
    if not isinstance(held, list):
        return held
    return [{name: one[name] for name in _NEEDED if name in one} if isinstance(one, Mapping) else one for one in held]


def _told(number: int, fact: Fact[Consent]) -> dict[str, Any]:
    signed = fact.data.get("signature")
    return {
        "index": number,
        "party": str(fact.part.party),
        "said": f"{sentence(fact)}.",
        "reason": given(fact.part.reason) or "",
        "statement": statement(fact.data).decode(),
        "given": signed,
        "signature": signed if isinstance(signed, str) else json.dumps(signed, ensure_ascii=False, sort_keys=True),
    }
