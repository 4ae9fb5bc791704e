import pytest

from tests.factories import organisation
from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import BusinessFunction, Calendar, Unit
from timonerie.domains.organisation.operations import calendars, companies
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def test_a_company_is_founded_with_its_group_its_hours_and_its_functions(
    company: Company,
) -> None:
    group = Unit.objects.get()
    assert (group.kind, group.path, group.name) == ("group", f"/{group.pk}/", "Ateliers Brévent")
    assert group.calendar is not None
    version = group.calendar.versions.get()
    assert version.start_date == calendars.ORIGIN
    assert [hours["open"] for hours in version.document["week"]] == ["09:00", "14:00"]
    assert {"accounting", "payroll", "hr", "legal", "it", "purchasing", "assistance"} < set(
        BusinessFunction.objects.values_list("code", flat=True)
    )


def test_founding_leaves_a_trace_of_the_system(company: Company) -> None:
    first = Event.objects.filter(company_id=company.pk).earliest("seq")
    assert (first.act, first.actor, first.user_id) == ("company.founded", "système", None)


def test_a_calendar_given_replaces_the_usual_one(db: None) -> None:
    hours = {
        "zone": "Indian/Reunion",
        "week": [{"days": ["mon"], "open": "8:00", "close": "12:00"}],
    }
    founded = companies.found(slug="sud", name="Sud", zone="Indian/Reunion", calendar=hours, at=NOW)
    with current.company(founded.pk):
        assert Calendar.objects.get().versions.get().document["zone"] == "Indian/Reunion"


def test_an_address_serves_once(company: Company) -> None:
    with pytest.raises(companies.SlugTaken, match="déjà prise"):
        organisation.company()
    assert Company.objects.count() == 1


@pytest.mark.parametrize("slug", ["", "Ateliers", "a b", "été"])
def test_an_address_that_cannot_be_typed_is_refused_with_an_example(db: None, slug: str) -> None:
    with pytest.raises(companies.UnusableSlug, match="ateliers-martin"):
        organisation.company(slug)


def test_unreadable_hours_found_nothing(db: None) -> None:
    with pytest.raises(calendars.UnusableHours, match="fuseau inconnu"):
        companies.found(slug="sud", name="Sud", zone="Europe/Pariss", at=NOW)
    assert not Company.objects.exists()


def test_two_companies_never_see_each_other(company: Company) -> None:
    other = organisation.company("autre", name="Autre")
    with current.company(other.pk):
        assert [unit.name for unit in Unit.objects.all()] == ["Autre"]
