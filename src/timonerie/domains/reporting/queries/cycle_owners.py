"""Whom a step is up to, in words: a post, a site, a firm; never a person."""

from django.utils.translation import gettext as _

from timonerie.domains.reporting.models import Cycle, CycleRun, CycleStep, RunStep
from timonerie.domains.sourcing.enums import Side


def place(run: CycleRun) -> str:
    return run.site.name if run.site else _("Société")


def owner(step: RunStep) -> str:
    """Of a step in its passage."""
    if step.side == Side.THEIRS:
        return str((step.provider or step.run.cycle.provider).name)
    return step.seat.name if step.seat else place(step.run)


def owner_said(step: CycleStep, cycle: Cycle) -> str:
    """The same, of a step before any passage."""
    if step.side == Side.THEIRS:
        return str((step.provider or cycle.provider).name)
    return step.seat.name if step.seat else _("le site")
