"""How often a gesture may be tried: windows of an hour that slide, kept in the database so that all
processes count together."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, transaction

from timonerie.foundations.accounts.models import RateWindow

WINDOW = timedelta(hours=1)


class Gesture(StrEnum):
    """What is counted; `settings.TRIES_AN_HOUR` says how many tries an hour holds."""

    LOGIN_OF_ACCOUNT = "login-account"
    LOGIN_FROM_BLOCK = "login-block"
    CODE = "code"
    RESET_OF_ACCOUNT = "reset-account"
    RESET_FROM_BLOCK = "reset-block"
    LINK = "link"
    IMPORT = "import"
    EXPORT = "export"
    REPORT = "report"
    DECLARE = "declare"
    DRAFT = "draft"
    PAGE_TIME = "page-time"


class TooMany(Exception):
    """The window is full; `until` is when one try leaves it."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class StoreDown(Exception):
    """Tries cannot be counted: what lets people in stays closed."""


def take(gesture: Gesture, *, of: str, at: datetime) -> None:
    """Count one try.

    Raises:
        TooMany: this try is refused, and not counted.
        StoreDown: the store does not answer.
    """
    with _store():
        row = _locked(gesture, of, at)
        recent = _recent(row, at)
        most = settings.TRIES_AN_HOUR[gesture]
        if len(recent) >= most:
            raise TooMany(datetime.fromtimestamp(recent[-most], at.tzinfo) + WINDOW)
        row.tries, row.last_at = [*recent, at.timestamp()], at
        row.save()


def give_back(gesture: Gesture, *, of: str, at: datetime) -> None:
    """Forget the last try, which was the right one.

    Raises:
        StoreDown: the store does not answer.
    """
    with _store():
        row = _locked(gesture, of, at)
        row.tries = _recent(row, at)[:-1]
        row.save()


def forget(gesture: Gesture, *, of: str) -> None:
    """Forget every try."""
    RateWindow.objects.filter(pk=_key(gesture, of)).delete()


@contextmanager
def _store() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        raise StoreDown from error


def _locked(gesture: Gesture, of: str, at: datetime) -> RateWindow:
    key = _key(gesture, of)
    rows = RateWindow.objects.select_for_update()
    row, is_new = rows.get_or_create(pk=key, defaults={"last_at": at})
    if is_new:
        RateWindow.objects.filter(last_at__lt=at - WINDOW).delete()
    return row


def _recent(row: RateWindow, at: datetime) -> list[float]:
    since = (at - WINDOW).timestamp()
    return [moment for moment in row.tries if moment > since]


def _key(gesture: Gesture, of: str) -> str:
    """No address of a person or of a machine stands in the store."""
    text = f"{gesture}:{of}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()
