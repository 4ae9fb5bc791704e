"""Triggers declared as data stand in the database, in their own words."""

import pytest
from django.db import DEFAULT_DB_ALIAS, connection

from timonerie.foundations.scope import guards, triggers

pytestmark = pytest.mark.django_db

ONE = "guard_organisation_seat_unit_id_insert"


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _drop(name: str) -> None:
    for statement in triggers.dropped(name, connection.vendor):
        _run(statement)


def test_every_trigger_stands_after_the_migrations() -> None:
    assert triggers.missing(using=DEFAULT_DB_ALIAS) == []


def test_installing_again_changes_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        triggers.install(using=DEFAULT_DB_ALIAS)
    assert triggers.are_on(DEFAULT_DB_ALIAS)


def test_all_of_them_come_off_for_a_migration_and_back_after() -> None:
    triggers.take_off(using=DEFAULT_DB_ALIAS)
    assert ONE in triggers.missing(using=DEFAULT_DB_ALIAS)
    triggers.install(using=DEFAULT_DB_ALIAS)
    assert triggers.are_on(DEFAULT_DB_ALIAS)


def test_one_that_is_gone_is_named_and_put_back() -> None:
    _drop(ONE)
    assert triggers.missing(using=DEFAULT_DB_ALIAS) == [ONE]
    triggers.install(using=DEFAULT_DB_ALIAS)
    assert triggers.are_on(DEFAULT_DB_ALIAS)


def test_one_that_was_weakened_is_named_and_put_right() -> None:
    declared = next(one for one in guards.declared() if one.full_name == ONE)
    weak = triggers.Trigger(**{**vars(declared), "refused_if": "1 = 0"})
    for statement in weak.statements(connection.vendor):
        _run(statement)
    assert triggers.missing(using=DEFAULT_DB_ALIAS) == [ONE]
    triggers.install(using=DEFAULT_DB_ALIAS)
    assert triggers.are_on(DEFAULT_DB_ALIAS)


@pytest.mark.engine("postgresql")
def test_one_that_was_disabled_is_named_and_put_right() -> None:
    _run(f"ALTER TABLE organisation_seat DISABLE TRIGGER {ONE}")
    assert triggers.missing(using=DEFAULT_DB_ALIAS) == [ONE]
    triggers.install(using=DEFAULT_DB_ALIAS)
    assert triggers.are_on(DEFAULT_DB_ALIAS)


def test_one_that_nobody_declares_any_more_is_dropped() -> None:
    stale = triggers.Trigger(
        table="organisation_seat", name="gone", event="INSERT", refused_if="1 = 0", message="gone"
    )
    for statement in stale.statements(connection.vendor):
        _run(statement)
    assert triggers.missing(using=DEFAULT_DB_ALIAS) == [stale.full_name]
    triggers.install(using=DEFAULT_DB_ALIAS)
    assert triggers.are_on(DEFAULT_DB_ALIAS)


def test_names_fit_and_differ() -> None:
    names = [one.full_name for one in guards.declared()]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= triggers.LONGEST_NAME
