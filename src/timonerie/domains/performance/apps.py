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
        from timonerie.domains.performance import tasks  # noqa: PLC0415
        from timonerie.domains.performance.operations import (  # noqa: PLC0415
            imports,
            indicator_imports,
            refreshing,
        )
        from timonerie.foundations.jobs import registry  # noqa: PLC0415

        importers.add(indicator_imports.Indicators)
        importers.add(imports.Targets)
        registry.add(tasks.ACCEPT, tasks.accept)
        registry.add(tasks.UNDO, tasks.undo)
        registry.add(tasks.MEASURE, tasks.measure_again)
        registry.add(refreshing.REFRESH, tasks.refresh)
