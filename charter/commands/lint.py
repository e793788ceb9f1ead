"""The verb `lint`: schema and rules over charters, with exact places."""

import argparse
import sys
from pathlib import Path

from charter.commands import wants_color
from charter.errors import Exit, UsageError

HELP = "check charters against the format and the rules"
EXAMPLE = """  charter lint                              everything in this repository
  charter lint charters/northwind-contoso --stage signing --format concise
  charter lint --base origin/main           only what this branch brings
  charter lint --fix                        put right what is certain and changes no meaning
  charter lint --diff --unsafe-fixes        show what could be put right, guesses too, and write nothing
  charter lint --baseline known.json --new-baseline    begin a baseline with all that is found now
  charter lint --baseline known.json        only what is not in that file"""

_SEVERITIES = ("error", "warning", "info")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    from charter.check.presenting import FORMATS

    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders or ids of charters (default: everything)"
    )
    parser.add_argument("--stage", help="judge as at this stage (default: what the decisions say, else draft)")
    parser.add_argument(
        "--select", action="append", metavar="RULE", help="only these rules; repeat or separate by commas"
    )
    parser.add_argument("--ignore", action="append", metavar="RULE", help="not these rules")
    parser.add_argument("--format", choices=FORMATS, help="default: text on a terminal, else concise")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write there instead of to the terminal")
    parser.add_argument(
        "--fail-on", choices=_SEVERITIES, help="the mildest severity that makes the exit code 1 (default: error)"
    )
    parser.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="processes (default: chosen by the amount of work)"
    )
    parser.add_argument("--base", metavar="COMMIT", help="only what is new since this branch went off from it")
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        type=Path,
        help="only what this file does not hold; it is made shorter, never longer",
    )
    parser.add_argument("--new-baseline", action="store_true", help="with --baseline: write it, where there is none")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--fix", action="store_true", help="make the fixes that cannot change what a charter means")
    mode.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    parser.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: also fixes that may change the meaning"
    )
    parser.add_argument("--no-cache", action="store_true", help="judge everything anew")
    parser.add_argument("--statistics", action="store_true", help="count findings by rule instead of listing them")
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 even with findings")


def run(arguments: argparse.Namespace) -> int:
    """Lint and print; 1 if a finding is at least as severe as `--fail-on`."""
    from charter.check.linting import Asked, lint_paths
    from charter.settings import load_settings

    _baseline_found(arguments)
    settings = load_settings(arguments.root)
    select = _names(arguments.select)
    asked = Asked(
        arguments.today,
        _stage(arguments.stage),
        settings.select if select is None else select,
        (*settings.ignore, *(_names(arguments.ignore) or ())),
        settings.severities,
    )
    _known_rules(asked.select or (), (*asked.ignore, *(rule for _, rule, _ in asked.severities)))
    if arguments.fix or arguments.diff or arguments.unsafe_fixes:
        if not _fixed(arguments, asked):
            return Exit.YES if arguments.exit_zero else Exit.NO
        if arguments.diff:
            return Exit.YES
    report = lint_paths(arguments.root, arguments.paths, asked, jobs=arguments.jobs, cached=not arguments.no_cache)
    report = _narrowed(report, asked, arguments)
    _print(report, arguments)
    bar = _SEVERITIES.index(arguments.fail_on or settings.fail_on)
    failed = any(_SEVERITIES.index(finding.severity) <= bar for finding in report.findings)
    return Exit.NO if failed and not arguments.exit_zero else Exit.YES


def _fixed(arguments: argparse.Namespace, asked) -> bool:  # type: ignore[no-untyped-def]  # imported lazily
    """Make the fixes, or show them; whether nothing is left that was only shown."""
    if not (arguments.fix or arguments.diff):
        raise UsageError("--unsafe-fixes alone does nothing", "say --fix or --diff as well")
    if arguments.base or arguments.baseline:
        raise UsageError("--base and --baseline choose findings, and fixes are made for all", "leave one of them out")
    from charter.check.mending import mending, write
    from charter.report.edits import changes_shown, fixes_told

    cached = not arguments.no_cache
    found = mending(arguments.root, arguments.paths, asked, unsafe=arguments.unsafe_fixes, cached=cached)
    if arguments.diff:
        color = wants_color(arguments.color, terminal=sys.stdout.isatty())
        sys.stdout.write(changes_shown(((one.shown, one.before, one.after) for one in found.changes), color=color))
    else:
        write(arguments.root, found.changes)
    if not arguments.quiet:
        many, files = sum(one.fixed for one in found.changes), len(found.changes)
        sys.stderr.write(fixes_told(many, files, found.kept, found.offered, written=arguments.fix))
    return not (arguments.diff and found.changes)


