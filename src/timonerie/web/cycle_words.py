"""The words of the cycles, for every page and every door that shows them."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.reporting.cycle_enums import DueBase, StepState
from timonerie.domains.reporting.cycle_sentences import period as period
from timonerie.domains.reporting.models import CycleStep, RunStep
from timonerie.domains.reporting.queries import cycle_standings
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State


def rule(step: CycleStep) -> str:
    """« 2 jours ouvrés après l’étape précédente »."""
    if step.base == DueBase.DAY:
        return _("le %(day)s du mois, ou le jour ouvré d’avant") % {"day": step.days}
    if step.base == DueBase.NEXT_MONTH:
        return _("le %(day)s du mois suivant, ou le jour ouvré d’avant") % {"day": step.days}
    if step.days == 0:
        return {
            DueBase.START: _("le premier jour ouvré"),
            DueBase.END: _("le dernier jour ouvré de la période"),
            DueBase.PREVIOUS: _("le jour de l’étape précédente"),
        }[DueBase(step.base)]
    told = {"n": formats.number(abs(step.days)), "from": _FROM[DueBase(step.base)]()}
    if step.days < 0:
        return (
            ngettext(
                "%(n)s jour ouvré avant %(from)s", "%(n)s jours ouvrés avant %(from)s", -step.days
            )
            % told
        )
    return (
        ngettext("%(n)s jour ouvré après %(from)s", "%(n)s jours ouvrés après %(from)s", step.days)
        % told
    )


_FROM = {
    DueBase.START: lambda: _("le début"),
    DueBase.END: lambda: _("la fin de la période"),
    DueBase.PREVIOUS: lambda: _("l’étape précédente"),
}


def state(step: RunStep, *, today: date) -> State | None:
    """None for what is still to come."""
    if step.state == StepState.WAIVED:
        return State.NO_OBJECT
    if cycle_standings.is_overdue(step, today=today):
        return State.MISSED
    if step.done_on is None:
        return None
    return State.WATCH if step.done_on > step.due_on else State.MET


_WORDS: dict[State | None, Callable[[], str]] = {
    State.NO_OBJECT: lambda: _("sans objet"),
    State.MISSED: lambda: _("en retard"),
    State.MET: lambda: _("faite"),
    State.WATCH: lambda: _("faite en retard"),
    None: lambda: _("attendue"),
}
_WITH_DAY: dict[State | None, Callable[[], str]] = {
    State.MISSED: lambda: _("en retard depuis le %(day)s"),
    State.MET: lambda: _("faite le %(day)s"),
    State.WATCH: lambda: _("faite en retard le %(day)s"),
    None: lambda: _("attendue le %(day)s"),
}


def word(step: RunStep, *, today: date) -> str:
    """How it stands without its day: « faite », « attendue », « en retard »."""
    return _WORDS[state(step, today=today)]()


def day(step: RunStep) -> str:
    """The day it was done, or is due; empty where it has no object."""
    if step.state == StepState.WAIVED:
        return ""
    return formats.day(step.done_on or step.due_on, style="short")


def standing(step: RunStep, *, today: date) -> str:
    """« faite le 20 mars », « attendue le 25 mars », « en retard depuis le 25 mars »."""
    told = _WITH_DAY.get(state(step, today=today))
    return told() % {"day": day(step)} if told else word(step, today=today)


def counts(step: RunStep) -> str:
    """« 3 reprises sur 40 », empty where nobody counted."""
    if step.redone is None:
        return ""
    told = {"n": formats.number(step.redone), "all": formats.number(step.items or 0)}
    if step.items is not None:
        return (
            ngettext("%(n)s reprise sur %(all)s", "%(n)s reprises sur %(all)s", step.redone) % told
        )
    return ngettext("%(n)s reprise", "%(n)s reprises", step.redone) % told
