"""`timonerie digest` and `timonerie jobs`: a mail that does not leave, a job that starts again."""

import json

import pytest
import time_machine
from django.core import mail

from tests.cli.conftest import Run
from tests.factories import accounts, organisation
from tests.factories.organisation import NOW
from timonerie.domains.publications.models import Digest
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.models import Job, JobRun
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company()


@pytest.fixture
def alice(company: Company) -> Actor:
    with current.company(company.pk):
        return accounts.actor(company)


@time_machine.travel(NOW, tick=False)
def test_a_digest_is_shown_and_nothing_leaves(run: Run, company: Company, alice: Actor) -> None:
    email = accounts.user_of(alice).email
    told = run("digest", company=company.slug, to=email, on="2026-03-02").out
    assert "Votre semaine, lundi 2 mars 2026" in told
    assert "À DÉCIDER" in told
    assert "<h1>" in run("digest", company=company.slug, to=email, html=True).out
    with current.company(company.pk):
        assert not Message.objects.exists()
        assert not Digest.objects.exists()
    assert mail.outbox == []


@time_machine.travel(NOW, tick=False)
def test_who_has_no_access_is_said(run: Run, company: Company) -> None:
    refused = run("digest", company=company.slug, to="x@example.org")
    assert (refused.code, "ne reçoit rien" in refused.err) == (2, True)


@time_machine.travel(NOW, tick=False)
def test_jobs_are_told_and_started_again(run: Run, company: Company, alice: Actor) -> None:
    with current.company(company.pk):
        job = jobs.put_off(by=alice, kind="results.refresh", key="k", payload={}, at=NOW)
        Job.objects.update(state="failed", error="disque plein")
    told = run("jobs", company=company.slug, failed=True).out
    assert "Calcul des indicateurs, en échec : disque plein" in told.replace("\u00a0", " ")
    run("jobs", company=company.slug, restart=str(job.public_id))
    with current.company(company.pk):
        JobRun.objects.create(job=job, started_at=NOW, ended_at=NOW, state="failed", error="plein")
    told = run("jobs", company=company.slug, runs=True).out.replace("\u00a0", " ")
    assert told.endswith("Calcul des indicateurs, en échec : plein\n")
    [ran] = json.loads(run("jobs", company=company.slug, runs=True, failed=True, json=True).out)
    assert (ran["job"], ran["state"]) == (str(job.public_id), "failed")
    [one] = json.loads(run("jobs", company=company.slug, json=True).out)
    assert one["state"] == "waiting"
    assert "rien à relancer" in run("jobs", company=company.slug, restart=str(job.public_id)).err
