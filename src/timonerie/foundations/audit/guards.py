"""The database refuses to change or delete an audit event, and to change a personal value, which
may only be erased: on both engines."""

from timonerie.foundations.audit.models import Event, PersonalValue
from timonerie.foundations.scope.triggers import Trigger

_NEVER = ((Event, "UPDATE"), (Event, "DELETE"), (PersonalValue, "UPDATE"))


def declared() -> list[Trigger]:
    return [
        Trigger(
            table=model._meta.db_table,
            name="never",
            event=event,
            refused_if="true",
            message=f"{model._meta.db_table} rows are never changed",
            columns=("company_id",),
        )
        for model, event in _NEVER
    ]
