"""What is known of an activity: which value stands, what sites say differently, what adds up."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.rules.plain_words import plain

#: What adds up from one site to the next; the other fields may differ instead.
ADDED: Final = frozenset({ValueField.YEARLY_VOLUME, ValueField.YEARLY_COST, ValueField.HEADS})
_RANKS: Final = list(Certainty)
Number = int | float | Decimal


@dataclass(frozen=True)
class Value:
    """A field of an activity, for a site or for the company (`unit_id` None). `value` is what JSON
    holds: a text, a number, a list; None, a blank text or an empty list say nothing."""

    field: ValueField
    unit_id: int | None
    value: object
    origin: Origin
    certainty: Certainty
    at: datetime
    evidence: str = ""
    said_by: str = ""


@dataclass(frozen=True)
class Difference:
    """A field that sites tell in several ways, the most common first, each with its sites."""

    field: ValueField
    answers: tuple[tuple[Value, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Total:
    """`amount` adds up the `known` sites of `sites`; it is that of the company where `is_whole`,
    and None where nothing is known. `certainty` is that of the least sure part."""

    amount: Number | None
    known: int
    sites: int
    is_whole: bool
    certainty: Certainty | None

    @property
    def is_complete(self) -> bool:
        return self.is_whole or (self.sites > 0 and self.known == self.sites)


def standing(values: Iterable[Value]) -> Value | None:
    """The one that is told first among values of one field and place: the surest, then the most
    recent, then the first given; None where none says anything."""
    ranked = _ranked(values)
    return ranked[0] if ranked else None


def others(values: Iterable[Value]) -> list[Value]:
    """The values that stand behind it, in the same order."""
    return _ranked(values)[1:]


def differences(by_site: Mapping[int, Iterable[Value]]) -> list[Difference]:
    """The fields for which two sites say different things: tools, data, confidentiality, deadlines,
    frequency, seasonality. A site that says nothing differs from nobody; spelling, and the order of
    a list, do not count. In the order of the fields."""
    told = {site: list(values) for site, values in by_site.items()}
    found = (_difference(field, told) for field in ValueField if field not in ADDED)
    return [one for one in found if one is not None]


def total(values: Iterable[Value], *, sites: Collection[int]) -> Total:
    """The values of one added field over the sites where the activity is. Where a site is unknown,
    what is said of the company stands; the two are never added, and a missing site is never
    guessed from the others.

    Raises ValueError for values that do not add up, or that are not numbers."""
    told = _by_place(values)
    found = [told[site] for site in sorted(set(sites)) if site in told]
    company = told.get(None)
    count = len(set(sites))
    if company is not None and (not count or len(found) < count):
        return Total(_number(company), len(found), count, True, company.certainty)
    if not found:
        return Total(None, 0, count, False, None)
    least = max((one.certainty for one in found), key=_RANKS.index)
    amount: Number = sum((_exact(one) for one in found), Decimal(0))
    return Total(_plain_number(amount), len(found), count, False, least)


def _ranked(values: Iterable[Value]) -> list[Value]:
    said = [one for one in values if _says(one.value)]
    if len({(one.field, one.unit_id) for one in said}) > 1:
        raise ValueError("values of several fields or places")
    recent = sorted(said, key=lambda one: one.at, reverse=True)
    return sorted(recent, key=lambda one: _RANKS.index(one.certainty))


def _says(value: object) -> bool:
    return value is not None and bool(_alike(value))


def _alike(value: object) -> Hashable:
    """What two spellings of one value share."""
    if isinstance(value, str):
        return plain(value) or value.strip()
    if isinstance(value, (list, tuple, set, frozenset)):
        return frozenset(_alike(one) for one in value if _says(one))
    if isinstance(value, Mapping):
        return frozenset((name, _alike(one)) for name, one in value.items() if _says(one))
    return f"{value}"


def _difference(field: ValueField, told: Mapping[int, list[Value]]) -> Difference | None:
    answers: dict[Hashable, list[tuple[Value, int]]] = defaultdict(list)
    for site in sorted(told):
        value = standing(one for one in told[site] if one.field == field)
        if value is not None:
            answers[_alike(value.value)].append((value, site))
    if len(answers) < 2:
        return None
    ranked = sorted(answers.values(), key=lambda several: (-len(several), several[0][1]))
    return Difference(
        field, tuple((several[0][0], tuple(site for _, site in several)) for several in ranked)
    )


def _by_place(values: Iterable[Value]) -> dict[int | None, Value]:
    places: dict[int | None, list[Value]] = defaultdict(list)
    fields = set()
    for one in values:
        fields.add(one.field)
        places[one.unit_id].append(one)
    if len(fields) > 1 or not fields <= ADDED:
        raise ValueError("these values do not add up")
    found = {place: standing(several) for place, several in places.items()}
    return {place: one for place, one in found.items() if one is not None}


def _number(one: Value) -> Number:
    return _plain_number(_exact(one))


def _exact(one: Value) -> Decimal:
    """Sums of decimals: half a person and a third do not drift."""
    if isinstance(one.value, bool) or not isinstance(one.value, (int, float, Decimal)):
        raise ValueError("a value that is not a number")
    return Decimal(str(one.value))


def _plain_number(amount: Number) -> Number:
    whole = int(amount)
    return whole if whole == amount else float(amount)
