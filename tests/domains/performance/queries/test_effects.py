"""The effect of an action, told from the stored results that its reader reaches."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories import figures, incidents
from tests.factories.facts import event
from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.operations import incidents as operations
from timonerie.domains.facts.operations.incident_checks import Remedy
from timonerie.domains.facts.rules.incidents.effects import Effect
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.operations import indicators, results
from timonerie.domains.performance.queries import effects
from timonerie.domains.performance.rules import Group
from timonerie.foundations.accounts.actors import Actor

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:fetch_arrow_table")]

BEFORE = [date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1)]
AFTER = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
ACTION = date(2025, 10, 17)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVERYBODY = Reach()


def bring(alice: Actor, late: dict[date, int]) -> None:
    """Ten cases a month at Lyon by Nova, so many of which are late."""
    rows = [
        event(
            f"{month:%y%m}-{rank}",
            received=f"{month:%Y-%m}-03 09:00",
            resolved=f"{month:%Y-%m}-{20 if rank < count else 4:02d} 09:00",
            due=f"{month:%Y-%m}-10 09:00",
            site="Lyon",
            provider="Nova",
        )
        for month, count in late.items()
        for rank in range(10)
    ]
    figures.bring(alice, rows)
    indicators.ensure_built_in(by=alice, at=NOW)
    results.refresh(at=NOW)


def acted(alice: Actor, *, indicator: str = "sla_met", **parts: Any) -> Incident:
    """An incident of June at Lyon, by Nova, acted upon in October."""
    known = datetime(2025, 6, 3, 8, 0, tzinfo=UTC)
    named: dict[str, Any] = {
        "provider": Provider.objects.get(name="Nova"),
        "units": (Unit.objects.get(name="Lyon"),),
    }
    made = incidents.declared(alice, known_at=known, told_at=known, **named | parts)
    said = Remedy(action="Deuxième lien", action_on=ACTION, indicator=indicator)
    operations.act(by=alice, at=NOW, incident=made, version=1, said=said)
    return made


def test_months_all_better_show_the_effect(alice: Actor) -> None:
    bring(alice, dict.fromkeys(BEFORE, 4) | dict.fromkeys(AFTER, 1))
    found = effects.of(acted(alice), seen=EVERYBODY, on=date(2026, 2, 1))
    assert found is not None
    assert found.check.effect == Effect.SEEN
    assert found.check.before == pytest.approx(0.6)
    assert found.check.after == pytest.approx(0.9)


def test_the_month_of_the_action_does_not_count(alice: Actor) -> None:
    bring(alice, dict.fromkeys(BEFORE, 4) | {ACTION.replace(day=1): 10} | dict.fromkeys(AFTER, 1))
    found = effects.of(acted(alice), seen=EVERYBODY, on=date(2026, 2, 1))
    assert found is not None
    assert found.check.after == pytest.approx(0.9)


def test_months_alike_show_none(alice: Actor) -> None:
    bring(alice, dict.fromkeys([*BEFORE, *AFTER], 3))
    found = effects.of(acted(alice), seen=EVERYBODY, on=date(2026, 2, 1))
    assert found is not None
    assert found.check.effect == Effect.NONE


def test_until_the_last_month_is_over_nothing_is_told(alice: Actor) -> None:
    bring(alice, dict.fromkeys(BEFORE, 4) | dict.fromkeys(AFTER, 1))
    found = effects.of(acted(alice), seen=EVERYBODY, on=date(2026, 1, 31))
    assert found is not None
    assert (found.check.effect, found.ready_on) == (Effect.NOT_YET, date(2026, 2, 1))


def test_a_month_without_a_figure_is_said_and_nothing_is_told(alice: Actor) -> None:
    bring(alice, dict.fromkeys(BEFORE, 4) | dict.fromkeys(AFTER[:2], 1))
    found = effects.of(acted(alice), seen=EVERYBODY, on=date(2026, 2, 1))
    assert found is not None
    assert (found.check.effect, found.left_out) == (Effect.UNKNOWN, 1)


def test_who_does_not_reach_the_figures_is_told_nothing(alice: Actor) -> None:
    bring(alice, dict.fromkeys(BEFORE, 4) | dict.fromkeys(AFTER, 1))
    elsewhere = Reach(provider_ids=frozenset({0}))
    assert effects.of(acted(alice), seen=elsewhere, on=date(2026, 2, 1)) is None


@pytest.mark.parametrize("indicator", ["", "cases", "disparu"])
def test_what_has_no_better_side_is_not_checked(alice: Actor, indicator: str) -> None:
    """The number of cases has a range, and no side on which it is better."""
    bring(alice, dict.fromkeys([*BEFORE, *AFTER], 3))
    made = acted(alice, indicator=indicator)
    assert effects.of(made, seen=EVERYBODY, on=date(2026, 2, 1)) is None


def test_the_narrowest_stored_group_is_compared(alice: Actor) -> None:
    bring(alice, {BEFORE[0]: 1})
    lyon, nova = Unit.objects.get(name="Lyon"), Provider.objects.get(name="Nova")
    assert effects.group_of(acted(alice)) == Group(unit=lyon.pk, provider=nova.pk)
    assert effects.group_of(acted(alice, units=())) == Group(provider=nova.pk)
    assert effects.group_of(acted(alice, provider=None)) == Group(unit=lyon.pk)
    assert effects.group_of(acted(alice, units=(), provider=None)) == Group()
