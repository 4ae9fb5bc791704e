from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import CompanyModel, ScopedManager

WEEKEND = (5, 6)


def weekend() -> list[int]:
    return list(WEEKEND)


class MessageChoice(CompanyModel):
    """What somebody wants to receive of a company. `quiet_days` are days of the week on which
    nothing leaves to them, Monday 0."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    weekly = models.BooleanField(_("courrier du lundi"), default=True)
    daily = models.BooleanField(_("récapitulatif du jour"), default=True)
    quiet_days = models.JSONField(_("jours sans message"), default=weekend)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("choix de messages")
        verbose_name_plural = _("choix de messages")
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="message_choice_once")
        ]

    def __str__(self) -> str:
        return str(_("Mes messages"))


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def around(self, *, on: date) -> "AbsenceQuerySet":
        return self.filter(start_date__lte=on, end_date__gte=on)

    def to_come(self, *, on: date) -> "AbsenceQuerySet":
        """Those that are not over."""
        return self.filter(end_date__gte=on)


class Absence(CompanyModel):
    """Days, both included, on which somebody reads nothing: `deputy` receives it instead."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    start_date = models.DateField(_("du"))
    end_date = models.DateField(_("au"))
    deputy = models.ForeignKey(
        User,
        verbose_name=_("remplaçant"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    declared_at = models.DateTimeField(_("déclarée le"))

    objects: ClassVar = ScopedManager.from_queryset(AbsenceQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__gte=models.F("start_date")),
                name="absence_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.start_date} {self.end_date}"
