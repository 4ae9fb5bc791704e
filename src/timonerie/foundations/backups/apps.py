from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "timonerie.foundations.backups"
    label = "backups"
    verbose_name = "sauvegardes"
