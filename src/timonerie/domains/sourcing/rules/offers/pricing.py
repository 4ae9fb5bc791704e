"""The answers of an offer as prices, under the volumes of the version that it answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, get_args

from timonerie.domains.sourcing.enums import Conformity, LineKind
from timonerie.domains.sourcing.rules.offers.asked import EXIT, TRANSITION, Question
from timonerie.domains.sourcing.rules.offers.band_text import Kept
from timonerie.domains.sourcing.rules.offers.bands import Band
from timonerie.domains.sourcing.rules.offers.comparisons import Answer
from timonerie.domains.sourcing.rules.offers.exact import exact
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.prices import UnitPrice
from timonerie.domains.sourcing.rules.offers.recurrences import Every
from timonerie.domains.sourcing.rules.offers.totals import Priced, PricedLine
from timonerie.domains.sourcing.rules.offers.volumes import Volumes
from timonerie.domains.sourcing.rules.statements import values
from timonerie.domains.sourcing.rules.statements.shapes import Line

#: Prices are kept in hundredths of cents.
_TO_CENTS = 100
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}
RECURRENCES: tuple[str, ...] = get_args(Every)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer. `key` is that of the line, or its own where the offer adds a price; `price` in
    hundredths of cents."""

    key: str
    is_own: bool = False
    conformity: Conformity = Conformity.SILENT
    price: int | None = None
    recurrence: str = ""
    bands: tuple[Kept, ...] = ()
    volume_key: str = ""


def volumes(lines: Iterable[Line]) -> dict[str, Volumes]:
    """Those of the version that are figured by the month or by the year, under the keys of their
    lines. One figure alone holds for the three; a low and a high one do not say what is
    expected."""
    found = {}
    for line in lines:
        shape = _volume(line)
        middle = None if shape is None else _middle(shape)
        if shape is None or shape.per is None or middle is None:
            continue
        low, high = (middle if one is None else one for one in (shape.low, shape.high))
        season = shape.seasonality
        found[line.key] = Volumes(
            exact(low),
            exact(middle),
            exact(high),
            per=shape.per,
            seasonality=tuple(map(exact, season)) if season and any(season) else None,
        )
    return found


def _middle(shape: values.Volume) -> float | None:
    """What is expected; None where nobody said it."""
    ends = [one for one in (shape.low, shape.high) if one is not None]
    if shape.expected is None and len(ends) == 1:
        return ends[0]
    return shape.expected


def asked_volumes(asked: Sequence[Question], answers: Mapping[str, Said]) -> dict[str, Volumes]:
    """Those of each priced line, under its own key: the volume it names, or the one that the offer
    says."""
    known = volumes(question.line for question in asked)
    wanted = {one.line.key: _price(one.line).volume_key for one in asked if one.way == "price"}
    for key, said in answers.items():
        if said.volume_key and not wanted.get(key):
            wanted[key] = said.volume_key
    return {key: known[volume] for key, volume in wanted.items() if volume in known}


def priced(
    key: str,
    asked: Sequence[Question],
    answers: Mapping[str, Said],
    *,
    currency: str,
    answered: Iterable[Line] | None = None,
) -> Priced:
    """Every line that is priced, the prices that the offer adds, and what is paid once in all.
    `answered` are the lines of the version that the offer answers, where it is another one: a price
    is paid as they ask it."""
    known = {one.key: one for one in answered or ()}
    shapes = {one.line.key: shape for one in asked if (shape := _volume(one.line))}
    lines = [
        _priced_line(
            one.line, known.get(one.line.key, one.line), answers.get(one.line.key), shapes, currency
        )
        for one in asked
        if one.way == "price"
    ]
    own = [one for one in answers.values() if one.is_own]
    lines += [
        PricedLine(one.key, _said_price(one, one.recurrence, "month"), currency, _without(one))
        for one in own
    ]
    return Priced(
        key,
        tuple(lines),
        _once(answers.get(str(TRANSITION))),
        _once(answers.get(str(EXIT))),
        currency,
    )


def conformities(asked: Sequence[Question], answers: Mapping[str, Said]) -> tuple[Answer, ...]:
    silent = Said("")
    return tuple(
        Answer(one.line.key, one.is_eliminatory, answers.get(one.line.key, silent).conformity)
        for one in asked
        if one.way == "conformity"
    )


