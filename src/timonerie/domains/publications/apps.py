from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "timonerie.domains.publications"
    label = "publications"
    verbose_name = "publications"
