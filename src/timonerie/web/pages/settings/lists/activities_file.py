"""The list of activities as a file to be imported again: one line a site that is served, or that
something is said of, and one for what is said of the company."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import directory
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.operations import import_values
from timonerie.domains.sourcing.operations.imports import Activities
from timonerie.domains.sourcing.queries.activities import Served
from timonerie.domains.sourcing.rules import values as rules
from timonerie.domains.sourcing.rules.values import Value

HEADER = tuple(column.name for column in Activities.columns)
Line = tuple[object, ...]


def rows(one: Served, told: Sequence[Value]) -> Iterator[Line]:
    """In the order of the columns of the importer."""
    about = _about(one.activity)
    served = {row.unit_id: row for row in one.assignments}
    places = directory.places()
    said = {value.unit_id for value in told} - served.keys()
    for unit_id, row in served.items():
        yield (*about, *_serving(row), *_values(told, unit_id))
    for unit_id in sorted(pk for pk in said if pk is not None):
        yield (*about, places[unit_id].name, "", "", *_values(told, unit_id))
    if None in said or not (served or said):
        yield (*about, "", "", "", *_values(told, None))


def _about(activity: Activity) -> Line:
    keeper: object = _post(activity.keeper)
    if activity.has_no_keeper:
        keeper = _("personne")
    return (
        activity.name,
        activity.code,
        activity.function and activity.function.code,
        activity.criticality,
        activity.frequency,
        activity.volume_unit,
        _post(activity.accountable),
        _post(activity.deputy),
        keeper,
    )


def _post(seat: Seat | None) -> str:
    return f"{seat} ({seat.unit})" if seat is not None else ""


def _serving(row: Assignment) -> Line:
    return (
        row.unit.code,
        row.provider.code if row.provider else _("interne"),
        row.start_date,
    )


def _values(told: Sequence[Value], unit_id: int | None) -> Iterator[str]:
    """What stands of each column for a place; a cost in another currency has no column."""
    for field in import_values.FIELDS.values():
        value = rules.standing(one for one in told if one.field == field and one.unit_id == unit_id)
        yield "" if value is None else import_values.cell(field, value.value)
