from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class Calendar(CompanyModel):
    """The opening hours of one or several sites; what they are stands in its versions."""

    name = models.CharField(_("nom"), max_length=100)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("calendrier")
        verbose_name_plural = _("calendriers")
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="calendar_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class CalendarVersionQuerySet(models.QuerySet["CalendarVersion"]):
    def known(self, *, at: datetime) -> "CalendarVersionQuerySet":
        """Versions as they were known at an instant: a closed period reads these."""
        return self.filter(created_at__lte=at)

    def in_force(self, *, on: date) -> "CalendarVersionQuerySet":
        return self.filter(start_date__lte=on).order_by("-start_date", "-pk")


class CalendarVersion(CompanyModel):
    """What a calendar says from a day on. Never edited: a correction is a later row with the same
    start, and the last one known wins."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="versions")
    start_date = models.DateField(_("à partir du"))
    document = models.JSONField(_("horaires"))
    fingerprint = models.CharField(_("empreinte"), max_length=64)
    created_at = models.DateTimeField(_("enregistrée le"))

    objects: ClassVar = ScopedManager.from_queryset(CalendarVersionQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("version de calendrier")
        verbose_name_plural = _("versions de calendrier")
        indexes = [models.Index(fields=["calendar", "start_date"])]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.start_date}"
