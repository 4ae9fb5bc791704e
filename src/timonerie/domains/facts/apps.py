from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "timonerie.domains.facts"
    label = "facts"
    verbose_name = "faits"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.facts.enums import JobKind  # noqa: PLC0415
        from timonerie.domains.organisation.operations.imports import (  # noqa: PLC0415
            registry as importers,
        )
        from timonerie.foundations.jobs import registry  # noqa: PLC0415

        importers.add("incidents", f"{self.name}.operations.incident_imports.Incidents")
        registry.add(JobKind.READ, f"{self.name}.tasks.read")
        registry.add(JobKind.READ_BOOKS, f"{self.name}.tasks.read_books")
        registry.add(JobKind.ANSWER_BOOKS, f"{self.name}.tasks.answer_books")
