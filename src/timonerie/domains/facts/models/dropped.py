from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel


class DroppedState(models.TextChoices):
    """Whether somebody still has to say what a file is, or to look at what it would do."""

    WAITING = "waiting", _("à vérifier")
    TAKEN = "taken", _("enregistré")
    SET_ASIDE = "set_aside", _("mis de côté")


class DroppedFile(CompanyModel):
    """A table dropped with others, that waits for a person: what it is (`kind` is empty until then,
    `kinds` are those it may be, the likeliest first), then whether what it would do is right."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("fichier"), max_length=150)
    kind = models.CharField(_("nature"), max_length=20, blank=True)
    kinds = models.JSONField(_("natures possibles"), default=list)
    state = models.CharField(
        _("état"), max_length=10, choices=DroppedState.choices, default=DroppedState.WAITING
    )
    created_by = models.CharField(_("déposé par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("déposé le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("fichier à vérifier")
        verbose_name_plural = _("fichiers à vérifier")
        constraints = [
            models.UniqueConstraint(
                fields=["blob"],
                condition=models.Q(state=DroppedState.WAITING),
                name="dropped_file_waits_once",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
