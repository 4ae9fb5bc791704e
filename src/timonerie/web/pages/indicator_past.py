"""What happened to an indicator: its versions, and what its charts should say of the months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.performance.models import Indicator
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.wording import formats
from timonerie.web import metric_words
from timonerie.web.access import CompanyRequest
from timonerie.web.chart_events import Note
from timonerie.web.metric_words import Pair


@dataclass(frozen=True)
class Version:
    """`changes` is empty for the first one."""

    number: int
    at: datetime
    by: str
    changes: list[Pair]
    is_current: bool


def versions(request: CompanyRequest, indicator: Indicator) -> list[Version]:
    """The latest first, each with what it changed and who changed it."""
    rows = list(indicator.versions.order_by("number"))
    events = audit.history(
        company_id=request.company.pk, kind="indicator", public_id=indicator.public_id
    )
    defining = ("indicator.create", "indicator.revise")
    actors = {event.at: event.actor for event in events if event.act in defining}
    metrics = [Metric.from_dict(row.document) for row in rows]
    return [
        Version(
            number=row.number,
            at=row.created_at,
            by=actors.get(row.created_at, _("catalogue de Timonerie")),
            changes=metric_words.changes(metrics[rank - 1], metrics[rank]) if rank else [],
            is_current=rank == len(rows) - 1,
        )
        for rank, row in enumerate(rows)
    ][::-1]


def notes(found: Sequence[Version]) -> list[Note]:
    """The versions after the first, and the imports undone, in their months."""
    return [*_versions(found), *_undone()]


def _versions(found: Sequence[Version]) -> Iterator[Note]:
    for version in found:
        if version.number > 1:
            words = {"number": version.number, "day": formats.day(version.at, style="short")}
            yield Note(
                timezone.localdate(version.at).replace(day=1),
                _("définition, version %(number)s") % words,
                _("définition, version %(number)s, enregistrée le %(day)s") % words,
            )


def _undone() -> Iterator[Note]:
    """Where the first facts of each file stood that was taken out."""
    rows = ImportBatch.objects.filter(state="undone", first_date__isnull=False)
    for first, name, at in rows.values_list("first_date", "file_name", "undone_at"):
        if first is None or at is None:
            continue
        yield Note(
            first.replace(day=1),
            _("import annulé"),
            _("import « %(file)s » annulé le %(day)s")
            % {"file": name, "day": formats.day(at, style="short")},
        )
