from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "timonerie.domains.organisation"
    label = "organisation"
    verbose_name = "organisation"

    def ready(self) -> None:
        # Models exist by now.
        from timonerie.domains.organisation import guards  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
