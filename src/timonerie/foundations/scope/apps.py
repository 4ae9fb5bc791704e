from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from timonerie.foundations.scope import triggers


class ScopeConfig(AppConfig):
    name = "timonerie.foundations.scope"
    label = "scope"
    verbose_name = "périmètre"

    def ready(self) -> None:
        from timonerie.foundations.scope import guards  # noqa: PLC0415 - models are loaded by now

        triggers.declare(guards.declared)
        # No engine alters a table that triggers read; they are put back once all is migrated.
        pre_migrate.connect(take_off_before, sender=self)
        post_migrate.connect(triggers.install, sender=self)


def take_off_before(*, using: str, plan: Any = (), **_kwargs: Any) -> None:
    if plan:
        triggers.take_off(using=using)
