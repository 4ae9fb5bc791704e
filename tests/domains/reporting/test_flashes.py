"""The flash of a site: filed once however often it is sent, frozen, corrected with a reason."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import accounts, organisation
from tests.factories import flashes as factory
from tests.factories.flashes import WEEK
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import calendars, mandates, seats
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.flash_enums import Came, FlashState, NeedState
from timonerie.domains.reporting.models import Flash, FlashDraft, FlashNeed, VoiceLink
from timonerie.domains.reporting.operations import (
    flash_needs,
    flash_rules,
    flashes,
    voice_links,
)
from timonerie.domains.reporting.operations.flash_checks import Figure, Said
from timonerie.domains.reporting.queries import flash_places, needs
from timonerie.domains.reporting.queries import flashes as queries
from timonerie.domains.reporting.queries.voice_links import NoSuchLink
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.foundations.scope.secrets import digest

FRIDAY_EVENING = datetime(2026, 3, 6, 18, 0, tzinfo=UTC)


def manager(company: Company, alice: Actor, role: Role = Role.SITE_MANAGER, **named: Any) -> Actor:
    found = accounts.actor(company, role, name="Bob")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(found),
        start_date=accounts.LONG_AGO,
        **named,
    )
    return found


def test_a_flash_keeps_what_was_said(alice: Actor, group: Group) -> None:
    said = factory.said("Deux départs", "", alert=" Four en panne ", need="Un intérimaire")
    flash = factory.filed(alice, group.lyon, what=said)
    assert flash.facts == ["Deux départs"]
    assert flash.figures == [{"label": "Commandes", "value": "1250.5", "unit": "k€"}]
    assert (flash.alert, flash.need) == ("Four en panne", "Un intérimaire")
    assert flash.due_at == datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    assert not flash.is_late
    event = Event.objects.get(act="flash.filed")
    assert event.detail["site"] == "Lyon"


def test_one_sent_twice_is_one(alice: Actor, group: Group) -> None:
    sent = factory.key()
    first = flashes.file(
        by=alice, at=NOW, unit=group.lyon, week=WEEK, said=factory.said(), key=sent
    )
    again = flashes.file(
        by=alice, at=NOW, unit=group.lyon, week=WEEK, said=factory.said("autre"), key=sent
    )
    assert (first.came, again.came) == (Came.FILED, Came.KNOWN)
    assert first.flash.pk == again.flash.pk
    assert Flash.objects.count() == 1
    assert Event.objects.filter(act="flash.filed").count() == 1


def test_a_lost_answer_is_sent_again_even_weeks_later(alice: Actor, group: Group) -> None:
    sent = factory.key()
    factory.filed(alice, group.lyon, sent=sent)
    later = NOW + timedelta(days=30)
    again = flashes.file(
        by=alice, at=later, unit=group.lyon, week=WEEK, said=factory.said(), key=sent
    )
    assert again.came == Came.KNOWN


@pytest.mark.django_db(transaction=True)
def test_the_same_one_sent_at_once_by_two_hands_is_one(emptied: None) -> None:
    company = organisation.company()
    with current.company(company.pk):
        alice = accounts.actor(company)
        lyon = organisation.group(alice).lyon
    sent, came, ready = factory.key(), [], threading.Barrier(2)

    def send() -> None:
        with current.company(company.pk):
            ready.wait()
            made = flashes.file(
                by=alice, at=NOW, unit=lyon, week=WEEK, said=factory.said(), key=sent
            )
            came.append(made.came)
        connections.close_all()

    hands = [threading.Thread(target=send) for _hand in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    with current.company(company.pk):
        assert Flash.objects.count() == 1
    assert sorted(came) == [Came.FILED, Came.KNOWN]


def test_another_flash_of_the_same_week_is_refused(alice: Actor, group: Group) -> None:
    factory.filed(alice, group.lyon)
    with pytest.raises(Refused, match="déjà dite"):
        factory.filed(alice, group.lyon)
    factory.filed(alice, group.nantes)


def test_the_key_of_another_site_is_refused(alice: Actor, group: Group) -> None:
    sent = factory.key()
    factory.filed(alice, group.lyon, sent=sent)
    with pytest.raises(Refused, match="clé"):
        factory.filed(alice, group.nantes, sent=sent)


@pytest.mark.parametrize("key", ["", "court", "x" * 65, "clé-avec-accents-é"])
def test_a_key_is_asked_for(alice: Actor, group: Group, key: str) -> None:
    with pytest.raises(Refused):
        flashes.file(by=alice, at=NOW, unit=group.lyon, week=WEEK, said=factory.said(), key=key)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said(), "fact_1"),
        (Said(facts=("x" * 201,)), "fact_1"),
        (Said(facts=("a",), alert="x" * 301), "alert"),
        (Said(facts=("a",), need="x" * 301), "need"),
        (Said(figures=(Figure("", "12"),)), "label_1"),
        (Said(figures=(Figure("Ventes", "douze"),)), "value_1"),
        (Said(figures=(Figure("Ventes", "1e9"),)), "value_1"),
        (Said(figures=(Figure("Ventes", "１２"),)), "value_1"),
        (Said(figures=(Figure("x" * 61, "12"),)), "label_1"),
        (Said(facts=("a", "b", "c", "d")), ""),
    ],
)
def test_what_a_flash_cannot_say(alice: Actor, group: Group, said: Said, field: str) -> None:
    with pytest.raises(Refused) as refused:
        factory.filed(alice, group.lyon, what=said)
    assert refused.value.field == field
    assert not Flash.objects.exists()


def test_only_this_week_and_the_one_before_are_told(alice: Actor, group: Group) -> None:
    factory.filed(alice, group.lyon, week=date(2026, 2, 23))
    for week in (date(2026, 2, 16), date(2026, 3, 9), date(2026, 3, 3)):
        with pytest.raises(Refused, match="ne se dit plus"):
            factory.filed(alice, group.lyon, week=week)


def test_a_filed_flash_is_frozen(alice: Actor, group: Group) -> None:
    flash = factory.filed(alice, group.lyon)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Flash.objects.filter(pk=flash.pk).update(alert="autre")


def test_a_correction_is_a_version_with_its_reason(alice: Actor, group: Group) -> None:
    flash = factory.filed(alice, group.lyon)
    with pytest.raises(Refused, match="pourquoi"):
        flashes.correct(
            by=alice, at=NOW, flash=flash, said=factory.said("b"), reason=" ", key=factory.key()
        )
    made = flashes.correct(
        by=alice,
        at=FRIDAY_EVENING,
        flash=flash,
        said=factory.said("b"),
        reason="Chiffre faux",
        key=factory.key(),
    ).flash
    assert [one.number for one in queries.versions(made)] == [1, 2]
    assert queries.standing(group.lyon.pk, WEEK) == made
    # Corrected after the hour, but told before it.
    assert not made.is_late
    with pytest.raises(Refused, match="vient d’être corrigé"):
        flashes.correct(
            by=alice, at=NOW, flash=flash, said=factory.said(), reason="r", key=factory.key()
        )


def test_a_correction_ends_with_the_week(alice: Actor, group: Group) -> None:
    flash = factory.filed(alice, group.lyon)
    with pytest.raises(Refused, match="dans sa semaine"):
        flashes.correct(
            by=alice,
            at=datetime(2026, 3, 9, 6, 0, tzinfo=UTC),
            flash=flash,
            said=factory.said("b"),
            reason="r",
            key=factory.key(),
        )


def test_a_manager_tells_their_own_site(company: Company, alice: Actor, group: Group) -> None:
    bob = manager(company, alice, unit=group.lyon)
    factory.filed(bob, group.lyon)
    with pytest.raises(PermissionDenied):
        factory.filed(bob, group.nantes)
    assert [one.name for one in flash_places.visible_to(bob, on=NOW.date())] == ["Lyon"]


def test_who_manages_a_team_tells_its_site(company: Company, alice: Actor, group: Group) -> None:
    bob = manager(company, alice, Role.TEAM_MANAGER, unit=group.payroll_team)
    factory.filed(bob, group.lyon)
    with pytest.raises(PermissionDenied):
        factory.filed(bob, group.grenoble)
    assert [one.name for one in flash_places.listed(bob, on=NOW.date())] == ["Lyon"]


def test_a_link_tells_its_site_until_it_is_revoked(alice: Actor, group: Group) -> None:
    made = factory.link(alice, group.lyon)
    by = voice_links.actor_of(made.link)
    sent: dict[str, Any] = {"by": by, "week": WEEK, "said": factory.said(), "link": made.link}
    with pytest.raises(PermissionDenied):
        flashes.file(**sent, at=NOW, unit=group.nantes, key=factory.key())
    flash = flashes.file(**sent, at=NOW, unit=group.lyon, key=factory.key()).flash
    assert (flash.link, flash.user_id) == (made.link, None)
    voice_links.revoke(by=alice, at=NOW, link=made.link)
    sent["week"] = date(2026, 2, 23)
    with pytest.raises(NoSuchLink):
        flashes.file(**sent, at=NOW, unit=group.lyon, key=factory.key())


def test_a_draft_is_of_its_writer_and_leaves_with_the_flash(
    company: Company, alice: Actor, group: Group
) -> None:
    bob = manager(company, alice, unit=group.lyon)
    document = {"fact_1": "Un départ", "value_1": "12,", "label_1": "Ventes", "autre": "x"}
    for by in (alice, bob):
        flashes.keep_draft(by=by, at=NOW, unit=group.lyon, week=WEEK, document=document)
    kept = queries.draft(group.lyon.pk, WEEK, user_id=bob.user_id, link_id=None)
    assert kept["fact_1"] == "Un départ"
    assert kept["value_1"] == "12,"
    assert "autre" not in kept
    factory.filed(bob, group.lyon)
    assert FlashDraft.objects.get().user_id == alice.user_id


def test_a_week_names_the_silent_sites(alice: Actor, group: Group) -> None:
    factory.filed(alice, group.lyon)
    before = queries.of_week(alice, week=WEEK, at=NOW)
    assert {one.place.name: one.state for one in before.sites} == {
        "Lyon": FlashState.FILED,
        "Grenoble": FlashState.AWAITED,
        "Nantes": FlashState.AWAITED,
    }
    factory.filed(alice, group.nantes, at=FRIDAY_EVENING)
    after = queries.of_week(alice, week=WEEK, at=FRIDAY_EVENING)
    assert [one.place.name for one in after.silent] == ["Grenoble"]
    assert (len(after.filed), after.asked) == (2, 3)
    assert {one.place.name: one.state for one in after.sites}["Nantes"] == FlashState.LATE


def test_nobody_is_silent_before_flashes_are_asked(alice: Actor, group: Group) -> None:
    told = queries.of_week(alice, week=WEEK, at=FRIDAY_EVENING)
    assert not told.silent
    assert len(told.awaited) == 3
    factory.filed(alice, group.lyon)
    assert queries.of_week(alice, week=date(2026, 2, 16), at=NOW).sites == []


def test_a_closed_site_is_not_silent(alice: Actor, group: Group) -> None:
    factory.filed(alice, group.lyon)
    week = [{"days": ["sat"], "open": "09:00", "close": "12:00"}]
    calendar = calendars.create(
        by=alice,
        at=NOW - timedelta(days=30),
        name="Le samedi",
        document={"zone": "Europe/Paris", "week": week},
        start_date=date(2026, 1, 1),
    )
    calendars.assign(
        by=alice, at=NOW, unit=group.nantes, version=group.nantes.version, calendar=calendar
    )
    told = queries.of_week(alice, week=WEEK, at=FRIDAY_EVENING)
    assert [one.place.name for one in told.closed] == ["Nantes"]
    assert told.asked == 2


def test_a_rule_holds_from_its_monday_on(alice: Actor, group: Group) -> None:
    flash_rules.say(by=alice, at=NOW, weekday=3, hour=12, start=date(2026, 3, 11))
    this = queries.due_at(group.lyon.pk, WEEK, at=NOW)
    then = queries.due_at(group.lyon.pk, date(2026, 3, 9), at=NOW)
    assert this == datetime(2026, 3, 6, 14, tzinfo=UTC)
    assert then == datetime(2026, 3, 12, 11, tzinfo=UTC)
    with pytest.raises(Refused, match="semaines passées"):
        flash_rules.say(by=alice, at=NOW, weekday=3, hour=12, start=date(2026, 2, 27))
    with pytest.raises(Refused):
        flash_rules.say(by=alice, at=NOW, weekday=7, hour=12, start=WEEK)


def test_labels_are_remembered_and_never_values(alice: Actor, group: Group) -> None:
    assert queries.labels(group.lyon.pk) == []
    factory.filed(alice, group.lyon)
    assert queries.labels(group.lyon.pk) == [("Commandes", "k€")]


def test_a_need_is_answered_or_owned(alice: Actor, group: Group) -> None:
    factory.filed(alice, group.lyon, what=factory.said(need="Un intérimaire"))
    need = FlashNeed.objects.select_related("unit").get()
    assert needs.state(need) == NeedState.OPEN
    asked = timezone.localdate(need.asked_at)
    counts = [needs.waiting(alice, on=asked - timedelta(days=n)).count() for n in (0, 1)]
    assert counts == [1, 0]
    seat = seats.create(by=alice, at=NOW, name="RH", unit=group.root)
    with pytest.raises(Refused, match="jour à venir"):
        flash_needs.own(
            by=alice, at=NOW, need=need, version=1, owner=seat, due_date=date(2026, 3, 1)
        )
    flash_needs.own(by=alice, at=NOW, need=need, version=1, owner=seat, due_date=date(2026, 3, 9))
    assert needs.state(need) == NeedState.OWNED
    assert not needs.unowned(alice, on=NOW.date()).exists()
    assert needs.overdue(alice, on=date(2026, 3, 10)).count() == 1
    with pytest.raises(Conflict):
        flash_needs.answer(by=alice, at=NOW, need=need, version=1, text="Oui")
    need.refresh_from_db()
    flash_needs.answer(by=alice, at=NOW, need=need, version=2, text="Lundi matin")
    assert needs.state(need) == NeedState.ANSWERED
    assert [one.answer for one in needs.told_to(group.lyon.pk, at=NOW)] == ["Lundi matin"]
    assert needs.told_to(group.lyon.pk, at=NOW + timedelta(days=30)) == []


def test_a_correction_takes_its_need_back_unless_it_was_answered(
    alice: Actor, group: Group
) -> None:
    flash = factory.filed(alice, group.lyon, what=factory.said(need="Un intérimaire"))
    told: dict[str, Any] = {"by": alice, "at": NOW, "reason": "r"}
    second = flashes.correct(**told, flash=flash, said=factory.said(), key=factory.key()).flash
    assert needs.state(FlashNeed.objects.get()) == NeedState.DROPPED
    third = flashes.correct(
        **told, flash=second, said=factory.said(need="Deux"), key=factory.key()
    ).flash
    need = FlashNeed.objects.select_related("unit").get()
    assert (need.text, needs.state(need)) == ("Deux", NeedState.OPEN)
    flash_needs.answer(by=alice, at=NOW, need=need, version=need.version, text="Oui")
    with pytest.raises(Refused) as refused:
        flashes.correct(**told, flash=third, said=factory.said(need="Trois"), key=factory.key())
    assert refused.value.field == "need"
    assert Flash.objects.count() == 3


def test_only_who_directs_answers(company: Company, alice: Actor, group: Group) -> None:
    bob = manager(company, alice, unit=group.lyon)
    factory.filed(bob, group.lyon, what=factory.said(need="Un intérimaire"))
    need = FlashNeed.objects.select_related("unit").get()
    with pytest.raises(PermissionDenied):
        flash_needs.answer(by=bob, at=NOW, need=need, version=1, text="Oui")


@pytest.mark.rule("AUT-12")
def test_only_the_hash_of_a_secret_is_kept(alice: Actor, group: Group) -> None:
    made = factory.link(alice, group.lyon)
    told = {str(value) for value in VoiceLink.objects.values().get().values()}
    assert made.token not in told
    assert digest(made.token) in told
    assert made.token not in str(Event.objects.get(act="voice_link.made").detail)


@pytest.mark.parametrize(("days", "recipient"), [(0, "Quai"), (401, "Quai"), (30, " ")])
def test_a_link_has_an_end_and_a_recipient(
    alice: Actor, group: Group, days: int, recipient: str
) -> None:
    with pytest.raises(Refused):
        voice_links.for_flash(by=alice, at=NOW, unit=group.lyon, recipient=recipient, days=days)


def test_as_many_questions_for_twelve_weeks_as_for_one(alice: Actor, group: Group) -> None:
    factory.filed(alice, group.lyon)
    with CaptureQueriesContext(connection) as one:
        queries.of_week(alice, week=WEEK, at=NOW)
    with CaptureQueriesContext(connection) as many:
        queries.over(alice, first=date(2025, 12, 15), last=WEEK, at=NOW)
    assert len(many) == len(one) <= 10