def recurrence(line: Line, said: Said | None = None) -> str:
    """How a price is paid: as the offer says, else as the version asks; empty when nobody does."""
    asked = _price(line)
    told = said.recurrence if said else ""
    return told or asked.recurrence or ("unit" if asked.volume_key else "")


def _priced_line(
    line: Line,
    answered: Line,
    said: Said | None,
    shapes: Mapping[str, values.Volume],
    currency: str,
) -> PricedLine:
    if said is None:
        return PricedLine(line.key, None, currency)
    paid = replace(said, recurrence=recurrence(answered, said))
    return PricedLine(line.key, _unit_price(line, paid, shapes), currency, _without(paid))


def _without(said: Said) -> Literal["price", "recurrence"]:
    """What an answer lacks where it makes no price."""
    return "price" if said.price is None and not said.bands else "recurrence"


def _unit_price(line: Line, said: Said, shapes: Mapping[str, values.Volume]) -> UnitPrice | None:
    shape = shapes.get(_price(line).volume_key)
    counted: Literal["month", "year"] = _per(shape) if shape else "month"
    every = said.recurrence
    if every == "unit" and shape and not said.bands and said.price is not None:
        return _by_factors(Fraction(said.price, _TO_CENTS), shape, counted)
    return _said_price(said, every, counted)


def _said_price(said: Said, every: str, counted: Literal["month", "year"]) -> UnitPrice | None:
    if every == "unit" and said.bands:
        return UnitPrice(bands=_bands(said.bands), counted=counted)
    if said.price is None or every not in RECURRENCES:
        return None
    cents = Fraction(said.price, _TO_CENTS)
    if every == "unit":
        return UnitPrice(unit=cents)
    return (
        UnitPrice(once=cents) if every == "once" else UnitPrice(monthly=cents / _MONTHS_OF[every])
    )


def asks_factors(line: Line, asked: Sequence[Question]) -> bool:
    """Whether one unit price is multiplied by the factor of the band that is reached, for all the
    units: the volume that the line multiplies says so. Bands of the bidder take their place."""
    key = _price(line).volume_key
    shape = next((_volume(one.line) for one in asked if one.line.key == key), None)
    return shape is not None and _by_factors(Fraction(1), shape, _per(shape)).mode == "all_units"


def _by_factors(
    cents: Fraction, shape: values.Volume, counted: Literal["month", "year"]
) -> UnitPrice:
    """A factor that the version asks for holds for all the units of the band that is reached."""
    if not any(band.unit_price_factor is not None for band in shape.bands):
        return UnitPrice(unit=cents)
    bands = tuple(
        Band(
            exact(band.from_),
            None if band.to is None else exact(band.to),
            factor=exact(1 if band.unit_price_factor is None else band.unit_price_factor),
        )
        for band in shape.bands
    )
    try:
        return UnitPrice(unit=cents, bands=bands, mode="all_units", counted=counted)
    except OfferFault:
        # Bands of the version that do not start from zero say no price for what is below them.
        return UnitPrice(unit=cents)


def _bands(kept: Sequence[Kept]) -> tuple[Band, ...]:
    starts = [0, *(one["to"] for one in kept)]
    return tuple(
        Band(start or 0, one["to"], unit_price=Fraction(one["price"] or 0, _TO_CENTS))
        for start, one in zip(starts, kept, strict=False)
    )


def _once(said: Said | None) -> int | None:
    return None if said is None or said.price is None else round(Fraction(said.price, _TO_CENTS))


def _price(line: Line) -> values.Price:
    shape = _read(line)
    return shape if isinstance(shape, values.Price) else values.Price()


def _volume(line: Line) -> values.Volume | None:
    shape = _read(line) if line.kind == LineKind.VOLUME else None
    return shape if isinstance(shape, values.Volume) else None


def _per(shape: values.Volume) -> Literal["month", "year"]:
    """Without a period there is no volume to multiply, and the line is missing anyway."""
    return shape.per or "year"


def _read(line: Line) -> values.Shape | None:
    try:
        return values.read(line.kind, line.values)
    except values.ValuesFault:
        return None
