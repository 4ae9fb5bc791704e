"""The rules of a run: nothing skips, and what cannot concern a run is left out by name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.postgresql import DSN

SAMPLE = """
import pytest

def test_that_skips():
    pytest.skip("no browser here")

def test_on_real_files(real_data):
    assert real_data.is_dir()

@pytest.mark.engine("postgresql")
def test_of_one_database():
    pass

def test_of_arithmetic():
    assert 1 + 1 == 2
"""


def outcome(sample: Path, *options: str, **environment: str) -> str:
    """Last line of a run over the sample, under our rules."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider",
         "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", *options, str(sample)],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return re.sub(r" in [\d.]+s.*", "", done.stdout.splitlines()[-1])


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "test_sample.py"
    path.write_text(SAMPLE)
    return path


@pytest.mark.slow
def test_a_skip_is_a_failure_and_absent_real_files_are_left_out(
    sample: Path, tmp_path: Path
) -> None:
    absent = str(tmp_path / "absent")
    said = outcome(sample, TIMONERIE_REAL_DATA=absent, **{DSN: ""})
    assert said == "1 failed, 1 passed, 2 deselected"


@pytest.mark.slow
def test_the_second_run_keeps_what_uses_the_database(sample: Path) -> None:
    sample.write_text(SAMPLE + "\ndef test_rows(django_db_setup):\n    pass\n")
    said = outcome(sample, "--only-database", "--collect-only", **{DSN: ""})
    assert said == "1/5 tests collected (4 deselected)"
