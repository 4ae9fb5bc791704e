"""« Mon compte »: who somebody is here, how they sign in, and where they are signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.foundations.accounts import actors, factors, operations, sessions, standing
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import CodeGenerator
from timonerie.web.access import SignedInRequest, signed_in
from timonerie.web.forms.account import NameForm
from timonerie.web.pages.account import frame


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    generator = CodeGenerator.objects.filter(user=user).first()
    passkeys = list(user.passkeys.order_by("added_at"))
    roles = {Role(one.role) for one in actors.memberships(user, on=timezone.localdate(now))}
    context = {
        "generator": generator,
        "passkeys": passkeys,
        "codes_left": factors.recovery_codes_left(user),
        "codes_drawn": factors.RECOVERY_CODES,
        "must_have_factor": settings.SECOND_FACTOR
        and any(standing.must_have_second_factor(role) for role in roles),
        "has_factor": generator is not None or bool(passkeys),
        "is_off": not settings.SECOND_FACTOR,
        "sessions": len(sessions.of(user, at=now)),
        "identities": list(user.identities.order_by("issuer")),
        "breadcrumbs": frame.crumbs(),
    }
    return render(request, "account/home.html", context)


@signed_in
def name(request: SignedInRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        operations.rename(by=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Votre nom est changé."))
        return redirect("account")
    return frame.form_page(
        request, form, heading=_("Changer mon nom"), submit=_("Enregistrer le nom")
    )
