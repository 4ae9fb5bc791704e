"""The organisation, as far as each reader reaches."""

from tests.api.conftest import Get, names
from tests.factories.facts import NOW
from tests.factories.organisation import Group
from timonerie.domains.organisation.models import Calendar, Provider
from timonerie.domains.organisation.operations import seats
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor


def test_a_director_reads_the_tree_in_order(get: Get) -> None:
    found = get("director", "units")
    assert found["count"] == 7
    assert [one["name"] for one in found["items"]][1:4] == ["Est", "Grenoble", "Lyon"]


def test_a_site_manager_reads_a_site_and_what_is_under_it(get: Get, group: Group) -> None:
    assert names(get("site manager", "units")) == {"Lyon", "Paie Lyon"}
    assert get("site manager", f"units/{group.lyon.public_id}")["kind"] == "site"
    get("site manager", f"units/{group.nantes.public_id}", status=404)


def test_a_page_holds_what_was_asked(get: Get) -> None:
    second = get("director", "units?size=2&page=2")
    assert (len(second["items"]), second["page"], second["count"]) == (2, 2, 7)
    assert get("director", "units?page=9")["items"] == []


def test_units_are_filtered_by_kind(get: Get) -> None:
    assert names(get("director", "units?kind=region")) == {"Est", "Ouest"}


def test_a_provider_reads_itself_and_no_other(get: Get) -> None:
    nova, orion = (Provider.objects.get(name=name) for name in ("Nova", "Orion"))
    assert names(get("director", "providers")) == {"Nova", "Orion"}
    assert names(get("provider", "providers")) == {"Nova"}
    assert get("provider", f"providers/{nova.public_id}")["contacts"] == []
    get("provider", f"providers/{orion.public_id}", status=404)


def test_a_seat_tells_who_holds_it(get: Get, alice: Actor, group: Group) -> None:
    seat = seats.create(by=alice, at=NOW, name="DAF", unit=group.nantes)

    told = get("director", f"seats/{seat.public_id}")

    assert (told["holder"], told["history"]) == (None, [])
    assert names(get("site manager", "seats")) == set()
    get("site manager", f"seats/{seat.public_id}", status=404)


def test_a_calendar_tells_its_hours_and_its_versions(get: Get, group: Group) -> None:
    calendar = Calendar.objects.get()

    told = get("site manager", f"calendars/{calendar.public_id}")

    assert told["versions"][0]["document"] == told["version"]["document"]
    assert told["units"] == []
    assert names(get("director", "calendars")) == {calendar.name}


def test_activities_say_who_serves_them_where(get: Get, alice: Actor, group: Group) -> None:
    for name, unit in (("Paie", group.lyon), ("Support", group.nantes)):
        activity = activities.create(by=alice, at=NOW, name=name)
        activities.assign(
            by=alice,
            at=NOW,
            activity=activity,
            unit=unit,
            provider=None,
            start_date=NOW.date(),
        )
    assert names(get("director", "activities")) == {"Paie", "Support"}
    mine = get("site manager", "activities")["items"]
    assert [one["unit"]["name"] for one in mine[0]["assignments"]] == ["Lyon"]
    assert len(mine) == 1
