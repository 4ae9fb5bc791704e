"""Contracts that come from a statement of work."""

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer, StatementOfWork


def unsigned(statement: StatementOfWork) -> Contract | None:
    """The contract of a statement that is not signed yet."""
    rows = Contract.objects.active().filter(statement_version__statement=statement)
    found: Contract | None = rows.exclude(stage=Stage.SIGNED).order_by("pk").first()
    return found


def chosen(statement: StatementOfWork) -> Offer | None:
    """The offer that was chosen."""
    rows = Offer.objects.filter(statement=statement, state=OfferState.CHOSEN)
    found: Offer | None = rows.select_related("statement", "answered", "provider").first()
    return found
