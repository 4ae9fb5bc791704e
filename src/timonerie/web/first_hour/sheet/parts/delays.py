"""One delay that drifts: how long suppliers wait, from the lettering."""

from datetime import date
from statistics import fmean

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.queries import accounting, purchases
from timonerie.domains.facts.queries.purchases import Delays, Waits
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.web.first_hour.sheet.parts import frame
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Question, Row, Told, Unknown

KEY = "delai"
RIPE_DAYS = 90
"""Of younger invoices only those paid fast are lettered: their delay would look short."""
RECENT, BEFORE = 3, 6
_DAYS, _SHARE = 5, 0.2
WEIGHT = 45.0
LEAST = 10
"""Invoices a month below which a month says nothing."""


def told(asked: Asked) -> Told:
    if not accounting.sees_all(asked.actor, on=asked.on):
        return Told()
    title, url = _("Un délai qui dérive"), reverse("purchases-delays", args=[asked.slug])
    found, span = purchases.payment_delays(), purchases.window()
    if found is None or span is None:
        missing = _("Il faut un FEC : le lettrage dit en combien de jours vous payez.")
        return Told(part=Part(key=KEY, title=title, missing=missing))
    if found.overall is None:
        missing = _("Non mesurable : les factures ne sont pas lettrées.")
        unknown = Unknown(text=_("En combien de jours vous payez : rien n’est lettré."), url=url)
        return Told(part=Part(key=KEY, title=title, missing=missing), unknown=(unknown,))
    moved = drift(ripe(found, last=span.last))
    part = Part(
        key=KEY,
        title=title,
        finding=_finding(found.overall, moved),
        rows=_rows(asked, found),
        url=url,
    )
    return Told(part=part, questions=_questions(moved, url))


def ripe(found: Delays, *, last: date) -> list[tuple[date, Waits]]:
    """The months old enough, with enough invoices, for their delay to be known."""
    return [
        (month, waits)
        for month, waits in found.by_month
        if (last - month).days >= RIPE_DAYS and waits.count >= LEAST
    ]


def drift(months: list[tuple[date, Waits]]) -> tuple[float, float, date] | None:
    """The mean of the monthly medians of the last three months, of the six before, and the first
    of the three, when they differ by five days and a fifth at least."""
    recent, before = months[-RECENT:], months[-RECENT - BEFORE : -RECENT]
    if len(recent) < RECENT or len(before) < RECENT:
        return None
    now, then = (fmean(waits.median for _month, waits in some) for some in (recent, before))
    if abs(now - then) < max(_DAYS, _SHARE * then):
        return None
    return now, then, recent[0][0]


def _finding(overall: Waits, moved: tuple[float, float, date] | None) -> str:
    days = formats.number(overall.median, decimals=0)
    if moved is None:
        text = _("La moitié des factures attendent plus de %(days)s jours, sans dérive visible.")
        return text % {"days": days}
    now, then, since = moved
    return _("Depuis %(month)s vos factures attendent %(now)s jours, contre %(then)s avant.") % {
        "month": month_label(since),
        "now": formats.number(now, decimals=0),
        "then": formats.number(then, decimals=0),
    }


def _rows(asked: Asked, found: Delays) -> tuple[Row, ...]:
    """Those who wait longest, among those with enough invoices."""
    known = [one for one in found.by_payee if one[3].count >= LEAST]
    slow = sorted(known, key=lambda one: -one[3].median)[:4]
    return tuple(
        Row(
            text=name,
            figure=_days(waits.median),
            url=frame.lines_url(asked, [key], side=""),
        )
        for name, _provider, key, waits in slow
    )


def _days(value: float) -> str:
    text = ngettext("%(n)s jour", "%(n)s jours", formats.plural(round(value)))
    return text % {"n": formats.number(value, decimals=0)}


def _questions(moved: tuple[float, float, date] | None, url: str) -> tuple[Question, ...]:
    if moved is None:
        return ()
    now, then, _since = moved
    named = {"now": formats.number(now, decimals=0), "then": formats.number(then, decimals=0)}
    text = (
        _("Qui a décidé de payer en %(now)s jours, contre %(then)s il y a six mois ?")
        if now > then
        else _("Pourquoi payez-vous en %(now)s jours, contre %(then)s il y a six mois ?")
    )
    return (Question(text=text % named, part=KEY, weight=WEIGHT, url=url),)
