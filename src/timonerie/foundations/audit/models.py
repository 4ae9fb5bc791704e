from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One act, chained to the one before it in its company. No foreign key: nothing blocks a
    deletion, nothing rewrites history. `version` is that of the seal: from 2 on, what is personal
    in `actor` and `detail` is a commitment to a `PersonalValue`."""

    company_id = models.BigIntegerField(_("société"))
    seq = models.PositiveBigIntegerField(_("numéro"))
    version = models.PositiveSmallIntegerField(_("version du sceau"))
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
        indexes = [
            models.Index(fields=["company_id", "object_kind", "object_id"]),
            models.Index(fields=["company_id", "user_id", "seq"], name="audit_event_author"),
            models.Index(fields=["company_id", "act", "seq"], name="audit_event_act"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Head(models.Model):
    """The last event of a company: locked while the next one is written, so `seq` has no gap.
    `clock` is what the machine's clock said then."""

    company_id = models.BigIntegerField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    clock = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.company_id} {self.seq}"


class PersonalValue(models.Model):
    """What an event says of a person, with the key of its commitment: kept beside the chain, so
    that it can be erased. A value about the same `subject` is kept once."""

    company_id = models.BigIntegerField(_("société"))
    ref = models.CharField(_("référence"), max_length=32, unique=True)
    subject = models.CharField(_("personne"), max_length=64, blank=True)
    key = models.CharField(_("clé"), max_length=64)
    value = models.TextField(_("valeur"))

    class Meta:
        verbose_name = _("valeur personnelle")
        verbose_name_plural = _("valeurs personnelles")
        indexes = [models.Index(fields=["company_id", "subject"], name="audit_personal_subject")]

    def __str__(self) -> str:
        return self.ref
