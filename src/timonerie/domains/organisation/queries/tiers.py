"""How critical each provider was judged, and by whom."""

from collections.abc import Iterable

from timonerie.domains.organisation.models import Provider, ProviderTier


def current(provider: Provider) -> ProviderTier | None:
    """The one that stands; None until somebody says."""
    return history(provider)[0] if provider.tiers.exists() else None


def history(provider: Provider) -> list[ProviderTier]:
    """The last said first."""
    return list(ProviderTier.objects.filter(provider=provider).order_by("-at", "-pk"))


def standing(provider_ids: Iterable[int]) -> dict[int, int]:
    """The tier that stands of each provider that has one, by row id; one query."""
    rows = ProviderTier.objects.filter(provider__in=list(provider_ids)).order_by("at", "pk")
    return dict(rows.values_list("provider_id", "tier"))
