"""Adding to the sum of what a page asks for."""

from datetime import date

from django.db.models import F

from timonerie.domains.publications.enums import Readers
from timonerie.domains.publications.models import PageTime
from timonerie.domains.publications.rules import days, minutes


def add(*, on: date, route: str, readers: Readers, seconds: int, is_first: bool = True) -> None:
    """A part of a view of a page in the current company, `is_first` where it is the first part;
    nothing is kept of who nor of the hour."""
    counted = minutes.counted(seconds)
    if not counted:
        return
    row, _created = PageTime.objects.get_or_create(
        week=days.monday(on), route=route, readers=readers
    )
    PageTime.objects.filter(pk=row.pk).update(
        seconds=F("seconds") + counted, views=F("views") + int(is_first)
    )
