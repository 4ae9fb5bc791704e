"""Steps of the shared cycles that were late, of the provider and of our own sites alike: what one
side says of the other is answered with its own days."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.queries.chronology.registry import register
from timonerie.domains.challenge.queries.chronology.shapes import MOST, Asked, Entry
from timonerie.domains.organisation.models import Provider
from timonerie.domains.reporting import cycle_sentences
from timonerie.domains.reporting.cycle_enums import RunState, StepState
from timonerie.domains.reporting.models import RunStep
from timonerie.domains.reporting.queries import cycle_owners, cycle_standings, cycles
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats


@register(rank=23)
def steps(asked: Asked) -> Iterator[Entry]:
    """None for who reads no cycle."""
    if not asked.actor.may("cycle.read"):
        return
    reached = cycles.steps_visible_to(asked.actor, on=asked.on)
    for one in _late(reached, asked.provider, asked.on):
        if one.done_on is not None:
            yield _done(one, one.done_on)
        elif _holds(one):
            yield _left(one)


def _late(rows: "QuerySet[RunStep]", provider: Provider, on: date) -> "QuerySet[RunStep]":
    """Theirs, and ours in their cycles; what another provider does there is not told of them."""
    own = Q(provider__isnull=True, run__cycle__provider=provider) | Q(provider=provider)
    whose = Q(side=Side.OURS, run__cycle__provider=provider) | (Q(side=Side.THEIRS) & own)
    late = Q(done_on__gt=F("due_on"), done_on__lte=on) | Q(state=StepState.DUE, due_on__lt=on)
    found = rows.filter(whose).filter(late).order_by("-due_on", "-pk")
    ordered = RunStep.objects.select_related("seat", "provider").order_by("position")
    return found.prefetch_related(Prefetch("run__steps", ordered))[:MOST]


def _holds(step: RunStep) -> bool:
    """Who waits for the step before is not told late."""
    return not cycle_standings.is_out_of_turn(step, step.run.steps.all())


def _done(step: RunStep, day: date) -> Entry:
    days = (day - step.due_on).days
    fact = ngettext(
        "Étape faite %(n)s jour après son jour : %(step)s",
        "Étape faite %(n)s jours après son jour : %(step)s",
        days,
    )
    words = {"n": formats.number(days), "step": _named(step)}
    return _entry(step, day, fact % words)


def _left(step: RunStep) -> Entry:
    """Told on the first day that passed without it."""
    words = {"step": _named(step)}
    if step.run.state == RunState.CLOSED:
        fact = _("Étape jamais faite, passage clos : %(step)s") % words
    else:
        fact = _("Étape toujours pas faite : %(step)s") % words
    return _entry(step, step.due_on + timedelta(days=1), fact)


def _entry(step: RunStep, day: date, fact: str) -> Entry:
    is_theirs = step.side == Side.THEIRS
    return Entry(
        day=day,
        kind=_("étape du prestataire") if is_theirs else _("étape de notre part"),
        fact=fact,
        proof=_proof(step),
        key=f"step:{step.public_id}",
    )


def _named(step: RunStep) -> str:
    """« Variables de paie (Lyon), Paie du mois, mars 2026 »."""
    run = step.run
    told = {"step": step.title, "owner": cycle_owners.owner(step), "cycle": run.cycle.title}
    named = _("%(step)s (%(owner)s), %(cycle)s") % told
    place = run.site.name if run.site is not None and step.side == Side.THEIRS else ""
    return ", ".join(part for part in (named, place, cycle_sentences.period(run)) if part)


def _proof(step: RunStep) -> str:
    """The days of the step, what was handed over as a proof, and the last step before it that was
    itself late, whoever did it."""
    told = [_("attendue le %(day)s") % {"day": formats.day(step.due_on)}]
    if step.due_on != step.planned_on:
        told.append(_("prévue le %(day)s") % {"day": formats.day(step.planned_on)})
    if step.given:
        told.append(step.given)
    before = _before(step)
    if before is not None:
        words = {"step": before.title, "owner": cycle_owners.owner(before)}
        told.append(_("suit un retard : %(step)s (%(owner)s)") % words)
    return "\u00a0; ".join(told)


def _before(step: RunStep) -> RunStep | None:
    found = [
        one
        for one in step.run.steps.all()
        if one.position < step.position and one.done_on is not None and one.done_on > one.due_on
    ]
    return found[-1] if found else None
