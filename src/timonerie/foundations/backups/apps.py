from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "timonerie.foundations.backups"
    label = "backups"
    verbose_name = "sauvegardes"

    def ready(self) -> None:
        # Models cannot be imported before the applications are ready.
        from timonerie.foundations.backups import erasures, persons  # noqa: PLC0415

        for kind in persons.KINDS:
            erasures.add(kind, persons.again(kind))
