"""What comes back regularly, what rose, the invoice that is missing."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import purchases
from timonerie.domains.facts.queries.purchases import Regular
from timonerie.foundations.wording import formats
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.purchases import frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

SHOWN = 6


@policy("ledger.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    frame.whole(request)
    found = purchases.recurring()
    context = frame.context(request, "purchases-regular") | {
        "table": of_regular(request, found),
        "rises": [_rise(request, one) for one in _rising(found)[:SHOWN]],
        "missing_ones": [_missing(request, one) for one in _late(found)[:SHOWN]],
    }
    return show(request, "purchases/regular.html", context)


def _rising(found: list[Regular]) -> list[Regular]:
    """Those whose last change is a rise, the costliest a year first."""
    going_on = [one for one in found if one.changes and not one.ended]
    rising = [one for one in going_on if one.changes[-1][3] > 0]
    return sorted(rising, key=lambda one: -_yearly_rise(one))


def _yearly_rise(one: Regular) -> int:
    _on, before, after, _share = one.changes[-1]
    times = round(one.yearly / one.usual) if one.usual else 0
    return (after - before) * times


def _late(found: list[Regular]) -> list[Regular]:
    """Those whose last expected invoice is not there."""
    return sorted(
        (one for one in found if one.missing and not one.ended),
        key=lambda one: one.missing[-1],
        reverse=True,
    )


def _rise(request: CompanyRequest, one: Regular) -> dict[str, Any]:
    on, before, after, share = one.changes[-1]
    return {
        "name": one.name,
        "url": lines_of(request, one),
        "text": _(
            "%(share)s le %(day)s : de %(before)s à %(after)s %(period)s, soit %(yearly)s "
            "de plus par an"
        )
        % {
            "share": purchase_words.change(share),
            "day": formats.day(on),
            "before": purchase_words.euros(before),
            "after": purchase_words.euros(after),
            "period": purchase_words.PERIODS[one.period],
            "yearly": purchase_words.euros(_yearly_rise(one)),
        },
    }


def _missing(request: CompanyRequest, one: Regular) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": lines_of(request, one),
        "text": _("attendue vers le %(day)s, autour de %(usual)s")
        % {
            "day": formats.day(one.missing[-1]),
            "usual": purchase_words.euros(one.usual),
        },
    }


def of_regular(request: CompanyRequest, found: list[Regular], *, name: str = "recurrents") -> Table:
    return Table(
        name=name,
        caption=_("Ce qui revient régulièrement"),
        columns=(
            Column(label=_("Prestataire"), is_long=True),
            Column(label=_("Compte")),
            Column(label=_("Rythme"), is_filter=True),
            Column(label=_("Montant habituel"), is_number=True),
            Column(label=_("Par an"), is_number=True),
            Column(label=_("Dernier changement"), is_number=True),
            Column(label=_("Dernière facture")),
            Column(label=_("Manque")),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: Regular) -> Row:
    page = url(request, "provider", one.provider.public_id) if one.provider else ""
    return Row(
        cells=(
            Cell(text=one.name, url=page),
            Cell(text=one.account),
            Cell(text=str(purchase_words.PERIODS[one.period])),
            purchase_words.money(one.usual, url=lines_of(request, one)),
            purchase_words.money(one.yearly),
            _change(one),
            purchase_words.day(one.last),
            _gap(one),
        )
    )


def _gap(one: Regular) -> Cell:
    if one.ended:
        return Cell(text=_("semble arrêté"))
    return purchase_words.day(one.missing[-1] if one.missing else None)


def _change(one: Regular) -> Cell:
    if not one.changes:
        return Cell(text="—", is_soft=True)
    on, _before, _after, share = one.changes[-1]
    return Cell(
        text=purchase_words.change(share),
        value=round(share, 4),
        unit="percent",
        note=formats.day(on, style="short"),
    )


def lines_of(request: CompanyRequest, one: Regular) -> str:
    return frame.lines_url(request, keys=[one.key], account=one.account)
