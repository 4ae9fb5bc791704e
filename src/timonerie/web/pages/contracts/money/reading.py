"""The money of a contract on one page: its prices, what they should bill, their revision, the sites
that bear them, and what the books say was billed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, ContractPrice
from timonerie.domains.contracts.queries import prices, shares
from timonerie.domains.performance.queries import contract_billing, contract_units
from timonerie.domains.performance.queries.contract_billing import Month
from timonerie.foundations.wording import formats
from timonerie.web import contract_words, incident_words, price_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.contracts.frame import contract_of, crumbs, tabs
from timonerie.web.pages.contracts.money import beside, charts, indexing, tables
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show
from timonerie.web.tables import Table

TWICE = 2


@policy("contract.read")
def index(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract, today = contract_of(request, contract_id), timezone.localdate()
    rows = prices.history(contract)
    may_write = request.actor.may("contract.write") and contract.archived_at is None
    context: dict[str, Any] = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract-prices"),
        "whose": contract_words.provider(contract),
        "is_writer": may_write,
        "offer": prices.chosen_offer(contract) if may_write and not rows else None,
        "breadcrumbs": crumbs(
            request, (contract.name, url(request, "contract", contract.public_id)), (_("Prix"), "")
        ),
        **_prices(request, contract, rows, on=today, may_write=may_write),
        **indexing.section(request, contract, rows, on=today, may_write=may_write),
        **_shares(request, contract, rows, on=today),
        "billed_url": beside.url_of(request, contract, on=today),
    }
    return show(request, "contracts/prices.html", context)


def _prices(
    request: CompanyRequest,
    contract: Contract,
    rows: Sequence[ContractPrice],
    *,
    on: date,
    may_write: bool,
) -> dict[str, Any]:
    """What is paid for, and what the last twelve months should have been billed."""
    standing, coming = prices.standing(rows, on=on), prices.to_come(rows, on=on)
    months = _months(request, contract, rows, on=on)

    def table(some: Sequence[ContractPrice], name: str) -> Table | None:
        found = tables.of_prices(request, contract, some, name=name, may_write=may_write)
        return found if some else None

    return {
        "figures": list(_figures(contract, rows, standing, months, on=on)) if standing else [],
        "prices": table(standing, "prix"),
        "to_come": table(coming, "a-venir"),
        "months": tables.of_months(months, currency=contract.currency)
        if any(one.lines for one in months)
        else None,
        "chart": charts.of_units(months) if months else None,
        "alerts": _alerts(months, standing),
    }


def _shares(
    request: CompanyRequest, contract: Contract, rows: Sequence[ContractPrice], *, on: date
) -> dict[str, Any]:
    """The sites that bear the contract."""
    shared = shares.standing(shares.said([contract]), on=on)
    split = shares.split(shared, cents=prices.yearly_cents(contract, rows, on=on))
    return {
        "shares": tables.of_shares(split, currency=contract.currency) if shared else None,
        "sites_url": url(request, "contract-site-costs"),
    }


@policy("contract.read")
def sites(request: CompanyRequest) -> HttpResponse:
    found = shares.by_site(request.actor, on=timezone.localdate())
    context = {
        "table": tables.of_sites(request, found) if found else None,
        "breadcrumbs": crumbs(request, (_("Par site"), "")),
    }
    return show(request, "contracts/site_costs.html", context)


def _months(
    request: CompanyRequest, contract: Contract, rows: Sequence[ContractPrice], *, on: date
) -> list[Month]:
    """The last twelve, each with the prices of its day and the units measured then."""
    if not rows:
        return []
    months = contract_units.last_months(on=on)
    units = contract_units.read(
        request.actor,
        activities=contract_billing.counted(rows),
        provider=contract.provider_id,
        months=months,
        on=on,
    )
    return contract_billing.billed(rows, units, months=months)


def _figures(
    contract: Contract,
    rows: Sequence[ContractPrice],
    standing: Sequence[ContractPrice],
    months: Sequence[Month],
    *,
    on: date,
) -> Iterator[dict[str, str]]:
    cents = prices.yearly_cents(contract, rows, on=on)
    total = prices.yearly(standing, currency=contract.currency)
    is_whole = total.is_complete and bool(total.by_line)
    yield {
        "label": _("Par an, au volume attendu"),
        "value": incident_words.cost(cents, contract.currency) or _("à connaître"),
        "note": _("d’après les prix en vigueur")
        if is_whole
        else _("montant dit au contrat : un prix n’a pas son volume"),
    }
    known = [one.cents for one in months if one.cents is not None]
    if known:
        yield {
            "label": _("À facturer, d’après les unités mesurées"),
            "value": incident_words.cost(sum(known), contract.currency),
            "note": _("%(n)s mois mesurés sur %(of)s")
            % {"n": formats.number(len(known)), "of": formats.number(len(months))},
        }


def _alerts(months: Sequence[Month], standing: Sequence[ContractPrice]) -> list[str]:
    """The prices whose last two months at least were measured out of their band."""
    found = ((row, *contract_billing.outside(months, key=row.key)) for row in standing)
    return [price_words.outside(row, side, count) for row, side, count in found if count >= TWICE]
