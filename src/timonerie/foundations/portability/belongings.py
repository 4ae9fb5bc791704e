"""What belongs to a company: the tables that hold a row of it, and how to find these rows."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from timonerie.foundations.scope.models import Company


def models() -> Iterator[tuple[type[Model], str]]:
    """Every model with rows of a company, and the lookup that gives them: its own column, or that
    of a row it points to (the tables between two others have none)."""
    found = {model: "company_id" for model in _ours() if _has_column(model)}
    waiting = [model for model in _ours() if model not in found and model is not Company]
    for model in waiting:
        for field in model._meta.concrete_fields:  # noqa: SLF001
            if isinstance(field, ForeignKey) and field.related_model in found:
                found[model] = f"{field.name}__{found[field.related_model]}"
                break
    yield from sorted(found.items(), key=lambda item: item[0]._meta.label_lower)  # noqa: SLF001


def rows(model: type[Model], lookup: str, *, company_id: int, using: str) -> QuerySet[Model]:
    """The rows of a company in a model, by their keys."""
    everything: QuerySet[Model] = QuerySet(model=model, using=using)
    mine = everything.filter(**{lookup: company_id}).values("pk")
    return everything.filter(pk__in=mine).order_by("pk")


def _ours() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]  # noqa: SLF001


def _has_column(model: type[Model]) -> bool:
    return any(field.attname == "company_id" for field in model._meta.concrete_fields)  # noqa: SLF001
