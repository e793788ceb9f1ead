"""A charter's life in which every text of every document attacks whoever reads it, and which holds nevertheless."""

import csv
import hashlib
import io
import json
from copy import deepcopy
from itertools import cycle

from hostile import MIXED, built, put, room, rotated, texts
from stories import POINTS, Story

from charter.digest import digest
from charter.model import KINDS

MEANT = {
    "people": {"key", "certificate"},
    "evidence": {"sha256", "file", "attachment", "column", "by", "where", "source"},
    "decision": {"previous", "gate"},
    "consent": {"subject", "key", "signature"},
}
"""Texts that cannot be anything, or the record does not hold: digests, keys, where files lie, what the tool wrote."""


ASKING = {"customer", "control"}
"""Texts whose presence asks for more: whose case it is, and what it is compared with."""


class Hostile(Story):
    """A story whose every text is hostile, and that says everything the format lets it say.

    Attributes:
        hostile: A text made hostile, the same for the same text.
    """

    def __init__(self, strings, shift=0):
        super().__init__()
        self.hostile = rotated(strings, shift)
        for local in list(self.files):
            if local.startswith("people/"):  # they have no account on any host
                self.edit(local, "name: ", "accounts: {github: octo}, name: ")
            super().put(local, self._attacking(local, self.data(local)))

    def signed(self, data, key=None, namespace=None):
        return Story.signed(self._attacking("consents/", data), key)

    def put(self, local, data):
        if local.startswith("consents/"):
            return super().put(local, data)
        data = self._attacking(local, data)
        if local.startswith("evidence/"):
            self._relabelled(data)
            named = f"{local[:-13]}{digest(data)[7:15]}.yaml"
            self.names = {name: named if place == local else place for name, place in self.names.items()}
            local = named
        return super().put(local, data)

    def _attacking(self, local, data):
        data = deepcopy(data)
        model, meant = KINDS[_kind(local)], MEANT.get(_kind(local), set())
        for path in list(room(model, data)):
            if not meant.intersection(path) and path[-1] not in ASKING:
                put(data, path, "/".join(map(str, path)))
        for path, text in list(texts(model, data)):
            if not meant.intersection(path):
                put(data, path, self.hostile(text))
        return data

    def _relabelled(self, data):
        """The file behind the numbers names the same cases."""
        source = data.get("source")
        if source:
            rows = csv.reader(io.StringIO(self.files[source["file"]].decode()))
            named = [[self.hostile(cell) if cell[:1].isupper() else cell for cell in row] for row in rows]
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows(named)
            self.files[source["file"]] = raw = out.getvalue().encode()
            source["sha256"] = hashlib.sha256(raw).hexdigest()


def _kind(local):
    folder = local.partition("/")[0]
    return {"decisions": "decision", "consents": "consent"}.get(folder, folder.removesuffix(".yaml"))


def life(point, strings, shift=0):
    """A hostile life up to a point of `stories`."""
    told = Hostile(strings, shift)
    POINTS[point](told)
    return told


# what does not hold, and attacks where nobody writes prose

NAMES = (
    "::error::x @octo <img src=x>.yaml",
    "##[error]x [a](y) #12.yaml",
    "x\n::error::y.yaml",
    "x\r::notice::y.yaml",
    "\x1b[2J\x1b]8;;x\x07.yaml",
    "\u202egpj.yaml",
    "--output=x $(id).yaml",
    "=1+1,\"'.yaml",
)
"""Files that somebody may put beside the others."""

RAW = (
    b'people: 1\nparty: "\\e[2J::error::x"\nroles: {sponsor: [{name: "\\u202e\\u0085::error::x"}]}\n',
    b"people: 1\nparty: a\x1b[2J\n",
    "people: 1\nparty: a\u202eb\nroles: \u2066x\n".encode(),
    b"people: 1\nparty: a\r::error::x\rroles: x\n",
    b'people: 1\n"a##"[error]x: y\n',
    b"people: 1\nparty: &a [*a, !!python/object ##[error]x]\n",
    b"people: \xff\xfe::error::x\n",
    b"",
)
"""Files that the reader refuses, each quoted back with its lines."""

COMMENTS = (
    "# charter: ignore[no-exit-criteria] until=2020-01-01 {}\n# charter: ignore[{}] {}\n# charter: ignore[unknown-key]\n"
    "# charter: file-ignore[no-customer-friction] until=2027-01-01 {}\n# charter: {}\n"
)
"""Comments that silence a check or mean to; the reason is anybody's."""


def everything(kind, strings, variant=0):
    """A document of a kind that says everything the format knows, with another attack in every text.

    Args:
        variant: Which of two shapes a value has that may have either.
    """
    source = cycle(strings)
    return built(KINDS[kind], lambda: next(source), variant)


def wrong(kind, strings):
    """The same with an attack wherever something else than a text belongs, and in keys that the format does not know."""
    source = cycle(strings)

    def wronged(value):
        if isinstance(value, dict):
            return {**{key: wronged(item) for key, item in value.items()}, next(source): next(source)}
        return [wronged(item) for item in value] if isinstance(value, list) else next(source)

    return {**wronged(built(KINDS[kind], lambda: next(source), 0)), kind: "1"}


def scattered(root, strings):
    """Charters below a root: two that say everything, in either shape, and one in which everything is wrong."""
    places = {
        "charter": "charter.yaml", "people": "people/alpha.yaml", "record": "record/alpha.yaml",
        "evidence": "evidence/x-12345678.yaml", "decision": "decisions/0001.yaml", "consent": "consents/r1-alpha.yaml",
    }  # fmt: skip
    files, comments = {}, "".join(COMMENTS.replace("{}", text) for text in MIXED)
    for kind, place in places.items():
        for variant, folder in enumerate(("everything", "otherwise")):
            said = everything(kind, strings, variant)
            files[f"{folder}/{place}"] = (comments + json.dumps(said, indent=1, ensure_ascii=False)).encode()
        said = json.dumps(wrong(kind, strings), indent=1, ensure_ascii=False)
        files[f"wrong/{place}"] = (comments + said).encode()
    files |= {f"wrong/people/raw-{number}.yaml": raw for number, raw in enumerate(RAW)}
    files |= {f"wrong/{folder}/{name}": b"consent: 1\n" for folder in ("decisions", "consents") for name in NAMES[:5]}
    files |= {f"wrong/evidence/{name}": b"evidence: 1\n" for name in NAMES[5:]}
    files |= {f"wrong/evidence/data/{name}": b"x\n" for name in NAMES}
    files["::error::x @octo <b> ##[error]/charter.yaml"] = b"charter: 1\nid: x\n"
    for local, raw in files.items():
        file = root / "charters" / local
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
