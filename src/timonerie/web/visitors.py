"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest

from timonerie.foundations.accounts import addresses


def block(request: HttpRequest) -> str:
    """The network that the visitor's address stands in."""
    socket = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    return addresses.block(addresses.client(socket, forwarded, proxies=settings.PROXIES))
