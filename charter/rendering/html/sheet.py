"""The style and the script that travel inside a page, and the rule for the paper it is printed on."""

from functools import lru_cache

from charter.rendering.engine import tidy
from charter.rendering.pdf import Paper
from charter.resources import resource

_SIZES: dict[Paper, str] = {"a4": "A4", "letter": "letter"}


def styles(paper: Paper, digest: str) -> tuple[str, ...]:
    """The style sheets.

    Args:
        digest: Of the terms, which every printed page names; or what else stands there, in plain letters.
    """
    foot = "color: #59626d; font: 8pt serif;"
    rule = (
        f"@page {{ size: {_SIZES[paper]}; margin: 22mm 24mm; "
        f'@bottom-left {{ content: "terms {digest[:19]}"; {foot} }} '
        f'@bottom-right {{ content: "Page " counter(page) " / " counter(pages); {foot} }} }}'
    )
    return _text("style.css"), rule


def script() -> str:
    """The script that checks a page."""
    return _text("check.js")


@lru_cache
def _text(name: str) -> str:
    return tidy(resource("templates", "html", name).read_text(encoding="utf-8"))
