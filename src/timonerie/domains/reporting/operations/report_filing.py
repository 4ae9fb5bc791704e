"""Answering a report: a draft kept, a version handed in, never changed afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport, ReportDraft, ReportFile, ReportFiling
from timonerie.domains.reporting.operations import report_checks as checks
from timonerie.domains.reporting.operations import report_files
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.report_enums import Filed, Stage
from timonerie.domains.reporting.rules import report_values
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor

LONGEST_COMMENT = 4000
OPEN = (Stage.AWAITED, Stage.RETURNED, Stage.FILED, Stage.ACCEPTED)
"""Stages in which a version may be handed in: once there is one, the next is a correction."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """Texts by field, a comment, and why a version is handed in again."""

    values: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    reason: str = ""


class Unread(Refused):
    """Values that cannot stand: `faults` says each, by field."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        code, message = faults[0]
        super().__init__(message, field=code)
        self.faults = tuple(faults)


def save(
    *, by: Actor, at: datetime, due: DueReport, version: int | None, given: Given
) -> ReportDraft:
    """Keep a draft of an account; raises as `keep`."""
    by.require("report.write")
    checks.require_reach(by, at=at, due=due)
    _require_author(by, due)
    with transaction.atomic():
        return keep(by=by, at=at, due=checks.locked(due), version=version, given=given)


def file(
    *,
    by: Actor,
    at: datetime,
    due: DueReport,
    given: Given,
    way: Filed = Filed.ACCOUNT,
    version: int | None = None,
) -> ReportFiling:
    """Hand a version in. Raises as `hand_in`; Refused for what is not theirs to answer."""
    by.require("report.write")
    checks.require_reach(by, at=at, due=due)
    checks.require_side(by, due)
    with transaction.atomic():
        row = checks.locked(due)
        made = hand_in(
            by=by,
            at=at,
            due=row,
            given=given,
            way=way,
            version=version,
            is_author=not checks.is_client(by, row),
        )
    due.stage, due.version = row.stage, row.version
    return made


def keep(
    *, by: Actor, at: datetime, due: DueReport, version: int | None, given: Given
) -> ReportDraft:
    """Keep a draft, inside a transaction that holds the report. `version` is that of the draft that
    its author saw, 0 for none.

    Values are kept as they were typed, and read when they are handed in.

    Raises Refused; Conflict: saved from elsewhere since."""
    require_open(due)
    _require_short(given)
    values = {
        "values": report_values.typed(report_readings.fields_of(due), given.values),
        "comment": given.comment.strip(),
        "reason": given.reason.strip(),
    }
    draft, is_new = ReportDraft.objects.get_or_create(due=due, defaults={**values, "saved_at": at})
    if not is_new and changes.replace(draft, version=version, values=values):
        ReportDraft.objects.filter(pk=draft.pk).update(saved_at=at)
        draft.saved_at = at
    if is_new:
        checks.audited(by, at, "report.begun", due)
    return draft


def hand_in(
    *,
    by: Actor,
    at: datetime,
    due: DueReport,
    given: Given,
    way: Filed,
    version: int | None = None,
    is_author: bool = True,
) -> ReportFiling:
    """Write the next version, inside a transaction that holds the report; it waits for the client.
    The draft and its files go with it where its author hands it in; they stay where somebody types
    it for them.

    Raises Unread: a value that cannot stand; Refused: empty, without a reason where it is a
    correction, or closed; Conflict."""
    require_open(due)
    _require_short(given)
    values = read(due, given.values)
    number = ReportFiling.objects.filter(due=due).count() + 1
    _require_filled(due, values, given, number, counts_files=is_author)
    checks.stage(due, version=version, to=Stage.FILED)
    filing: ReportFiling = ReportFiling.objects.create(
        due=due,
        number=number,
        values=values,
        comment=given.comment.strip(),
        reason=" ".join(given.reason.split()) if number > 1 else "",
        way=way,
        came_on=timezone.localdate(at),
        filed_by=by.name,
        user_id=by.user_id,
        at=at,
    )
    joined = report_files.hand_over(due, filing) if is_author else []
    if is_author:
        ReportDraft.objects.filter(due=due).delete()
    told: dict[str, Any] = {"number": number, "answers": len(values)}
    if joined:
        told["sha256"] = [one.blob.sha256 for one in joined]
    checks.audited(by, at, "report.filed", due, told)
    return filing


