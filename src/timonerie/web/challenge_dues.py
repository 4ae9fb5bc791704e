"""What a rung of a challenge waits for on a day, in the words of the page and of the mail."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.utils.translation import gettext as _

from timonerie.domains.challenge.models import ChallengeStep
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.foundations.wording import formats

WEEK = timedelta(days=7)


class Wait(Enum):
    """From what presses least to what presses most."""

    AWAITED = 1
    UNSENT = 2
    MEETS = 3
    LATE = 4


@dataclass(frozen=True)
class Due:
    """`since` says since when, or for when, where the title does not."""

    wait: Wait
    title: str
    since: str = ""


def of(step: ChallengeStep, *, on: date) -> Due | None:
    """A rung that nobody answered, read with its letters. None where nothing falls within the
    week."""
    words = {"provider": step.challenge.provider.name, "rung": step.get_rung_display()}
    if step.meets_on is not None and on <= step.meets_on <= on + WEEK:
        words["day"] = formats.day(step.meets_on, style="short")
        return Due(Wait.MEETS, _("Réunion avec %(provider)s le %(day)s") % words)
    if queries.to_send([step]):
        day = {"day": formats.day(step.taken_on, style="short")}
        told = _("Lettre à envoyer à %(provider)s : %(rung)s") % words
        return Due(Wait.UNSENT, told, _("préparée le %(day)s") % day)
    day = {"day": formats.day(step.due_on, style="short")}
    if step.due_on < on:
        told = _("%(provider)s n’a pas répondu : %(rung)s") % words
        return Due(Wait.LATE, told, _("attendue le %(day)s") % day)
    if step.due_on <= on + WEEK:
        told = _("%(provider)s doit répondre : %(rung)s") % words
        return Due(Wait.AWAITED, told, _("pour le %(day)s") % day)
    return None
