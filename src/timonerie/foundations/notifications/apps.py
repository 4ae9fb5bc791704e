from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "timonerie.foundations.notifications"
    label = "notifications"
    verbose_name = "messages"
