"""Sort keys of events as text, so that Parquet keeps them whatever the mapping.

Each value is typed by itself, never by its neighbours: a number, else an instant, else a text.
The key starts with the rank of the type, then is padded so that texts sort as values do; a missing
value sorts first.
"""

from decimal import Decimal

from timonerie.domains.facts.rules.instants import InstantReader
from timonerie.domains.facts.rules.values import Fault, Reader, Value, clean, number

NUMBER, INSTANT, TEXT = "1", "2", "3"
# Numbers have at most 15 digits and 6 decimals, instants at most 10^16 microseconds.
_NUMBER_SHIFT = 10**22
_INSTANT_SHIFT = 10**17


def order_reader(instants: InstantReader) -> Reader:
    """A reader whose value is the key; a date that does not stand is a fault, not a text."""

    def read(text: str) -> Value | Fault:
        found = number(text)
        if not isinstance(found, Fault):
            return _keyed(NUMBER, f"{_scaled(found):023d}")
        instant = instants.read(text)
        if isinstance(instant, Fault):
            return instant
        if instant is None:
            return _keyed(TEXT, clean(text))
        assert isinstance(instant.value, int)
        key = f"{INSTANT}{instant.value + _INSTANT_SHIFT:018d}"
        return Value(key, key, instant.doubt)

    return read


def instant_of(key: str) -> int | None:
    """The instant in microseconds that a key holds, None for another type."""
    return int(key[1:]) - _INSTANT_SHIFT if key.startswith(INSTANT) else None


def _keyed(rank: str, text: str) -> Value:
    return Value(rank + text, rank + text)


def _scaled(value: Decimal) -> int:
    return int(value.scaleb(6)) + _NUMBER_SHIFT
