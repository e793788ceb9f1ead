"""Writes `tests/conformance/`: attacks and honest changes as git's own streams, for any implementation to judge.

The attacks on a record are those of `tests/attacks/` and of the rules about a change; what only git can hold, and the
honest changes, are told here. A case names the life it starts from, which `lives.fi` holds as a branch, and brings the
commits of its change; so the same bytes are never published twice.
"""

import hashlib
import json
import re
from pathlib import Path

import yaml
from stories import ID, PERSONS, fixture_story, play, story

HOME = f"charters/{ID}"
HERE = Path(__file__).parent
FOLDER = HERE / "conformance"
PROGRAM = (HERE.parent / "program.yaml").read_bytes()
WHO = "Conformance <conformance@example.test> 1767225600 +0000"
SIGNED = [{"keys": {"northwind": "jana", "contoso": "luca"}}]


# streams


class Stream:
    """Commands of `git fast-import`, in the order in which they are given."""

    def __init__(self):
        self.lines, self.known, self.grown = [], {}, set()

    def commit(self, branch, files, before=None, parents=()):
        """A commit on a branch: only what differs from the files before it."""
        before = before or {}
        self.lines += [f"commit refs/heads/{branch}\n".encode(), f"committer {WHO}\n".encode(), _data(branch.encode())]
        for word, parent in zip(("from", *("merge",) * 9), parents, strict=False):
            if parent != branch:  # a branch goes on from its own last commit
                self.lines.append(f"{word} refs/heads/{parent}{'' if parent in self.grown else '^0'}\n".encode())
        self.grown.add(branch)
        self.lines += [f"D {_path(path)}\n".encode() for path in sorted(before) if path not in files]
        for path, content in sorted(files.items()):
            if before.get(path) != content:
                mode, raw = content if isinstance(content, tuple) else ("100644", content)
                self.lines += self._entry(mode, raw, path)
        self.lines.append(b"\n")

    def _entry(self, mode, raw, path):
        if mode == "160000":
            return [f"M 160000 {raw} {_path(path)}\n".encode()]
        name = hashlib.sha1(f"blob {len(raw)}\0".encode() + raw, usedforsecurity=False).hexdigest()
        if name in self.known:
            return [f"M {mode} {name} {_path(path)}\n".encode()]
        self.known[name] = path
        return [f"M {mode} inline {_path(path)}\n".encode(), _data(raw)]

    def bytes(self):
        return b"".join(self.lines)


def _data(raw):
    return f"data {len(raw)}\n".encode() + raw + b"\n"


def _path(path):
    if not re.search(r'[\x00-\x1f"\\]|^\s|\s$', path):
        return path
    return '"' + re.sub(r'[\x00-\x1f"\\]', lambda sign: f"\\{ord(sign.group()):03o}", path) + '"'


# lives


def below(told):
    """The files of a repository that holds a life."""
    return {"program.yaml": PROGRAM, **{f"{HOME}/{local}": raw for local, raw in told.files.items()}}


