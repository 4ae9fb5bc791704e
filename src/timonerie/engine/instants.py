"""Instants as people and exports write them, read by the column.

ISO 8601 date and time ("2026-03-29T02:30", a space for the T, seconds or not, an offset or not) and
the French order ("29/03/2026 02:30"). A date alone is no instant: its hour would be invented.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from timonerie.engine import zones
from timonerie.engine.openings import FIRST_YEAR, LAST_YEAR
from timonerie.engine.zones import MISSING, Flags, Instants

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_EARLIEST = int(datetime(FIRST_YEAR, 1, 2, tzinfo=UTC).timestamp())
_LATEST = int(datetime(LAST_YEAR, 12, 31, tzinfo=UTC).timestamp())

_PLAIN = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?\n)*")
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r" ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_FRENCH = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})[T ]+([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One value per text, empty texts being MISSING; the flags say what to refuse or to warn about.

    `utc`: epoch seconds, cut to the second, MISSING where the text could not be read. `unreadable`:
    not an instant; `beyond`: out of 1900 to 2100; `skipped`: a local hour that does not exist;
    `repeated`: a local hour that exists twice, read as the first.
    """

    utc: Instants
    unreadable: Flags
    beyond: Flags
    skipped: Flags
    repeated: Flags


def read(texts: Sequence[str], zone: str) -> Column:
    """Instants without an offset are local to `zone`, an IANA name that exists."""
    wall, aware, unreadable = _parse([text.strip() for text in texts])
    known = wall != MISSING
    beyond = known & ((wall < _EARLIEST) | (wall > _LATEST))
    local = np.where(aware | beyond, MISSING, wall)
    reading = _rules(zone, local).to_utc(local)
    return Column(
        utc=np.where(beyond, MISSING, np.where(aware, wall, reading.utc)),
        unreadable=unreadable,
        beyond=beyond,
        skipped=reading.skipped,
        repeated=reading.repeated,
    )


def _rules(zone: str, local: Instants) -> zones.Zone:
    known = local[local != MISSING]
    if not known.size:
        return zones.spanning(zone, 1970, 1970)
    first, last = (int(bound) for bound in (known.min(), known.max()))
    return zones.spanning(zone, _year(first), _year(last))


def _year(seconds: int) -> int:
    return (_EPOCH + timedelta(seconds=seconds)).year


def _parse(texts: list[str]) -> tuple[Instants, Flags, Flags]:
    """Seconds since 1970 (local, or UTC where an offset was written), aware, unreadable."""
    values = np.full(len(texts), MISSING, np.int64)
    aware, unreadable = np.zeros((2, len(texts)), np.bool_)
    places = [place for place, text in enumerate(texts) if text]
    filled = [texts[place] for place in places]
    plain = _plain(filled)
    if plain is not None:
        values[places] = plain
        return values, aware, unreadable
    for place, text in zip(places, filled, strict=True):
        moment = _moment(text)
        if moment is None:
            unreadable[place] = True
        else:
            aware[place] = moment.tzinfo is not None
            values[place] = _seconds(moment)
    return values, aware, unreadable


def _seconds(moment: datetime) -> int:
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH) // _SECOND


def _plain(texts: list[str]) -> Instants | None:
    """All of a column at once when every text is ISO without an offset, which is the usual file."""
    if _PLAIN.fullmatch("\n".join(texts) + "\n") is None:
        return None
    try:
        return np.array(texts, "datetime64[s]").astype(np.int64)
    except ValueError:  # 31 February: find which one, text by text
        return None


def _moment(text: str) -> datetime | None:
    french = _FRENCH.fullmatch(text)
    if french:
        text = f"{french[3]}-{french[2]}-{french[1]}T{french[4]}"
    elif not _ISO.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    except ValueError:
        return None
