"""Makes the PDF and the HTML page of every charter that a review is about, in the folder where it stands.

The charter is laid out from git's objects in a folder of our own: whatever the work tree holds, no link is followed, no
filter runs, and no template of the repository is looked at. What a charter's words cost to lay out is limited in time.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

from charter.check.committed import lay_out
from charter.errors import CharterError
from charter.git import commit_of, entries

HERE = pathlib.Path(__file__).parent
MOST = 20
"""How many charters have their documents made."""
SECONDS = 240
"""The longest that all of them together may take."""


def main(review: pathlib.Path, head: str, into: pathlib.Path) -> int:
    """Lay out and render; 1 unless everything was made."""
    charters = [one for one in json.loads(review.read_text(encoding="utf-8"))["charters"] if one["after"]]
    shown = charters[:MOST]
    with tempfile.TemporaryDirectory() as place:
        root = pathlib.Path(place)
        try:
            here = pathlib.Path.cwd()
            folders = [one["folder"] for one in shown]
            lay_out(here, entries(here, commit_of(here, head), folders) if folders else (), root)
        except CharterError as error:
            print(f"charter: {error}", file=sys.stderr)
            return 1
        end = time.monotonic() + SECONDS
        made = [rendered(root / folder, form, into, end) for folder in folders for form in ("pdf", "html")]
    if len(charters) > len(shown):
        print(f"of {len(charters)} charters, the documents of {len(shown)} were made")
    return 0 if all(made) and len(charters) == len(shown) else 1


def rendered(folder: pathlib.Path, form: str, into: pathlib.Path, end: float) -> bool:
    """Whether the document of one charter was made before the end."""
    parts = folder.parts[folder.parts.index("charters") + 1 :]
    target = into.joinpath(*parts[:-1], f"{parts[-1]}.{form}")
    command = [HERE / "python", "-m", "charter", "render", folder, "--to", form, "--output", target]
    if not (folder / "charter.yaml").is_file():
        print(f"charter: one of the charters has no file to make a {form} of", file=sys.stderr)
        return False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        left = max(0.0, end - time.monotonic())
        return subprocess.run(command, cwd=folder, timeout=left, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"charter: no {form} was made of one of the charters: {type(error).__name__}", file=sys.stderr)
        return False


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])))
