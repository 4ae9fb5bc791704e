from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel


class SaidRow(CompanyModel):
    """What somebody said on a day, and nobody rewrites: a correction is another row."""

    made_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    made_at = models.DateTimeField(_("dit le"))

    class Meta(CompanyModel.Meta):
        abstract = True
