"""Activities by the API: what is known of them, and who holds them, read and said."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories.facts import NOW
from tests.factories.organisation import Group
from timonerie.api.errors import Refusal, refusing
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import seats
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import ValueField
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities, values
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

COST = {"cents": 960_000, "currency": "EUR"}


@pytest.fixture
def bulletins(alice: Actor, group: Group) -> Activity:
    activity = activities.create(by=alice, at=NOW, name="Bulletins")
    for unit in (group.lyon, group.nantes):
        activities.assign(
            by=alice, at=NOW, activity=activity, unit=unit, provider=None, start_date=NOW.date()
        )
    return activity


@pytest.fixture
def daf(alice: Actor, group: Group) -> Seat:
    return seats.create(by=alice, at=NOW, name="DAF", unit=group.root)


@time_machine.travel(datetime(2026, 3, 2, 21, 30, tzinfo=UTC))
def test_a_day_is_that_of_the_company(
    get: Get, company: Company, alice: Actor, group: Group, bulletins: Activity
) -> None:
    """It is the third of March already at La Réunion, and not yet in Paris."""
    activities.assign(
        by=alice, at=NOW, activity=bulletins, unit=group.grenoble, provider=None,
        start_date=date(2026, 3, 3),
    )  # fmt: skip

    def served() -> set[str]:
        [seen] = get("director", "activities")["items"]
        return {one["unit"]["name"] for one in seen["assignments"]}

    assert "Grenoble" not in served()
    company.zone = "Indian/Reunion"
    company.save()
    assert "Grenoble" in served()


@pytest.mark.parametrize(
    ("field", "remedy"),
    [("", "Corrigez la demande, puis renvoyez-la."), ("title", "title")],
)
def test_a_refusal_names_a_field_only_where_it_has_one(field: str, remedy: str) -> None:
    with pytest.raises(Refusal) as refusal, refusing():
        raise Refused("Non.", field=field)
    assert remedy in refusal.value.remedy
    assert "«\u00a0\u00a0»" not in refusal.value.remedy


def put(
    readers: Readers, company: Company, activity: Activity, what: str, body: dict[str, Any],
    *, reader: str = "director",
) -> Any:  # fmt: skip
    address = f"/api/{company.slug}/activities/{activity.public_id}/{what}"
    return readers[reader].put(address, json.dumps(body), content_type="application/json")


def test_values_are_said_and_read_back(
    readers: Readers, company: Company, group: Group, bulletins: Activity
) -> None:
    told = {"values": {"yearly_cost": COST, "data": ["staff"]}}
    answer = put(readers, company, bulletins, "values", told)
    assert answer.status_code == 200, answer.content
    found = {one["field"]: one for one in answer.json()["values"]}
    assert found["yearly_cost"]["value"] == COST
    assert (found["data"]["origin"], found["data"]["unit"]) == ("member", None)
    site = {"unit": str(group.lyon.public_id), "values": {"tools": "Silae", "data": None}}
    answer = put(readers, company, bulletins, "values", site)
    assert {one["unit"]["name"] for one in answer.json()["values"] if one["unit"]} == {"Lyon"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"yearly_volume": -1},
        {"yearly_volume": "beaucoup"},
        {"yearly_cost": 12},
        {"tools": {"a": 1}},
        {"heads": [1]},
        {"seasonality": [1, 2]},
    ],
)
def test_a_value_of_another_shape_names_its_field(
    readers: Readers, company: Company, bulletins: Activity, wrong: dict[str, Any]
) -> None:
    answer = put(readers, company, bulletins, "values", {"values": wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    [field] = wrong
    assert field in answer.json()["remedy"]


def test_a_field_or_a_veto_that_does_not_exist_is_invalid(
    readers: Readers, company: Company, bulletins: Activity
) -> None:
    answer = put(readers, company, bulletins, "values", {"values": {"price": 1}})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    answer = put(readers, company, bulletins, "posts", {"version": 1, "vetoes": ["sleep"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_the_posts_are_said_as_a_whole(
    readers: Readers, company: Company, bulletins: Activity, daf: Seat
) -> None:
    seen = Activity.objects.get().version
    body = {"version": seen, "accountable": str(daf.public_id), "vetoes": ["pay"] * 40}
    answer = put(readers, company, bulletins, "posts", body)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["accountable"]["name"], told["vetoes"]) == ("DAF", ["pay"])
    stale = {"version": seen, "deputy": str(daf.public_id)}
    assert put(readers, company, bulletins, "posts", stale).status_code == 409
    again = {"version": told["version"], "has_no_keeper": True}
    told = put(readers, company, bulletins, "posts", again).json()
    assert (told["accountable"], told["has_no_keeper"]) == (None, True)


def test_who_sees_one_site_reads_its_values_only_and_writes_none(
    get: Get, readers: Readers, company: Company, alice: Actor, group: Group, bulletins: Activity
) -> None:
    for unit, tool in ((None, "Sage"), (group.lyon, "Silae"), (group.nantes, "Excel")):
        values.say(by=alice, at=NOW, activity=bulletins, unit=unit, said={ValueField.TOOLS: tool})
    [seen] = get("site manager", "activities")["items"]
    assert [one["value"] for one in seen["values"]] == ["Silae"]
    body = {"values": {"tools": "Autre"}}
    for reader, status in (("site manager", 403), ("stranger", 404), ("nobody", 401)):
        answer = put(readers, company, bulletins, "values", body, reader=reader)
        assert answer.status_code == status, reader


def test_a_post_or_a_site_out_of_reach_does_not_exist(
    readers: Readers, company: Company, bulletins: Activity
) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    seen = Activity.objects.get().version
    body: dict[str, Any] = {"version": seen, "deputy": nowhere}
    assert put(readers, company, bulletins, "posts", body).status_code == 404
    body = {"unit": nowhere, "values": {"tools": "x"}}
    assert put(readers, company, bulletins, "values", body).status_code == 404
