from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "timonerie.foundations.jobs"
    label = "jobs"
    verbose_name = "travaux"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.foundations.jobs import planned, registry  # noqa: PLC0415

        registry.add(planned.CHECKPOINT, planned.checkpoint)
