"""The template engine: sandboxed, strict about what is undefined, and unable to print a text unescaped."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import TemplateError as EngineError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from charter.errors import TemplateError
from charter.rendering.markdown import escaping

LARGEST = 8 << 20
"""The most characters a document may have."""

_FILTERS: tuple[str, ...] = (
    "batch",
    "count",
    "d",
    "default",
    "first",
    "join",
    "last",
    "length",
    "list",
    "map",
    "max",
    "min",
)
_FILTERS += ("reject", "rejectattr", "reverse", "select", "selectattr", "slice", "sort", "sum", "unique")


def filled(templates: Mapping[str, str], name: str, view: Mapping[str, Any]) -> str:
    """The document that a template makes of a view.

    Args:
        templates: Texts of all templates by name.
        name: The one to fill.
        view: Plain data, see `charter.rendering.view.View`.

    Raises:
        TemplateError: The template is wrong, or asks for something that the view does not have.
    """
    environment = _environment(tuple(templates.items()))
    try:
        pieces = environment.get_template(name).generate(view=escaping.wrapped(view))
        return _joined(pieces, name)
    except TemplateSyntaxError as error:
        raise TemplateError(f"{error.name or name}, line {error.lineno}: {error.message}") from error
    except (EngineError, OverflowError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as error:
        raise TemplateError(f"{_place(error, templates) or name}: {error}") from error
    except RecursionError as error:
        raise TemplateError(f"{name} calls itself without end") from error


@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> ImmutableSandboxedEnvironment:
    texts = dict(templates)
    environment = ImmutableSandboxedEnvironment(
        # the name as file name, so that a traceback says which template it passes through
        loader=FunctionLoader(lambda name: (texts[name], name, None) if name in texts else None),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=escaping.printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | {
        "code": escaping.code,
        "mermaid": escaping.mermaid,
        "prose": escaping.prose,
        "quote": escaping.quote,
        "table": escaping.table,
    }
    environment.globals = {name: environment.globals[name] for name in ("range", "dict", "namespace", "cycler")}
    return environment


def _joined(pieces: Iterable[str], name: str) -> str:
    total, kept = 0, []
    for piece in pieces:
        total += len(piece)
        if total > LARGEST:
            raise TemplateError(f"{name} makes a document of more than {LARGEST >> 20} million characters")
        kept.append(piece)
    return tidy("".join(kept))


def tidy(text: str) -> str:
    """Without blanks at line ends, without runs of empty lines, and with one line break at the end."""
    lines: list[str] = []
    for line in (full.rstrip(" ") for full in text.split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"


def _place(error: Exception, templates: Mapping[str, str]) -> str:
    """The template and line where it happened; jinja2 rewrites tracebacks to point there."""
    found, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        found = f"{name}, line {trace.tb_lineno}" if name in templates else found
        trace = trace.tb_next
    return found
