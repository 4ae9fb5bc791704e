"""The page behind a link: somebody chooses their password, or is led to the sign-in page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.foundations.accounts import limits, links
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web import visitors
from timonerie.web.access import public
from timonerie.web.forms.account import ChoosePasswordForm

PAGE = "account/link.html"


@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking spends nothing: a scanner of mail may come first."""
    now = timezone.now()
    limits.take(Gesture.LINK, of=visitors.block(request), at=now)
    try:
        link = links.find(token, at=now)
        if not links.lets_choose(link):
            return _known(request, token)
        form = ChoosePasswordForm(request.POST or None, user=link.user)
        if request.method == "POST" and form.is_valid():
            links.spend(token, at=now, password=form.cleaned_data["password"])
            messages.success(request, _("Votre mot de passe est choisi. Connectez-vous."))
            return redirect("login")
    except links.Spent:
        return render(request, PAGE, {}, status=410)
    return render(request, PAGE, {"form": form, "link": link})


def _known(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        links.spend(token, at=timezone.now())
        return redirect("login")
    return render(request, PAGE, {"is_known": True})
