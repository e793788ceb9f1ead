"""What a change may not do to what is recorded: the record only grows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from charter.facts import Objection
from charter.review.side import Proposed, Side, words

_KEPT: Final = ("decisions", "evidence", "consents", "signed")
_PDF: Final = re.compile(r"signed/r([1-9][0-9]{0,5})\.pdf")
_HELP: Final = "put it back as it was; what is recorded is answered by a new record, never changed"


def objections(proposed: Proposed) -> Iterator[Objection]:
    """Every record that was there before and is gone or says something else now."""
    before, after = proposed
    if before is None:
        return
    if after is None:
        if before.history.steps or before.facts.consents:
            yield Objection("history-rewritten", "charter.yaml", (), _gone(before), _HELP)
        return
    old, new = words(before), words(after)
    for local, content in sorted(before.files.items()):
        folder, _, name = local.partition("/")
        if folder not in _KEPT or name.startswith("data/") or after.files.get(local) == content:
            continue
        same = local in old and old[local] == new.get(local)
        if not same and not _is_free(local, before, after):
            how = "is not there any more" if local not in after.files else "says something else than before"
            yield Objection("history-rewritten", local, (), f"{_called(local, before)} {how}", _HELP)


def _gone(before: Side) -> str:
    count = len(before.history.steps)
    kept = f"{count} decision{'' if count == 1 else 's'}" if count else "its consents"
    return f"the charter {before.facts.id} is gone from this folder, and with it {kept}"


def _is_free(local: str, before: Side, after: Side) -> bool:
    """Whether a file may go or be replaced: a signature under terms that are not signed by all and changed since."""
    pdf = _PDF.fullmatch(local)
    if pdf is not None:
        return int(pdf[1]) not in before.history.signed_on
    consent = next((fact for fact in before.facts.consents if fact.local == local), None)
    subject = str(consent.part.subject) if consent is not None else ""
    if consent is None or not re.fullmatch(r"r[1-9][0-9]{0,5}", subject):
        return False
    draft = after.facts.draft
    return (
        int(subject[1:]) not in before.history.signed_on and draft is not None and draft.digest != consent.part.digest
    )


def _called(local: str, before: Side) -> str:
    """A record as one speaks of it."""
    for fact in before.facts.decisions:
        if fact.local == local:
            return f"decision {fact.part.seq} ({fact.part.step})"
    for consent in before.facts.consents:
        if consent.local == local:
            return f"what {consent.part.party} said of {consent.part.subject} ({consent.part.says})"
    return f"the file {local}"
