from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import BusinessFunction, Provider, Seat, Unit
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class ActivityQuerySet(models.QuerySet["Activity"]):
    def active(self) -> "ActivityQuerySet":
        return self.filter(archived_at__isnull=True)


class Activity(CompanyModel):
    """A support activity: what is done, for whom, and which internal seat answers for it."""

    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("nom"), max_length=200)
    function = models.ForeignKey(
        BusinessFunction,
        verbose_name=_("fonction"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
    )
    accountable = models.ForeignKey(
        Seat,
        verbose_name=_("poste responsable"),
        help_text=_("Un poste de l’entreprise : un prestataire exécute, il ne répond pas."),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
    )
    deputy = models.ForeignKey(
        Seat,
        verbose_name=_("poste suppléant"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised_activities",
    )
    # Who, inside, can still specify, check and take it back; `has_no_keeper` once it was said that
    # nobody can. Neither of them: nobody said.
    keeper = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui sait la reprendre"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kept_activities",
    )
    has_no_keeper = models.BooleanField(_("personne ne sait la reprendre"), default=False)
    # Vetoes that people add to those of the catalogue's line (`enums.Veto`).
    vetoes = models.JSONField(_("vetos ajoutés"), default=list, blank=True)
    criticality = models.PositiveSmallIntegerField(_("criticité (1 à 4)"), default=2)
    frequency = models.CharField(_("fréquence"), max_length=60, blank=True)
    volume_unit = models.CharField(_("unité de volume"), max_length=60, blank=True)
    note = models.CharField(_("point d’attention"), max_length=300, blank=True)
    # Code of the built-in catalogue's line it comes from: the mark of its source.
    catalogue_code = models.CharField(_("ligne du catalogue"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ActivityQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("activité")
        verbose_name_plural = _("activités")
        constraints = [
            models.UniqueConstraint(fields=["company", "code"], name="activity_code_once"),
            models.CheckConstraint(
                condition=models.Q(criticality__gte=1, criticality__lte=4),
                name="activity_criticality_from_1_to_4",
            ),
            models.CheckConstraint(
                condition=models.Q(keeper__isnull=True) | models.Q(has_no_keeper=False),
                name="activity_keeper_or_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_retained(self) -> bool | None:
        """Whether somebody inside can still specify, check and take it back; None until said."""
        if self.keeper_id is not None:
            return True
        return False if self.has_no_keeper else None


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_force(self, *, on: date) -> "AssignmentQuerySet":
        return self.filter(
            models.Q(end_date__isnull=True) | models.Q(end_date__gte=on), start_date__lte=on
        )


class Assignment(CompanyModel):
    """Who serves an activity for a site between two days included; no provider means in-house."""

    activity = models.ForeignKey(
        Activity, verbose_name=_("activité"), on_delete=models.PROTECT, related_name="assignments"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, related_name="assignments"
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    start_date = models.DateField(_("depuis le"))
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(AssignmentQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("affectation")
        verbose_name_plural = _("affectations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="assignment_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["activity", "unit"],
                condition=models.Q(end_date__isnull=True),
                name="assignment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.unit_id}"
