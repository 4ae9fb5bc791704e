"""The passkeys of an account. The browser does its part in frontend/passkeys.ts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.foundations.accounts import factors, links, passkeys, standing
from timonerie.web.access import SignedInRequest, signed_in
from timonerie.web.forms.account import PasskeyForm
from timonerie.web.pages.account import codes, frame
from timonerie.web.step_up import proved

ASKED = "passkey_asked"


@signed_in
@proved
def new(request: SignedInRequest) -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        if not factors.recovery_codes_left(request.user):
            return codes.told(request)
        messages.success(request, _("La clé d’accès est ajoutée."))
        return redirect("account")
    context = {"form": form, "breadcrumbs": frame.crumbs(_("Ajouter une clé d’accès"))}
    return render(request, "account/passkey_new.html", context)


@signed_in
@proved
@require_POST
def options(request: SignedInRequest) -> HttpResponse:
    asked, state = passkeys.begin_adding(by=request.user, origin=links.base_address())
    request.session[ASKED] = state
    return JsonResponse(asked)


@signed_in
@proved
@require_POST
def remove(request: SignedInRequest, passkey_id: UUID) -> HttpResponse:
    keep = request.session.session_key
    if not passkeys.remove(by=request.user, public_id=passkey_id, keep=keep):
        raise Http404
    request.session[factors.HAS_ONE] = factors.has_one(request.user)
    messages.success(request, _("La clé d’accès est retirée."))
    return redirect("account")


def _added(request: SignedInRequest, form: PasskeyForm) -> bool:
    now = timezone.now()
    try:
        passkeys.add(
            by=request.user,
            name=form.cleaned_data["name"],
            answer=form.cleaned_data["answer"],
            state=request.session.pop(ASKED, {}),
            origin=links.base_address(),
            at=now,
            keep=request.session.session_key,
        )
    except passkeys.Refused:
        form.add_error(None, _("Le navigateur n’a pas fait la clé. Recommencez."))
        return False
    request.session[factors.HAS_ONE] = True
    request.session[standing.PROVED_AT] = now.timestamp()
    return True
