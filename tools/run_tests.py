"""`make test`: every part in turn, on real parts, and one summary on the last line.

A part that fails does not stop the next one: a single run shows all there is to mend.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PYTEST = [sys.executable, "-m", "pytest", "-q"]
BOTH_CORES = ["-n", "2", "--dist", "worksteal"]


@dataclass(frozen=True)
class Part:
    """One command of the run, and what it is called on screen."""

    title: str
    command: list[str]
    counted: bool = True


PARTS = [
    Part("check", ["make", "--no-print-directory", "check"], counted=False),
    Part("tests, on SQLite", [*PYTEST, *BOTH_CORES, "-m", "not journey"]),
    Part(
        "database tests again, on PostgreSQL",
        [sys.executable, "-m", "tests.postgresql", "--", *PYTEST, *BOTH_CORES, "-m", "not journey",
         "--only-database"],
    ),
    # Each core fills a demo of its own: one file holds most journeys, and would keep one core idle.
    Part("journeys, in a browser", [*PYTEST, *BOTH_CORES, "-m", "journey"]),
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
    options = [f"--junitxml={report}"] if part.counted else []
    # Folders of its own: pytest clears away those of the runs before, even of one that still runs.
    apart = {**os.environ, "PYTEST_DEBUG_TEMPROOT": str(report.parent)}
    return subprocess.run([*part.command, *options], check=False, env=apart).returncode


def main() -> int:
    started = time.monotonic()
    tally = Tally()
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for number, part in enumerate(PARTS):
            report = Path(folder) / f"{number}.xml"
            if run(part, report=report):
                failed.append(part.title)
            if part.counted:
                tally.add(report)
            elif failed:
                tally.failed += 1
    print()
    for title in failed:
        print("FAILED", title)
    print(tally.sentence(time.monotonic() - started), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
