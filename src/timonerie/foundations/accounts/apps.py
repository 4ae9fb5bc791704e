from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "timonerie.foundations.accounts"
    label = "accounts"
    verbose_name = "comptes"

    def ready(self) -> None:
        # Models exist only from here on.
        from timonerie.foundations.accounts import checks, signing_in  # noqa: F401, PLC0415

        user_logged_in.connect(signing_in.begin)
