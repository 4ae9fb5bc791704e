"""Wall 2 of the isolation between companies: the database refuses a reference from a row of one
company to a row of another, and a row that changes company. Read from the models, so that a new
foreign key is guarded by being there."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from timonerie.foundations.scope.models import Company, Reference, ScopedModel
from timonerie.foundations.scope.triggers import Trigger

Model = type[models.Model]
ForeignKey = models.ForeignKey[Any, Any]

COMPANY = "company_id"


def declared() -> list[Trigger]:
    """Every guard, from the models of the whole project."""
    return [
        trigger
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for trigger in of_model(model)
    ]


def of_model(model: Model) -> Iterator[Trigger]:
    """The guards of one table; none where nothing of it belongs to a company."""
    if is_bound(model):
        yield _never_moves(model)
        for key in keys(model):
            yield from _guards(model, key.column, _shares_company(key))
        for reference in references(model):
            refused = f"{_condition(reference)} AND {_foreign(reference.target, reference.column)}"
            yield from _guards(model, reference.name, refused, reference.columns)
    elif len(links := keys(model)) > 1:
        for one, other in pairwise(links):
            refused = _between(one, other)
            yield from _guards(model, other.column, refused, (one.column, other.column))


def is_bound(model: Model) -> bool:
    """Whether each row of a table belongs to one company."""
    try:
        field = model._meta.get_field("company")
    except FieldDoesNotExist:
        return False
    return field.related_model is Company


def keys(model: Model) -> list[ForeignKey]:
    """Foreign keys of a table to rows that belong to a company."""
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and is_bound(field.related_model)
    ]


def references(model: Model) -> tuple[Reference, ...]:
    """What a table holds of rows of companies by their number alone, without a foreign key."""
    return model.references if issubclass(model, ScopedModel) else ()


def _guards(
    model: Model, name: str, refused_if: str, columns: tuple[str, ...] = ()
) -> Iterator[Trigger]:
    read = columns or (name,)
    bound = (COMPANY,) if is_bound(model) else ()
    for event in ("INSERT", f"UPDATE OF {', '.join(read)}"):
        yield Trigger(
            table=model._meta.db_table,
            name=name,
            event=event,
            refused_if=refused_if,
            message=f"{model._meta.db_table}.{name} refers to another company",
            columns=(*read, *bound),
        )


def _never_moves(model: Model) -> Trigger:
    return Trigger(
        table=model._meta.db_table,
        name=COMPANY,
        event=f"UPDATE OF {COMPANY}",
        refused_if=f"NEW.{COMPANY} <> OLD.{COMPANY}",
        message=f"{model._meta.db_table} rows never change company",
        columns=(COMPANY,),
    )


def _shares_company(key: ForeignKey) -> str:
    return f"NEW.{key.column} IS NOT NULL AND {_foreign(key.related_model, key.column)}"


def _foreign(target: Model, column: str) -> str:
    """No row of the same company has that number: a row yet to come could be anybody's."""
    table, number = target._meta.db_table, target._meta.pk.column
    return (
        f"NOT EXISTS (SELECT 1 FROM {table} AS target WHERE target.{number} = NEW.{column}"
        f" AND target.{COMPANY} = NEW.{COMPANY})"
    )


def _condition(reference: Reference) -> str:
    given = f"NEW.{reference.column} IS NOT NULL"
    if not reference.where:
        return given
    column, values = reference.where
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{given} AND NEW.{column} IN ({listed})"


def _between(one: ForeignKey, other: ForeignKey) -> str:
    """Both ends of a link belong to one company."""
    left, right = one.related_model._meta, other.related_model._meta
    return (
        f"NOT EXISTS (SELECT 1 FROM {left.db_table} AS one JOIN {right.db_table} AS other"
        f" ON one.{COMPANY} = other.{COMPANY} WHERE one.{left.pk.column} = NEW.{one.column}"
        f" AND other.{right.pk.column} = NEW.{other.column})"
    )
