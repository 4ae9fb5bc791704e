from django.apps import AppConfig


class SourcingConfig(AppConfig):
    name = "timonerie.domains.sourcing"
    label = "sourcing"
    verbose_name = "activités"

    def ready(self) -> None:
        # Models exist by now: the importer of activities stands beside the organisation's.
        from timonerie.domains.organisation.operations.imports import registry  # noqa: PLC0415
        from timonerie.domains.sourcing import guards  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        registry.add("activites", f"{self.name}.operations.imports.Activities")
        triggers.declare(guards.declared)
