"""The tries of somebody who wants to come in; those that were right count for nothing."""

from datetime import datetime

from django.http import HttpRequest

from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web import visitors


def count_login(request: HttpRequest, *, email: str, at: datetime) -> None:
    """Raises TooMany or StoreDown."""
    limits.take(Gesture.LOGIN_FROM_BLOCK, of=visitors.block(request), at=at)
    limits.take(Gesture.LOGIN_OF_ACCOUNT, of=email, at=at)


def login_was_right(request: HttpRequest, *, email: str, at: datetime) -> None:
    limits.give_back(Gesture.LOGIN_FROM_BLOCK, of=visitors.block(request), at=at)
    limits.forget(Gesture.LOGIN_OF_ACCOUNT, of=email)