class Lives:
    """Every life that a case starts from, by the branch it is published as."""

    def __init__(self):
        self.found = {}

    def branch(self, told, name):
        """The branch of a life; one that is there already, if the files are the same."""
        files = below(told)
        for branch, known in self.found.items():
            if known == files:
                return branch
        name = f"life/{slug(name)}"
        branch, number = name, 1
        while branch in self.found:
            number += 1
            branch = f"{name}-{number}"
        self.found[branch] = files
        return branch

    def stream(self):
        stream = Stream()
        for branch, files in sorted(self.found.items()):
            stream.commit(branch, files)
        return stream


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class Case:
    """One case, as it is published.

    Attributes:
        base: The branch it starts from, and its files.
        commits: The change: (branch, files, branches it follows).
    """

    def __init__(self, area, title, threats, *, ask="review", rules=(), exit=None, **more):
        self.area, self.title, self.threats, self.ask = area, title, sorted(threats), ask
        self.rules, self.exit = sorted(rules), exit if exit is not None else int(bool(rules))
        self.base, self.commits, self.today, self.more = None, [], None, more

    @property
    def name(self):
        return f"{self.area}-{slug(self.title)}{'_fail' if self.exit else ''}"

    def starts(self, lives, told, name):
        self.base, self.files, self.today = lives.branch(told, name), below(told), told.today
        return self

    def becomes(self, files, *, branch="change", after=None, today=None, merging=()):
        """The next commit of the change, with these files in the repository."""
        known = {name: content for name, content, _, _ in self.commits}
        parent = after or (branch if branch in known else self.base)
        before = known.get(parent, self.files)
        self.commits.append((branch, files, before, (parent, *merging)))
        self.today = max(self.today, today or self.today)
        return self

    def document(self):
        found = {"title": self.title, "threats": self.threats, "ask": self.ask}
        if self.ask in ("review", "witness"):
            found["base"] = self.more.pop("base", self.base)
        found["head"] = self.more.pop("head", "change" if self.commits else self.base)
        found["today"] = self.more.pop("today", str(self.today))
        found |= self.more
        expect = {"exit": self.exit, **({"rules": self.rules} if self.rules else {})}
        return json.dumps({**found, "expect": expect}, indent=2, ensure_ascii=True) + "\n"

    def stream(self, lives):
        if not self.commits:
            return b""
        stream = Stream()
        stream.known = dict(lives.known)
        for branch, files, before, parents in self.commits:
            stream.commit(branch, files, before, parents)
        return stream.bytes()


# what is published


def published():
    """Every file of the folder that is made here, by its path in it."""
    lives = Lives()
    cases = [*_attacks(lives), *_changes(lives), *_odd(lives), *_signatures(lives), *_honest(lives)]
    every = lives.stream()
    made = {"lives.fi": every.bytes()}
    for case in cases:
        place = f"cases/{case.name}"
        assert f"{place}/case.json" not in made, case.name
        stream = case.stream(every)
        made[f"{place}/case.json"] = case.document().encode()
        if stream:
            made[f"{place}/change.fi"] = stream
    return made


THREATS = {
    "amended-without-signatures": (1, 2),
    "attachment-mismatch": (3,),
    "ambiguous-scalar": (18,),
    "advanced-without-pass": (9, 2),
    "consent-back-dated": (4,),
    "consent-from-the-future": (4,),
    "consent-misnamed": (7,),
    "consent-of-another-charter": (7,),
    "consent-of-a-stranger": (10,),
    "consent-seal-broken": (7,),
    "consent-to-nothing": (5,),
    "consent-to-other-words": (1, 7),
    "consent-too-weak": (10,),
    "consent-without-authority": (10, 11),
    "consent-without-sense": (7,),
    "decided-by-one-side": (10,),
    "decision-back-dated": (4,),
    "decision-chain-broken": (5, 8),
    "decision-forked": (33, 32),
    "decision-from-the-future": (4,),
    "decision-misnumbered": (5, 32),
    "decision-missing": (5,),
    "decision-of-another-charter": (7,),
    "decision-on-other-terms": (1, 8),
    "duplicate-key": (18,),
    "evidence-before-its-period-ends": (4,),
    "evidence-digest-mismatch": (3,),
    "evidence-file-missing": (3,),
    "evidence-from-the-future": (4,),
    "evidence-left-out": (3,),
    "evidence-not-reproduced": (3,),
    "evidence-path-outside": (14,),
    "hidden-character": (19, 36),
    "invalid-yaml": (17,),
    "judged-consent-missing": (3, 5),
    "judged-evidence-missing": (3, 5),
    "one-person-for-two-parties": (10,),
    "people-not-bound": (11,),
    "record-astray": (14,),
    "record-unreadable": (18,),
    "roster-unapproved": (11,),
    "schema-violation": (18,),
    "self-approved": (10,),
    "signed-terms-changed": (1,),
    "threshold-moved": (2,),
    "unknown-key": (18,),
}
"""The rows of the table of threats that a refused attack belongs to; any other is about skipping a step: row 9."""


