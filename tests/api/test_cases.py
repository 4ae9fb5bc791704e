"""Sources and cases, as far as each reader reaches."""

import pytest

from tests.api.conftest import Get, names
from tests.factories.facts import NOW
from tests.factories.organisation import Group
from timonerie.domains.facts.models import Source
from timonerie.domains.performance.operations import indicators
from timonerie.foundations.accounts.actors import Actor

pytestmark = pytest.mark.usefixtures("cases")


@pytest.mark.parametrize(
    ("reader", "seen"), [("director", "ABC"), ("site manager", "AB"), ("provider", "A")]
)
def test_a_reader_sees_the_cases_within_reach(get: Get, reader: str, seen: str) -> None:
    found = get(reader, "cases")
    assert (found["count"], names(found, "case")) == (len(seen), set(seen))


def test_cases_are_filtered_by_place_and_by_day_of_reception(get: Get, group: Group) -> None:
    assert names(get("director", f"cases?site={group.west.public_id}"), "case") == {"C"}
    assert get("director", "cases?first=2026-01-06")["count"] == 0


def test_an_indicator_keeps_what_it_counts_on_its_own_days(get: Get, alice: Actor) -> None:
    indicators.ensure_built_in(by=alice, at=NOW)
    code = "working_time_to_resolved_median"
    found = get("director", f"cases?indicator={code}&first=2026-01-07&last=2026-01-31")
    assert names(found, "case") == {"B", "C"}
    get("director", "cases?indicator=nothing", status=404)


def test_cases_come_in_the_order_asked(get: Get) -> None:
    found = get("director", "cases?order=resolved_at&descending=false&size=2")
    assert [one["case"] for one in found["items"]] == ["A", "B"]
    assert found["count"] == 3


def test_a_case_is_explained_day_by_day(get: Get) -> None:
    source = Source.objects.get().public_id

    told = get("director", f"cases/{source}/A")

    explained = told["explanation"]
    assert (
        sum(one["seconds"] for day in explained["days"] for one in day["worked"])
        == (explained["seconds"])
    )
    assert explained["counted_seconds"] == told["worked_to_resolve"]
    assert [(row["file_name"], row["line"]) for row in told["rows"]] == [("envoi.csv", 2)]


def test_a_case_out_of_reach_is_not_there(get: Get) -> None:
    source = Source.objects.get().public_id
    get("site manager", f"cases/{source}/C", status=404)
    get("provider", f"cases/{source}/B", status=404)


def test_a_provider_sees_the_sources_of_its_firm_only(get: Get) -> None:
    assert names(get("director", "sources")) == {"outil"}
    assert names(get("provider", "sources")) == set()
