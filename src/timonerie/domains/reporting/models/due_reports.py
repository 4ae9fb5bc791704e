from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.models.expected import ReportBinding, ReportRule
from timonerie.domains.reporting.report_enums import ExchangeKind, Filed, Rung, Stage
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel, ScopedModel


class DueReport(CompanyModel):
    """What is awaited for one period, frozen when the period opens: the day, the last day of grace,
    the fields of the model in the version of that day; `late_date` alone moves, by the days that
    the client held and gave back. `key` names the line, the site and the
    period, so that opening again never doubles it."""

    key = models.CharField(max_length=120)
    binding = models.ForeignKey(
        ReportBinding, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    rule = models.ForeignKey(
        ReportRule, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, null=True, related_name="due_reports"
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, related_name="due_reports"
    )
    site = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="due_reports")
    side = models.CharField(_("dû par"), max_length=10, choices=Side.choices)
    title = models.CharField(_("intitulé"), max_length=200)
    period_start = models.DateField(_("début de la période"))
    period_end = models.DateField(_("fin de la période"))
    due_date = models.DateField(_("attendu le"))
    late_after = models.DateField(_("dernier jour de grâce"))
    model = models.CharField(_("modèle"), max_length=30, blank=True)
    model_version = models.PositiveSmallIntegerField(_("version du modèle"), default=0)
    fields = models.JSONField(_("champs"), default=list)
    stage = models.CharField(
        _("étape"), max_length=10, choices=Stage.choices, default=Stage.AWAITED
    )
    late_date = models.DateField(_("en retard après le, jours rendus"))
    opened_at = models.DateTimeField(_("ouvert le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("rapport d’une période")
        verbose_name_plural = _("rapports des périodes")
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="due_report_once"),
            models.CheckConstraint(
                condition=Q(late_after__gte=F("due_date")), name="due_report_grace_after_its_day"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="due_report_period_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="due_report_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="due_report_side_is_known"
            ),
        ]
        indexes = [models.Index(fields=["company", "stage", "due_date"], name="due_report_stage")]

    def __str__(self) -> str:
        return f"{self.title} {self.period_start}"


class ReportFiling(CompanyModel):
    """One version of a report as it was handed in; the database refuses to change it. `came_on` is
    the day it counts as handed in; `reason` says why one was handed in again."""

    due = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField(_("version"))
    values = models.JSONField(_("valeurs"), default=dict)
    comment = models.CharField(_("commentaire"), max_length=4000, blank=True)
    reason = models.CharField(_("motif de la correction"), max_length=500, blank=True)
    way = models.CharField(_("arrivée"), max_length=8, choices=Filed.choices)
    came_on = models.DateField(_("remis le"))
    filed_by = models.CharField(_("remis par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("reçu le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("version d’un rapport")
        verbose_name_plural = _("versions des rapports")
        constraints = [
            models.UniqueConstraint(fields=["due", "number"], name="report_filing_number_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="report_filed_again_says_why"
            ),
            models.CheckConstraint(
                condition=Q(way__in=Filed.values), name="report_filing_way_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_id} v{self.number}"


class ReportExchange(CompanyModel):
    """What was said about a report: by the client, who awaits it, or by who owes it. A note is read
    by our side alone."""

    due = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="exchanges")
    kind = models.CharField(_("nature"), max_length=10, choices=ExchangeKind.choices)
    is_client = models.BooleanField(_("dit par le client"))
    text = models.CharField(_("texte"), max_length=2000, blank=True)
    said_by = models.CharField(_("de"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    said_on = models.DateField(_("le"))
    at = models.DateTimeField(_("noté le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("échange sur un rapport")
        verbose_name_plural = _("échanges sur les rapports")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ExchangeKind.values), name="report_exchange_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=ExchangeKind.ACCEPT) | ~Q(text=""),
                name="report_exchange_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_id}"


class ReportDraft(CompanyModel):
    """What who owes a report began to answer and did not hand in: read by nobody else."""

    due = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="drafts")
    values = models.JSONField(_("valeurs"), default=dict)
    comment = models.CharField(_("commentaire"), max_length=4000, blank=True)
    reason = models.CharField(_("motif de la correction"), max_length=500, blank=True)
    saved_at = models.DateTimeField(_("enregistré le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("brouillon d’un rapport")
        verbose_name_plural = _("brouillons des rapports")
        constraints = [models.UniqueConstraint(fields=["due"], name="report_draft_once")]

    def __str__(self) -> str:
        return str(self.due_id)


class ReportFile(CompanyModel):
    """A file joined to a report: to its draft until it is handed in, then to a version."""

    due = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="files")
    filing = models.ForeignKey(
        ReportFiling, on_delete=models.PROTECT, null=True, related_name="files"
    )
    field = models.CharField(_("champ"), max_length=30, blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="report_files")
    file_name = models.CharField(_("fichier"), max_length=150)
    added_by = models.CharField(_("joint par"), max_length=150)
    at = models.DateTimeField(_("joint le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("fichier d’un rapport")
        verbose_name_plural = _("fichiers des rapports")
        constraints = [
            models.UniqueConstraint(
                fields=["due", "blob"],
                condition=Q(filing__isnull=True),
                name="report_file_of_a_draft_once",
            ),
            models.UniqueConstraint(
                fields=["filing", "blob"],
                condition=Q(filing__isnull=False),
                name="report_file_of_a_version_once",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ReportReminder(ScopedModel):
    """A step of the reminders that was taken: once a report and a rung."""

    due = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="reminders")
    rung = models.CharField(_("rappel"), max_length=8, choices=Rung.choices)
    recipient = models.CharField(_("destinataire"), max_length=150, blank=True)
    at = models.DateTimeField(_("le"))

    class Meta(ScopedModel.Meta):
        verbose_name = _("rappel d’un rapport")
        verbose_name_plural = _("rappels des rapports")
        constraints = [
            models.UniqueConstraint(fields=["due", "rung"], name="report_reminder_once"),
            models.CheckConstraint(
                condition=Q(rung__in=Rung.values), name="report_reminder_rung_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_id} {self.rung}"
