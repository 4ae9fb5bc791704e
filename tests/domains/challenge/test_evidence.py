"""What is known against a provider: each source says its lines, a key gives the same one again."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.factories import accounts, figures, signals
from tests.factories import challenges as factory
from tests.factories import commitments as commitment_factory
from tests.factories import duties as duty_factory
from tests.factories import levels as level_factory
from tests.factories.figures import NOW, Measured
from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.papers import chronologies
from timonerie.domains.challenge.queries.chronology import registry
from timonerie.domains.challenge.queries.evidence import gathering, levels
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.performance.models import LevelClaim, LevelResult
from timonerie.domains.performance.operations import claim_settling
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.operations import triage
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.printing.documents.shapes import Grid
from timonerie.foundations.scope import current

TODAY = NOW.date()


@pytest.fixture
def measured(db: None) -> Iterator[Measured]:
    """Nova is late at Lyon, missed a level, broke down, and its errors moved."""
    found = figures.measured()
    with current.company(found.company.pk):
        nova, lyon = found.nova, found.group.lyon
        signed = factory.contract(found.alice, nova)
        factory.keys(found.alice, signed)
        level_factory.claimed(signed, title="Erreurs")
        factory.incident(found.alice, nova)
        signals.errors(found.alice, signals.WORSE, unit=lyon, provider=nova)
        signals.raised(found.alice)
        duty_factory.checked(found.alice, nova, valid_until=date(2026, 2, 20))
        yield found


def lines(measured: Measured) -> dict[str, list[Line]]:
    proposed = gathering.found(measured.alice, measured.nova, on=TODAY)
    return {one.kind: list(one.lines) for one in proposed}


def test_every_kind_of_fact_is_known(measured: Measured) -> None:
    assert set(lines(measured)) == set(FactKind) - {FactKind.SAID}


def test_a_key_gives_the_same_line_again(measured: Measured) -> None:
    for found in lines(measured).values():
        for line in found:
            named = gathering.named(measured.alice, line.key, on=TODAY)
            assert named is not None
            assert (named.line, named.line.sha256) == (line, line.sha256)
            assert named.provider == measured.nova


def test_what_is_measured_says_out_of_how_many(measured: Measured) -> None:
    known = lines(measured)
    figure = next(one for one in known["figure"] if one.key.startswith("figure:sla_met:"))
    assert (figure.numerator, figure.denominator, figure.figure) == (2.0, 4.0, "50\u00a0%")
    [claim] = known["claim"]
    assert (claim.numerator, claim.denominator, claim.figure) == (6.0, 8.0, "100\u00a0€")
    signal = next(one for one in known["signal"] if one.is_measured)
    assert (signal.numerator, signal.denominator) == (24.0 * 6, 200.0 * 6)
    [incident] = known["incident"]
    assert not incident.is_measured


def test_a_quarter_that_still_runs_is_missed_by_nobody_yet(measured: Measured) -> None:
    running = LevelResult.objects.current().filter(is_held=False).earliest("period_start")
    running.pk, running._state.adding = None, True
    running.period_kind, running.period_start = "quarter", date(2026, 1, 1)
    running.save()
    key = levels.key(running)
    assert key not in {line.key for line in lines(measured)["level"]}
    assert gathering.named(measured.alice, key, on=TODAY) is None
    over = date(2026, 4, 1)
    assert gathering.named(measured.alice, key, on=over) is not None


def test_what_was_given_up_or_is_noise_is_not_proposed(measured: Measured) -> None:
    claim = LevelClaim.objects.get()
    claim_settling.waive(
        by=measured.alice, at=NOW, claim=claim, version=claim.version, reason="accord"
    )
    told = WeakSignal.objects.all()
    triage.sort_many(by=measured.alice, at=NOW, signals=told, state="noise", reason="inventaire")
    assert {"claim", "signal"} & set(lines(measured)) == set()


def test_nothing_out_of_reach_is_proposed(measured: Measured) -> None:
    manager = accounts.actor(measured.company, Role.SITE_MANAGER)
    assert gathering.found(manager, measured.nova, on=TODAY) == []
    for found in lines(measured).values():
        for line in found:
            assert gathering.named(manager, line.key, on=TODAY) is None


def test_the_chronology_is_in_the_order_of_the_days_with_what_was_frozen(
    measured: Measured,
) -> None:
    alice, nova = measured.alice, measured.nova
    commitment_factory.made(alice, what="Doubler le contrôle", provider=nova)
    made = factory.opened(alice, firm=nova, title="Second sujet")
    factory.sent(alice, factory.taken(alice, made))
    found = registry.entries(alice, nova, on=TODAY)
    assert [one.day for one in found] == sorted(one.day for one in found)
    told = "\n".join(one.fact for one in found)
    for word in (
        "188\u00a0/\u00a0200",
        "Paie partie en retard",
        "Lettre envoyée",
        "Doubler le contrôle",
    ):
        assert word in told
    assert any(one.letter == "Second sujet" for one in found)
    document = chronologies.document(nova, found, company="Brévent", on=TODAY)
    [grid] = document.articles[0].blocks
    assert isinstance(grid, Grid)
    assert len(grid.rows) == len(found)
