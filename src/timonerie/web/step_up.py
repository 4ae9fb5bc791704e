"""What a session owes before a page opens: its second factor, a recent proof, room in its hour.

`access.policy` asks `demand` once it knows the actor; `proved` guards the pages of the account.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from timonerie.foundations.accounts import factors, limits, sessions, standing
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web import held

if TYPE_CHECKING:
    from timonerie.web.access import CompanyRequest, SignedInRequest

P = ParamSpec("P")
LAST_COMPANY = "last_company"


def demand(request: "CompanyRequest", permission: str) -> HttpResponse | None:
    """Where the reader must go first, or None when the page may open.

    Raises:
        TooMany: the hour holds no more files for this reader.
    """
    sessions.hold(request.session, roles=[Role(one.role) for one in request.memberships])
    _change_company(request)
    if factors.is_owed(by=request.user, role=request.actor.role, session=request.session):
        return _led(request, reverse("account"))
    route = request.resolver_match.url_name or "" if request.resolver_match else ""
    is_file = standing.is_export(route) or "format" in request.GET
    if (is_file or standing.wants_proof(permission=permission, route=route)) and not is_proved(
        request
    ):
        return ask(request)
    if is_file:
        # A reader keeps their figures even where tries cannot be counted.
        with suppress(limits.StoreDown):
            limits.take(Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    return None


def owed_for(request: "CompanyRequest", permission: str) -> HttpResponse | None:
    """Where the reader must go first, for a right that is known once the page has been read: that
    of a list which somebody imports. None when they may go on."""
    wants = standing.wants_proof(permission=permission, route="")
    return ask(request) if wants and not is_proved(request) else None


def proved(
    view: "Callable[Concatenate[SignedInRequest, P], HttpResponse]",
) -> "Callable[..., HttpResponse]":
    """A page that opens only to a recent proof of identity; stands under `access.signed_in`."""

    @wraps(view)
    def guarded(request: "SignedInRequest", *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if is_proved(request) else ask(request)

    return guarded


def is_proved(request: HttpRequest) -> bool:
    return standing.is_proved(request.session, at=timezone.now())


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the page of the proof, which leads back; what a form held is kept meanwhile."""
    reads = request.method in ("GET", "HEAD")
    if not reads:
        held.keep(request)
    to = request.get_full_path() if reads else reverse("account-resume")
    return _led(request, reverse("account-proof", query={"next": to}))


def _change_company(request: "CompanyRequest") -> None:
    """Another company, another key. Parts of a page fetched by script keep the one they have: a
    key changed under a page that is open elsewhere would sign its reader out."""
    session, here = request.session, request.company.slug
    others = {one.company.slug for one in request.memberships} - {here}
    is_page = request.method == "GET" and not getattr(request, "htmx", False)
    if not others or not is_page or session.get(LAST_COMPANY) == here:
        return
    if LAST_COMPANY in session and SESSION_KEY in session:
        session.cycle_key()
    session[LAST_COMPANY] = here


def _led(request: HttpRequest, to: str) -> HttpResponse:
    """A script that asked for a part of a page leaves the page instead."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)
