"""What the API asks of a session beyond its role, in one shape of error."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from tests.factories import accounts, organisation
from timonerie.api import standing
from timonerie.api.access import CompanyRequest, enter
from timonerie.api.errors import Refusal

pytestmark = pytest.mark.django_db


def request_of_alice() -> CompanyRequest:
    """Alice directs; her session has just opened."""
    alice = accounts.membership(organisation.company("brevent")).user
    client = Client()
    client.force_login(alice)
    request: CompanyRequest = RequestFactory().get("/")  # type: ignore[assignment]
    request.user, request.session = alice, client.session
    enter(request, "brevent")
    return request


@pytest.mark.rule("AUT-23")
def test_a_grave_operation_wants_a_recent_proof() -> None:
    request = request_of_alice()
    standing.demand(request, "user.write")
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=11)),
        pytest.raises(Refusal) as refusal,
    ):
        standing.demand(request, "user.write")
    assert (refusal.value.status, refusal.value.code) == (403, "proof")
    assert "/compte/preuve/" in refusal.value.remedy


def test_a_reading_wants_none() -> None:
    request = request_of_alice()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        standing.demand(request, "indicator.read")


@pytest.mark.rule("AUT-21")
def test_a_role_without_its_second_factor_is_refused(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    with pytest.raises(Refusal) as refusal:
        standing.demand(request_of_alice(), "indicator.read")
    assert refusal.value.code == "second-factor"
