"""What people call the things that a charter refers to by id: parties, roles, metrics, goals, agreements."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from charter.model import Charter
from charter.model.charter import Party
from charter.model.exchange import Commitment
from charter.model.measure import Goal, Metric
from charter.values import Absent, Role, given

_WORDS = {
    "customers": "customers",
    "parties": "the parties",
    "any": "any party",
    "all": "all",
    "end": "the end of the term",
}
_CAPITALS = frozenset(["api", "dpa", "fte", "gtm", "ip", "loi", "mou", "msa", "nda", "qbr", "roi", "sla", "sow"])


def label(name: str) -> str:
    """An id as words: ``faster-start`` is "faster start", ``msa`` is "MSA"."""
    words = re.split(r"[-_]", name)
    text = " ".join(word.upper() if word in _CAPITALS else word for word in words)
    return re.sub(r"\b(co|self|pre|non) ", r"\1-", text)


def listed(items: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    *most, final = [item for item in items if item] or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


class Names:
    """The names in one charter."""

    def __init__(self, charter: Charter) -> None:
        self.parties: dict[str, Party | Absent] = dict(given(charter.parties) or {})
        self.metrics: Mapping[str, Metric | Absent] = given(charter.metrics) or {}
        self.goals: tuple[Goal, ...] = given(charter.goals) or ()
        self.commitments: tuple[Commitment, ...] = given(charter.commitments) or ()
        self._promised = {str(promise.id): promise.what for promise in self.commitments}
        self._delivered = dict(_deliverables(charter))
        self._short = _distinct({name: _short(name, self.full(name)) for name in self.parties}, self.full)

    def full(self, name: str) -> str:
        """A party's registered name, or what stands for it."""
        party = given(self.parties.get(name))
        return (given(party.name) if party else None) or label(name)

    def short(self, name: str) -> str:
        """How a party, an outsider or a group of people is called within a sentence."""
        if name in self._short:
            return self._short[name]
        if name == "other":
            return "the other party" if len(self.parties) == 2 else "any other party"
        return _WORDS.get(name, label(name))

    def role(self, role: Role | str) -> str:
        """``northwind.delivery`` is "Northwind delivery"; an outsider is called by its name."""
        return f"{self.short(role.party)} {label(role.role)}" if isinstance(role, Role) else self.short(role)

    def metric(self, name: str) -> str:
        """What a metric is called."""
        metric = given(self.metrics.get(name))
        return (given(metric.name) if metric else None) or label(name)

    def promise(self, name: str) -> str:
        """What a commitment promises."""
        return given(self._promised.get(name)) or label(name)

    def deliverable(self, name: str) -> str:
        """What a deliverable is."""
        return given(self._delivered.get(name)) or label(name)


def _deliverables(charter: Charter) -> Iterator[tuple[str, str | Absent]]:
    phases = given(charter.phases)
    for phase in (phases.crawl, phases.walk, phases.run) if phases is not None else ():
        known = given(phase)
        for deliverable in (given(known.deliverables) if known is not None else None) or ():
            yield str(deliverable.id), deliverable.what


def _short(name: str, full: str) -> str:
    """The leading words of the full name that make up the id: "Northwind" for ``northwind``."""
    words = full.split()
    if words and not _identifier(words[:1]):  # an id in Latin letters says nothing about the words before them
        return full
    for count in range(1, min(len(words), 8 * len(name)) + 1):  # words without a letter are rare
        if _identifier(words[:count]) == name.replace("_", "-"):
            return " ".join(words[:count]).rstrip(",")
    return full


def _identifier(words: list[str]) -> str:
    plain = re.sub("['’]", "", " ".join(words).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _distinct(short: Mapping[str, str], full: Callable[[str], str]) -> dict[str, str]:
    taken = Counter(short.values())
    return {name: text if taken[text] == 1 else full(name) for name, text in short.items()}
