"""What begins when somebody signs in, by whichever way."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from timonerie.foundations.accounts import devices, sessions
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, Session, User


def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    """The new session takes its clock, and the idle time of its owner's roles; those that are over
    leave the table."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    rows = Membership.objects.in_force(on=timezone.localdate(now)).filter(user=user)
    roles = [Role(role) for role in rows.values_list("role", flat=True)]
    device = devices.in_words(request.META.get("HTTP_USER_AGENT", ""))
    sessions.open_(request.session, roles=roles, at=now, device=device)
