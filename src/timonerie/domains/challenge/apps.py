from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    name = "timonerie.domains.challenge"
    label = "challenge"
    verbose_name = "recadrages"
