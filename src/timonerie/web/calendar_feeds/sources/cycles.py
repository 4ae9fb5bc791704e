"""The steps of the cycles that are still to do, on the day they are due."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.reporting.models import RunStep
from timonerie.domains.reporting.queries import cycle_dues, cycle_owners
from timonerie.web import cycle_words
from timonerie.web.calendar_feeds.registry import Event, Reader, Shared, register

PAST = timedelta(days=90)
"""How long a step that nobody did stays in a calendar."""


@register(permission="cycle.read")
def steps(reader: Reader) -> Iterator[Event]:
    """One a step: done, it leaves; late before it, it moves."""
    for one in cycle_dues.upcoming(reader.actor, on=reader.on):
        if one.due_on >= reader.on - PAST:
            yield _event(reader, one)


def _event(reader: Reader, one: RunStep) -> Event:
    run, slug = one.run, reader.company.slug
    words = {"step": one.title, "place": cycle_owners.place(run)}
    told = {"cycle": run.cycle.title, "period": cycle_words.period(run)}
    about = _("%(cycle)s, %(period)s") % told
    return Event(
        key=f"cycle-step-{one.public_id}",
        day=one.due_on,
        title=_("%(step)s : %(place)s") % words,
        text="\n".join((about, *_held_by(one))),
        path=reverse("cycle-run", args=[slug, run.public_id]),
        rings=one.side == "ours",
        shared=Shared(
            key=f"{run.cycle_id} {one.key} {about}",
            what=one.title,
            place=words["place"],
            text=about,
            path=reverse("cycle", args=[slug, run.cycle.public_id]),
        ),
    )


def _held_by(one: RunStep) -> Iterator[str]:
    """Whose step it is, where the title does not say it."""
    owner = cycle_owners.owner(one)
    if owner != cycle_owners.place(one.run):
        yield owner
