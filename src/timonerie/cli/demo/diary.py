"""The incidents of the demo, told day after day through the operations of the product."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from timonerie.cli.demo.horizon import midnight
from timonerie.cli.demo.incidents import ActionPlan, IncidentPlan, within
from timonerie.cli.demo.staffing import Staffing
from timonerie.domains.facts.models import DeclarationLink, Incident
from timonerie.domains.facts.operations import declaration_links, incidents
from timonerie.domains.facts.operations.incident_checks import Remedy, Statement
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

Event = tuple[datetime, Callable[[datetime], object]]
CENTS = 100


class Diary:
    """What is written of the incidents, by the direction or by the link of their provider."""

    def __init__(self, staffing: Staffing, *, by: Actor) -> None:
        self.staffing, self.by, self.horizon = staffing, by, staffing.plan.horizon
        self.activities = {row.name: row for row in Activity.objects.all()}
        self.links: dict[str, DeclarationLink] = {}
        self.written: dict[str, Incident] = {}

    def events(self) -> list[Event]:
        """In the order of time; what would come after the last evening covered is left out."""
        last = datetime.fromtimestamp(midnight(self.horizon.end), UTC)
        found = [event for plan in within(self.horizon) for event in self._of(plan)]
        return sorted((one for one in found if one[0] < last), key=lambda one: one[0])

    def _of(self, plan: IncidentPlan) -> Iterator[Event]:
        told = plan.told_at(self.horizon)
        yield told, lambda at: self._declare(plan, at)
        if plan.cause is not None:
            yield told + timedelta(hours=3), lambda at: self._qualify(plan, at, is_over=False)
        if plan.note:
            yield told + timedelta(days=2), lambda at: self._note(plan, at)
        if plan.action is not None:
            yield from self._action(plan, plan.action, told)
        if plan.lasts is not None and plan.cause is not None:
            over = max(self._ended(plan), told) + timedelta(hours=4)
            yield over, lambda at: self._qualify(plan, at, is_over=True)
        if plan.is_closed:
            days = plan.action.in_place or 0 if plan.action else 0
            end = max(self._ended(plan), told + timedelta(days=days)) + timedelta(days=2)
            yield end, lambda at: self._close(plan, at)

    def _action(self, plan: IncidentPlan, action: ActionPlan, told: datetime) -> Iterator[Event]:
        decided = told + timedelta(days=action.after)
        yield decided, lambda at: self._act(plan, action, at, is_in_place=False)
        if action.in_place is not None:
            there = told + timedelta(days=action.in_place)
            yield there, lambda at: self._act(plan, action, at, is_in_place=True)

    def _ended(self, plan: IncidentPlan) -> datetime:
        return plan.known_at(self.horizon) + timedelta(days=plan.lasts or 0)

    def _declare(self, plan: IncidentPlan, at: datetime) -> None:
        said = self._said(plan)
        if plan.by_link:
            made = declaration_links.declare(link=self._link(plan, at), at=at, said=said)
        else:
            made = incidents.declare(by=self.by, at=at, said=said)
        self.written[plan.what] = made

    def _link(self, plan: IncidentPlan, at: datetime) -> DeclarationLink:
        """One link a provider, made again where the last one has ended."""
        known = self.links.get(plan.provider)
        if known is None or not known.is_open(at=at):
            provider = self.staffing.providers[plan.provider]
            made = declaration_links.make(
                by=self.by, at=at, recipient=f"Accueil {plan.provider}", days=365, provider=provider
            )
            known = self.links[plan.provider] = made.link
        return known

    def _qualify(self, plan: IncidentPlan, at: datetime, *, is_over: bool) -> None:
        row = self._row(plan)
        said = self._said(plan, is_qualified=True, ended_at=self._ended(plan) if is_over else None)
        incidents.qualify(by=self.by, at=at, incident=row, version=row.version, said=said)

    def _act(
        self, plan: IncidentPlan, action: ActionPlan, at: datetime, *, is_in_place: bool
    ) -> None:
        row, told = self._row(plan), plan.told_at(self.horizon)
        said = Remedy(
            action=action.text,
            owner_seat=self.staffing.seats[action.seat],
            due_date=(told + timedelta(days=action.due)).date(),
            action_on=at.date() if is_in_place else None,
            indicator=action.indicator,
        )
        incidents.act(by=self.by, at=at, incident=row, version=row.version, said=said)

    def _note(self, plan: IncidentPlan, at: datetime) -> None:
        incidents.note(by=self.by, at=at, incident=self._row(plan), text=plan.note)

    def _close(self, plan: IncidentPlan, at: datetime) -> None:
        row = self._row(plan)
        incidents.close(by=self.by, at=at, incident=row, version=row.version)

    def _row(self, plan: IncidentPlan) -> Incident:
        found: Incident = Incident.objects.get(pk=self.written[plan.what].pk)
        return found

    def _said(
        self, plan: IncidentPlan, *, is_qualified: bool = False, ended_at: datetime | None = None
    ) -> Statement:
        known_at = plan.known_at(self.horizon)
        severity = "major" if plan.is_major else "minor"
        provider = self.staffing.providers.get(plan.provider)
        told_at = plan.told_at(self.horizon)
        if not is_qualified:
            return Statement(
                what=plan.what,
                more=plan.more,
                known_at=known_at,
                told_at=told_at,
                severity=severity,
                provider=provider,
            )
        return Statement(
            what=plan.what,
            more=plan.more,
            known_at=known_at,
            told_at=told_at,
            ended_at=ended_at,
            cause=plan.cause or "",
            side=plan.side,
            severity=severity,
            provider=provider,
            activity=self.activities.get(plan.activity),
            units=tuple(self.staffing.units[site.code] for site in plan.sites),
            cost=None if plan.cost is None else plan.cost * CENTS,
            currency="" if plan.cost is None else "EUR",
        )
