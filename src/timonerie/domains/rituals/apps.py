from django.apps import AppConfig


class RitualsConfig(AppConfig):
    name = "timonerie.domains.rituals"
    label = "rituals"
    verbose_name = "rituels"
