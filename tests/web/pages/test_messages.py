"""The Monday mail and the digest over real figures: the same lines as the screen, never more than
the reader's rights, the dial and one message a day allow."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from pytest_django import Settings

from tests.factories import accounts, challenges, contracts, missions
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.publications.enums import JobKind
from timonerie.domains.publications.models import Absence, Digest, DigestLine
from timonerie.domains.publications.operations import absences, choices
from timonerie.domains.publications.queries import ledger
from timonerie.domains.signals.models import Dial
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs import planned
from timonerie.foundations.notifications import operations
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.scope import current
from timonerie.web import message_bodies
from timonerie.web.digests import reader, sending

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
MONDAY = NOW.replace(hour=8, minute=0) - DAY * NOW.weekday() + 7 * DAY
MESSAGES = "my-messages"


@pytest.fixture(autouse=True)
def inside(measured: Measured) -> Iterator[None]:
    with current.company(measured.company.pk):
        yield


def publish(measured: Measured, at: datetime = MONDAY) -> int:
    with time_machine.travel(at, tick=False):
        return sending.publish_due(company=measured.company, at=at)


def manager(measured: Measured, *, name: str = "Gaël Petit") -> Actor:
    """Of Lyon alone."""
    membership = accounts.membership(measured.company, Role.SITE_MANAGER, name=name)
    mandates.grant(
        by=measured.alice,
        at=NOW,
        membership=membership,
        unit=measured.group.lyon,
        start_date=accounts.LONG_AGO,
    )
    return accounts.actor_of(membership)


def number(actor: Actor) -> int:
    return accounts.user_of(actor).pk


def message_of(user_id: int) -> Message:
    found: Message = Message.objects.filter(user_id=user_id).latest("at")
    return found


def dial(alerts: float) -> None:
    Dial.objects.create(alerts_a_week=alerts, allows_more=False)


def test_the_mail_says_what_the_screen_says(measured: Measured) -> None:
    for rank in range(26):
        contracts.signed(measured.alice, f"Contrat {rank}", provider=measured.nova)
    publish(measured)
    text = message_of(number(measured.alice)).text
    with time_machine.travel(MONDAY, tick=False):
        client = browse(accounts.user_of(measured.alice))
        shown = client.get(reverse("today", args=[measured.company.slug]))
    lines = shown.context["lines"]
    assert len(lines) == 5
    for line in lines:
        assert f"– {line.title}\n" in text
        assert str(line.why) in text
    waiting = len(shown.context["more_lines"])
    assert waiting
    assert f"Et {waiting} autre" in text
    html = message_of(number(measured.alice)).html
    assert all(reverse("today", args=[measured.company.slug]) in one for one in (html, text))


def test_a_reader_of_a_site_learns_nothing_of_the_others(measured: Measured) -> None:
    gael = manager(measured)
    publish(measured)
    text = message_of(number(gael)).text
    assert "Nantes" not in text
    assert "Grenoble" not in text


def test_rights_are_those_of_the_moment_it_leaves(measured: Measured) -> None:
    gael = manager(measured)
    Membership.objects.filter(user_id=number(gael)).update(end_date=(MONDAY - DAY).date())
    publish(measured)
    assert not Message.objects.filter(user_id=number(gael)).exists()
    assert Message.objects.filter(user_id=number(measured.alice)).exists()


def test_the_sections_follow_one_another(measured: Measured) -> None:
    mission = missions.held(measured.alice, measured.nova)
    missions.deliverable(measured.alice, mission)
    contracts.signed(measured.alice, "Paie à renouveler", provider=measured.nova)
    publish(measured)
    text = message_of(number(measured.alice)).text.replace("\u00a0", " ")
    titles = [line for line in text.splitlines() if line.isupper()]
    assert titles[0] == "À DÉCIDER"
    order = [
        "LES ÉCHÉANCES DE LA SEMAINE",
        "SITES MUETS, PRESTATAIRES EN RETARD",
        "PROMESSES À ÉCHÉANCE",
        "TRÉSORERIE ET CLÔTURE",
    ]
    assert titles[1:] == [one for one in order if one in titles]
    assert "Nova : Budget 2026" in text
    assert "en retard" in text


def test_a_challenge_is_told_when_its_answer_is_due_and_when_it_is_past(measured: Measured) -> None:
    alice = measured.alice
    firm = challenges.provider(alice, "Orion")
    step = challenges.taken(alice, challenges.opened(alice, firm=firm))
    challenges.sent(alice, step)
    gael = manager(measured)
    publish(measured)
    text = message_of(number(alice)).text.replace("\u00a0", " ")
    step.refresh_from_db()
    assert step.due_on >= MONDAY.date()
    assert "RECADRAGES À SUIVRE" in text
    assert "Orion doit répondre : demande écrite" in text
    assert "Délais de la paie" in text
    assert "Orion" not in message_of(number(gael)).text
    publish(measured, MONDAY + 14 * DAY)
    text = message_of(number(alice)).text.replace("\u00a0", " ")
    assert "Orion n’a pas répondu : demande écrite" in text
    # Among the lines to decide already: not said twice.
    assert text.count("Orion n’a pas répondu") == 1


def test_never_more_lines_a_week_than_the_dial(measured: Measured) -> None:
    dial(1)
    contracts.signed(measured.alice, "Tenue de la paie", provider=measured.nova)
    publish(measured)
    user = number(measured.alice)
    assert DigestLine.objects.filter(digest__user_id=user).count() == 1
    assert "autres." in message_of(user).text
    # Something new on Tuesday, and no room left: nothing leaves, the page keeps it.
    contracts.signed(measured.alice, "Nouveau venu", provider=measured.nova)
    publish(measured, MONDAY + DAY)
    assert Message.objects.filter(user_id=user).count() == 1
    assert Digest.objects.get(user_id=user, day=(MONDAY + DAY).date()).message == ""


def test_a_digest_leaves_only_for_what_is_new(measured: Measured) -> None:
    dial(50)
    user = number(measured.alice)
    for days in range(3):
        publish(measured, MONDAY + days * DAY)
    before = Message.objects.filter(user_id=user).count()
    publish(measured, MONDAY + 3 * DAY)
    assert Message.objects.filter(user_id=user).count() == before
    known = ledger.known_to(user, on=(MONDAY + 3 * DAY).date())
    assert len(known) == DigestLine.objects.filter(digest__user_id=user).count()


def test_one_message_a_day_however_often_it_is_asked(measured: Measured) -> None:
    assert publish(measured) > 0
    assert publish(measured, MONDAY + timedelta(hours=1)) == 0
    assert Message.objects.filter(user_id=number(measured.alice)).count() == 1


def test_who_wants_nothing_receives_nothing(measured: Measured) -> None:
    choices.choose(by=measured.alice, at=NOW, weekly=False, daily=False, quiet_days=[5, 6])
    publish(measured)
    assert not Message.objects.filter(user_id=number(measured.alice)).exists()


def test_a_quiet_monday_moves_the_mail_to_tuesday(measured: Measured) -> None:
    choices.choose(by=measured.alice, at=NOW, weekly=True, daily=True, quiet_days=[0, 5, 6])
    publish(measured)
    assert not Message.objects.filter(user_id=number(measured.alice)).exists()
    publish(measured, MONDAY + DAY)
    assert "Votre semaine, mardi" in message_of(number(measured.alice)).text


def test_a_deputy_reads_instead_and_learns_nothing_more(measured: Measured) -> None:
    gael = manager(measured)
    address = accounts.user_of(gael).email
    until = MONDAY + 4 * DAY
    absences.declare(
        by=measured.alice,
        at=NOW,
        start_date=MONDAY.date(),
        end_date=until.date(),
        deputy=address,
    )
    dial(50)
    publish(measured)
    assert not Message.objects.filter(user_id=number(measured.alice)).exists()
    text = message_of(number(gael)).text.replace("\u00a0", " ")
    assert "À LA PLACE DE ALICE MARTIN" in text
    assert "Nantes" not in text
    assert Message.objects.filter(user_id=number(gael)).count() == 1
    Absence.objects.all().delete()
    publish(measured, until)
    assert "Votre semaine" in message_of(number(measured.alice)).text


def test_a_deputy_of_a_deputy_and_nobody(measured: Measured) -> None:
    gael, lou = manager(measured), manager(measured, name="Lou Roy")
    for actor, deputy in ((measured.alice, gael), (gael, lou)):
        absences.declare(
            by=actor,
            at=NOW,
            start_date=MONDAY.date(),
            end_date=MONDAY.date(),
            deputy=accounts.user_of(deputy).email,
        )
    publish(measured)
    text = message_of(number(lou)).text
    assert "ALICE MARTIN" in text
    assert "GAËL PETIT" in text
    assert not Message.objects.filter(user_id__in=[number(gael), number(measured.alice)]).exists()


def test_it_is_read_here_without_a_server_and_by_its_reader_only(measured: Measured) -> None:
    publish(measured)
    gael = manager(measured)
    address = reverse(MESSAGES, args=[measured.company.slug])
    told = browse(accounts.user_of(measured.alice)).get(address).text
    assert "À décider" in told
    assert "n’a pas de serveur de courrier" in told
    assert mail.outbox == []
    other = browse(accounts.user_of(gael)).get(address).text
    assert "À décider" not in other
    assert "Aucun message pour l’instant" in other


def test_it_leaves_by_mail_with_both_readings(measured: Measured, settings: Settings) -> None:
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.org", "t@example.org"
    publish(measured)

    operations.deliver_due(at=MONDAY)
    sent = next(one for one in mail.outbox if "Alice" in one.to[0])
    assert "À DÉCIDER" in str(sent.body)
    ((html, kind),) = sent.alternatives  # type: ignore[attr-defined]
    assert (kind, "<style" in str(html), "style=" in str(html)) == ("text/html", False, False)


def test_each_reads_in_their_language(measured: Measured) -> None:
    User.objects.filter(pk=number(measured.alice)).update(language="en")
    publish(measured)
    assert "2 mars" not in message_of(number(measured.alice)).subject


def test_the_choice_and_the_absences_are_the_readers_own(measured: Measured) -> None:
    client = browse(accounts.user_of(measured.alice))
    slug = measured.company.slug
    choice, away, cancel = (
        reverse(name, args=[slug])
        for name in ("my-messages-choice", "my-absences", "my-absence-cancel")
    )
    page = client.get(choice).text
    assert page.count("checked") == 4
    body: dict[str, Any] = {"version": "0", "weekly": "on", "quiet_days": ["5", "6"]}
    told = client.post(choice, body, follow=True).text
    assert "Vous recevez le courrier du lundi." in told
    refused = client.post(choice, {"version": "2", "weekly": "on", "quiet_days": list("0123456")})
    assert "Laissez un jour au moins" in refused.text
    start, end = "2030-01-07", "2030-01-11"
    wrong = client.post(away, {"start_date": end, "end_date": start})
    assert "La fin vient avant le début" in wrong.text
    nobody = client.post(away, {"start_date": start, "end_date": end, "deputy": "x@example.org"})
    assert "Personne d’autre n’a d’accès ici" in nobody.text
    assert (
        "Du 7 janvier 2030 au 11 janvier 2030"
        in client.post(away, {"start_date": start, "end_date": end}, follow=True).text
    )
    absence = Absence.objects.get()
    gael = browse(accounts.user_of(manager(measured)))
    for named in (str(absence.public_id), ""):
        told = gael.post(cancel, {"absence": named}, follow=True).text
        assert "n’est pas l’une des vôtres" in told
    assert Absence.objects.exists()
    client.post(cancel, {"absence": str(absence.public_id)})
    assert not Absence.objects.exists()


def test_nothing_leaves_at_night(measured: Measured) -> None:
    assert publish(measured, datetime(2026, 11, 30, 3, tzinfo=UTC)) == 0


def test_the_job_of_each_hour_writes_them(measured: Measured) -> None:
    assert {JobKind.DIGESTS, JobKind.MESSAGES} <= set(planned.HOURLY)
    with time_machine.travel(MONDAY, tick=False):
        for kind in (JobKind.DIGESTS, JobKind.MESSAGES):
            job = jobs.put_off(by=measured.alice, kind=kind, key="k", payload={}, at=MONDAY)
            jobs.run(job_id=job.pk)
            job.refresh_from_db()
            assert (job.state, job.error) == ("done", "")
    assert message_of(number(measured.alice)).kind == "digest.weekly"


def test_a_digest_that_fails_holds_back_no_other(
    measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    gael, real = manager(measured), reader.reader_of

    def broken(actor: Actor, *args: Any, **options: Any) -> Any:
        if actor.user_id == measured.alice.user_id:
            raise RuntimeError("panne")
        return real(actor, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(sending, "reader_of", broken)
        with pytest.raises(sending.NotAllWritten, match="1 courrier n’a pas pu"):
            publish(measured)
    assert Message.objects.filter(user_id=number(gael)).count() == 1
    publish(measured, MONDAY + timedelta(hours=1))
    assert Message.objects.filter(user_id=number(measured.alice)).count() == 1
    assert Message.objects.filter(user_id=number(gael)).count() == 1


def test_a_text_is_read_back_whole() -> None:
    text = (
        "Titre\n\nÀ DÉCIDER\n– Un contrat\n  demain · 40 €\n  https://a.example/brevent/contrats/1/?mois=2026-01#haut\n"
        "– Une pièce\nEt 3 autres.\n\nTout voir : https://a.example/brevent/\n"
    )
    first, second, last = message_bodies.blocks(text)
    assert (first.sentences, second.title) == (["Titre"], "À décider")
    assert [(one.text, one.details, one.path) for one in second.lines] == [
        ("Un contrat", ["demain · 40 €"], "/brevent/contrats/1/?mois=2026-01#haut"),
        ("Une pièce", [], ""),
    ]
    assert second.sentences == ["Et 3 autres."]
    assert [(one.text, one.path) for one in last.lines] == [("Tout voir", "/brevent/")]
    assert not last.sentences
