"""Promises of Nova and of our finance director, as tests hold them."""

from datetime import date, timedelta
from typing import Any

from tests.factories import accounts
from tests.factories.organisation import NOW
from timonerie.domains.commitments.models import Commitment, CommitmentPromise
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.organisation.operations import people, providers, seats, units
from timonerie.foundations.accounts.actors import Actor

TODAY = date(2026, 3, 2)
FIRST = date(2026, 3, 20)


def made(by: Actor, provider: Provider | None = None, **parts: Any) -> Commitment:
    """Of Nova, unless a provider or a seat is given."""
    if provider is None and "seat" not in parts:
        provider = Provider.objects.filter(name="Nova").first() or providers.create(
            by=by, at=NOW, name="Nova"
        )
    told = {"what": "Livrer les bulletins corrigés", "promised_for": FIRST, **parts}
    return commitments.make(**{"by": by, "at": NOW, "provider": provider, **told})


def put_off(by: Actor, row: Commitment, *, days: int = 10) -> CommitmentPromise:
    """Promised again, some days after the last date."""
    day = row.due_date + timedelta(days=days)
    return commitments.promise_again(by=by, at=NOW, commitment=row, day=day, reason="Congés")


def post(
    by: Actor,
    name: str = "DAF",
    *,
    held_by: Actor | None = None,
    manager: Seat | None = None,
    unit: Unit | None = None,
) -> Seat:
    """A post, held since long ago by who acts, if anybody."""
    seat = seats.create(by=by, at=NOW, name=name, unit=unit or units.root())
    if manager is not None:
        seats.attach(by=by, at=NOW, seat=seat, version=seat.version, manager=manager)
    if held_by is not None:
        person = people.create(by=by, at=NOW, name=held_by.name)
        type(person).objects.filter(pk=person.pk).update(user_id=held_by.user_id)
        seats.hold(
            by=by, at=NOW, seat=seat, kind="employee", person=person, start_date=accounts.LONG_AGO
        )
    return seat
