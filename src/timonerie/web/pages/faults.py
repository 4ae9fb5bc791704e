"""What a reader sees when the machine itself fails."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

from timonerie.foundations.accounts import policies
from timonerie.foundations.documents.faults import is_full

INSUFFICIENT_STORAGE = 507


@policies.declare(policies.PUBLIC)
def failed(request: HttpRequest) -> HttpResponse:
    """A full disk is said as such: nothing was written, and it mends itself with room."""
    if is_full(sys.exc_info()[1]):
        return render(request, "507.html", status=INSUFFICIENT_STORAGE)
    return server_error(request)
