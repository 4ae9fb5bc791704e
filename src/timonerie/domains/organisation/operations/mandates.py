"""Mandates: the part of the company that a membership reaches."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import BusinessFunction, Mandate, Provider, Unit
from timonerie.domains.organisation.operations import changes, giving
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role, Scope
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.audit import operations as audit


class EmptyMandate(Refused):
    pass


class WrongMandate(Refused):
    """The role needs something else, or the mandates would add up to more than each says."""


class WrongEnd(Refused):
    pass


def grant(
    *,
    by: Actor,
    at: datetime,
    membership: Membership,
    start_date: date,
    end_date: date | None = None,
    unit: Unit | None = None,
    function: BusinessFunction | None = None,
    provider: Provider | None = None,
) -> Mandate:
    """Narrow a membership to a unit and what is below it, a function, a provider, or the three.

    Raises:
        EmptyMandate: it narrows nothing.
        WrongMandate: the role needs a unit or a provider, or the mandates in force would add up
            to more than each says.
        WrongEnd: the end comes before the start.
    """
    by.require("user.write")
    if membership.company_id != by.company_id:
        raise PermissionError("an actor writes in its own company only")
    giving.refuse_to_oneself(by, membership.user_id)
    _refuse_dates(start_date, end_date)
    _refuse_scope(membership, unit, function, provider)
    with transaction.atomic():
        _refuse_sum(membership, (start_date, end_date), unit, function, provider)
        mandate: Mandate = Mandate.objects.create(
            membership_id=membership.pk,
            unit=unit,
            function=function,
            provider=provider,
            start_date=start_date,
            end_date=end_date,
        )
        audit.record(
            by=by,
            at=at,
            act="mandate.granted",
            kind="membership",
            public_id=membership.public_id,
            detail={
                "unit": changes.words(unit),
                "function": changes.words(function),
                "provider": changes.words(provider),
                "from": start_date.isoformat(),
                "to": changes.words(end_date),
            },
        )
    return mandate


def end(
    *, by: Actor, at: datetime, mandate: Mandate, end_date: date, version: int | None = None
) -> None:
    """The last day of a mandate, included. Raises WrongEnd; Conflict."""
    by.require("user.write")
    _refuse_dates(mandate.start_date, end_date)
    membership = Membership.objects.get(pk=mandate.membership_id, company_id=by.company_id)
    giving.refuse_to_oneself(by, membership.user_id)
    with transaction.atomic():
        made = changes.replace(mandate, version=version, values={"end_date": end_date})
        audit.record(
            by=by,
            at=at,
            act="mandate.ended",
            kind="membership",
            public_id=membership.public_id,
            detail=made,
        )


def _refuse_dates(start_date: date, end_date: date | None) -> None:
    if end_date is not None and end_date < start_date:
        raise WrongEnd(
            _("La fin précède le début (%(start)s) : corrigez la date.")
            % {"start": f"{start_date:%d/%m/%Y}"},
            field="end_date",
        )


def _refuse_scope(
    membership: Membership,
    unit: Unit | None,
    function: BusinessFunction | None,
    provider: Provider | None,
) -> None:
    if unit is None and function is None and provider is None:
        raise EmptyMandate(_("Choisissez au moins une unité, une fonction ou un prestataire."))
    scope = policies.scope_of(Role(membership.role))
    if scope == Scope.UNIT and unit is None:
        raise WrongMandate(
            _("Ce rôle se limite à une unité : choisissez le site ou l’équipe."), field="unit"
        )
    if scope == Scope.PROVIDER and provider is None:
        raise WrongMandate(
            _("Ce rôle se limite à un prestataire : choisissez lequel."), field="provider"
        )


def _refuse_sum(
    membership: Membership,
    span: tuple[date, date | None],
    unit: Unit | None,
    function: BusinessFunction | None,
    provider: Provider | None,
) -> None:
    """Reach is a set of units by a set of functions by a set of providers: mandates that differ on
    two of them would together open a pair that neither opens."""
    mine = (
        unit.pk if unit else None,
        function.pk if function else None,
        provider.pk if provider else None,
    )
    for other in Mandate.objects.filter(membership_id=membership.pk):
        if not rules.spans_overlap(span, (other.start_date, other.end_date)):
            continue
        if not rules.mandates_add_up(mine, (other.unit_id, other.function_id, other.provider_id)):
            raise WrongMandate(
                _(
                    "Ce mandat s’ajoute à un autre qui porte sur autre chose : ensemble, ils"
                    " ouvriraient plus que chacun. Mettez fin à l’autre mandat, ou ne changez"
                    " qu’un seul critère (unité, fonction ou prestataire)."
                )
            )
