"""Reads of the people."""

from datetime import date

from django.utils import timezone

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Person
from timonerie.domains.organisation.models.people import PersonQuerySet
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.accounts.actors import Actor


def visible_to(actor: Actor, *, on: date | None = None) -> PersonQuerySet:
    """People of the units the reader reaches; those of no unit only for who reaches all."""
    rows: PersonQuerySet = Person.objects.all()
    unit_ids = reach(actor, on=on or timezone.localdate()).unit_ids
    return rows if unit_ids is None else rows.filter(unit_id__in=unit_ids)


def listed(actor: Actor, *, on: date, include_archived: bool = False) -> list[Person]:
    """The people the reader reaches, by name."""
    rows = visible_to(actor, on=on).select_related("unit")
    if not include_archived:
        rows = rows.active()
    return sorted(rows, key=lambda person: (rules.alphabetical(person.name), person.pk))
