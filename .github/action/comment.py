"""Keeps one comment with the review on the pull request that a commit belongs to.

Runs on the trusted side, after the workflow of the pull request: it takes nothing from there but the id of a commit,
fetches that commit as git objects, never checks it out, and reviews it again with its own code and the base's policy.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from host import call, listed

MARK = "<!-- charter review -->"
HERE = pathlib.Path(__file__).parent


def main() -> int:
    """Review and comment; 0 unless that is not possible: whether the change may go in is for the other workflow."""
    head = os.environ["CHARTER_HEAD"]
    # not commits/HEAD/pulls, where the host knows nothing of a commit that lies in a fork
    pulls = [pull for pull in listed("pulls?state=open&per_page=100") if pull["head"]["sha"] == head]
    if not pulls:
        print("no open pull request has this commit as its last")
    for pull in pulls:
        number = int(pull["number"])
        fetch(head, f"refs/pull/{number}/head", pull["base"]["ref"])
        written(number, reviewed(pull["base"]["sha"], head, list(listed(f"pulls/{number}/reviews?per_page=100"))))
    return 0


def fetch(head: str, reference: str, base: str) -> None:
    """Bring the commit and its base here, as objects; the token goes by the environment, not by the command line."""
    secret = base64.b64encode(f"x-access-token:{os.environ['GITHUB_TOKEN']}".encode()).decode()
    header = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"http.{os.environ['GITHUB_SERVER_URL']}/.extraheader"}
    header["GIT_CONFIG_VALUE_0"] = f"AUTHORIZATION: basic {secret}"
    command = ["git", "fetch", "--quiet", "--no-tags", "--end-of-options", "origin", reference, f"refs/heads/{base}"]
    subprocess.run(command, check=True, env=os.environ | header)
    subprocess.run(["git", "cat-file", "-e", f"{head}^{{commit}}"], check=True)


def reviewed(base: str, head: str, reviews: list[dict]) -> str:
    """The comment."""
    with tempfile.TemporaryDirectory() as place:
        said = pathlib.Path(place, "reviews.json")
        said.write_text(json.dumps(reviews), encoding="utf-8")
        command = [HERE / "python", "-m", "charter", "--root", os.environ.get("CHARTER_DIRECTORY", "."), "review"]
        asked = ["--base", base, "--head", head, "--reviews", said, "--format", "markdown"]
        done = subprocess.run([*command, *asked], stdout=subprocess.PIPE, check=False)
    if done.returncode > 1:  # an older comment must not go on saying that all is well
        return "# ❌ The review of this change could not be made\n\nThe log of the workflow says why.\n"
    return done.stdout.decode()


def written(number: int, text: str) -> None:
    """Write the comment, over our own earlier one if there is one: the mark alone could be anybody's."""
    author = os.environ.get("CHARTER_AUTHOR") or "github-actions[bot]"
    ours = [
        comment["id"]
        for comment in listed(f"issues/{number}/comments?per_page=100")
        if (comment["user"] or {}).get("login") == author and comment["body"].startswith(MARK)
    ]
    body = {"body": f"{MARK}\n{text}"}
    if ours:
        call("PATCH", f"issues/comments/{ours[0]}", body)
    else:
        call("POST", f"issues/{number}/comments", body)
    print(f"{'renewed' if ours else 'wrote'} the comment on pull request {number}")


if __name__ == "__main__":
    sys.exit(main())
