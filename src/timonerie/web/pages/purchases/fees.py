"""Who may have to be declared on the DAS2: candidates, for the accountant to say."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import purchases
from timonerie.domains.organisation.sentences import said
from timonerie.engine.fec import das2
from timonerie.foundations.wording import formats
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.purchases import frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table
from timonerie.web.templatetags.typography import typography


@policy("ledger.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    frame.whole(request)
    found = purchases.part("das2") or []
    context = frame.context(request, "purchases-fees") | {
        "table": _table(request, found),
        "thresholds": _thresholds(),
    }
    return show(request, "purchases/fees.html", context)


def _thresholds() -> list[dict[str, str]]:
    return [
        {
            "term": _("Depuis %(year)s") % {"year": one.since},
            "detail": _("%(amount)s par bénéficiaire et par an (%(source)s)")
            % {"amount": purchase_words.euros(one.amount), "source": typography(said(one.source))},
        }
        for one in reversed(das2.THRESHOLDS)
    ]


def _table(request: CompanyRequest, found: list[Mapping[str, Any]]) -> Table:
    return Table(
        name="honoraires",
        caption=_("Honoraires et commissions à examiner pour la DAS2"),
        columns=(
            Column(label=_("Bénéficiaire"), is_long=True),
            Column(label=_("Année"), is_filter=True),
            Column(label=_("Toutes taxes comprises"), is_number=True),
            Column(label=_("Hors taxes"), is_number=True),
            Column(label=_("Seuil"), is_number=True),
            Column(label=_("Comptes")),
            Column(label=_("Lignes"), is_number=True),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: Mapping[str, Any]) -> Row:
    name, firm = purchases.whose(one["provider"])
    lines = one["lines"]
    return Row(
        cells=(
            Cell(text=name, url=url(request, "provider", firm.public_id) if firm else ""),
            Cell(text=str(one["year"]), rank=one["year"]),
            purchase_words.money(one["gross"]),
            purchase_words.money(one["net"]),
            purchase_words.money(one["threshold"]),
            Cell(text=", ".join(sorted(one["by_account"]))),
            Cell(
                text=formats.number(len(lines)),
                value=len(lines),
                url=frame.lines_url(request, keys=[one["provider"]], places=lines),
            ),
        )
    )
