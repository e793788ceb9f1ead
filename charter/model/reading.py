"""From a document's plain data to its typed model, with every deviation told in the author's words.

A defect never hides another one: what cannot be understood is set aside as unreadable and the rest is read again, so
one run names them all and the rules still see everything else.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from charter.finding import Path
from charter.guess import Guess, guess
from charter.model.part import ABSENCES, ABSENT, GIVEN, OTHER, SCALAR, Part, absent
from charter.model.place import place_at
from charter.values import UNREADABLE, Absent

Data: TypeAlias = "dict[str, Data] | list[Data] | str"


class Violation(NamedTuple):
    """One deviation from the format.

    Attributes:
        rule: ``schema-violation`` or ``unknown-key``.
        path: What it is about; for something missing, the missing path.
        on_key: Whether the place is the key rather than its value.
        instead: What was most likely meant in place of the value, or with `on_key` of the key; None without one guess.
    """

    rule: str
    path: Path
    message: str
    help: str
    on_key: bool = False
    instead: str | None = None


class Own(int):
    """An index as the document counts, also where the model's sequence is shorter."""


@dataclass(frozen=True)
class Reading:
    """What a document says once it is understood.

    Attributes:
        part: The typed document; None only if nothing of it could be understood.
        violations: Where it deviates from the format, in no particular order.
        dropped: Sequence items that were left out of `part`, by their path in the document.
        absent_items: The decided absences among them, with the document's own path made of `Own` indexes.
    """

    part: Part | None
    violations: tuple[Violation, ...]
    dropped: frozenset[Path] = field(default_factory=frozenset)
    absent_items: tuple[tuple[Path, Absent], ...] = ()

    def original(self, path: Path) -> Path:
        """The document's path of a path in `part`, whose sequences may be shorter."""
        if not self.dropped:
            return path
        real: Path = ()
        for step in path:
            shifted = isinstance(step, int) and not isinstance(step, Own)
            real = (*real, self._shifted(real, int(step)) if shifted else step)
        return real

    def _shifted(self, parent: Path, index: int) -> int:
        real = -1
        while index >= 0:
            real += 1
            index -= (*parent, real) not in self.dropped
        return real


def understand(model: type[Part], data: Data, unreadable: Collection[Path] = ()) -> Reading:
    """Read plain data as `model`.

    Args:
        model: The document kind.
        data: Nested mappings and sequences whose scalars are all text.
        unreadable: Paths the YAML reader already refused; nothing more is said about them.
    """
    violations: list[Violation] = []
    edits: dict[Path, Any] = {path: _DROP if _is_item(path) else UNREADABLE for path in unreadable}
    absences = _absences(data, (), violations, {}) if not isinstance(data, str) else {}
    edits.update((path, _DROP if _is_item(path) else absence) for path, absence in absences.items())
    absent_items = tuple((_own(path), absence) for path, absence in absences.items() if _is_item(path))
    for _ in range(6):
        reading = Reading(None, (), frozenset(path for path, edit in edits.items() if edit is _DROP and _is_item(path)))
        try:
            part = model.model_validate(_edited(data, (), _Edits(edits)))
        except ValidationError as error:
            found = list(_deviations(model, error, reading))
            violations.extend(violation for violation, _, _ in found if violation is not None)
            edits.update((path, edit) for said, path, edit in found if said is not None or not _stands(data, path))
        else:
            return Reading(part, tuple(violations), reading.dropped, absent_items)
    return Reading(None, tuple(violations))


def _stands(data: Data, path: Path) -> bool:
    for step in path:
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[str(step)]
    return True


def _own(path: Path) -> Path:
    return tuple(Own(step) if isinstance(step, int) else step for step in path)


_DROP = object()


def _is_item(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], int)


