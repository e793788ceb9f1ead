"""The folders of the charters that a review is about and that are still there, a line each."""

import json
import pathlib
import sys

for one in json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["charters"]:
    top = pathlib.Path(one["folder"])
    if one["after"] and (top / "charter.yaml").is_file():
        print(top)
