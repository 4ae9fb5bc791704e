from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "timonerie.web"
    label = "web"
    verbose_name = "écrans"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.domains.publications import composer  # noqa: PLC0415
        from timonerie.domains.publications.enums import JobKind  # noqa: PLC0415
        from timonerie.foundations.jobs import registry  # noqa: PLC0415

        # A digest says what screens say, in their words: only this door can write it.
        registry.add(JobKind.DIGESTS, f"{self.name}.digests.sending.run")
        composer.register(f"{self.name}.digests.sending.preview")
