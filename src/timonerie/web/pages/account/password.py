"""Changing one's password: every other session ends with the earlier one."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.foundations.accounts import limits, operations, sessions
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web.access import SignedInRequest, signed_in
from timonerie.web.forms.account import ChangePasswordForm, ChoosePasswordForm
from timonerie.web.pages.account import frame
from timonerie.web.step_up import proved


@signed_in
@proved
def change(request: SignedInRequest) -> HttpResponse:
    user = request.user
    kind = ChangePasswordForm if user.has_usable_password() else ChoosePasswordForm
    if request.method == "POST":
        limits.take(Gesture.LOGIN_OF_ACCOUNT, of=user.email, at=timezone.now())
    form = kind(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        limits.forget(Gesture.LOGIN_OF_ACCOUNT, of=user.email)
        operations.choose_password(by=user, password=form.cleaned_data["password"])
        # Gives the session a new key under the new password.
        update_session_auth_hash(request, user)
        sessions.end_all(user=user, but=request.session.session_key)
        messages.success(
            request, _("Votre mot de passe est changé. Vos autres sessions sont terminées.")
        )
        return redirect("account")
    return frame.form_page(
        request,
        form,
        heading=_("Changer mon mot de passe"),
        submit=_("Changer le mot de passe"),
        lead=_("Vous restez connecté ici ; toutes vos autres sessions se terminent."),
    )
