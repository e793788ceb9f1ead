"""Documents for people, made of a charter: views, and the forms they can take."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from charter.rendering.terms import ShapeError, Terms, read_whole, terms

__all__ = ["FORMS", "KINDS", "Form", "Kind", "ShapeError", "Terms", "opening", "read_whole", "render", "terms"]

Kind: TypeAlias = Literal["cover", "full"]
Form: TypeAlias = Literal["md"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""The views: one page, or everything."""

FORMS: tuple[Form, ...] = get_args(Form)
"""The forms a document can take."""

_FOLDERS: Mapping[Form, str] = {"md": "markdown"}


def render(
    terms: Terms,
    today: date,
    *,
    kind: Kind = "full",
    form: Form = "md",
    template: Path | None = None,
) -> str:
    """A charter as a document: the same text for the same input, always.

    Args:
        terms: What is shown.
        today: Decides only which date the cover names as the next.
        template: A folder with the user's own templates, filled in a process with limits; it may use ours, too.

    Raises:
        TemplateError: The user's template is wrong, or takes more time or memory than it may.
        UsageError: The folder holds no template for this view.
    """
    from charter.rendering.templates import built_in, of_user
    from charter.rendering.view import view

    plain = view(terms, today).plain()
    name = f"{kind}.{form}.j2"
    ours = built_in(_FOLDERS[form])
    if template is None:
        from charter.rendering.engine import filled

        return filled(ours, name, plain)
    from charter.rendering.sandbox import filled_apart

    return filled_apart({**ours, **of_user(template, name)}, name, plain)


def opening(terms: Terms, today: date) -> tuple[str, ...]:
    """How the cover begins, for a reader without Markdown: its paragraphs as plain text, unescaped."""
    from charter.rendering.view import view

    shown = view(terms, today)
    coming, customers = shown.cover.next, " ".join(shown.cover.customers)
    said = [
        shown.title,
        f"{shown.lead} {shown.tier}." if shown.tier else shown.lead,
        f"Purpose: {shown.purpose.said}" if shown.purpose.said else shown.purpose.why,
        f"Next date: {coming.day}. {' · '.join(coming.what)}" if coming.day else "",
        f"For customers: {customers}" if customers else "",
    ]
    return tuple(" ".join(paragraph.split()) for paragraph in said if paragraph)
