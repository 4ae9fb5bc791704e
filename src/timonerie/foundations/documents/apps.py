from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "timonerie.foundations.documents"
    label = "documents"
    verbose_name = "documents"
