"""Open items of third parties that nobody lettered for long."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import purchases
from timonerie.foundations.wording import formats
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.purchases import frame, gaps
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("ledger.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    frame.whole(request)
    found = purchases.part("unlettered")
    context = frame.context(request, "purchases-unlettered") | {"reason": gaps.reason("unlettered")}
    if found and found["measured"]:
        context |= {
            "on": formats.day(date.fromisoformat(found["on"])),
            "days": found["days"],
            "figures": _figures(found),
            "table": _table(request, found["items"]),
            "more": found["count"] - len(found["items"]),
        }
    return show(request, "purchases/unlettered.html", context)


def _figures(found: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "label": _("Lignes anciennes"),
            "value": formats.number(found["count"]),
            "note": _("de plus de %(n)s jours") % {"n": found["days"]},
        },
        {
            "label": _("Dû"),
            "value": purchase_words.whole_euros(found["owed"]),
            "note": _("factures sans règlement rapproché"),
        },
        {
            "label": _("Avancé"),
            "value": purchase_words.whole_euros(found["advanced"]),
            "note": _("règlements sans facture rapprochée"),
        },
    ]


def _table(request: CompanyRequest, items: list[Mapping[str, Any]]) -> Table:
    return Table(
        name="non-lettres",
        caption=_("Lignes de tiers non lettrées"),
        columns=(
            Column(label=_("Tiers"), is_long=True),
            Column(label=_("Écriture du")),
            Column(label=_("Âge (jours)"), is_number=True),
            Column(label=_("Montant"), is_number=True),
            Column(label=_("Pièce")),
            Column(label=_("Libellé"), is_long=True),
        ),
        rows=tuple(_row(request, one) for one in items),
    )


def _row(request: CompanyRequest, one: Mapping[str, Any]) -> Row:
    name, firm = purchases.whose(one["provider"])
    line = frame.lines_url(request, side="", places=[(one["file"], one["line"])])
    return Row(
        cells=(
            Cell(text=name, url=url(request, "provider", firm.public_id) if firm else ""),
            purchase_words.day(one["entry_date"]),
            Cell(text=formats.number(one["age"]), value=one["age"]),
            purchase_words.money(one["amount"], url=line),
            Cell(text=one["piece"] or "—"),
            Cell(text=one["label"] or "—"),
        )
    )
