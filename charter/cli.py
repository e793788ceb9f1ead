"""The command line: from arguments to a verb to an exit code; the only place where exceptions end."""

from __future__ import annotations

import sys

from charter import __version__

TYPE_CHECKING = False  # as type checkers read it; `charter --version` must not pay for importing `typing`
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; never raises."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"charter {__version__}\n")
        return 0
    import gc

    from charter.errors import Exit

    if (
        argv is None
    ):  # a short program of our own: no garbage here is cyclic, and looking for it takes a seventh of a run
        gc.disable()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:
        return _told(error, verbose="--verbose" in arguments)
    finally:
        if argv is None:
            gc.freeze()  # nor is there anything to look through when it ends


def _run(arguments: list[str]) -> int:
    from charter.commands import parsed
    from charter.errors import CharterError

    if sys.stdout is None:
        raise CharterError("there is nowhere to write the answer to", "leave standard output open")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    command, namespace = parsed(arguments)
    code = command.run(namespace)
    sys.stdout.flush()
    return code


def _told(error: Exception, *, verbose: bool) -> int:
    import shutil

    from charter.errors import CharterError
    from charter.report.fitting import fitted
    from charter.report.inert import inert

    match error:
        case CharterError():
            said = error
        case OSError():
            _drop_output()
            said = CharterError(f"the answer cannot be written: {(error.strerror or str(error)).lower()}")
        case _:
            return _bug(error, verbose=verbose)
    lines = [f"charter: {inert(str(said))}"]
    for about, why, remedy in getattr(said, "reasons", ()):
        lines.append(f"  {inert(about)}: {inert(why)}")
        lines += [f"    help: {inert(remedy)}"] if remedy else []
    lines += [f"  {inert(said.help)}"] if said.help else []
    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else 0
    sys.stderr.write("".join(f"{fitted(line, width)}\n" for line in lines))
    return said.exit_code


def _reader_gone() -> int:
    """The reader of a pipe left early, as `head` does; what it asked for it has."""
    _drop_output()
    return 0


def _drop_output() -> None:
    """Let what is still buffered go nowhere: the interpreter would complain about it at its end."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception, *, verbose: bool) -> int:
    import traceback

    from charter.errors import Exit
    from charter.report.inert import inert

    sys.stderr.write(f"charter: this is a bug in charter {__version__}, not in your files: {inert(repr(error))}\n")
    if verbose:
        traceback.print_exception(error)
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"  at {last.filename}:{last.lineno}; run it again with --verbose for the whole trace\n")
    sys.stderr.write("  please report it at https://github.com/partnership-charter/charter/issues\n")
    return Exit.BUG


if __name__ == "__main__":
    raise SystemExit(main())
