"""How critical a provider is: said in one place, kept for ever."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, ProviderTier
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import tiers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

LOWEST, HIGHEST = 1, 4
LONGEST_REASON = 500


def set(
    *, by: Actor, at: datetime, provider: Provider, tier: int, reason: str
) -> ProviderTier | None:
    """Append what is judged, and why; what stands already writes nothing (None).

    Raises:
        Refused: a tier out of 1 to 4, no reason or one too long.
    """
    by.require("provider.write")
    reason = " ".join(reason.split())
    if not LOWEST <= tier <= HIGHEST:
        raise Refused(_("La criticité va de 1 à 4."), field="tier")
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(
            _("Dites pourquoi, en 500 caractères au plus : c’est ce qui se relira."), field="reason"
        )
    with transaction.atomic():
        Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
        standing = tiers.current(provider)
        if standing and (standing.tier, standing.reason) == (tier, reason):
            return None
        made: ProviderTier = ProviderTier.objects.create(
            provider=provider, tier=tier, reason=reason, set_by=by.name, user_id=by.user_id, at=at
        )
        audit.record(
            by=by,
            at=at,
            act="provider.tier_set",
            kind="provider",
            public_id=provider.public_id,
            detail={"tier": [str(standing.tier) if standing else "", str(tier)], "reason": reason},
        )
    return made
