"""Reads of the records of personal data, as far as a reader reaches."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from timonerie.domains.contracts.models import Contract, FurtherProcessor, ProcessingRecord
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.contracts.rules import processing as rules
from timonerie.domains.contracts.rules.processing import Gap
from timonerie.domains.sourcing.enums import DataKind, LineKind, ValueField
from timonerie.domains.sourcing.models import ActivityValue
from timonerie.domains.sourcing.queries import statements
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Recorded:
    """A record, its further processors, and what it does not say."""

    record: ProcessingRecord
    processors: tuple[FurtherProcessor, ...]
    gaps: tuple[Gap, ...]
    asked: int


def visible_to(actor: Actor, *, on: date) -> "QuerySet[ProcessingRecord]":
    rows: QuerySet[ProcessingRecord] = ProcessingRecord.objects.select_related(
        "provider", "contract"
    )
    ids = reaching.provider_ids(actor, on=on)
    return rows if ids is None else rows.filter(provider_id__in=ids)


def register(actor: Actor, *, on: date) -> list[Recorded]:
    """The records that are not archived, by provider; two queries and the reach."""
    rows = visible_to(actor, on=on).filter(archived_at__isnull=True)
    rows = rows.prefetch_related("further_processors").order_by("provider__name", "pk")
    return [recorded(row) for row in rows]


def recorded(record: ProcessingRecord) -> Recorded:
    """One record, with what it misses."""
    processors = tuple(sorted(record.further_processors.all(), key=lambda one: one.name.casefold()))
    names = ("role", *(item.field for item in rules.ITEMS))
    found = rules.gaps(
        {name: getattr(record, name) for name in names},
        authorisations=[one.authorisation for one in processors],
    )
    return Recorded(record, processors, tuple(found), rules.asked(record.role))


def prefilled(contract: Contract) -> dict[str, str]:
    """What the statement of work and the activities of a contract already say, by field."""
    said = _from_statement(contract)
    activities = contract.entrusted_activities.select_related("activity").order_by("pk")
    names = [one.activity.name for one in activities]
    if names:
        said.setdefault("subject", ", ".join(names)[: rules.LONGEST])
    told = _data([one.activity_id for one in activities])
    if told:
        said.setdefault("data_kinds", told)
    return said


def _from_statement(contract: Contract) -> dict[str, str]:
    version = contract.statement_version
    if version is None:
        return {}
    lines = [one for one in statements.lines_in(version) if one.kind == LineKind.PRIVACY]
    return rules.drafted([_line(one.title, one.text, one.values) for one in lines])


def _line(title: str, text: str, values: Any) -> dict[str, Any]:
    return {"title": title, "text": text, **values}


def _data(activities: list[int]) -> str:
    """The kinds of data that these activities handle, in words."""
    rows = ActivityValue.objects.filter(activity_id__in=activities, field=ValueField.DATA)
    kinds = {one for row in rows for one in (row.value if isinstance(row.value, list) else [])}
    return ", ".join(str(one.label) for one in DataKind if one.value in kinds)
