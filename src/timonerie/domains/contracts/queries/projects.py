"""What the company means to become."""

from datetime import date

from timonerie.domains.contracts.clause_enums import Project
from timonerie.domains.contracts.models import CompanyProject
from timonerie.foundations.scope.memory import once


@once
def standing(*, on: date) -> CompanyProject | None:
    """The one that stands on a day; None while nothing is said."""
    rows = CompanyProject.objects.latest_first()
    found: CompanyProject | None = rows.filter(start_date__lte=on).first()
    return found


def code(*, on: date) -> str:
    """Its value of `Project`; empty where nothing is said, or nothing decided."""
    found = standing(on=on)
    return found.project if found is not None and found.project != Project.NONE else ""


def coming(*, on: date) -> CompanyProject | None:
    """The next one, said in advance."""
    rows = CompanyProject.objects.filter(start_date__gt=on)
    return rows.order_by("start_date", "-pk").first()
