from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortfolioConfig(AppConfig):
    name = "timonerie.domains.portfolio"
    label = "portfolio"
    verbose_name = "portefeuille"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.portfolio import schedule  # noqa: PLC0415

        post_migrate.connect(schedule.plan, sender=self)
