"""Signals follow each computation of the figures, in a job of their own."""

import pytest

from tests.factories import signals
from tests.factories.signals import NOW, WORSE
from timonerie.domains.organisation.models import Provider
from timonerie.domains.performance.enums import JobKind as Figures
from timonerie.domains.performance.operations import refreshing
from timonerie.domains.signals.enums import JobKind
from timonerie.domains.signals.models import WeakSignal
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs import registry
from timonerie.foundations.jobs.models import Job


def test_a_computation_is_followed_by_a_reading_of_the_signals(
    alice: Actor, nova: Provider
) -> None:
    signals.errors(alice, WORSE, provider=nova)

    jobs.run(job_id=refreshing.ask(by=alice, at=NOW).pk)
    watch = Job.objects.get(kind=JobKind.WATCH)
    jobs.run(job_id=watch.pk)

    watch.refresh_from_db()
    assert (watch.state, watch.membership_id) == ("done", None)
    assert WeakSignal.objects.get().provider == nova


@pytest.mark.parametrize("kind", [Figures.ACCEPT, Figures.UNDO, Figures.MEASURE, Figures.REFRESH])
def test_every_job_that_changes_figures_has_a_follower(kind: str) -> None:
    assert JobKind.WATCH in registry.followers_of(kind)
