from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import ExpectedReport, Obligation
from timonerie.domains.contracts.obligation_enums import Cadence
from timonerie.domains.organisation.models import Unit
from timonerie.foundations.scope.models import CompanyModel, ScopedModel


class ReportBinding(CompanyModel):
    """What is followed of a line of a contract: the report that a provider owes, or the input that
    one of our sites owes. `model` is a code of the content models, guessed while it is empty; what
    fell due before `since`, the day it was first seen, is never asked for."""

    expected = models.ForeignKey(
        ExpectedReport, on_delete=models.PROTECT, null=True, related_name="bindings"
    )
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, related_name="bindings"
    )
    since = models.DateField(_("suivi depuis le"))
    model = models.CharField(_("modèle"), max_length=30, blank=True)
    recipient = models.CharField(_("à qui s’adresser"), max_length=150, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("suivi d’un rapport")
        verbose_name_plural = _("suivis des rapports")
        constraints = [
            models.CheckConstraint(
                condition=Q(expected__isnull=False, obligation__isnull=True)
                | Q(expected__isnull=True, obligation__isnull=False),
                name="report_binding_of_one_line",
            ),
            models.UniqueConstraint(
                fields=["expected"],
                condition=Q(expected__isnull=False),
                name="report_binding_of_a_report_once",
            ),
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(obligation__isnull=False),
                name="report_binding_of_an_input_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.expected or self.obligation)


class ReportRule(CompanyModel):
    """A report that our sites owe the group; what it asks stands in its terms, each from a day
    on."""

    title = models.CharField(_("intitulé"), max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("règle de rapport")
        verbose_name_plural = _("règles de rapport")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "title"],
                condition=Q(archived_at__isnull=True),
                name="report_rule_title_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReportRuleTerms(ScopedModel):
    """What a rule asks from a day on: never edited, the last said of a day stands. `day` and
    `grace_days` count the working days of each site, as a report of a contract does. No site named
    is every site."""

    rule = models.ForeignKey(ReportRule, on_delete=models.PROTECT, related_name="terms")
    start_date = models.DateField(_("à partir du"))
    cadence = models.CharField(_("périodicité"), max_length=12, choices=Cadence.choices)
    day = models.PositiveSmallIntegerField(_("jour ouvré après la période"))
    grace_days = models.PositiveSmallIntegerField(_("jours de grâce"), default=0)
    model = models.CharField(_("modèle"), max_length=30)
    said_by = models.CharField(_("dit par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("dit le"))

    class Meta(ScopedModel.Meta):
        verbose_name = _("termes d’une règle de rapport")
        verbose_name_plural = _("termes des règles de rapport")
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence__in=Cadence.values), name="report_rule_cadence_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.start_date}"


class ReportRuleSite(ScopedModel):
    """A site that the terms of a rule name."""

    terms = models.ForeignKey(ReportRuleTerms, on_delete=models.PROTECT, related_name="sites")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="report_rules")

    class Meta(ScopedModel.Meta):
        verbose_name = _("site d’une règle de rapport")
        verbose_name_plural = _("sites des règles de rapport")
        constraints = [
            models.UniqueConstraint(fields=["terms", "unit"], name="report_rule_site_once")
        ]

    def __str__(self) -> str:
        return f"{self.terms_id} {self.unit_id}"
