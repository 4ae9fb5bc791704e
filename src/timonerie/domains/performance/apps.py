from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "timonerie.domains.performance"
    label = "performance"
    verbose_name = "performance"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.organisation.operations.imports import (  # noqa: PLC0415
            registry as importers,
        )
        from timonerie.domains.performance.enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import registry  # noqa: PLC0415

        operations, tasks = f"{self.name}.operations", f"{self.name}.tasks"
        importers.add("indicateurs", f"{operations}.indicator_imports.Indicators")
        importers.add("cibles", f"{operations}.imports.Targets")
        registry.add(JobKind.ACCEPT, f"{tasks}.accept")
        registry.add(JobKind.UNDO, f"{tasks}.undo")
        registry.add(JobKind.MEASURE, f"{tasks}.measure_again")
        registry.add(JobKind.REFRESH, f"{tasks}.refresh")
        registry.add(JobKind.LEVELS, f"{tasks}.levels")
        for kind in (JobKind.ACCEPT, JobKind.UNDO, JobKind.MEASURE, JobKind.REFRESH):
            registry.follow(kind, with_=JobKind.LEVELS)
