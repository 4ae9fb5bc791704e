from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    name = "timonerie.domains.challenge"
    label = "challenge"
    verbose_name = "recadrages"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.challenge import guards  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
