"""What the company means to become: said by its director, kept with its day."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.clause_enums import Project
from timonerie.domains.contracts.models import CompanyProject
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

MOST_MONTHS = 120
#: The projects that have a day to come.
TIMED = frozenset({Project.SELL, Project.BUY, Project.HAND_OVER})


def say(
    *, by: Actor, at: datetime, project: str, start_date: date, months: int | None = None
) -> CompanyProject:
    """Say the project from a day on; what stands already on that day is not written again.

    Raises:
        Refused: no such project, or months that it cannot have.
    """
    by.require("project.write")
    _check(project, months)
    last = CompanyProject.objects.latest_first().filter(start_date__lte=start_date).first()
    if last is not None and (last.project, last.months) == (project, months):
        return last
    with transaction.atomic():
        made = CompanyProject.objects.create(
            project=project,
            months=months,
            start_date=start_date,
            said_by=by.name,
            user_id=by.user_id,
            said_at=at,
        )
        told = {} if months is None else {"months": months}
        audit.record(
            by=by,
            at=at,
            act="project.said",
            kind="project",
            public_id=made.public_id,
            detail={"project": project, "start_date": start_date.isoformat(), **told},
        )
    return made


def _check(project: str, months: int | None) -> None:
    if project not in Project.values:
        raise Refused(_("Choisissez l’un des projets proposés."), field="project")
    if months is None:
        return
    if project not in TIMED:
        raise Refused(
            _("Ce projet n’a pas d’échéance : laissez le nombre de mois vide."), field="months"
        )
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(_("Donnez un nombre de mois de 1 à 120."), field="months")
