"""Names that only look different: the look that two spellings of one person or customer have in common."""

import re
from unicodedata import normalize

_TWINS = str.maketrans(
    # Cyrillic
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb"
    # Greek
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1"
    # Latin without its dot, and the round a
    "\u0131\u0251",
    "ABEKMHOPCTYXSIJaeopcyxsijhABEZHIKMNOPTYXaikvopia",
)
"""Letters of other scripts by the Latin one that they cannot be told from on a screen."""


def look(name: str) -> str:
    """How a name looks: the same for spellings that differ in case, spaces, signs, or letters of another script."""
    folded = normalize("NFKC", name).translate(_TWINS).casefold()
    return re.sub(r"[\W_]+", " ", folded).strip() or name
