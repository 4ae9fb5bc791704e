"""Files that come with a report: kept as they came, never opened, given back as they are."""

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from timonerie.domains.contracts.operations import duty_files
from timonerie.domains.reporting.models import DueReport, ReportFile, ReportFiling
from timonerie.domains.reporting.operations.report_checks import audited
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.sourcing.operations.offer_papers import NotTaken, Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import discards
from timonerie.foundations.documents.connectors.base import MEGABYTE

MOST_FILES, MOST_BYTES = 20, 100 * MEGABYTE
"""Of one report, all its versions."""
KINDS = duty_files.KINDS


def keep(
    *, by: Actor, at: datetime, due: DueReport, received: Received, field: str = ""
) -> ReportFile:
    """Join a file to the draft, inside a transaction. The same file twice is one.

    Raises NotTaken: its kind, its weight, one too many, a field that takes no file; FileRefused."""
    taken = {one.code for one in report_readings.fields_of(due) if one.kind == "file"}
    if field and field not in taken:
        raise NotTaken(_("Ce champ ne prend pas de fichier."), field="field")
    _require_left(due, received.size)
    kept = duty_files.keep(by=by, at=at, received=received)
    made, is_new = ReportFile.objects.get_or_create(
        due=due,
        blob=kept.blob,
        filing=None,
        defaults={"field": field, "file_name": kept.name, "added_by": by.name, "at": at},
    )
    if is_new:
        audited(by, at, "report.file_added", due)
    return made


def remove(*, by: Actor, at: datetime, file: ReportFile) -> None:
    """Take a file of the draft away, inside a transaction: as if it never came."""
    due, blob = file.due, file.blob
    file.delete()
    discards.discard(blob=blob, received_at=file.at)
    audited(by, at, "report.file_removed", due)


def hand_over(due: DueReport, filing: ReportFiling) -> list[ReportFile]:
    """Those of the draft become those of a version; inside a transaction."""
    rows = ReportFile.objects.filter(due=due, filing__isnull=True)
    found = list(rows.select_related("blob").order_by("pk"))
    rows.update(filing=filing)
    return found


def _require_left(due: DueReport, size: int) -> None:
    rows = ReportFile.objects.filter(due=due)
    total = rows.aggregate(total=Sum("blob__size"))["total"] or 0
    if rows.count() >= MOST_FILES or total + size > MOST_BYTES:
        raise NotTaken(
            _(
                "Ce rapport a déjà reçu 20 fichiers ou 100 Mo : c’est la limite. Remettez le"
                " reste autrement."
            ),
            field="file",
        )
