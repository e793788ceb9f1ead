"""What lays the pages out beside Typst, as one digest: the template, its fonts, and the code that finds the words."""

import hashlib
from functools import lru_cache
from pathlib import Path

from charter.resources import resource


@lru_cache(maxsize=1)
def layout_digest() -> str:
    """``sha256:`` and the 64 hex digits over the names and contents of all these files."""
    template, words = resource("templates", "pdf"), Path(__file__).parents[1]
    found = [(path.relative_to(template), path) for path in template.rglob("*") if path.suffix in (".typ", ".ttf")]
    for folder in (words, words / "pdf", words / "rehearsal"):
        found += [(path.relative_to(words), path) for path in folder.glob("*.py")]
    sums = hashlib.sha256()
    for name, path in sorted((name.as_posix(), path) for name, path in found):
        contents = path.read_bytes() if path.suffix == ".ttf" else path.read_bytes().replace(b"\r\n", b"\n")
        sums.update(f"{name}\0{hashlib.sha256(contents).hexdigest()}\n".encode())
    return f"sha256:{sums.hexdigest()}"
