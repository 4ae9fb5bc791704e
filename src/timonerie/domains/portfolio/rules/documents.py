"""What travels between two instances: a summary or its withdrawal, and its signed envelope.

Canonical JSON (RFC 8785) is what is signed, so that two readings of one document are the same
bytes. Instants are ISO 8601 with their offset; ratios go from 0 to 1, hours are hours.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import rfc8785
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from timonerie.engine.indicators.vocabulary import Unit

Judged = Literal["met", "watch", "missed", "none"]
Name = Annotated[str, Field(max_length=150)]
Count = Annotated[int, Field(ge=0, le=10**9)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Company(Shape):
    id: UUID
    name: Name


class Coverage(Shape):
    covered: Count
    expected: Count


class Value(Shape):
    """A figure beside its target: `unit` is that of the metric (`ratio`, `hours`, `count`…)."""

    code: Annotated[str, Field(max_length=60)]
    label: Name
    unit: Unit
    currency: Annotated[str, Field(max_length=10)] = ""
    value: float
    low: float | None = None
    high: float | None = None
    judged: Judged


class Figure(Value):
    """A figure of the whole company, and the sites behind it."""

    coverage: Coverage


class Drift(Value):
    """A target missed by a provider at a site; who, only where the company chose to say it."""

    provider: Name | None = None


class Counts(Shape):
    """Targets of the month, of a provider at a site each."""

    missed: Count
    watch: Count
    met: Count


class Summary(Shape):
    kind: Literal["timonerie.summary"] = "timonerie.summary"
    version: Literal[1] = 1
    id: UUID
    company: Company
    key: Annotated[str, Field(max_length=64)]
    page: Annotated[str, Field(max_length=300, pattern=r"^https?://")]
    issued_at: AwareDatetime
    expires_at: AwareDatetime
    level: Literal["state", "figures"]
    month: date | None
    state: Judged
    counts: Counts
    drifting: Count
    """Providers at a site that missed a target or more: `drifts` names the worst of them."""
    coverage: Coverage | None
    last_file_at: AwareDatetime | None
    figures: Annotated[tuple[Figure, ...], Field(max_length=12)] = ()
    drifts: Annotated[tuple[Drift, ...], Field(max_length=12)] = ()


class Notice(Shape):
    """Says that a summary is no more: `reason` tells a gesture from the end of its time."""

    kind: Literal["timonerie.notice"] = "timonerie.notice"
    version: Literal[1] = 1
    id: UUID
    company: Company
    key: Annotated[str, Field(max_length=64)]
    issued_at: AwareDatetime
    reason: Literal["withdrawn", "ended"]
    since: AwareDatetime


Document = Annotated[Summary | Notice, Field(discriminator="kind")]
_READER: TypeAdapter[Summary | Notice] = TypeAdapter(Document)


class Envelope(Shape):
    """A document as it travels: `signature` is over its canonical bytes, `public_key` the raw
    key of the instance, both in base64."""

    document: dict[str, object]
    public_key: Annotated[str, Field(max_length=64)]
    signature: Annotated[str, Field(max_length=128)]


def read(content: dict[str, object]) -> Summary | Notice:
    """Raises ValueError when it is neither, or holds anything more."""
    return _READER.validate_json(rfc8785.dumps(content))  # type: ignore[arg-type]


def written(document: Summary | Notice) -> dict[str, object]:
    """The document as plain JSON."""
    content: dict[str, object] = document.model_dump(mode="json")
    return content


def canonical(content: dict[str, object]) -> bytes:
    """Raises ValueError for what has no canonical form."""
    return rfc8785.dumps(content)  # type: ignore[arg-type]
