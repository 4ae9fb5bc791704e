"""A company, and a small group of sites to stand on."""

from dataclasses import dataclass
from datetime import UTC, datetime

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import companies, units
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def company(slug: str = "brevent", *, name: str = "Ateliers Brévent") -> Company:
    return companies.found(slug=slug, name=name, at=NOW)


@dataclass(frozen=True)
class Group:
    """Two regions; Lyon and Grenoble in the first, Nantes in the second; a team in Lyon."""

    root: Unit
    east: Unit
    west: Unit
    lyon: Unit
    grenoble: Unit
    nantes: Unit
    payroll_team: Unit


def group(by: Actor) -> Group:
    def create(kind: str, name: str, parent: Unit | None = None) -> Unit:
        return units.create(by=by, at=NOW, kind=kind, name=name, parent=parent)

    east, west = create("region", "Est"), create("region", "Ouest")
    lyon = create("site", "Lyon", east)
    return Group(
        root=units.root(),
        east=east,
        west=west,
        lyon=lyon,
        grenoble=create("site", "Grenoble", east),
        nantes=create("site", "Nantes", west),
        payroll_team=create("team", "Paie Lyon", lyon),
    )
