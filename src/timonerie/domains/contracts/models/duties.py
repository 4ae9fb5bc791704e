from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.duty_enums import PieceState, ReminderKind, Way
from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel, ScopedModel


class ContractClient(ScopedModel):
    """Which of our legal entities signed a contract: the one that its provider knows."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="clients")
    legal_entity = models.ForeignKey(
        LegalEntity, on_delete=models.PROTECT, related_name="contracts_signed"
    )

    class Meta(ScopedModel.Meta):
        verbose_name = _("entité qui signe")
        verbose_name_plural = _("entités qui signent")
        constraints = [
            models.UniqueConstraint(fields=["contract"], name="contract_signed_by_one_entity")
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.legal_entity_id}"


class DutyDocument(CompanyModel):
    """A legal document of a provider, for one of our entities or for all (none).

    `valid_until` is the end that the document says; `ends_on` the one that counts, computed when it
    is written: that end, or the rhythm of its kind from the day of issue. A check says who looked,
    when, and what proves it. Without a `blob` the file was never given, or was erased."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="duty_documents")
    legal_entity = models.ForeignKey(
        LegalEntity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duty_documents",
    )
    kind = models.CharField(_("pièce"), max_length=20)
    issued_on = models.DateField(_("établie le"), null=True, blank=True)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    ends_on = models.DateField(_("échéance"), null=True, blank=True)
    number = models.CharField(_("code ou numéro"), max_length=60, blank=True)
    blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="duty_documents"
    )
    file_name = models.CharField(_("fichier"), max_length=150, blank=True)
    way = models.CharField(_("arrivée"), max_length=4, choices=Way.choices)
    state = models.CharField(
        _("état"), max_length=8, choices=PieceState.choices, default=PieceState.RECEIVED
    )
    received_by = models.CharField(_("déposée par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    received_at = models.DateTimeField(_("reçue le"))
    reason = models.CharField(_("motif du refus"), max_length=500, blank=True)
    proof = models.CharField(_("preuve de la vérification"), max_length=500, blank=True)
    proof_blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="duty_proofs"
    )
    proof_name = models.CharField(_("fichier de preuve"), max_length=150, blank=True)
    judged_by = models.CharField(_("vérifiée par"), max_length=150, blank=True)
    judged_user_id = models.BigIntegerField(_("compte qui vérifie"), null=True)
    judged_at = models.DateTimeField(_("vérifiée le"), null=True)
    erased_at = models.DateTimeField(_("fichier effacé le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("pièce légale")
        verbose_name_plural = _("pièces légales")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PieceState.values), name="duty_document_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=PieceState.RECEIVED, judged_at__isnull=True)
                | (~Q(state=PieceState.RECEIVED) & Q(judged_at__isnull=False)),
                name="duty_document_judged_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=PieceState.REFUSED) | ~Q(reason=""),
                name="duty_document_refused_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=PieceState.CHECKED) | ~Q(proof="") | Q(proof_blob__isnull=False),
                name="duty_document_checked_has_a_proof",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("issued_on")),
                name="duty_document_ends_after_its_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider_id}"


class DutyRuling(CompanyModel):
    """Somebody says whether a kind of document is owed by a provider; the last one stands, none
    (`is_owed` empty) gives the question back to what is computed."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="duty_rulings")
    kind = models.CharField(_("pièce"), max_length=20)
    is_owed = models.BooleanField(_("due"), null=True)
    reason = models.CharField(_("motif"), max_length=500)
    said_by = models.CharField(_("dit par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("avis sur une pièce légale")
        verbose_name_plural = _("avis sur les pièces légales")

    def __str__(self) -> str:
        return f"{self.kind} {self.is_owed}"


class DutyReminder(CompanyModel):
    """Somebody asked a provider for documents, by their own means: nothing leaves from here."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="duty_reminders")
    legal_entity = models.ForeignKey(
        LegalEntity, on_delete=models.PROTECT, null=True, blank=True, related_name="duty_reminders"
    )
    kind = models.CharField(_("nature"), max_length=8, choices=ReminderKind.choices)
    pieces = models.JSONField(_("pièces demandées"), default=list)
    made_on = models.DateField(_("faite le"))
    made_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("notée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("relance")
        verbose_name_plural = _("relances")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_on}"


class DutyLink(CompanyModel):
    """An address by which a provider hands in the documents `asked` of it, without an account,
    until a day or until it is revoked. Of its secret only the SHA-256 is kept."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="duty_links")
    legal_entity = models.ForeignKey(
        LegalEntity, on_delete=models.PROTECT, null=True, blank=True, related_name="duty_links"
    )
    asked = models.JSONField(_("pièces demandées"), default=list)
    recipient = models.CharField(_("destinataire"), max_length=150)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    used_at = models.DateTimeField(_("dernier dépôt"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("lien de dépôt")
        verbose_name_plural = _("liens de dépôt")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="duty_link_secret_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="duty_link_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def is_open(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at
