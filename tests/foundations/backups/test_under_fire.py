"""Backups taken while files come in, and restorations that die on their way."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.instances import Instance, instance

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

BACKUPS = 2
WRITING = """
import sys
from django.utils import timezone
from tests.factories import facts
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
company = Company.objects.get()
with current.company(company.pk):
    for rank in range(10_000):
        rows = [facts.event(f"{rank % 7} {one}", team=str(rank)) for one in range(50)]
        facts.bring(actors.system(company), rows, at=timezone.now(), name=f"{rank}.csv")
        print(rank, flush=True)
"""
RESTORING = """
import sys
import django
django.setup()
from tests import dying
from timonerie.cli import main
steps = dying.Steps(dying.FILES)
steps.acts[int(sys.argv[2])] = dying.die
main(["restore", sys.argv[1]], standalone_mode=False)
sys.stderr.write(f"steps {steps.count}")
"""


@pytest.mark.rule("BAK-01")
def test_every_backup_taken_while_files_come_in_is_whole(tmp_path: Path) -> None:
    with instance(tmp_path / "data") as busy:
        busy.filled(tmp_path / "files")
        head = "import django\ndjango.setup()\n"
        with subprocess.Popen(
            [sys.executable, "-c", head + WRITING],
            env={**busy.environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout
            writer.stdout.readline()
            taken = [busy.run("backup", "--json").json["file"] for _rank in range(BACKUPS)]
            assert writer.poll() is None
            writer.kill()
            writer.stdout.read()

        for file in taken:
            busy.run("backup", "verify", file)


@pytest.fixture(scope="module")
def steps(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps a whole restoration makes towards the disk."""
    with instance(tmp_path_factory.mktemp("whole") / "data") as target:
        return int(_restore(target, backup, at=100_000).stderr.rsplit(" ", 1)[-1])


@pytest.mark.rule("BAK-03")
@pytest.mark.parametrize("from_end", [None, 5, 4, 3, 2, 1, 0])
def test_a_restoration_killed_anywhere_is_done_again(
    backup: Path, steps: int, another: Callable[[], Instance], from_end: int | None
) -> None:
    """Near its beginning, and at the last steps: those where the new instance takes its place."""
    target = another()
    step = 2 if from_end is None else steps - from_end
    assert _restore(target, backup, at=step).returncode == -signal.SIGKILL

    target.run("restore", backup, code=None)

    assert target.faults() == []
    assert not (target.data / "restoring").exists()


def _restore(target: Instance, backup: Path, *, at: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", RESTORING, str(backup), str(at)],
        env={**target.environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
