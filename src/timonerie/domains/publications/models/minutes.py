from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.publications.enums import Readers
from timonerie.foundations.scope.models import ScopedModel


class PageTime(ScopedModel):
    """How long a page was looked at in a week (`week` is its Monday) by one kind of reader: a sum,
    without who nor when. `seconds` are those during which it was on the screen."""

    week = models.DateField(_("semaine du"))
    route = models.CharField(_("page"), max_length=80)
    readers = models.CharField(_("lecteurs"), max_length=10, choices=Readers.choices)
    seconds = models.PositiveIntegerField(_("secondes"), default=0)
    views = models.PositiveIntegerField(_("lectures"), default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = _("temps d’une page")
        verbose_name_plural = _("temps des pages")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "week", "route", "readers"], name="page_time_once"
            ),
            models.CheckConstraint(
                condition=models.Q(readers__in=Readers.values), name="page_readers_are_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.route} {self.readers}"
