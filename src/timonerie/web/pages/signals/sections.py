"""The signals of a provider, a site or an indicator, for their pages."""

from typing import Any

from django.utils import timezone

from timonerie.domains.signals.queries import signals, telling
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.web import signal_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url

SHOWN = 4


def of_part(request: CompanyRequest, **part: int) -> dict[str, Any] | None:
    """`part` is `provider`, `unit` or `indicator` and its number. None for who reads no signal."""
    if not request.actor.may("signal.read"):
        return None
    on = timezone.localdate()
    found = signals.of_part(request.actor, on=on, most=SHOWN + 1, **part)
    return {
        "lines": [_line(request, one) for one in telling.in_short(found[:SHOWN])],
        "more_url": url(request, "signals") if len(found) > SHOWN else "",
    }


def _line(request: CompanyRequest, one: Spoken) -> dict[str, Any]:
    return {
        "title": one.title,
        "where": one.where,
        "url": url(request, "signal", one.signal.public_id),
        "since": signal_words.day(one.signal.since),
        "state": one.signal.get_state_display(),
    }
