"""What every write of the statements of work checks alike, and the trace that it leaves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.domains.sourcing.operations.checks import OutOfReach
from timonerie.domains.sourcing.queries import reaching
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def require_open(by: Actor, *, at: datetime, statement: StatementOfWork) -> None:
    """Raises OutOfReach beyond the writer's mandate; Refused for an archived statement."""
    require_reach(by, at=at, statement=statement)
    if statement.archived_at is not None:
        raise Refused(_("Ce cahier est archivé : reprenez-le d’abord depuis sa page."))


def require_reach(by: Actor, *, at: datetime, statement: StatementOfWork) -> None:
    rows = reaching.statements(by, on=timezone.localdate(at))
    if not rows.filter(pk=statement.pk).exists():
        raise OutOfReach(_("Votre mandat ne va pas jusque-là : demandez à la direction."))


def stamp(statement: StatementOfWork) -> None:
    """Its lines change: who approves what they saw before then is told."""
    rows = StatementOfWork.objects.filter(pk=statement.pk)
    rows.update(version=F("version") + 1)
    statement.version += 1


def audited(
    by: Actor, at: datetime, act: str, statement: StatementOfWork, detail: Mapping[str, Any]
) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="statement",
        public_id=statement.public_id,
        detail=detail,
    )
