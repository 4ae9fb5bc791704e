"""A contract that gathers those of several sites: one level, and never around."""

from datetime import datetime

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contract_checks as checks
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


def require(
    by: Actor, *, at: datetime, frame: Contract | None, order: Contract | None = None
) -> None:
    """Inside a transaction, which holds both rows until its end: two contracts never frame each
    other. Raises Refused for a frame that is an order, or for an order that is a frame."""
    if frame is None or (order is not None and order.frame_id == frame.pk):
        return
    checks.require_reach(by, at=at, provider=frame.provider)
    keys = [one.pk for one in (frame, order) if one is not None]
    rows = Contract.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    held = {one.pk: one for one in rows}
    if order is not None and order.pk == frame.pk:
        raise Refused(_("Un contrat n’est pas son propre cadre."), field="frame")
    if held[frame.pk].archived_at is not None:
        raise Refused(_("Ce contrat cadre est archivé : reprenez-le d’abord."), field="frame")
    if held[frame.pk].frame_id is not None:
        raise Refused(
            _("« %(name)s » dépend déjà d’un contrat cadre : choisissez ce dernier.")
            % {"name": frame},
            field="frame",
        )
    if order is not None and order.orders.exists():
        raise Refused(
            _("D’autres contrats dépendent de celui-ci : il ne peut pas dépendre d’un autre."),
            field="frame",
        )
