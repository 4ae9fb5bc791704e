"""Wall 1: no way of Django's to a business table passes without a company, over all the models."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404
from django.shortcuts import get_list_or_404, get_object_or_404

from tests.factories import rows
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company, ScopedModel

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISO-01"), pytest.mark.slow]

MODELS = [one for one in apps.get_models() if issubclass(one, ScopedModel)]
Way = Callable[[Any], object]
OF_NO_COMPANY = (Company, User)
"""No wall stands before them: what leads there gives nothing of a business table."""

#: From the class.
WAYS: dict[str, Way] = {
    "all": lambda model: list(model.objects.all()),
    "count": lambda model: model.objects.count(),
    "exists": lambda model: model.objects.exists(),
    "get": lambda model: model.objects.get(pk=1),
    "first": lambda model: model.objects.first(),
    "in_bulk": lambda model: model.objects.in_bulk([1]),
    "values": lambda model: list(model.objects.values("pk")),
    "iterator": lambda model: list(model.objects.iterator()),
    "aggregate": lambda model: model.objects.aggregate(models.Max("pk")),
    "select_related": lambda model: list(model.objects.select_related("company")),
    "raw": lambda model: list(model.objects.raw(f"SELECT * FROM {model._meta.db_table}")),
    "default manager": lambda model: model._default_manager.count(),
    "base manager": lambda model: model._base_manager.count(),
    "get_object_or_404": lambda model: get_object_or_404(model, pk=1),
    "get_list_or_404": lambda model: get_list_or_404(model),
    "create": lambda model: model.objects.create(),
    "get_or_create": lambda model: model.objects.get_or_create(pk=1),
    "bulk_create": lambda model: model.objects.bulk_create([model()]),
    "bulk_update": lambda model: model.objects.bulk_update([model(pk=1)], ["company"]),
    "update": lambda model: model.objects.update(company_id=1),
    "delete": lambda model: model.objects.all().delete(),
    "delete of some": lambda model: model.objects.filter(pk=1).delete(),
}
#: From a row read in its company, and carried out of it.
FROM_A_ROW: dict[str, Way] = {
    "save": lambda row: row.save(),
    "save as new": lambda row: type(row)(company_id=row.company_id).save(),
    "delete": lambda row: row.delete(),
    "refresh": lambda row: row.refresh_from_db(),
}


@pytest.fixture
def companies() -> Iterator[tuple[int, int]]:
    with rows.unchecked():
        yield rows.insert(Company), rows.insert(Company)


def _row(model: type[ScopedModel], company_id: int) -> ScopedModel:
    """A row with every foreign key set."""
    keys = {
        one.column: rows.insert(one.related_model, company_id)
        for one in model._meta.local_concrete_fields
        if isinstance(one, models.ForeignKey) and one.related_model is not Company
    }
    number = rows.insert(model, company_id, **keys)
    with current.company(company_id):
        return model.objects.get(pk=number)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_is_closed_outside_a_company(model: type[ScopedModel]) -> None:
    for name, way in WAYS.items():
        assert _refused(way, model), name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_row_gives_nothing_outside_its_company(
    model: type[ScopedModel], companies: tuple[int, int]
) -> None:
    row = _row(model, companies[0])
    ways = FROM_A_ROW | dict(_forward(model)) | dict(_backward(model))
    for name, way in ways.items():
        assert _refused(way, row), name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_row_gives_nothing_inside_another_company(
    model: type[ScopedModel], companies: tuple[int, int]
) -> None:
    ours, theirs = companies
    row = _row(model, theirs)
    before = _content(model, theirs)
    with current.company(ours):
        for name, way in (FROM_A_ROW | dict(_forward(model))).items():
            assert _refused(way, row, ObjectDoesNotExist), name
        for way in dict(_backward(model)).values():
            assert way(row) == []
        with pytest.raises(Http404):
            get_object_or_404(model, pk=row.pk)
        with pytest.raises(current.ScopeMissing):
            model.objects.bulk_create([model(company_id=theirs)])
        assert model.objects.filter(pk=row.pk).update(company_id=theirs) == 0
        assert model.objects.filter(pk=row.pk).delete()[0] == 0
    assert _content(model, theirs) == before


def _refused(way: Way, given: Any, also: type[Exception] = current.ScopeMissing) -> bool:
    try:
        way(given)
    except (current.ScopeMissing, also):
        return True
    return False


def _forward(model: type[ScopedModel]) -> Iterator[tuple[str, Way]]:
    for one in model._meta.local_concrete_fields:
        if isinstance(one, models.ForeignKey) and one.related_model not in OF_NO_COMPANY:
            yield f"forward {one.name}", lambda row, name=one.name: getattr(row, name)  # type: ignore[misc]


def _backward(model: type[ScopedModel]) -> Iterator[tuple[str, Way]]:
    for one in model._meta.related_objects:
        name = one.get_accessor_name()
        if name is not None:
            yield f"backward {name}", lambda row, name=name: list(getattr(row, name).all())  # type: ignore[misc]


def _content(model: type[ScopedModel], company_id: int) -> list[Any]:
    with current.company(company_id):
        return list(model.objects.order_by("pk").values())
