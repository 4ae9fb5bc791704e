"""The database refuses to change a fact once it is added, or a letter once it is prepared: on both
engines."""

from collections.abc import Mapping

from django.db.models import Model

from timonerie.domains.challenge.models import ChallengeFact, LetterVersion
from timonerie.foundations.scope.triggers import Trigger

#: What was said once and for all, by model.
_FROZEN: Mapping[type[Model], tuple[str, ...]] = {
    ChallengeFact: (
        *("number", "kind", "key", "label", "figure", "target", "period", "day", "source"),
        *("made_from", "sha256", "known_on", "added_by", "added_at"),
    ),
    LetterVersion: ("number", "document", "sha256", "prepared_by", "prepared_at"),
}
#: May be nothing, which no comparison of texts sees.
_AMOUNTS: Mapping[type[Model], tuple[str, ...]] = {ChallengeFact: ("numerator", "denominator")}


def declared() -> list[Trigger]:
    """Compared as texts: a JSON document has no equality of its own on PostgreSQL."""
    return [_of(model, columns) for model, columns in _FROZEN.items()]


def _of(model: type[Model], columns: tuple[str, ...]) -> Trigger:
    table, amounts = model._meta.db_table, _AMOUNTS.get(model, ())
    told = [f"CAST(NEW.{name} AS text) <> CAST(OLD.{name} AS text)" for name in columns]
    told += [
        f"COALESCE(CAST(NEW.{name} AS text), '') <> COALESCE(CAST(OLD.{name} AS text), '')"
        for name in amounts
    ]
    return Trigger(
        table=table,
        name="frozen",
        event="UPDATE",
        refused_if=" OR ".join(told),
        message=f"{table} rows are never changed",
        columns=columns + amounts,
    )
