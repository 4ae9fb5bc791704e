"""Who costs what: the headline, two charts, the table of the payees."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.facts.enums import JobKind
from timonerie.domains.facts.queries import purchases
from timonerie.domains.facts.queries.purchases import Payee, Window
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.wording import formats, months
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.charts import Bar, Bars, Point, Series, Trend
from timonerie.web.pages.purchases import frame, gaps
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

DRAWN = 10
LONGEST = 34


@policy("ledger.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    frame.whole(request)
    span, found = purchases.window(), purchases.providers()
    context = frame.context(request, "purchases")
    if span is not None:
        context |= {
            "figures": list(_figures(request, found, span)),
            "largest": _largest(request, found, span),
            "by_month": _by_month(span),
            "table": of_payees(request, found, span),
            "nobody": _nobody(request, span),
            "surroundings": _surroundings(),
            "gaps": gaps.told(),
        }
    return show(request, "purchases/index.html", context)


@require_POST
@policy("ledger.write")
def compute(request: CompanyRequest) -> HttpResponse:
    """Ask for the answers of the files that count, where they are not there."""
    frame.whole(request)
    jobs.put_off(
        by=request.actor, kind=JobKind.ANSWER_BOOKS, key="answers", payload={}, at=timezone.now()
    )
    return redirect(url(request, "purchases"))


def _figures(request: CompanyRequest, found: list[Payee], span: Window) -> Iterator[dict[str, str]]:
    """What the table amounts to, each figure with what it is counted on, and its page."""
    totals, held = purchases.totals(), purchases.concentration()
    yield {
        "label": _("Confié à des tiers"),
        "value": purchase_words.whole_euros(totals["attributed"]),
        "note": _("sur douze mois, hors taxes"),
        "url": frame.lines_url(request, first=span.first, last=span.last),
    }
    spending = [one for one in found if one.counts]
    linked = sum(one.provider is not None for one in spending)
    yield {
        "label": _("Tiers payés"),
        "value": formats.number(len(spending)),
        "note": ngettext(
            "dont %(n)s rattaché à un prestataire",
            "dont %(n)s rattachés à un prestataire",
            formats.plural(linked),
        )
        % {"n": formats.number(linked)},
        "url": url(request, "purchases-third-parties"),
    }
    if held is not None and 3 in held.first:
        yield {
            "label": _("Les trois premiers"),
            "value": formats.percent(round(held.first[3], 3)),
            "note": _("de ce qui est confié à des tiers"),
        }
    regular = [one for one in purchases.recurring() if one.yearly > 0 and not one.ended]
    if regular:
        yield {
            "label": _("Récurrent"),
            "value": purchase_words.whole_euros(sum(one.yearly for one in regular)),
            "note": _("par an, au dernier montant connu"),
            "url": url(request, "purchases-regular"),
        }
    yield _delay(request)


def _nobody(request: CompanyRequest, span: Window) -> dict[str, str] | None:
    """The spend whose entry names no third party."""
    amount = purchases.totals()["unattributed"]
    if not amount:
        return None
    return {
        "amount": purchase_words.euros(amount),
        "url": frame.lines_url(request, side="sans-tiers", first=span.first, last=span.last),
    }


def _delay(request: CompanyRequest) -> dict[str, str]:
    delays = purchases.payment_delays()
    told = {"label": _("Délai de paiement"), "url": url(request, "purchases-delays")}
    if delays is None or delays.overall is None:
        return told | {"value": _("non mesurable"), "note": _("rien n’est lettré avec sa date")}
    return told | {
        "value": purchase_words.days(delays.overall.median),
        "note": _("médiane, de l’écriture au lettrage"),
    }


def _largest(request: CompanyRequest, found: list[Payee], span: Window) -> Bars | None:
    first = [one for one in found if one.counts][:DRAWN]
    if not first:
        return None
    held = purchases.concentration()
    finding = ""
    if held is not None and 5 in held.first:
        finding = _("Cinq tiers font %(share)s de la dépense") % {
            "share": formats.percent(round(held.first[5], 3))
        }
    return Bars(
        subject=_("Les plus gros tiers"),
        finding=finding,
        unit=purchase_words.EURO,
        bars=tuple(
            Bar(
                label=shortened(one.name),
                value=float(purchase_words.amount(one.spend)),
                url=address(request, one, span),
            )
            for one in first
        ),
    )


def _by_month(span: Window) -> Trend:
    points = tuple(
        Point(
            label=months.short_label(month),
            value=None if cents is None else float(purchase_words.amount(cents)),
        )
        for month, cents in purchases.by_month()
    )
    subject = _("Dépense confiée à des tiers, par mois")
    return Trend(
        subject=subject,
        unit=purchase_words.EURO,
        series=(Series(name=_("dépense"), points=points),),
    )


def _surroundings() -> Trend | None:
    """Result and treasury: what surrounds the spend, no more."""
    rows = purchases.part("context") or []
    if len(rows) < 2:
        return None
    rows = rows[-24:]
    series = []
    for name, label in (("result", _("résultat du mois")), ("treasury", _("trésorerie"))):
        points = tuple(
            Point(
                label=months.short_label(date.fromisoformat(row["month"])),
                value=None if row[name] is None else float(purchase_words.amount(row[name])),
            )
            for row in rows
        )
        series.append(Series(name=label, points=points))
    return Trend(
        subject=_("Autour : résultat et trésorerie"),
        unit=purchase_words.EURO,
        series=tuple(series),
        source=_("classes 7 moins 6 de chaque mois ; solde de la classe 5 en fin de mois"),
    )


def of_payees(request: CompanyRequest, found: list[Payee], span: Window) -> Table:
    return Table(
        name="tiers",
        caption=_("Qui coûte combien"),
        columns=(
            Column(label=_("Prestataire"), is_long=True),
            Column(label=_("Situation"), is_filter=True),
            Column(label=_("Douze mois"), is_number=True),
            Column(label=_("Part"), is_number=True),
            Column(label=_("Avoirs"), is_number=True),
            Column(label=_("Écritures"), is_number=True),
            Column(label=_("Dernière")),
        ),
        rows=tuple(_row(request, one, span) for one in found),
    )


def _row(request: CompanyRequest, one: Payee, span: Window) -> Row:
    lines = frame.lines_url(request, keys=one.keys, first=span.first, last=span.last)
    shared = ""
    if one.split:
        shared = _("dont %(amount)s répartis entre les tiers de l’écriture") % {
            "amount": purchase_words.euros(one.split)
        }
    return Row(
        cells=(
            Cell(text=one.name, url=address(request, one, span)),
            Cell(text=str(purchase_words.THIRD_PARTY_WORDS[one.state])),
            purchase_words.money(one.spend, url=lines, note=shared),
            purchase_words.share(one.share),
            purchase_words.money(one.credits or None),
            Cell(text=formats.number(one.entries), value=one.entries),
            purchase_words.day(one.last),
        )
    )


def address(request: CompanyRequest, one: Payee, span: Window) -> str:
    """The page of the provider, the lines of a third party that is none."""
    if one.provider is not None:
        return url(request, "provider", one.provider.public_id)
    return frame.lines_url(request, keys=one.keys, first=span.first, last=span.last)


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
