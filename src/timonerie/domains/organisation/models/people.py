from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models.providers import Provider
from timonerie.domains.organisation.models.units import BusinessFunction, Unit
from timonerie.foundations.scope.models import CompanyModel, Reference, ScopedManager


class PersonQuerySet(models.QuerySet["Person"]):
    def active(self) -> "PersonQuerySet":
        return self.filter(archived_at__isnull=True)


class Person(CompanyModel):
    """Someone of the company, or a fractional executive who works for it."""

    name = models.CharField(_("nom"), max_length=150)
    email = models.EmailField(_("adresse électronique"), blank=True)
    number = models.CharField(_("matricule"), max_length=40, blank=True, default="")
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
    )
    user_id = models.BigIntegerField(_("compte"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(PersonQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    def active(self) -> "SeatQuerySet":
        return self.filter(archived_at__isnull=True)


class Seat(CompanyModel):
    """A post (*poste*), apart from who holds it: « DAF », « responsable paie de Lyon ». `manager`
    is the post it answers to, whoever holds that one, or nobody; none at the head of a tree."""

    name = models.CharField(_("intitulé"), max_length=150)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unité"), on_delete=models.PROTECT, related_name="seats"
    )
    function = models.ForeignKey(
        BusinessFunction,
        verbose_name=_("fonction"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
    )
    manager = models.ForeignKey(
        "self",
        verbose_name=_("relève de"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(SeatQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("poste")
        verbose_name_plural = _("postes")
        constraints = [
            models.UniqueConstraint(fields=["company", "unit", "name"], name="seat_once_per_unit"),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=models.F("id")),
                name="seat_is_not_its_own_manager",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeatHoldingQuerySet(models.QuerySet["SeatHolding"]):
    def in_force(self, *, on: date) -> "SeatHoldingQuerySet":
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gte=on), start_date__lte=on)


class SeatHolding(CompanyModel):
    """Who held a seat between two days included: an employee, a fractional executive or a
    provider."""

    seat = models.ForeignKey(
        Seat, verbose_name=_("poste"), on_delete=models.PROTECT, related_name="holdings"
    )
    kind = models.CharField(_("titulaire"), max_length=10, choices=HolderKind.choices)
    person = models.ForeignKey(
        Person,
        verbose_name=_("personne"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="holdings",
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="holdings",
    )
    start_date = models.DateField(_("depuis le"))
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(SeatHoldingQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("titulaire de poste")
        verbose_name_plural = _("titulaires de poste")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=HolderKind.PROVIDER, provider__isnull=False, person__isnull=True)
                | Q(
                    kind__in=[HolderKind.EMPLOYEE, HolderKind.EXECUTIVE],
                    provider__isnull=True,
                    person__isnull=False,
                ),
                name="holding_names_its_holder",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=models.F("start_date")),
                name="holding_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(end_date__isnull=True), name="holding_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.start_date}"

    def is_in_force(self, *, on: date) -> bool:
        return self.start_date <= on and (self.end_date is None or self.end_date >= on)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, *, on: date) -> "MandateQuerySet":
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gte=on), start_date__lte=on)


class Mandate(CompanyModel):
    """Narrows a membership to a subtree, a function or a provider, between two days included."""

    references = (Reference(column="membership_id", to="accounts.Membership"),)

    membership_id = models.BigIntegerField(_("appartenance"), db_index=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unité et en dessous"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    function = models.ForeignKey(
        BusinessFunction,
        verbose_name=_("fonction"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    start_date = models.DateField(_("depuis le"))
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(MandateQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False)
                | Q(function__isnull=False)
                | Q(provider__isnull=False),
                name="mandate_narrows_something",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=models.F("start_date")),
                name="mandate_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.start_date}"

    def is_in_force(self, *, on: date) -> bool:
        return self.start_date <= on and (self.end_date is None or self.end_date >= on)
