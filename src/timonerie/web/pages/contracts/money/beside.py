"""What the books say the provider billed, beside what their contracts commit to."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.facts.queries import accounting
from timonerie.domains.performance.queries import off_contract
from timonerie.domains.performance.queries.off_contract import Beside
from timonerie.foundations.wording.states import State
from timonerie.web import price_words, purchase_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.purchases import frame as purchases
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def section(request: CompanyRequest, contract: Contract, *, on: date) -> dict[str, Any] | None:
    """None for who may not read the books of its provider, and for a contract without one."""
    firm = contract.provider
    if firm is None or not accounting.sees_provider(request.actor, firm.pk, on=on):
        return None
    found = off_contract.beside(request.actor, firm, on=on)
    if found is None:
        return {"is_blind": True, "provider": firm.name}
    lines = ""
    if found.payee is not None and accounting.sees_all(request.actor, on=on):
        lines = purchases.lines_url(
            request, keys=found.payee.keys, first=found.window.first, last=found.window.last
        )
    return {
        "provider": firm.name,
        "coverage": purchases.coverage(found.window),
        "missing": purchase_words.months_missing(len(found.window.missing))
        if found.window.missing
        else "",
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
