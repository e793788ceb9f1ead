"""Hostile changes against the review: what is signed, recorded or pinned never changes without a refusal.

The base is honest, and every word in it signed; the head is a forged copy of it, or of what became of it later. The
comment is made as on a host, and read as a host reads it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cmarkgfm
from choices import Choices
from cmarkgfm.cmark import Options
from lives import LIVES, forged, life
from replay import objections
from stories import ID

from charter.check.checking import finding
from charter.check.recording import Recorded
from charter.document import read
from charter.engine import Question, lint_folder
from charter.finding import Finding
from charter.folder import Folder, Source, read_source
from charter.lifecycle.docket import judged_now
from charter.lifecycle.replay import replay
from charter.outlook.hearing import Asked, Hearing, hear
from charter.rendering.markdown.review import comment
from charter.report.inert import inert
from charter.review.asks import asks, void
from charter.review.kinds import kinds
from charter.review.refusals import refusals
from charter.review.review import CharterReview, Review, compared
from charter.review.side import Proposed, Side

_OPEN = ("draft", "proposed", "withdrawn")
_RECORD = ("decisions/", "evidence/", "consents/", "signed/", "people/")
_TAGS = frozenset(["h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "hr", "br", "blockquote", "code", "pre"])
_TABLE = frozenset(["table", "thead", "tbody", "tr", "th", "td"])
_LIVE = re.compile(r"(?<![\w.])@\w|https?:|www\.|(?<!\w)[#!]\d|##\[")


def seeds() -> Iterator[bytes]:
    """Each life before what became of it, unchanged and with some changes."""
    for number in range(len(LIVES)):
        yield bytes([number, number])
        yield bytes([number, (number + 1) % len(LIVES), 0])
        yield bytes([number, number, 1, *range(3, 60, 2)])
        yield bytes([number, (number + 1) % len(LIVES), 2, *range(250, 150, -3)])


def one(raw: bytes) -> None:
    """Judge one change.

    Raises:
        AssertionError: The review lets something through, or something in its comment is live.
    """
    choices = Choices(raw)
    before, after = life(choices.one(LIVES)), life(choices.one(LIVES))
    told = choices.below(8) == 0
    if choices.left:
        after = forged(after, choices)
    gone = choices.below(32) == 31 or "charter.yaml" not in after.files
    proposed = Proposed(_side(before, after.today), None if gone else _side(after, after.today))
    against = list(refusals(proposed, ("charter.toml",) if choices.below(8) == 7 else ()))
    standing = objections(proposed.after.facts, proposed.after.history, after.today) if proposed.after else []
    if not against and not standing and (gone or _is_read(after)):
        _kept(before, after, proposed)
    shown = _review(before, after, proposed, whole=told)
    _is_inert(comment(shown))


def _side(told: Any, today: Any) -> Side:
    facts = told.facts()
    files = {local: hashlib.sha256(raw).hexdigest() for local, raw in told.files.items()}
    return Side(facts, replay(facts, today), files)


# what a change without a word against it may do


def _is_read(told: Any) -> bool:
    """Whether the lint run has nothing to say against the terms as such."""
    file = read_source(Source("charter.yaml", told.files.get("charter.yaml", b"")), "charter.yaml")
    return file.reading.part is not None and not file.document.findings and not file.reading.violations


def _kept(before: Any, after: Any, proposed: Proposed) -> None:
    """Nothing that was recorded says something else, and nothing that was signed is unsigned."""
    old, new = proposed.before, proposed.after
    assert old is not None, "there is always a base"
    if new is None:
        assert not old.history.steps, "a charter with a record is gone without a word"
        return
    passed = [step.decision.digest for step in old.history.steps]
    assert [step.decision.digest for step in new.history.steps][: len(passed)] == passed, "a settled step is gone"
    for local, raw in before.files.items():
        if local.startswith(_RECORD) and _is_changed(local, raw, after.files.get(local)):
            _may_change(local, old, new)
    if old.history.standing.state not in _OPEN:
        _terms_kept(old, new)


def _is_changed(local: str, raw: bytes, other: bytes | None) -> bool:
    if other == raw:
        return False
    if other is None or local.startswith(("evidence/data/", "signed/")):
        return True
    return read(raw, local).data != read(other, local).data


def _may_change(local: str, old: Side, new: Side) -> None:
    """Signatures under terms that are not signed by all go with the terms; people change before anything begins."""
    if local.startswith("people/"):
        assert not old.history.steps, f"{local} changes, and nobody approved it"
        return
    unsigned = re.fullmatch(r"consents/r(\d+)-.*", local)
    changed = new.facts.draft is None or old.facts.draft is None or new.facts.draft.digest != old.facts.draft.digest
    assert unsigned and int(unsigned[1]) not in old.history.signed_on and changed, f"{local} changes without a word"


def _terms_kept(old: Side, new: Side) -> None:
    was, now = old.history.standing, new.history.standing
    assert was.revision <= now.revision, "signed terms are in force no more"
    assert new.facts.draft is not None, "the terms are gone without a word"
    revision = getattr(new.facts.draft.part, "revision", None)
    signed = new.facts.signed.get(revision) if isinstance(revision, int) else None
    if revision in old.history.signed_on:
        assert signed is not None and signed.digest == new.facts.draft.digest, "signed terms changed without a word"


# the comment


def _review(before: Any, after: Any, proposed: Proposed, *, whole: bool) -> Review:
    """The review as `charter review` makes it; `whole` with the lint run of both sides."""
    record = _record(after if proposed.after else before, proposed.after or proposed.before)
    today = after.today
    new = tuple(_shown(finding(one, record)) for one in refusals(proposed))
    standing = objections(record.facts, replay(record.facts, today), today)
    new += tuple(_shown(finding(one, record)) for one in standing)
    found = compared(_linted(before) if whole else (), _linted(after) if whole else ())
    draft = record.facts.draft
    title = " ".join(str(getattr(draft.part, "title", "")).split()) if draft else ID
    shown = CharterReview(
        charter=record.facts.id,
        title=title,
        folder=f"charters/{ID}",
        kinds=kinds(proposed),
        opening=(),
        before=proposed.before.history.standing.state if proposed.before else "",
        after=proposed.after.history.standing.state if proposed.after else "",
        findings=found._replace(new=(*new, *found.new)),
        hearing=_hearing(proposed, today),
        void=tuple(inert(fact.local) for fact in void(proposed)),
        asks=asks(proposed, today),
    )
    return Review("0" * 40, "1" * 40, (shown,), others=1)


def _record(told: Any, side: Side | None) -> Recorded:
    reads = {local: read_source(Source(local, raw), local) for local, raw in told.files.items() if ".yaml" in local}
    assert side is not None, "one side is always there"
    return Recorded(Path(), "", side.facts, reads)


def _hearing(proposed: Proposed, today: Any) -> Hearing | None:
    side = proposed.after
    phase = side.history.standing.working_in if side else None
    if side is None or phase is None or side.history.standing.terms is None:
        return None
    return hear(side.facts, side.history, today, judged_now(side.facts, side.history, today), Asked(phase, {}))


def _linted(told: Any) -> tuple[Finding, ...]:
    return _findings(tuple(sorted(told.files.items())), told.today)


@lru_cache(maxsize=200)
def _findings(files: tuple[tuple[str, bytes], ...], today: Any) -> tuple[Finding, ...]:
    sources = [Source(local, raw) for local, raw in files if local.endswith(".yaml")]
    return tuple(map(_shown, lint_folder(Folder(sources, ID), Question(today)).findings))


def _shown(one: Finding) -> Finding:
    return one._replace(path=inert(one.path), message=inert(one.message), help=inert(one.help))


class _Reader(HTMLParser):
    """What a host makes of a comment: its elements, and the texts in which mentions and links come to life."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []
        self.loose: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS | _TABLE or [name for name, _ in attrs if name != "align"]:
            self.strange.append(self.get_starttag_text() or tag)
        if tag in ("code", "pre"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.loose.append(data)


_EXTENSIONS = ("table", "autolink", "strikethrough", "tagfilter", "tasklist")


def _is_inert(markdown: str) -> None:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    reader = _Reader()
    reader.feed(cmarkgfm.markdown_to_html_with_extensions(markdown, options=options, extensions=_EXTENSIONS))
    reader.close()
    assert not reader.strange, f"live in a comment: {reader.strange[:3]}"
    live = [text for text in reader.loose if _LIVE.search(text)]
    assert not live, f"live in a comment: {live[:3]}"
    assert len(markdown) <= 60_000, "the comment is too long for a host"
