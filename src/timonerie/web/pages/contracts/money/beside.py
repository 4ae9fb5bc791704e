"""What the books say the provider billed, beside what their contracts commit to."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.facts.queries import accounting
from timonerie.domains.performance.queries import off_contract
from timonerie.domains.performance.queries.off_contract import Beside
from timonerie.foundations.wording.states import State
from timonerie.web import price_words, purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.contracts.frame import contract_of, crumbs, tabs
from timonerie.web.pages.purchases import frame as purchases
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


def url_of(request: CompanyRequest, contract: Contract, *, on: date) -> str:
    """The address of the page; empty for who may not read the books of its provider, and for a
    contract without one."""
    firm = contract.provider_id
    sees = firm is not None and accounting.sees_provider(request.actor, firm, on=on)
    return url(request, "contract-billed", contract.public_id) if sees else ""


@policy("ledger.read")
def index(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract, today = contract_of(request, contract_id, parts=()), timezone.localdate()
    if not request.actor.may("contract.read") or not url_of(request, contract, on=today):
        raise Http404
    assert contract.provider is not None
    found = off_contract.beside(request.actor, contract.provider, on=today)
    context = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract-prices"),
        "provider": contract.provider.name,
        "beside": _told(request, found) if found else None,
        "breadcrumbs": crumbs(
            request,
            (contract.name, url(request, "contract", contract.public_id)),
            (_("Prix"), url(request, "contract-prices", contract.public_id)),
            (_("Facturé, et prévu"), ""),
        ),
    }
    return show(request, "contracts/billed.html", context)


def _told(request: CompanyRequest, found: Beside) -> dict[str, Any]:
    lines = ""
    if found.payee is not None and accounting.sees_all(request.actor, on=timezone.localdate()):
        lines = purchases.lines_url(
            request, keys=found.payee.keys, first=found.window.first, last=found.window.last
        )
    missing = len(found.window.missing)
    return {
        "coverage": purchases.coverage(found.window),
        "missing": purchase_words.months_missing(missing) if missing else "",
        "spend": purchase_words.euros(found.payee.spend) if found.payee else "",
        "verdict": price_words.beside(found),
        "state": _state(found),
        "table": _table(request, found),
        "lines_url": lines,
    }


def _state(found: Beside) -> State:
    if found.found is None:
        return State.MISSING
    return State.WATCH if found.found.is_above else State.MET


def _table(request: CompanyRequest, found: Beside) -> Table:
    return Table(
        name="contrats",
        caption=_("Ce que prévoient les contrats sur ces douze mois"),
        columns=(
            Column(label=_("Contrat"), is_long=True),
            Column(label=_("Compté")),
            Column(label=_("Prévu"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=one.contract.name,
                        url=url(request, "contract-prices", one.contract.public_id),
                    ),
                    Cell(text=price_words.committed(one)),
                    purchase_words.money(one.cents),
                )
            )
            for one in found.contracts
        ),
    )
