import threading

import pytest

from tests.factories import organisation
from timonerie.domains.organisation.models import Unit
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def test_a_business_table_is_never_read_outside_a_company(company: Company) -> None:
    with pytest.raises(current.ScopeMissing):
        Unit.objects.count()


def test_a_business_row_is_never_written_outside_a_company(company: Company) -> None:
    with pytest.raises(current.ScopeMissing):
        Unit(kind="site", name="Perdu", code="X").save()


def test_a_read_answers_for_the_current_company_only(company: Company) -> None:
    other = organisation.company("autre", name="Autre")
    with current.company(other.pk):
        assert [unit.company for unit in Unit.objects.all()] == [other]


def test_related_rows_are_guarded_too(company: Company) -> None:
    with current.company(company.pk):
        root = Unit.objects.get()
    with pytest.raises(current.ScopeMissing):
        list(root.children.all())


def test_companies_nest_and_come_back(company: Company) -> None:
    with current.company(1):
        with current.company(2):
            assert current.current_id() == 2
        assert current.current_id() == 1
    with pytest.raises(current.ScopeMissing):
        current.current_id()


def test_an_error_restores_the_company_too() -> None:
    with pytest.raises(ZeroDivisionError), current.company(1):
        raise ZeroDivisionError
    with pytest.raises(current.ScopeMissing):
        current.current_id()


def test_reading_over_companies_says_so_and_still_writes_nowhere(company: Company) -> None:
    organisation.company("autre", name="Autre")
    with current.unscoped():
        assert Unit.objects.count() == 2
        with pytest.raises(current.ScopeMissing):
            current.current_id()


def test_a_thread_starts_outside_any_company() -> None:
    seen: list[bool] = []

    def look() -> None:
        try:
            current.current_id()
        except current.ScopeMissing:
            seen.append(True)

    with current.company(1):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == [True]


def test_rows_created_in_bulk_carry_the_current_company(company: Company) -> None:
    with current.company(company.pk):
        root = Unit.objects.get()
        Unit.objects.bulk_create([Unit(kind="site", name="Lyon", code="L", parent=root)])
        assert Unit.objects.get(code="L").company == company
