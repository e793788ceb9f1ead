"""The server: what the editor tells and asks, and who answers; nothing is decided here.

The loop only listens. One thread works, on the texts as they were when it was asked, so that typing never waits for an
answer; a check begins when nobody has typed for a moment.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, BinaryIO, Final, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from charter import __version__
from charter.cursor.columns import changed, whole_characters
from charter.lsp.answers import Answers
from charter.lsp.desk import path_of
from charter.lsp.messages import point
from charter.lsp.texts import Open
from charter.report.inert import inert

T = TypeVar("T")

_PAUSE: Final = 0.15
"""Seconds without typing after which a check begins."""

_LOG = logging.getLogger("charter")

_TRIGGERS: Final = [" ", "[", "{", ",", ".", ":", "-"]


class _Speaker(LanguageServer):
    def report_server_error(self, error: Exception, source: Any) -> None:
        """A slip of either side goes to the log; a window for each would stop whoever is typing."""
        _LOG.error("%s", error)


class Server:
    """One editor's server.

    Args:
        today: The day to judge by.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._speaker = _Speaker("charter", __version__)
        self._answers = Answers(today)
        self._texts: dict[str, Open] = {}
        self._changed: set[str] = set()
        self._said: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._worker = ThreadPoolExecutor(1, "charter")
        self._checking = False
        self._goodbye = False
        self._listen()

    def run(self, reader: BinaryIO, writer: BinaryIO) -> bool:
        """Serve until the editor leaves; whether it said goodbye."""
        try:
            self._speaker.start_io(reader, writer)
        finally:
            self._worker.shutdown(cancel_futures=True)
        return self._goodbye

    def _listen(self) -> None:
        feature = self._speaker.feature
        feature(types.INITIALIZED)(_heard(self._begun))
        feature(types.SHUTDOWN)(_heard(self._left))
        feature(types.TEXT_DOCUMENT_DID_OPEN)(_heard(self._opened))
        feature(types.TEXT_DOCUMENT_DID_CHANGE)(_heard(self._typed))
        feature(types.TEXT_DOCUMENT_DID_CLOSE)(_heard(self._closed))
        feature(types.TEXT_DOCUMENT_DID_SAVE)(_heard(self._saved))
        feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_heard(self._moved))
        feature(types.TEXT_DOCUMENT_HOVER)(self._asked(self._answers.hover))
        options = types.CompletionOptions(trigger_characters=_TRIGGERS)
        feature(types.TEXT_DOCUMENT_COMPLETION, options)(self._asked(self._answers.completion))
        feature(types.TEXT_DOCUMENT_DEFINITION)(self._asked(self._answers.definition))
        feature(types.TEXT_DOCUMENT_REFERENCES)(self._asked(self._answers.references))
        feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(self._asked(self._answers.outline))
        feature(types.TEXT_DOCUMENT_FORMATTING)(self._asked(self._answers.formatting))
        kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, "source.fixAll.charter"])
        feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(self._asked(self._answers.actions))

    def _begun(self, _params: types.InitializedParams) -> None:
        able = self._speaker.client_capabilities.workspace
        watching = able.did_change_watched_files if able else None
        if watching is not None and watching.dynamic_registration:
            globs = [types.FileSystemWatcher(glob) for glob in ("**/*.yaml", "**/*.yml", "**/*.toml")]
            options = types.DidChangeWatchedFilesRegistrationOptions(globs)
            wish = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self._speaker.client_register_capability(types.RegistrationParams([wish]))

    def _left(self, _params: None) -> None:
        self._goodbye = True

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._hold(document.uri, document.version, document.text)

    def _typed(self, params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        before = self._texts.get(path_of(document.uri))
        text = before.text if before else ""
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                first, last = point(change.range.start), point(change.range.end)
                text = changed(text, self._unit, first, last, whole_characters(change.text))
            else:
                text = change.text
        self._hold(document.uri, document.version, text)

    def _hold(self, uri: str, version: int | None, text: str) -> None:
        path = path_of(uri)
        self._texts[path] = Open(uri, version, whole_characters(text))
        self._check_soon(path)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        self._texts.pop(path, None)
        self._speaker.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(params.text_document.uri, diagnostics=[])
        )
        self._check_soon(path)

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        self._check_soon(path_of(params.text_document.uri))

    def _moved(self, params: types.DidChangeWatchedFilesParams) -> None:
        settings = any(change.uri.endswith(".toml") for change in params.changes)
        self._check_soon(*(self._texts if settings else (path_of(change.uri) for change in params.changes)))

    @property
    def _unit(self) -> str:
        return types.PositionEncodingKind(self._speaker.server_capabilities.position_encoding or "utf-16").value

    def _check_soon(self, *paths: str) -> None:
        self._changed.update(paths)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_PAUSE, self._check_now)

    def _check_now(self) -> None:
        if self._checking:
            return  # when that one is done, the next begins
        self._checking = True
        paths, self._changed = self._changed, set()
        asyncio.ensure_future(self._check(paths)).add_done_callback(self._checked)

    def _checked(self, check: asyncio.Future[None]) -> None:
        self._checking = False
        if not check.cancelled() and (error := check.exception()) is not None:
            _LOG.error("a check broke off; this is a bug, and the next check begins anew", exc_info=error)
        if self._changed:
            self._check_soon()

    async def _check(self, paths: set[str]) -> None:
        """Check what has to do with these files, and tell what is still true of what is open then."""
        told = await self._work(self._answers.findings, frozenset(paths))
        for marks in told.marks:
            now = self._texts.get(path_of(marks.uri))
            if now is not None and now.version == marks.version:
                self._speaker.text_document_publish_diagnostics(marks)
        for words in told.said:
            if words not in self._said:
                self._said.add(words)
                shown = types.ShowMessageParams(types.MessageType.Warning, f"charter: {inert(words)}")
                self._speaker.window_show_message(shown)

    def _asked(self, answer: Callable[..., T]) -> Callable[[Any], Any]:
        """A question of the editor: answered by the worker."""

        async def ask(params: Any) -> T:
            return await self._work(answer, params)

        return ask

    async def _work(self, answer: Callable[..., T], question: Any) -> T:
        able = self._speaker.client_capabilities
        texts, unit = dict(self._texts), self._unit
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, answer, question, texts, unit, able)


def _heard(take: Callable[[Any], None]) -> Callable[[Any], None]:
    """A function of its own for what is only told: the library writes on the functions it is given."""

    def hear(params: Any) -> None:
        take(params)

    return hear
