from django.apps import AppConfig


class SourcingConfig(AppConfig):
    name = "timonerie.domains.sourcing"
    label = "sourcing"
    verbose_name = "activités"
