from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "timonerie.web"
    label = "web"
    verbose_name = "écrans"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.web.attention import registry as attention  # noqa: PLC0415
        from timonerie.web.search import registry as search  # noqa: PLC0415

        attention.discover()
        search.discover()
