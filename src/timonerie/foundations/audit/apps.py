from django.apps import AppConfig

from timonerie.foundations.scope import triggers


class AuditConfig(AppConfig):
    name = "timonerie.foundations.audit"
    label = "audit"
    verbose_name = "piste d’audit"

    def ready(self) -> None:
        from timonerie.foundations.audit import guards  # noqa: PLC0415 - models are loaded by now

        triggers.declare(guards.declared)
