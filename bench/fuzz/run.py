"""Runs a fuzz target, guided by the coverage of the code in `charter/`.

    pip install --target /tmp/atheris --no-deps atheris==3.0.0          # Python 3.11 to 3.13, Linux
    PYTHONPATH=/tmp/atheris python bench/fuzz/run.py reader /tmp/reader -max_total_time=1200

The target is `reader`, `replay` or `review`; the folder keeps what was found worth keeping, and another run goes on
from there. What follows is for libFuzzer. Each kind of failure is written once to `<folder>-findings`, with its input;
the run goes on.
"""

import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import atheris

HERE = Path(__file__).parent
BETWEEN = 60
"""Seconds of processor time from one line of figures to the next."""
FOLLOWED = {
    "reader": ["charter.document", "charter.model.reading"],
    "replay": ["charter.lifecycle", "charter.gates", "charter.consents", "charter.keyring", "charter.folder"],
    "review": ["charter.review", "charter.lifecycle", "charter.comparison", "charter.rendering.markdown"],
}
"""The code whose coverage leads a target; every other runs at full speed."""


class Judge:
    """Runs a target and remembers each kind of failure once."""

    def __init__(self, one: Callable[[bytes], None], folder: Path) -> None:
        self.one, self.folder = one, folder
        self.known: set[str] = set()
        self.tried, self.failed, self.slowest = 0, 0, 0.0
        self.began = self.told = time.process_time()

    def __call__(self, raw: bytes) -> None:
        start = time.process_time()
        try:
            self.one(raw)
        except Exception as error:
            self._failed(raw, error)
        self.tried += 1
        self.slowest = max(self.slowest, time.process_time() - start)
        if time.process_time() - self.told > BETWEEN:
            self.report()

    def _failed(self, raw: bytes, error: Exception) -> None:
        self.failed += 1
        frames = traceback.extract_tb(error.__traceback__)
        kind = f"{type(error).__name__} {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}"
        if kind in self.known:
            return
        self.known.add(kind)
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{len(self.known):03d}"
        (self.folder / f"{name}.bin").write_bytes(raw)
        (self.folder / f"{name}.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        print(f"FOUND {kind}: {str(error)[:300]}", flush=True)

    def report(self) -> None:
        """One line of figures."""
        self.told = time.process_time()
        seconds = self.told - self.began
        print(
            f"{self.tried} inputs in {seconds:.0f} s of processor time, {len(self.known)} kinds of failure"
            f" ({self.failed} inputs), slowest {self.slowest * 1000:.0f} ms",
            flush=True,
        )


def main() -> None:
    name, folder, *options = sys.argv[1:]
    corpus = Path(folder)
    sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tests")]
    with atheris.instrument_imports(include=FOLLOWED[name], enable_loader_override=False):
        target = import_module(name)
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number:04d}").write_bytes(seed)
    judge = Judge(target.one, Path(f"{folder}-findings"))
    words = [f"-dict={HERE / 'yaml.dict'}"] if name == "reader" else []
    atheris.Setup([sys.argv[0], str(corpus), "-timeout=60", *words, *options], judge)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
