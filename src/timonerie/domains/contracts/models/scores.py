from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel


class ScoreModel(CompanyModel):
    """What the score of a provider is made of, never rewritten: the highest number is in force.

    `weights` gives the weight of each criterion by its code, whole numbers from 0 to 100."""

    number = models.PositiveIntegerField(_("version"))
    weights = models.JSONField(_("poids"))
    reason = models.CharField(_("motif"), max_length=500)
    made_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    made_at = models.DateTimeField(_("enregistrée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("modèle de note")
        verbose_name_plural = _("modèles de note")
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="score_model_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="score_model_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.number)
