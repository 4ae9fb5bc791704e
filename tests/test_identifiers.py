"""What the world sees of a row tells neither its rank nor that another company has one like it."""

import uuid

import pytest
from django.apps import apps
from django.db.models import Model, UniqueConstraint

from timonerie.foundations.scope.models import CompanyModel, ScopedModel

SCOPED = [one for one in apps.get_models() if issubclass(one, ScopedModel)]
ADDRESSED = [one for one in apps.get_models() if issubclass(one, CompanyModel)]


@pytest.mark.rule("AUT-05")
@pytest.mark.parametrize("model", ADDRESSED, ids=lambda model: model.__name__)
def test_a_row_is_known_outside_by_a_random_number(model: type[Model]) -> None:
    field = model._meta.get_field("public_id")
    assert (field.default, field.unique, field.editable) == (uuid.uuid4, True, False)  # type: ignore[union-attr]


@pytest.mark.rule("ISO-05")
@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_what_is_unique_is_unique_in_its_company(model: type[Model]) -> None:
    """By its company, or by a row that belongs to one."""
    own = {"company", *(f.name for f in model._meta.get_fields() if _is_to_scoped(f))}
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert own & set(constraint.fields), constraint.name
    alone = [f.name for f in model._meta.fields if f.unique and not f.primary_key]
    assert set(alone) <= {"public_id"}


def _is_to_scoped(field: object) -> bool:
    related = getattr(field, "related_model", None)
    return isinstance(related, type) and issubclass(related, ScopedModel)
