from collections.abc import Callable

import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import queries
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import triggers


def _raw(statement: str) -> Callable[[], object]:
    def run() -> object:
        with connection.cursor() as cursor:
            return cursor.execute(statement)

    return run


CHANGES: dict[str, Callable[[], object]] = {
    "update": lambda: Event.objects.update(actor="Mallory"),
    "delete": lambda: Event.objects.all().delete(),
    "save": lambda: Event.objects.latest("pk").save(),
    "raw update": _raw("UPDATE audit_event SET act = 'x'"),
    "raw delete": _raw("DELETE FROM audit_event"),
}


@pytest.mark.rule("AUD-02")
@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_the_trail(alice: Actor, change: str) -> None:
    before = list(Event.objects.values_list("hash", flat=True))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CHANGES[change]()
    assert list(Event.objects.values_list("hash", flat=True)) == before


def test_an_end_cut_off_behind_the_guards_is_found(alice: Actor) -> None:
    triggers.take_off(using=DEFAULT_DB_ALIAS)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)")
    (found,) = queries.verify(company_id=alice.company_id)
    assert found.reason == "fin de chaîne manquante"
