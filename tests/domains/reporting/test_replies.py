"""The right of reply: dated, changed by a new text, withdrawn and never erased."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import accounts, levels
from tests.factories import voices as factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.models import Reply, ReplyAbout, ReplyText
from timonerie.domains.reporting.operations import replies, voice_links
from timonerie.domains.reporting.queries import replies as queries
from timonerie.domains.reporting.queries.voice_links import NoSuchLink
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Nova")


def member(company: Company, alice: Actor, role: Role, **named: Any) -> Actor:
    found = accounts.actor(company, role, name=f"Bob {role}")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(found),
        start_date=accounts.LONG_AGO,
        **named,
    )
    return found


def test_a_provider_replies_to_its_figure(
    company: Company, alice: Actor, group: Group, nova: Provider
) -> None:
    carol = member(company, alice, Role.PROVIDER, provider=nova)
    about = factory.figure(nova, group.lyon)
    reply = replies.say(by=carol, at=NOW, about=about, text=" Reçu le 12 ")
    key = queries.key_of(reply.about)
    [told] = queries.beside([key])[key]
    assert (told.whose, told.text, told.is_changed) == ("Nova", "Reçu le 12", False)
    other = providers.create(by=alice, at=NOW, name="Orion")
    with pytest.raises(PermissionDenied):
        replies.say(by=carol, at=NOW, about=factory.figure(other), text="Non")


def test_a_site_replies_to_what_is_done_there(
    company: Company, alice: Actor, group: Group, nova: Provider
) -> None:
    bob = member(company, alice, Role.SITE_MANAGER, unit=group.lyon)
    reply = replies.say(by=bob, at=NOW, about=factory.figure(nova, group.lyon), text="Le four")
    assert queries.whose(reply) == "Lyon"
    for about in (factory.figure(nova, group.nantes), factory.figure(nova)):
        with pytest.raises(PermissionDenied):
            replies.say(by=bob, at=NOW, about=about, text="Non")


def test_a_provider_and_a_site_stand_side_by_side(
    company: Company, alice: Actor, group: Group, nova: Provider
) -> None:
    carol = member(company, alice, Role.PROVIDER, provider=nova)
    bob = member(company, alice, Role.SITE_MANAGER, unit=group.lyon)
    about = factory.figure(nova, group.lyon)
    replies.say(by=bob, at=NOW, about=about, text="Chez nous")
    replies.say(by=carol, at=NOW, about=about, text="Chez eux")
    key = queries.key_of(ReplyAbout.objects.get())
    assert [one.whose for one in queries.beside([key])[key]] == ["Nova", "Lyon"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 601])
def test_a_reply_says_something_in_600_characters(alice: Actor, nova: Provider, text: str) -> None:
    with pytest.raises(Refused) as refused:
        factory.replied(alice, factory.figure(nova), text)
    assert refused.value.field == "text"
    assert not Reply.objects.exists()


def test_what_it_said_is_kept(company: Company, alice: Actor, nova: Provider) -> None:
    carol = member(company, alice, Role.PROVIDER, provider=nova)
    about = factory.figure(nova)
    reply = replies.say(by=carol, at=NOW, about=about, text="Un")
    replies.say(by=carol, at=NOW, about=about, text="Un")
    replies.change(by=carol, at=NOW, reply=reply, version=1, text="Deux")
    with pytest.raises(Conflict):
        replies.change(by=carol, at=NOW, reply=reply, version=1, text="Trois")
    texts = ReplyText.objects.order_by("number").values_list("number", "text")
    assert list(texts) == [(1, "Un"), (2, "Deux")]
    with pytest.raises(DatabaseError), transaction.atomic():
        ReplyText.objects.filter(number=1).update(text="Autre")


def test_it_is_withdrawn_and_says_so(company: Company, alice: Actor, nova: Provider) -> None:
    carol = member(company, alice, Role.PROVIDER, provider=nova)
    about = factory.figure(nova)
    reply = replies.say(by=carol, at=NOW, about=about, text="Un")
    later = NOW + timedelta(days=2)
    replies.withdraw(by=carol, at=later, reply=reply, version=1)
    replies.withdraw(by=carol, at=later, reply=reply, version=1)
    key = queries.key_of(reply.about)
    [told] = queries.beside([key])[key]
    assert (told.text, told.is_withdrawn, told.said_at) == ("", True, later)
    assert ReplyText.objects.get().text == "Un"
    again = replies.say(by=carol, at=later, about=about, text="Deux")
    assert again.pk == reply.pk
    assert not queries.beside([key])[key][0].is_withdrawn


def test_nobody_withdraws_what_another_side_said(
    company: Company, alice: Actor, group: Group, nova: Provider
) -> None:
    reply = factory.replied(alice, factory.figure(nova, group.lyon))
    bob = member(company, alice, Role.SITE_MANAGER, unit=group.lyon)
    with pytest.raises(PermissionDenied):
        replies.withdraw(by=bob, at=NOW, reply=reply, version=1)
    with pytest.raises(PermissionDenied):
        replies.change(by=bob, at=NOW, reply=reply, version=1, text="Non")


def test_a_link_replies_to_one_figure_until_it_is_revoked(alice: Actor, nova: Provider) -> None:
    made = factory.reply_link(alice, factory.figure(nova))
    replies.say_by_link(link=made.link, at=NOW, text="Un")
    voice_links.revoke(by=alice, at=NOW, link=made.link)
    with pytest.raises(NoSuchLink):
        replies.say_by_link(link=made.link, at=NOW, text="Deux")
    assert Reply.objects.get().text == "Un"


def test_a_level_and_a_claim_are_replied_to(alice: Actor, nova: Provider) -> None:
    contract = levels.signed(alice)
    claim = levels.claimed(contract)
    level = replies.level_of(claim.level, period_kind="month", period_start=date(2026, 1, 1))
    factory.replied(alice, level, "Le niveau")
    factory.replied(alice, replies.claim_of(claim), "L’avoir")
    keys = [
        queries.level(level=claim.level_id, period="month", start=date(2026, 1, 1)),
        queries.claim(claim.pk),
    ]
    found = queries.beside(keys)
    assert [found[key][0].text for key in keys] == ["Le niveau", "L’avoir"]


def test_one_question_whatever_the_figures(alice: Actor, group: Group, nova: Provider) -> None:
    places = [None, group.lyon, group.nantes, group.grenoble]
    for place in places:
        factory.replied(alice, factory.figure(nova, place))
    keys = [
        queries.figure(
            metric=metric,
            provider=nova.pk,
            unit=place.pk if place else None,
            period="month",
            start=factory.MONTH,
        )
        for place in places
        for metric in ("sla_met", "cases", "errors")
    ]
    with CaptureQueriesContext(connection) as asked:
        found = queries.beside(keys)
    assert len(asked) == 1
    assert sum(len(told) for told in found.values()) == 4
    with CaptureQueriesContext(connection) as none:
        assert queries.beside([]) == {}
    assert len(none) == 0


def test_who_sees_which(company: Company, alice: Actor, group: Group, nova: Provider) -> None:
    orion = providers.create(by=alice, at=NOW, name="Orion")
    for about in (
        factory.figure(nova, group.lyon),
        factory.figure(nova, group.nantes),
        factory.figure(orion),
        replies.claim_of(levels.claimed(levels.signed(alice))),
    ):
        factory.replied(alice, about)
    bob = member(company, alice, Role.SITE_MANAGER, unit=group.lyon)
    carol = member(company, alice, Role.PROVIDER, provider=nova)
    on = NOW.date()
    assert queries.visible_to(alice, on=on).count() == 4
    assert queries.visible_to(bob, on=on).count() == 1
    assert queries.visible_to(carol, on=on).count() == 3


def test_what_we_report_says_so_until_the_provider_says_it(
    company: Company, alice: Actor, nova: Provider
) -> None:
    reply = replies.say(by=alice, at=NOW, about=factory.figure(nova), text="Au téléphone")
    key = queries.key_of(reply.about)
    assert queries.beside([key])[key][0].is_reported
    carol = member(company, alice, Role.PROVIDER, provider=nova)
    replies.change(by=carol, at=NOW, reply=reply, version=1, text="Par écrit")
    assert not queries.beside([key])[key][0].is_reported
    with pytest.raises(PermissionDenied):
        replies.change(by=alice, at=NOW, reply=reply, version=2, text="Autre")
