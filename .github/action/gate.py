"""Puts the gate review of one charter, or of every one of which a phase runs, into the summary of the job.

A gate that is not open is an answer, not a failure: the job fails only where the question could not be asked.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
MOST = 900_000
"""The most bytes of a summary; the host drops one of more than a mebibyte."""
RUNNING = ("crawl", "walk", "run")


def main() -> int:
    """Ask about every gate; the worst exit code of what could not be answered, else 0."""
    asked = os.environ.get("CHARTER_ID", "")
    if asked and not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", asked):
        print("::error title=charter::that is no id of a charter")
        return 2
    code, names = (0, [asked]) if asked else running()
    out = pathlib.Path(os.environ["RUNNER_TEMP"], "charter-gate")
    out.mkdir(exist_ok=True)
    answers = [heard(name, out) for name in names]
    told = "\n".join(
        (out / f"{name}.md").read_text(encoding="utf-8") for name in names if (out / f"{name}.md").exists()
    )
    with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as summary:
        summary.write(
            (told if len(told.encode()) <= MOST else shortened(names)) or "No phase runs, so no gate is asked.\n"
        )
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as outputs:
        outputs.write(f"opens={'true' if answers and not any(answers) else 'false'}\nfolder={out}\n")
    return max([code, *(answer for answer in answers if answer > 1)])


def shortened(names: list[str]) -> str:
    """What is said where everything is more than the host shows."""
    listed = "".join(f"- `{name}`\n" for name in names)
    return f"The reviews of these gates are too long for this page; the folder of this step has them.\n\n{listed}"


def charter(*arguments: str | pathlib.Path) -> subprocess.CompletedProcess[bytes]:
    """The command, on the repository as it is checked out."""
    root = os.environ.get("CHARTER_DIRECTORY") or "."
    return subprocess.run(
        [HERE / "python", "-m", "charter", "--root", root, *arguments], stdout=subprocess.PIPE, check=False
    )


def running() -> tuple[int, list[str]]:
    """The charters of which a phase runs, and the exit code where that cannot be told."""
    done = charter("status", "--format", "json")
    if done.returncode > 1:
        return done.returncode, []
    told = json.loads(done.stdout)["charters"]
    return 0, [
        one["charter"] for one in told if one["phase"] in RUNNING and re.fullmatch(r"[a-z0-9_-]{1,100}", one["charter"])
    ]


def heard(name: str, out: pathlib.Path) -> int:
    """Write one gate review; 0 if the gate is go, 1 if it is not, more if that cannot be told."""
    phase = os.environ.get("CHARTER_PHASE", "")
    done = charter("gate", name, "--pack", "--output", out / f"{name}.md", *(("--phase", phase) if phase else ()))
    print(f"{name}: {('go', 'not go')[done.returncode] if done.returncode <= 1 else 'cannot be told'}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
