"""Thumbs counted without a name, and what a provider thinks of us over a year."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, contracts, missions, obligations, reports
from tests.factories import voices as factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.operations import mission_parts
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.catalogue import rating
from timonerie.domains.reporting.models import ProviderRating, Thumb
from timonerie.domains.reporting.operations import ratings, thumbs, voice_links
from timonerie.domains.reporting.queries import ratings as rating_queries
from timonerie.domains.reporting.queries import thumb_things
from timonerie.domains.reporting.queries import thumbs as queries
from timonerie.domains.reporting.queries.thumb_things import Thing
from timonerie.domains.reporting.queries.voice_links import NoSuchLink
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Nova")


@pytest.fixture
def budget(alice: Actor, nova: Provider) -> Thing:
    row = missions.deliverable(alice, missions.held(alice, nova))
    mission_parts.say_deliverable(
        by=alice, at=NOW, row=row, version=row.version, state="delivered", day=date(2026, 2, 20)
    )
    [thing] = thumb_things.recent(alice, nova, at=NOW)
    return thing


def test_what_was_handed_in_lately_may_be_judged(
    company: Company, alice: Actor, group: Group, nova: Provider, budget: Thing
) -> None:
    contract = contracts.signed(alice, provider=nova)
    told = {"kind": "deliverable", "side": "theirs", "cadence": "monthly"}
    obligations.obligation(
        alice, contract, title="Bulletins", anchor="month", day=25, site=group.lyon, **told
    )
    found = thumb_things.recent(alice, nova, at=NOW)
    assert found[0].title == "Bulletins"
    assert {one.title for one in found} == {"Bulletins", "Budget 2026"}
    assert all(one.day <= NOW.date() for one in found)

    bob = accounts.actor(company, Role.SITE_MANAGER, name="Bob")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(bob),
        start_date=accounts.LONG_AGO,
        unit=group.lyon,
    )
    assert {one.title for one in thumb_things.recent(bob, nova, at=NOW)} == {"Bulletins"}


def test_a_report_is_judged_once_it_came(company: Company, alice: Actor, group: Group) -> None:
    due = reports.due(alice)
    firm = due.provider
    assert firm is not None
    at = reports.instant(2026, 3, 9)
    assert thumb_things.recent(alice, firm, at=at) == []
    assert thumb_things.of_report(due, at=at) is None
    reports.filed(alice, due, at)
    [thing] = thumb_things.recent(alice, firm, at=at)
    assert (thing.kind, thing.day) == ("report", date(2026, 3, 9))
    assert "février 2026" in thing.title
    assert thumb_things.of_report(due, at=at) == thing
    thumbs.give(by=alice, at=at, thing=thing, is_up=False, line="Il manque Lyon")
    assert queries.by_quarter([firm.pk], fiscal_month=1)[firm.pk][date(2026, 1, 1)].n == 1
    later = at + timedelta(days=200)
    assert thumb_things.recent(alice, firm, at=later) == []

    bob = accounts.actor(company, Role.SITE_MANAGER, name="Bob")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(bob),
        start_date=accounts.LONG_AGO,
        unit=group.lyon,
    )
    assert thumb_things.recent(bob, firm, at=at) == []
    type(due).objects.filter(pk=due.pk).update(site=group.lyon)
    assert [one.public_id for one in thumb_things.recent(bob, firm, at=at)] == [due.public_id]


def test_one_thumb_an_account_and_the_last_stands(
    alice: Actor, nova: Provider, budget: Thing
) -> None:
    thumbs.give(by=alice, at=NOW, thing=budget, is_up=True, line=" Clair ")
    thumbs.give(by=alice, at=NOW, thing=budget, is_up=False)
    row = Thumb.objects.get()
    assert (row.is_up, row.line) == (False, "")
    thumbs.give(by=alice, at=NOW, thing=budget, is_up=None)
    assert queries.by_quarter([nova.pk], fiscal_month=1) == {}
    events = Event.objects.filter(object_kind="thumb")
    assert {"is_up", "line"} & {name for one in events for name in one.detail} == set()


def test_few_thumbs_tell_no_share_and_no_line(
    company: Company, alice: Actor, nova: Provider, budget: Thing
) -> None:
    def given(rank: int) -> None:
        by = accounts.actor(company, Role.DIRECTOR, name=f"Direction {rank}")
        thumbs.give(by=by, at=NOW, thing=budget, is_up=rank != 1, line=f"ligne {rank}")

    for rank in range(4):
        given(rank)
    counted = queries.by_quarter([nova.pk], fiscal_month=1)[nova.pk][date(2026, 1, 1)]
    assert (counted.up, counted.n, counted.share) == (3, 4, None)
    assert queries.lines(nova.pk) == []
    given(4)
    counted = queries.by_quarter([nova.pk], fiscal_month=1)[nova.pk][date(2026, 1, 1)]
    assert counted.share == 0.8
    assert len(queries.lines(nova.pk)) == 5


def test_a_thumb_is_of_who_reaches_the_provider(
    company: Company, alice: Actor, nova: Provider, budget: Thing
) -> None:
    other = providers.create(by=alice, at=NOW, name="Orion")
    buyer = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(buyer),
        start_date=accounts.LONG_AGO,
        provider=other,
    )
    with pytest.raises(PermissionDenied):
        thumbs.give(by=buyer, at=NOW, thing=budget, is_up=True)
    supplier = accounts.actor(company, Role.PROVIDER, name="Carol")
    with pytest.raises(PermissionDenied):
        thumbs.give(by=supplier, at=NOW, thing=budget, is_up=True)
    with pytest.raises(Refused):
        thumbs.give(by=alice, at=NOW, thing=budget, is_up=True, line="x" * 201)


def test_six_questions_of_one_version() -> None:
    assert len(rating.questions()) == 6
    assert len({one.code for one in rating.questions()}) == 6
    assert rating.version() == 1


def test_a_provider_rates_us_once_a_year(alice: Actor, nova: Provider) -> None:
    made = factory.rated(alice, nova, payment=2)
    assert (made.year, made.number, made.questions) == (2026, 1, 1)
    assert rating_queries.mean(made.answers) == pytest.approx(37 / 6)
    again = factory.rated(alice, nova, payment=2)
    assert again.pk == made.pk
    changed = factory.rated(alice, nova, payment=9)
    assert changed.number == 2
    factory.rated(alice, nova, year=2025)
    assert [(one.year, one.number) for one in rating_queries.of_provider(nova.pk)] == [
        (2026, 2),
        (2025, 1),
    ]


def test_a_question_may_be_left_out_and_is_no_nought(alice: Actor, nova: Provider) -> None:
    link = factory.rating_link(alice, nova).link
    made = ratings.say(link=link, at=NOW, answers={"payment": 4})
    assert rating_queries.mean(made.answers) == 4
    assert dict(rating_queries.told(made))["Respect"] is None
    assert rating_queries.mean({}) is None


@pytest.mark.parametrize("answers", [{}, {"payment": 11}, {"payment": -1}, {"autre": 5}])
def test_what_cannot_be_answered(alice: Actor, nova: Provider, answers: dict[str, int]) -> None:
    link = factory.rating_link(alice, nova).link
    with pytest.raises(Refused):
        ratings.say(link=link, at=NOW, answers=answers)
    with pytest.raises(Refused):
        ratings.say(link=link, at=NOW, answers={"payment": 5}, remark="x" * 601)
    assert not ProviderRating.objects.exists()


def test_a_rating_link_ends(alice: Actor, nova: Provider) -> None:
    link = factory.rating_link(alice, nova).link
    with pytest.raises(NoSuchLink):
        ratings.say(link=link, at=NOW + timedelta(days=31), answers={"payment": 5})
    with pytest.raises(Refused):
        factory.rating_link(alice, nova, year=2027)
    with pytest.raises(Refused):
        voice_links.for_rating(by=alice, at=NOW, provider=nova, year=2026, recipient=" ", days=30)
