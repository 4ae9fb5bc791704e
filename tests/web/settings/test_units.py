from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Calendar, Unit
from timonerie.domains.organisation.operations import calendars, mandates, units
from timonerie.domains.organisation.queries.calendars import timelines
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company


def address(route: str, *args: object) -> str:
    return reverse(route, args=["brevent", *args])


def test_an_empty_tree_says_what_to_do_next(browser: Client) -> None:
    page = browser.get(address("settings-units"))
    assert "Votre groupe n’a encore ni région, ni site" in page.content.decode()


def test_a_unit_is_added_on_screen(browser: Client, group: Group) -> None:
    answer = browser.post(
        address("settings-unit-new"),
        {"kind": "site", "name": "Brest", "parent": str(group.west.public_id)},
    )
    brest = Unit.objects.get(name="Brest")
    assert answer.headers["Location"] == address("settings-unit", brest.public_id)
    assert brest.parent == group.west


def test_what_a_rule_refuses_is_said_beside_its_field(browser: Client, group: Group) -> None:
    page = browser.post(
        address("settings-unit-new"),
        {"kind": "site", "name": "Lyon", "code": "Lyon", "parent": str(group.root.public_id)},
    )
    text = page.content.decode()
    assert "désigne déjà « Lyon »" in text
    assert 'id="id_code-error"' in text
    assert 'value="Lyon"' in text


def test_two_people_who_change_a_unit_see_both_versions(
    browser: Client, alice: Actor, group: Group
) -> None:
    units.rename(by=alice, at=NOW, unit=group.lyon, version=1, name="Lyon Est")
    mine = {"version": "1", "name": "Lyon Ouest", "code": "Lyon"}
    page = browser.post(address("settings-unit-edit", group.lyon.public_id), mine)
    text = page.content.decode()
    assert "Lyon Est" in text
    assert "Lyon Ouest" in text
    assert Unit.objects.get(pk=group.lyon.pk).name == "Lyon Est"
    assert 'name="version" value="2"' in text
    browser.post(address("settings-unit-edit", group.lyon.public_id), mine | {"version": "2"})
    assert Unit.objects.get(pk=group.lyon.pk).name == "Lyon Ouest"


def test_the_history_of_a_unit_is_told_in_words(
    browser: Client, alice: Actor, group: Group
) -> None:
    units.rename(by=alice, at=NOW, unit=group.lyon, version=1, name="Lyon Est")
    text = browser.get(address("settings-unit", group.lyon.public_id)).content.decode()
    assert "Unité modifiée" in text
    assert "Lyon → Lyon Est" in text
    assert "lundi 2 mars 2026" in text


def test_a_long_history_shows_its_last_lines_and_counts_the_others(
    browser: Client, alice: Actor, group: Group
) -> None:
    for version in range(1, 43):
        units.rename(by=alice, at=NOW, unit=group.lyon, version=version, name=f"Lyon {version}")
    text = browser.get(address("settings-unit", group.lyon.public_id)).content.decode()
    assert "Lyon 41 → Lyon 42" in text
    assert "Lyon 1 → Lyon 2" not in text
    assert "plus anciennes se lisent dans la piste d’audit" in text


def test_archiving_from_an_old_page_is_refused(browser: Client, alice: Actor, group: Group) -> None:
    team = group.payroll_team
    units.rename(by=alice, at=NOW, unit=team, version=1, name="Paie")
    browser.post(address("settings-unit-archive", team.public_id) + "?version=1")
    assert Unit.objects.get(pk=team.pk).archived_at is None
    browser.post(address("settings-unit-archive", team.public_id) + "?version=2")
    assert Unit.objects.get(pk=team.pk).archived_at is not None


def test_a_site_manager_sees_their_site_and_no_other(
    company: Company, alice: Actor, group: Group
) -> None:
    actor = accounts.actor(company, Role.SITE_MANAGER)
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(actor),
        unit=group.lyon,
        start_date=accounts.LONG_AGO,
    )
    client = Client()
    client.force_login(accounts.user_of(actor))
    text = client.get(address("settings-units")).content.decode()
    assert "Paie Lyon" in text
    assert "Nantes" not in text
    assert client.get(address("settings-unit", group.nantes.public_id)).status_code == 404
    assert client.get(address("settings-unit-edit", group.lyon.public_id)).status_code == 403


def test_the_tree_costs_the_same_queries_whatever_its_size(
    browser: Client,
    alice: Actor,
    group: Group,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    units.ensure(by=alice, at=NOW, kind="site", names=[f"Site {n}" for n in range(50)])
    browser.get(address("settings-units"))
    with django_assert_max_num_queries(12):
        browser.get(address("settings-units"))


def test_the_export_opens_in_a_spreadsheet_without_running_anything(
    browser: Client, alice: Actor
) -> None:
    units.create(by=alice, at=NOW, kind="site", name="=cmd|' /C calc'!A0")
    text = browser.get(address("settings-units-export")).content.decode("utf-8-sig")
    assert "'=cmd|" in text
    assert "\n=cmd" not in text
    assert ";=cmd" not in text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PROVIDER])
def test_roles_without_the_permission_are_refused(company: Company, role: Role) -> None:
    client = Client()
    client.force_login(accounts.membership(company, role).user)
    assert client.get(address("settings-units")).status_code == 403


def test_a_change_of_calendar_counts_from_the_day_given_and_is_told(
    browser: Client, alice: Actor, group: Group
) -> None:
    document = Calendar.objects.get().versions.get().document
    nights = calendars.create(by=alice, at=NOW, name="Nuits", document=document)
    page = address("settings-unit-edit", group.lyon.public_id)
    browser.post(
        page,
        {
            "version": group.lyon.version,
            "name": "Lyon",
            "code": "Lyon",
            "calendar": nights.public_id,
            "calendar_from": "2026-06-01",
        },
    )
    told = browser.get(address("settings-unit", group.lyon.public_id)).text
    assert "1er juin 2026" in told
    days = [one.start_date for one in timelines(known_at=timezone.now())[group.lyon.pk]]
    assert days == [calendars.ORIGIN, date(2026, 6, 1)]
