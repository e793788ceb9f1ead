"""A client of the Language Server Protocol over standard input and output: it says what an editor says, and listens."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

FULL = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "tagSupport": {"valueSet": [1, 2]}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {"isPreferredSupport": True, "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}, "workspaceFolders": True},
}


class Editor:
    """An editor with a `charter lsp` of its own; positions are written as (line, column), both from 0."""

    def __init__(self, *folders: Path, able: dict = FULL, program: str = "", arguments: tuple[str, ...] = ()) -> None:
        start = [sys.executable, "-c", program] if program else [sys.executable, "-m", "charter"]
        # not one of the folders: what is found may not depend on where the server was started
        self._server = subprocess.Popen(
            [*start, "lsp", "--today", "2026-11-21", *arguments],
            cwd=folders[0].parent,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._asked = 0
        self._versions: dict[str, int] = {}
        self._heard: queue.Queue[dict | None] = queue.Queue()
        self._log: list[bytes] = []
        self._marks: dict[str, tuple[int | None, list[dict]]] = {}
        self.told: list[dict] = []
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._listen, self._overhear)]
        for thread in self._threads:
            thread.start()
        named = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        answer = self.ask("initialize", processId=None, rootUri=None, workspaceFolders=named, capabilities=able)
        self.able = answer["capabilities"]
        self.tell("initialized")

    def _listen(self) -> None:
        stream = self._server.stdout
        while header := stream.readline():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                while stream.readline() not in (b"\r\n", b""):
                    pass
                self._heard.put(json.loads(stream.read(int(value))))
            elif header.strip() and not name.lower().startswith(b"content-"):
                self._heard.put({"noise": header})
        self._heard.put(None)

    def _overhear(self) -> None:
        self._log.extend(self._server.stderr)

    @property
    def log(self) -> str:
        return b"".join(self._log).decode()

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._server.stdin.flush()

    def hear(self) -> dict:
        """The next message of the server."""
        message = self._heard.get(timeout=60)
        assert message is not None, self.log
        assert "noise" not in message, message
        if message.get("method") == "textDocument/publishDiagnostics":
            told = message["params"]
            self._marks[told["uri"]] = (told.get("version"), told["diagnostics"])
        elif "method" in message:
            self.told.append(message)
            if "id" in message:
                self._send(id=message["id"], result=None)
        return message

    def tell(self, method: str, **params: Any) -> None:
        self._send(method=method, params=params)

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a question; what is told meanwhile is noted."""
        self._asked += 1
        asked = self._asked
        self._send(id=asked, method=method, params=params)
        while True:
            message = self.hear()
            if message.get("id") == asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, path: Path, text: str | None = None) -> str:
        return self.hold(path.as_uri(), path.read_bytes().decode() if text is None else text)

    def hold(self, uri: str, text: str) -> str:
        self._versions[uri] = 1
        self.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        return uri

    def type(self, uri: str, text: str, *where: tuple[int, int]) -> None:
        """Put a text in place of what stands between two places, or in place of everything."""
        self._versions[uri] += 1
        change: dict = {"text": text}
        if where:
            change["range"] = {"start": at(where[0]), "end": at(where[-1])}
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[change])

    def close(self, uri: str) -> None:
        self._marks.pop(uri, None)
        self.tell("textDocument/didClose", textDocument={"uri": uri})

    def found(self, uri: str, *, again: bool = False) -> list[dict]:
        """What is told of a document as it is now; `again`: what is told of it next."""
        before = self._marks.pop(uri, None) if again else None
        while self._marks.get(uri, (0,))[0] != self._versions[uri] or self._marks[uri] is before:
            self.hear()
        return self._marks[uri][1]

    def rules(self, uri: str, *, again: bool = False) -> list[str]:
        return [one["code"] for one in self.found(uri, again=again)]

    def request(self, method: str, uri: str, place: tuple[int, int], **more: Any) -> Any:
        return self.ask(f"textDocument/{method}", textDocument={"uri": uri}, position=at(place), **more)

    def end(self) -> int:
        """Say goodbye; the server's exit code."""
        self.ask("shutdown")
        self._send(method="exit")
        return self.vanish()

    def vanish(self) -> int:
        """Be gone; the server's exit code."""
        self._server.stdin.close()
        code = self._server.wait(timeout=60)
        for thread, stream in zip(self._threads, (self._server.stdout, self._server.stderr), strict=True):
            thread.join(timeout=60)
            stream.close()
        return code


def at(place: tuple[int, int]) -> dict[str, int]:
    return {"line": place[0], "character": place[1]}


def place_of(text: str, words: str, *, inside: int = 0) -> tuple[int, int]:
    """Where words stand in a text, as an editor that counts in UTF-16 has it."""
    before = text[: text.index(words) + inside]
    line = before.rpartition("\n")[2]
    return before.count("\n"), len(line.encode("utf-16-le")) // 2
