"""`make test`: every part in turn, on real parts, and one summary on the last line.

A part that fails does not stop the next one: a single run shows all there is to mend. What one
core does alone (the types, mostly) runs beside the first tests, and speaks after them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PYTEST = [sys.executable, "-m", "pytest", "-q"]
BOTH_CORES = ["-n", "2", "--dist", "worksteal"]


CHECK = ["make", "--no-print-directory", "check"]


@dataclass(frozen=True)
class Part:
    """Tests that run together, and what they are called on screen."""

    title: str
    command: list[str]


PARTS = [
    Part("tests, on SQLite", [*PYTEST, *BOTH_CORES, "-m", "not journey"]),
    Part(
        "database tests again, on PostgreSQL",
        [sys.executable, "-m", "tests.postgresql", "--", *PYTEST, *BOTH_CORES, "-m", "not journey",
         "--only-database"],
    ),
    Part("journeys, in a browser", [*PYTEST, *BOTH_CORES, "-m", "journey", "tests/journeys"]),
]  # fmt: skip


@dataclass
class Tally:
    """Counts over all parts, as pytest says them."""

    passed: int = 0
    failed: int = 0
    errors: int = 0

    def add(self, report: Path) -> None:
        """Add the counts of a JUnit report; a part that wrote none is an error."""
        if not report.exists():
            self.errors += 1
            return
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
            failed, errors = int(suite.get("failures", 0)), int(suite.get("errors", 0))
            self.passed += int(suite.get("tests", 0)) - failed - errors
            self.failed += failed
            self.errors += errors

    def sentence(self, seconds: float) -> str:
        """The line that pytest would have written."""
        counts = {"failed": self.failed, "passed": self.passed, "errors": self.errors}
        said = [f"{n} {word}" for word, n in counts.items() if n or word == "passed"]
        return f" {', '.join(said)} in {seconds:.2f}s ".center(80, "=")


def run(part: Part, *, report: Path) -> int:
    """Run one part; give back its exit code."""
    print(f"\n--- {part.title}", flush=True)
    # Folders of its own: pytest clears away those of the runs before, even of one that still runs.
    apart = {**os.environ, "PYTEST_DEBUG_TEMPROOT": str(report.parent)}
    command = [*part.command, f"--junitxml={report}"]
    return subprocess.run(command, check=False, env=apart).returncode


@contextmanager
def beside(command: Sequence[str]) -> Iterator[Callable[[], int]]:
    """Run a command while something else runs; called, wait for its end, say what it said, and give
    back its exit code."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)

        def ended() -> int:
            code = process.wait()
            said.seek(0)
            print(f"\n--- {' '.join(command)}\n{said.read()}", flush=True)
            return code

        try:
            yield ended
        finally:
            process.kill()
            process.wait()


def main() -> int:
    started = time.monotonic()
    tally = Tally()
    failed = []
    with tempfile.TemporaryDirectory() as folder, beside(CHECK) as checked:
        for number, part in enumerate(PARTS):
            report = Path(folder) / f"{number}.xml"
            if run(part, report=report):
                failed.append(part.title)
            tally.add(report)
            if number == 0 and checked():
                failed.append("check")
                tally.failed += 1
    print()
    for title in failed:
        print("FAILED", title)
    print(tally.sentence(time.monotonic() - started), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
