"""Partnerships between companies as code: read, lint, judge, replay, verify and render partnership charters.

`load`, `lint`, `evaluate`, `replay`, `verify`, `verify_file`, `diff` and `render` are the library; everything else is
imported from its own module.
"""

TYPE_CHECKING = False  # as type checkers read it; importing `typing` would double the time of `charter --version`
if TYPE_CHECKING:
    from charter.library import diff, evaluate, lint, load, render, replay, verify, verify_file

__version__ = "0.1.0"
__all__ = ["__version__", "diff", "evaluate", "lint", "load", "render", "replay", "verify", "verify_file"]


def __getattr__(name: str) -> object:
    if name in __all__:  # imported when asked for: `charter --version` must not pay for them
        from charter import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