def _narrowed(report, asked, arguments: argparse.Namespace):  # type: ignore[no-untyped-def]  # imported lazily
    """What is left of the findings since a commit, and beside a baseline."""
    if arguments.base:
        from charter.check.narrowing import since

        report = since(arguments.root, arguments.base, asked, report)
    return _beside(report, arguments) if arguments.baseline else report


def _baseline_found(arguments: argparse.Namespace) -> None:
    """A baseline that is only misspelt must not accept everything, and one that is there is not begun anew."""
    from charter.report.inert import inert

    path, new = arguments.baseline, arguments.new_baseline
    if path is None:
        if new:
            raise UsageError("--new-baseline says no file", "name it: --baseline known.json --new-baseline")
        return
    shown = inert(str(path))
    if new and path.exists():
        raise UsageError(f"there is a baseline {shown} already", "leave out --new-baseline, or delete the file first")
    if not new and not path.exists():
        help = f"correct the path, or begin one: charter lint --baseline {shown} --new-baseline"
        raise UsageError(f"there is no baseline {shown}", help)


def _beside(report, arguments: argparse.Namespace):  # type: ignore[no-untyped-def]  # imported lazily
    """What a baseline leaves; it is made shorter only by a run over everything."""
    from charter.check.narrowing import beside
    from charter.report.inert import inert
    from charter.repository import read_file
    from charter.writing import write_output

    path = arguments.baseline
    before = read_file(path, _LARGEST_BASELINE) if path.exists() else None
    narrowed = beside(before, str(path), report)
    whole = not (arguments.paths or arguments.stage or arguments.select or arguments.ignore or arguments.base)
    if before is None or (whole and narrowed.settled):
        write_output(path, narrowed.content)
        words = f"{narrowed.settled} settled" if before is not None else f"{narrowed.report.known} held"
        sys.stderr.write(f"wrote the baseline {inert(str(path))}: {words}\n")
    return narrowed.report


_LARGEST_BASELINE = 64 << 20


def _print(report, arguments: argparse.Namespace) -> None:  # type: ignore[no-untyped-def]  # Report, imported lazily
    text = _text(report, arguments)
    if arguments.output:
        from charter.writing import write_output

        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)


def _text(report, arguments: argparse.Namespace) -> str:  # type: ignore[no-untyped-def]  # Report, imported lazily
    from charter.check.presenting import presented
    from charter.report import remedy, summary

    if arguments.statistics:
        return _statistics(report)
    terminal = sys.stdout.isatty() and not arguments.output
    form = arguments.format or ("text" if terminal else "concise")
    text = presented(report, form, color=wants_color(arguments.color, terminal=terminal))
    if form == "concise" and not arguments.quiet and not arguments.output:
        sys.stderr.write(f"{summary(report)}\n{remedy(report, 'lint')}")
    return text


def _statistics(report) -> str:  # type: ignore[no-untyped-def]  # Report, imported lazily
    counts: dict[tuple[str, str], int] = {}
    for finding in report.findings:
        counts[finding.severity, finding.rule] = counts.get((finding.severity, finding.rule), 0) + 1
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:>6}  {severity:<7}  {rule}\n" for (severity, rule), count in rows)


def _names(values: list[str] | None) -> tuple[str, ...] | None:
    if values is None:
        return None
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _known_rules(selected: tuple[str, ...], silenced: tuple[str, ...]) -> None:
    if not selected and not silenced:
        return
    from difflib import get_close_matches

    from charter.rules import every_rule

    for name in (*selected, *silenced):
        if name not in every_rule():
            near = get_close_matches(name, every_rule(), n=1)
            raise UsageError(
                f'there is no rule "{name}"', f"did you mean {near[0]}?" if near else "charter rules lists them"
            )
        if name in silenced and every_rule()[name].firm:
            raise UsageError(f'"{name}" cannot be silenced', "it says that something could not be understood")


def _stage(text: str | None) -> str:
    if text is None:
        return ""
    from charter.rules import STAGES

    if text not in STAGES:
        raise UsageError(f'there is no stage "{text}"', f"the stages are {', '.join(STAGES)}")
    return text


def _jobs(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 to 256")
    return int(text)
