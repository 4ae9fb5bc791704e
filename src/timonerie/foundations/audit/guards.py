"""The database refuses to change or delete an audit event, on both engines."""

from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.triggers import Trigger


def declared() -> list[Trigger]:
    return [
        Trigger(
            table=Event._meta.db_table,
            name="never",
            event=event,
            refused_if="true",
            message="audit events are never changed",
            columns=("seq",),
        )
        for event in ("UPDATE", "DELETE")
    ]
