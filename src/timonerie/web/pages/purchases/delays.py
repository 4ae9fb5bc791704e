"""How long payees waited to be paid, by month and by payee."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.queries import accounting, purchases
from timonerie.domains.facts.queries.purchases import Delays, Waits
from timonerie.domains.facts.rules.accounting import months as calendar
from timonerie.foundations.wording import formats, months
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.charts import Point, Series, Trend
from timonerie.web.pages.purchases import frame, gaps
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

MONTHS = 36


@policy("ledger.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    frame.whole(request)
    found = purchases.payment_delays()
    context = frame.context(request, "purchases-delays") | {"reason": gaps.reason("payment_delays")}
    if found is not None and found.overall is not None:
        context |= {
            "figures": _figures(found, found.overall),
            "trend": _trend(found, found.overall, _last_day()),
            "table": _table(request, found),
        }
    if found is not None and found.unlettered:
        context["left_out"] = _left_out(found)
    return show(request, "purchases/delays.html", context)


def _figures(found: Delays, overall: Waits) -> list[dict[str, str]]:
    return [
        {
            "label": _("Délai médian"),
            "value": purchase_words.days(overall.median),
            "note": _("de l’écriture au lettrage, sur %(n)s factures lettrées")
            % {"n": formats.number(overall.count)},
        },
        {
            "label": _("Neuf sur dix en moins de"),
            "value": purchase_words.days(overall.p90),
            "note": _("soit %(amount)s réglés, toutes taxes comprises")
            % {"amount": purchase_words.whole_euros(overall.amount)},
        },
        {
            "label": _("Au-delà de 60 jours"),
            "value": formats.percent(round(overall.beyond_60, 4)),
            "note": _("plafond légal, code de commerce L441-10, à faire valider par un conseil"),
        },
        {
            "label": _("Au-delà de 45 jours fin de mois"),
            "value": formats.percent(round(overall.beyond_45_end_of_month, 4)),
            "note": _("si le contrat le prévoit, même article"),
        },
    ]


def _left_out(found: Delays) -> str:
    return ngettext(
        "%(n)s écriture créditrice de 401 n’est pas lettrée, ou l’est sans date "
        "(%(amount)s) : elle n’entre dans aucun délai.",
        "%(n)s écritures créditrices de 401 ne sont pas lettrées, ou le sont sans date "
        "(%(amount)s) : elles n’entrent dans aucun délai.",
        formats.plural(found.unlettered),
    ) % {
        "n": formats.number(found.unlettered),
        "amount": purchase_words.whole_euros(found.unlettered_amount),
    }


def _trend(found: Delays, overall: Waits, last: date) -> Trend:
    """A month too recent for nine invoices in ten to have been paid is not drawn: those that were
    are the quickest, and the line would fall for nothing."""
    points = tuple(
        Point(
            label=months.short_label(month),
            value=float(waits.median) if _is_over(month, overall, last) else None,
        )
        for month, waits in found.by_month[-MONTHS:]
    )
    return Trend(
        subject=_("Délai médian, par mois de facture"),
        unit=_("jours"),
        series=(Series(name=_("délai médian"), points=points),),
        source=_(
            "les derniers mois ne sont pas tracés : seules leurs factures payées vite sont lettrées"
        ),
    )


def _last_day() -> date:
    """The last that the books cover."""
    return max(one.last_date for one in accounting.live() if one.last_date is not None)


def _is_over(month: date, overall: Waits, last: date) -> bool:
    return calendar.next_month(month) + timedelta(days=round(overall.p90)) <= last


def _table(request: CompanyRequest, found: Delays) -> Table:
    return Table(
        name="delais",
        caption=_("Délais de paiement, par prestataire"),
        columns=(
            Column(label=_("Prestataire"), is_long=True),
            Column(label=_("Factures"), is_number=True),
            Column(label=_("Montant TTC"), is_number=True),
            Column(label=_("Médiane (jours)"), is_number=True),
            Column(label=_("Neuf sur dix (jours)"), is_number=True),
            Column(label=_("Au-delà de 60 jours"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=name,
                        url=url(request, "provider", firm.public_id) if firm else "",
                    ),
                    Cell(
                        text=formats.number(waits.count),
                        value=waits.count,
                        url=frame.lines_url(request, keys=[key], side="tiers"),
                    ),
                    purchase_words.money(waits.amount),
                    _days(waits.median),
                    _days(waits.p90),
                    purchase_words.share(waits.beyond_60),
                )
            )
            for name, firm, key, waits in found.by_payee
        ),
    )


def _days(value: float) -> Cell:
    return Cell(text=formats.number(round(value)), value=round(value))


def summary(waits: Waits | None) -> dict[str, Any]:
    """One line for the page of a provider."""
    if waits is None:
        return {"term": _("Délai de paiement"), "detail": _("non mesurable")}
    return {
        "term": _("Délai de paiement"),
        "detail": _("%(days)s en médiane, sur %(n)s factures lettrées")
        % {"days": purchase_words.days(waits.median), "n": formats.number(waits.count)},
    }
