from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.jobs.enums import JobState, RunState
from timonerie.foundations.scope.models import CompanyModel, Reference, ScopedModel


class Job(CompanyModel):
    """Work done later, for one company. Delivered at least once: handlers are idempotent."""

    references = (Reference(column="membership_id", to="accounts.Membership"),)

    kind = models.CharField(_("nature"), max_length=60)
    payload = models.JSONField(_("données"), default=dict)
    key = models.CharField(_("clé"), max_length=120)
    state = models.CharField(
        _("état"), max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    progress = models.FloatField(_("avancement"), default=0)
    step = models.CharField(_("étape"), max_length=120, blank=True)
    error = models.TextField(_("erreur"), blank=True)
    attempts = models.PositiveIntegerField(_("essais"), default=0)
    membership_id = models.BigIntegerField(_("appartenance"), null=True)
    created_at = models.DateTimeField(_("créé le"))
    started_at = models.DateTimeField(_("commencé le"), null=True)
    ended_at = models.DateTimeField(_("fini le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("travail")
        verbose_name_plural = _("travaux")
        constraints = [
            models.UniqueConstraint(fields=["company", "kind", "key"], name="job_once_per_key"),
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="job_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class JobRun(ScopedModel):
    """One time that a job ran: that of every hour is one job, and as many runs as hours. One that
    its machine dropped is cut, and has no end."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField(_("commencée le"))
    ended_at = models.DateTimeField(_("finie le"), null=True)
    state = models.CharField(
        _("état"), max_length=10, choices=RunState.choices, default=RunState.RUNNING
    )
    error = models.TextField(_("erreur"), blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = _("exécution")
        verbose_name_plural = _("exécutions")
        indexes = [models.Index(fields=["company", "-started_at"], name="job_runs_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RunState.values), name="job_run_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.started_at:%Y-%m-%d %H:%M}"
