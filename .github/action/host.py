"""The host's API, as far as the actions need it: GitHub's REST API of 2022-11-28, with the standard library alone."""

import json
import os
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

REPOSITORY = os.environ.get("GITHUB_REPOSITORY", "")
_NEXT = re.compile(r'<([^>]+)>;\s*rel="next"')


def call(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """One request; the answer as data."""
    return _sent(method, f"{os.environ['GITHUB_API_URL']}/repos/{REPOSITORY}/{path}", body)[0]


def listed(path: str) -> Iterator[dict[str, Any]]:
    """Every item of a list, page by page."""
    url: str | None = f"{os.environ['GITHUB_API_URL']}/repos/{REPOSITORY}/{path}"
    while url:
        rows, links = _sent("GET", url, None)
        yield from rows
        found = _NEXT.search(links)
        url = found[1] if found and found[1].startswith(os.environ["GITHUB_API_URL"]) else None


def _sent(method: str, url: str, body: dict[str, Any] | None) -> tuple[Any, str]:
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null"), answer.headers.get("Link") or ""
