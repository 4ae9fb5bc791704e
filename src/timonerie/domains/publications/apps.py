from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "timonerie.domains.publications"
    label = "publications"
    verbose_name = "publications"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.publications.enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import planned, registry  # noqa: PLC0415

        registry.add(JobKind.MESSAGES, f"{self.name}.tasks.deliver_messages")
        for kind in (JobKind.DIGESTS, JobKind.MESSAGES):
            planned.add(kind)
