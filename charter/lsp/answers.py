"""An answer to each question of an editor, from the texts as they were when it asked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lsprotocol import types

from charter.cursor.columns import Columns
from charter.cursor.names import Name, Sheet, meant, mentions, name_at, place_of
from charter.cursor.offers import offers
from charter.cursor.outline import outline
from charter.cursor.pointing import pointed, rule_in_comment
from charter.cursor.tokens import Token
from charter.errors import CharterError
from charter.finding import Finding
from charter.lsp import actions, messages, telling
from charter.lsp.bench import Bench
from charter.lsp.desk import Desk, action_of, desk_of, related, uri_of
from charter.lsp.texts import Home, Texts, home_of, homes
from charter.rules import every_rule

_LOG = logging.getLogger("charter")


class Told(NamedTuple):
    """What an editor is told after a check.

    Attributes:
        marks: The findings of each document.
        said: What keeps a check from being made, in words.
    """

    marks: Sequence[types.PublishDiagnosticsParams]
    said: Sequence[str]


class Answers:
    """What an editor is told; asked by one thread at a time.

    Args:
        today: The day to judge by.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._bench = Bench()

    def findings(self, paths: frozenset[str], texts: Texts, unit: str, able: types.ClientCapabilities) -> Told:
        """What is to be said of the open documents that have to do with these files, of each all there is."""
        told: list[types.PublishDiagnosticsParams] = []
        said: list[str] = []
        for home in homes(paths, texts):
            try:
                told += self._judged(home, texts, unit, able)
            except CharterError as error:
                said.append(f"{error}{f': {error.help}' if error.help else ''}")
            except Exception:
                _LOG.exception("a check broke off; this is a bug, and the next check begins anew")
        foreign = [texts[path] for path in paths if path in texts and home_of(path, texts) is None]
        told += [types.PublishDiagnosticsParams(one.uri, [], one.version) for one in foreign]
        return Told(told, said)

    def _judged(
        self, home: Home, texts: Texts, unit: str, able: types.ClientCapabilities
    ) -> Iterator[types.PublishDiagnosticsParams]:
        items = self._bench.items(home, texts)
        report = self._bench.report(home, items, texts, self._today())
        columns = {item.file.document.path: Columns(item.text, unit) for item in items}
        published = able.text_document.publish_diagnostics if able.text_document else None
        linking = published is not None and published.related_information
        for item in items:
            if item.path in texts:
                shown = item.file.document.path
                marks = [
                    messages.diagnostic(one, columns[shown], related(one, items, columns, texts) if linking else None)
                    for one in report.findings
                    if one.path == shown
                ]
                yield types.PublishDiagnosticsParams(texts[item.path].uri, marks, texts[item.path].version)

    def hover(
        self, params: types.HoverParams, texts: Texts, unit: str, _able: types.ClientCapabilities
    ) -> types.Hover | None:
        """What the word under the mouse is."""
        desk = desk_of(self._bench, params.text_document.uri, texts, unit)
        offset = desk.columns.offset(messages.point(params.position)) if desk else 0
        token = pointed(desk.sheet.tokens, offset) if desk else None
        if desk is None or token is None:
            return None
        pages = [_page(desk, token, offset), *self._rules(desk, offset, texts)]
        page = telling.together(pages)
        where = messages.stretch(desk.columns, token.start, token.end)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, page), where) if page else None

    def _rules(self, desk: Desk, offset: int, texts: Texts) -> Iterator[str]:
        """The pages of the rules that have something to say at an offset."""
        for finding in self._findings(desk, texts):
            start, end = (desk.columns.offset_of(place) for place in finding.span)
            if start <= offset <= end:
                yield telling.rule(every_rule()[finding.rule])

    def _findings(self, desk: Desk, texts: Texts) -> list[Finding]:
        """What is found in the document itself; nothing where it cannot be checked, which a check tells."""
        try:
            report = self._bench.report(desk.home, desk.items, texts, self._today())
        except CharterError:
            return []
        return [finding for finding in report.findings if finding.path == desk.own.file.document.path]

    def completion(
        self, params: types.CompletionParams, texts: Texts, unit: str, _able: types.ClientCapabilities
    ) -> types.CompletionList | None:
        """What may be typed here."""
        desk = desk_of(self._bench, params.text_document.uri, texts, unit)
        if desk is None:
            return None
        offset = desk.columns.offset(messages.point(params.position))
        at, found = offers(desk.sheet, offset, desk.sheets)
        if at is None:
            return None
        rows = messages.completions(desk.sheet, desk.columns, at, found, desk.sheets)
        return types.CompletionList(is_incomplete=False, items=rows)

    def definition(
        self, params: types.DefinitionParams, texts: Texts, unit: str, _able: types.ClientCapabilities
    ) -> list[types.Location]:
        """Where what a name stands for is described."""
        return self._places(params, texts, unit, meant)

    def references(
        self, params: types.ReferenceParams, texts: Texts, unit: str, _able: types.ClientCapabilities
    ) -> list[types.Location]:
        """Every place that uses a name."""
        found = self._places(params, texts, unit, mentions)
        declared = self._places(params, texts, unit, meant) if params.context.include_declaration else []
        return [*(place for place in declared if place not in found), *found]

    def _places(
        self,
        params: types.DefinitionParams | types.ReferenceParams,
        texts: Texts,
        unit: str,
        find: Callable[[Name, Sequence[Sheet]], list[tuple[Sheet, Name]]],
    ) -> list[types.Location]:
        desk = desk_of(self._bench, params.text_document.uri, texts, unit)
        name = name_at(desk.sheet, desk.columns.offset(messages.point(params.position))) if desk else None
        if desk is None or name is None:
            return []
        paths = {sheet.local: item.path for sheet, item in zip(desk.sheets, desk.items, strict=True)}
        return [
            types.Location(
                uri_of(paths[sheet.local], texts), messages.stretch(Columns(sheet.text, unit), one.start, one.end)
            )
            for sheet, one in find(name, desk.sheets)
        ]

    def outline(
        self, params: types.DocumentSymbolParams, texts: Texts, unit: str, _able: types.ClientCapabilities
    ) -> list[types.DocumentSymbol]:
        """The document's outline."""
        desk = desk_of(self._bench, params.text_document.uri, texts, unit)
        return messages.symbols(outline(desk.sheet.tokens), desk.columns) if desk else []

    def formatting(
        self, params: types.DocumentFormattingParams, texts: Texts, unit: str, _able: types.ClientCapabilities
    ) -> list[types.TextEdit]:
        """What brings the document into its canonical form, whatever indentation the editor would like."""
        desk = desk_of(self._bench, params.text_document.uri, texts, unit)
        return messages.edits(desk.columns, actions.form(desk.own)) if desk else []

    def actions(
        self, params: types.CodeActionParams, texts: Texts, unit: str, able: types.ClientCapabilities
    ) -> list[types.CodeAction]:
        """What can be done about what is found in a stretch of the document."""
        desk = desk_of(self._bench, params.text_document.uri, texts, unit)
        if desk is None:
            return []
        found = self._findings(desk, texts)
        lines = range(params.range.start.line, params.range.end.line + 1)
        here = [one for one in found if messages.of_finding(desk.columns, one).start.line in lines]
        wanted = params.context.only
        rows: list[tuple[str, actions.Action]] = []
        if _is_wanted("quickfix", wanted):
            rows += [("quickfix", action) for action in actions.fixes(desk.own, here)]
            silences = actions.silences(desk.own, desk.sheet, here, self._today())
            rows += [("quickfix", action) for action in silences]
        if wanted and _is_wanted("source.fixAll.charter", wanted):
            whole = actions.everything(desk.own, found)
            rows += [("source.fixAll.charter", whole)] if whole else []
        return [action_of(kind, action, desk, texts, able) for kind, action in rows]


def _is_wanted(kind: str, wanted: Sequence[str] | None) -> bool:
    """Whether a kind of action, or one that holds it, was asked for."""
    return not wanted or any(kind == one or kind.startswith(f"{one}.") or not one for one in wanted)


def _page(desk: Desk, token: Token, offset: int) -> str:
    """The page of a word: of the name it is, else of the field it belongs to."""
    if token.sort == "comment":
        rule = every_rule().get(rule_in_comment(token, offset))
        return telling.rule(rule) if rule is not None else ""
    name = name_at(desk.sheet, offset)
    found = meant(name, desk.sheets) if name is not None else []
    if name is not None and found:
        return telling.name(found, name)
    kind = desk.own.file.kind
    place = place_of(kind, token.path)
    says_something = place is not None and (place.choices or place.words)
    return telling.field(kind, token.path) if token.sort == "key" or says_something else ""
