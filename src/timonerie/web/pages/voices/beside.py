"""What stands beside a figure on its page: the replies, and the gestures that bring one."""

from datetime import date
from typing import Any

from django.utils import timezone

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.rules import Group
from timonerie.domains.reporting.queries import replies
from timonerie.domains.reporting.queries.replies import Key
from timonerie.foundations.accounts.enums import Role
from timonerie.web import voices
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.provider_files import frame
from timonerie.web.pages.settings.frame import url

SHOWN = 5


def key_of(metric: str, group: Group, *, start: date, period: str = "month") -> Key | None:
    """What a reply to a figure is known by; None for a figure of no provider, or of a part that
    none speaks for."""
    if group.provider is None or group.activity is not None or group.team is not None:
        return None
    return replies.figure(
        metric=metric, provider=group.provider, unit=group.unit, period=period, start=start
    )


def of_figure(request: CompanyRequest, metric: str, group: Group, *, start: date) -> dict[str, Any]:
    """The replies to one figure, and where to write one or to ask for one."""
    key = key_of(metric, group, start=start)
    if key is None or group.provider is None:
        return {"voices": []}
    firm = directory.firms()[group.provider]
    query = f"?prestataire={firm.public_id}&mois={start:%Y-%m}"
    if group.unit is not None:
        query += f"&site={directory.places()[group.unit].public_id}"
    return {
        "voices": voices.beside(key),
        "reply_url": url(request, "reply-new", metric) + query if _speaks(request, group) else "",
        "ask_url": url(request, "reply-ask", metric) + query if _asks(request, group) else "",
    }


def _speaks(request: CompanyRequest, group: Group) -> bool:
    """Who holds the contracts asks, and reports from there: one gesture is enough on the page."""
    if not request.actor.may("reply.write"):
        return False
    on = timezone.localdate()
    if request.actor.role == Role.PROVIDER:
        return reach(request.actor, on=on).holds(provider=group.provider)
    if request.actor.role == Role.SITE_MANAGER:
        return group.unit in {one.pk for one in replies.own_sites(request.actor, on=on)}
    return _asks(request, group)


def _asks(request: CompanyRequest, group: Group) -> bool:
    if not request.actor.may("reply.link") or group.provider is None:
        return False
    return frame.holds_id(request, group.provider)


def of_metric(request: CompanyRequest, metric: str, *, start: date) -> list[dict[str, Any]]:
    """Every reply about one indicator over a month, at the places that the reader reaches."""
    rows = replies.of_metric(
        request.actor, metric=metric, period="month", start=start, on=timezone.localdate()
    )
    return voices.listed(rows)


def of_provider(request: CompanyRequest, provider: Provider) -> list[dict[str, Any]]:
    """The last replies about the figures of a provider, for its page."""
    rows = replies.of_provider(
        request.actor, provider=provider.pk, on=timezone.localdate(), most=SHOWN
    )
    return voices.listed(rows)


def of_site(request: CompanyRequest, site: Unit) -> list[dict[str, Any]]:
    """The last replies about the figures of a site, of its providers and its own, for its page."""
    rows = replies.of_site(request.actor, site=site.pk, on=timezone.localdate(), most=SHOWN)
    return voices.listed(rows)
