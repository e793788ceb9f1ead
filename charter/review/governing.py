"""What tells the host and this tool what to ask, and that it does not change together with a charter it guards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from charter.facts import Objection
from charter.review.side import Proposed

_GOVERNANCE: Final = re.compile(
    r"""
    \.(?:github|gitlab|gitea|forgejo|circleci|buildkite|semaphore|tekton|woodpecker|husky)/.*  # workflows, hooks
    | (?:[^/]+[.-])?\.?gitlab-ci\.ya?ml | \.gitlab-ci[^/]*\.ya?ml
    | (?:azure-|bitbucket-)pipelines\.ya?ml | Jenkinsfile[^/]*
    | \.?(?:travis|drone|woodpecker|appveyor|cirrus|lefthook|lefthook-local|buildspec|cloudbuild)\.ya?ml
    | \.pre-commit-(?:config|hooks)\.ya?ml | \.mergify\.yml | bors\.toml
    | (?:.*/)?(?:CODEOWNERS|charter\.toml|pyproject\.toml)  # whom the host asks, and what this tool asks
    | (?:.*/)?\.gitattributes | \.gitmodules | \.lfsconfig  # what git shows and fetches
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
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
