from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "timonerie.foundations.accounts"
    label = "accounts"
    verbose_name = "comptes"
