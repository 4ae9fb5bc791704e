"""Calendars that read our dates: RFC 5545, the rights of their owner, no trace of the secret."""

import re
from datetime import date
from typing import Any

import pytest
import recurring_ical_events
import time_machine
from django.test import Client
from icalendar import Calendar

from tests.factories import accounts, contracts, duties, obligations
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import CalendarFeed, Contract
from timonerie.domains.contracts.operations import calendar_feeds
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope import current
from timonerie.foundations.scope.secrets import digest

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def signed(measured: Measured, name: str = "Tenue de la paie", **parts: Any) -> Contract:
    with current.company(measured.company.pk):
        return contracts.signed(measured.alice, name, **{"provider": measured.nova, **parts})


def token_of(measured: Measured, user: User | None = None, **parts: Any) -> str:
    with current.company(measured.company.pk):
        by = measured.alice
        if user is not None:
            found = actors.of_user(user, measured.company, on=NOW.date())
            assert found
            by = found
        return calendar_feeds.make(by=by, at=NOW, label="Téléphone", **parts).token


def read(token: str, **headers: str) -> Any:
    return Client().get(f"/agenda/{token}.ics", headers=headers)


def plain(title: object) -> str:
    """With plain spaces."""
    return str(title).replace("\u00a0", " ")


def days(answer: Any) -> dict[str, date]:
    """By title, as another reader takes them."""
    calendar = Calendar.from_ical(answer.content)
    found = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2029, 1, 1))
    return {plain(one["SUMMARY"]): one["DTSTART"].dt for one in found}


