"""The files that came, as a short list; and those that should come next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from timonerie.domains.facts.models import BatchState
from timonerie.domains.facts.queries import batches
from timonerie.domains.facts.rules.cadence import Delivery, Expectation, expected
from timonerie.foundations.accounts.actors import Actor

COLUMNS = (
    *("public_id", "file_name", "state", "source_id", "source__name", "source__archived_at"),
    *("created_at", "last_date", "rejected"),
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file and what became of it."""

    public_id: UUID
    file_name: str
    state: str
    source: int
    source_name: str
    source_archived_at: datetime | None
    created_at: datetime
    last_date: date | None
    rejected: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """A source with a habit, and when it should send again."""

    source_name: str
    next: Expectation


def since(day: datetime, *, actor: Actor) -> list[Arrived]:
    """The files that the reader sees, newest first: one query, without what the files say."""
    rows = batches.visible_to(actor).filter(created_at__gte=day)
    return [Arrived(*row) for row in rows.order_by("-created_at").values_list(*COLUMNS)]


def awaited(files: Iterable[Arrived], *, zone: ZoneInfo) -> list[Awaited]:
    """The sources in use that send with a rhythm, as their accepted files say."""
    by_source: dict[tuple[int, str], list[Delivery]] = defaultdict(list)
    for one in files:
        came = one.state in (BatchState.ACCEPTED, BatchState.UNCHANGED)
        if came and one.source_archived_at is None and one.last_date is not None:
            day = one.created_at.astimezone(zone).date()
            by_source[one.source, one.source_name].append(Delivery(day, one.last_date))
    found = ((name, expected(sent)) for (_source, name), sent in by_source.items())
    return [Awaited(name, following) for name, following in found if following is not None]


def unmended(files: Iterable[Arrived]) -> list[Arrived]:
    """The refused files that no later accepted file of their source has replaced; newest first."""
    mended: set[int] = set()
    left: list[Arrived] = []
    for one in files:
        if one.state == BatchState.ACCEPTED:
            mended.add(one.source)
        elif one.state == BatchState.REFUSED and one.source not in mended:
            left.append(one)
    return left
