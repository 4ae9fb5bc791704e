"""The way in by a passkey: alone, as the second factor, or as a recent proof."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.foundations.accounts import limits, links, passkeys, sessions
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.accounts.models import User
from timonerie.web import visitors
from timonerie.web.access import public
from timonerie.web.pages.entering import admission
from timonerie.web.pages.entering.login import keep_language

ASKED = "passkey_wanted"


@public
@require_POST
def options(request: HttpRequest) -> HttpResponse:
    asked, state = passkeys.begin_signing(of=_whose(request), origin=links.base_address())
    request.session[ASKED] = state
    return JsonResponse(asked)


@public
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    now, block = timezone.now(), visitors.block(request)
    limits.take(Gesture.LOGIN_FROM_BLOCK, of=block, at=now)
    state: dict[str, Any] = request.session.pop(ASKED, {})
    answer = request.POST.get("answer", "")
    try:
        user = passkeys.sign(
            of=_whose(request), answer=answer, state=state, origin=links.base_address(), at=now
        )
    except passkeys.Refused:
        messages.error(request, _("Cette clé d’accès n’ouvre pas ce compte. Réessayez."))
        return redirect(request.POST["here"] if _is_ours(request, "here") else "login")
    limits.give_back(Gesture.LOGIN_FROM_BLOCK, of=block, at=now)
    to = request.POST["next"] if _is_ours(request, "next") else reverse("home")
    if admission.reader(request) is not None:
        sessions.prove(request.session, at=now)
        return redirect(to)
    keep_language(request, user)
    found = admission.halfway(request)
    return admission.enter(request, user, to=found[1] if found else to, with_factor=True)


def _whose(request: HttpRequest) -> User | None:
    """The reader who proves themselves, or who gave their password just now; else nobody yet."""
    if (reader := admission.reader(request)) is not None:
        return reader
    found = admission.halfway(request)
    return None if found is None else found[0]


def _is_ours(request: HttpRequest, name: str) -> bool:
    given = request.POST.get(name, "")
    return given.startswith("/") and url_has_allowed_host_and_scheme(given, None)
