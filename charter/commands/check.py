"""The verb `check`: everything at once for a repository, as CI wants it."""

import argparse
import sys
from pathlib import Path

from charter.commands import wants_color
from charter.errors import Exit

HELP = "everything at once: lint, replay of decisions, evidence, consents, renders up to date"
EXAMPLE = """  charter check                             the whole repository
  charter check northwind-contoso --format github"""

_SEVERITIES = ("error", "warning", "info")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    from charter.check.presenting import FORMATS

    parser.add_argument("paths", nargs="*", metavar="PATH", help="folders or ids of charters (default: everything)")
    parser.add_argument("--format", choices=FORMATS, help="default: text on a terminal, else concise")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to the terminal")
    parser.add_argument("--fail-on", choices=_SEVERITIES, help="the mildest severity that makes the exit code 1")
    parser.add_argument("--witness", metavar="FILE", type=Path, help="all that `charter witness` saw is still there")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: chosen by the work)")
    parser.add_argument("--no-cache", action="store_true", help="lint everything anew")


def run(arguments: argparse.Namespace) -> int:
    """Check and print; 1 if a finding is at least as severe as `--fail-on`."""
    from charter.check.checking import check_paths
    from charter.check.linting import Asked
    from charter.settings import load_settings

    settings = load_settings(arguments.root)
    asked = Asked(arguments.today, "", settings.select, settings.ignore, settings.severities)
    checked = check_paths(
        arguments.root, arguments.paths, asked, jobs=max(0, arguments.jobs), cached=not arguments.no_cache
    )
    _print(checked, arguments)
    bar = _SEVERITIES.index(arguments.fail_on or settings.fail_on)
    failed = any(_SEVERITIES.index(finding.severity) <= bar for finding in checked.report.findings)
    return Exit.NO if _unsaid(arguments) or failed else Exit.YES


def _unsaid(arguments: argparse.Namespace) -> bool:
    """Whether something that was seen before is not there any more; told, as it stands at no place of any file."""
    if arguments.witness is None:
        return False
    from charter.check.witnessing import HELP, lost_in
    from charter.report.inert import inert

    lost = lost_in(arguments.root, arguments.paths, arguments.witness.expanduser(), arguments.today)
    lines = [f"{loss.charter}: {loss.why}" for loss in lost]
    sys.stderr.write("".join(f"{inert(line)}\n" for line in lines) + (f"help: {HELP}\n" if lines else ""))
    return bool(lines)


def _print(checked, arguments: argparse.Namespace) -> None:  # type: ignore[no-untyped-def]  # Checked, imported lazily
    from charter.check.presenting import presented
    from charter.report import remedy, summary

    terminal = sys.stdout.isatty() and not arguments.output
    form = arguments.format or ("text" if terminal else "concise")
    color = wants_color(arguments.color, terminal=terminal)
    text = presented(checked.report, form, color=color)
    if arguments.output:
        from charter.writing import write_output

        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)
    if not arguments.quiet:
        from charter.report.inert import inert

        sys.stderr.write("".join(f"{inert(pending)}\n" for pending in checked.pending))
        sys.stderr.write(f"{_looked_at(checked)}{summary(checked.report)}\n")
        if form == "concise" and not arguments.output:
            sys.stderr.write(remedy(checked.report, "check"))


def _looked_at(checked) -> str:  # type: ignore[no-untyped-def]  # Checked, imported lazily
    counts = ((checked.charters, "charter"), (checked.decisions, "decision"), (checked.evidence, "evidence file"))
    words = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in (*counts, (checked.consents, "consent"))]
    return f"replayed {', '.join(words)}; "
