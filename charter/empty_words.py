"""Words that fill a field and say nothing: answers that mean "nothing", and promises of good will alone."""

import re
from collections.abc import Collection

_NOTHING = re.compile(
    r"""
      nothing (?:\ (?:at\ all|much|really|special))?
    | nothing (?:\ much)? \ (?:(?:would\ |will\ )? (?:change|happen)s? | is\ (?:lost|at\ risk) | to\ lose)
      (?:\ for\ \S+)?
    | (?:\S+\ )? (?:loses|would\ lose|risks) \ (?:nothing|little|not\ much)
    | (?:\S+\ )? (?:carries|goes|would\ carry|would\ go|can\ carry|can\ go) \ on (?:\ as\ (?:before|usual|today|now))?
    | no \ (?:loss|losses|risk|change|changes|effect|impact|consequences|difference)
    | not\ much | (?:very\ )? little | business\ as\ usual | not\ applicable | n/?a | none | no | nil
    | nichts | rien | nada | niente | niets | ingenting | nic
    """,
    re.VERBOSE,
)

_GOOD_WILL = """
    active all an and appropriate as assist assistance attention best by close co collaborate collaboration
    commercial commercially commitment committed continued continuous cooperate cooperation dedication effort efforts
    encouragement endeavors endeavours faith for from full general give gives good goodwill help helps in its joint
    mutual necessary needed of offer offers on ongoing operation or our partner partners partnership possible provide
    provides reasonable required strong support supporting supports the their this to when where will with a
"""


def says_nothing(text: str) -> bool:
    """Whether a whole text answers "nothing": ``Nothing changes.`` does, ``Nothing is left of its sales.`` does not."""
    words = re.sub(r"[^\w/]+", " ", text.casefold()).strip()
    return not words or _NOTHING.fullmatch(words) is not None


_OPEN = re.compile(
    r"""
      tb[acdn] | to\ ?do | open | pending | unknown | x+ | test
    | (?:to | will)\ be\ (?:decided|defined|confirmed|done|told)
    """,
    re.VERBOSE,
)


def leaves_open(text: str | None) -> bool:
    """Whether a text is not there or puts off what it should say: ``tbd``, ``to be decided``, ``…``."""
    words = re.sub(r"[\W_]+", " ", (text or "").casefold()).strip()
    return not words or _OPEN.fullmatch(words) is not None


def is_told(text: str | None) -> bool:
    """Whether a reason, a risk or a change is told: neither left open nor answered with ``nothing``."""
    return text is not None and not leaves_open(text) and not says_nothing(text)


def is_good_will(text: str, names: Collection[str] = ()) -> bool:
    """Whether a promise is good will and nothing else: ``Best efforts.``, ``Ongoing support``; English.

    Args:
        text: The promise in its author's words.
        names: Words that add nothing either, such as the parties' ids.
    """
    words = re.findall(r"[^\W_]+", text.casefold())
    return bool(words) and set(words) <= {*_GOOD_WILL.split(), *names}


_ELASTIC = {
    "en": r"""
        (?:best|reasonable|all\ reasonable)\ (?:commercial\ )?(?:efforts?|endeavou?rs?) | commercially\ reasonable
        | (?:as|where|when|if)\ (?:appropriate|needed|necessary|possible|feasible|practicable)
        | as\ (?:soon|far|much|well|quickly)\ as\ (?:possible|practicable) | asap | (?:in\ a\ )?timely(?:\ manner)?
        | in\ due\ course | from\ time\ to\ time | on\ a\ regular\ basis | regularly | and\ so\ on | etc
        | world[- ]class | state[- ]of[- ]the[- ]art | best\ practices? | seamless(?:ly)?
        | user[- ]friendly | to\ be\ (?:mutually\ )?agreed | mutually\ agreed | good\ faith
    """,
    "de": r"""
        nach\ (?:besten\ kräften|möglichkeit) | bestmöglich\w* | zeitnah\w* | angemessen\w* | gegebenenfalls | ggf
        | (?:bei|nach)\ bedarf | (?:so|wo|wenn|falls)\ (?:schnell\ wie\ )?(?:möglich|nötig|erforderlich)
        | zu\ gegebener\ zeit | regelmäßig\w* | von\ zeit\ zu\ zeit | usw | und\ so\ weiter
        | einvernehmlich\w* | nahtlos\w*
    """,
}


def elastic_words(text: str, language: str | None) -> str | None:
    """The first words of a promise that each side can stretch, such as ``as appropriate``; English and German.

    Args:
        language: The language of the text, ``de`` or ``de-CH``; None stands for English. Others have no list.
    """
    words = _ELASTIC.get((language or "en").casefold().partition("-")[0])
    if words is None:
        return None
    found = re.search(rf"(?<!\w)(?:{words})(?!\w)", " ".join(text.split()), re.VERBOSE | re.IGNORECASE)
    return None if found is None else found[0]
