from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "timonerie.domains.facts"
    label = "facts"
    verbose_name = "faits"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.facts.enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import registry  # noqa: PLC0415

        registry.add(JobKind.READ, "timonerie.domains.facts.tasks.read")
