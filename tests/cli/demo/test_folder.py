"""The demo's folder: served when whole and the same, made again otherwise, never taken."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from timonerie.cli.demo import folder
from timonerie.cli.demo.plan import Plan
from timonerie.domains.organisation.operations import companies

JANUARY = datetime(2026, 1, 5, tzinfo=UTC)


def plan_of(*, seed: int = 7, as_of: date = date(2026, 11, 23)) -> Plan:
    return Plan.of(seed=seed, as_of=as_of)


def test_nothing_is_ready_in_an_empty_folder() -> None:
    assert not folder.is_ready(plan_of())


def test_a_finished_demo_is_ready_for_the_whole_month() -> None:
    folder.finish(plan_of())
    assert folder.is_ready(plan_of(as_of=date(2026, 11, 1)))


def test_another_seed_or_another_month_makes_it_again() -> None:
    folder.finish(plan_of())
    assert not folder.is_ready(plan_of(seed=8))
    assert not folder.is_ready(plan_of(as_of=date(2026, 12, 1)))


@pytest.mark.engine("sqlite")
@pytest.mark.django_db
def test_a_load_that_was_killed_is_not_ready() -> None:
    folder.prepare(plan_of())
    assert not folder.is_ready(plan_of())


@pytest.mark.engine("sqlite")
@pytest.mark.django_db
def test_the_data_of_a_real_instance_are_refused(data_dir: Path) -> None:
    companies.found(slug="vraie", name="Vraie société", at=JANUARY)
    with pytest.raises(folder.NotOurs, match="TIMONERIE_DATA"):
        folder.prepare(plan_of())
    assert not (data_dir / "demo.json").exists()


@pytest.mark.engine("postgresql")
@pytest.mark.django_db
def test_a_database_server_is_refused() -> None:
    with pytest.raises(folder.NotOurs, match="TIMONERIE_DATABASE"):
        folder.prepare(plan_of())


def test_a_former_demo_leaves_nothing_but_the_key(data_dir: Path) -> None:
    (data_dir / "companies" / "one").mkdir(parents=True)
    for name in ("timonerie.sqlite3", "timonerie.sqlite3-wal", "secret_key"):
        (data_dir / name).write_text("kept by a former demo")
    folder.clear(data_dir / "timonerie.sqlite3", data_dir)
    assert [path.name for path in data_dir.iterdir()] == ["secret_key"]
