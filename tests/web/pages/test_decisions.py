"""What needs a decision, for whom; and how a new kind of line joins."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import facts
from tests.factories.facts import event
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.performance.operations import periods, results
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.registration import discover
from timonerie.foundations.scope import current
from timonerie.foundations.wording.states import State
from timonerie.web.attention import registry
from timonerie.web.attention.scene import Line, Scene


def titles(client: Client, measured: Measured) -> list[str]:
    page = client.get(f"/{measured.slug}/?mois=2026-02").context
    return [line.title for line in (*page["lines"], *page["more_lines"])]


def send(measured: Measured, *days_ago: int) -> None:
    """A file a week from « hebdo », each with one case received the day before."""
    with current.company(measured.company.pk):
        for days in days_ago:
            at = timezone.now() - timedelta(days=days)
            day = f"{at - timedelta(days=1):%Y-%m-%d} 08:00"
            rows = [event(f"H-{days}", updated=day, received=day, resolved=day)]
            facts.bring(measured.alice, rows, source="hebdo", name=f"h{days}.csv", at=at)


def test_a_weekly_source_that_stopped_is_late(browser: Client, measured: Measured) -> None:
    send(measured, 41, 34, 27, 20)
    assert "Fichier en retard\u00a0: hebdo" in titles(browser, measured)


def test_a_weekly_source_is_expected_this_week(browser: Client, measured: Measured) -> None:
    send(measured, 26, 19, 12, 5)
    assert "Fichier attendu\u00a0: hebdo" in titles(browser, measured)


def test_two_files_are_no_habit(browser: Client, measured: Measured) -> None:
    send(measured, 40, 33)
    assert not [title for title in titles(browser, measured) if "hebdo" in title]


def test_a_refused_file_is_said_until_a_good_one_follows(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        facts.read(measured.alice, b"", source="hebdo", name="vide.csv", at=timezone.now())
    assert "Fichier refusé\u00a0: vide.csv" in titles(browser, measured)
    send(measured, 0)
    assert "Fichier refusé\u00a0: vide.csv" not in titles(browser, measured)


def test_a_closed_figure_that_a_late_fact_corrected_is_said(
    browser: Client, measured: Measured
) -> None:
    now = timezone.now()
    with current.company(measured.company.pk):
        periods.close(
            by=measured.alice, at=now, kind="month", start=NOW.date().replace(month=1, day=1)
        )
        rows = [
            event("T-1", updated="2026-01-09 08:00", received="2026-01-09 08:00",
                  resolved="2026-01-30 08:00", due="2026-01-12 08:00"),
        ]  # fmt: skip
        facts.bring(measured.alice, rows, source="tardif", at=now)
        results.refresh(at=now + timedelta(seconds=1))
    assert any("clôturés ont été corrigés" in title for title in titles(browser, measured))


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of line of tomorrow, for who may close a period and is not narrowed."""
    discover(registry.SOURCES)  # else the others would register in the list that is taken away
    monkeypatch.setattr(registry, "_kinds", [])

    @registry.register(permission="period.close", needs_all=True)
    def signals(scene: Scene) -> Iterator[Line]:
        yield Line("Signal confirmé", "parce que", State.WATCH, f"/{scene.slug}/", "Ouvrir")


@pytest.mark.usefixtures("joined")
def test_a_new_kind_of_line_joins_by_registering(browser: Client, measured: Measured) -> None:
    assert titles(browser, measured) == ["Signal confirmé"]


@pytest.mark.usefixtures("joined")
def test_a_kind_of_line_is_only_for_whom_it_says(measured: Measured) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert titles(client, measured) == []
    narrowed = browse(measured.member(Role.EXECUTIVE, unit=measured.group.east))
    assert titles(narrowed, measured) == []


def test_months_to_close_lead_to_where_they_are_closed(browser: Client, measured: Measured) -> None:
    page = browser.get(f"/{measured.slug}/?mois=2026-02").context
    lines = (*page["lines"], *page["more_lines"])
    [address] = [line.url for line in lines if line.gesture == "Clôturer"]
    assert address == f"/{measured.slug}/reglages/periodes/"


def test_a_team_is_told_each_indicator_that_it_misses(measured: Measured) -> None:
    client = browse(measured.member(Role.TEAM_MANAGER, unit=measured.group.payroll_team))
    told = [title for title in titles(client, measured) if " à " in title]
    assert len(told) > 1
    assert len(set(told)) == len(told)
