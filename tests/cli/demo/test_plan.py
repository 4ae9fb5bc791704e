"""The invented group stands on its feet: identifiers, seats, accounts, the guide."""

from datetime import date

import pytest

from tests.cli.demo.conftest import AS_OF
from tests.conftest import ROOT
from timonerie.cli.demo.group import ENTITIES, SITES
from timonerie.cli.demo.horizon import Horizon
from timonerie.cli.demo.people import PASSWORD
from timonerie.cli.demo.plan import Plan
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import HolderKind
from timonerie.engine import public_holidays
from timonerie.engine.calendars import Calendar
from timonerie.foundations.accounts.enums import Role

GUIDE = ROOT / "docs" / "guide" / "demo.md"


def test_identifiers_pass_their_key_and_belong_to_nobody(plan: Plan) -> None:
    sirens = [each.siren for each in (*ENTITIES, *plan.providers)]
    assert len(set(sirens)) == len(sirens)
    for siren in sirens:
        assert rules.is_siren(siren)
        assert siren.startswith("000000")


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.code)
def test_a_site_has_its_siret_and_its_hours(plan: Plan, site: object) -> None:
    assert rules.is_siret(site.siret)  # type: ignore[attr-defined]
    for _start, document in site.calendars(plan.horizon):  # type: ignore[attr-defined]
        assert Calendar.from_dict(document).to_dict()["zone"] == site.zone.key  # type: ignore[attr-defined]


def test_two_regions_two_zones_and_the_holidays_of_alsace(plan: Plan) -> None:
    assert len({site.region for site in plan.sites}) == 2
    assert len({site.zone for site in plan.sites}) == 2
    colmar = next(site for site in plan.sites if site.name == "Colmar")
    (_start, document), *_rest = colmar.calendars(plan.horizon)
    calendar = Calendar.from_dict(document)
    assert calendar.holidays
    assert date(2025, 12, 26) in public_holidays.named("FR", calendar.subdivision, 2025)


def test_a_site_changes_its_hours_on_the_way(plan: Plan) -> None:
    revised = [site for site in plan.sites if len(site.calendars(plan.horizon)) > 1]
    assert [site.name for site in revised] == ["Nantes"]


def test_seats_show_every_kind_of_holder_and_a_vacancy(plan: Plan) -> None:
    kinds = {holding.kind for seat in plan.seats for holding in seat.holdings}
    assert kinds == set(HolderKind)
    assert [seat.name for seat in plan.seats if not seat.holdings] == ["Responsable juridique"]


def test_no_provider_answers_for_an_activity(plan: Plan) -> None:
    held = {seat.name: {holding.kind for holding in seat.holdings} for seat in plan.seats}
    for activity in plan.activities:
        assert HolderKind.PROVIDER not in held[activity.accountable]


def test_every_role_has_an_account(plan: Plan) -> None:
    assert {user.role for user in plan.users} == set(Role)
    assert len(PASSWORD) >= 12


def test_three_years_end_with_the_last_complete_month() -> None:
    horizon = Horizon.before(AS_OF)
    assert (horizon.first, horizon.last_day) == (date(2023, 11, 1), date(2026, 10, 31))
    assert len(horizon.months) == 36


def test_planted_months_lie_in_the_horizon(plan: Plan) -> None:
    for planted in plan.planted:
        assert set(planted.months) <= set(plan.horizon.months)
        assert planted.first_day <= planted.last_day


def test_the_guide_tells_everything_that_is_planted(plan: Plan) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for planted in plan.planted:
        assert planted.title in guide
    for user in plan.users:
        assert user.email in guide
