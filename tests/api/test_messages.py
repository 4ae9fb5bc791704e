"""Messages, absences, jobs and minutes by the API: each reads their own, who runs it the log."""

import json
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import accounts
from tests.factories.figures import NOW
from timonerie.domains.publications.models import Absence
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.operations import Recipient
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("figures")


def send(
    readers: Readers, company: Company, who: str, path: str, method: str = "post", **body: Any
) -> Any:
    call = getattr(readers[who], method)
    return call(f"/api/{company.slug}/{path}", json.dumps(body), content_type="application/json")


def wrote(company: Company, to: Actor, key: str) -> None:
    notifications.send(
        company_id=company.pk,
        at=NOW,
        key=key,
        kind="digest.weekly",
        to=Recipient(to.name, "a@example.org", to.user_id),
        subject=f"Objet {key}",
        text="Texte",
    )


@time_machine.travel(NOW, tick=False)
def test_each_reads_their_own_and_the_log_tells_no_text(
    get: Get, company: Company, alice: Actor
) -> None:
    wrote(company, alice, "à moi")
    wrote(company, accounts.actor(company), "à une autre")
    told = get("director", "messages")["items"]
    assert [one["subject"] for one in told] == ["Objet à moi"]
    log = get("director", "messages/log")["items"]
    assert [set(one) & {"text", "subject"} for one in log] == [set(), set()]
    assert get("site manager", "messages")["items"] == []
    get("site manager", "messages/log", status=403)
    get("site manager", "jobs", status=403)


@time_machine.travel(NOW, tick=False)
def test_a_choice_carries_its_version(readers: Readers, company: Company, get: Get) -> None:
    found = get("director", "messages/choice")
    assert (found["weekly"], found["quiet_days"], found["version"]) == (True, [5, 6], 0)
    body = {"weekly": True, "daily": False, "quiet_days": [4, 5, 6], "version": 0}
    assert (
        send(readers, company, "director", "messages/choice", "put", **body).json()["version"] == 2
    )
    late = send(readers, company, "director", "messages/choice", "put", **body | {"daily": True})
    assert late.status_code == 409
    wrong = body | {"quiet_days": list(range(7)), "version": 2}
    refused = send(readers, company, "director", "messages/choice", "put", **wrong)
    assert refused.status_code == 422
    assert "Laissez un jour" in refused.text


@time_machine.travel(NOW, tick=False)
def test_an_absence_is_said_and_cancelled(readers: Readers, company: Company, get: Get) -> None:
    body = {"start_date": "2026-12-21", "end_date": "2026-12-31"}
    made = send(readers, company, "director", "messages/absences", **body)
    assert made.status_code == 201
    assert get("director", "messages/absences") == [made.json()]
    unknown = send(
        readers, company, "director", "messages/absences", **body, deputy="x@example.org"
    )
    assert unknown.status_code == 422
    other = send(
        readers, company, "site manager", "messages/absences/cancel", absence=made.json()["id"]
    )
    assert other.status_code == 422
    gone = send(readers, company, "director", "messages/absences/cancel", absence=made.json()["id"])
    assert gone.status_code == 204
    assert not Absence.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_jobs_are_read_and_started_again(
    readers: Readers, company: Company, alice: Actor, get: Get
) -> None:
    job = jobs.put_off(by=alice, kind="count", key="k", payload={}, at=NOW)
    job.state, job.error = "failed", "disque plein"
    job.save()
    [told] = get("director", "jobs?state=failed")["items"]
    assert told["error"] == "disque plein"
    assert send(readers, company, "director", "jobs/start", job=told["id"]).status_code == 200
    jobs.run(job_id=job.pk)
    [ran] = get("director", f"jobs/runs?job={told['id']}")["items"]
    assert (ran["kind"], ran["state"], "count" in ran["error"]) == ("count", "failed", True)
    assert get("director", f"jobs/runs?job={uuid4()}")["items"] == []
    job.refresh_from_db()
    jobs.start_again(by=alice, at=NOW, job=job)
    again = send(readers, company, "director", "jobs/start", job=told["id"])
    assert (again.status_code, "rien à relancer" in str(again.json())) == (422, True)


@time_machine.travel(NOW, tick=False)
def test_a_test_message_says_what_is_wrong_and_minutes_are_unknown(
    readers: Readers, company: Company, get: Get
) -> None:
    told = send(readers, company, "director", "messages/test").json()
    assert (told["state"], "TIMONERIE_EMAIL_HOST" in told["wrong"]) == ("kept", True)
    assert {one["extent"] for one in get("director", "minutes")} == {"nothing"}
