"""What is said of an incident, and what of it cannot stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import IncidentSeverity, IncidentSide
from timonerie.domains.facts.rules.incidents import effects, money, touching
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Person, Provider, Seat, Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

MOST_PERIODS = 12


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What happened, to whom. `cost` is in the smallest unit of `currency` (ISO 4217)."""

    what: str
    more: str = ""
    known_at: datetime
    told_at: datetime | None = None
    ended_at: datetime | None = None
    cause: str = ""
    side: str = IncidentSide.UNKNOWN
    severity: str = IncidentSeverity.MINOR
    units: tuple[Unit, ...] = ()
    provider: Provider | None = None
    activity: Activity | None = None
    team: Unit | None = None
    cost: int | None = None
    currency: str = ""

    def values(self) -> dict[str, Any]:
        """By field of the incident; the sites stand in rows of their own."""
        found = {name: value for name, value in vars(self).items() if name != "units"}
        found["what"], found["more"] = _line(self.what), _line(self.more)
        found["currency"] = self.currency if self.cost is not None else ""
        return found


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What is done about it: by whom, for when, since when, and what should get better."""

    action: str = ""
    owner_seat: Seat | None = None
    owner_person: Person | None = None
    due_date: date | None = None
    action_on: date | None = None
    indicator: str = ""
    periods: int = effects.LEAST

    def values(self) -> dict[str, Any]:
        return {**vars(self), "action": _line(self.action)}


def check_statement(said: Statement, *, at: datetime) -> None:
    """Raises Refused, naming the argument."""
    if not _line(said.what):
        raise Refused(_("Dites en une ligne ce qui s’est passé."), field="what")
    if said.known_at > at:
        raise Refused(_("Cet instant n’est pas encore venu."), field="known_at")
    if said.told_at is not None and said.told_at > at:
        raise Refused(_("Cet instant n’est pas encore venu."), field="told_at")
    if said.told_at is not None and said.told_at < said.known_at:
        raise Refused(_("On ne peut pas l’avoir dit avant de le savoir."), field="told_at")
    if said.ended_at is not None and said.ended_at < said.known_at:
        raise Refused(_("La fin vient après le moment où il était connu."), field="ended_at")
    if any(unit.kind != UnitKind.SITE for unit in said.units):
        raise Refused(_("Ce qui est touché est un site, pas une autre unité."), field="units")
    if said.team is not None and said.team.kind != UnitKind.TEAM:
        raise Refused(_("Cette unité n’est pas une équipe."), field="team")
    if said.cost is not None and said.cost < 0:
        raise Refused(_("Le coût est un nombre positif."), field="cost")
    if said.cost is not None and not money.is_known(said.currency):
        raise Refused(_("Donnez la devise en trois lettres : EUR."), field="currency")


def check_remedy(said: Remedy, *, known_at: datetime) -> None:
    """Raises Refused, naming the argument."""
    if said.owner_seat is not None and said.owner_person is not None:
        raise Refused(_("Un poste ou une personne la porte, pas les deux."), field="owner_person")
    if said.action_on is not None and not _line(said.action):
        raise Refused(_("Dites d’abord ce qui est fait."), field="action")
    if said.action_on is not None and said.action_on < timezone.localdate(known_at):
        raise Refused(_("L’action vient après l’incident."), field="action_on")
    if not effects.LEAST <= said.periods <= MOST_PERIODS:
        raise Refused(
            _("L’observation va de %(least)s à %(most)s mois.")
            % {"least": effects.LEAST, "most": MOST_PERIODS},
            field="periods",
        )


def require_reach(
    by: Actor,
    *,
    at: datetime,
    units: Collection[Unit],
    provider: Provider | None,
    activity: Activity | None,
    team: Unit | None,
) -> None:
    """An incident that its writer could not read again cannot be written by them.

    Raises:
        Refused: it must name what the writer's mandate is about.
    """
    seen = reach(by, on=timezone.localdate(at))
    touched = [*units, team] if team is not None else [*units]
    if touching.is_reached(
        units=[one.pk for one in touched],
        provider=None if provider is None else provider.pk,
        function=None if activity is None else activity.function_id,
        unit_ids=seen.unit_ids,
        provider_ids=seen.provider_ids,
        function_ids=seen.function_ids,
    ):
        return
    if seen.provider_ids is not None:
        raise Refused(_("Choisissez un prestataire de votre mandat."), field="provider")
    if seen.unit_ids is not None:
        raise Refused(_("Choisissez un site ou une équipe de votre mandat."), field="units")
    raise Refused(_("Choisissez une activité de votre mandat."), field="activity")


def _line(text: str) -> str:
    return " ".join(text.split())
