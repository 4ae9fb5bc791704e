from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.contracts.renewal_enums import RenewalChoice, RenewalState
from timonerie.foundations.scope.models import CompanyModel, ScopedManager

USUAL_AHEAD = 60
"""Days before the decision date on which a file opens, unless a company says otherwise."""


class RenewalSetting(CompanyModel):
    """How many days ahead of their decision date the files open; no row means `USUAL_AHEAD`."""

    days_ahead = models.PositiveSmallIntegerField(_("jours d’avance"), default=USUAL_AHEAD)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("réglage des dossiers de décision")
        verbose_name_plural = _("réglages des dossiers de décision")
        constraints = [
            models.UniqueConstraint(fields=["company"], name="renewal_setting_once"),
            models.CheckConstraint(
                condition=Q(days_ahead__gte=1, days_ahead__lte=365),
                name="renewal_setting_from_1_to_365",
            ),
        ]

    def __str__(self) -> str:
        return str(self.days_ahead)


class RenewalFileQuerySet(models.QuerySet["RenewalFile"]):
    def open(self) -> "RenewalFileQuerySet":
        return self.filter(state=RenewalState.OPEN)


class RenewalFile(CompanyModel):
    """What there is to decide before a term of a contract ends, and what was decided.

    `term_end` is the last day of the term, included; `decide_by` and `last_day`, the last useful
    day, are those of the contract when it was last looked at. `percent` is what a renegotiation is
    assumed to change of the price, -8 for eight per cent less; `exit_cents` what leaving costs
    once, where somebody says so: both are assumptions of people, never measured."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="renewal_files")
    term_end = models.DateField(_("fin de la période"))
    decide_by = models.DateField(_("à décider avant le"))
    last_day = models.DateField(_("dernier jour utile"))
    opened_on = models.DateField(_("ouvert le"))
    opened_by = models.CharField(_("ouvert par"), max_length=150)
    state = models.CharField(
        _("état"), max_length=10, choices=RenewalState.choices, default=RenewalState.OPEN
    )
    percent = models.DecimalField(
        _("hypothèse de prix (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    exit_cents = models.PositiveBigIntegerField(_("coût du départ"), null=True, blank=True)
    choice = models.CharField(
        _("décision"), max_length=12, choices=RenewalChoice.choices, blank=True
    )
    reason = models.CharField(_("motif"), max_length=1000, blank=True)
    dissent = models.CharField(_("avis contraire"), max_length=1000, blank=True)
    decided_on = models.DateField(_("décidé le"), null=True, blank=True)
    decided_by = models.CharField(_("par"), max_length=150, blank=True)
    user_id = models.BigIntegerField(_("compte"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(RenewalFileQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("dossier de décision")
        verbose_name_plural = _("dossiers de décision")
        constraints = [
            models.UniqueConstraint(fields=["contract", "term_end"], name="renewal_file_once"),
            models.CheckConstraint(
                condition=Q(state__in=RenewalState.values), name="renewal_file_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=RenewalState.DECIDED,
                    choice__in=RenewalChoice.values,
                    decided_on__isnull=False,
                )
                & ~Q(reason="")
                | ~Q(state=RenewalState.DECIDED) & Q(choice="", reason="", decided_on__isnull=True),
                name="renewal_decision_says_why_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decide_by__lte=F("last_day"), last_day__lte=F("term_end")),
                name="renewal_file_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=-100, percent__lte=100),
                name="renewal_percent_from_minus_100_to_100",
            ),
        ]
        indexes = [models.Index(fields=["company", "state"], name="renewal_file_by_state")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.term_end}"

    def may_still_change(self, *, on: date) -> bool:
        """Whether a decision can be taken, or undone, on a day."""
        return self.state != RenewalState.LAPSED and on <= self.last_day
