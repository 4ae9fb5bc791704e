"""What stands behind a trail: its length, its last checkpoint, its last whole verification."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from timonerie.foundations.audit import checkpoints
from timonerie.foundations.audit.checkpoints import Checkpoint
from timonerie.foundations.audit.models import Event, Head
from timonerie.foundations.jobs import planned
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest

Pair = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """`wrong` says in words what was found, and is empty when all holds."""

    pairs: list[Pair]
    wrong: str = ""


def of(request: CompanyRequest) -> Standing:
    """A quick look, with the result of the verification of the last hour."""
    head = Head.objects.filter(company_id=request.company.pk).first()
    job = Job.objects.filter(kind=planned.CHECKPOINT, key=planned.KEY).first()
    wrong = job.error if job is not None and job.state == JobState.FAILED else ""
    try:
        last = checkpoints.last(checkpoints.read(checkpoints.path(request.company.public_id)))
    except checkpoints.Unreadable as error:
        last, wrong = None, wrong or str(error)
    if last is not None and not _still_holds(request.company.pk, last):
        wrong = wrong or _("la piste n’est plus celle du dernier point de contrôle")
    pairs = [
        {"term": _("Événements"), "detail": formats.number(head.seq if head else 0)},
        {"term": _("Dernier point de contrôle"), "detail": _point(request, last)},
        {"term": _("Dernière vérification entière"), **_verified(request, job, wrong)},
    ]
    return Standing(pairs, wrong)


def _still_holds(company_id: int, last: Checkpoint) -> bool:
    return Event.objects.filter(company_id=company_id, seq=last.seq, hash=last.hash).exists()


def _point(request: CompanyRequest, last: Checkpoint | None) -> str:
    if last is None:
        return _("aucun pour l’instant : le premier s’écrit dans l’heure qui suit le démarrage")
    at = formats.instant(datetime.fromisoformat(last.at), request.company.zone, style="short")
    return _("%(at)s, événement %(seq)s") % {"at": at, "seq": formats.number(last.seq)}


def _verified(request: CompanyRequest, job: Job | None, wrong: str) -> Pair:
    if wrong:
        return {"detail": _("piste altérée"), "state": State.MISSED}
    if job is None or job.ended_at is None:
        return {"detail": _("pas encore faite")}
    at = formats.instant(job.ended_at, request.company.zone, style="short")
    return {"detail": _("intacte, %(at)s") % {"at": at}, "state": State.MET}
