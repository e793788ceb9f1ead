"""A real Chromium, driven over its DevTools pipe: pages from files, what a reader sees on them, and what they ask for."""

import base64
import contextlib
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BROWSER = os.environ.get("CHARTER_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)
_OPTIONS = (
    *("--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-extensions", "--disable-gpu"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)


_WIRED = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execvp(sys.argv[3], sys.argv[3:])"
)
"""DevTools reads commands from descriptor 3 and writes to descriptor 4; a fork within a worker with threads is a risk."""


def _high(descriptor: int) -> int:
    """The same under a number that is not 3 or 4."""
    high = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 20)
    os.close(descriptor)
    return high


class Browser:
    """One browser with one tab."""

    def __init__(self, profile: str) -> None:
        if BROWSER is None:
            pytest.skip("no Chromium here; name one in CHARTER_BROWSER")
        read, self._out = map(_high, os.pipe())
        self._in, write = map(_high, os.pipe())
        root = ("--no-sandbox",) if os.environ.get("CI") or not hasattr(os, "geteuid") or os.geteuid() == 0 else ()
        command = (BROWSER, *_OPTIONS, *root, f"--user-data-dir={profile}", "about:blank")
        wired = (sys.executable, "-I", "-S", "-c", _WIRED, str(read), str(write), *command)
        self.process = subprocess.Popen(wired, pass_fds=(read, write), stderr=subprocess.DEVNULL)
        os.close(read)
        os.close(write)
        self._buffer, self._number = b"", 0
        self.events: list[dict[str, Any]] = []
        self._shown: Page | None = None

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.ask("Browser.close")
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._out)
        os.close(self._in)

    def ask(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Ask the browser something, and wait for its answer; events that come before it are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        os.write(self._out, json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, f"{method}: {told['error']}"
                return told["result"]
            self.events.append(told)

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + 60
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(0, until - time.monotonic()))
            more = os.read(self._in, 1 << 16) if ready else b""
            if not more:
                raise OSError("the browser does not answer")
            self._buffer += more
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    @contextlib.contextmanager
    def page(
        self,
        path: Path,
        *,
        scripts: bool = True,
        runs: bool = True,
        width: int = 1200,
        dark: bool = False,
        before: str = "",
    ) -> Iterator["Page"]:
        """A file as a page.

        Args:
            runs: Whether the page's own script is expected to run.
            before: A script that runs before the page's own.
        """
        shown = self._tab()
        shown.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        shown.resize(width)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        shown.ask("Emulation.setEmulatedMedia", features=[scheme])
        added = shown.ask("Page.addScriptToEvaluateOnNewDocument", source=before)["identifier"]
        del self.events[:]
        shown.ask("Page.navigate", url=path.as_uri())
        shown.settle(scripts=scripts and runs)
        yield shown
        shown.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=added)

    def _tab(self) -> "Page":
        """The one tab there is; a new one takes longer than a page."""
        if self._shown is None:
            target = self.ask("Target.createTarget", url="about:blank")["targetId"]
            self._shown = Page(self, self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
            for domain in ("Page", "Runtime", "Network", "Log"):
                self._shown.ask(f"{domain}.enable")
        return self._shown


class Page:
    """A page that is shown."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.ask(method, self._session, **parameters)

    def resize(self, width: int) -> None:
        """Show it on a screen of another width; below 500 pixels that of a phone."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1}
        self.ask("Emulation.setDeviceMetricsOverride", **size, mobile=width < 500)

    def settle(self, *, scripts: bool) -> None:
        """Wait until the page has loaded and, where its script runs, has said what it found."""
        until = time.monotonic() + 30
        found = "document.getElementById('verdict')?.dataset.state !== 'unchecked'"
        while not self._loaded or (scripts and not self.value(found)):
            assert time.monotonic() < until, "the page does not settle"
            time.sleep(0.01)
            self.ask("Runtime.getIsolateId")

    @property
    def _loaded(self) -> bool:
        return any(event.get("method") == "Page.loadEventFired" for event in self._browser.events)

    def value(self, expression: str) -> Any:
        """The value of an expression on the page."""
        told = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    @property
    def requests(self) -> list[str]:
        """Every address that was asked for, and not only named on the page."""
        sent, blocked = {}, set()
        for event in self._browser.events:
            if event.get("method") == "Network.requestWillBeSent":
                sent[event["params"]["requestId"]] = event["params"]["request"]["url"]
            if event.get("method") == "Network.loadingFailed" and event["params"].get("blockedReason") == "csp":
                blocked.add(event["params"]["requestId"])
        return [url for number, url in sent.items() if number not in blocked]

    @property
    def complaints(self) -> list[str]:
        """What the console says."""
        kinds = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        return [json.dumps(event["params"])[:400] for event in self._browser.events if event.get("method") in kinds]

    def picture(self, path: Path) -> None:
        """The whole page as an image."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        made = self.ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(made["data"]))

    def printed(self) -> bytes:
        """The page as a PDF."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A browser with a profile of its own."""
    if BROWSER is None:
        pytest.skip("no Chromium here; name one in CHARTER_BROWSER")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        started = Browser(profile)
        try:
            yield started
        finally:
            started.close()
