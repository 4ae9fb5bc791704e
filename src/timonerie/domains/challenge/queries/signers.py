"""Who is known to hold the power to sign a letter, and where that is known from.

A right in this product is no power: a membership, whatever its role, never makes a signatory."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.queries.evidence import amounts
from timonerie.domains.challenge.rules import signing
from timonerie.domains.challenge.rules.signing import Candidate
from timonerie.domains.contracts.models import Contract, ContractApproval, Mission
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats


def able(contract: Contract | None, step: Step, *, writer: Actor, on: date) -> list[Candidate]:
    """The firmest ground first; nobody where a power is needed and nothing is known. Two
    queries."""
    found = [*_delegations(on), *(_of_contract(contract) if contract else ())]
    if not step.power:
        found.append(Candidate(name=writer.name, quality="", ground="writer"))
    return signing.able(found, cents=contract.yearly_cents if contract else None)


def _delegations(on: date) -> Iterator[Candidate]:
    """Missions of direction in force, with limits in force."""
    in_force = Q(end_date__isnull=True) | Q(end_date__gte=on)
    still = Q(delegation_end_date__isnull=True) | Q(delegation_end_date__gte=on)
    told = ~Q(delegation="") | Q(delegation_cents__isnull=False)
    rows = Mission.objects.filter(in_force, still, told, start_date__lte=on, person__isnull=False)
    for one in rows.select_related("person", "seat").order_by("title", "pk"):
        cents = one.delegation_cents
        limit = (
            _("sans montant limite écrit")
            if cents is None
            else _("jusqu’à %(amount)s") % {"amount": amounts.text(cents, "EUR")}
        )
        yield Candidate(
            name=str(one.person),
            quality=one.seat.name if one.seat else one.title,
            ground="delegation",
            detail=_("délégation de la mission « %(mission)s », %(limit)s")
            % {"mission": one.title, "limit": limit},
            limit_cents=cents,
        )


def _of_contract(contract: Contract) -> Iterator[Candidate]:
    """Whoever signed it for us, whoever approved it last."""
    if contract.signed_by:
        day = contract.signed_date
        told = _("le %(day)s") % {"day": formats.day(day)} if day else ""
        words = {"contract": contract.name, "day": told}
        detail = (_("a signé le contrat « %(contract)s » %(day)s") % words).strip()
        yield Candidate(name=contract.signed_by, quality="", ground="signature", detail=detail)
    last = ContractApproval.objects.filter(contract=contract).order_by("-number").first()
    if last is not None:
        words = {"contract": contract.name, "day": formats.day(last.approved_at.date())}
        detail = _("a approuvé le contrat « %(contract)s » le %(day)s") % words
        yield Candidate(name=last.approved_by, quality="", ground="approval", detail=detail)
