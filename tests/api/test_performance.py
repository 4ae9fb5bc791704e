"""Indicators, figures and periods, as far as each reader reaches."""

from datetime import date
from typing import Any

import pytest

from tests.api.conftest import Get, Readers
from tests.factories.facts import NOW
from tests.factories.organisation import Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import targets
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.usefixtures("figures"), pytest.mark.slow]

JANUARY = "results?indicator=cases&first=2026-01-01&last=2026-01-31"


def values(page: Any, dimension: str) -> dict[str, float]:
    return {one[dimension]["name"]: one["value"] for one in page["items"]}


def test_a_director_reads_the_figure_of_the_group(get: Get) -> None:
    (figure,) = get("director", JANUARY)["items"]
    assert (figure["value"], figure["covered"], figure["expected"]) == (3.0, 2, 2)
    assert (figure["unit"], figure["start"], figure["state"]) == (None, "2026-01-01", "measured")


def test_figures_have_the_shape_asked(get: Get, group: Group) -> None:
    by_site = values(get("director", f"{JANUARY}&by=unit"), "unit")
    assert by_site == {"Est": 2.0, "Lyon": 2.0, "Nantes": 1.0, "Ouest": 1.0}
    lyon = get("director", f"{JANUARY}&by=provider&site={group.lyon.public_id}")
    assert values(lyon, "provider") == {"Nova": 1.0, "Orion": 1.0}
    get("director", f"{JANUARY}&by=color", status=422)


def test_a_narrow_reader_never_sees_a_total_nor_the_others(get: Get, group: Group) -> None:
    for reader in ("site manager", "provider"):
        assert get(reader, JANUARY)["items"] == []
    assert values(get("site manager", f"{JANUARY}&by=unit"), "unit") == {"Lyon": 2.0}
    assert values(get("provider", f"{JANUARY}&by=provider"), "provider") == {"Nova": 1.0}
    get("site manager", f"{JANUARY}&site={group.nantes.public_id}", status=404)


def test_an_indicator_shows_its_definition_and_the_targets_within_reach(
    get: Get, alice: Actor
) -> None:
    cases = Indicator.objects.get(code="cases")
    orion = Provider.objects.get(name="Orion")
    targets.aim(
        by=alice, at=NOW, indicator=cases, start_date=date(2026, 1, 1), high=9, provider=orion
    )

    def told(reader: str) -> Any:
        return next(one for one in get(reader, "indicators")["items"] if one["code"] == "cases")

    assert [one["provider"]["name"] for one in told("director")["targets"]] == ["Orion"]
    assert told("provider")["targets"] == []
    assert told("director")["definition"]["aggregate"] == "count"


def test_too_many_periods_are_refused_before_they_are_counted(get: Get) -> None:
    for span in ("first=0001-01-01&last=9999-12-31", "first=2010-01-01&last=2026-01-01"):
        assert get("director", f"results?{span}", status=422)["code"] == "too-long"


def test_a_period_is_closed_and_opened_again(get: Get, company: Company, readers: Readers) -> None:
    def decide(act: str, start: str) -> tuple[int, Any]:
        answer = readers["director"].post(
            f"/api/{company.slug}/periods/{act}",
            {"kind": "month", "start": start},
            content_type="application/json",
        )
        return answer.status_code, answer.json()

    assert decide("reopen", "2026-01-01")[1]["code"] == "not-closed"
    assert decide("close", "2026-01-01")[0] == 200
    assert [one["state"] for one in get("provider", "periods")["items"]] == ["closed"]
    assert decide("reopen", "2026-01-01")[1]["state"] == "open"


@pytest.mark.parametrize(
    ("start", "code"), [("2026-01-02", "not-a-start"), ("2199-01-01", "not-over")]
)
def test_a_period_that_cannot_be_closed_says_why(
    company: Company, readers: Readers, start: str, code: str
) -> None:
    answer = readers["director"].post(
        f"/api/{company.slug}/periods/close",
        {"kind": "month", "start": start},
        content_type="application/json",
    )
    assert answer.json()["code"] == code
