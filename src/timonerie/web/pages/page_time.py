"""What browsers say of how long a page was on the screen: added to a sum, and no answer."""

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from timonerie.domains.publications.operations import minutes
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web import page_time, visitors
from timonerie.web.access import public

LONGEST = 5
"""Digits of a number of seconds."""


@public
@csrf_exempt
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Sent as the page is left, without a cookie's help: the mark says all there is to know."""
    limits.take(Gesture.PAGE_TIME, of=visitors.block(request), at=timezone.now())
    seconds = request.POST.get("seconds", "")
    try:
        mark = page_time.read(request.POST.get("mark", ""))
    except BadSignature:
        return HttpResponseBadRequest()
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= LONGEST):
        return HttpResponseBadRequest()
    company = get_object_or_404(Company, public_id=mark.company)
    with current.company(company.pk), timezone.override(company.zone):
        minutes.add(
            on=timezone.localdate(),
            route=mark.route,
            readers=mark.readers,
            seconds=int(seconds),
            is_first="again" not in request.POST,
        )
    return HttpResponse(status=204)
