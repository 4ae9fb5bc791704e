"""The money of a contract: its prices, their revision, the sites that bear it."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.shapes.contract_money import (
    ClauseOut,
    IndexationOut,
    IndexValueIn,
    IndexValueOut,
    PriceIn,
    PriceOut,
    PricesOut,
    RevisionOut,
    ShareOut,
    SharesIn,
)
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import index_clauses, prices, shares
from timonerie.domains.contracts.price_enums import ShareKey
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import indexation
from timonerie.domains.contracts.queries import prices as price_queries
from timonerie.domains.contracts.queries import shares as share_queries
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import units
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities

router = Router(tags=["contracts"])


@router.get(
    "/contracts/{contract_id}/prices",
    response={200: PricesOut, **REFUSALS},
    summary="Read the prices of a contract",
)
@policy("contract.read")
def read_prices(request: CompanyRequest, contract_id: UUID) -> PricesOut:
    contract, on = _contract(request, contract_id), timezone.localdate()
    rows = price_queries.history(contract)
    return PricesOut(
        currency=contract.currency,
        yearly_cents=price_queries.yearly_cents(contract, rows, on=on),
        in_force=[PriceOut.of(row) for row in price_queries.standing(rows, on=on)],
        history=[PriceOut.of(row) for row in rows],
    )


@router.post(
    "/contracts/{contract_id}/prices",
    response={201: PriceOut, **REFUSALS},
    summary="Add a price to a contract",
)
@policy("contract.write")
def add_price(request: CompanyRequest, contract_id: UUID, body: PriceIn) -> Status[PriceOut]:
    contract = _contract(request, contract_id)
    with refusing():
        made = prices.add(
            by=request.actor, at=timezone.now(), contract=contract, said=_said(request, body)
        )
    return Status(201, PriceOut.of(made))


@router.post(
    "/contracts/{contract_id}/prices/{price_id}",
    response={201: PriceOut, **REFUSALS},
    summary="Say a price again from a day on",
)
@policy("contract.write")
def change_price(
    request: CompanyRequest, contract_id: UUID, price_id: UUID, body: PriceIn
) -> Status[PriceOut]:
    """`price_id` is the last version said; another one that came since is refused."""
    contract = _contract(request, contract_id)
    price = contract.prices.filter(public_id=price_id).first()
    if price is None:
        raise Http404
    with refusing():
        made = prices.change(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            price=price,
            said=_said(request, body),
        )
    return Status(201, PriceOut.of(made))


@router.get(
    "/contracts/{contract_id}/indexation",
    response={200: IndexationOut, **REFUSALS},
    summary="Read how the prices of a contract are revised",
)
@policy("contract.read")
def read_indexation(request: CompanyRequest, contract_id: UUID) -> IndexationOut:
    contract = _contract(request, contract_id)
    clause = indexation.standing(indexation.clauses(contract), on=timezone.localdate())
    values = indexation.said_values(clause.index) if clause else []
    return IndexationOut(
        clause=ClauseOut.of(clause) if clause else None,
        values=[IndexValueOut.of(row) for row in values],
        revisions=[RevisionOut.of(row, contract) for row in indexation.revisions(contract)],
    )


@router.post(
    "/contracts/{contract_id}/index-values",
    response={201: IndexValueOut, **REFUSALS},
    summary="Enter what an index is worth for a month",
)
@policy("contract.write")
def enter_value(
    request: CompanyRequest, contract_id: UUID, body: IndexValueIn
) -> Status[IndexValueOut]:
    """A correction is another row; it serves every contract of the company."""
    contract = _contract(request, contract_id)
    with refusing():
        made = index_clauses.enter(
            by=request.actor, at=timezone.now(), contract=contract, **body.dict()
        )
    return Status(201, IndexValueOut.of(made))


@router.get(
    "/contracts/{contract_id}/shares",
    response={200: list[ShareOut], **REFUSALS},
    summary="Read how a contract is shared out between sites",
)
@policy("contract.read")
def read_shares(request: CompanyRequest, contract_id: UUID) -> list[ShareOut]:
    return _shares(_contract(request, contract_id))


@router.put(
    "/contracts/{contract_id}/shares",
    response={200: list[ShareOut], **REFUSALS},
    summary="Share a contract out between sites from a day on",
)
@policy("contract.write")
def share_out(request: CompanyRequest, contract_id: UUID, body: SharesIn) -> list[ShareOut]:
    contract = _contract(request, contract_id)
    with refusing():
        parts = {_site(request, one.site): one.part for one in body.shares}
        said = shares.Said(key=ShareKey(body.key), start_date=body.start_date, parts=parts)
        shares.say(by=request.actor, at=timezone.now(), contract=contract, said=said)
    return _shares(contract)


def _contract(request: CompanyRequest, contract_id: UUID) -> Contract:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate()).select_related("provider")
    found = rows.filter(public_id=contract_id).first()
    if found is None:
        raise Http404
    return found


def _said(request: CompanyRequest, body: PriceIn) -> prices.Said:
    """Raises Http404 for an activity out of reach."""
    told = {name: getattr(body, name) for name in PriceIn.model_fields}
    activity: Activity | None = None
    if body.activity is not None:
        activity = activities.visible_to(request.actor).filter(public_id=body.activity).first()
        if activity is None:
            raise Http404
    bands = tuple({"to": one.to, "price": one.price} for one in body.bands)
    return prices.Said(**{**told, "bands": bands, "activity": activity})


def _site(request: CompanyRequest, site: UUID) -> Unit:
    """Raises Refused for one out of reach, as for one that is not there."""
    found = units.visible_to(request.actor).filter(public_id=site).first()
    if found is None:
        raise Refused(_("Choisissez des sites de votre mandat."), field="shares")
    return found


def _shares(contract: Contract) -> list[ShareOut]:
    on = timezone.localdate()
    cents = price_queries.yearly_cents(contract, price_queries.history(contract), on=on)
    rows = share_queries.standing(share_queries.said([contract]), on=on)
    return [ShareOut.of(one) for one in share_queries.split(rows, cents=cents)]
