"""Messages, jobs and minutes under the settings: what went wrong is said with what to do."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from tests.web.settings.conftest import SignIn
from timonerie.domains.publications import job_words
from timonerie.domains.publications.enums import Readers
from timonerie.domains.publications.models import PageTime
from timonerie.domains.publications.operations import minutes
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs import planned, registry
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.notifications.operations import Recipient
from timonerie.foundations.scope.models import Company
from timonerie.web import page_time, page_words
from timonerie.web.page_time import Marked

MESSAGES, TRY = (reverse(f"settings-messages{end}", args=["brevent"]) for end in ("", "-start"))
JOBS, START = (reverse(f"settings-jobs{end}", args=["brevent"]) for end in ("", "-start"))
MINUTES = reverse("settings-minutes", args=["brevent"])
TODAY = reverse("today", args=["brevent"])


def failed(by: Actor, kind: str = "results.refresh") -> Job:
    job = jobs.put_off(by=by, kind=kind, key="one", payload={}, at=timezone.now())
    job.state, job.error, job.ended_at = JobState.FAILED, "disque plein", timezone.now()
    job.started_at = job.ended_at
    job.save()
    return job


def test_a_test_message_leaves_or_says_what_to_do(browser: Client, settings: Settings) -> None:
    with time_machine.travel(NOW, tick=False):
        told = browser.post(TRY, follow=True).text
    assert "Aucun serveur de courrier n’est réglé" in told
    assert "TIMONERIE_EMAIL_HOST" in told
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.org", "t@example.org"
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        assert "Le message est parti vers" in browser.post(TRY, follow=True).text
    assert [one.subject for one in mail.outbox] == ["Timonerie : message d’essai"]
    assert Event.objects.latest("seq").act == "message.tested"


def test_a_server_that_is_not_there_is_named(browser: Client, settings: Settings) -> None:
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "127.0.0.1", "t@example.org"
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    told = browser.post(TRY, follow=True).text
    assert "Le serveur de courrier refuse la connexion" in told
    assert "TIMONERIE_EMAIL_PORT" in told
    assert Message.objects.get().next_at is None


def test_the_log_never_shows_what_was_written(alice: Actor, sign_in: SignIn) -> None:
    notifications.send(
        company_id=alice.company_id,
        at=NOW,
        key="k",
        kind="digest.weekly",
        to=Recipient("Bruno Faure", "bruno@example.org"),
        subject="Objet réservé",
        text="Texte réservé",
    )
    told = sign_in(Role.ADMINISTRATOR).get(MESSAGES).text
    assert "Bruno Faure" in told
    assert "Courrier du lundi" in told
    assert "réservé" not in told
    assert "réservé" not in sign_in(Role.ADMINISTRATOR).get(f"{MESSAGES}?format=csv").text
    assert sign_in(Role.EXECUTIVE).get(MESSAGES).status_code == 403


def test_a_failed_job_is_a_line_and_is_started_again(
    browser: Client, alice: Actor, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = failed(alice)
    assert "1 travail en échec" in sign_in(Role.ADMINISTRATOR).get(TODAY).text
    assert "travail en échec" not in sign_in(Role.EXECUTIVE).get(TODAY).text
    told = browser.get(JOBS).text
    assert "Calcul des indicateurs" in told
    assert "disque plein" in told
    browser.post(START, {"travail": str(job.public_id)})
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    assert Event.objects.latest("seq").act == "job.started_again"
    assert (
        "rien à relancer" in browser.post(START, {"travail": str(job.public_id)}, follow=True).text
    )
    assert "Choisissez le travail" in browser.post(START, {"travail": "x"}, follow=True).text


def test_every_time_that_a_job_ran_is_a_line(browser: Client, alice: Actor) -> None:
    assert "Aucune exécution pour l’instant" in browser.get(JOBS).text
    job = jobs.put_off(by=alice, kind=planned.CHECKPOINT, key="one", payload={}, at=timezone.now())
    jobs.run(job_id=job.pk)
    told = browser.get(f"{JOBS}?format=csv&table=executions").getvalue().decode("utf-8-sig")
    [line] = told.splitlines()[1:]
    assert job_words.kind(planned.CHECKPOINT) in line
    assert "terminée" in line


def test_every_kind_of_job_has_its_words() -> None:
    handled = {kind for kind in registry._handlers if "." in kind}
    assert handled - job_words.KINDS.keys() == set()
    assert job_words.KINDS.keys() - handled == set()


def marked(company: Company, readers: Readers = Readers.DIRECTION) -> str:
    return page_time._signed(Marked(company.public_id, "today", readers))


def test_minutes_of_nobody_are_added(browser: Client, company: Company, alice: Actor) -> None:
    anybody = Client()
    address, mark = reverse("page-time"), marked(company)
    assert mark in browser.get(TODAY).text
    assert anybody.post(address, {"mark": mark, "seconds": "90"}).status_code == 204
    assert anybody.post(address, {"mark": mark, "seconds": "5", "again": "1"}).status_code == 204
    for wrong in (
        {"mark": mark + "x", "seconds": "9"},
        {"mark": mark, "seconds": "-9"},
        {"mark": mark},
        {"seconds": "9"},
    ):
        assert anybody.post(address, wrong).status_code == 400
    assert anybody.get(address).status_code == 405
    ((route, seconds, views),) = PageTime.objects.values_list("route", "seconds", "views")
    assert (route, seconds, views) == ("today", 95, 1)
    assert {field.name for field in PageTime._meta.get_fields()} == {
        "id",
        "company",
        "week",
        "route",
        "readers",
        "seconds",
        "views",
    }


def test_minutes_are_told_beside_their_budget_or_why_not(
    browser: Client, alice: Actor, company: Company, group: Group
) -> None:
    assert "Rien n’a encore été lu" in browser.get(MINUTES).text
    at = datetime(2026, 3, 23, 9, tzinfo=NOW.tzinfo)
    with time_machine.travel(at, tick=False):
        for weeks in (1, 2, 3):
            on = (at - timedelta(weeks=weeks)).date()
            for _view in range(8):
                minutes.add(on=on, route="today", readers=Readers.DIRECTION, seconds=900)
        client = browse_again(alice)
        assert "Moins de trois lecteurs" in client.get(MINUTES).text
        accounts.membership(company, Role.EXECUTIVE)
        accounts.membership(company, Role.EXECUTIVE)
        told = client.get(MINUTES).text
    assert "40 min par semaine" in told.replace("\u00a0", " ")
    assert "Plus que prévu" in told
    assert "L2312-38" in told


def browse_again(actor: Actor) -> Client:
    client = Client()
    client.force_login(accounts.user_of(actor))
    return client


def test_a_page_of_the_product_is_named(company: Company) -> None:

    named: dict[str, Any] = {
        "today": "Aujourd’hui",
        "contracts": "Contrats",
        "declare": "Lien de déclaration d’incident",
    }
    assert {route: page_words.title(route) for route in named} == named