def _attacks(lives):
    """The attacks on a record, as a change that brings them."""
    for file in sorted((HERE / "attacks").glob("*.yaml")):
        for told in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["attacks"]:
            if "accepted" in told:
                continue
            rule = told["refused"]["rule"]
            after = fixture_story(told)
            before = story(told["story"], told.get("before", ()))
            today = after.today.fromisoformat(told["today"]) if "today" in told else after.today
            case = Case(file.stem, told["attack"], THREATS.get(rule, (9,)), rules=[rule])
            case.starts(lives, before, told["story"] + ("-otherwise" if told.get("before") else ""))
            if below(after) == case.files:
                case.ask, case.today = "check", today
                yield case
            else:
                yield case.becomes(below(after), today=today)


def _changes(lives):
    """What only the comparison with the base refuses."""
    rows = {"history-rewritten": (5,), "power-from-this-change": (11,), "governance-with-charter": (12, 13)}
    for rule, threats in rows.items():
        told = yaml.load((HERE / "rules" / f"{rule}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
        for one in told["cases"]:
            if "finds" not in one:
                continue
            before = fixture_story(one)
            after = before.copy()
            for edit in one["proposed"] if one["proposed"] != "gone" else ():
                play(after, edit)
            beside = dict.fromkeys(one.get("outside", ()), b"# changed\n")
            files = {"program.yaml": PROGRAM} if one["proposed"] == "gone" else below(after)
            case = Case("change", one["case"], threats, rules=[rule])
            yield case.starts(lives, before, one["story"] + "-otherwise").becomes(files | beside, today=after.today)
    for path in GOVERNING:
        case = Case("change", f"{path} together with evidence", (12, 13, 15), rules=["governance-with-charter"])
        case.starts(lives, story("crawl"), "crawl")
        yield case.becomes(below(story("crawl measured")) | {path: b"# changed\n"}, today=story("crawl measured").today)
    for title, point, edits, rules in REACHED:
        before, after = story(point), story(point)
        for edit in edits:
            play(after, edit)
        case = Case("change", title, (5, 11), rules=rules).starts(lives, before, point)
        yield case.becomes(below(after), today=after.today)
    yield from _pushes(lives)


GOVERNING = (
    ".github/workflows/charter.yml",
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab-ci.yml",
    ".gitlab/CODEOWNERS",
    ".pre-commit-config.yaml",
    "charter.toml",
    f"{HOME}/charter.toml",
    ".gitattributes",
    f"{HOME}/.gitattributes",
    ".gitmodules",
)


REACHED = (
    (
        "the last decision and its consents are taken back",
        "walk",
        [{"delete": "decisions/0003.yaml"}, *({"delete": f"consents/d0003-{party}.yaml"} for party in PERSONS)],
        ["history-rewritten"],
    ),
    (
        "a no is taken back and a yes put in its place",
        "no-go",
        [
            {"delete": "consents/d0003-northwind.yaml"},
            {"delete": "decisions/0003.yaml"},
            {"take": "extend", "from": "crawl", "to": "crawl", "on": "2026-03-18", "reason": "Once more."},
        ],
        ["history-rewritten"],
    ),
    (
        "the whole record is written anew with softer terms",
        "walk",
        [{"edit": "charter.yaml", "old": "hours: 24x7", "new": "hours: 8 to 18"}, {"freeze": "1"}, "reseal"],
        ["history-rewritten"],
    ),
    (
        "evidence that nobody judged yet is taken away",
        "crawl measured",
        [{"delete": "<scalable-contoso>"}],
        ["history-rewritten"],
    ),
    (
        "a new sponsor approves the change that makes them one",
        "walk",
        [
            {"edit": "people/contoso.yaml", "old": "Luca Meier", "new": "Eve Roth"},
            {"consent": "people-contoso", "party": "contoso", "on": "2026-03-21", "person": "Eve Roth"},
        ],
        ["power-from-this-change"],
    ),
    (
        "a decline becomes a signature",
        "half signed",
        [
            {
                "consent": "r1",
                "party": "northwind",
                "on": "2025-12-15",
                "says": "decline",
                "reason": "Not at this price.",
            },
        ],
        ["history-rewritten"],
    ),
)
"""What no folder alone can tell, and a comparison with the base can: (title, life, edits, rules)."""


def _pushes(lives):
    """Pushes that replace what was there, held against the base as they are."""
    for title, point, other, threats in (
        ("a push that takes a decision back", "walk", "crawl", (6,)),
        ("a push of another history with a no less", "no-go", "extended", (6, 33)),
        ("a push of another decision of the same number", "waived", "extended", (6, 33)),
    ):
        case = Case("push", title, threats, rules=["history-rewritten"], as_is=True)
        case.starts(lives, story(point), point)
        case.today = max(case.today, story(other).today)
        case.more["head"] = lives.branch(story(other), other)
        yield case
    for title, point, other, threats in (
        ("a push that takes a decision back is remembered", "walk", "crawl", (6,)),
        ("a push of another history is remembered", "no-go", "extended", (6, 33)),
        ("a push that takes a signature back is remembered", "signed", "half signed", (6,)),
        ("a push that takes evidence back is remembered", "crawl measured", "crawl", (6, 3)),
    ):
        case = Case("push", title, threats, ask="witness", exit=1).starts(lives, story(point), point)
        case.today = max(case.today, story(other).today)
        case.more["head"] = lives.branch(story(other), other)
        yield case
    case = Case("push", "a push that takes the charter away is remembered", (6,), ask="witness", exit=1)
    case.starts(lives, story("walk"), "walk")
    yield case.becomes({"program.yaml": PROGRAM, **renamed("acme-globex")})
    case = Case("push", "a record that only grew is remembered", (6,), ask="witness").starts(
        lives, story("crawl"), "crawl"
    )
    case.today = story("walk measured").today
    case.more["head"] = lives.branch(story("walk measured"), "walk measured")
    yield case


def renamed(name, told=None):
    """A draft of another charter."""
    files = (told or story("draft")).files
    made = {f"charters/{name}/{local}": raw for local, raw in files.items()}
    made[f"charters/{name}/charter.yaml"] = made[f"charters/{name}/charter.yaml"].replace(
        f"id: {ID}".encode(), f"id: {name.rpartition('/')[2]}".encode(), 1
    )
    return made


# what only git can hold


EVIDENCE = f"{HOME}/evidence/onboarding-hours-00000000.yaml"
DECISION = f"{HOME}/decisions/0003.yaml"
GITLINK = "1234567890123456789012345678901234567890"
ASTRAY = ["record-astray"]
BACK = ["history-rewritten"]


def _odd(lives):
    """Entries of a tree, settings of a clone and names that make one see another file than is judged."""
    walk, live = below(story("walk")), f"{HOME}/"

    def git(title, threats, files, rules, **more):
        case = Case("git", title, threats, rules=rules, **more).starts(lives, story("walk"), "walk")
        return case.becomes(files) if files is not None else case

    def without(prefix):
        return {path: raw for path, raw in walk.items() if not path.startswith(prefix)}

    def plus(path, content):
        return {**walk, path: content}

    robbed = without(DECISION)
    # links and repositories inside
    yield git("evidence is a link out of the repository", (14,), plus(EVIDENCE, ("120000", b"/etc/passwd")), ASTRAY)
    yield git("evidence is a link to another file", (14,), plus(EVIDENCE, ("120000", b"../charter.yaml")), ASTRAY)
    yield git(
        "the folder of evidence is a link",
        (14,),
        {**without(f"{live}evidence/"), f"{live}evidence": ("120000", b"../../x")},
        BACK,
    )
    yield git(
        "the folder of decisions is a link",
        (14,),
        {**without(f"{live}decisions/"), f"{live}decisions": ("120000", b"/tmp")},
        BACK,
    )
    yield git("the charter is a link", (14,), plus(f"{live}charter.yaml", ("120000", b"/etc/passwd")), BACK)
    yield git("evidence is another repository", (14, 15), plus(EVIDENCE, ("160000", GITLINK)), ASTRAY)
    yield git("a charter is a link to another", (14,), plus("charters/acme", ("120000", ID.encode())), ASTRAY)
    yield git("a charter is another repository", (14,), plus("charters/acme", ("160000", GITLINK)), ASTRAY)
    yield git(
        "the folder of decisions is another repository",
        (14, 15),
        {**without(f"{live}decisions/"), f"{live}decisions": ("160000", GITLINK)},
        BACK,
    )
    yield git(
        "another repository that git was told not to look at",
        (15,),
        plus(EVIDENCE, ("160000", GITLINK)),
        ASTRAY,
        checkout=True,
        config={"diff.ignoreSubmodules": "all", "submodule.x.path": EVIDENCE, "submodule.x.ignore": "all"},
    )
    yield git("a decision is a program", (14,), plus(DECISION, ("100755", walk[DECISION])), ASTRAY)
    yield git("evidence is a program", (14,), plus(f"{live}evidence/data/run.sh", ("100755", b"#!/bin/sh\n")), ASTRAY)
    # names
    for title, path in (
        ("a second charter in capitals", f"{live}Charter.yaml"),
        ("a second table in capitals", f"{live}evidence/data/Crawl-Hours.csv"),
        ("a second decision in capitals", f"{live}Decisions/0003.yaml"),
        ("the same folder in capitals", f"charters/{ID.title()}/evidence/data/crawl-hours.csv"),
        ("the folder above in capitals", f"Charters/{ID}/evidence/data/crawl-hours.csv"),
        ("the same folder with a blank behind it", f"charters/{ID} /evidence/data/crawl-hours.csv"),
        ("a charter under another ending", "charters/acme/charter.yml"),
        ("a record without its terms", "charters/acme/decisions/0001.yaml"),
        ("a name that is an option", f"{live}evidence/--output=x.yaml"),
        ("a name that is a shorter option", f"{live}decisions/-rf"),
        ("a name with another separator", f"{live}evidence/..\\..\\x.yaml"),
        ("a name with a line end", f"{live}evidence/x\n::error::pwned.yaml"),
        ("a name that clears the screen", f"{live}evidence/\x1b[2J.yaml"),
        ("a name that turns round", f"{live}evidence/\u202elmay.yaml"),
        ("a stream behind a name", f"{live}decisions/0003.yaml:x"),
        ("a short name of gits own folder", f"{live}git~1/config"),
        ("a charter inside the record", f"{live}decisions/charter.yaml"),
    ):
        yield git(title, (14,), plus(path, walk[DECISION]), ASTRAY)
    yield git(
        "a draft above other charters",
        (14,),
        {**walk, "charters/charter.yaml": renamed("x")["charters/x/charter.yaml"]},
        ASTRAY,
    )
    copied = {path.replace(HOME, f"charters/eu/{ID}"): raw for path, raw in walk.items() if path.startswith(live)}
    yield git("a second record of the same charter", (5, 33), {**walk, **copied}, ASTRAY)
    for title, path in (
        ("a path that leads out", f"{live}evidence/../../../x.yaml"),
        ("a path that stays", f"{live}evidence/./x.yaml"),
        ("a path into gits own folder", f"{live}.git/hooks/post-checkout"),
    ):
        yield git(title, (14,), {**walk, "notes.md": b"x\n"}, ASTRAY, odd=[{"path": path, "text": "evidence: 1\n"}])
    # what hides an edit
    hides = {
        "replaced by the base": {"git": {"refs/replace/{head}": "{base}\n"}},
        "grafted below the base": {"git": {"info/grafts": "{base} {head}\n"}},
        "grafted onto nothing": {"git": {"info/grafts": "{head}\n"}},
        "with attributes that call it no text": {"git": {"info/attributes": "* -diff -text merge=binary\n"}},
    }
    for how, more in hides.items():
        yield git(f"a decision is gone and the commit is {how}", (15,), robbed, BACK, **more)
    yield git(
        "a decision is edited under a filter that undoes it",
        (15,),
        {
            **walk,
            DECISION: walk[DECISION].replace(b"2026-03-18", b"2026-03-19"),
            ".gitattributes": b"*.yaml filter=x\n",
        },
        BACK,
        checkout=True,
        config={"filter.x.smudge": "sed s/2026-03-19/2026-03-18/", "filter.x.clean": "sed s/2026-03-18/2026-03-19/"},
    )
    yield git(
        "a second record in a clone that colours everything",
        (15,),
        {**walk, **copied},
        ASTRAY,
        config={"color.ui": "always", "color.grep": "always", "submodule.recurse": "true", "grep.patternType": "fixed"},
    )
    yield _united(lives)
    # branches
    for number, name in enumerate(
        ("--output=x", "-h", "main;id", "$(id)", "HEAD@{upstream}", "refs/heads/", "life/walk^@")
    ):
        case = git(f"a base that is no commit, {number + 1}", (16,), plus("notes.md", b"x\n"), [], exit=2)
        case.more["base"] = name
        yield case
    tagged = git("a tag under the name of the base", (13, 16), robbed, [], exit=2)
    tagged.more["git"] = {"refs/tags/life/walk": "{head}\n"}
    yield tagged
    yield git(
        "a pointer in place of the data",
        (3,),
        plus(f"{live}evidence/data/crawl-hours.csv", POINTER),
        ["evidence-digest-mismatch"],
    )
    gone = {path.replace(HOME, "charters/northwind"): raw for path, raw in walk.items()}
    yield git("the folder is renamed", (5,), gone, BACK)
    merged = git("a merge takes away what neither side took", (5, 15), plus("a.md", b"a\n"), BACK)
    merged.becomes(plus("b.md", b"b\n"), branch="side", after=merged.base)
    yield merged.becomes({**robbed, "a.md": b"a\n", "b.md": b"b\n"}, merging=["side"])


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 1\n"


def _united(lives):
    """Two changes of one line, in a clone that would take both."""
    case = Case("git", "two changes that git was told to unite", (15, 32), exit=2, base="main", checkout=True)
    case.starts(lives, story("draft"), "draft")
    one, other = story("draft").copy(), story("draft").copy()
    one.edit("charter.yaml", "hours: 24x7", "hours: 8 to 18")
    other.edit("charter.yaml", "hours: 24x7", "hours: 9 to 17")
    attributes = {".gitattributes": b"*.yaml merge=union\n"}
    case.becomes(below(one), branch="main", after=case.base)
    case.becomes(below(other) | attributes, after=case.base)
    return case


def _signatures(lives):
    """Signatures by a key that were moved, made for something else, or by somebody else; the folder is asked alone."""
    from test_verify import TAMPERED

    walk = story("walk", SIGNED)
    for title, (edits, rules) in TAMPERED.items():
        if not any(rules):
            continue  # what is missing is no tampering: the folder says what it waits for
        after = walk.copy()
        after._digests = walk._digests
        for edit in edits:
            play(after, edit)
        case = Case("signature", title, (7, 10), ask="verify", rules=[rule for rule in rules if rule], exit=1, of=ID)
        yield case.starts(lives, walk, "walk-by-keys").becomes(below(after), today=after.today)
    for point in ("signed", "walk", "run", "closed", "amended"):
        told = story(point, SIGNED)
        yield Case("signature", f"{point}, every word by a key", (7, 10), ask="verify", of=ID).starts(
            lives, told, f"{point}-by-keys"
        )


# what must pass


STEPS = (
    ("draft", "proposed", "it is proposed"),
    ("proposed", "half signed", "one side signs"),
    ("half signed", "signed", "the other side signs"),
    ("signed", "crawl", "crawl begins"),
    ("crawl", "crawl measured", "crawl is measured and attested"),
    ("crawl measured", "crawl asked", "go is proposed"),
    ("crawl asked", "walk", "both sides approve go"),
    ("crawl measured", "walk", "go is proposed and approved at once"),
    ("walk", "walk measured", "walk is measured and attested"),
    ("walk measured", "run", "run begins"),
    ("run", "slump", "two bad months are recorded"),
    ("run", "exit", "one side leaves"),
    ("exit", "closed", "the wind-down is closed"),
    ("crawl", "grey", "crawl is measured and cannot be decided"),
    ("grey", "extended", "crawl is extended"),
    ("grey", "waived", "a gate is waived by all"),
    ("crawl", "failed", "crawl is measured and fails"),
    ("failed", "no-go", "a no is decided"),
    ("walk", "walk failed", "walk is measured and fails"),
    ("walk failed", "restarted", "crawl begins again"),
    ("crawl", "paused", "it is paused"),
    ("crawl", "second revision", "an amendment is signed by both"),
    ("second revision", "amended", "an amendment comes into force"),
    ("crawl", "amended", "an amendment is signed and comes into force"),
)


def _honest(lives):
    """Changes that must pass."""
    for point, other, title in STEPS:
        case = Case("honest", title, (9,)).starts(lives, story(point), point)
        yield case.becomes(below(story(other)), today=story(other).today)
    for title, point, edits in EDITED:
        before, after = story(point), story(point)
        for edit in edits:
            play(after, edit)
        yield Case("honest", title, (1, 5, 11)).starts(lives, before, point).becomes(below(after), today=after.today)
    yield _key_replaced(lives)
    yield from _beside(lives)
    yield from _parallel(lives)


EDITED = (
    (
        "comments and layout of signed terms",
        "walk",
        [
            {"edit": "charter.yaml", "old": "revision: 1 ", "new": "revision:   1 "},
            {"edit": "charter.yaml", "old": "scope:\n", "new": "# what it is about\nscope:\n\n"},
        ],
    ),
    (
        "a comment in a decision",
        "walk",
        [{"edit": "decisions/0003.yaml", "old": "step: go", "new": "step: go   # opened"}],
    ),
    (
        "comments in a people file",
        "walk",
        [{"edit": "people/contoso.yaml", "old": "people: 1", "new": "# of contoso\npeople:   1"}],
    ),
    (
        "a party changes its people with its own word",
        "walk",
        [
            {"edit": "people/contoso.yaml", "old": "{name: Timo Wirz", "new": "{name: Lea Wirz"},
            {"consent": "people-contoso", "party": "contoso", "on": "2026-03-21"},
        ],
    ),
    ("a draft is reworded", "draft", [{"edit": "charter.yaml", "old": "hours: 24x7", "new": "hours: 8 to 18"}]),
    (
        "a proposal is declined",
        "half signed",
        [{"consent": "r1", "party": "contoso", "on": "2025-12-16", "says": "decline", "reason": "Not at this price."}],
    ),
    (
        "a proposal is withdrawn",
        "proposed",
        [
            {"decide": "withdraw", "from": "proposed", "to": "withdrawn", "on": "2025-12-12", "reason": "No budget."},
            {"approve": "2025-12-12", "parties": ["northwind"]},
        ],
    ),
    (
        "evidence is disputed",
        "crawl measured",
        [
            {
                "consent": "recommend",
                "party": "contoso",
                "on": "2026-03-17",
                "says": "dispute",
                "role": "delivery",
                "reason": "The second pilot was not asked.",
            }
        ],
    ),
    (
        "the next revision is drafted",
        "crawl",
        [
            {"edit": "charter.yaml", "old": "revision: 1 ", "new": "revision: 2 "},
            {"edit": "charter.yaml", "old": "hours: 24x7", "new": "hours: 8 to 18"},
        ],
    ),
)
"""(title, life, edits)."""


def _key_replaced(lives):
    before, after = story("walk", SIGNED), story("walk", SIGNED)
    play(
        after,
        {"set": "people/contoso.yaml", "at": "/roles/sponsor/1", "to": {"name": "Luca Meier", "from": "2026-03-21"}},
    )
    play(after, {"pin": "contoso", "key": "eve", "at": "/roles/sponsor/1/key"})
    play(after, {"consent": "people-contoso", "party": "contoso", "on": "2026-03-21", "with": "luca"})
    case = Case("honest", "a key is replaced with the word of the old one", (11,)).starts(lives, before, "walk-by-keys")
    return case.becomes(below(after), today=after.today)


def _beside(lives):
    """Changes beside a charter."""

    def beside(title, point, files, threats=(13,), **more):
        return Case("honest", title, threats, **more).starts(lives, story(point), point).becomes(files)

    walk = below(story("walk"))
    yield beside("a page is written", "walk", {**walk, "docs/notes.md": b"notes\n"})
    yield beside("a workflow alone", "walk", {**walk, ".github/workflows/x.yml": b"on: push\n"})
    yield beside("code owners alone", "walk", {**walk, ".github/CODEOWNERS": b"* @us\n"})
    yield beside(
        "a workflow with a draft",
        "draft",
        {**below(story("draft")), **renamed("acme"), ".github/workflows/x.yml": b"on: push\n"},
    )
    yield beside("a note beside the record", "walk", {**walk, f"{HOME}/notes.md": b"Called on Monday.\n"})
    yield beside("a page beside the charters", "walk", {**walk, "charters/README.md": b"All of them.\n"})
    yield beside("a charter in a folder of its region", "walk", {**walk, **renamed("eu/litware-contoso")})
    yield beside("a second charter is drafted", "walk", {**walk, **renamed("litware-contoso")})
    yield beside("a draft is given up", "draft", {"program.yaml": PROGRAM})
    yield beside("a link beside the charters", "walk", {**walk, "docs/latest": ("120000", b"notes.md")}, (14,))
    yield beside("a program beside the charters", "walk", {**walk, "bin/report": ("100755", b"#!/bin/sh\n")}, (14,))
    page = Case("honest", "a page is renamed", (5,)).starts(lives, story("walk"), "walk")
    page.becomes({**walk, "docs/old.md": b"words\n"}, branch="main", after=page.base)
    page.more["base"] = "main"
    yield page.becomes({**walk, "docs/new.md": b"words\n"}, after="main")
    first = Case("honest", "the first charter of a repository", (1,), base="main").starts(
        lives, story("draft"), "draft"
    )
    first.becomes({"program.yaml": PROGRAM}, branch="main", after=first.base)
    yield first.becomes(below(story("draft")), after="main")
    back = Case("honest", "a decision is deleted and put back", (5,)).starts(lives, story("walk"), "walk")
    back.becomes({path: raw for path, raw in walk.items() if path != DECISION})
    yield back.becomes({**walk, "notes.md": b"put back\n"})
    yield Case("honest", "nothing changes", (13,)).starts(lives, story("walk"), "walk").becomes(walk)


def _parallel(lives):
    """Two changes at once."""
    crawl, both = story("crawl"), below(story("crawl measured"))
    answers = {path for path in both if "/scalable-" in path}
    start = below(crawl)
    one = {path: raw for path, raw in both.items() if path not in answers}
    other = {path: raw for path, raw in both.items() if path in answers or path in start}

    def twice(title, **more):
        case = Case("honest", title, (32,), base="main", **more).starts(lives, crawl, "crawl")
        case.becomes(one, branch="main", after=case.base, today=story("crawl measured").today)
        return case.becomes(other, after=case.base)

    yield twice("evidence while the base went on")
    yield twice("evidence with the base merged in").becomes(both, merging=["main"])
    swapped = twice("evidence in the other order")
    swapped.more |= {"base": "change", "head": "main"}
    yield swapped
    squashed = Case("honest", "a branch of many commits", (5,)).starts(lives, crawl, "crawl")
    for number in range(3):
        squashed.becomes({**start, "notes.md": f"{number}\n".encode()})
    yield squashed.becomes(below(story("walk")), today=story("walk").today)
