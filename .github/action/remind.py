"""Opens an issue for everything that is late or due within some days, once: an issue that was closed stays closed."""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from host import call, listed

from charter.rendering.markdown.escaping import code, escape

HERE = pathlib.Path(__file__).parent
LABEL = "charter"


def main() -> int:
    """Ask where every charter stands, and open what nobody opened before."""
    command = [
        HERE / "python",
        "-m",
        "charter",
        "--root",
        os.environ.get("CHARTER_DIRECTORY", "."),
        "status",
        "--format",
        "json",
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode > 1:
        return done.returncode
    told = json.loads(done.stdout)
    known = [issue.get("body") or "" for issue in listed(f"issues?state=all&labels={LABEL}&per_page=100")]
    until = date.fromisoformat(told["as_of"]) + timedelta(days=int(os.environ.get("CHARTER_DAYS") or 7))
    opened = 0
    for title, body, mark in due(told, until):
        if not any(mark in text for text in known):
            call("POST", "issues", {"title": title, "body": body, "labels": [LABEL]})
            opened += 1
    print(f"opened {opened} issues")
    return 0


def due(told: dict, until: date) -> Iterator[tuple[str, str, str]]:
    """Title, body and mark of everything late, and of everything due by a day; the title holds no word of a charter."""
    for one in told["charters"]:
        name = one["charter"] if re.fullmatch(r"[a-z0-9-]{1,100}", one["charter"]) else "a charter"
        for late, items in ((True, one["late"]), (False, one["next"])):
            for item in items:
                if not late and (item["day"] is None or date.fromisoformat(item["day"]) > until):
                    continue
                key = "\0".join((one["charter"], item["sort"], str(item["day"]), item["what"] if late else ""))
                mark = f"<!-- charter due {hashlib.sha256(key.encode()).hexdigest()[:16]} -->"
                day = f", {item['day']}" if item["day"] else ""
                who = f"\n\n{escape(item['who'])}" if item["who"] else ""
                body = f"{mark}\n{escape(item['what'])}{who}\n\n{code(one['charter'])}, as of {told['as_of']}"
                yield f"{name}: {item['sort']} {'late' if late else 'due'}{day}", body, mark


if __name__ == "__main__":
    sys.exit(main())
