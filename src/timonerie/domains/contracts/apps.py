from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "timonerie.domains.contracts"
    label = "contracts"
    verbose_name = "contrats"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.contracts import guards  # noqa: PLC0415
        from timonerie.domains.contracts.enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import planned, registry  # noqa: PLC0415
        from timonerie.foundations.scope import triggers  # noqa: PLC0415

        triggers.declare(guards.declared)
        registry.add(JobKind.READ_DOCUMENT, f"{self.name}.tasks.read_document")
        registry.add(JobKind.OPEN_RENEWALS, f"{self.name}.tasks.open_renewals")
        planned.add(JobKind.OPEN_RENEWALS)
