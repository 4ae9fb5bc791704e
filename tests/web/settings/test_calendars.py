from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import calendars
from timonerie.domains.organisation.operations.companies import office_hours
from timonerie.engine.calendars import Calendar as Hours
from timonerie.web.forms.calendars import CalendarForm, fits, initial_of
from timonerie.web.pages.settings import four_weeks

BASE = {
    "name": "Colmar",
    "zone": "Europe/Paris",
    "holidays": "FR:6AE",
    "start_date": "2026-03-02",
    "mon_open1": "8h30",
    "mon_close1": "12:00",
    "mon_open2": "13 h 30",
    "mon_close2": "17:30",
}


def address(route: str, *args: object) -> str:
    return reverse(route, args=["brevent", *args])


def test_a_calendar_is_made_from_the_week_typed(browser: Client) -> None:
    browser.post(
        address("settings-calendar-new"),
        BASE | {"closed": "24/12/2026\n31/12/2026 12:00-18:00", "opened": "13/06/2026 09:00-12:00"},
    )
    document = Calendar.objects.get(name="Colmar").versions.get().document
    assert document["week"] == [
        {"days": ["mon"], "open": "08:30", "close": "12:00"},
        {"days": ["mon"], "open": "13:30", "close": "17:30"},
    ]
    assert (document["country"], document["subdivision"]) == ("FR", "6AE")
    assert document["closed"] == [
        "2026-12-24",
        {"day": "2026-12-31", "from": "12:00", "to": "18:00"},
    ]
    assert document["opened"] == [{"day": "2026-06-13", "open": "09:00", "close": "12:00"}]


def test_the_four_weeks_are_shown_and_nothing_is_written(browser: Client) -> None:
    page = browser.post(
        address("settings-calendar-new"), BASE | {"preview": "1", "start_date": "2099-04-06"}
    )
    text = page.content.decode()
    assert "Semaine du 6 avril 2099" in text
    assert "Semaine du 27 avril 2099" in text
    assert not Calendar.objects.filter(name="Colmar").exists()


def test_other_hours_are_another_version_from_their_day(browser: Client) -> None:
    calendar = Calendar.objects.get()
    browser.post(
        address("settings-calendar-revise", calendar.public_id),
        BASE | {"name": calendar.name, "start_date": "2026-09-01", "version": 1},
    )
    starts = calendar.versions.order_by("start_date").values_list("start_date", flat=True)
    assert list(starts) == [calendars.ORIGIN, date(2026, 9, 1)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mon_close2": ""}, "Lundi : il manque une heure."),
        (
            {"mon_open2": "11:00"},
            "Lundi : les ouvertures de 08:30 à 12:00 et de 11:00 à 17:30 se chevauchent.",
        ),
        (
            {"mon_close1": "7:00"},
            "Lundi : les ouvertures de 08:30 à 07:00 le lendemain et de 13:30 à 17:30 se"
            " chevauchent.",
        ),
        (
            {"mon_open2": "7:00", "mon_close2": "8:00"},
            "Lundi : la réouverture précède la fermeture.",
        ),
        ({"closed": "Noël"}, "Ligne 1, « Noël »"),
        ({"closed": "31/02/2026"}, "Ligne 1, « 31/02/2026 » : cette date n’existe pas."),
        ({"opened": "31/02/2026 9h00-12h00"}, "cette date n’existe pas."),
        ({"closed": "24/12/2026 25:00-26:00"}, "cette heure n’existe pas."),
        ({"opened": "13/06/2026"}, "écrivez par exemple 24/12/2026 14:00-18:00"),
        ({"mon_open1": "", "mon_close1": "", "mon_open2": "", "mon_close2": ""}, "Aucun horaire"),
    ],
)
def test_what_cannot_be_a_week_is_said(browser: Client, change: dict[str, str], said: str) -> None:
    page = browser.post(address("settings-calendar-new"), BASE | change)
    assert said in page.content.decode()
    assert not Calendar.objects.filter(name="Colmar").exists()


def test_an_hour_that_does_not_exist_is_one_error() -> None:
    form = CalendarForm(BASE | {"mon_open1": "25h"})
    assert list(form.errors) == ["mon_open1"]


def test_an_evening_past_midnight_leaves_the_afternoon_free() -> None:
    form = CalendarForm(BASE | {"mon_open2": "20:00", "mon_close2": "02:00"})
    assert form.is_valid(), form.errors


def test_errors_are_summed_up_in_the_order_of_the_page(browser: Client) -> None:
    faulty = BASE | {"name": "", "mon_open1": "25h", "closed": "31/02/2026", "start_date": ""}
    page = browser.post(address("settings-calendar-new"), faulty).content.decode()
    links = [f'href="#id_{name}"' for name in ("name", "mon_open1", "closed", "start_date")]
    places = [page.index(link) for link in links]
    assert places == sorted(places)


def test_a_document_comes_back_from_the_form_as_it_went_in() -> None:
    document = Hours.from_dict(
        office_hours("Indian/Reunion")
        | {
            "subdivision": "974",
            "closed": ["2026-12-24", {"day": "2026-12-31", "from": "12:00", "to": "24:00"}],
            "opened": [{"day": "2026-06-13", "open": "20:00", "close": "02:00"}],
        }
    ).to_dict()
    form = CalendarForm(
        {"name": "Sud", "start_date": "2026-03-02", **initial_of(document)},
        initial=initial_of(document),
    )
    assert form.is_valid(), form.errors
    assert Hours.from_dict(form.document()).to_dict() == document
    assert fits(document)


def test_a_holiday_is_named_in_the_preview() -> None:
    hours = Hours.from_dict(office_hours("Europe/Paris") | {"subdivision": "6AE"})
    weeks = four_weeks.of(hours, first=date(2026, 4, 1))
    friday = weeks[0][4]
    assert (friday.day, friday.hours, friday.seconds) == (date(2026, 4, 3), "", 0)
    assert friday.why == "Vendredi saint"
    assert weeks[0][0].seconds == 7.5 * 3600


def test_days_in_a_row_with_the_same_hours_are_told_once() -> None:
    week = [
        {"days": ["mon", "tue", "fri"], "open": "09:00", "close": "12:00"},
        {"days": ["sat"], "open": "09:30", "close": "12:00"},
    ]
    told = four_weeks.grouped_week({"week": week})
    assert [(days["first"], days["last"]) for days in told] == [
        ("lundi", "mardi"),
        ("vendredi", ""),
        ("samedi", ""),
    ]
