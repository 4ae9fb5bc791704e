"""What is known of the activities, as far as a reader reaches: who is narrowed to sites or to
providers reads the values of their sites, never those of the company."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.models import Activity, ActivityValue, Assignment
from timonerie.domains.sourcing.queries import activities, reaching
from timonerie.domains.sourcing.rules import values as rules
from timonerie.domains.sourcing.rules.values import Value
from timonerie.foundations.accounts.actors import Actor


def visible_to(actor: Actor, *, on: date) -> "QuerySet[ActivityValue]":
    """Values that a reader reads, of whichever activity: those of the company for who sees it
    whole, those of the sites in reach for the others."""
    rows: QuerySet[ActivityValue] = ActivityValue.objects.all()
    seen = reach(actor, on=on)
    if seen.function_ids is not None:
        rows = rows.filter(activity__function_id__in=seen.function_ids)
    if reaching.sees_whole(actor, on=on):
        return rows
    if seen.unit_ids is not None:
        rows = rows.filter(unit_id__in=seen.unit_ids)
    if seen.provider_ids is not None:
        served = Assignment.objects.in_force(on=on).filter(
            activity=OuterRef("activity"),
            unit=OuterRef("unit"),
            provider_id__in=seen.provider_ids,
        )
        rows = rows.filter(Exists(served))
    return rows


def of(actor: Actor, *, activity: Activity, on: date) -> list[Value]:
    """Those of one activity, the first said first; one query and the reach."""
    return [value(row) for row in visible_to(actor, on=on).filter(activity=activity).order_by("pk")]


def by_activity(actor: Actor, *, on: date) -> Mapping[int, list[Value]]:
    """Those of every activity that the reader sees; one query and the reach."""
    seen = activities.visible_to(actor, on=on).active()
    rows = visible_to(actor, on=on).filter(activity__in=seen).order_by("pk")
    found: dict[int, list[Value]] = defaultdict(list)
    for row in rows:
        found[row.activity_id].append(value(row))
    return found


def said_here(
    rows: Iterable[Value], *, unit: int | None, origin: Origin = Origin.MEMBER
) -> dict[ValueField, Value]:
    """What one origin says of a place, by field."""
    return {one.field: one for one in rows if one.unit_id == unit and one.origin == origin}


def takeable(
    actor: Actor, *, on: date, activities: Iterable[Activity], source: Unit, unit: Unit
) -> dict[int, dict[ValueField, Value]]:
    """What a reader reads at a site of some activities that another one could take over, by
    activity: where that one says nothing yet, and never what is a site's own (volume,
    seasonality, cost, heads). One query and the reach."""
    known: set[tuple[int, str]] = set()
    told: dict[int, dict[ValueField, list[Value]]] = defaultdict(lambda: defaultdict(list))
    rows = visible_to(actor, on=on).filter(activity__in=activities, unit__in=[source, unit])
    for row in rows.order_by("pk"):
        if row.unit_id == unit.pk:
            known.add((row.activity_id, row.field))
        elif row.field not in _OWN:
            told[row.activity_id][ValueField(row.field)].append(value(row))
    return {
        activity: found
        for activity, fields in told.items()
        if (found := dict(_free(fields, {name for pk, name in known if pk == activity})))
    }


def _free(
    fields: Mapping[ValueField, list[Value]], known: Collection[str]
) -> Iterator[tuple[ValueField, Value]]:
    for field, told in fields.items():
        if field not in known and (stands := rules.standing(told)) is not None:
            yield field, stands


#: What is a site's own: another one's says nothing of it.
_OWN = rules.ADDED | {ValueField.SEASONALITY}


def value(row: ActivityValue) -> Value:
    return Value(
        field=ValueField(row.field),
        unit_id=row.unit_id,
        value=row.value,
        origin=Origin(row.origin),
        certainty=Certainty(row.certainty),
        at=row.at,
        evidence=row.evidence,
        said_by=row.said_by,
    )
