"""Following the verdicts of several activities from the list, and undoing it."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import sourcing
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.sourcing.models import Activity, SourcingDecision
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture
def known(measured: Measured) -> list[Activity]:
    with current.company(measured.company.pk):
        return list(sourcing.added(measured.alice, "PAIE-02", "COMPTA-04", "COMPTA-16"))


def page(browser: Client, measured: Measured, path: str = "", **sent: Any) -> Any:
    address = f"/{measured.slug}/activites/garder-ou-confier/{path}"
    return browser.post(address, sent, follow=True) if path else browser.get(address)


def ticked(answer: Any) -> list[str]:
    return [row.cells[0].pick for row in answer.context["table"].rows if row.cells[0].is_picked]


def decided(measured: Measured) -> int:
    with current.company(measured.company.pk):
        return SourcingDecision.objects.in_force().count()


def test_firm_verdicts_are_ticked_and_followed_in_one_gesture(
    browser: Client, measured: Measured, known: list[Activity]
) -> None:
    chosen = ticked(page(browser, measured))
    assert str(known[1].public_id) in chosen, "a veto is firm"
    answer = page(browser, measured, "suivre/", choisi=[str(one.public_id) for one in known])
    assert decided(measured) == 3
    assert "Défaire ce geste" in answer.content.decode()
    assert ticked(answer) == []


def test_the_gesture_is_undone(browser: Client, measured: Measured, known: list[Activity]) -> None:
    made = page(browser, measured, "suivre/", choisi=[str(known[0].public_id)])
    answer = page(browser, measured, "defaire/", fait=made.context["just_made"])
    assert decided(measured) == 0
    assert "Défaire ce geste" not in answer.content.decode()


def test_nothing_ticked_says_what_to_do_and_odd_values_are_left_alone(
    browser: Client, measured: Measured, known: list[Activity]
) -> None:
    answer = page(browser, measured, "suivre/", choisi="n’importe quoi")
    assert "Cochez d’abord" in answer.content.decode()
    assert decided(measured) == 0


def test_who_may_not_decide_is_offered_no_box(measured: Measured, known: list[Activity]) -> None:
    manager = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert page(manager, measured).status_code == 403
    assert page(manager, measured, "suivre/", choisi=str(known[0].public_id)).status_code == 403
