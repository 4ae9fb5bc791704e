from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "timonerie.domains.reporting"
    label = "reporting"
    verbose_name = "rapports"

    def ready(self) -> None:
        # Models exist by now.
        from timonerie.domains.reporting import guards  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
