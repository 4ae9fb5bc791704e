"""Fifty people do the same thing at the same moment: it is done once, and nobody sees an error."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connections

from tests.factories import accounts, facts, organisation
from timonerie.domains.facts.models import BatchState, ImportBatch, Ledger, MappingVersion, Source
from timonerie.domains.facts.operations import batches
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

PEOPLE = 50
ROWS = [facts.event(f"D{rank}") for rank in range(20)]


@pytest.fixture
def by(emptied: None) -> Actor:
    return accounts.actor(organisation.company())


def _together(by: Actor, act: Callable[[], object]) -> list[object]:
    """What each of fifty threads ended on."""
    barrier, outcomes = threading.Barrier(PEOPLE), []

    def run() -> None:
        try:
            with current.company(by.company_id):
                barrier.wait()
                outcomes.append(act())
        except Exception as error:
            outcomes.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _rank in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_fifty_identical_imports_are_one(by: Actor) -> None:
    ended = _together(by, lambda: facts.bring(by, ROWS).state)

    assert Counter(ended) == {BatchState.ACCEPTED: 1, BatchState.UNCHANGED: PEOPLE - 1}
    with current.company(by.company_id):
        assert len(facts.told()) == len(ROWS)
        assert (Source.objects.count(), MappingVersion.objects.count()) == (1, 1)
        assert Ledger.objects.get().version == 1
    assert audit.verify(company_id=by.company_id) == []


def test_fifty_acceptances_of_one_file_are_one(by: Actor) -> None:
    with current.company(by.company_id):
        batch = facts.read(by, ROWS)

    def accept() -> str:
        mine = ImportBatch.objects.select_related("source", "mapping").get(pk=batch.pk)
        return batches.accept(by=by, at=facts.NOW, batch=mine).state

    assert Counter(_together(by, accept)) == {BatchState.ACCEPTED: PEOPLE}
    with current.company(by.company_id):
        assert Ledger.objects.get().version == 1
        assert len(facts.told()) == len(ROWS)
    assert audit.verify(company_id=by.company_id) == []
