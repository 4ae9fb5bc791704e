"""Puts the group in place through the operations of the product: nothing is written beside them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from timonerie.cli.demo.activities import INSIDE, ActivityPlan
from timonerie.cli.demo.aims import AIMS, AimPlan
from timonerie.cli.demo.group import ENTITIES, REGIONS, Site
from timonerie.cli.demo.horizon import Horizon, shifted
from timonerie.cli.demo.people import PASSWORD, HoldingPlan, SeatPlan, UserPlan
from timonerie.cli.demo.plan import Plan
from timonerie.domains.organisation.enums import HolderKind, UnitKind
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Establishment,
    LegalEntity,
    Person,
    Provider,
    Seat,
    Unit,
)
from timonerie.domains.organisation.operations import (
    calendars,
    contacts,
    legal,
    mandates,
    members,
    people,
    providers,
    seats,
    units,
)
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import indicators
from timonerie.domains.performance.operations import targets as operations
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

AUDIT = timedelta(days=180)
"""How long an audit lasts."""


@dataclass
class Staffing:
    """What was put in place so far, by code or by name."""

    plan: Plan
    company: Company
    by: Actor
    at: datetime
    units: dict[str, Unit] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    functions: dict[str, BusinessFunction] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        return self.plan.horizon.first

    def everything(self) -> None:
        with transaction.atomic():
            self.functions = {row.code: row for row in BusinessFunction.objects.all()}
            self._sites(self._entities())
            self._providers()
            self._seats()
            self._activities()
            self._aims()
        for user in self.plan.users:
            self._user(user)

    def _entities(self) -> dict[str, LegalEntity]:
        entities: dict[str, LegalEntity] = {}
        for entity in ENTITIES:
            entities[entity.siren] = legal.add_entity(
                by=self.by,
                at=self.at,
                name=entity.name,
                siren=entity.siren,
                parent=entities.get(entity.parent or ""),
            )
        return entities

    def _sites(self, entities: dict[str, LegalEntity]) -> None:
        self.units[self.plan.slug] = units.root()
        for name, code in REGIONS.items():
            self.units[code] = units.create(
                by=self.by, at=self.at, kind=UnitKind.REGION, name=name, code=code
            )
        for site in self.plan.sites:
            establishment = legal.add_establishment(
                by=self.by,
                at=self.at,
                legal_entity=entities[site.siren],
                siret=site.siret,
                name=f"{self.plan.name} – {site.name}",
                town=site.name,
            )
            self._site(site, establishment)

    def _site(self, site: Site, establishment: Establishment) -> None:
        (_start, document), *revisions = site.calendars(self.plan.horizon)
        calendar = calendars.create(
            by=self.by, at=self.at, name=site.calendar_name, document=document
        )
        for start, revised in revisions:
            calendars.revise(
                by=self.by, at=self.at, calendar=calendar, document=revised, start_date=start
            )
        unit = units.create(
            by=self.by,
            at=self.at,
            kind=UnitKind.SITE,
            name=site.name,
            code=site.code,
            parent=self.units[REGIONS[site.region]],
            establishment=establishment,
            calendar=calendar,
        )
        self.units[site.code] = unit
        for team in site.teams:
            self.units[team.code] = units.create(
                by=self.by,
                at=self.at,
                kind=UnitKind.TEAM,
                name=team.name,
                code=team.code,
                parent=unit,
            )

    def _providers(self) -> None:
        for each in self.plan.providers:
            provider = providers.create(
                by=self.by,
                at=self.at,
                name=each.name,
                code=each.code,
                siren=each.siren,
                trade=each.trade,
            )
            self.providers[each.name] = provider
            for one in each.contacts:
                contacts.add(
                    by=self.by,
                    at=self.at,
                    provider=provider,
                    name=one.name,
                    role=one.role,
                    email=one.email,
                )

    def _seats(self) -> None:
        for person in self.plan.people:
            self.people[person.name] = people.create(
                by=self.by,
                at=self.at,
                name=person.name,
                email=person.email,
                unit=self.units[person.unit],
            )
        for plan in self.plan.seats:
            self._seat(plan)

    def _seat(self, plan: SeatPlan) -> None:
        seat = seats.create(
            by=self.by,
            at=self.at,
            name=plan.name,
            unit=self.units[plan.unit],
            function=self.functions[plan.function],
        )
        self.seats[plan.name] = seat
        for holding in plan.holdings:
            start_date, end_date = _days(holding, self.plan.horizon)
            provider = holding.kind == HolderKind.PROVIDER
            seats.hold(
                by=self.by,
                at=self.at,
                seat=seat,
                kind=holding.kind,
                start_date=start_date,
                end_date=end_date,
                person=None if provider else self.people[holding.holder],
                provider=self.providers[holding.holder] if provider else None,
            )

    def _activities(self) -> None:
        for plan in self.plan.activities:
            self._activity(plan)
        activities.add_from_catalogue(by=self.by, at=self.at, codes=INSIDE)

    def _activity(self, plan: ActivityPlan) -> None:
        activity = activities.create(
            by=self.by,
            at=self.at,
            name=plan.name,
            code=plan.code,
            function=self.functions[plan.function],
            accountable=self.seats[plan.accountable],
            criticality=plan.criticality,
            volume_unit=plan.volume_unit,
            catalogue_code=plan.code,
        )
        for site in self.plan.sites:
            outside = plan.provider is not None and site in plan.served
            activities.assign(
                by=self.by,
                at=self.at,
                activity=activity,
                unit=self.units[site.code],
                provider=self.providers[plan.provider.name] if outside and plan.provider else None,
                start_date=self.first_day,
            )

    def _aims(self) -> None:
        indicators.ensure_built_in(by=self.by, at=self.at)
        known = {row.code: row for row in Indicator.objects.all()}
        for aim in AIMS:
            operations.aim(
                by=self.by,
                at=self.at,
                indicator=known[aim.indicator],
                start_date=self._from(aim),
                low=aim.low,
                high=aim.high,
                watch=aim.watch,
                provider=self.providers[aim.provider.name],
                source=aim.source,
            )

    def _from(self, aim: AimPlan) -> date:
        if aim.back is None:
            return self.first_day
        return max(self.first_day, self.plan.horizon.back(aim.back))

    def _user(self, plan: UserPlan) -> None:
        membership = members.create(
            by=self.by,
            at=self.at,
            company=self.company,
            email=plan.email,
            name=plan.name,
            role=plan.role,
            password=PASSWORD,
            start_date=self.first_day,
            end_date=self._end_of(plan),
        )
        reached: list[BusinessFunction | None] = [self.functions[code] for code in plan.functions]
        if not (plan.unit or plan.provider or reached):
            return
        for function in reached or [None]:
            mandates.grant(
                by=self.by,
                at=self.at,
                membership=membership,
                start_date=self.first_day,
                unit=self.units.get(plan.unit),
                function=function,
                provider=self.providers.get(plan.provider),
            )

    def _end_of(self, plan: UserPlan) -> date | None:
        """The last day of a role that is given for a time."""
        return self.at.date() + AUDIT if policies.needs_end(plan.role) else None


def _days(holding: HoldingPlan, horizon: Horizon) -> tuple[date, date | None]:
    start = horizon.back(holding.since)
    if holding.until is None:
        return start, None
    return start, shifted(horizon.back(holding.until), 1) - timedelta(days=1)
