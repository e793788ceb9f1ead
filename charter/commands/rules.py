"""The verb `rules`: all rules, or one rule's page."""

import argparse
import sys

from charter.errors import Exit, UsageError

HELP = "list the rules, or explain one"
EXAMPLE = """  charter rules
  charter rules no-exit-criteria"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the rule to explain")


def run(arguments: argparse.Namespace) -> int:
    """Print the list or one page."""
    from charter.rules import Rule, every_rule

    rules = every_rule()
    if arguments.id is None:
        width = max(map(len, rules))
        sys.stdout.write(
            "".join(f"{name:<{width}}  {_since(rule):<34}  {rule.summary}\n" for name, rule in rules.items())
        )
        return Exit.YES
    if arguments.id not in rules:
        from difflib import get_close_matches

        near = get_close_matches(arguments.id, rules, n=1)
        raise UsageError(
            f'there is no rule "{arguments.id}"', f"did you mean {near[0]}?" if near else "charter rules lists them"
        )
    rule: Rule = rules[arguments.id]
    sys.stdout.write(f"{rule.id}: {_since(rule)}\n\n{rule.page}\n")
    return Exit.YES


def _since(rule) -> str:  # type: ignore[no-untyped-def]  # Rule, imported lazily
    spoken = ", ".join(f"{severity} from {stage}" for stage, severity in rule.since.items())
    later = "".join(f", tier {tier} from {stage}" for tier, stage in rule.since_tier.items())
    return spoken + later + (f", tier {rule.from_tier} and up" if rule.from_tier > 1 else "")