def _absences(data: Data, path: Path, violations: list[Violation], found: dict[Path, Any]) -> dict[Path, Any]:
    """Every decided absence in the data, read, by its path; taken into `found`."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str):
            continue  # as most values are: not even called for
        if isinstance(value, dict) and len(value) <= 2:
            kind = next((key for key in ABSENCES if key in value), None)
            if kind is not None:
                found[*path, step] = _absence(kind, value, (*path, step), violations)
                continue
        _absences(value, (*path, step), violations, found)
    return found


def _absence(kind: str, data: dict[str, Data], path: Path, violations: list[Violation]) -> Absent:
    model = ABSENCES[kind]
    try:
        return absent(model.model_validate(data))
    except ValidationError as error:
        for violation, _, _ in _deviations(model, error, Reading(None, ())):
            if violation is not None:
                violations.append(violation._replace(path=path + violation.path))
        return UNREADABLE


class _Edits:
    """Edits by the path they are made at, with the paths on the way to them and, by its path, what enters a group."""

    def __init__(self, at: Mapping[Path, Any]) -> None:
        self.at = at
        self.touched = frozenset(path[:length] for path in at for length in range(len(path) + 1))
        self.below: dict[Path, dict[Any, Any]] = {}
        for path, edit in at.items():
            if path:
                self.below.setdefault(path[:-1], {})[path[-1]] = edit


def _edited(data: Any, path: Path, edits: _Edits) -> Any:
    """The data with the edits made; what no edit touches is shared, not copied."""
    if path in edits.at:
        return edits.at[path]
    if path not in edits.touched:
        return data
    if isinstance(data, list):
        items = [_edited(item, (*path, index), edits) for index, item in enumerate(data)]
        kept = [item for item in items if item is not _DROP]
        return kept if kept or not items else UNREADABLE  # a list of nothing readable is not an empty list
    if not isinstance(data, dict):
        return data
    entries = {key: _edited(value, (*path, key), edits) for key, value in data.items()}
    return {key: value for key, value in (entries | edits.below.get(path, {})).items() if value is not _DROP}


Deviation: TypeAlias = tuple[Violation | None, Path, Any]
"""What to say (None: already said), and the path at which to edit the data, and how."""


def _deviations(model: type[Part], error: ValidationError, reading: Reading) -> Iterator[Deviation]:
    guesses = _MOST_GUESSES
    for detail in error.errors(include_url=False, include_context=True):
        if detail["loc"][-1:] == (ABSENT,) and detail["type"] != "extra_forbidden":
            continue
        path, mend = _where(detail, reading)
        match detail["type"]:
            case "missing":
                yield _missing(model, path), path if GIVEN in detail["loc"] or len(path) == 1 else mend, UNREADABLE
            case "extra_forbidden":
                guesses -= 1
                unknown, meant = _unknown(model, path, guessing=guesses >= 0)
                yield unknown, path, _DROP
                if meant is not None:
                    yield None, (*path[:-1], meant), UNREADABLE
            case _ if detail["loc"][-1] == "[key]":
                renamed = "rename it, here and wherever it is used"
                yield Violation("schema-violation", path, detail["msg"], renamed, on_key=True), path[:-1], UNREADABLE
            case _:
                yield _wrong(model, path, detail), *_set_aside(model, mend)


def _set_aside(model: type[Part], mend: Path) -> tuple[Path, Any]:
    """Where and how to set a wrong value aside: of a list of parts the item, of a list of scalars the list."""
    if not _is_item(mend):
        return mend, UNREADABLE
    place = place_at(model, mend)
    return (mend, _DROP) if place is not None and place.keys else (mend[:-1], UNREADABLE)


def _where(detail: ErrorDetails, reading: Reading) -> tuple[Path, Path]:
    """The path an error is about, and the path of the smallest value around it that can be set aside."""
    path: Path = ()
    mend: Path = ()
    loc = detail["loc"]
    around = len(loc) - (1 if detail["type"] == "extra_forbidden" else 2 if loc[-1:] == ("[key]",) else 0)
    key = loc[around : around + 1]  # what the author called it, be it like a mark of ours
    for step in loc[:around]:
        if step == GIVEN or (isinstance(step, int) and not isinstance(step, bool)):
            mend = path if step == GIVEN else (*path, step)
        if step not in (GIVEN, SCALAR, OTHER, "[key]"):
            path = (*path, step)
    return reading.original((*path, *key)), reading.original(mend)


def _missing(model: type[Part], path: Path) -> Violation:
    advice = _advice(model, path)
    help = f'add "{path[-1]}"' + (f": {advice}" if advice else "")
    return Violation("schema-violation", path, f'"{path[-1]}" is missing', help)


def _advice(model: type[Part], path: Path) -> str:
    """What belongs at a path, with an example; of an item or an entry without words of its own, what holds it."""
    places = (place_at(model, path[:length]) for length in range(len(path), 0, -1))
    field = next((place.field for place in places if place is not None and place.field is not None), None)
    if field is None or not field.description:
        return ""
    said = (field.description[:1].lower() + field.description[1:]).rstrip(".")
    example = field.examples[0] if field.examples else ""
    return f"{said}, for example {_flow(example)}"


def _flow(example: object) -> str:
    """An example as an author would write it on one line."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(map(_flow, example)) + "]"
    if isinstance(example, bool):
        return str(example).lower()
    return f'"{example}"' if str(example)[:1] in "<>" else str(example)


