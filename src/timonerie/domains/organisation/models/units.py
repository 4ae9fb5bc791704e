from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models.calendars import Calendar
from timonerie.domains.organisation.models.legal import Establishment
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class BusinessFunction(CompanyModel):
    """A support function: accounting, payroll, IT, legal..."""

    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("nom"), max_length=100)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta(CompanyModel.Meta):
        verbose_name = _("fonction")
        verbose_name_plural = _("fonctions")
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="function_once")]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def active(self) -> "UnitQuerySet":
        return self.filter(archived_at__isnull=True)

    def sites(self) -> "UnitQuerySet":
        return self.filter(kind=UnitKind.SITE)

    def teams(self) -> "UnitQuerySet":
        return self.filter(kind=UnitKind.TEAM)

    def under(self, unit: "Unit") -> "UnitQuerySet":
        """The unit and everything below it."""
        return self.filter(path__startswith=unit.path)


class Unit(CompanyModel):
    """A node of the management tree: group, region, site or team."""

    kind = models.CharField(_("niveau"), max_length=10, choices=UnitKind.choices)
    name = models.CharField(_("nom"), max_length=150)
    code = models.CharField(_("code"), max_length=60)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("rattachée à"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    # Ids from the root, "/1/4/9/": a subtree is one prefix, on every database.
    path = models.CharField(max_length=200, editable=False, db_index=True)
    establishment = models.ForeignKey(
        Establishment,
        verbose_name=_("établissement"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    calendar = models.ForeignKey(
        Calendar,
        verbose_name=_("calendrier"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(UnitQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("unité")
        verbose_name_plural = _("unités")
        constraints = [
            models.UniqueConstraint(fields=["company", "kind", "code"], name="unit_code_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=UnitKind.values), name="unit_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=UnitKind.GROUP) | models.Q(parent__isnull=False),
                name="only_a_group_stands_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFollowing(CompanyModel):
    """Which calendar a unit follows from a day on; none is the one of the unit above. Never edited:
    a correction is a later row with the same start. A unit without a row follows its `calendar`,
    and always did."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="followings")
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, null=True, related_name="followings"
    )
    start_date = models.DateField(_("à partir du"))
    created_at = models.DateTimeField(_("enregistrée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("calendrier suivi")
        verbose_name_plural = _("calendriers suivis")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.start_date}"
