from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.reporting.cycle_enums import DueBase, Rhythm
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class CycleQuerySet(models.QuerySet["Cycle"]):
    def active(self) -> "CycleQuerySet":
        return self.filter(archived_at__isnull=True)


class Cycle(CompanyModel):
    """Work that comes back and that we and a provider do in turn: one passage a site, or one for
    the company where it names none, for each period since `start_date` or for each event.

    `makes_facts` puts the steps of a closed passage in the fact store: not where another source
    measures the same work already. `code` is the ready model it was copied from."""

    title = models.CharField(_("intitulé"), max_length=120)
    code = models.CharField(_("modèle"), max_length=30, blank=True)
    provider = models.ForeignKey(
        Provider, verbose_name=_("prestataire"), on_delete=models.PROTECT, related_name="cycles"
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cycles",
    )
    cadence = models.CharField(_("périodicité"), max_length=12, choices=Rhythm.choices)
    start_date = models.DateField(_("à partir du"))
    makes_facts = models.BooleanField(_("produit des faits"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(CycleQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence__in=Rhythm.values), name="cycle_cadence_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.title


class CycleSite(ScopedModel):
    """A site where a cycle is done."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="sites")
    site = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cycles")

    class Meta(ScopedModel.Meta):
        verbose_name = _("site d’un cycle")
        verbose_name_plural = _("sites d’un cycle")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "site"], name="cycle_site_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.site_id}"


class CycleVersion(CompanyModel):
    """The steps of a cycle for the periods that begin from a day on: never edited once a passage
    took them."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    start_date = models.DateField(_("à partir du"))
    created_at = models.DateTimeField(_("enregistrée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("version d’un cycle")
        verbose_name_plural = _("versions d’un cycle")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="cycle_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} v{self.number}"


class SaidStep(CompanyModel):
    """What a step says, in a cycle as in a passage. `seat` or `provider` own it; without them, the
    site for one of ours and the provider of the cycle for one of theirs. `noun` is what it hands
    over, in the plural."""

    position = models.PositiveSmallIntegerField(_("rang"))
    key = models.CharField(_("clé"), max_length=40)
    title = models.CharField(_("étape"), max_length=120)
    side = models.CharField(_("côté"), max_length=10, choices=Side.choices)
    seat = models.ForeignKey(
        Seat, verbose_name=_("poste"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="%(class)ss",
    )  # fmt: skip
    provider = models.ForeignKey(
        Provider, verbose_name=_("prestataire"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="%(class)ss",
    )  # fmt: skip
    base = models.CharField(_("compté depuis"), max_length=10, choices=DueBase.choices)
    days = models.SmallIntegerField(_("jours"))
    proof = models.CharField(_("preuve demandée"), max_length=200, blank=True)
    returns_work = models.BooleanField(_("compte des reprises"), default=False)
    noun = models.CharField(_("ce qu’elle remet"), max_length=60, blank=True)
    is_feminine = models.BooleanField(_("au féminin"), default=False)

    class Meta(CompanyModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="%(class)s_side_is_known"
            ),
            models.CheckConstraint(
                condition=Q(base__in=DueBase.values), name="%(class)s_base_is_known"
            ),
            models.CheckConstraint(
                condition=Q(side=Side.THEIRS, seat__isnull=True)
                | Q(side=Side.OURS, provider__isnull=True),
                name="%(class)s_owner_is_of_its_side",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CycleStep(SaidStep):
    """A step of a version of a cycle. `key` stays when its words change: the same step, in the
    passages of several versions."""

    version = models.ForeignKey(CycleVersion, on_delete=models.CASCADE, related_name="steps")

    class Meta(SaidStep.Meta):
        verbose_name = _("étape d’un cycle")
        verbose_name_plural = _("étapes d’un cycle")
        constraints = [
            *SaidStep.Meta.constraints,
            models.UniqueConstraint(fields=["version", "position"], name="cycle_step_rank_once"),
            models.UniqueConstraint(fields=["version", "key"], name="cycle_step_key_once"),
        ]
