from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "timonerie.domains.contracts"
    label = "contracts"
    verbose_name = "contrats"
