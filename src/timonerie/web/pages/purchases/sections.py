"""What a provider costs, for their page."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import accounting, purchases
from timonerie.domains.facts.queries.purchases import Payee, Window
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.wording import formats
from timonerie.web import drawings, purchase_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.purchases import frame
from timonerie.web.pages.purchases.delays import summary
from timonerie.web.pages.settings.frame import url

SHOWN = 4


def of_provider(request: CompanyRequest, provider: Provider) -> dict[str, Any] | None:
    """None for who may not read it, and where the company gave no accounting file."""
    if not accounting.sees_provider(request.actor, provider.pk, on=timezone.localdate()):
        return None
    span = purchases.window()
    if span is None:
        return None
    one = purchases.of_provider(provider.pk)
    sees_all = accounting.sees_all(request.actor, on=timezone.localdate())
    if one is None:
        return {
            "is_absent": True,
            "coverage": frame.coverage(span),
            "url": url(request, "purchases-third-parties") if sees_all else "",
        }
    lines = frame.lines_url(request, keys=one.keys, first=span.first, last=span.last)
    return {
        "coverage": frame.coverage(span),
        "spend": purchase_words.euros(one.spend),
        "share": formats.percent(round(one.share, 4)) if one.share else "",
        "missing": purchase_words.months_missing(len(span.missing)) if span.missing else "",
        "sparkline": _line(one),
        "pairs": list(_pairs(provider, one, span)),
        "lines_url": lines if sees_all else "",
    }


def _line(one: Payee) -> drawings.Line | None:
    known = [None if cents is None else float(cents) for cents in one.months]
    if all(value is None for value in known):
        return None
    return drawings.line(known, scale=drawings.scale_over(known, from_zero=True))


def _pairs(provider: Provider, one: Payee, span: Window) -> Iterator[dict[str, Any]]:
    for regular in purchases.recurring(provider=provider.pk)[:SHOWN]:
        words = {
            "usual": purchase_words.euros(regular.usual),
            "period": purchase_words.PERIODS[regular.period],
            "account": regular.account,
        }
        detail = _("%(usual)s %(period)s (compte %(account)s)") % words
        if regular.changes:
            on, _before, _after, share = regular.changes[-1]
            detail += ", " + _("%(share)s le %(day)s") % {
                "share": purchase_words.change(share),
                "day": formats.day(on),
            }
        if regular.ended:
            detail += ", " + _("semble arrêté")
        elif regular.missing:
            detail += ", " + _("facture attendue vers le %(day)s") % {
                "day": formats.day(regular.missing[-1])
            }
        yield {"term": _("Récurrent"), "detail": detail}
    delays = purchases.payment_delays()
    known = {key: waits for _name, _firm, key, waits in delays.by_payee} if delays else {}
    for key in one.keys:
        if key in known:
            yield summary(known[key])
    if not set(one.keys) & set(known):
        yield summary(None)
    yield {"term": _("Dernière écriture"), "detail": formats.day(one.last)}
