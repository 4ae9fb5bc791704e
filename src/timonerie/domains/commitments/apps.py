from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "timonerie.domains.commitments"
    label = "commitments"
    verbose_name = "engagements"

    def ready(self) -> None:
        # Models exist by now.
        from timonerie.domains.commitments import guards  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
