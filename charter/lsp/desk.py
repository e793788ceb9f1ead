"""A document that is asked about, with all that belongs to it; and where files lie for an editor."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lsprotocol import types
from pygls import uris

from charter.cursor.columns import Columns
from charter.cursor.names import Sheet
from charter.finding import Finding
from charter.lsp import messages
from charter.lsp.actions import Action
from charter.lsp.bench import Bench, Item
from charter.lsp.texts import Home, Texts, home_of
from charter.report.inert import inert


class Desk(NamedTuple):
    """One document and all that belongs to it.

    Attributes:
        own: The document.
        sheet: The names in it.
    """

    home: Home
    items: Sequence[Item]
    sheets: Sequence[Sheet]
    own: Item
    sheet: Sheet
    columns: Columns


def desk_of(bench: Bench, uri: str, texts: Texts, unit: str) -> Desk | None:
    """What a question about a document is answered from; None where it is none of ours."""
    path = path_of(uri)
    home = home_of(path, texts)
    items = bench.items(home, texts) if home is not None else []
    own = next((item for item in items if item.path == path), None)
    if home is None or own is None:
        return None
    sheets = bench.sheets(items)
    return Desk(home, items, sheets, own, sheets[items.index(own)], Columns(own.text, unit))


def path_of(uri: str) -> str:
    """The path of a document on the disk; a document that lies nowhere has its name for one."""
    path = uris.to_fs_path(uri)
    return os.path.normpath(path) if path and "\0" not in path else uri


def uri_of(path: str, texts: Texts) -> str:
    """A file's name as the editor writes it; of one that it has not opened, as everybody does."""
    return texts[path].uri if path in texts else str(uris.from_fs_path(path))


def related(
    finding: Finding, items: Sequence[Item], columns: Mapping[str, Columns], texts: Texts
) -> list[types.DiagnosticRelatedInformation]:
    """The other places that a finding points at."""
    paths = {item.file.document.path: item.path for item in items}
    return [
        types.DiagnosticRelatedInformation(
            types.Location(uri_of(paths[one.path], texts), messages.of_finding(columns[one.path], one)),
            inert(one.message),
        )
        for one in finding.related
        if one.path in paths
    ]


def action_of(kind: str, action: Action, desk: Desk, texts: Texts, able: types.ClientCapabilities) -> types.CodeAction:
    """What can be done, with its edit in the way this editor takes it."""
    uri = uri_of(desk.own.path, texts)
    edits = messages.edits(desk.columns, action.changes)
    workspace = able.workspace.workspace_edit if able.workspace else None
    if workspace is not None and workspace.document_changes:
        version = texts[desk.own.path].version if desk.own.path in texts else None
        document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        edit = types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])
    else:
        edit = types.WorkspaceEdit({uri: edits})
    marks = [messages.diagnostic(finding, desk.columns, None) for finding in action.findings]
    preferred = action.preferred or None
    return types.CodeAction(inert(action.title), kind, marks, is_preferred=preferred, edit=edit)
