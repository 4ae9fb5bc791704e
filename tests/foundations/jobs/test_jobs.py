from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories import accounts
from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations, queries, registry
from timonerie.foundations.jobs.enums import JobState, RunState
from timonerie.foundations.jobs.models import Job, JobRun

Runs = list[tuple[dict[str, Any], Actor]]
HOURS = timedelta(hours=1)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """What the handler of the kind “count” was given."""
    seen: Runs = []
    monkeypatch.setattr(registry, "_handlers", {})
    registry.add("count", lambda job, actor: seen.append((job.payload, actor)))
    return seen


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers given to the queue."""
    numbers: list[int] = []
    monkeypatch.setattr(operations, "async_task", lambda _path, number: numbers.append(number))
    return numbers


def put_off(by: Actor, key: str = "one", **payload: Any) -> Job:
    return operations.put_off(by=by, kind="count", key=key, payload=payload, at=NOW)


def test_a_job_is_queued_after_the_transaction_and_only_by_its_number(
    alice: Actor,
    queued: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = put_off(alice, n=1)
        assert queued == []
    assert queued == [job.pk]


def test_the_same_job_waits_once(
    alice: Actor,
    queued: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert put_off(alice) == put_off(alice)
        assert put_off(alice, key="two") != put_off(alice)
    assert len(queued) == 2


@pytest.mark.rule("ISO-04")
def test_a_job_runs_in_its_company_as_who_asked(alice: Actor, runs: Runs) -> None:
    job = put_off(alice, n=1)
    operations.run(job_id=job.pk)
    ((payload, actor),) = runs
    assert (payload, actor.user_id) == ({"n": 1}, alice.user_id)
    job.refresh_from_db()
    assert (job.state, job.progress) == (JobState.DONE, 1)


def test_a_job_delivered_twice_runs_once(alice: Actor, runs: Runs) -> None:
    job = put_off(alice)
    operations.run(job_id=job.pk)
    operations.run(job_id=job.pk)
    assert len(runs) == 1


def test_a_job_that_ended_may_be_asked_again(alice: Actor, runs: Runs) -> None:
    operations.run(job_id=put_off(alice, n=1).pk)
    operations.run(job_id=put_off(alice, n=2).pk)
    assert [payload for payload, _actor in runs] == [{"n": 1}, {"n": 2}]


def test_a_failure_is_kept_with_its_reason(alice: Actor, runs: Runs) -> None:
    registry.add("count", _fail)
    job = put_off(alice)
    operations.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "le fichier a disparu")


def _fail(_job: Job, _actor: Actor) -> None:
    raise OSError("le fichier a disparu")


def runs_of(job: Job) -> list[tuple[str, str]]:
    return [(one.state, one.error) for one in queries.runs() if one.job_id == job.pk]


def test_each_time_that_a_job_runs_is_kept(alice: Actor, runs: Runs) -> None:
    registry.add("count", _fail)
    operations.run(job_id=put_off(alice).pk)
    registry.add("count", lambda _job, _actor: None)
    operations.run(job_id=put_off(alice).pk)
    operations.run(job_id=put_off(alice, key="two").pk)
    job = Job.objects.get(key="one")
    assert runs_of(job) == [(RunState.DONE, ""), (RunState.FAILED, "le fichier a disparu")]


def test_a_run_that_its_machine_dropped_is_cut(alice: Actor, runs: Runs) -> None:
    registry.add("count", _die)
    job = put_off(alice)
    with pytest.raises(KeyboardInterrupt):
        operations.run(job_id=job.pk)
    (alone,) = queries.runs()
    soon, late = (alone.started_at + hours * HOURS for hours in (1, 4))
    assert queries.run_state(alone, at=soon) == RunState.RUNNING
    assert queries.run_state(alone, at=late) == RunState.CUT
    registry.add("count", lambda _job, _actor: None)
    operations.run(job_id=job.pk)
    assert runs_of(job) == [(RunState.DONE, ""), (RunState.CUT, "")]


def _die(_job: Job, _actor: Actor) -> None:
    raise KeyboardInterrupt


def test_runs_are_told_for_thirty_days(alice: Actor, runs: Runs) -> None:
    operations.run(job_id=put_off(alice).pk)
    began = JobRun.objects.get().started_at
    operations.forget_runs(at=began + operations.KEPT)
    assert JobRun.objects.count() == 1
    operations.forget_runs(at=began + operations.KEPT + HOURS)
    assert JobRun.objects.count() == 0
    assert Job.objects.count() == 1


def test_the_job_of_someone_who_left_fails(alice: Actor, runs: Runs) -> None:
    job = put_off(alice)
    membership = accounts.membership_of(alice)
    membership.end_date = accounts.LONG_AGO
    membership.save()
    operations.run(job_id=job.pk)
    job.refresh_from_db()
    assert runs == []
    assert job.state == JobState.FAILED
    assert "pris fin" in job.error


def test_progress_is_told(alice: Actor, runs: Runs) -> None:
    job = put_off(alice)
    operations.advance(job, progress=0.5, step="lecture")
    job.refresh_from_db()
    assert (job.progress, job.step) == (0.5, "lecture")


def test_a_job_lost_with_its_machine_is_queued_again(
    alice: Actor,
    queued: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """The process died between the commit and the queue, or before the queue gave it back."""
    for hours, again in ((0, 1), (3, 1), (4, 2)):
        with django_capture_on_commit_callbacks(execute=True):
            operations.put_off(
                by=alice, kind="count", key="one", payload={}, at=NOW + hours * HOURS
            )
        assert len(queued) == again


def test_a_failed_job_is_started_again_by_hand(
    alice: Actor,
    runs: Runs,
    queued: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    job = put_off(alice)
    with pytest.raises(operations.StillRunning):
        operations.start_again(by=alice, at=NOW, job=job)
    registry.add("count", _fail)
    operations.run(job_id=job.pk)
    with django_capture_on_commit_callbacks(execute=True):
        operations.start_again(by=alice, at=NOW, job=job)
    assert queued == [job.pk]
    registry.add("count", lambda _job, _actor: None)
    operations.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
