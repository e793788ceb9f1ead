"""What tells the host and this tool what to ask, and that it does not change together with a charter it guards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from charter.facts import Objection
from charter.review.side import Proposed

_GOVERNANCE: Final = re.compile(
    r"\.(?:github|gitlab|gitea|forgejo|circleci)/.*|(?:.*/)?(?:CODEOWNERS|charter\.toml|pyproject\.toml|\.gitattributes)"
    r"|\.gitlab-ci\.yml|\.gitmodules|\.pre-commit-config\.yaml|Jenkinsfile|azure-pipelines\.yml",
    re.IGNORECASE | re.DOTALL,
)
_OPEN: Final = frozenset(["draft", "proposed", "withdrawn"])
"""Where a charter may stand while nobody relies on it."""


def governance(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of a repository's paths that say what the host and this tool ask for."""
    return tuple(path for path in paths if _GOVERNANCE.fullmatch(path))


def objections(proposed: Proposed, changed: Sequence[str]) -> Iterator[Objection]:
    """What of it changes together with a charter that all have signed; once for the change, at the first path.

    Args:
        changed: The paths of a repository that change.
    """
    before, paths = proposed.before, governance(changed)
    if before is None or before.history.standing.state in _OPEN or not paths:
        return
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    message = f"{paths[0]}{more} changes together with {before.facts.id}, which is {before.history.standing.state}"
    yield Objection("governance-with-charter", "charter.yaml", (), message)
