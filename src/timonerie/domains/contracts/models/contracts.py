from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import NoticeCounts, NoticeForm, Renewal, Stage, Tax
from timonerie.domains.organisation.models import Provider, Seat
from timonerie.domains.sourcing.models import Activity, StatementVersion
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class ContractQuerySet(models.QuerySet["Contract"]):
    def active(self) -> "ContractQuerySet":
        return self.filter(archived_at__isnull=True)


class Contract(CompanyModel):
    """What was signed with a provider. What nobody knows yet is left empty: nothing is assumed.

    Lengths are written as in a contract file: « 36 months », « 90 days », « 6 weeks ». `end_date`
    is the last day of a term as somebody wrote it, where the length of the firm term is not known.
    `renewals` is how many times it renews at most, empty where nothing limits them.
    `listed` is what the last list said of each field, with its cell: only what a list changed since
    is written again over what people corrected. `confirmed` names the fields that somebody checked.
    `frame` is the contract that gathers those of several sites; `criticality` goes from 1 to 4,
    empty where the activities say it.
    """

    name = models.CharField(_("objet"), max_length=200)
    reference = models.CharField(_("référence"), max_length=100, blank=True)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
    )
    # The name that a list gave it: what a question is about until somebody links a provider.
    provider_written = models.CharField(_("prestataire tel qu’écrit"), max_length=150, blank=True)
    # A contract that comes from a list, or that somebody says, is signed already.
    stage = models.CharField(_("étape"), max_length=10, choices=Stage.choices, default=Stage.SIGNED)
    signed_date = models.DateField(_("signé le"), null=True, blank=True)
    signed_by = models.CharField(_("signé pour nous par"), max_length=150, blank=True)
    frame = models.ForeignKey(
        "self",
        verbose_name=_("contrat cadre"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
    )
    statement_version = models.ForeignKey(
        StatementVersion,
        verbose_name=_("cahier des charges"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
    )
    owner = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui le suit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_contracts",
    )
    criticality = models.PositiveSmallIntegerField(_("criticité"), null=True, blank=True)
    start_date = models.DateField(_("prise d’effet"), null=True, blank=True)
    firm = models.CharField(_("durée ferme"), max_length=20, blank=True)
    end_date = models.DateField(_("échéance écrite"), null=True, blank=True)
    renewal = models.CharField(
        _("reconduction"), max_length=10, choices=Renewal.choices, blank=True
    )
    renewal_length = models.CharField(_("durée de reconduction"), max_length=20, blank=True)
    renewals = models.PositiveSmallIntegerField(_("reconductions au plus"), null=True, blank=True)
    notice = models.CharField(_("préavis"), max_length=20, blank=True)
    notice_counts = models.CharField(
        _("le préavis se compte"), max_length=10, choices=NoticeCounts.choices, blank=True
    )
    notice_form = models.CharField(
        _("forme du préavis"), max_length=10, choices=NoticeForm.choices, blank=True
    )
    preparation = models.CharField(_("temps de préparation"), max_length=20, blank=True)
    notice_given_date = models.DateField(_("préavis donné le"), null=True, blank=True)
    notice_proof = models.CharField(_("preuve du préavis"), max_length=500, blank=True)
    yearly_cents = models.BigIntegerField(_("montant annuel (centimes)"), null=True, blank=True)
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    tax = models.CharField(_("taxe"), max_length=10, choices=Tax.choices, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    listed = models.JSONField(_("dit par la dernière liste"), default=dict)
    confirmed = models.JSONField(_("vérifié"), default=list)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ContractQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("contrat")
        verbose_name_plural = _("contrats")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(yearly_cents__isnull=True) | models.Q(yearly_cents__gte=0),
                name="contract_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="contract_stage_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.SIGNED) | models.Q(signed_date__isnull=True),
                name="contract_signed_date_is_of_a_signed_one",
            ),
            models.CheckConstraint(
                condition=models.Q(notice_proof="") | models.Q(notice_given_date__isnull=False),
                name="contract_proof_is_of_a_notice",
            ),
            models.CheckConstraint(
                condition=models.Q(criticality__isnull=True)
                | models.Q(criticality__gte=1, criticality__lte=4),
                name="contract_criticality_is_of_its_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(frame__isnull=True) | ~models.Q(frame=models.F("id")),
                name="contract_frames_another_one",
            ),
            models.CheckConstraint(
                condition=models.Q(start_date__isnull=True)
                | models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="contract_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContractActivity(ScopedModel):
    """An activity that a contract entrusts."""

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="entrusted_activities"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="contracts")

    class Meta(ScopedModel.Meta):
        verbose_name = _("activité du contrat")
        verbose_name_plural = _("activités des contrats")
        constraints = [
            models.UniqueConstraint(fields=["contract", "activity"], name="contract_activity_once")
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.activity_id}"
