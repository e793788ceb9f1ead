"""A first draft of a charter: clean at its stage, commented, with examples where only its authors know better.

Pure: from a request, the words of a pattern and a plan to the text of a file.
"""

from charter.draft.fuller import full
from charter.draft.plan import Plan, first_day, plan_from
from charter.draft.remarks import REMARKS
from charter.draft.request import Request, Side
from charter.draft.roster import people
from charter.draft.terms import Draft, small
from charter.draft.words import Words
from charter.layout import written

__all__ = ["Plan", "Request", "Side", "draft", "first_day", "people", "plan_from"]


def draft(request: Request, pattern: str, plan: Plan) -> str:
    """The text of a `charter.yaml`.

    Args:
        request: Who asks for what.
        pattern: The words of the pattern, as its file in `templates/patterns/` has them.
        plan: When.
    """
    words = Words(pattern, *request.sides[:2])
    this = Draft(request, words, plan)
    terms = small(this) if request.tier == 1 else full(this)
    modeline = f"# yaml-language-server: $schema={request.schema}\n" if request.schema else ""
    said = (
        f"# A draft: {words.text('summary')}.\n"
        '# Where a remark says "replace", an example stands: write your own facts. The rest may stay as it is.\n'
    )
    return modeline + said + written(terms, REMARKS)
