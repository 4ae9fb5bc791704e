import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.portfolio.enums import Fault, Level
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import Company, CompanyModel, ScopedManager, ScopedModel


class PublishedSummaryQuerySet(models.QuerySet["PublishedSummary"]):
    def open(self, *, at: datetime) -> "PublishedSummaryQuerySet":
        return self.filter(withdrawn_at__isnull=True, ends_at__gt=at)


class PublishedSummary(CompanyModel):
    """What a company lets one reader of another instance know, until a day or until it is
    withdrawn. Its link holds a secret of which only the SHA-256 is kept."""

    recipient = models.CharField(_("destinataire"), max_length=150)
    level = models.CharField(_("contenu"), max_length=10, choices=Level.choices)
    names_providers = models.BooleanField(_("nommer les prestataires"), default=False)
    token_sha256 = models.CharField(max_length=64)
    # Where this instance answers, as its director reached it.
    origin = models.CharField(_("adresse de l’instance"), max_length=200)
    published_at = models.DateTimeField(_("publié le"))
    ends_at = models.DateTimeField(_("jusqu’au"))
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True)
    # The last document signed; it is made again when it is read, once an hour at most.
    envelope = models.JSONField(null=True)
    computed_at = models.DateTimeField(_("calculé le"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(PublishedSummaryQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("résumé publié")
        verbose_name_plural = _("résumés publiés")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("published_at")),
                name="summary_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="summary_level_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def is_open(self, *, at: datetime) -> bool:
        return self.withdrawn_at is None and self.ends_at > at


class SummaryReading(ScopedModel):
    """How many times a published summary was read on a day."""

    summary = models.ForeignKey(PublishedSummary, on_delete=models.PROTECT, related_name="readings")
    day = models.DateField(_("jour"))
    count = models.PositiveIntegerField(_("lectures"), default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = _("lectures d’un résumé")
        verbose_name_plural = _("lectures des résumés")
        constraints = [
            models.UniqueConstraint(fields=["summary", "day"], name="summary_reading_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.summary_id} {self.day}"


class FollowedSummary(models.Model):
    """The summary of a company of another instance, followed by one user; it belongs to them and
    to no company of this instance. `address` and `token` are empty for one brought as a file."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    token = models.CharField(max_length=64, blank=True)
    summary_id = models.UUIDField()
    company_public_id = models.UUIDField()
    key = models.CharField(_("empreinte de la clé"), max_length=64)
    name = models.CharField(_("société"), max_length=150)
    issued_at = models.DateTimeField(_("établi le"))
    # The last summary that could be trusted; nothing of it is kept once it is withdrawn.
    document = models.JSONField(null=True)
    received_at = models.DateTimeField(_("reçu le"))
    checked_at = models.DateTimeField(_("demandé le"))
    fault = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("société suivie")
        verbose_name_plural = _("sociétés suivies")
        constraints = [
            models.UniqueConstraint(fields=["user", "summary_id"], name="followed_once_per_user"),
            models.CheckConstraint(
                condition=models.Q(fault__in=["", *Fault.values]), name="followed_fault_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LastGlance(models.Model):
    """When a reader's line of a company was last computed and how serious it was: what orders the
    portfolio before its lines are known. Nothing else of the company is kept beside it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField(_("gravité"))
    at = models.DateTimeField(_("relevé le"))

    class Meta:
        verbose_name = _("dernier relevé")
        verbose_name_plural = _("derniers relevés")
        constraints = [
            models.UniqueConstraint(fields=["user", "company"], name="glance_once_per_company")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.company_id}"
