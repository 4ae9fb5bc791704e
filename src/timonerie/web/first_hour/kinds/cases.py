"""An export of cases: tickets, payslips, invoices, whatever has a number and an instant."""

import re
from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.facts.enums import INSTANTS, Field
from timonerie.domains.facts.models import BatchState, ImportBatch
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.rules import drafts
from timonerie.foundations.documents.connectors import xes
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, Outcome, counted
from timonerie.web.first_hour.sheet.shapes import Asked

_LIKELY, _POSSIBLE = 0.65, 0.3
_DATES = re.compile(r"[\s_-]*\(?\d[\d\s_.-]*\)?$")


def columns(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> float:
    """A case has a number and at least one instant, which its cells must show."""
    draft = drafts.draft(titles, lines, "csv")
    found = {one.field for one in draft.proposals}
    if Field.CASE not in found:
        return 0.0
    return _LIKELY if found & {Field.EVENT, *INSTANTS} else _POSSIBLE


def source_name(file_name: str) -> str:
    """« tickets 2026-03.csv » and « tickets 2026-04.csv » come from one source, « tickets »."""
    stem = file_name.rsplit(".", 1)[0]
    return _DATES.sub("", stem).strip() or stem


def take(asked: Asked, file: Dropped) -> Arrival:
    """Received; its columns are confirmed by a person before anything enters the figures."""
    by, at = asked.actor, timezone.now()
    source = sources.ensure(by=by, at=at, name=source_name(file.name))
    batch = batches.receive(by=by, at=at, source=source, chunks=file.chunks(), file_name=file.name)
    return Arrival(
        name=file.name,
        outcome=Outcome.ASKS,
        kind=str(KIND.label),
        sentence=_("Confirmez ses colonnes : rien n’entre dans vos chiffres avant."),
        url=reverse("import-mapping", args=[asked.slug, batch.public_id]),
        gesture=_("Confirmer les colonnes"),
    )


def known(asked: Asked) -> Known:
    waiting = Q(state__in=(BatchState.RECEIVED, BatchState.READ))
    counts = ImportBatch.objects.aggregate(
        kept=Count("pk", filter=Q(state=BatchState.ACCEPTED)), asking=Count("pk", filter=waiting)
    )
    kept, asking = counts["kept"], counts["asking"]
    url = reverse("imports", args=[asked.slug])
    return Known(
        sentence=counted(ngettext("%(n)s fichier accepté", "%(n)s fichiers acceptés", kept), kept),
        url=url,
        waiting=counted(
            ngettext("%(n)s fichier à confirmer", "%(n)s fichiers à confirmer", asking), asking
        ),
        waiting_url=url,
    )


KIND = Kind(
    code="dossiers",
    label=gettext_lazy("Export de dossiers"),
    asks=gettext_lazy("Tickets, bulletins, factures : tel que l’outil de gestion l’exporte."),
    permission="import.write",
    take=take,
    known=known,
    head=xes.sniff,
    columns=columns,
)
KINDS = (KIND,)
