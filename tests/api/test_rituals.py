"""Rituals by the API: as far as each reader reaches; kept, named, their questions answered."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.api.conftest import Get, Readers, names
from tests.factories import calendars_ics as ics
from tests.factories.calendars_ics import EXPORTED
from tests.factories.organisation import Group
from timonerie.domains.rituals.models import Ritual
from timonerie.domains.rituals.operations import exports, rituals
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

LATER = EXPORTED + timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def site(alice: Actor, group: Group, tmp_path: Path) -> Ritual:
    """« Comité de site Lyon », kept; one of its meetings is gone from a second export."""
    path = tmp_path / "agenda.ics"
    for content, at in (
        (ics.director(), EXPORTED),
        (ics.director(without=[date(2026, 3, 12)], stamp=LATER), LATER),
    ):
        path.write_bytes(content)
        exports.receive(by=alice, at=at, path=path, file_name=path.name)
        for one in Ritual.objects.filter(name__in=["Codir", "Comité de site Lyon"]):
            rituals.keep(by=alice, at=at, ritual=one)
    found: Ritual = Ritual.objects.get(name="Comité de site Lyon")
    return found


def send(readers: Readers, company: Company, reader: str, address: str, **body: object) -> int:
    client, sent = readers[reader], json.dumps(body)
    method = client.post if address.endswith("answers") else client.put
    at = f"/api/{company.slug}/rituals/{address}"
    return method(at, sent, content_type="application/json").status_code


def test_a_ritual_is_told_with_its_pace_and_its_questions(get: Get, site: Ritual) -> None:
    one = get("director", f"rituals/{site.public_id}")

    assert (one["cadence"], one["level"], one["unit"]["name"]) == (
        "chaque jeudi à 14 h",
        "site",
        "Lyon",
    )
    assert (one["held"], one["expected"]) == (26, 26)
    assert [each["start"] for each in one["asked"]] == ["2026-03-12T13:00:00Z"]


def test_the_list_is_of_those_kept_as_far_as_each_reader_reaches(get: Get, site: Ritual) -> None:
    assert names(get("director", "rituals")) == {"Codir", "Comité de site Lyon"}
    assert names(get("site manager", "rituals")) == {"Comité de site Lyon"}
    assert names(get("director", "rituals?state=proposed&level=function")) == {"Point paie"}
    get("auditor", "rituals", status=403)
    get("provider", "rituals", status=403)


def test_one_is_named_over_the_version_that_was_read(
    get: Get, readers: Readers, company: Company, site: Ritual
) -> None:
    said = {"name": "Comité de Lyon", "level": "site", "state": "ended"}
    one = str(site.public_id)

    assert send(readers, company, "site manager", one, version=site.version, **said) == 403
    assert send(readers, company, "director", one, version=site.version, **said) == 200
    late = said | {"name": "Comité de site"}
    assert send(readers, company, "director", one, version=site.version, **late) == 409
    assert get("director", f"rituals/{one}")["state"] == "ended"


def test_a_vanished_meeting_is_explained_once(
    get: Get, readers: Readers, company: Company, site: Ritual
) -> None:
    address = f"{site.public_id}/answers"

    assert send(readers, company, "director", address, state="cancelled") == 200
    assert send(readers, company, "director", address, state="held") == 422
    assert get("director", f"rituals/{site.public_id}")["asked"] == []
