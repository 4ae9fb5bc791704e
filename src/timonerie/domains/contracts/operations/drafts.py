"""A draft contract, from a statement of work that was approved and the offer that was chosen."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Stage, Tax
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contracts
from timonerie.domains.contracts.operations.contract_checks import Statement
from timonerie.domains.contracts.queries import drafts as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Offer, StatementOfWork, StatementVersion
from timonerie.domains.sourcing.operations import statement_checks
from timonerie.domains.sourcing.queries import offer_comparison, offer_years, statements
from timonerie.foundations.accounts.actors import Actor


def begin(*, by: Actor, at: datetime, statement: StatementOfWork) -> Contract:
    """A draft that entrusts what the version answered by the chosen offer entrusts; without one,
    what the last version does. Where a contract of this statement is not signed yet, that one.

    Raises:
        Refused: nothing is approved, the statement is archived, or the provider is out of reach.
        OutOfReach: the writer does not read the statement.
    """
    by.require("contract.write")
    statement_checks.require_open(by, at=at, statement=statement)
    with transaction.atomic():
        # Two drafts of one statement at once: the second sees the first.
        StatementOfWork.objects.select_for_update(no_key=True).get(pk=statement.pk)
        known = queries.unsigned(statement)
        if known is not None:
            return known
        offer = queries.chosen(statement)
        version = offer.answered if offer else statements.last_version(statement)
        if version is None:
            raise Refused(_("Approuvez d’abord ce cahier : un contrat en reprend une version."))
        told = _said(statement, version, offer)
        origin: dict[str, Any] = {"statement_version": version}
        if offer is not None and offer.provider_id is None:
            origin["provider_written"] = offer.bidder
        return contracts.create(by=by, at=at, said=told, stage=Stage.DRAFT, **origin)


def _said(statement: StatementOfWork, version: StatementVersion, offer: Offer | None) -> Statement:
    """Who was in place is not who was chosen: without a chosen offer alone, it is them."""
    cents = offer_years.yearly_cents(offer) if offer else None
    return Statement(
        name=statement.title,
        provider=offer.provider if offer else statement.provider,
        firm=f"{offer_comparison.months_of(version)} months",
        yearly_cents=cents,
        currency=offer.currency if offer else "EUR",
        tax=Tax.EXCLUDED if cents is not None else "",
        activities=tuple(statements.activities_of(statement)),
    )
