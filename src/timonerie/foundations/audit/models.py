from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One act, chained to the one before it in its company. No foreign key: nothing blocks a
    deletion, nothing rewrites history."""

    company_id = models.BigIntegerField(_("société"))
    seq = models.PositiveBigIntegerField(_("numéro"))
    at = models.DateTimeField(_("instant"))
    actor = models.CharField(_("auteur"), max_length=150)
    user_id = models.BigIntegerField(_("utilisateur"), null=True)
    act = models.CharField(_("acte"), max_length=60)
    object_kind = models.CharField(_("objet"), max_length=60)
    object_id = models.CharField(_("identifiant"), max_length=64)
    detail = models.JSONField(_("détail"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints = [
            models.UniqueConstraint(fields=["company_id", "seq"], name="audit_seq_once"),
        ]
        indexes = [models.Index(fields=["company_id", "object_kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Head(models.Model):
    """The last event of a company: locked while the next one is written, so `seq` has no gap."""

    company_id = models.BigIntegerField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.company_id} {self.seq}"
