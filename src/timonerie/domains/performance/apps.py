from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "timonerie.domains.performance"
    label = "performance"
    verbose_name = "performance"
