from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "timonerie.domains.signals"
    label = "signals"
    verbose_name = "signaux"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.performance.enums import JobKind as Figures  # noqa: PLC0415
        from timonerie.domains.signals.enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import registry  # noqa: PLC0415

        registry.add(JobKind.WATCH, f"{self.name}.tasks.watch")
        for kind in (Figures.ACCEPT, Figures.UNDO, Figures.MEASURE, Figures.REFRESH):
            registry.follow(kind, with_=JobKind.WATCH)
