"""From who somebody says they are to an open session: the second factor stands in between."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from timonerie.foundations.accounts import factors
from timonerie.foundations.accounts.models import User

HALFWAY = "halfway"
LASTS = timedelta(minutes=10)
"""How long the first factor is remembered while the second one is looked for."""


def admit(request: HttpRequest, user: User, *, to: str) -> HttpResponse:
    """Open the session of somebody whose first factor is right, or ask for the second one."""
    if not settings.SECOND_FACTOR or not factors.has_one(user):
        return enter(request, user, to=to)
    request.session.cycle_key()
    request.session[HALFWAY] = {"user": user.pk, "at": timezone.now().timestamp(), "to": to}
    return redirect("login-code")


def halfway(request: HttpRequest) -> tuple[User, str] | None:
    """Who gave their first factor here and now, and where they want to go."""
    found = request.session.get(HALFWAY)
    if found is None or timezone.now().timestamp() - found["at"] > LASTS.total_seconds():
        return None
    user = User.objects.filter(pk=found["user"], is_active=True).first()
    return None if user is None else (user, found["to"])


def enter(request: HttpRequest, user: User, *, to: str, with_factor: bool = False) -> HttpResponse:
    request.session.pop(HALFWAY, None)
    login(request, user)
    if with_factor:
        request.session[factors.HAS_ONE] = True
    return redirect(to)


def reader(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
