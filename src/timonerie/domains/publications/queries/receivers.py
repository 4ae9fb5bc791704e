"""Who may be written to today, with the rights of today, and in whose place."""

from dataclasses import dataclass, field
from datetime import date, datetime

from timonerie.domains.organisation.queries import calendars
from timonerie.domains.publications.models import Absence, MessageChoice
from timonerie.domains.publications.queries import choices
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.scope.models import Company

PERMISSION = "digest.read"
LONGEST_CHAIN = 5
"""Deputies of deputies that are followed, at most."""


@dataclass
class Receiver:
    """Somebody who is there; `covers` are those who are away and whom they stand in for, each with
    the absence and what they chose to receive."""

    membership: Membership
    choice: MessageChoice
    covers: list[tuple[Membership, Absence, MessageChoice]] = field(default_factory=list)


def on_day(company: Company, *, on: date) -> list[Receiver]:
    """Those who have access and are there, by name; the first role of those who have several."""
    members = _members(company, on=on)
    chosen, away = choices.all_choices(), choices.away(on=on)
    choice_of = {user: chosen.get(user) or MessageChoice(user_id=user) for user in members}
    found = {
        user: Receiver(one, choice_of[user]) for user, one in members.items() if user not in away
    }
    for user, absence in away.items():
        deputy = _deputy(user, away)
        if user in members and deputy is not None and deputy in found:
            found[deputy].covers.append((members[user], absence, choice_of[user]))
    return sorted(found.values(), key=lambda one: (one.membership.user.name, one.membership.pk))


def closed_days(*, on: date, at: datetime) -> set[date]:
    """The public holidays of the company's calendar, in the year of a day, and the days that it is
    closed."""
    in_force = calendars.timelines(known_at=at)[None]
    hours = next((one.calendar for one in reversed(in_force) if one.start_date <= on), None)
    if hours is None:
        return set()
    return {*hours.holidays_of(on.year), *(one.day for one in hours.closed if one.whole_day)}


def _members(company: Company, *, on: date) -> dict[int, Membership]:
    rows = Membership.objects.in_force(on=on).filter(
        company=company, role__in=policies.roles_with(PERMISSION)
    )
    found: dict[int, Membership] = {}
    for one in rows.select_related("user", "company").order_by("pk"):
        found.setdefault(one.user_id, one)
    return found


def _deputy(user: int, away: dict[int, Absence]) -> int | None:
    """Who stands in; a deputy who is away too has their own."""
    deputy: int | None = user
    for _step in range(LONGEST_CHAIN):
        if deputy is None or deputy not in away:
            return deputy
        deputy = away[deputy].deputy_id
    return None
