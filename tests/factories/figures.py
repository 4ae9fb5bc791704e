"""A small company with four months of figures, brought in by the real operations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.factories import accounts, facts, organisation
from tests.factories.facts import Row, event
from tests.factories.organisation import Group
from tests.factories.recorded import recorded
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.performance.operations import indicators, results
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST, LAST = date(2025, 11, 1), date(2026, 2, 1)
MONTHS = (FIRST, date(2025, 12, 1), date(2026, 1, 1), LAST)
WRITTEN = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Measured:
    """Nova serves Lyon and Grenoble, Clarté serves Nantes; Nova is late at Lyon in February."""

    company: Company
    alice: Actor
    group: Group

    @property
    def nova(self) -> Provider:
        return Provider.objects.get(name="Nova")

    @property
    def slug(self) -> str:
        return self.company.slug

    def member(self, role: Role, **narrowed: Any) -> User:
        """A new user of that role, narrowed to a unit or a provider where one is given."""
        with current.company(self.company.pk):
            membership = accounts.membership(self.company, role)
            if narrowed:
                mandates.grant(
                    by=self.alice, at=NOW, membership=membership, start_date=FIRST, **narrowed
                )
            return membership.user


@recorded
def measured(*, slug: str = "brevent", cases: int = 4, name: str = "Ateliers Brévent") -> Measured:
    """`cases` a month for each site."""
    company = organisation.company(slug, name=name)
    with current.company(company.pk):
        alice = accounts.actor(company)
        group = organisation.group(alice)
        bring(alice, rows(cases=cases))
        indicators.ensure_built_in(by=alice, at=NOW)
        results.refresh(at=NOW)
    return Measured(company, alice, group)


def bring(by: Actor, brought: list[Row], *, source: str = "outil", name: str = "envoi.csv") -> None:
    facts.bring(by, brought, mapping=facts.whole_cases(), source=source, name=name, at=NOW)


def rows(*, cases: int = 4, months: tuple[date, ...] = MONTHS) -> list[Row]:
    return [row for month in months for row in _month(month, cases)]


def _month(month: date, cases: int) -> Iterator[Row]:
    for site, provider in (("Lyon", "Nova"), ("Grenoble", "Nova"), ("Nantes", "Clarté")):
        for rank in range(cases):
            received = datetime(month.year, month.month, 2 + rank % 20, 9, rank, tzinfo=UTC)
            is_late = site == "Lyon" and month == LAST and rank % 2 == 0
            yield event(
                f"{site[0]}{month:%y%m}-{rank:03d}",
                received=received.strftime(WRITTEN),
                resolved=(received + timedelta(days=3 if is_late else 1)).strftime(WRITTEN),
                due=(received + timedelta(days=2)).strftime(WRITTEN),
                site=site,
                provider=provider,
                team="Paie Lyon" if site == "Lyon" else "",
            )
