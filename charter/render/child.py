"""The process in which a user's template runs: it takes one job, gives up its rights, answers once.

It holds no file, starts no process, and has a fixed share of time and memory. Where the system knows no such limits
(Windows) only the parent's clock protects.
"""

import json
import os
import sys

from charter.errors import TemplateError

SECONDS, MEMORY = 5, 512 << 20


def main() -> None:
    """Read a job, answer ``{"text": …}`` or ``{"error": …}``."""
    job = json.load(sys.stdin)
    # what the engine imports late has to be here before files can no longer be opened
    import linecache
    import traceback

    import jinja2.debug

    from charter.render.engine import filled

    _ = linecache, traceback, jinja2.debug
    _limit()
    try:
        answer = {"text": filled(job["templates"], job["name"], job["view"])}
    except TemplateError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "memory"}
    _write(json.dumps(answer).encode())


def _write(content: bytes) -> None:
    while content:
        content = content[os.write(1, content) :]


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_CPU", SECONDS),
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NOFILE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CORE", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            try:
                resource.setrlimit(kind, (value, value))
            except (
                ValueError,
                OSError,
            ):  # known here but not to be set, such as memory on macOS
                continue


if __name__ == "__main__":
    main()
