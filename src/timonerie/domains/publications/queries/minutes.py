"""What the pages ask for, week by week."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.publications.enums import Readers
from timonerie.domains.publications.models import PageTime
from timonerie.domains.publications.rules import days, minutes
from timonerie.domains.publications.rules.minutes import Asked
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.scope.models import Company

WEEK = timedelta(days=7)
DIRECTION = (Role.DIRECTOR, Role.EXECUTIVE, Role.ADMINISTRATOR)
SITE = (Role.SITE_MANAGER, Role.TEAM_MANAGER)


@dataclass(frozen=True)
class OfPage:
    """Minutes of one page over the weeks told, by kind of reader; `views` of them all."""

    route: str
    minutes: Mapping[Readers, float]
    views: int


@dataclass(frozen=True)
class People:
    """Among how many directors, sites or providers minutes are shared, and how many may have
    spent them."""

    sharing: int
    persons: int


def readers_of(role: Role) -> Readers | None:
    """With whom the minutes of a role are counted; those of an auditor are not."""
    if role == Role.PROVIDER:
        return Readers.PROVIDER
    if role in SITE:
        return Readers.SITE
    return Readers.DIRECTION if role in DIRECTION else None


def asked(company: Company, *, on: date) -> list[Asked]:
    """The minutes a week for one director, one site, one provider, over the last whole weeks."""
    sums: dict[str, Counter[date]] = defaultdict(Counter)
    for week, kind, seconds in PageTime.objects.values_list("week", "readers", "seconds"):
        sums[kind][week] += seconds
    people = _people(company, on=on)
    return [
        minutes.asked(
            kind,
            sharing=people[kind].sharing,
            persons=people[kind].persons,
            weeks=[(week, sums[kind][week]) for week in _weeks(sums[kind], on=on)],
            first=min(sums[kind], default=None),
        )
        for kind in Readers
    ]


def by_page(company: Company, *, on: date) -> list[OfPage]:
    """The pages that ask for most first, over the same weeks, this one included; without the kinds
    of readers who are too few to be told."""
    people = _people(company, on=on)
    shown = [kind for kind in Readers if people[kind].persons >= minutes.FEWEST]
    rows = PageTime.objects.filter(
        week__gt=days.monday(on) - WEEK * (minutes.WEEKS + 1), readers__in=shown
    )
    sums: dict[str, Counter[Readers]] = defaultdict(Counter)
    views: Counter[str] = Counter()
    for route, kind, seconds, count in rows.values_list("route", "readers", "seconds", "views"):
        sums[route][Readers(kind)] += seconds
        views[route] += count
    found = [
        OfPage(route, {kind: one[kind] / 60 for kind in one}, views[route])
        for route, one in sums.items()
    ]
    return sorted(found, key=lambda one: (-sum(one.minutes.values()), one.route))


def _weeks(known: Counter[date], *, on: date) -> list[date]:
    """The whole weeks since counting began, the last `WEEKS` of them, oldest first."""
    this = days.monday(on)
    first = min(known, default=this)
    back = (this - WEEK * rank for rank in range(minutes.WEEKS, 0, -1))
    return [week for week in back if week >= first]


def _people(company: Company, *, on: date) -> Mapping[Readers, People]:
    """A minute of a site is shared among all the sites, whoever reads there."""
    accounts = Membership.objects.in_force(on=on).filter(company=company)
    directors, managers = (
        accounts.filter(role__in=roles).values("user_id").distinct().count()
        for roles in (DIRECTION, SITE)
    )
    sites = Unit.objects.active().filter(kind=UnitKind.SITE).count()
    providers = Provider.objects.active().count()
    return {
        Readers.DIRECTION: People(directors, directors),
        Readers.SITE: People(sites, managers),
        Readers.PROVIDER: People(providers, providers),
    }
