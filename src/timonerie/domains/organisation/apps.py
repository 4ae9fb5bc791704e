from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "timonerie.domains.organisation"
    label = "organisation"
    verbose_name = "organisation"
