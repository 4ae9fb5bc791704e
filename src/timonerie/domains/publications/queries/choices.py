"""What each person chose to receive, and when they are away."""

from datetime import date

from timonerie.domains.publications.models import Absence, MessageChoice
from timonerie.foundations.accounts.actors import Actor


def of_user(user_id: int | None) -> MessageChoice:
    """What they chose; the usual choice, never saved, where they said nothing."""
    number = user_id or 0
    found = MessageChoice.objects.filter(user_id=number).first()
    return found or MessageChoice(user_id=number, version=0)


def all_choices() -> dict[int, MessageChoice]:
    """Those that were said, by user."""
    return {one.user_id: one for one in MessageChoice.objects.all()}


def absences_of(actor: Actor, *, on: date) -> list[Absence]:
    """Their own that are not over, the next first."""
    rows = Absence.objects.all().to_come(on=on).filter(user_id=actor.user_id or 0)
    return list(rows.select_related("deputy").order_by("start_date", "pk"))


def away(*, on: date) -> dict[int, Absence]:
    """Who is away on a day, by user; of two absences, the last declared."""
    rows = Absence.objects.all().around(on=on).order_by("declared_at", "pk")
    return {one.user_id: one for one in rows}
