from django.apps import AppConfig
from django.db.models.signals import post_migrate

from timonerie.foundations.audit import guards


class AuditConfig(AppConfig):
    name = "timonerie.foundations.audit"
    label = "audit"
    verbose_name = "piste d’audit"

    def ready(self) -> None:
        # SQLite loses triggers when a table is altered: they are put back after each migration.
        post_migrate.connect(guards.install, sender=self)
