from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "timonerie.domains.reporting"
    label = "reporting"
    verbose_name = "rapports"
