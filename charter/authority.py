"""The door to a time-stamping authority (RFC 3161): one request, one answer, over the web; only where one was named."""

from __future__ import annotations

from collections.abc import Callable

from charter.errors import UsageError

_SECONDS, _LARGEST = 20, 1 << 18


def asking(url: str) -> Callable[[bytes], bytes]:
    """What sends a request to an authority and returns its answer; it raises OSError where none comes.

    Raises:
        UsageError: It is no address on the web.
    """
    if not url.startswith(("https://", "http://")):
        raise UsageError(f"--timestamp {url} is no address that begins with https://", "ask the authority for its own")

    def ask(request: bytes) -> bytes:
        from urllib.request import Request, urlopen

        sent = Request(url, request, {"Content-Type": "application/timestamp-query"})  # noqa: S310 # checked above
        with urlopen(sent, timeout=_SECONDS) as answer:  # noqa: S310 # checked above
            raw: bytes = answer.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise OSError("its answer is too long")
        return raw

    return ask
