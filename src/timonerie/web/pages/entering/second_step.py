"""The second factor of somebody whose password is right."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.foundations.accounts import factors, limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.accounts.models import User
from timonerie.web.access import public
from timonerie.web.forms.account import SecondStepForm
from timonerie.web.pages.entering import admission


@public
def code(request: HttpRequest) -> HttpResponse:
    found = admission.halfway(request)
    if found is None:
        return redirect("login")
    user, to = found
    form = SecondStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            was_recovery = spend(user, form.cleaned_data["code"], at=timezone.now())
        except factors.WrongCode:
            form.add_error("code", wrong())
        else:
            if was_recovery:
                messages.warning(request, _left(user))
            return admission.enter(request, user, to=to, with_factor=True)
    context = {"form": form, "has_passkey": user.passkeys.exists()}
    return render(request, "account/second_step.html", context)


def spend(user: User, typed: str, *, at: datetime) -> bool:
    """Use a one-time code or a recovery code; True for the latter.

    Raises:
        WrongCode: it is neither.
        TooMany, StoreDown: the hour is full, or cannot be counted.
    """
    limits.take(Gesture.CODE, of=str(user.pk), at=at)
    is_recovery = sum(letter.isalnum() for letter in typed) == factors.CODE_LENGTH
    if is_recovery:
        factors.spend_recovery_code(of=user, code=typed, at=at)
    else:
        factors.check(of=user, code=typed, at=at)
    limits.forget(Gesture.CODE, of=str(user.pk))
    return is_recovery


def wrong() -> str:
    return _(
        "Ce code ne convient pas : il a changé, ou il a déjà servi. Attendez le suivant, et"
        " vérifiez que l’heure de votre téléphone est automatique."
    )


def _left(user: User) -> str:
    return _("Ce code de secours ne servira plus. Il vous en reste %(count)d.") % {
        "count": factors.recovery_codes_left(user)
    }
