from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "timonerie.web"
    label = "web"
    verbose_name = "écrans"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.web.attention import registry  # noqa: PLC0415

        registry.discover()
