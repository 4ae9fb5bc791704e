from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.performance.enums import ClaimKind, ClaimState, PeriodKind
from timonerie.foundations.scope.models import CompanyModel


class LevelClaim(CompanyModel):
    """What a contract lets ask for a level missed over a period, once: a penalty or a credit.

    `amount_cents` is what the contract computes, empty where the fee of the period is not known;
    `reasoning` keeps how (`rules.level_claims.Due`). When a later computation finds another
    amount, an open claim keeps its own and tells the other in `found_cents` and `found`, until
    somebody takes it; a settled one does not move. `granted_cents` is what was agreed in the end,
    in the currency of the contract, and nothing where it was waived.
    """

    level = models.ForeignKey(ServiceLevel, on_delete=models.PROTECT, related_name="claims")
    period_kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    period_start = models.DateField(_("période"))
    kind = models.CharField(_("nature"), max_length=10, choices=ClaimKind.choices)
    state = models.CharField(
        _("état"), max_length=10, choices=ClaimState.choices, default=ClaimState.PROPOSED
    )
    amount_cents = models.BigIntegerField(_("montant calculé (centimes)"), null=True)
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    reasoning = models.JSONField(_("calcul"), default=dict)
    differs = models.BooleanField(_("un calcul plus récent diffère"), default=False)
    found_cents = models.BigIntegerField(_("montant du dernier calcul"), null=True)
    found = models.JSONField(_("dernier calcul"), default=dict)
    reply = models.CharField(_("réponse du prestataire"), max_length=2000, blank=True)
    granted_cents = models.BigIntegerField(_("montant accordé (centimes)"), null=True)
    reason = models.CharField(_("motif"), max_length=1000, blank=True)
    proposed_at = models.DateTimeField(_("proposée le"))
    settled_at = models.DateTimeField(_("réglée le"), null=True)
    settled_by = models.CharField(_("réglée par"), max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("pénalité ou avoir")
        verbose_name_plural = _("avoirs et pénalités")
        constraints = [
            models.UniqueConstraint(
                fields=["level", "period_kind", "period_start"], name="level_claim_once"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__isnull=True) | Q(amount_cents__gte=0),
                name="level_claim_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(granted_cents__isnull=True) | Q(granted_cents__gte=0),
                name="level_claim_grant_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.GRANTED, granted_cents__isnull=False)
                | (~Q(state=ClaimState.GRANTED) & Q(granted_cents__isnull=True)),
                name="level_claim_granted_says_how_much",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ClaimState.GRANTED, ClaimState.WAIVED], settled_at__isnull=False
                )
                | Q(state__in=[ClaimState.PROPOSED, ClaimState.DISCUSSED], settled_at__isnull=True),
                name="level_claim_settled_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.WAIVED) | ~Q(reason=""),
                name="level_claim_waived_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.GRANTED)
                | Q(granted_cents=F("amount_cents"))
                | ~Q(reason=""),
                name="level_claim_other_amount_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level_id} {self.period_start}"

    @property
    def is_settled(self) -> bool:
        return self.state in (ClaimState.GRANTED, ClaimState.WAIVED)
