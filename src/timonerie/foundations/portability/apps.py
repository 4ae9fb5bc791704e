from django.apps import AppConfig


class PortabilityConfig(AppConfig):
    name = "timonerie.foundations.portability"
    label = "portability"
    verbose_name = "réversibilité"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.foundations.backups import erasures  # noqa: PLC0415
        from timonerie.foundations.jobs import registry  # noqa: PLC0415
        from timonerie.foundations.portability import removals, tasks  # noqa: PLC0415

        registry.add(tasks.EXPORT, tasks.export)
        erasures.add(removals.KIND, removals.again)