def test_a_calendar_reads_the_days_that_count(measured: Measured) -> None:
    signed(measured, preparation="2 weeks")
    answer = read(token_of(measured))
    assert answer["Content-Type"].startswith("text/calendar")
    found = days(answer)
    assert found["À décider : Tenue de la paie"] >= date(2026, 3, 16)
    titles = [plain(one["SUMMARY"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert titles.count("Dernier jour utile du préavis : Tenue de la paie") == 2
    assert titles.count("Fin de période : Tenue de la paie") == 2


def test_lines_are_those_of_the_standard(measured: Measured) -> None:
    signed(measured, "Un objet; avec, des signes\\ et des accents " + "é" * 90)
    body: bytes = read(token_of(measured, alarms=[30, 0])).content
    lines = body.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    for entry in Calendar.from_ical(body).walk("VEVENT"):
        assert entry["DTSTART"].params["VALUE"] == "DATE"
        assert str(entry["DTEND"].to_ical()) > str(entry["DTSTART"].to_ical())
        assert {"UID", "DTSTAMP", "SUMMARY"} <= set(entry)


def test_identifiers_stay_when_a_day_moves_and_are_each_given_once(measured: Measured) -> None:
    contract = signed(measured)
    token = token_of(measured)
    before = [str(one["UID"]) for one in Calendar.from_ical(read(token).content).walk("VEVENT")]
    with current.company(measured.company.pk):
        Contract.objects.filter(pk=contract.pk).update(notice="2 months")
    after = [str(one["UID"]) for one in Calendar.from_ical(read(token).content).walk("VEVENT")]
    assert before == after
    assert len(set(before)) == len(before)


def test_it_rings_on_the_days_that_were_asked_and_never_for_an_end(measured: Measured) -> None:
    signed(measured)
    calendar = Calendar.from_ical(read(token_of(measured, alarms=[30, 7, 0])).content)
    rings = {str(one["SUMMARY"])[:3]: len(one.walk("VALARM")) for one in calendar.walk("VEVENT")}
    assert rings == {"Der": 3, "Fin": 0}


def test_what_did_not_change_is_not_sent_again(measured: Measured) -> None:
    contract = signed(measured)
    token = token_of(measured)
    first = read(token)
    assert read(token, if_none_match=first["ETag"]).status_code == 304
    with current.company(measured.company.pk):
        Contract.objects.filter(pk=contract.pk).update(name="Paie")
    assert read(token, if_none_match=first["ETag"]).status_code == 200


def test_a_revoked_address_one_that_never_was_and_that_of_who_left_answer_the_same(
    measured: Measured,
) -> None:
    signed(measured)
    bob = measured.member(Role.EXECUTIVE)
    left, revoked = token_of(measured, bob), token_of(measured)
    with current.company(measured.company.pk):
        last = CalendarFeed.objects.get(token_sha256=digest(revoked))
        calendar_feeds.revoke(by=measured.alice, at=NOW, feed=last)
    assert read(left).status_code == 200
    Membership.objects.filter(user=bob).update(end_date=date(2026, 1, 1))
    answers = [read(token) for token in (left, revoked, "jamais-vu")]
    assert {(one.status_code, one.content) for one in answers} == {(404, b"")}


def test_a_mandate_narrows_the_calendar_from_the_day_it_does(measured: Measured) -> None:
    with current.company(measured.company.pk):
        other = providers.create(by=measured.alice, at=NOW, name="Autre")
    signed(measured, "Secret", provider=other)
    signed(measured)
    bob = measured.member(Role.EXECUTIVE)
    token = token_of(measured, bob)
    assert b"Secret" in read(token).content
    with current.company(measured.company.pk):
        membership = Membership.objects.get(user=bob, company=measured.company)
        mandates.grant(
            by=measured.alice, at=NOW, membership=membership, start_date=date(2026, 1, 1),
            provider=measured.nova,
        )  # fmt: skip
    body = read(token).content
    assert b"Secret" not in body
    assert b"Tenue de la paie" in body


def uids(answer: Any) -> dict[str, str]:
    """Identifiers by title."""
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {plain(one["SUMMARY"]): str(one["UID"]) for one in events}


def test_a_legal_document_is_on_its_last_day_and_a_later_one_moves_it(measured: Measured) -> None:
    signed(measured)
    token = token_of(measured)
    with current.company(measured.company.pk):
        duties.checked(measured.alice, measured.nova)
    before = read(token)
    [told] = [name for name in days(before) if name.endswith("dernier jour : Nova")]
    assert days(before)[told] == date(2026, 7, 31)
    with current.company(measured.company.pk):
        duties.checked(measured.alice, measured.nova, issued_on=date(2026, 2, 20))
    after = read(token)
    assert days(after)[told] == date(2026, 8, 19)
    assert uids(after)[told] == uids(before)[told]


def test_what_both_sides_owe_stands_four_months_ahead_under_contracts_in_force(
    measured: Measured,
) -> None:
    contract, draft = signed(measured), signed(measured, "Projet")
    with current.company(measured.company.pk):
        obligations.report(measured.alice, contract)
        obligations.proof(measured.alice, contract)
        obligations.proof(measured.alice, draft, title="Tests")
        Contract.objects.filter(pk=draft.pk).update(stage="draft")
    token = token_of(measured, alarms=[7])
    answer = read(token)
    found = days(answer)
    assert found["Attendu du prestataire : Sauvegardes (Tenue de la paie)"] == date(2026, 3, 31)
    reports = [
        one
        for one in Calendar.from_ical(answer.content).walk("VEVENT")
        if "Rapport d’activité" in str(one["SUMMARY"])
    ]
    assert len(reports) == 4
    assert len({str(one["UID"]) for one in reports}) == 4
    assert not any(one.walk("VALARM") for one in reports)
    assert not any("Projet" in title and "Tests" in title for title in found)


def test_who_is_narrowed_to_a_site_reads_neither(measured: Measured) -> None:
    contract = signed(measured)
    with current.company(measured.company.pk):
        obligations.proof(measured.alice, contract)
        duties.checked(measured.alice, measured.nova)
    bob = measured.member(Role.EXECUTIVE, unit=measured.group.lyon)
    assert days(read(token_of(measured, bob))) == {}


def test_the_page_tells_the_address_once_and_revokes_it(measured: Measured) -> None:
    client, here = browse(accounts.user_of(measured.alice)), f"/{measured.slug}/agenda/"
    page = client.post(here, {"label": "Bureau", "alarms": ["7"]}).content.decode()
    found = re.search(r"/agenda/([^\"]+)\.ics", page)
    assert found
    listed = client.get(here).content.decode()
    assert found[1] not in listed
    assert "Bureau" in listed
    assert "jamais lu" in listed
    with current.company(measured.company.pk):
        feed = CalendarFeed.objects.get()
    client.post(f"{here}revoquer/", {"agenda": feed.public_id})
    assert read(found[1]).status_code == 404
    assert client.post(f"{here}revoquer/", {"agenda": "rien"}).status_code == 404
    asked = client.post(f"{here}revoquer/", follow=True).content.decode()
    assert "Choisissez l’agenda à révoquer." in asked


def test_nobody_revokes_the_calendar_of_another(measured: Measured) -> None:
    token = token_of(measured)
    with current.company(measured.company.pk):
        feed = CalendarFeed.objects.get()
    bob = browse(measured.member(Role.EXECUTIVE))
    answer = bob.post(f"/{measured.slug}/agenda/revoquer/", {"agenda": feed.public_id})
    assert answer.status_code == 404
    assert read(token).status_code == 200
