"""What keeps an offer from being computed at all."""

#: Every code, and the parameters it comes with.
CODES = {
    "number": "not a number (text)",
    "negative_units": "units below zero",
    "volume_order": "low, expected and high volumes are not in that order, or below zero",
    "seasonality": "not twelve weights, zero or more, one of them positive",
    "unit_price": "bands with a factor, and no unit price that it multiplies",
    "minimum": "a minimum below zero",
    "months": "a term of no month",
    "first_month": "not a month of the year",
    "index": "an indexation that is not a number above -100 %",
    "currencies": "several currencies (currencies)",
    "terms": "totals over different terms (months)",
    "negative_total": "a total below zero (offer)",
    "twice": "two offers, two lines or two marks of one assessor under one key (key)",
    "mark": "a mark that is not 0, 1, 2, 3 or 4 (value)",
    "weights": "weights below zero, not finite, or none that is positive",
    "reserved": "a criterion that bears the name of the price (key)",
    "band_start": "the first band does not start at zero",
    "band_gap": "units between this band and the one before have no price",
    "band_overlap": "units of this band also stand in the one before",
    "band_empty": "a band that holds no unit",
    "band_after_open": "a band after one that has no end",
    "band_price": "a band with a price and a factor, or with neither",
    "band_beyond": "units beyond the end of the last band",
}


class OfferFault(ValueError):
    """`code` is one of CODES, `params` what it speaks of."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class BandFault(OfferFault):
    """A fault of bands; `rank` is that of the band, from 1."""

    def __init__(self, code: str, *, rank: int) -> None:
        super().__init__(code, rank=rank)
        self.rank = rank
