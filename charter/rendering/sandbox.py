"""A user's template, run in a process of its own with limits on time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import charter
from charter.errors import TemplateError
from charter.rendering.child import MEMORY, SECONDS

_WALL = 20
_START = "import sys; sys.path.append(sys.argv[1]); from charter.rendering.child import main; main()"


def filled_apart(templates: Mapping[str, str], name: str, view: Mapping[str, Any]) -> str:
    """The document that a template nobody vouches for makes of a view.

    Raises:
        TemplateError: The template is wrong, or takes more time or memory than it may.
    """
    job = json.dumps({"templates": dict(templates), "name": name, "view": view})
    home = str(Path(charter.__file__).parent.parent)
    environment = {key: os.environ[key] for key in ("SYSTEMROOT", "PATH") if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter with our own module
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, home],
            input=job.encode(),
            capture_output=True,
            timeout=_WALL,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TemplateError(f"{name} took longer than {_WALL} seconds") from None
    return _text(done, name)


def _text(done: subprocess.CompletedProcess[bytes], name: str) -> str:
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise TemplateError(_why(done, name)) from None
    if answer.get("error") == "memory":
        raise TemplateError(_too_much(name))
    if "error" in answer:
        raise TemplateError(str(answer["error"]))
    return str(answer["text"])


def _why(done: subprocess.CompletedProcess[bytes], name: str) -> str:
    if done.returncode < 0:
        return f"{name} took more than {SECONDS} seconds of computing, or more than {MEMORY >> 20} MB of memory"
    if b"MemoryError" in done.stderr:
        return _too_much(name)
    last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return f"{name} could not be filled: {last or 'the process gave no answer'}"


def _too_much(name: str) -> str:
    return f"{name} took more than {MEMORY >> 20} MB of memory"
