from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "timonerie.domains.commitments"
    label = "commitments"
    verbose_name = "engagements"
