"""Seats and who holds them, day by day: nobody is erased when the next one comes."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Person,
    Provider,
    Seat,
    SeatHolding,
    Unit,
)
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.audit import personal


class SeatNameTaken(Refused):
    pass


class SeatHeld(Refused):
    """Somebody holds the seat on some of those days."""


class WrongHolder(Refused):
    """An employee or an executive is a person; a provider is a firm."""


class WrongDates(Refused):
    pass


class GoesRound(Refused):
    """A post would answer to itself."""


def create(
    *,
    by: Actor,
    at: datetime,
    name: str,
    unit: Unit,
    function: BusinessFunction | None = None,
) -> Seat:
    """Raises SeatNameTaken when the unit has a seat of that name."""
    by.require("organisation.write")
    name = " ".join(name.split())
    _refuse_taken_name(name, unit)
    with transaction.atomic():
        seat: Seat = Seat.objects.create(name=name, unit=unit, function=function)
        audit.record(
            by=by,
            at=at,
            act="seat.created",
            kind="seat",
            public_id=seat.public_id,
            detail={"name": name, "unit": unit.name, "function": changes.words(function)},
        )
    return seat


def update(
    *,
    by: Actor,
    at: datetime,
    seat: Seat,
    version: int,
    name: str,
    unit: Unit,
    function: BusinessFunction | None,
) -> None:
    """Raises SeatNameTaken; Conflict."""
    by.require("organisation.write")
    name = " ".join(name.split())
    _refuse_taken_name(name, unit, but=seat)
    values = {"name": name, "unit": unit, "function": function}
    with transaction.atomic():
        made = changes.replace(seat, version=version, values=values)
        if made:
            audit.record(
                by=by, at=at, act="seat.changed", kind="seat", public_id=seat.public_id, detail=made
            )


def attach(
    *, by: Actor, at: datetime, seat: Seat, version: int | None, manager: Seat | None
) -> None:
    """Say which post a post answers to; none at the head of a tree.

    Raises:
        GoesRound: that post answers to this one, at whatever remove.
        Conflict: the post has another version by now.
    """
    by.require("organisation.write")
    _refuse_loop(seat, manager)
    with transaction.atomic():
        made = changes.replace(seat, version=version, values={"manager": manager})
        if made:
            audit.record(
                by=by,
                at=at,
                act="seat.attached",
                kind="seat",
                public_id=seat.public_id,
                detail=made,
            )


def _refuse_loop(seat: Seat, manager: Seat | None) -> None:
    above = dict(Seat.objects.values_list("pk", "manager_id"))
    way, at = [], manager.pk if manager else None
    while at is not None and at not in way:
        way.append(at)
        at = above.get(at)
    if seat.pk in way:
        raise GoesRound(
            _("« %(manager)s » relève déjà de « %(seat)s » : choisissez un poste au-dessus.")
            % {"manager": manager, "seat": seat},
            field="manager",
        )


def archive(*, by: Actor, at: datetime, seat: Seat, version: int) -> None:
    """Raises SeatHeld while somebody holds it; Conflict."""
    by.require("organisation.write")
    held = seat.holdings.filter(end_date=None).first()
    if held is not None:
        raise SeatHeld(
            _("« %(seat)s » est tenu par %(holder)s. Indiquez d’abord la fin de cette tenue.")
            % {"seat": seat, "holder": held.person or held.provider}
        )
    with transaction.atomic():
        changes.replace(seat, version=version, values={"archived_at": at})
        audit.record(by=by, at=at, act="seat.archived", kind="seat", public_id=seat.public_id)


def hold(
    *,
    by: Actor,
    at: datetime,
    seat: Seat,
    kind: str,
    start_date: date,
    end_date: date | None = None,
    person: Person | None = None,
    provider: Provider | None = None,
) -> SeatHolding:
    """Somebody takes a seat, from a day to another, both included, or without a known end.

    Raises:
        WrongHolder: a provider where a person is expected, or the other way round.
        WrongDates: the end comes before the start.
        SeatHeld: somebody holds the seat on one of those days.
    """
    by.require("organisation.write")
    holder = _holder(kind, person, provider)
    if end_date is not None and end_date < start_date:
        raise WrongDates(_("La fin précède le début : inversez les deux dates."), field="end_date")
    with transaction.atomic():
        # The seat is locked, so that two people cannot take it at the same moment.
        Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
        _refuse_overlap(seat, (start_date, end_date))
        holding: SeatHolding = SeatHolding.objects.create(
            seat=seat,
            kind=kind,
            person=person,
            provider=provider,
            start_date=start_date,
            end_date=end_date,
        )
        audit.record(
            by=by,
            at=at,
            act="seat.held",
            kind="seat",
            public_id=seat.public_id,
            about=_about(holding),
            detail={
                "holder": str(holder),
                "as": kind,
                "from": start_date.isoformat(),
                "to": changes.words(end_date),
            },
        )
    return holding


def leave(
    *, by: Actor, at: datetime, holding: SeatHolding, end_date: date, version: int | None = None
) -> None:
    """The holder's last day. The seat is vacant from the next one.

    Raises:
        WrongDates: the holder had not started by then.
        SeatHeld: somebody else holds the seat before that day.
        Conflict: the holding changed since `version`, or since it was read.
    """
    by.require("organisation.write")
    if end_date < holding.start_date:
        raise WrongDates(
            _("Le départ précède la prise de poste (%(start)s) : corrigez la date.")
            % {"start": f"{holding.start_date:%d/%m/%Y}"},
            field="end_date",
        )
    with transaction.atomic():
        Seat.objects.select_for_update(no_key=True).get(pk=holding.seat_id)
        _refuse_overlap(holding.seat, (holding.start_date, end_date), but=holding)
        made = changes.replace(holding, version=version, values={"end_date": end_date})
        audit.record(
            by=by,
            at=at,
            act="seat.left",
            kind="seat",
            public_id=holding.seat.public_id,
            about=_about(holding),
            detail={"holder": str(holding.person or holding.provider), **made},
        )


def _about(holding: SeatHolding) -> str:
    holder = holding.person
    return "" if holder is None else personal.subject("person", holder.public_id)


def _holder(kind: str, person: Person | None, provider: Provider | None) -> Person | Provider:
    if kind == HolderKind.PROVIDER:
        if provider is None or person is not None:
            raise WrongHolder(_("Choisissez le prestataire qui tient ce poste."), field="provider")
        return provider
    if person is None or provider is not None:
        raise WrongHolder(_("Choisissez la personne qui tient ce poste."), field="person")
    return person


def _refuse_overlap(
    seat: Seat, span: tuple[date, date | None], *, but: SeatHolding | None = None
) -> None:
    others = seat.holdings.exclude(pk=but.pk if but else 0)
    for other in others.select_related("person", "provider"):
        if rules.spans_overlap(span, (other.start_date, other.end_date)):
            raise SeatHeld(
                _(
                    "« %(seat)s » est déjà tenu par %(holder)s à partir du %(start)s. Indiquez"
                    " d’abord son dernier jour, ou choisissez une autre date."
                )
                % {
                    "seat": seat,
                    "holder": other.person or other.provider,
                    "start": f"{other.start_date:%d/%m/%Y}",
                },
                field="start_date",
            )


def _refuse_taken_name(name: str, unit: Unit, *, but: Seat | None = None) -> None:
    others = Seat.objects.filter(unit=unit, name__iexact=name)
    if others.exclude(pk=but.pk if but else 0).exists():
        raise SeatNameTaken(
            _("« %(unit)s » a déjà un poste « %(name)s ». Précisez l’intitulé.")
            % {"unit": unit, "name": name},
            field="name",
        )
