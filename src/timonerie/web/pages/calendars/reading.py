"""What a calendar reads, with the rights that its owner has at that instant."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from timonerie.domains.contracts.models import CalendarFeed
from timonerie.domains.contracts.operations import calendar_feeds as operations
from timonerie.domains.contracts.queries import calendar_feeds as queries
from timonerie.foundations.accounts import limits, links
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.scope import current
from timonerie.web import visitors
from timonerie.web.access import public
from timonerie.web.calendar_feeds import registry, writing
from timonerie.web.calendar_feeds.registry import Reader

KIND = "text/calendar; charset=utf-8"
LANGUAGE = "fr"


@public
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """An address that never was, one revoked and one whose owner left answer the same."""
    at = timezone.now()
    feed = queries.holding(token)
    if feed is not None:
        with current.company(feed.company_id), timezone.override(feed.company.zone):
            actor = queries.owner(feed, on=timezone.localdate(at))
            if actor is not None and actor.may("calendar.feed"):
                return _answer(request, feed, actor)
    # Who guesses is counted; a calendar that reads its own is not.
    limits.take(Gesture.LINK, of=visitors.block(request), at=at)
    return HttpResponse(status=404, content_type="text/plain")


def _answer(request: HttpRequest, feed: CalendarFeed, actor: Actor) -> HttpResponse:
    at = timezone.now()
    with translation.override(LANGUAGE):
        body = writing.written(
            registry.events(Reader(actor, feed.company, timezone.localdate(at))),
            name=_("Échéances de %(company)s") % {"company": feed.company.name},
            stamp=feed.made_at,
            base=links.base_address(),
            alarms=feed.alarms,
        )
    operations.note_reading(at=at, feed=feed)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    made = HttpResponse(body, content_type=KIND)
    made.headers["ETag"] = etag
    made.headers["Cache-Control"] = "private, no-cache"
    made.headers["Content-Disposition"] = 'inline; filename="echeances.ics"'
    return get_conditional_response(request, etag=etag, response=made) or made
