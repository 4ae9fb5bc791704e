"""What every page of « Mon compte » stands in."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.web.access import SignedInRequest


def crumbs(*steps: str) -> list[dict[str, str]]:
    """The way from the account to here, which is the last step."""
    home = {"label": _("Accueil"), "url": reverse("home")}
    account = {"label": _("Mon compte"), "url": reverse("account") if steps else ""}
    return [home, account, *({"label": step, "url": ""} for step in steps)]


def form_page(
    request: SignedInRequest, form: forms.Form, *, heading: str, submit: str, lead: str = ""
) -> HttpResponse:
    """A page that is one form."""
    context = {
        "form": form,
        "heading": heading,
        "submit": submit,
        "lead": lead,
        "breadcrumbs": crumbs(heading),
    }
    return render(request, "account/form.html", context)
