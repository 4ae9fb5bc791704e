"""Checkpoints stand outside the database: added to, synced, private, read back as written."""

import os
from pathlib import Path

import pytest
from django_q.models import Schedule
from pytest_django import Settings

from tests.factories import trails as sample
from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import checkpoints, operations
from timonerie.foundations.jobs import planned
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.rule("AUD-04")


@pytest.fixture
def file(company: Company) -> Path:
    return checkpoints.path(company.public_id)


def test_a_checkpoint_says_what_the_trail_is(alice: Actor, company: Company, file: Path) -> None:
    made = operations.checkpoint(company=company, at=NOW)
    assert made is not None
    assert checkpoints.read(file) == [made]
    assert sample.faults(company, [made]) == []
    assert made.at == "2026-03-02T09:00:00+00:00"


def test_the_next_one_is_added_below(alice: Actor, company: Company, file: Path) -> None:
    operations.checkpoint(company=company, at=NOW)
    before = file.read_bytes()
    sample.record(alice, act="indicator.archive")
    operations.checkpoint(company=company, at=NOW)
    assert file.read_bytes().startswith(before)
    assert [one.seq for one in checkpoints.read(file)] == [2, 3]


def test_only_the_account_of_the_server_reads_them(
    alice: Actor, company: Company, file: Path
) -> None:
    operations.checkpoint(company=company, at=NOW)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_checkpoint_is_on_the_disk_when_it_is_said(
    alice: Actor, company: Company, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    operations.checkpoint(company=company, at=NOW)
    assert synced == [str(file), str(file.parent)]


def test_a_line_cut_by_a_power_failure_is_dropped(
    alice: Actor, company: Company, file: Path
) -> None:
    made = operations.checkpoint(company=company, at=NOW)
    whole = file.read_bytes()
    for length in range(1, len(whole)):
        file.write_bytes(whole + whole[:length])
        assert checkpoints.read(file)[0] == made
        operations.checkpoint(company=company, at=NOW)
        assert file.read_bytes() == whole * (2 if length < len(whole) else 3)


def test_a_line_that_is_no_checkpoint_is_said(alice: Actor, company: Company, file: Path) -> None:
    operations.checkpoint(company=company, at=NOW)
    file.write_bytes(b'{"seq": 1}\n' + file.read_bytes())
    with pytest.raises(checkpoints.Unreadable, match="ligne 1"):
        checkpoints.read(file)


def test_they_may_stand_in_another_folder(
    alice: Actor, company: Company, settings: Settings, tmp_path: Path
) -> None:
    settings.CHECKPOINTS_DIR = str(tmp_path / "elsewhere")
    operations.checkpoint(company=company, at=NOW)
    assert list((tmp_path / "elsewhere").iterdir()) == [checkpoints.path(company.public_id)]


def test_every_company_gets_one_each_hour(
    alice: Actor, company: Company, file: Path, django_capture_on_commit_callbacks: object
) -> None:
    planned.ensure()
    planned.ensure()
    (schedule,) = Schedule.objects.filter(func="timonerie.foundations.jobs.tasks.start_hourly")
    assert schedule.schedule_type == Schedule.HOURLY
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        planned.start_hourly()
    with current.company(company.pk):
        assert [job.state for job in Job.objects.filter(kind=planned.CHECKPOINT)] == ["done"]
    assert len(checkpoints.read(file)) == 1
