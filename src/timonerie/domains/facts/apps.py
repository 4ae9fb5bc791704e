from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "timonerie.domains.facts"
    label = "facts"
    verbose_name = "faits"
