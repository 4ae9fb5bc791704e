"""A promise as somebody tells it, and what it was born of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timonerie.domains.organisation.models import Provider, Seat, Unit


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a commitment was born of, told in words: the domain that makes it stands above.
    `path` is the address of its page, from the root of the site."""

    kind: str
    public_id: UUID | None = None
    label: str = ""
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A promise as it was made. Exactly one of `provider` and `seat` holds it; `to_seat` awaits it,
    the writer's own post where nobody says; `to_provider` is the firm to which a post promised.
    `made_on` is left out for a promise of the day."""

    what: str
    promised_for: date
    provider: Provider | None = None
    seat: Seat | None = None
    unit: Unit | None = None
    origin: Origin | None = None
    to_seat: Seat | None = None
    to_provider: Provider | None = None
    made_on: date | None = None
