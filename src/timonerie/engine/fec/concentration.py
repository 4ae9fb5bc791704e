"""How much of the spend stands on few providers."""

from dataclasses import dataclass

from timonerie.engine.fec.providers import Providers, counts

RANKS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Concentration:
    """`shares[n]` is the share of the n first providers, 0 to 1, absent where there are fewer;
    `index` is the Herfindahl-Hirschman index, 1/n (equal shares) to 1 (one provider)."""

    shares: dict[int, float]
    index: float
    providers: int
    spend: int


def measure(found: Providers) -> Concentration | None:
    """Of providers whose spend is positive, invoices not received left out; None when there is
    none."""
    spends = [one.spend for one in found.rows if counts(one)]
    whole = sum(spends)
    if not whole:
        return None
    return Concentration(
        shares={rank: sum(spends[:rank]) / whole for rank in RANKS if rank <= len(spends)},
        index=sum((one / whole) ** 2 for one in spends),
        providers=len(spends),
        spend=whole,
    )
