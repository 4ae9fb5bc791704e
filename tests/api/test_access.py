"""Each address, for each kind of reader."""

from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import Get, Readers
from timonerie.foundations.scope.models import Company

SPAN = "first=2026-01-01&last=2026-01-31"
UNKNOWN = "00000000-0000-4000-8000-000000000000"

# Which of the director, the site manager and the provider may read each list.
LISTS = {
    "units": "110",
    "seats": "110",
    "calendars": "110",
    "providers": "111",
    "activities": "110",
    "sources": "111",
    "batches": "111",
    "cases": "111",
    "indicators": "111",
    f"results?{SPAN}": "111",
    "periods": "111",
}
ONES = ("units", "seats", "calendars", "providers", "batches")
GESTURES = {
    f"batches/{UNKNOWN}/read": "111",
    f"batches/{UNKNOWN}/accept": "111",
    f"batches/{UNKNOWN}/undo": "100",
    "indicators": "100",
    "indicators/cases/versions": "100",
    "indicators/cases/targets": "100",
    "indicators/cases/archive": "100",
    "indicators/cases/restore": "100",
    "periods/close": "100",
    "periods/reopen": "100",
}
JANUARY = {"kind": "month", "start": "2026-01-01"}
BODIES: dict[str, dict[str, Any]] = {
    "read": {"mapping": {}},
    "accept": {},
    "undo": {},
    "indicators": {"definition": {}},
    "versions": {"definition": {}},
    "targets": {"start_date": "2026-01-01"},
    "archive": {},
    "restore": {},
    "close": JANUARY,
    "reopen": JANUARY,
}


def body_of(address: str) -> dict[str, Any]:
    return BODIES[address.rpartition("/")[2]]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_open_to_the_roles_of_its_policy(get: Get, address: str) -> None:
    for reader, may in zip(("director", "site manager", "provider"), LISTS[address], strict=True):
        get(reader, address, status=200 if may == "1" else 403)


@pytest.mark.parametrize("address", [*LISTS, *(f"{one}/{UNKNOWN}" for one in ONES)])
def test_nobody_and_strangers_learn_nothing(get: Get, address: str) -> None:
    assert get("nobody", address, status=401)["code"] == "sign-in"
    assert get("stranger", address, status=404)["code"] == "not-found"


@pytest.mark.parametrize("address", [*(f"{one}/{UNKNOWN}" for one in ONES), f"cases/{UNKNOWN}/A"])
def test_what_does_not_exist_answers_so(get: Get, address: str) -> None:
    assert get("director", address, status=404)["code"] == "not-found"


@pytest.mark.parametrize("address", GESTURES)
def test_a_gesture_is_refused_to_the_other_roles(
    company: Company, readers: Readers, address: str
) -> None:
    for reader, may in zip(("site manager", "provider"), GESTURES[address][1:], strict=True):
        answer = readers[reader].post(
            f"/api/{company.slug}/{address}", body_of(address), content_type="application/json"
        )
        assert answer.status_code == (404 if may == "1" else 403)


@pytest.mark.parametrize("address", GESTURES)
def test_a_gesture_needs_an_account_in_the_company(
    company: Company, readers: Readers, address: str
) -> None:
    statuses = [
        readers[reader]
        .post(f"/api/{company.slug}/{address}", body_of(address), content_type="application/json")
        .status_code
        for reader in ("nobody", "stranger")
    ]
    assert statuses == [401, 404]


def test_a_company_of_others_answers_like_one_that_does_not_exist(readers: Readers) -> None:
    answers = [readers["stranger"].get(f"/api/{slug}/units") for slug in ("brevent", "nulle-part")]
    assert answers[0].content == answers[1].content


def test_an_unsafe_method_needs_the_token_of_the_session(
    company: Company, readers: Readers
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = readers["director"].cookies
    answer = strict.post(
        f"/api/{company.slug}/periods/close", body_of("close"), content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_an_error_says_what_to_do(get: Get) -> None:
    refused = get("auditor", "batches", status=403)
    invalid = get("director", "units?size=0", status=422)

    assert refused["remedy"] == "Demandez-le à la direction ou à l’administration technique."
    assert invalid["details"][0]["where"].endswith("size")
