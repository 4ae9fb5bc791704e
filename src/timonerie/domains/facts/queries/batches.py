"""Which files a reader may see, and where their work stands."""

from django.db.models import QuerySet
from django.utils import timezone

from timonerie.domains.facts.models import ImportBatch, Source
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job


def visible_to(actor: Actor) -> "QuerySet[ImportBatch]":
    """A provider sees the files of its own sources; a reader of some sites, or of some functions,
    the files they dropped: a file may speak of all of them."""
    rows: QuerySet[ImportBatch] = ImportBatch.objects.select_related("source", "mapping", "blob")
    seen = reach(actor, on=timezone.localdate())
    if seen.provider_ids is not None:
        rows = rows.filter(source__provider_id__in=seen.provider_ids)
    if seen.unit_ids is not None or seen.function_ids is not None:
        rows = rows.filter(user_id=actor.user_id)
    return rows


def sources(actor: Actor) -> "QuerySet[Source]":
    """The sources that a reader may feed; of some sites or functions, those they fed already: the
    name of another says what others measure."""
    rows: QuerySet[Source] = Source.objects.filter(archived_at__isnull=True).order_by("name")
    seen = reach(actor, on=timezone.localdate())
    if seen.provider_ids is not None:
        rows = rows.filter(provider_id__in=seen.provider_ids)
    if seen.unit_ids is not None or seen.function_ids is not None:
        mine = ImportBatch.objects.filter(user_id=actor.user_id)
        rows = rows.filter(pk__in=mine.values("source_id"))
    return rows


def running(batch: ImportBatch) -> Job | None:
    """The work under way on a batch, or the last one when it failed."""
    return (
        Job.objects.filter(key=str(batch.public_id))
        .exclude(state=JobState.DONE)
        .order_by("-created_at")
        .first()
    )
