"""A recent proof of identity, and the form that waited for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from timonerie.foundations.accounts import factors, limits, sessions
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.accounts.models import CodeGenerator
from timonerie.web import held
from timonerie.web.access import SignedInRequest, signed_in
from timonerie.web.forms.account import ProofForm, SecondStepForm
from timonerie.web.pages.entering import second_step


@signed_in
def proof(request: SignedInRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else None
    by_code = asked is not None and "code" in asked
    password = ProofForm(None if by_code else asked)
    code = SecondStepForm(asked if by_code else None)
    if by_code and code.is_valid() and _code_is_right(request, code):
        return _proved(request)
    if asked is not None and not by_code and password.is_valid() and _is_right(request, password):
        return _proved(request)
    context = {
        "password": password if request.user.has_usable_password() else None,
        "code": code if CodeGenerator.objects.filter(user=request.user).exists() else None,
        "has_passkey": request.user.passkeys.exists(),
        "next": destination(request),
    }
    return render(request, "account/proof.html", context)


@signed_in
def resume(request: SignedInRequest) -> HttpResponse:
    """The form that was sent too late, to be sent again by its author."""
    kept = held.take(request.session)
    if kept is None:
        return redirect("home")
    if kept["fields"] is None:
        messages.info(request, _("Votre identité est confirmée. Refaites votre demande."))
        return redirect(kept["path"])
    return render(request, "account/resume.html", {"held": kept})


def destination(request: SignedInRequest) -> str:
    """Where the reader was going; nowhere else than here."""
    to: str = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(to, None) and to.startswith("/")
    return to if is_ours else reverse("account")


def _proved(request: SignedInRequest) -> HttpResponse:
    sessions.prove(request.session, at=timezone.now())
    return redirect(destination(request))


def _is_right(request: SignedInRequest, form: ProofForm) -> bool:
    email, now = request.user.email, timezone.now()
    limits.take(Gesture.LOGIN_OF_ACCOUNT, of=email, at=now)
    if request.user.check_password(form.cleaned_data["password"]):
        limits.forget(Gesture.LOGIN_OF_ACCOUNT, of=email)
        return True
    form.add_error("password", _("Ce n’est pas votre mot de passe."))
    return False


def _code_is_right(request: SignedInRequest, form: SecondStepForm) -> bool:
    try:
        second_step.spend(request.user, form.cleaned_data["code"], at=timezone.now())
    except factors.WrongCode:
        form.add_error("code", second_step.wrong())
        return False
    return True
