"""What changed terms mean for signing, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from charter.comparison.changes import Change
from charter.comparison.process import Process
from charter.rendering.changes.places import Scene
from charter.rendering.names import label, listed


def sentences(process: Process, scene: Scene) -> Iterator[str]:
    """One after the other: what counts, what is needed, who signs, what no longer counts."""
    if process.last and process.needed == process.last:
        yield f"nothing to sign: charter.yaml says what all signed as revision {process.last}"
        if process.in_force < process.last:
            yield f"revision {process.in_force} stays in force until the step amend takes revision {process.last} over"
        return
    yield from _needed(process)
    lacking = [scene.party(party) for party in process.parties if party not in process.signed]
    if lacking:
        who = "the relationship owner or a signatory" if process.runs else "a signatory"
        yield f"to be signed by {who} of {listed(lacking)}, by {_method(process.least)}"
    if process.signed:
        yield f"signed already by {listed(scene.party(party) for party in process.signed)}"
    if process.moved:
        yield from _moved(process, scene)
    if process.void:
        yield f"void, given to other words: {listed(process.void)}"


def _method(least: str) -> str:
    return "any method" if least == "attested" else f"method {least} or a stronger one"


def _needed(process: Process) -> Iterator[str]:
    if not process.in_force:
        yield f"revision {process.draft} is not signed by all yet: until then every change of it is signed anew"
        return
    in_force = f"revision {process.in_force} stays in force until revision {process.needed} is signed by all"
    yield f"{in_force} and taken over by the step amend"
    if not process.raised:
        yield f"charter.yaml still says revision {process.draft}: raise it to {process.needed} (signed-terms-changed)"


def _moved(process: Process, scene: Scene) -> Iterator[str]:
    places = dict.fromkeys(_criterion(change, scene) for change in process.moved)
    yield (
        f"goalposts moved after their phase began (threshold-moved): {listed(places)};"
        f" until all have signed, the gate judges by revision {process.in_force}"
    )


def _criterion(change: Change, scene: Scene) -> str:
    found = scene.side(change)[0].at(change.path[:5])
    name = getattr(found, "id", "")
    return f"{change.path[1]} gate" + (f", {label(name)}" if isinstance(name, str) and name else "")
