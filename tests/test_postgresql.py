"""The private cluster of the tests: gone when they end, and when they are killed."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.conftest import ROOT
from tests.postgresql import DSN, PREFIX, binaries, cluster, sweep

RUNNER = [sys.executable, "-m", "tests.postgresql", "--"]
# A command that says the address it was given, then does what its last argument says.
SAYS = [
    sys.executable,
    "-c",
    f"import os, sys, time; print(os.environ['{DSN}'], flush=True); exec(sys.argv[1])",
]


def test_the_cluster_is_private_and_its_role_has_no_power_over_the_server() -> None:
    with cluster() as address, psycopg.connect(address) as connection:
        role = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert role.fetchone() == (False,)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        folder = _folder(address)
    assert not folder.exists()


def test_the_runner_gives_the_address_and_the_exit_code_of_its_command() -> None:
    done = subprocess.run(
        [*RUNNER, *SAYS, "sys.exit(7)"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 7
    assert not _folder(done.stdout.strip()).exists()


@pytest.mark.slow
def test_what_a_killed_run_leaves_is_swept_and_a_living_run_is_left_alone() -> None:
    with cluster() as living:
        killed = subprocess.Popen(
            [*RUNNER, *SAYS, "time.sleep(60)"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert killed.stdout is not None
        left = _folder(killed.stdout.readline().strip())
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
        killed.stdout.close()
        postmaster = int((left / "data" / "postmaster.pid").read_text().split()[0])
        assert _runs(postmaster)

        assert left in sweep()

        assert not left.exists()
        assert not _runs(postmaster)
        with psycopg.connect(living) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_binaries_are_those_of_a_supported_version() -> None:
    assert (binaries() / "postgres").exists()


def _folder(address: str) -> Path:
    folder = Path(str(psycopg.conninfo.conninfo_to_dict(address)["host"]))
    assert folder.name.startswith(PREFIX)
    assert folder.parent == Path(tempfile.gettempdir())
    return folder


def _runs(pid: int) -> bool:
    """Whether a process lives; one that has ended and waits to be collected (Z) does not."""
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and not state.read_text().rpartition(") ")[2].startswith("Z")
