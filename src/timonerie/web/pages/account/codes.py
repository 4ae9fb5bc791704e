"""The second factor of an account: an application that draws codes, and codes for bad days."""

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.foundations.accounts import factors, limits, sealing, standing
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web.access import SignedInRequest, signed_in
from timonerie.web.forms.account import CodeForm
from timonerie.web.pages.account import frame
from timonerie.web.pages.entering import second_step
from timonerie.web.step_up import proved

SEED = "new_seed"
"""Where the session keeps the seed shown on the screen, sealed."""


@signed_in
@proved
def add(request: SignedInRequest) -> HttpResponse:
    seed = _seed(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(request, seed, form):
        del request.session[SEED]
        request.session[factors.HAS_ONE] = True
        if not factors.recovery_codes_left(request.user):
            return told(request)
        messages.success(request, _("Votre application donne désormais le deuxième facteur."))
        return redirect("account")
    address = factors.address(request.user, seed)
    context = {
        "form": form,
        "picture": segno.make(address, error="m").svg_data_uri(border=2, light="#fff"),
        "seed": " ".join(seed[at : at + 4] for at in range(0, len(seed), 4)),
        "address": address,
        "breadcrumbs": frame.crumbs(_("Ajouter une application de codes")),
    }
    return render(request, "account/codes_add.html", context)


@signed_in
@proved
@require_POST
def remove(request: SignedInRequest) -> HttpResponse:
    factors.remove(by=request.user, keep=request.session.session_key)
    request.session[factors.HAS_ONE] = factors.has_one(request.user)
    messages.success(request, _("L’application ne donne plus de code pour ce compte."))
    return redirect("account")


@signed_in
@proved
@require_POST
def recovery(request: SignedInRequest) -> HttpResponse:
    """New recovery codes, shown in this answer and never again."""
    if not factors.has_one(request.user):
        messages.error(request, _("Ajoutez d’abord un deuxième facteur : ces codes le remplacent."))
        return redirect("account")
    return told(request)


def told(request: SignedInRequest) -> HttpResponse:
    codes = factors.draw_recovery_codes(by=request.user)
    context = {"codes": codes, "breadcrumbs": frame.crumbs(_("Codes de secours"))}
    return render(request, "account/recovery_codes.html", context)


def _seed(request: SignedInRequest) -> str:
    """The seed on the screen: the same until its first code is typed."""
    about = f"seed shown to {request.user.public_id}"
    if SEED not in request.session:
        request.session[SEED] = sealing.seal(factors.new_seed(), about=about)
    return sealing.unseal(request.session[SEED], about=about)


def _added(request: SignedInRequest, seed: str, form: CodeForm) -> bool:
    now = timezone.now()
    limits.take(Gesture.CODE, of=str(request.user.pk), at=now)
    code, keep = form.cleaned_data["code"], request.session.session_key
    try:
        factors.add(by=request.user, seed=seed, code=code, at=now, keep=keep)
    except factors.WrongCode:
        form.add_error("code", second_step.wrong())
        return False
    limits.forget(Gesture.CODE, of=str(request.user.pk))
    request.session[standing.PROVED_AT] = now.timestamp()
    return True
