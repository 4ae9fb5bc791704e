"""All the contracts on one line of time."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.foundations.wording import formats
from timonerie.web import contract_friezes, contract_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.contract_friezes import LENGTHS, Frieze, FriezeRow
from timonerie.web.pages.contracts.frame import crumbs
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

USUAL = 24
MOST = 200
"""Contracts drawn at most, those to decide first; the table holds the others."""


@policy("contract.read")
def index(request: CompanyRequest) -> HttpResponse:
    today, length = timezone.localdate(), _length(request)
    found = queries.listed(request.actor, on=today)
    drawn = contract_friezes.of(found, on=today, length=length)
    context = {
        "frieze": drawn,
        "rows": [_drawn(request, row) for row in drawn.rows[:MOST]],
        "hidden": max(len(found) - MOST, 0),
        "tabs": _tabs(request, length),
        "table": _table(request, drawn),
        "breadcrumbs": crumbs(request, (_("Frise"), "")),
    }
    return show(request, "contracts/frieze.html", context)


def _length(request: CompanyRequest) -> int:
    asked = request.GET.get("mois", "")
    return next((length for length in LENGTHS if str(length) == asked), USUAL)


def _tabs(request: CompanyRequest, chosen: int) -> list[dict[str, Any]]:
    here = url(request, "contract-frieze")
    return [
        {
            "label": ngettext("%(n)s mois", "%(n)s mois", length) % {"n": length},
            "url": f"{here}?mois={length}",
            "current": length == chosen,
        }
        for length in LENGTHS
    ]


def _drawn(request: CompanyRequest, row: FriezeRow) -> dict[str, Any]:
    return {
        "row": row,
        "name": row.one.contract.name,
        "url": url(request, "contract", row.one.contract.public_id),
        "whose": contract_friezes.whose(row),
    }


def _table(request: CompanyRequest, drawn: Frieze) -> Table:
    return Table(
        name="frise",
        caption=_("Les mêmes dates en tableau"),
        columns=(
            Column(label=_("Contrat"), is_long=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("À décider avant")),
            Column(label=_("Dernier préavis")),
            Column(label=_("Fin de période")),
            Column(label=_("État"), is_filter=True),
        ),
        rows=tuple(_table_row(request, row) for row in drawn.rows),
    )


def _table_row(request: CompanyRequest, row: FriezeRow) -> Row:
    contract, dated = row.one.contract, row.one.dated
    days = (row.one.decide_by, dated.notice_by, dated.end)
    return Row(
        cells=(
            Cell(text=contract.name, url=url(request, "contract-decision", contract.public_id)),
            Cell(text=contract_words.provider(contract) or _("à connaître")),
            *(
                Cell(text="—", is_soft=True)
                if day is None
                else Cell(text=formats.day(day, style="short"), value=day)
                for day in days
            ),
            Cell(text=contract_words.state(row.one)),
        )
    )