def attach(
    *, by: Actor, at: datetime, due: DueReport, received: Received, field: str = ""
) -> ReportFile:
    """Join a file to the draft of an account. Raises as `report_files.keep`; Refused."""
    _require_drafting(by, at, due)
    with transaction.atomic():
        row = checks.locked(due)
        require_open(row)
        return report_files.keep(by=by, at=at, due=row, received=received, field=field)


def detach(*, by: Actor, at: datetime, file: ReportFile) -> None:
    """Take a file of the draft away. Raises Refused."""
    _require_drafting(by, at, file.due)
    if file.filing_id is not None:
        raise Refused(_("Ce fichier est remis : il ne s’enlève plus."))
    with transaction.atomic():
        report_files.remove(by=by, at=at, file=file)


def _require_drafting(by: Actor, at: datetime, due: DueReport) -> None:
    by.require("report.write")
    checks.require_reach(by, at=at, due=due)
    checks.require_side(by, due)
    _require_author(by, due)


def mark_sent(*, by: Actor, at: datetime, due: DueReport, on: date) -> ReportFiling:
    """Say on which day what our side owed was handed in. Raises Refused: not ours, a day that has
    not come or stands before the period, said already."""
    by.require("report.write")
    checks.require_reach(by, at=at, due=due)
    with transaction.atomic():
        return mark(by=by, at=at, due=checks.locked(due), on=on)


def mark(*, by: Actor, at: datetime, due: DueReport, on: date) -> ReportFiling:
    """The same, inside a transaction, by whoever holds a link."""
    if due.side != Side.OURS:
        raise Refused(_("C’est le prestataire qui remet ce rapport."))
    if due.stage not in (Stage.AWAITED, Stage.RETURNED):
        raise Refused(_("C’est déjà noté."))
    if on > timezone.localdate(at):
        raise Refused(_("Cette date n’est pas encore venue."), field="on")
    if (due.due_date - on).days > checks.LONGEST_REASON:
        raise Refused(_("Cette date est trop loin de la période : vérifiez l’année."), field="on")
    number = ReportFiling.objects.filter(due=due).count() + 1
    checks.stage(due, version=None, to=Stage.ACCEPTED)
    made: ReportFiling = ReportFiling.objects.create(
        due=due,
        number=number,
        reason="" if number == 1 else str(_("Date corrigée")),
        way=Filed.MARK,
        came_on=on,
        filed_by=by.name,
        user_id=by.user_id,
        at=at,
    )
    checks.audited(by, at, "report.marked", due, {"to": on.isoformat()})
    return made


def require_open(due: DueReport) -> None:
    """Raises Refused once it is refused for good, or said without activity."""
    if due.stage not in OPEN:
        raise Refused(_("Ce rapport est clos : demandez qu’il soit rouvert."))


def read(due: DueReport, given: Mapping[str, str]) -> dict[str, str]:
    """The values that stand. Raises Unread, with all that does not."""
    fields = report_readings.fields_of(due)
    values, wrong = report_values.cleaned(fields, given)
    if wrong:
        by = {one.code: one for one in fields}
        raise Unread([(one.field, report_sentences.wrong(by.get(one.field), one)) for one in wrong])
    return values


def _require_author(by: Actor, due: DueReport) -> None:
    if checks.is_client(by, due):
        raise Refused(_("Seul qui doit ce rapport en garde le brouillon."))


def _require_short(given: Given) -> None:
    if len(given.comment) > LONGEST_COMMENT:
        raise Refused(_("Restez sous 4 000 caractères."), field="comment")
    if len(given.reason) > checks.LONGEST_REASON:
        raise Refused(_("Restez sous 500 caractères."), field="reason")


def _require_filled(
    due: DueReport, values: Mapping[str, str], given: Given, number: int, *, counts_files: bool
) -> None:
    has_files = counts_files and due.files.filter(filing__isnull=True).exists()
    if not values and not given.comment.strip() and not has_files:
        raise Refused(_("Ce rapport est vide : remplissez un champ, commentez ou joignez."))
    if number > 1 and not given.reason.strip():
        raise Refused(
            _("Une version a déjà été remise : dites pourquoi vous la corrigez."), field="reason"
        )
