from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "timonerie.web"
    label = "web"
    verbose_name = "écrans"
