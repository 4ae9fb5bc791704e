"""The OpenAPI document: whole, named, and not for everybody."""

import json
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import browser
from timonerie.api import PARTS
from timonerie.foundations.accounts.actors import Actor

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(alice: Actor) -> dict[str, Any]:
    found: dict[str, Any] = browser(alice).get("/api/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for path in document["paths"].values() for one in path.values()]


def test_it_is_a_description_of_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert set(document) >= {"info", "paths", "components"}
    assert all(set(path) <= METHODS for path in document["paths"].values())


def test_every_operation_has_a_summary_and_a_name_of_its_own(document: dict[str, Any]) -> None:
    found = operations(document)
    ids = [one["operationId"] for one in found]
    assert len(found) == 230
    assert all(one["summary"] and one["security"] for one in found)
    assert len(set(ids)) == len(ids)


def test_every_operation_says_what_it_answers(document: dict[str, Any]) -> None:
    for one in operations(document):
        answers = {str(status): answer for status, answer in one["responses"].items()}
        assert set(answers) & {"200", "201", "202", "204"}
        assert {"401", "403", "404", "409", "422"} <= set(answers)
        assert all("content" in told for status, told in answers.items() if status != "204")


def test_every_reference_leads_to_a_shape(document: dict[str, Any]) -> None:
    shapes = document["components"]["schemas"]
    references = json.dumps(document).split('"$ref": "#/components/schemas/')[1:]
    assert references
    assert {one.partition('"')[0] for one in references} <= set(shapes)


def test_every_parameter_of_a_path_is_declared(document: dict[str, Any]) -> None:
    for address, path in document["paths"].items():
        named = {part[1:-1] for part in address.split("/") if part.startswith("{")}
        for one in path.values():
            declared = {found["name"] for found in one["parameters"] if found["in"] == "path"}
            assert declared == named, address


def test_no_shape_shows_a_row_id(document: dict[str, Any]) -> None:
    for name, shape in document["components"]["schemas"].items():
        for field, told in shape.get("properties", {}).items():
            is_id = field == "id" or field.endswith("_id")
            assert not is_id or told.get("format") == "uuid", f"{name}.{field}"


@pytest.mark.django_db
def test_nobody_reads_it_without_an_account() -> None:
    answer = Client().get("/api/openapi.json")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")


def test_no_address_is_held_by_two_parts() -> None:
    held = [address for part in PARTS for address in part.router.path_operations]
    assert [one for one, times in Counter(held).items() if times > 1] == []
