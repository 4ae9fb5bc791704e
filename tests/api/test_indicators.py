"""Definitions made and changed, targets set: by those who steer, and told when they cannot be."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Get, Readers
from tests.factories.organisation import Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.performance.models import Indicator, Target
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.usefixtures("figures"), pytest.mark.slow]

Post = Callable[..., Any]
LATE = {
    "label": "Part des demandes rouvertes à Lyon",
    "unit": "ratio",
    "direction": "lower",
    "aggregate": "ratio",
    "numerator": {"column": "reopened", "op": "eq", "value": True},
}


@pytest.fixture
def post(company: Company, readers: Readers) -> Post:
    """What the director gets by sending something."""

    def send(address: str, body: Any = None, *, status: int = 201) -> Any:
        answer = readers["director"].post(
            f"/api/{company.slug}/{address}", body or {}, content_type="application/json"
        )
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    return send


def codes(get: Get) -> set[str]:
    return {one["code"] for one in get("director", "indicators?size=200")["items"]}


def test_an_indicator_is_made_from_its_definition(get: Get, post: Post) -> None:
    made = post("indicators", {"definition": LATE})
    assert (made["code"], made["version"]) == ("part_des_demandes_rouvertes_a_lyon", 1)
    assert made["definition"]["numerator"] == LATE["numerator"]
    assert made["code"] in codes(get)


def test_what_the_list_gives_is_taken_back_as_a_version(get: Get, post: Post) -> None:
    told = next(one for one in get("director", "indicators")["items"] if one["code"] == "sla_met")
    same = post("indicators/sla_met/versions", {"definition": told["definition"]})
    changed = post(
        "indicators/sla_met/versions", {"definition": told["definition"] | {"label": "Tenu"}}
    )
    assert (same["version"], changed["version"], changed["label"]) == (1, 2, "Tenu")


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        (LATE | {"unit": "furlong"}, "unit"),
        (LATE | {"numerator": None}, "numerator"),
        (LATE | {"colour": "red"}, "colour"),
        ({}, "label"),
    ],
)
def test_a_definition_that_cannot_be_names_its_field_and_changes_nothing(
    get: Get, post: Post, definition: dict[str, Any], field: str
) -> None:
    before = codes(get)
    refused = post("indicators", {"definition": definition}, status=422)
    assert refused["code"] == "refused"
    assert f"« {field} »" in refused["remedy"].replace("\u00a0", " ")
    assert codes(get) == before


def test_a_code_is_given_once(post: Post) -> None:
    refused = post("indicators", {"definition": LATE | {"code": "sla_met"}}, status=422)
    assert "sla_met" in refused["message"]
    assert "code" in refused["remedy"]


def test_a_target_is_set_for_a_place_and_recorded(
    post: Post, company: Company, group: Group
) -> None:
    nova = Provider.objects.get(name="Nova")
    body = {
        "start_date": "2026-01-01",
        "low": 0.9,
        "unit": str(group.lyon.public_id),
        "provider": str(nova.public_id),
        "source": "contrat 2026",
    }
    told = post("indicators/sla_met/targets", body)
    assert (told["unit"]["name"], told["provider"]["name"], told["low"]) == ("Lyon", "Nova", 0.9)
    with current.company(company.pk):
        assert Event.objects.filter(act="indicator.aim").count() == 1


@pytest.mark.parametrize("bounds", [{}, {"low": 95}, {"low": 0.9, "high": 0.1}])
def test_a_target_that_cannot_be_held_is_refused(post: Post, bounds: dict[str, float]) -> None:
    before = Target.objects.count()
    post("indicators/sla_met/targets", {"start_date": "2026-01-01"} | bounds, status=422)
    assert Target.objects.count() == before


def test_an_indicator_leaves_the_pages_and_comes_back(get: Get, post: Post) -> None:
    post("indicators/errors/archive", status=200)
    assert "errors" not in codes(get)
    post("indicators/errors/archive", status=404)
    assert post("indicators/errors/restore", status=200)["code"] == "errors"
    post("indicators/errors/restore", status=404)
    assert Indicator.objects.get(code="errors").archived_at is None
