"""An import killed anywhere is absent or whole; done again, it completes and doubles nothing."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.factories import facts
from tests.instances import begin, database_of_its_own

pytestmark = pytest.mark.slow

CASES = 40
NAMED = [
    ("blob written", 1, "after"),
    ("file synced", 1, "before"),
    ("file synced", 4, "before"),
    ("file named", 2, "before"),
    ("file named", 3, "after"),
    ("rows staged", 1, "after"),
    ("trail written", 1, "after"),
    ("trail written", 2, "before"),
    ("facts folded", 1, "after"),
    ("facts written", 1, "after"),
    ("facts written", 2, "after"),
    ("manifest changed", 1, "before"),
    ("manifest changed", 1, "after"),
    ("trail written", 3, "after"),
    ("refresh", 1, "before"),
    ("results computed", 2, "before"),
    ("results written", 1, "before"),
    ("results written", 3, "after"),
    ("refresh", 1, "after"),
]
RANDOM = 11
STEPS = 60
"""Of the steps of an import, those at which it is killed; all the import long."""
PARTS = 4
"""Every fourth of them, so that both cores work; PostgreSQL has the first part and named points."""


def _path() -> str:
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


class Killer:
    """A company in a process of its own, and files that die on their way into it."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.rows = [
            facts.event(f"{rank}", f"2026-01-{5 + rank % 20:02} 08:00", provider="")
            for rank in range(CASES)
        ]
        self.file, self.mapping = folder / "envoi.csv", folder / "mapping.toml"
        self.mapping.write_text(facts.log().to_toml(), encoding="utf-8")
        self.file.write_bytes(facts.content(self.rows))
        begin(folder / "data", environment.get("TIMONERIE_DATABASE", ""))
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killing.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**environment, "TIMONERIE_DATA": str(folder / "data"), "PYTHONPATH": _path()},
        )

    def attempt(self, **trial: Any) -> Any:
        given = {"file": str(self.file), "mapping": str(self.mapping), **trial}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(given) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    """Founded anew whenever a core comes back to this file after another one."""
    environment = {
        key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"
    }
    with database_of_its_own() as database:
        if database:
            environment["TIMONERIE_DATABASE"] = database
        killer = Killer(tmp_path_factory.mktemp("killed"), environment)
        try:
            yield killer
        finally:
            killer.close()


def _check(answer: dict[str, Any]) -> None:
    after, end = answer["after"], answer["end"]
    assert after["cases"] in (0, CASES)
    assert after["accepted"] == (after["cases"] == CASES)
    assert (answer["again"], end["cases"], end["accepted"], end["up_to_date"]) == (
        0,
        CASES,
        1,
        True,
    )
    for state in (after, end):
        assert (state["doubled"], state["faulty_files"], state["audit_breaks"]) == (0, 0, 0)
    assert answer["orphans"] == 0


@pytest.mark.django_db
@pytest.mark.rule("FIL-11")
@pytest.mark.parametrize(
    "part", [0, *(pytest.param(one, marks=pytest.mark.engine("sqlite")) for one in range(1, PARTS))]
)
def test_killed_at_sixty_steps(killer: Killer, part: int) -> None:
    """An import makes between one and two hundred steps: statements, commits, files synced, named
    and removed. Those that fall before the file is known leave nothing at all."""
    # The first import of a company also puts the catalogue in place.
    killer.attempt(source="première")
    last = killer.attempt(source=f"compté {part}", count=True)
    chosen = sorted({1 + round(rank * (last - 1) / (STEPS - 1)) for rank in range(STEPS)})
    assert len(chosen) == STEPS

    for step in chosen[part::PARTS]:
        answer = killer.attempt(source=f"pas {step}", step=step)
        assert answer["status"] == -signal.SIGKILL, step
        assert set(answer["after"]["states"]) <= {"received", "read", "accepted"}
        _check(answer)


@pytest.mark.django_db
@pytest.mark.engine("postgresql")
@pytest.mark.parametrize(("point", "nth", "when"), NAMED)
def test_killed_at_a_named_point(killer: Killer, point: str, nth: int, when: str) -> None:
    source = f"{point} {nth} {when}"

    answer = killer.attempt(source=source, point=point, nth=nth, when=when)

    assert answer["status"] == -signal.SIGKILL
    _check(answer)


@pytest.mark.django_db
@pytest.mark.engine("sqlite")
def test_killed_at_random_instants(killer: Killer) -> None:
    draw = random.Random(11)
    whole = killer.attempt(source="pas tuée")
    assert whole["status"] == 0

    for rank in range(RANDOM):
        after = draw.uniform(0, whole["lasted"])
        answer = killer.attempt(source=f"au hasard {rank}", kill_after=after)
        _check(answer)
