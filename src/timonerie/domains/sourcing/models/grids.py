from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.models.activities import Activity
from timonerie.foundations.scope.models import CompanyModel


class EvaluationGrid(CompanyModel):
    """The criteria, their weights and the thresholds, as `rules.grids.Grid.document` writes them.
    Never edited: the last number is in force, a decision keeps the one it was taken with."""

    number = models.PositiveIntegerField(_("version"))
    document = models.JSONField(_("grille"))
    reason = models.CharField(_("motif"), max_length=300, blank=True)
    created_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("grille d’évaluation")
        verbose_name_plural = _("grilles d’évaluation")
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="grid_number_once")
        ]

    def __str__(self) -> str:
        return f"v{self.number}"


class Assessment(CompanyModel):
    """The notes that one assessor gives to an activity: {criterion: 0 to 4}, those they moved."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="assessments")
    grid = models.ForeignKey(EvaluationGrid, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.CharField(_("évaluateur"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    scores = models.JSONField(_("notes"), default=dict)
    note = models.CharField(_("remarque"), max_length=500, blank=True)
    at = models.DateTimeField(_("le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("évaluation")
        verbose_name_plural = _("évaluations")
        constraints = [
            models.UniqueConstraint(fields=["activity", "user_id"], name="assessment_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.assessor}"
