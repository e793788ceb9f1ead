"""The process in which a user's template runs: it takes one job, gives up its rights, answers once.

It holds no file, starts no process, and has a fixed share of time and memory. Where the system knows no such limits
(Windows) only the parent's clock protects.
"""

import json
import os
import sys
from contextlib import suppress

from charter.errors import TemplateError

SECONDS, MEMORY = 3, 512 << 20


def main() -> None:
    """Read a job, answer ``{"text": …}`` or ``{"error": …}``."""
    job = json.load(sys.stdin)
    from charter.rendering.engine import filled

    _rehearse()
    _limit()
    try:
        answer = {"text": filled(job["templates"], job["name"], job["view"])}
    except TemplateError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "memory"}
    _write(json.dumps(answer).encode())


def _rehearse() -> None:
    """Fill a template and fail at another, so that whatever is imported late is here before files are out of reach."""
    from charter.rendering.engine import filled

    view = {"rows": {"head": ["a"], "rows": [["b"]]}, "text": "c"}
    page = (
        "{% macro m(x) %}{{ x ~ 'd' }}{% endmacro %}{{ m(view.text) }}{{ view.rows|table }}{{ [view.text]|join(', ') }}"
    )
    filled({"page": page}, "page", view)
    for wrong in ("{{ view.missing }}", "{% if %}", "{{ ''.__class__ }}"):
        with suppress(TemplateError):
            filled({"page": wrong}, "page", view)


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
