"""What browsers report of our content security policy: a line of the log, and no answer."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from timonerie.foundations import secret_addresses
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web import visitors
from timonerie.web.access import public

logger = logging.getLogger(__name__)
MOST_BYTES = 4_000


@public
@csrf_exempt
@require_POST
def csp(request: HttpRequest) -> HttpResponse:
    """Browsers send it by themselves, without a token; line breaks would forge lines of the log,
    and the page where it happened may be one that its address alone opens."""
    limits.take(Gesture.REPORT, of=visitors.block(request), at=timezone.now())
    text = request.body[:MOST_BYTES].decode("utf-8", "replace")
    logger.warning("content security policy: %r", secret_addresses.without(text))
    return HttpResponse(status=204)
