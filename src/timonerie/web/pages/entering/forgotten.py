"""A password forgotten: the page answers everybody alike, and the worker does the rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_q.tasks import async_task

from timonerie.foundations.accounts import limits, mail
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web import visitors
from timonerie.web.access import public
from timonerie.web.forms.account import ForgottenForm


@public
def forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    can_send = mail.is_configured()
    is_asked = can_send and request.method == "POST" and form.is_valid()
    if is_asked:
        email, now = form.cleaned_data["email"].strip().lower(), timezone.now()
        limits.take(Gesture.RESET_FROM_BLOCK, of=visitors.block(request), at=now)
        limits.take(Gesture.RESET_OF_ACCOUNT, of=email, at=now)
        async_task("timonerie.foundations.accounts.tasks.answer_forgetful", email)
    context = {"form": form, "can_send": can_send, "is_asked": is_asked}
    return render(request, "account/forgotten.html", context)
