from django.apps import AppConfig


class ScopeConfig(AppConfig):
    name = "timonerie.foundations.scope"
    label = "scope"
    verbose_name = "périmètre"
