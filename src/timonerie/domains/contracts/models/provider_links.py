from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.provider_enums import ProposalKind, ProposalState
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.scope.models import CompanyModel


class ProviderLink(CompanyModel):
    """An address by which a provider reads its own sheet and team and proposes changes, without an
    account, until a day or until it is revoked. Only the SHA-256 of its secret is kept."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="links")
    recipient = models.CharField(_("destinataire"), max_length=150)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    used_at = models.DateTimeField(_("dernière proposition"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("lien de mise à jour")
        verbose_name_plural = _("liens de mise à jour")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="provider_link_secret_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="provider_link_ends_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def is_open(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at


class Proposal(CompanyModel):
    """One line that a provider proposes by its link: nothing is applied before somebody of the
    company accepts it. `document` is what is proposed, by kind: a field of the sheet and its value,
    a person, the answer of a month, a sub-contractor."""

    link = models.ForeignKey(ProviderLink, on_delete=models.PROTECT, related_name="proposals")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(_("nature"), max_length=15, choices=ProposalKind.choices)
    field = models.CharField(_("champ"), max_length=40, blank=True)
    document = models.JSONField(_("proposé"))
    state = models.CharField(
        _("état"), max_length=10, choices=ProposalState.choices, default=ProposalState.AWAITING
    )
    reason = models.CharField(_("motif du refus"), max_length=500, blank=True)
    at = models.DateTimeField(_("proposé le"))
    decided_by = models.CharField(_("décidé par"), max_length=150, blank=True)
    user_id = models.BigIntegerField(_("compte"), null=True)
    decided_at = models.DateTimeField(_("décidé le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("proposition d’un prestataire")
        verbose_name_plural = _("propositions des prestataires")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "field"],
                condition=Q(state=ProposalState.AWAITING) & ~Q(field=""),
                name="proposal_of_a_field_awaits_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.REFUSED) | ~Q(reason=""),
                name="proposal_is_refused_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.kind}"
