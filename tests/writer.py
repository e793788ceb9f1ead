"""A process that writes files for test_writes.py: one child a file, which can be struck at any call to the system.

Reads one request a line as JSON, answers with one line. With arguments it writes one file and ends, for strace.
"""

import errno
import io
import json
import os
import signal
import sys
import time
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

from charter.cli import main as charter
from charter.errors import AlreadyThereError, UnreadablePathError
from charter.writing import create_file, write_atomically

CALLS = ("open", "write", "fsync", "close", "chmod", "link", "replace", "rename", "unlink", "mkdir")
VERBS = {"create": create_file, "overwrite": write_atomically}
WRITTEN, THERE, REFUSED, BUG = 0, 1, 2, 3


class Strikes:
    """Stands before the calls of `os`: notes each, and strikes the one that is `at`, counted from 1.

    A command reads much before it writes: with `reading` nothing counts before the first folder is opened or made.
    """

    def __init__(self, fault, at, links, log, folder=None, reading=False):
        self.fault, self.at, self.links, self.log, self.folder = fault, at, links, log, folder
        self.reading = reading
        self.real = {name: getattr(os, name) for name in CALLS}
        self.names = {}
        self.count = 0
        for name in CALLS:
            setattr(os, name, self.standing_before(name))

    def standing_before(self, name):
        real = self.real[name] if name != "link" or self.links else without_links

        def call(subject, *rest, **options):
            if self.reading and name != "mkdir" and not (name == "open" and rest[0] & os.O_DIRECTORY):
                return real(subject, *rest, **options)
            self.reading = False
            self.count += 1
            what = self.names.get(subject, subject) if isinstance(subject, int) else os.path.basename(subject)
            self.real["write"](self.log, f"{name} {'temp' if str(what).startswith('.') else what}\n".encode())
            answer = self.struck(real, name, subject, *rest, **options) if self.count == self.at else None
            answer = real(subject, *rest, **options) if answer is None else answer
            if name == "open":
                self.names[answer] = what
            return answer

        return call

    def struck(self, real, name, subject, *rest, **options):
        if self.fault == "short":
            return real(subject, rest[0][: len(rest[0]) // 2]) if name == "write" else None
        if self.fault.startswith("kill"):
            if self.fault == "kill-after":
                with suppress(OSError):
                    real(subject, *rest, **options)
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault == "swap":
            return self.swap()
        if self.fault == "half" and name == "write":
            real(subject, rest[0][: len(rest[0]) // 2])
        if name == "close":
            real(subject)  # a close that fails has closed
        code = errno.ENOSPC if self.fault == "half" else getattr(errno, self.fault)
        raise OSError(code, os.strerror(code))

    def swap(self):
        """What an attacker does at the worst moment: the folder is moved away, a link to another stands in its place."""
        if self.folder.is_dir():
            self.real["rename"](self.folder, self.folder.with_name("moved"))
            self.folder.symlink_to("elsewhere", target_is_directory=True)


def without_links(*_, **__):
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def outcome(verb, path, content):
    try:
        VERBS[verb](Path(path), content.encode())
    except AlreadyThereError:
        return THERE
    except UnreadablePathError:
        return REFUSED
    except BaseException as bug:
        sys.stderr.write(f"{bug!r}\n")
        return BUG
    return WRITTEN


def child(work):
    process = os.fork()
    if process == 0:
        with suppress(BaseException):
            os._exit(work())
        os._exit(BUG)
    return process


def one(request):
    """Write one file; answers with how it ended (negative: killed) and the calls it made."""
    out, log = os.pipe()

    def work():
        Strikes(
            request.get("fault", ""),
            request.get("at", 0),
            request.get("links", True),
            log,
            Path(request["path"]).parent,
        )
        return outcome(request["verb"], request["path"], request["content"])

    process = child(work)
    os.close(log)
    with os.fdopen(out) as lines:
        calls = lines.read().splitlines()
    return {"end": os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), "calls": calls}


@cache
def warmed():
    """Import here what every command would import in its own process; a look writes nothing."""
    kept, root = (sys.stdout, sys.stderr), str(Path(__file__).parents[1])
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    for look in (["check", "northwind-contoso", "--no-cache"], ["status", "northwind-contoso"]):
        charter([*look, "--root", root])
    for name in ("advancing", "consenting", "evidencing", "prompting", "proving"):
        import_module(f"charter.acts.{name}")
    for name in ("advance", "sign", "evidence"):
        import_module(f"charter.commands.{name}")
    sys.stdout, sys.stderr = kept


def told(arguments, report):
    """Run one command, and report its exit code and what it printed."""
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    code = charter(arguments)
    with os.fdopen(report, "w") as pipe:
        json.dump({"code": code, "out": sys.stdout.getvalue(), "err": sys.stderr.getvalue()}, pipe)
    return WRITTEN


def command(request):
    """Run one command, struck at one call; answers with how it ended (negative: killed) and the calls it made."""
    warmed()
    out, log = os.pipe()
    answer, report = os.pipe()

    def work():
        os.chdir(request["folder"])
        Strikes(request.get("fault", ""), request.get("at", 0), True, log, reading=True)
        return told(request["arguments"], report)

    process = child(work)
    os.close(log)
    os.close(report)
    with os.fdopen(out) as lines, os.fdopen(answer) as said:
        calls, text = lines.read().splitlines(), said.read()
    end = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return {"end": end, "calls": calls, **(json.loads(text) if text else {})}


def compete(request):
    """Run commands at the same moment, each in a process of its own; answers with what each printed."""
    warmed()
    ready, go = os.pipe()
    pipes = [os.pipe() for _ in request["commands"]]

    def racer(arguments, report):
        os.chdir(request["folder"])
        os.close(go)
        os.read(ready, 1)  # returns when the last hand lets go
        return told(arguments, report)

    for arguments, (_, report) in zip(request["commands"], pipes, strict=True):
        child(lambda arguments=arguments, report=report: racer(arguments, report))
        os.close(report)
    os.close(go)
    answers = []
    for answer, _ in pipes:
        with os.fdopen(answer) as said:
            answers.append(json.loads(said.read()))
    os.close(ready)
    for _ in pipes:
        os.wait()
    return {"answers": answers}


def race(request):
    """All contents race for one name; answers with how each ended and every length a reader saw meanwhile."""
    ready, go = os.pipe()
    out, log = os.pipe()

    def racer(content):
        if not request["links"]:
            Strikes("", 0, False, log)
        os.close(go)
        os.read(ready, 1)  # returns when the last hand lets go
        return outcome("create", request["path"], content)

    racers = [child(lambda content=content: racer(content)) for content in request["contents"]]
    os.close(go)
    ends, seen = {}, set()
    while len(ends) < len(racers):
        with suppress(FileNotFoundError):
            seen.add(len(Path(request["path"]).read_bytes()))
        for process in set(racers) - set(ends):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                ends[process] = os.waitstatus_to_exitcode(status)
    for handle in (ready, out, log):
        os.close(handle)
    return {"ends": [ends[process] for process in racers], "seen": sorted(seen)}


def kill(request):
    """Overwrite one file and create others without end, until killed after so many seconds."""

    def work():
        for number in range(1_000_000):
            outcome("overwrite", request["path"], request["contents"][number % 2])
            outcome("create", f"{request['folder']}/{number:04}.yaml", request["contents"][number % 2])

    process = child(work)
    time.sleep(request["after"])
    os.kill(process, signal.SIGKILL)
    return {"end": os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])}


ASKED = {"one": one, "command": command, "compete": compete, "race": race, "kill": kill}


def main():
    if len(sys.argv) > 1:
        with suppress(FileNotFoundError):
            os.stat("/the-write-begins-here")
        os._exit(outcome(*sys.argv[1:]))
    for line in sys.stdin:
        request = json.loads(line)
        answer = ASKED[request.pop("ask")](request)
        print(json.dumps(answer), flush=True)


main()
