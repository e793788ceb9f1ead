"""Findings, offers and outlines as messages of the protocol; what a charter says in them cannot act or hide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lsprotocol import types

from charter.cursor.columns import Columns, Point
from charter.cursor.names import Sheet, meant
from charter.cursor.offers import Offer, Spot
from charter.cursor.outline import Entry
from charter.finding import Finding, Related, Severity
from charter.layout import scalar
from charter.lsp import telling
from charter.report.inert import inert
from charter.rules import every_rule

_SEVERITIES: Mapping[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_UNUSED: Final = "unused-suppression"


def stretch(columns: Columns, start: int, end: int) -> types.Range:
    """The range between two offsets."""
    return types.Range(_position(columns.point(start)), _position(columns.point(end)))


def _position(point: Point) -> types.Position:
    return types.Position(point.line, point.column)


def point(position: types.Position) -> Point:
    """An editor's place."""
    return Point(position.line, position.character)


def of_finding(columns: Columns, finding: Finding | Related) -> types.Range:
    """Where a finding stands."""
    start, end = columns.stretch(finding.span)
    return types.Range(_position(start), _position(end))


def diagnostic(
    finding: Finding, columns: Columns, related: Sequence[types.DiagnosticRelatedInformation] | None
) -> types.Diagnostic:
    """A finding, as an editor marks it."""
    said = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    return types.Diagnostic(
        range=of_finding(columns, finding),
        message="\n".join(map(inert, said.split("\n"))),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source="charter",
        tags=[types.DiagnosticTag.Unnecessary] if finding.rule == _UNUSED else None,
        related_information=related or None,
    )


_SORTS: Mapping[str, types.CompletionItemKind] = {
    "key": types.CompletionItemKind.Property,
    "choice": types.CompletionItemKind.EnumMember,
    "name": types.CompletionItemKind.Reference,
    "rule": types.CompletionItemKind.Event,
}
_NAME: Final = re.compile(r"[\w.-]+(?:: ?|:)?")


def completions(
    own: Sheet, columns: Columns, at: Spot, offers: Sequence[Offer], sheets: Sequence[Sheet]
) -> list[types.CompletionItem]:
    """What is offered, in this order; names that would have to be more than words are left out."""
    where = stretch(columns, at.start, at.end)
    found = []
    for number, offer in enumerate(offers):
        text = _safe(offer, at)
        if text is not None:
            page = _page(own, offer, sheets)
            item = types.CompletionItem(
                label=inert(offer.label),
                kind=_SORTS[offer.sort],
                detail=_detail(offer),
                documentation=types.MarkupContent(types.MarkupKind.Markdown, page) if page else None,
                sort_text=f"{number:05}",
                filter_text=text,
                text_edit=types.TextEdit(where, text),
            )
            found.append(item)
    return found


def _safe(offer: Offer, at: Spot) -> str | None:
    """What is written for an offer; None for a name that cannot be written here as it is."""
    if offer.name is None or _NAME.fullmatch(offer.text):
        return offer.text
    if offer.name.sorts[0] != "customer" or not offer.text.isprintable():
        return None
    quoted = scalar(offer.text)
    if at.within:
        return offer.text if quoted in (offer.text, f'"{offer.text}"') and "'" not in offer.text else None
    return quoted


def _detail(offer: Offer) -> str:
    if offer.sort == "rule":
        return every_rule()[offer.label].summary
    if offer.name is not None:
        return offer.name.sorts[0]
    return "needed" if offer.needed else ""


def _page(own: Sheet, offer: Offer, sheets: Sequence[Sheet]) -> str:
    if offer.name is not None:
        return telling.name(meant(offer.name, sheets), offer.name)
    return telling.field(own.kind, offer.path) if offer.path else ""


def symbols(entries: Sequence[Entry], columns: Columns) -> list[types.DocumentSymbol]:
    """An outline."""
    return [
        types.DocumentSymbol(
            name=inert(entry.title),
            detail=inert(entry.about) or None,
            kind=types.SymbolKind.Object if entry.inside else types.SymbolKind.Property,
            range=stretch(columns, entry.start, entry.end),
            selection_range=stretch(columns, *entry.name),
            children=symbols(entry.inside, columns),
        )
        for entry in entries
    ]


def edits(columns: Columns, changes: Sequence[tuple[int, int, str]]) -> list[types.TextEdit]:
    """Replacements between offsets."""
    return [types.TextEdit(stretch(columns, start, end), text) for start, end, text in changes]
