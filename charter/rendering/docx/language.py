"""The language of a document as Word names it: one for each of three kinds of script, always with a region."""

from __future__ import annotations

import re
from typing import Final

_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?")
_REGIONS: Final = {
    "ar": "SA", "cs": "CZ", "da": "DK", "el": "GR", "en": "GB", "et": "EE", "fa": "IR", "he": "IL", "hi": "IN",
    "ja": "JP", "ko": "KR", "nb": "NO", "nn": "NO", "sl": "SI", "sv": "SE", "uk": "UA", "ur": "PK", "vi": "VN",
    "zh": "CN",
}  # fmt: skip
"""Where a language named without a region is at home, if its region is not called like itself."""
_KINDS: Final = dict.fromkeys(("ja", "ko", "zh"), "eastAsia") | dict.fromkeys(("ar", "fa", "he", "ur"), "bidi")


def languages(named: str) -> dict[str, str]:
    """The languages by the attribute that holds each: `val`, `eastAsia`, `bidi`.

    Args:
        named: As terms name it, such as ``de`` or ``pt-BR``; what is no such name counts as English.
    """
    found = _LANGUAGE.fullmatch(named)
    code, region = (found[1], found[2]) if found else ("en", None)
    said = f"{code}-{region or _REGIONS.get(code, code.upper())}" if len(code) == 2 else code
    return {"val": "en-GB", "eastAsia": "ja-JP", "bidi": "he-IL"} | {_KINDS.get(code, "val"): said}
