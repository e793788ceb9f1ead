"""The fonts beside ours: those in folders that somebody names, and packages with Chinese, Japanese and Korean ones."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from charter.rendering.pdf.compiler import faces
from charter.rendering.pdf.making import Face, face

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
    "|[\U00020000-\U0003ffff]"
)
_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\u1100-\u11ff\uac00-\ud7ff]")


class _Packaged(NamedTuple):
    region: str
    package: str
    file: str
    digest: str


_PACKAGED = (
    _Packaged(
        *("JP", "pylopdf_fonts_jp", "NotoSerifJP-Regular.otf"),
        "2c9a12dbd4f2408c4610c7ee84a108b62d7236c3775baed618c64d9cb44b2f04",
    ),
    _Packaged(
        *("SC", "pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
        "e8f396decc1f0963a016a989c3d8852e863d1350996f573860a80767c83a1cd3",
    ),
    _Packaged(
        *("TC", "pylopdf_fonts_zh_tw", "NotoSerifTC-Regular.otf"),
        "63515eb0622d589a2f4062e8757c598b3da3bffd053f69abd181c210158ef10c",
    ),
    _Packaged(
        *("KR", "pylopdf_fonts_ko", "NotoSerifKR-Regular.otf"),
        "5ea012e15cb7eacc1f680aee1703f3b164791b1443ea3e52b65080cca5d179cf",
    ),
)
"""The packages of the extra ``cjk``; a file with another digest is left alone, as it may draw other letters."""


class Typefaces(NamedTuple):
    """Families in the order in which they are tried after ours, and the folders that hold them."""

    families: tuple[Face, ...]
    folders: tuple[Path, ...]


def at_hand(folders: Sequence[Path], text: str, language: str) -> Typefaces:
    """What there is for a text: the named folders first, then the packages if the text needs them.

    The same letter is drawn otherwise in China, Japan and Korea: the language of the terms decides, else the text.

    Args:
        language: Such as ``ja`` or ``zh-TW``, or empty.
    """
    first = _region(text, language) if _EAST_ASIAN.search(text) else ""
    wanted = sorted(_PACKAGED, key=lambda one: one.region != first) if first else ()
    found = [each for one in wanted for each in _installed(one)]
    return Typefaces((*faces(folders), *(family for family, _ in found)), (*folders, *(folder for _, folder in found)))


def everything(folders: Sequence[Path]) -> Typefaces:
    """All that a file may have been made with."""
    return at_hand(folders, "漢", "")


def _region(text: str, language: str) -> str:
    tag = language.lower()
    if tag.startswith(("ja", "ko")):
        return "JP" if tag.startswith("ja") else "KR"
    if tag.startswith("zh"):
        return "TC" if tag.endswith(("tw", "hk", "mo", "hant")) else "SC"
    return "JP" if _KANA.search(text) else "KR" if _HANGUL.search(text) else "SC"


@lru_cache(maxsize=len(_PACKAGED))
def _installed(wanted: _Packaged) -> tuple[tuple[Face, Path], ...]:
    """A packaged family and its folder, if it is here and what it should be; the package's code is never run."""
    spec = find_spec(wanted.package)
    if spec is None or spec.origin is None:
        return ()
    path = Path(spec.origin).with_name(wanted.file)
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted.digest:
        return ()
    return ((face(f"Noto Serif {wanted.region}", [f"sha256:{wanted.digest}"]), path.parent),)
