from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "timonerie.foundations.jobs"
    label = "jobs"
    verbose_name = "travaux"
