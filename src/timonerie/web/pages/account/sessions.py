"""« Mes sessions »: where somebody is signed in, and the way out of each."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.foundations.accounts import sessions
from timonerie.web.access import SignedInRequest, signed_in
from timonerie.web.pages.account import frame


@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    found = sessions.of(request.user, at=timezone.now())
    context = {
        "sessions": found,
        "here": request.session.session_key,
        "others": len(found) - 1,
        "zone": timezone.get_current_timezone(),
        "breadcrumbs": frame.crumbs(_("Mes sessions")),
    }
    return render(request, "account/sessions.html", context)


@signed_in
@require_POST
def end(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    if not sessions.end(user=request.user, public_id=session_id):
        raise Http404
    messages.success(request, _("Cette session est terminée."))
    return redirect("account-sessions")


@signed_in
@require_POST
def end_others(request: SignedInRequest) -> HttpResponse:
    ended = sessions.end_all(user=request.user, but=request.session.session_key)
    messages.success(
        request,
        ngettext(
            "%(count)d autre session est terminée.",
            "%(count)d autres sessions sont terminées.",
            ended,
        )
        % {"count": ended},
    )
    return redirect("account-sessions")
