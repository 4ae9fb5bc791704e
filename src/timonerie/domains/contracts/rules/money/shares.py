"""Sharing out an amount between sites: to the cent, nothing lost (largest remainders)."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

WHOLE: Final = 10_000
"""Hundredths of a per cent in the whole."""
K = TypeVar("K", bound=Hashable)


class SharesFault(ValueError):
    """They do not make the whole, or weigh nothing."""


def split(amount_cents: int, shares: Mapping[K, int]) -> dict[K, int]:
    """Cents by key, which add up to the amount; `shares` in hundredths of a per cent. Between equal
    remainders the first named wins. Raises SharesFault where they do not add up to 100 %."""
    if sum(shares.values()) != WHOLE or any(share < 0 for share in shares.values()):
        raise SharesFault(sum(shares.values()))
    parts = _parts(abs(amount_cents), list(shares.values()))
    sign = -1 if amount_cents < 0 else 1
    return {key: sign * part for key, part in zip(shares, parts, strict=True)}


def hundredths(weights: Mapping[K, int]) -> dict[K, int]:
    """Weights as shares that add up to 100 %. Raises SharesFault where nothing weighs."""
    if not weights or any(one < 0 for one in weights.values()) or not any(weights.values()):
        raise SharesFault(0)
    return dict(zip(weights, _parts(WHOLE, list(weights.values())), strict=True))


def _parts(amount: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts = [amount * one // whole for one in weights]
    remainders = [amount * one % whole for one in weights]
    order = sorted(range(len(weights)), key=lambda rank: -remainders[rank])
    for rank in order[: amount - sum(parts)]:
        parts[rank] += 1
    return parts
