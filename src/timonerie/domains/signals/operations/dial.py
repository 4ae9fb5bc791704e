"""How many alerts a company accepts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.signals.enums import JobKind
from timonerie.domains.signals.models import Dial
from timonerie.domains.signals.queries import dials
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.jobs import operations as jobs


def put(
    *,
    by: Actor,
    at: datetime,
    alerts_a_week: float,
    allows_more: bool = False,
    version: int | None = None,
) -> Dial:
    """Set the dial; the signals follow in a job.

    Raises:
        Refused: out of 0.01 to 50.
        Conflict: somebody set it since `version`.
    """
    by.require("signal.dial")
    if not dials.LEAST <= alerts_a_week <= dials.MOST:
        raise Refused(_("Choisissez entre 0,01 et 50 alertes par semaine."), field="alerts_a_week")
    values = {"alerts_a_week": float(alerts_a_week), "allows_more": allows_more}
    with transaction.atomic():
        dial, created = Dial.objects.get_or_create(
            defaults={"alerts_a_week": dials.DEFAULT, "allows_more": False}
        )
        made = changes.replace(dial, version=None if created else version, values=values)
        if made:
            audit.record(
                by=by, at=at, act="dial.set", kind="dial", public_id=dial.public_id, detail=made
            )
            jobs.put_off(by=by, kind=JobKind.WATCH, key=at.isoformat(), payload={}, at=at)
    return dial
