"""What the group's own files say, brought in as its director would: books, contracts, calendar."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from timonerie.cli.demo import books, meetings, signed
from timonerie.cli.demo.people import MANAGING_DIRECTOR, REPORTS
from timonerie.cli.demo.plan import Plan
from timonerie.domains.contracts.operations import lists
from timonerie.domains.facts.models import ThirdParty
from timonerie.domains.facts.operations import accounting, third_parties
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import seats
from timonerie.domains.rituals.enums import RitualState
from timonerie.domains.rituals.models import Ritual
from timonerie.domains.rituals.operations import exports, rituals
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import confinement

Say = Callable[[str], None]


def bring(plan: Plan, *, by: Actor, at: datetime, say: Say) -> None:
    """At the last evening covered."""
    say("Comptes, contrats, agenda : les fichiers de la direction…")
    with confinement.made_here():
        _books(plan, by=by, at=at)
        _contracts(plan, by=by, at=at)
        _meetings(plan, by=by, at=at)
    _reports(by=by, at=at)


def _books(plan: Plan, *, by: Actor, at: datetime) -> None:
    content, name = books.content(plan.seed, plan.horizon), books.file_name(plan.horizon)
    file = accounting.receive(by=by, at=at, chunks=[content], file_name=name)
    accounting.read(by=by, at=at, file=file)
    waiting = list(ThirdParty.objects.all().unsettled())
    third_parties.create_providers(by=by, at=at, third_parties=waiting)


def _contracts(plan: Plan, *, by: Actor, at: datetime) -> None:
    content = signed.content(plan.horizon)
    made = lists.receive(by=by, at=at, chunks=[content], file_name=signed.FILE_NAME)
    lists.accept(by=by, at=at, contract_list=made, creates_providers=True)


def _meetings(plan: Plan, *, by: Actor, at: datetime) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / meetings.FILE_NAME
        path.write_bytes(meetings.content(plan.horizon))
        exports.receive(by=by, at=at, path=path, file_name=meetings.FILE_NAME)
    kept = Ritual.objects.filter(name__in=meetings.KEPT)
    rituals.sort_many(by=by, at=at, rituals=kept, state=RitualState.KEPT)


def _reports(*, by: Actor, at: datetime) -> None:
    """Whom each post answers to; the managing director where nothing else is said."""
    found = list(Seat.objects.active().order_by("pk"))
    head = next(seat for seat in found if seat.name == MANAGING_DIRECTOR)
    for seat in found:
        name = REPORTS.get(seat.name, MANAGING_DIRECTOR)
        near = [one for one in found if one.name == name and one.unit_id == seat.unit_id]
        if seat != head:
            manager = near[0] if near else head
            seats.attach(by=by, at=at, seat=seat, version=None, manager=manager)