_MOST_GUESSES = 40
"""How many unknown keys of a file get a guess at what was meant; a file full of them would take seconds."""


def _unknown(model: type[Part], path: Path, *, guessing: bool) -> tuple[Violation, str | None]:
    """What to say of an unknown key, and the key that was probably meant: nothing is said of its absence."""
    place = place_at(model, path[:-1])
    keys = list(place.keys) if place else []
    meant = guess(str(path[-1]), keys) if guessing else Guess(None, None)
    help = f'did you mean "{meant.near}"?' if meant.near else f"the keys known here are {_listed(keys)}"
    message = f'"{path[-1]}" is not a key of the format here'
    return Violation("unknown-key", path, message, help, True, meant.sure), meant.near


def _listed(words: Collection[str]) -> str:
    *most, last = words or ("none",)
    return f"{', '.join(most)} and {last}" if most else last


_KINDS: Mapping[type, str] = {dict: "a group of keys", list: "a list", str: "a text"}


def _wrong(model: type[Part], path: Path, detail: ErrorDetails) -> Violation:
    found = detail["input"]
    words = "none, tbd and undisclosed cannot stand here" if isinstance(found, Absent) else _words(detail)
    instead = _meant(detail)
    return Violation("schema-violation", path, words, _advice(model, path), not isinstance(found, str), instead)


def _words(detail: ErrorDetails) -> str:
    found = detail["input"]
    kind = _KINDS.get(type(found), "something else")
    match detail["type"]:
        case "value":
            return str(detail["msg"])
        case "expected":
            return f"expected {detail['msg']}, found {kind}"
        case "literal_error":
            return _not_a_choice(detail, kind)
        case other:
            return _OTHER_WORDS[other].format(kind=kind)


_OTHER_WORDS: Mapping[str, str] = {
    "string_pattern_mismatch": "this text is empty",
    "string_type": "expected a text, found {kind}",
    "list_type": "expected a list, found {kind}: start each item with a hyphen, or put them in [ ]",
    "model_type": "expected a group of keys, found {kind}",
    "dict_type": "expected a group of keys, found {kind}",
}
"""Our words for what pydantic finds wrong, by its own error type."""


def _not_a_choice(detail: ErrorDetails, kind: str) -> str:
    found, choices = detail["input"], _choices(detail)
    if not isinstance(found, str):
        return f"expected one of {_listed(choices)}, found {kind}"
    near = guess(found, choices).near
    shown = found if len(found) <= 40 else found[:39] + "…"
    return f'"{shown}" is not one of {_listed(choices)}' + (f'; did you mean "{near}"?' if near else "")


def _choices(detail: ErrorDetails) -> Sequence[str]:
    return [choice.strip("'") for choice in str(detail["ctx"]["expected"]).replace(" or ", ", ").split(", ")]


def _meant(detail: ErrorDetails) -> str | None:
    """The one choice that was most likely meant; None where a value has no choices."""
    has_choices = detail["type"] == "literal_error" and isinstance(detail["input"], str)
    return guess(detail["input"], _choices(detail)).sure if has_choices else None
