from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.duty_enums import Answer, Authorisation, PrivacyRole, Transfers
from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class ProcessingRecordQuerySet(models.QuerySet["ProcessingRecord"]):
    def active(self) -> "ProcessingRecordQuerySet":
        return self.filter(archived_at__isnull=True)


class ProcessingRecord(CompanyModel):
    """What article 28 of the GDPR wants said of the personal data that a provider handles, for one
    contract or for the whole of what it does (none). What nobody knows is left empty."""

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="processing_records"
    )
    contract = models.ForeignKey(
        Contract,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="processing_records",
    )
    role = models.CharField(
        _("rôle"),
        max_length=11,
        choices=PrivacyRole.choices,
        default=PrivacyRole.UNQUALIFIED,
    )
    role_reason = models.CharField(_("pourquoi ce rôle"), max_length=500, blank=True)
    subject = models.CharField(_("objet"), max_length=500, blank=True)
    duration = models.CharField(_("durée"), max_length=200, blank=True)
    nature = models.CharField(_("nature"), max_length=500, blank=True)
    purpose = models.CharField(_("finalité"), max_length=500, blank=True)
    data_kinds = models.CharField(_("catégories de données"), max_length=500, blank=True)
    people = models.CharField(_("catégories de personnes"), max_length=500, blank=True)
    instructions = models.CharField(_("instructions documentées"), max_length=500, blank=True)
    confidentiality = models.CharField(_("confidentialité"), max_length=500, blank=True)
    security = models.CharField(_("sécurité"), max_length=500, blank=True)
    subprocessing = models.CharField(_("sous-traitants ultérieurs"), max_length=500, blank=True)
    assistance = models.CharField(_("assistance"), max_length=500, blank=True)
    breach = models.CharField(_("violation de données"), max_length=500, blank=True)
    fate = models.CharField(_("sort des données"), max_length=500, blank=True)
    audit = models.CharField(_("audit"), max_length=500, blank=True)
    transfers = models.CharField(
        _("transferts"), max_length=8, choices=Transfers.choices, blank=True
    )
    transfers_note = models.CharField(_("précision sur les transferts"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ProcessingRecordQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("fiche de sous-traitance de données")
        verbose_name_plural = _("fiches de sous-traitance de données")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "contract"],
                condition=Q(contract__isnull=False, archived_at__isnull=True),
                name="processing_record_once_a_contract",
            ),
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(contract__isnull=True, archived_at__isnull=True),
                name="processing_record_once_a_provider",
            ),
            models.CheckConstraint(
                condition=Q(role=PrivacyRole.UNQUALIFIED) | ~Q(role_reason=""),
                name="processing_role_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.subject}".strip()


class FurtherProcessor(CompanyModel):
    """Whom a provider entrusts data to in its turn (GDPR art. 28 § 2 and 4)."""

    record = models.ForeignKey(
        ProcessingRecord, on_delete=models.PROTECT, related_name="further_processors"
    )
    name = models.CharField(_("nom"), max_length=150)
    country = models.CharField(_("pays"), max_length=60)
    task = models.CharField(_("ce qui lui est confié"), max_length=200)
    authorisation = models.CharField(_("autorisation"), max_length=8, choices=Authorisation.choices)
    added_at = models.DateTimeField(_("ajouté le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("sous-traitant ultérieur")
        verbose_name_plural = _("sous-traitants ultérieurs")
        constraints = [
            models.UniqueConstraint(fields=["record", "name"], name="further_processor_once")
        ]

    def __str__(self) -> str:
        return self.name


class WayAnswer(CompanyModel):
    """What somebody says of how work is given under a contract: an index to look at. The last
    answer to each question stands; those before stay."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="way_answers")
    index = models.CharField(_("indice"), max_length=20)
    answer = models.CharField(_("réponse"), max_length=6, choices=Answer.choices)
    note = models.CharField(_("précision"), max_length=500, blank=True)
    said_by = models.CharField(_("dit par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("indice de manière de travailler")
        verbose_name_plural = _("indices de manière de travailler")

    def __str__(self) -> str:
        return f"{self.index} {self.answer}"
