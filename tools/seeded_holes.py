"""Dig known holes, one at a time, in a copy of the product, and expect the tests to go red.

`python -m tools.seeded_holes` tries them all and prints a table; a number tries that one. A hole
that no test finds ends the command with an error.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "src/timonerie/"
DATA = Path(__file__).with_suffix(".toml")
MATRIX = "tests/matrix/test_matrix.py"


@dataclass(frozen=True)
class Hole:
    """A change of one place of the code that opens what must stay closed."""

    what: str
    file: str
    old: str
    new: str
    asked: str

    @property
    def path(self) -> str:
        return SOURCE + self.file


HOLES = tuple(Hole(**one) for one in tomllib.loads(DATA.read_text(encoding="utf-8"))["hole"])


def dig(hole: Hole, copy: Path) -> None:
    """Raises ValueError when the place is not there, or not alone."""
    path = copy / hole.path
    text = path.read_text(encoding="utf-8")
    if text.count(hole.old) != 1:
        raise ValueError(f"{hole.what}: {text.count(hole.old)} places in {hole.path}")
    path.write_text(text.replace(hole.old, hole.new), encoding="utf-8")


def is_found(hole: Hole) -> bool:
    """Whether the matrix goes red over a copy that has the hole."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, symlinks=True, ignore=_left_out)
        dig(hole, copy)
        command = [sys.executable, "-m", "pytest", "-q", "-x", MATRIX, "-k", hole.asked]
        environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}"}
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{hole.what}: the tests did not run\n{done.stdout.decode()[-2000:]}")
    return done.returncode == 1


def _left_out(folder: str, names: list[str]) -> Iterator[str]:
    unwanted = {
        ".git",
        ".venv",
        ".venv-bench",
        ".venv-fuzz",
        "node_modules",
        "var",
        "__pycache__",
        ".mypy_cache",
    }
    return (name for name in names if name in unwanted)


def main() -> None:
    asked = [HOLES[int(rank) - 1] for rank in sys.argv[1:]] or list(HOLES)
    missed = []
    for rank, hole in enumerate(asked, 1):
        found = is_found(hole)
        sys.stdout.write(f"{rank:3} {'found ' if found else 'MISSED'} {hole.what}\n")
        sys.stdout.flush()
        missed += [] if found else [hole.what]
    sys.stdout.write(f"{len(asked) - len(missed)} of {len(asked)} found\n")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
